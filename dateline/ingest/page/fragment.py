"""A piece of a page that is all article, as feeds and exports carry → its lines."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from dateline.ingest.lines import Line, Mark
from dateline.ingest.page.body import one_line
from dateline.ingest.page.deck import NAMED

MARKS: dict[str, Mark] = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "blockquote": "quote", "li": "bullet", "figcaption": "caption",
}  # fmt: skip
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
}  # fmt: skip
SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "head",
    "button",
    "form",
}


def fragment_lines(tree: HtmlElement) -> list[Line]:
    """The lines of the fragment, numbered from 1; none when there is nothing in it.

    >>> from dateline.ingest.page.tree import page_tree
    >>> page = page_tree("<h2>Aid</h2><p>He <b>came</b>.<br>And left.")
    >>> [(line.mark, line.text) for line in fragment_lines(page)]
    [('heading', 'Aid'), ('', 'He came.'), ('', 'And left.')]
    """
    lines = list[Line]()
    for mark, words in _pieces(tree):
        line = one_line(words)
        if any(map(str.isalnum, line)):
            lines.append(Line(len(lines) + 1, (line,), line, mark))
    return lines


def _pieces(tree: HtmlElement) -> Iterator[tuple[Mark, str]]:
    """Runs of text between the tags that part lines, each with the mark it stands in."""
    words, at = list[str](), ""
    mark: Mark = ""
    waiting: list[tuple[HtmlElement, Mark, bool]] = [
        (tree, "", False)
    ]  # element, its mark, whether it ends
    while waiting:
        element, own, ends = waiting.pop()
        if ends:
            if element.tag not in INLINE:
                yield mark, "".join(words)
                words, mark = [], own
            words.append(element.tail or "" if element is not tree else "")
            continue
        if not isinstance(element.tag, str) or element.tag in SILENT:
            words.append(element.tail or "")
            continue
        inner = "deck" if NAMED.search(element.get("class") or "") else MARKS.get(element.tag, own)
        if element.tag not in INLINE:
            yield mark, "".join(words)
            words, mark = [], inner
        words.append(element.text or at)
        waiting.append((element, own, True))
        waiting += [(child, inner, False) for child in reversed(element)]
    yield mark, "".join(words)
