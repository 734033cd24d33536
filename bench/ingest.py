"""Scores the reading of saved web pages, and how fast they are read.

    python bench/ingest.py TRAFILATURA/tests HTMLDATE/tests [--misses title|date|author|body] [--write DIR]

The two folders are the tests of adbar/trafilatura (evaldata.json: 990 pages with marked passages, titles, days
and authors) and adbar/htmldate (eval_*.json: pages with days). Nothing of them is part of Dateline. Compared as
the field does: titles and names without case and punctuation, days exactly, and of the body the marked passages
that must and must not be in it. trafilatura reads the same pages in the same run, as yardstick of the speed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import trafilatura

from dateline.ingest.article import article_of
from dateline.ingest.items import Item
from dateline.ingest.refused import Refused
from dateline.model import Article

PINNED = json.loads(Path(__file__).with_suffix(".json").read_text())
DECLARED = {"json-ld", "meta", "time-tag"}
NOT_BODY = {"title", "caption"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trafilatura", type=Path)
    parser.add_argument("htmldate", type=Path)
    parser.add_argument("--misses", choices=("title", "date", "author", "body"))
    parser.add_argument("--write", type=Path, help="gold and answers as JSON, for another scorer")
    options = parser.parse_args()
    pages = list(_pages(options.trafilatura, ["evaldata.json"], ["cache", "eval"]))
    dated = list(
        _pages(
            options.htmldate,
            ["eval_default.json", "eval_mediacloud_2020.json"],
            ["cache", "eval", "test_set"],
        )
    )
    articles, seconds, theirs = _read(pages, with_yardstick=True)
    reached = {
        "title": _share(pages, articles, "title", options.misses),
        "author": _share(pages, articles, "author", options.misses),
        "date": _share(pages, articles, "date", options.misses),
        "body_f1": _body(pages, articles, options.misses == "body"),
        "declared": _declared(pages, articles, "trafilatura's pages"),
    }
    more, _, _ = _read(dated, with_yardstick=False)
    reached["date_htmldate"] = _share(dated, more, "date", options.misses)
    reached["declared_htmldate"] = _declared(dated, more, "htmldate's pages")
    reached["speed"] = round(theirs / seconds, 2)
    print(f"{len(pages) / seconds:.1f} pages a second; trafilatura {len(pages) / theirs:.1f}")
    worse = [
        name
        for name, value in reached.items()
        if value < PINNED[name] - (0.1 if name == "speed" else 0)
    ]
    for name, value in reached.items():
        print(f"{name:20}{value:8}   pinned {PINNED[name]}")
    if options.write:
        _write(options.write, {"trafilatura": (pages, articles), "htmldate": (dated, more)})
    sys.exit(f"below what was reached before: {', '.join(worse)}" if worse else 0)


def _pages(
    folder: Path, golds: list[str], subfolders: list[str]
) -> Iterator[tuple[dict[str, Any], bytes]]:
    for gold in golds:
        for page in json.loads((folder / gold).read_text(encoding="utf-8")).values():
            files = [
                file for name in subfolders if (file := folder / name / page["file"]).is_file()
            ]
            if files:
                yield page, files[0].read_bytes()


def _read(
    pages: list[tuple[dict[str, Any], bytes]], *, with_yardstick: bool
) -> tuple[list[Article | None], float, float]:
    """The articles, the seconds they took, and those of trafilatura: page by page in turn, as machines vary."""
    articles, ours, theirs = list[Article | None](), 0.0, 0.0
    for page, content in pages:
        if with_yardstick:
            start = time.process_time()
            trafilatura.bare_extraction(content, include_comments=False, with_metadata=True)
            theirs += time.process_time() - start
        start = time.process_time()
        item = Item(
            id="a",
            path=page["file"],
            kind="html",
            form="html",
            content=content,
            bytes=len(content),
            sha256="",
        )
        try:
            articles.append(article_of(item))
        except Refused:
            articles.append(None)
        ours += time.process_time() - start
    return articles, ours, theirs


def _share(
    pages: list[tuple[dict[str, Any], bytes]],
    articles: list[Article | None],
    field: str,
    misses: str | None,
) -> float:
    """Right answers, of the pages whose gold has one."""
    right = asked = answered = 0
    for (page, _), article in zip(pages, articles, strict=True):
        gold = page.get(field)
        if not gold or (field == "date" and _day(gold) is None):
            continue
        answer = _answer(article, field)
        asked += 1
        answered += bool(answer)
        if _same(field, gold, answer):
            right += 1
        elif misses == field:
            why = article.published_reason if article and field == "date" else ""
            print(f"{page['file']}\n   gold    {gold}\n   answer  {answer}  {why}")
    print(f"{field}: {right} right of {answered} answered of {asked}")
    return round(right / asked, 4)


def _answer(article: Article | None, field: str) -> Any:
    if article is None:
        return None
    match field:
        case "title":
            return article.title
        case "date":
            return article.published
        case _:
            return [author.name for author in article.authors]


def _same(field: str, gold: Any, answer: Any) -> bool:
    if not answer:
        return False
    if field == "date":
        return _day(gold) == _day(answer)
    if field == "title":
        return _plain(gold) == _plain(answer)
    return _names(gold) == {_plain(name) for name in answer}


def _declared(
    pages: list[tuple[dict[str, Any], bytes]], articles: list[Article | None], what: str
) -> float:
    """Right days, of those that are known by what the page declares; and of the other rungs, printed."""
    rungs, right = Counter[str](), Counter[str]()
    for (page, _), article in zip(pages, articles, strict=True):
        if article is None or _day(page.get("date") or "") is None:
            continue
        rung = "declared" if article.published_evidence in DECLARED else article.published_evidence
        rungs[rung] += 1
        right[rung] += _same("date", page["date"], article.published)
    print(
        f"{what}: " + ", ".join(f"{rung} {right[rung]} of {rungs[rung]}" for rung in sorted(rungs))
    )
    return round(right["declared"] / rungs["declared"], 4)


def _body(
    pages: list[tuple[dict[str, Any], bytes]], articles: list[Article | None], misses: bool
) -> float:
    """F1 of the marked passages: those that must be in the body, and those that must not."""
    found = wrong = missing = 0
    for (page, _), article in zip(pages, articles, strict=True):
        body = (
            " ".join(
                article.text[p.start : p.end] for p in article.paragraphs if p.role not in NOT_BODY
            )
            if article
            else ""
        )
        body = " ".join(body.split())
        absent = [words for words in page["with"] if " ".join(words.split()) not in body]
        extra = [words for words in page["without"] if " ".join(words.split()) in body]
        found += len(page["with"]) - len(absent)
        wrong += len(extra)
        missing += len(absent)
        if misses and (absent or extra):
            print(page["file"], "\n   absent", absent, "\n   extra", extra)
    precision, recall = found / (found + wrong), found / (found + missing)
    print(f"body: precision {precision:.4f}, recall {recall:.4f}")
    return round(2 * precision * recall / (precision + recall), 4)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _names(gold: Any) -> set[str]:
    parts = (
        gold if isinstance(gold, list) else re.split(r"\s*(?:[;,|]| and | und | et | y )\s*", gold)
    )
    return {
        _plain(re.sub(r"^\s*(?:by|von|par|por)\s+", "", part, flags=re.IGNORECASE))
        for part in parts
    } - {""}


def _day(words: Any) -> date | None:
    try:
        return date.fromisoformat(str(words)[:10])
    except ValueError:
        return None


def _write(
    folder: Path, sets: dict[str, tuple[list[tuple[dict[str, Any], bytes]], list[Article | None]]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (pages, articles) in sets.items():
        gold = {
            page["file"]: {
                key: page[key] or None for key in ("title", "date", "author") if key in page
            }
            for page, _ in pages
        }
        answers = {
            page["file"]: {field: _answer(article, field) for field in ("title", "date", "author")}
            for (page, _), article in zip(pages, articles, strict=True)
        }
        for kind, rows in (("gold", gold), ("system", answers)):
            (folder / f"{name}_{kind}.json").write_text(
                json.dumps(rows, ensure_ascii=False, indent=1)
            )


if __name__ == "__main__":
    main()
