"""One source → what becomes of it: the function that is run for each article, wherever that is.

A source is an item of a file, or an article that is read again (its day was corrected or inferred).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import orjson

from dateline.analysis import analyse, checked, failed, has_failed, to_report
from dateline.errors import DatelineError
from dateline.ingest import read_item
from dateline.ingest.items import Item
from dateline.language import load_language
from dateline.model import Article, ArticleRecord, Refusal
from dateline.shelf import packed

Source = Item | Article
# Reasons of refusals that are Dateline's fault: the next build tries again
READING_FAILED = "reading-failed"
WORKER_DIED = "worker-died"
RECORD, REFUSAL = b"a", b"r"  # how an entry of the cache begins


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: its packed record, or why it was refused."""

    key: bytes
    id: str
    record: bytes | None = None
    refusal: Refusal | None = None
    is_lasting: bool = True  # the next build would come to it too


def key_of(source: Source, fingerprint: bytes) -> bytes:
    """SHA-256 of a source and of all else that its outcome depends on: what it is kept under."""
    content: bytes | str = ""
    if isinstance(
        source, Item
    ):  # its content is hashed as it is; what of it is text stays to be seen
        content, source = source.content, replace(source, content=source.content[:0])
    if isinstance(content, str):
        content = _encoded(content)
    return hashlib.sha256(fingerprint + _encoded(repr(source)) + b"\0" + content).digest()


def _encoded(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def outcome_of(source: Source, key: bytes, model: str) -> Outcome:
    """What becomes of a source by the pipeline of that name, which is loaded once a process.

    An error in Dateline's own code costs the article it was met in and not the build: it is refused where it was
    met in reading; else its record has no rows, and `article.skipped_reason` says what happened.
    """
    found = _read(source) if isinstance(source, Item) else source
    if isinstance(found, Refusal):
        lasting = found.reason != READING_FAILED
        return Outcome(key, source.id, refusal=found, is_lasting=lasting)
    record = checked(_analysed(found, model))
    return Outcome(key, source.id, record=packed(record), is_lasting=not has_failed(record))


def _read(item: Item) -> Article | Refusal:
    try:
        return read_item(item)
    except DatelineError:
        raise
    except Exception as error:
        return _refused(item, READING_FAILED, f"reading failed: {type(error).__name__}: {error}")


def _analysed(article: Article, model: str) -> ArticleRecord:
    language = load_language(model)
    try:
        return analyse(article, language)
    except DatelineError:
        raise
    except Exception as error:
        return failed(article, f"analysis failed: {type(error).__name__}: {error}")


def given_up(source: Source, key: bytes) -> Outcome:
    """The outcome of a source over which two processes died."""
    why = "two processes died over it: there is too little memory for it, or it breaks a library"
    if isinstance(source, Item):
        return Outcome(key, source.id, refusal=_refused(source, WORKER_DIED, why), is_lasting=False)
    return Outcome(key, source.id, record=packed(failed(source, why)), is_lasting=False)


def _refused(item: Item, reason: str, why: str) -> Refusal:
    return Refusal(path=item.path, reason=reason, detail=to_report(why), bytes=item.bytes)


# ---------------------------------------------------------------- outcomes as entries of the cache


def entry_of(outcome: Outcome) -> bytes:
    """An outcome as the cache keeps it under its key."""
    if outcome.record is not None:
        return RECORD + outcome.record
    return REFUSAL + orjson.dumps(outcome.refusal)


def outcome_in(entry: bytes, source: Source, key: bytes) -> Outcome:
    """The outcome of a source, of which `entry_of` made the entry."""
    if entry.startswith(RECORD):
        return Outcome(key, source.id, record=entry[len(RECORD) :])
    return Outcome(key, source.id, refusal=Refusal(**orjson.loads(entry[len(REFUSAL) :])))
