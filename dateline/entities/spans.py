"""The model's spans of a paragraph, repaired: what of them is a name and where it begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lemminflect import getLemma
from spacy.tokens import Doc, Span, Token

from dateline.entities.person_names import is_first_name
from dateline.entities.titles import is_common_noun, titles
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
AL_NAME = re.compile(r"(?:\b[A-Z][\w'-]+ )*\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s)-\s?[A-Z]\w+")
ROMAN = re.compile(r"[IVX]{1,5}$")  # "Norton I", "Pope John XXIII"
ABBREVIATION = re.compile(r"\b\w\.\w\.$|\b(?:Co|Corp|Inc|Jr|Ltd|Sr)\.$")  # "U.S.", "Apple Inc."
EDGES = " \t'\"()[],.;:-–—"
LONGEST_SYLLABLE = 5  # letters of the second half of a Korean or Chinese given name: "young"
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
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
    while tokens and _is_title(tokens, 0) and label == "PERSON":
        tokens.pop(0)
    for index, token in enumerate(tokens):  # "House of Representatives (HoR"
        if token.text == "(":
            tokens = tokens[:index]
            break
    if tokens:
        tokens = _extended(passage, tokens, label)
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
    return Found(passage, start, start + len(name), name, label, rule, doc_span)


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


def _extended(passage: Passage, tokens: list[Token], label: str) -> list[Token]:
    """The tokens with the words of the name that the model left out on either side."""
    tokens = list(tokens)
    rest = _rest_of_name(tokens[-1], label)
    if rest and is_headline(passage.plain):
        rest = []
    while (
        label == "PERSON"
        and not tokens[0].is_sent_start
        and _is_left_out(tokens[0], alone=len(tokens) == 1)
    ):
        tokens.insert(0, tokens[0].nbor(-1))
    return tokens + rest


def _rest_of_name(last: Token, label: str) -> list[Token]:
    """The words right after a span that are part of its name: "Gregory" Maguire, "South Court" Auditorium."""
    doc, rest = last.doc, list[Token]()
    if label not in {"ORG", "PERSON", "LOC", "FAC"} or last.tag_ == "POS":
        return []
    for token in doc[last.i + 1 : last.sent.end]:
        before = token.nbor(-1)
        if token.pos_ != "PROPN" or token.ent_type_ or not before.whitespace_:
            break
        if ROMAN.match(token.text) and not rest:  # "Norton" I, and not the start of the next clause
            return [token]
        if token.text in titles() or (token.is_upper and not before.is_upper and len(token) < 3):
            break
        if before.dep_ not in {"compound", "nmod"} or before.head.i < token.i:
            break
        if label == "PERSON" and (is_common_noun(token.lower_) or not token.is_title):
            break
        if not token.text[0].isupper():
            break
        rest.append(token)
    end = rest[-1].i + 1 if rest else 0
    if rest and end < len(doc) and doc[end].ent_type_ == "PERSON":
        return []  # "Kraft Foods shooter Yvonne Hiller": what stands between is neither's
    return rest


@lru_cache(maxsize=64)  # asked of one paragraph for each of its names
def is_headline(text: str) -> bool:
    """Whether most words have a capital, so that capitals tell no name.

    >>> is_headline("Russian Military Support for Haftar"), is_headline("I'm Isabel Ruiz")
    (True, False)
    """
    words = LONG_WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    # a sentence-case headline of the seeds has .25-.55; "I'm Isabel Ruiz" is none
    return len(words) > 3 and capitals > 0.7 * len(words)


def _is_left_out(token: Token, alone: bool) -> bool:
    """Whether the word before a person's span is a first name that the model left out."""
    before = token.nbor(-1)
    return (
        before.pos_ == "PROPN"
        and before.is_title
        and before.is_alpha
        and before.dep_ == "compound"
        and before.head.i >= token.i
        and not before.ent_type_
        and before.text not in titles()
        and (is_first_name(before.text) or (alone and _is_unknown_word(before, token)))
    )


def _is_unknown_word(before: Token, token: Token) -> bool:
    """Whether the word can only be a first name that no list has: "Dimitry", but not "Moviemaker"."""
    word = before.lower_
    listed = any(getLemma(word, upos=pos, lemmatize_oov=False) for pos in ("NOUN", "VERB", "ADJ"))
    return before.head == token and not listed and not word.endswith(("man", "men", "maker", "s"))


def _is_title(tokens: list[Token], index: int) -> bool:
    return len(tokens) > index + 1 and tokens[index].text in titles()


def _is_office(tokens: list[Token]) -> bool:
    """Whether the words are an office and nobody's name: "Defence" before "Minister", "Field Marshal"."""
    if all(token.text in titles() for token in tokens):
        return True
    return " ".join(token.text for token in tokens) in titles()
