"""Dateline: a folder of news articles → who did what to whom, where, when, and according to whom."""

from dateline.analysis import analyse
from dateline.events import predicate_statuses
from dateline.ingest import read_sources
from dateline.model import Article, ArticleRecord, Refusal, TimeExpression
from dateline.times import tag_times

__all__ = [
    "Article",
    "ArticleRecord",
    "Refusal",
    "TimeExpression",
    "analyse",
    "predicate_statuses",
    "read_sources",
    "tag_times",
]
__version__ = "0.1.0"
