"""What a page's JSON-LD says of its article (schema.org).

Pages carry several of these, nested and linked by `@id`, beside those of recipes, breadcrumbs and the
articles that readers may like next.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from dateline.ingest.decode import cleaned
from dateline.ingest.title import normal

MAX_LENGTH = 2_000_000  # characters of one script; the largest on 1,990 saved pages has 74,265
MAX_NODES = 20_000
MAX_TITLES = 30  # each is compared with the headline of every node
MAX_WORDS = 5_000  # characters of what is called a headline or a name: more is made to be compared for hours
ARTICLE = re.compile(r"\w*(?:Article|Posting|Report)$")
PAGE = re.compile(r"(?:Web|Item|Collection)?Page$")
# What makes JSON of what some systems write: comments around it, commas before a bracket, line ends in strings.
AROUND = re.compile(r"^(?://)?\s*+(?:<!--|<!\[CDATA\[)|(?:(?://\s*+)?(?:-->|\]\]>)\s*+;?|;)$")
TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
BROKEN = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\\<>]{4,200})"')

Node = dict[str, Any]


def article_node(tree: HtmlElement, titles: Sequence[str]) -> Node:
    """The node that tells of the page's article, with what it links to put in; empty when there is none.

    `titles` are what else the page calls itself: of several articles the one that is called so, and of
    several none of which is, none at all, since that page lists articles.
    """
    nodes = list(_nodes(tree))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2
    }
    articles = [node for node in nodes if _is(node, ARTICLE)]
    names = list(dict.fromkeys(map(normal, titles)))[:MAX_TITLES]
    own = [node for node in articles if _called(node, names)] or articles
    if len({_headline(node) for node in own}) > 1:
        own = own[:1] if _called(own[0], names) else []
    own = own or [node for node in nodes if _is(node, PAGE) and "datePublished" in node][:1]
    # one article can be told of twice, by the page and by what its comments run on; the first says more
    merged = {key: value for node in reversed(own) for key, value in node.items()}
    return {key: _linked(value, by_id) for key, value in merged.items()}


def text(value: object) -> str | None:
    """A string of the node, or the name of what stands there, in one line; null for anything else.

    >>> text(["  Haftar in\\nMoscow "]), text({"@type": "Person", "name": "Jane Doe"}), text(7)
    ('Haftar in Moscow', 'Jane Doe', None)
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
        value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, str) or len(value) > MAX_WORDS:
        return None
    return " ".join(cleaned(value).split()) or None


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and kind.match(name.rpartition("/")[2])
        for name in (types if isinstance(types, list) else [types])
    )


def _headline(node: Node) -> str:
    return normal(text(node.get("headline") or node.get("name")) or "")


def _called(node: Node, names: Sequence[str]) -> bool:
    headline = _headline(node)
    return len(headline) > 3 and any(headline in name or name in headline for name in names)


def _linked(value: object, by_id: dict[str, Node]) -> object:
    """The value with `{"@id": …}` replaced by the node of that name."""
    if isinstance(value, list):
        return [item if isinstance(item, list) else _linked(item, by_id) for item in value[:100]]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object in the page's scripts, those nearest the top first."""
    waiting = deque(_documents(tree))
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]


def _documents(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        kind = script.get("type") or ""
        words = script.text or ""
        if "ld+json" not in kind.casefold() or not words.strip() or len(words) > MAX_LENGTH:
            continue
        words = AROUND.sub("", words.strip())
        try:
            yield json.loads(words, strict=False)
        except (ValueError, RecursionError):
            try:
                yield json.loads(TRAILING_COMMA.sub("", words), strict=False)
            except (ValueError, RecursionError):
                # Broken beyond that: its plain "key": "value" pairs still say what they say.
                pairs = {key: value for key, value in reversed(BROKEN.findall(words))}
                if pairs:
                    yield {"@type": "Article", **pairs}
