"""Noun phrases that can stand for a person or a body: "the Libyan army chief", "a minister", "rival militias"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.entities.role_nouns import role_noun
from dateline.language import Passage
from dateline.model import EntityType, Name

LEFT = {"det", "amod", "compound", "nmod", "nummod", "poss", "advmod", "npadvmod"}
JOINS = {"of", "for", "to"}  # "the ambassador to Libya"
THE = {"the", "this"}
SAYS_NOTHING = {"DET", "ADP", "PART", "PUNCT", "PRON", "CCONJ"}
LIKENED = {
    "as",
    "like",
}  # "serves as the chairman", "like the girl next door": nobody in particular


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A noun phrase whose head is a role noun, and what it says of whom it stands for."""

    passage: Passage
    first: Token
    head: Token
    noun: str  # the head in the singular, in lower case
    type: EntityType
    words: frozenset[str]  # the other words in lower case, countries by code
    definite: bool  # one, and known: "the minister", "Libya's minister"
    inside: Name | None  # the body it says the kind of: "the Islamic State group"
    whole: bool  # nothing behind the head narrows it: not "the government in Tripoli"

    @property
    def start(self) -> int:
        """The offset of the head in the article's text."""
        return self.passage.start + self.head.idx


def phrases_in(passage: Passage, named: Mapping[int, Name]) -> Iterator[RolePhrase]:
    """The role phrases of a paragraph in the order of the text. `named`: index of a token → its name."""
    for head in passage.doc:
        if (
            head.i in named
            or head.pos_ not in {"NOUN", "PROPN"}
            or head.dep_ in {"compound", "nmod"}
        ):
            continue
        plural = head.tag_ in {"NNS", "NNPS"}
        noun = head.lemma_.lower() if plural else head.lower_
        role = role_noun(noun)
        if role is None:
            continue
        left = [child for child in head.lefts if child.dep_ in LEFT]
        right = [child for child in head.rights if child.dep_ == "prep" and child.lower_ in JOINS]
        yield RolePhrase(
            passage=passage,
            first=left[0].left_edge if left else head,
            head=head,
            noun=noun,
            type=role.type,
            words=said_by((token for child in left + right for token in child.subtree), named),
            definite=not plural and any(_makes_definite(child, named) for child in left),
            inside=_inside(head, named) if role.type == "organization" else None,
            whole=_is_whole(head),
        )


def said_by(tokens: Iterator[Token] | list[Token], named: Mapping[int, Name]) -> frozenset[str]:
    """What words say of a holder: in lower case, countries and their adjectives by code."""
    words = (_word(token, named.get(token.i)) for token in tokens)
    return frozenset(word for word in words if word)


def _word(token: Token, name: Name | None) -> str | None:
    if name is not None and name.type == "country":
        return gazetteer.country_of(name.name) or token.lower_
    if token.pos_ in SAYS_NOTHING:
        return None
    return gazetteer.country_of_demonym(token.text) or token.lower_


def _makes_definite(child: Token, named: Mapping[int, Name]) -> bool:
    if child.dep_ == "poss":
        return child.i in named and named[child.i].type == "country"
    return child.dep_ == "det" and child.lower_ in THE


def _inside(head: Token, named: Mapping[int, Name]) -> Name | None:
    bodies = (named[c.i] for c in head.lefts if c.dep_ in {"compound", "nmod"} and c.i in named)
    return next((name for name in bodies if name.type == "organization"), None)


def _is_whole(head: Token) -> bool:
    if head.dep_ in {"attr", "oprd"} or (head.dep_ == "pobj" and head.head.lower_ in LIKENED):
        return False
    if head.dep_ == "poss" and head.text[0].isupper() and head.head.text[0].isupper():
        return False  # "The King's Speech"
    for child in head.rights:
        if child.dep_ in {"relcl", "acl"} and head.nbor(1).text != ",":
            return False
        if child.dep_ == "prep" and child.lower_ not in JOINS:
            return False
    return True
