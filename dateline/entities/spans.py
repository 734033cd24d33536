"""The model's spans of a paragraph, repaired: what of them is a name and where it begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Span, Token

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
AL_NAME = re.compile(r"(?:\b[A-Z][\w'-]+ )*\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s)-\s?[A-Z]\w+")
EDGES = " \t'\"()[],.;:-–—"


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
    found = [item for ent in passage.doc.ents if (item := _repaired(passage, ent))]
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


def _repaired(passage: Passage, ent: Span) -> Found | None:
    """The span without possessive, brackets, article or title; None when nothing of a name is left."""
    if ent.label_ not in TYPE_OF_LABEL:
        return None
    tokens = list(ent)
    rule = "model"
    while tokens and (tokens[0].pos_ == "DET" or tokens[0].text in EDGES):
        tokens.pop(0)
    # "Haftar's", and what the model took in behind a name: "the European Union of meddling"
    while tokens and (
        tokens[-1].tag_ == "POS" or tokens[-1].text in EDGES or tokens[-1].text.islower()
    ):
        tokens.pop()
    while tokens and _is_title(tokens, 0) and ent.label_ == "PERSON":
        tokens.pop(0)
    if len(tokens) == 1 and ent.label_ == "PERSON" and _is_first_name(tokens[0]):
        tokens.insert(0, tokens[0].nbor(-1))
        rule = "model-repaired"
    for index, token in enumerate(tokens):  # "House of Representatives (HoR"
        if token.text == "(":
            tokens = tokens[:index]
            break
    if not tokens or not tokens[0].text[0].isupper() or _is_office(tokens):
        return None
    if len(tokens) < len(ent):
        rule = "model-repaired"
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    name = passage.plain[start:end].strip(EDGES)
    if len(name) < 2 or name.lower() == name:
        return None
    start = passage.plain.index(name, start)
    span = passage.doc[tokens[0].i : tokens[-1].i + 1]
    return Found(passage, start, start + len(name), name, ent.label_, rule, span)


def _is_first_name(token: Token) -> bool:
    """Whether the word before a lone surname is a first name that the model left out."""
    if token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    return (
        before.pos_ == "PROPN"
        and before.is_title
        and before.is_alpha
        and before.head == token
        and not before.ent_type_
        and before.text not in titles()
    )


def _is_title(tokens: list[Token], index: int) -> bool:
    return len(tokens) > index + 1 and tokens[index].text in titles()


def _is_office(tokens: list[Token]) -> bool:
    """Whether the words are an office and nobody's name: "Defence" before "Minister", "Field Marshal"."""
    if all(token.text in titles() for token in tokens):
        return True
    return " ".join(token.text for token in tokens) in titles()
