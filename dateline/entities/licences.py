"""What an article says somebody named is: the nouns that may stand for the name later on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.entities.role_nouns import role_noun
from dateline.entities.role_phrases import RolePhrase, said_by
from dateline.language import Passage
from dateline.model import Name, Position

# An office with one of these is another office: the deputy head is not the head.
LESSER = {
    "acting", "assistant", "deputy", "designate", "elect", "ex", "former", "junior", "late", "next", "vice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Licence:
    """From `start` on, a noun with these words may stand for a name."""

    name: Name
    noun: str
    words: frozenset[str]
    start: int
    rule: str

    def covers(self, phrase: RolePhrase) -> bool:
        """Whether all that a later phrase says was said of the holder, and no lesser office is raised."""
        return (
            self.start < phrase.start
            and (self.noun == phrase.noun or self._is_kind_of(phrase))
            and self.name.type == phrase.type
            and phrase.words <= self.words
            and self.words & LESSER <= phrase.words
        )

    def _is_kind_of(self, phrase: RolePhrase) -> bool:
        """A "military strongman" is a "military man" too; a mere man may be anybody."""
        is_man = phrase.noun in {"man", "woman"} and self.noun.endswith(phrase.noun)
        return is_man and bool(phrase.words)


def licences_of(
    passages: tuple[Passage, ...],
    named: Mapping[int, Mapping[int, Name]],
    positions: tuple[Position, ...],
    held: Iterable[tuple[RolePhrase, Name]],
) -> dict[str, list[Licence]]:
    """Noun → its licences in an article. `held`: the phrases that stand beside a name or are said of it."""
    found = [
        Licence(name, phrase.noun, phrase.words, phrase.start, "nominal-by-office")
        for phrase, name in held
    ]
    for passage in passages:
        here = named[passage.start]
        found += _of_positions(passage, here, positions)
        found += _of_nouns_beside(passage, here)
    first_named: dict[str, Name] = {}
    for name in (name for here in named.values() for name in here.values()):
        first_named.setdefault(name.full_name, name)
    found += [licence for name in first_named.values() for licence in _of_name(name)]
    by_noun: dict[str, list[Licence]] = defaultdict(list)
    for licence in found:
        by_noun[licence.noun].append(licence)
    return by_noun


def holder_of(phrase: RolePhrase, named: Mapping[int, Name]) -> Name | None:
    """The name that a phrase stands beside ("Haftar, the army chief,") or is said of, or holds; else None."""
    head, name = phrase.head, phrase.inside
    if head.tag_ in {"NNS", "NNPS"}:
        return None
    if name is not None:
        return name
    if head.dep_ == "appos" and phrase.first.i > 1 and phrase.first.nbor(-1).text == ",":
        name = named.get(phrase.first.i - 2)
    elif head.dep_ == "attr" and head.head.lemma_ == "be":
        subjects = [child for child in head.head.lefts if child.dep_ == "nsubj"]
        denied = any(child.dep_ == "neg" for child in head.head.children)
        name = named.get(subjects[0].i) if subjects and not denied else None
    else:  # "the minister, Sergei Shoygu,"; "the commander of the army, General Haftar,"
        beside = [child for child in head.rights if child.dep_ == "appos" and child.i in named]
        if beside and _is_parted_once(beside[0].left_edge, head):
            name = named[beside[0].i]
    return name if name is not None and name.type == phrase.type else None


def _is_parted_once(token: Token, head: Token) -> bool:
    """Whether only the word before parts the two: not in "nor the Speaker nor the whip, Jim Clyburn"."""
    between = token.doc[head.i + 1 : token.i]
    parting = [word.i for word in between if word.text == "," or word.pos_ == "CCONJ"]
    return parting == [token.i - 1]


def _of_positions(
    passage: Passage, named: Mapping[int, Name], positions: tuple[Position, ...]
) -> Iterator[Licence]:
    """ "Russian Foreign Minister" before Sergei Lavrov."""
    by_id = {name.id: name for name in named.values()}
    for position in positions:
        name = by_id.get(position.mention_id)
        start, end = position.start - passage.start, position.end - passage.start
        span = passage.doc.char_span(start, end, alignment_mode="expand") if name else None
        if name is None or span is None:
            continue
        heads = [token for token in (span.root, *reversed(list(span))) if role_noun(token.lower_)]
        if heads:
            words = said_by([token for token in span if token != heads[0]], named)
            yield Licence(name, heads[0].lower_, words, position.start, "nominal-by-office")


def _of_nouns_beside(passage: Passage, named: Mapping[int, Name]) -> Iterator[Licence]:
    """ "Libyan strongman Haftar"."""
    for index, name in named.items():
        token = passage.doc[index]
        before = passage.doc[index - 1] if index else token
        if before.i not in named and before.dep_ in {"compound", "nmod", "appos"}:
            yield from _of_noun(before, name, said_by(_words_before(before), named), passage)


def _words_before(noun: Token) -> list[Token]:
    """The words of its phrase that stand before a noun."""
    words = []
    while noun.i > noun.sent.start and noun.nbor(-1).pos_ in {"ADJ", "NOUN", "PROPN"}:
        noun = noun.nbor(-1)
        words.append(noun)
    return words


def _of_noun(noun: Token, name: Name, words: frozenset[str], passage: Passage) -> Iterator[Licence]:
    role = role_noun(noun.lower_)
    if role is not None and role.type == name.type and noun.tag_ in {"NN", "NNP"}:
        start = passage.start + noun.idx
        yield Licence(name, noun.lower_, words, start, "nominal-by-office")


def _of_name(name: Name) -> Iterator[Licence]:
    """The army of Libyan National Army, the house of House of Representatives."""
    words = name.full_name.split()
    if name.type != "organization" or len(words) < 2:
        return
    last = next((n for n, word in enumerate(words) if word in {"of", "for"}), len(words)) - 1
    role = role_noun(words[last].lower())
    if role is not None and role.type == "organization":
        rest = (word for n, word in enumerate(words) if n != last)
        yield Licence(
            name,
            words[last].lower(),
            frozenset(
                gazetteer.country_of_demonym(word) or gazetteer.country_of(word) or word.lower()
                for word in rest
            ),
            name.start,
            "nominal-by-name",
        )
