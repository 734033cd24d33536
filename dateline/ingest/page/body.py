"""Which of a page's words are the article: found by trafilatura, and put in lines with what they were marked as.

What it leaves out is looked at once more. Captions inside the article are kept, since they are printed with
the story and say who, where and when; other prose is not kept, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml.etree import XPath, _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from dateline.ingest.decode import cleaned
from dateline.ingest.lines import MAX_LINES, SENTENCE_END, SPACES, Drop, Line, Mark, too_many_lines
from dateline.ingest.refused import Refused
from dateline.ingest.site_name import squeezed
from dateline.ingest.title import normal

MARKS: dict[str, Mark] = {"head": "heading", "quote": "quote", "item": "bullet"}
BLOCKS = {"p", "head", "list", "item", "quote", "table", "div", "article", "code", "body", "cell"}
SEEN = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "figcaption")
MAX_CAPTION = 600  # characters; a <figcaption> round a whole story is no caption
MIN_CAPTION_WORDS = 3
MIN_LENGTH = 10  # characters: nothing shorter is a caption, or tells where one stands
MIN_PROSE_WORDS = (
    12  # menus and teasers' headlines are shorter; a paragraph that was lost is longer
)
# Elements. Trafilatura's last resort, justext, compares all short paragraphs in a row with each other: 10,000 take
# 11 s, 8,000 7 s. Of 1,429 real pages 1 in 100 has more than 2,846 elements, the largest 10,106 goes without it.
MAX_FOR_ALL = 8_000
# Characters read of elements, which hold one another: 230 quotes round 5 MB are 1 GB, and take 70 s.
MAX_SEEN = 50_000_000
MAX_SEARCHED = (
    2_000_000_000  # characters in which words that were left out are looked for: about 1 s
)
WORDS = XPath("string()")  # twice as fast as joining the pieces
LEFT_OUT = "page-not-article"


def body_lines(tree: HtmlElement) -> list[Line]:
    """The article's lines, numbered from 1. Raises Refused when the page has none.

    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring("<article><h2>Aid</h2>" + "<p>He came to ask for aid, and left.</p>" * 9)
    >>> [(line.mark, line.text[:7]) for line in body_lines(page)][:2]
    [('heading', 'Aid'), ('', 'He came')]
    """
    is_large = tree.xpath("count(//*)") > MAX_FOR_ALL
    found: Any = bare_extraction(tree, include_comments=False, include_tables=True, fast=is_large)
    lines = list[Line]()
    for mark, text in [] if found is None else _pieces(found.body, ""):
        for words in text.split("\n"):
            line = one_line(words)
            if any(map(str.isalnum, line)):
                lines.append(Line(len(lines) + 1, (line,), line, mark))
            if len(lines) > MAX_LINES:
                raise too_many_lines()
    if not lines:
        raise Refused(
            "no-body",
            "no article was found in the page; save the article's own page, or its text as .txt",
        )
    return lines


def with_captions(
    tree: HtmlElement, lines: Sequence[Line], title: str | None, deck: str | None = None
) -> tuple[list[Line], list[Drop]]:
    """The lines with the captions that stand among them, numbered anew, and the prose that was left out.

    `tree` is the page as it was, of which the lines are a part.
    """
    places = {normal(line.text): index for index, line in reversed(list(enumerate(lines)))}
    own_title = normal(title or "")
    captions, left_out = list[tuple[int | None, str]](), dict[str, None]()
    seen = 0
    at: int | None = (
        None  # the line that was last met; below 0 is the title, and null the page above it
    )
    # without captions only the prose matters, and where it stands does not
    for element in tree.iter(*(SEEN if tree.find(".//figcaption") is not None else ("p",))):
        if next(element.iter("script", "style"), None) is not None:
            continue  # a program's words are nobody's
        raw = " ".join(element.itertext()) if element.tag == "figcaption" else str(WORDS(element))
        if len(raw) < MIN_LENGTH:
            continue
        seen += len(raw)
        if seen > MAX_SEEN:
            break
        words = one_line(raw)
        name = normal(words)
        if name in places:
            at = places[name]
        elif element.tag == "h1" and own_title and name in own_title and at is None:
            at = -1
        elif element.tag == "figcaption":
            if len(words) <= MAX_CAPTION and len(words.split()) >= MIN_CAPTION_WORDS:
                captions.append((at, words))
        elif (
            element.tag == "p"
            and len(words.split()) >= MIN_PROSE_WORDS
            and SENTENCE_END.search(words)
        ):
            left_out[words] = None
    inside = {text: at for at, text in reversed(captions) if at is not None and at < len(lines) - 1}
    after = dict[int, list[Line]]()
    for text, at in reversed(inside.items()):
        after.setdefault(at, []).append(Line(0, (text,), text, "caption"))
    merged = after.get(-1, [])
    for index, line in enumerate(lines):
        merged += [line, *after.get(index, [])]
    kept = squeezed(" ".join([title or "", deck or "", *(line.text for line in merged)]))
    searched = MAX_SEARCHED // max(len(kept), 1)
    numbered = [
        Line(number, line.raw, line.text, line.mark) for number, line in enumerate(merged, start=1)
    ]
    lost = [
        words
        for number, words in enumerate(left_out)
        if number >= searched or squeezed(words) not in kept
    ]
    return numbered, [
        Drop(number, words, LEFT_OUT) for number, words in enumerate(lost, start=len(numbered) + 1)
    ]


def one_line(words: str) -> str:
    """The words of a piece of a page as they are stored: no control characters, single spaces."""
    return " ".join(cleaned(words).translate(SPACES).split())


def _pieces(element: _Element, mark: Mark) -> Iterator[tuple[Mark, str]]:
    """The words of an element and what is in it, in order; line ends part lines."""
    mark = MARKS.get(element.tag, mark)
    words = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            words.append("\n")
        elif child.tag == "row":
            cells = (" ".join(" ".join(cell.itertext()).split()) for cell in child.iter("cell"))
            words.append("\n" + " | ".join(cell for cell in cells if cell) + "\n")
        elif child.tag in BLOCKS:
            yield mark, "".join(words)
            words = []
            yield from _pieces(child, mark)
        else:
            words.append(" ".join(child.itertext()))
        words.append(child.tail or "")
    yield mark, "".join(words)
