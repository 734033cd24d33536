"""Who is spoken of in a sentence, by name, noun or pronoun, and in which quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dateline.entities.person_names import Sex
from dateline.entities.role_nouns import role_noun
from dateline.entities.sexes import PRONOUNS
from dateline.language import Passage
from dateline.model import Name

# As typed and as news agencies send them; “ and ” are typewriter quotes here.
MARKS = re.compile(r"\"|``|''")
PARTS = {"compound", "nmod", "amod"}  # "the Haftar government": of no person is anything said


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody spoken of at one place: by name, by a noun, or by a pronoun, resolved or not."""

    token: Token
    name: Name | None  # None for somebody without a name, and for a pronoun left open
    sex: Sex | None
    quote: int  # where the quotation it stands in begins; 0 for none


def people_in(
    sentence: Span, named: Mapping[int, Name], sexes: Mapping[str, Sex], quotes: list[int]
) -> dict[int, Person]:
    """Index of a token → whom it stands for, of the names, role nouns and pronouns of a sentence."""
    people: dict[int, Person] = {}
    for token in sentence:
        name = named.get(token.i)
        if name is not None:
            inside = token.head != token and named.get(token.head.i) == name  # not the name's head
            if name.type != "person" or inside or token.dep_ in PARTS:
                continue
            sex = sexes.get(name.full_name)
        elif token.pos_ == "PRON" and token.lower_ in PRONOUNS:
            sex = PRONOUNS[token.lower_]
        else:
            noun = role_noun(token.lower_) if token.tag_ == "NN" else None
            if noun is None or noun.type != "person" or token.dep_ in PARTS:
                continue
            if _is_beside_name(token, people):
                continue
            sex = noun.sex
        people[token.i] = Person(token, name, sex, quotes[token.i])
    return people


def _is_beside_name(noun: Token, people: Mapping[int, Person]) -> bool:
    """ "Haftar, once an ally of Gaddafi, has left": one person, though the parser makes two subjects of it."""
    first = noun.left_edge
    while first.i > 0 and first.nbor(-1).pos_ == "ADV":
        first = first.nbor(-1)
    if noun.dep_ != "nsubj" or first.i < 2 or first.nbor(-1).text != ",":
        return False
    before = people.get(first.i - 2)
    return before is not None and before.name is not None and before.token.head == noun.head


def quotes_of(passage: Passage) -> list[int]:
    """For each token of a paragraph the offset of the quotation it is in; 0 outside.

    A quotation that is not closed goes on to the end of the paragraph; the next paragraph's is another.
    """
    marks = [match.end() for match in MARKS.finditer(passage.plain)]
    before = [bisect_right(marks, token.idx) for token in passage.doc]
    return [passage.start + marks[count - 1] if count % 2 else 0 for count in before]
