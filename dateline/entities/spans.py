"""The model's spans of a paragraph, repaired: what of them is a name and where it begins and ends."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from dateline.entities.borders import extended
from dateline.entities.titles import titles
from dateline.language import Passage
from dateline.model import EntityType

TYPE_OF_LABEL: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}

# "Faiez al- Sarraj", "Abdul-Fattah Al-Sisi": the model often stops at the article
AL_NAME = re.compile(r"(?:\b[A-Z][\w'-]{1,40} ){0,4}\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s)-\s?[A-Z]\w+")
ABBREVIATION = re.compile(r"\b\w\.\w\.$|\b(?:Co|Corp|Inc|Jr|Ltd|Sr)\.$")  # "U.S.", "Apple Inc."
EDGES = " \t'\"()[],.;:-–—"
LONGEST_SYLLABLE = 5  # letters of the second half of a Korean or Chinese given name: "young"
SCORE = re.compile(r"\d+[-–]\d+")  # "Arsenal 2-1"
SPLITS = {"/", "[", "]", "|"}  # "Newsmax/Zogby", "George [H. W.] Bush"
# What the model takes in behind a name and before the next: "Byron composed Thyrza", "Paris on Monday"
CUTS = {"VBD", "VBZ", "VBP", "MD"}


@dataclass(frozen=True, slots=True)
class Found:
    """A span that may be a name, before the article has settled its type."""

    passage: Passage
    start: int  # code points into the passage
    end: int
    name: str
    label: str  # the model's, or "" when a rule found it
    rule: str
    tokens: Span | None
    is_there: bool = (
        False  # a place here, whatever the name is elsewhere: "in Austin", of Paul Austin
    )


def spans_in(passage: Passage) -> list[Found]:
    """The model's spans of a paragraph, repaired, with names that hold "al-" made whole."""
    found = [
        item
        for label, tokens in _joined(passage.doc)
        for piece in _pieces(tokens)
        if (item := _repaired(passage, label, piece))
    ]
    text = passage.plain
    for match in AL_NAME.finditer(text):
        inside = [item for item in found if item.start < match.end() and item.end > match.start()]
        labels = Counter(item.label for item in inside)
        if any(item.start < match.start() or item.end > match.end() for item in inside):
            continue  # the model's own span is wider
        if not labels and not re.search(r" \w+-", match[0]):
            continue  # a bare "Al-Word" that the model does not take for a name
        start = match.start()
        while (word := match[0][start - match.start() :].partition(" "))[0] in titles() and word[2]:
            start += len(word[0]) + 1
        name = re.sub(r"-\s+", "-", text[start : match.end()])
        label = "PERSON" if labels["PERSON"] or not labels else labels.most_common(1)[0][0]
        whole = Found(passage, start, match.end(), name, label, "name-with-al", None)
        found = [item for item in found if item not in inside] + [whole]
    return sorted(found, key=lambda item: item.start)


def _joined(doc: Doc) -> Iterator[tuple[str, list[Token]]]:
    """Label and tokens of the model's spans; two in a row that are one name are joined.

    "Guangzhou" and "Opera House", "Teddie Eleanor" and "Rose Goode": the first is part of the second's
    noun phrase, with nothing between them.
    """
    waiting: tuple[str, list[Token]] | None = None
    for ent in doc.ents:
        if ent.label_ not in TYPE_OF_LABEL:
            continue
        label, tokens = ent.label_, list(ent)
        if waiting and _is_one_name(*waiting, label, tokens):
            waiting = (label, waiting[1] + tokens)
            continue
        if waiting:
            yield waiting
        waiting = (label, tokens)
    if waiting:
        yield waiting


def _is_one_name(label: str, tokens: list[Token], next_label: str, others: list[Token]) -> bool:
    if tokens[-1].i + 1 != others[0].i or (label, next_label) not in {
        ("GPE", "ORG"),
        ("PERSON", "PERSON"),
    }:
        return False
    words = [*tokens, *others]
    if any(word.pos_ != "PROPN" or word.text in titles() for word in words):
        return False
    return all(token.head in words for token in tokens)


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """The names in a span that holds several, or more than a name."""
    piece: list[Token] = []
    for token in tokens:
        spaced_dash = token.text in {"-", "–"} and token.i and token.nbor(-1).whitespace_
        if token.text in SPLITS or (spaced_dash and token.whitespace_):
            yield piece
            piece = []
        elif (token.tag_ in CUTS and token.text.islower()) or token.lower_ == "as":
            break
        else:
            piece.append(token)
    yield piece


def _repaired(passage: Passage, label: str, span: list[Token]) -> Found | None:
    """The span without possessive, brackets, article or title; None when nothing of a name is left."""
    tokens = list(span)
    rule = "model"
    while tokens and (tokens[0].pos_ == "DET" or tokens[0].text in EDGES):
        tokens.pop(0)
    # "Haftar's", and what the model took in behind a name: "the European Union of meddling"
    while tokens and (
        tokens[-1].tag_ == "POS"
        or tokens[-1].text in EDGES
        or (tokens[-1].text.islower() and tokens[-1].text != "party" and not _is_hyphenated(tokens))
        or SCORE.fullmatch(tokens[-1].text)
        or (tokens[-1].like_num and tokens[-1].text[0].isdigit() and label == "PERSON")
    ):
        tokens.pop()
    while _is_title(tokens, 0) and (label == "PERSON" or titles()[tokens[0].text] == "style"):
        tokens.pop(0)
    for index, token in enumerate(tokens):  # "House of Representatives (HoR"
        if token.text == "(":
            tokens = tokens[:index]
            break
    if tokens:
        tokens = extended(passage, tokens, label)
    if not tokens or _is_office(tokens):
        return None
    if not tokens[0].text[0].isupper() and not AL_NAME.match(passage.plain, tokens[0].idx):
        return None
    if tokens != span:
        rule = "model-repaired"
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    name = passage.plain[start:end].lstrip(EDGES)
    if not ABBREVIATION.search(name):
        name = name.rstrip(EDGES)
    if len(name) < 2 or name.lower() == name:
        return None
    start = passage.plain.index(name, start)
    doc_span = passage.doc[tokens[0].i : tokens[-1].i + 1]
    return Found(passage, start, start + len(name), _seen(name), label, rule, doc_span)


def _seen(name: str) -> str:
    """The name without characters that nobody sees: a soft hyphen, a zero-width space."""
    if name.isprintable():
        return name
    return "".join(char for char in name if unicodedata.category(char) != "Cf")


def _is_hyphenated(tokens: list[Token]) -> bool:
    """Whether the last word hangs from the one before by a hyphen: Moon Jae-in, but not Trump-backed."""
    return (
        len(tokens) > 2
        and tokens[-1].pos_ not in {"VERB", "ADJ", "AUX"}
        and len(tokens[-1]) <= LONGEST_SYLLABLE
        and tokens[-2].text == "-"
        and not tokens[-2].whitespace_
        and not tokens[-3].whitespace_
    )


def _is_title(tokens: list[Token], index: int) -> bool:
    return len(tokens) > index + 1 and tokens[index].text in titles()


def _is_office(tokens: list[Token]) -> bool:
    """Whether the words are an office and nobody's name: "Defence" before "Minister", "Field Marshal"."""
    if all(token.text in titles() for token in tokens):
        return True
    return " ".join(token.text for token in tokens) in titles()
