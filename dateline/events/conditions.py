"""What must stand with a verb for it to name an event: the needs of rules/event_verbs.csv.

Each need is one word, or several with | between of which one is enough. The words are:

- about the build: `passive`, `infinitive` (to do), `clause` (that …), `person-clause` (that somebody …),
  `object`, `alone` (no object), `reflexive`, `denied` (not), `doer` (who does it is told), `many` (subjects);
- about who does it, which is people or nobody when nothing is said: `civil` (no armed force), `folk`
  (nor anybody named), `people` (told), and
  the kinds `armed`, `vehicle`, `building`, `bomb`, `body`, `troops` (armed, without a name),
  `volcano`, `peacekeeper`, `paper`, `medic`, `calamity`;
- about whom it is done to: every other kind of rules/event_things.csv, `someone`, `named`, `nameless`, `place`,
  `state`, `person` (no country or place), and with `-after` what stands after the verb's preposition or
  beside its object;
- `!` before any of them: it does not stand there;
- `match`: two states, and nobody else ("Brazil meet Croatia");
- `praise`, `blame`: what the words of "described as …" or "called …" say (rules/appraisals.csv);
- anything else is a word that belongs to the verb: a preposition or a particle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from dateline.entities.positions import is_head
from dateline.events import lexicon
from dateline.events.appraisals import appraisal_of
from dateline.events.kinds import kinds_of, things
from dateline.events.subjects import antecedent, is_passive, subjects_of
from dateline.model import Name

Named = Mapping[int, Name]
DOERS = {
    "armed",
    "vehicle",
    "building",
    "bomb",
    "body",
    "volcano",
    "peacekeeper",
    "paper",
    "troops",
    "medic",
}
UNDERGOERS = {"someone", "person", "named", "nameless", "number", "place", "state"}
NOT_PEOPLE = {"this", "that", "what", "which", "these"}


def holds(needs: tuple[tuple[str, ...], ...], verb: Token, named: Named) -> bool:
    """Whether everything stands with the verb that an entry needs."""
    return all(any(_one(need, verb, named) for need in either) for either in needs)


def says_who(needs: tuple[tuple[str, ...], ...]) -> bool:
    """Whether an entry says itself who does it."""
    return any(
        need in DOERS | {"people", "civil", "folk", "calamity"}
        for either in needs
        for need in either
    )


def _one(need: str, verb: Token, named: Named) -> bool:
    if need.startswith("!"):
        return not _one(need[1:], verb, named)
    if need in BUILDS:
        return BUILDS[need](verb)
    if need in {"people", "civil"}:
        return _is_done_by_people(verb, named, armed=need == "people")
    if need == "match":  # "Brazil meet Croatia": two states alone meet on a field
        sides = [*doers(verb), *undergoers(verb)]
        return len(sides) > 1 and all("state" in kinds_of(side, named) for side in sides)
    if need == "folk":
        return any(
            "nameless" in (kinds := kinds_of(noun, named)) and "armed" not in kinds
            for noun in doers(verb)
        )
    if need in {"praise", "blame"}:
        return appraisal_of(verb) == need
    if need == "calamity":
        return any(lexicon.cause_of(noun) is not None for noun in doers(verb))
    if need == "person-clause":  # "warned that police would fire": what somebody will do
        clauses = [child for child in verb.rights if child.dep_ == "ccomp"]
        return any("someone" in kinds_of(s, named) for c in clauses for s in subjects_of(c))
    if need in DOERS:
        return any(need in kinds_of(noun, named) for noun in doers(verb))
    if need.endswith("-after"):
        return any(_is_after(need.removesuffix("-after"), noun, named) for noun in _after(verb))
    if need in UNDERGOERS or need in all_kinds():
        return any(need in kinds_of(noun, named) for noun in undergoers(verb))
    return any(
        child.lower_ == need and child.dep_ in {"prep", "prt", "dative", "agent", "advmod"}
        for child in verb.rights
    )


@cache
def all_kinds() -> set[str]:
    """Every kind that rules/event_things.csv knows."""
    return {kind for kinds in things().values() for kind in kinds}


def doers(verb: Token) -> list[Token]:
    """Who does what a verb says: its subjects, or those after "by" when it is passive."""
    if not is_passive(verb):
        return subjects_of(verb)
    return [
        noun
        for child in verb.children
        if child.dep_ == "agent"
        for far in child.children
        for noun in (far, *far.conjuncts)
    ]


def undergoers(verb: Token) -> list[Token]:
    """Whom a verb's action falls on: its objects, or its subjects when it is passive."""
    if is_passive(verb):
        return subjects_of(verb)
    found = []
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.pos_ != "ADP":
            found += [antecedent(child, verb), *child.conjuncts]
        elif (
            child.dep_ in {"advmod", "npadvmod"} and child.pos_ == "PROPN" and child.i == verb.i + 1
        ):
            found.append(child)  # "bombed Sirte", of which the parser makes an adverb
        elif child.dep_ in {"ccomp", "xcomp"}:  # "let the reporter leave", "named Cook chief"
            found += [far for far in child.lefts if far.dep_ == "nsubj"]
    return found


def _is_done_by_people(verb: Token, named: Named, *, armed: bool) -> bool:
    who = [noun for noun in doers(verb) if noun.lower_ not in NOT_PEOPLE]
    if not who:
        return not any(child.dep_ == "nsubj" for child in verb.children)
    kinds = [kinds_of(noun, named) for noun in who]
    if not armed:
        return any("someone" in k and not ("armed" in k and "named" not in k) for k in kinds)
    return any(k & {"someone", "armed", "body"} for k in kinds)


def _after(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in {"oprd", "attr", "appos", "acomp"}:
            yield child
        elif child.dep_ == "ccomp":
            yield from (child, *child.rights)
        elif child.dep_ == "prep":
            yield from (far for far in child.children if far.dep_ == "pobj")
        elif child.dep_ == "dobj":
            yield child
            yield from child.lefts
            yield from (far for far in child.rights if far.dep_ == "appos")


def _is_after(kind: str, noun: Token, named: Named) -> bool:
    return is_head(noun.text) if kind == "office" else kind in kinds_of(noun, named)


def _has_infinitive(verb: Token) -> bool:
    return any(
        child.dep_ in {"xcomp", "ccomp", "advcl"}
        and child.tag_ == "VB"
        and any(far.dep_ == "aux" and far.lower_ == "to" for far in child.children)
        for child in verb.rights
    )


def _has_clause(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" and child.pos_ in {"VERB", "AUX"} for child in verb.rights)


def _is_reflexive(verb: Token) -> bool:
    return any(
        child.dep_ == "dobj" and child.lower_.endswith(("self", "selves"))
        for child in verb.children
    )


def _has_many(verb: Token) -> bool:
    subjects = subjects_of(verb)
    return len(subjects) > 1 or any(noun.tag_ in {"NNS", "NNPS"} for noun in subjects)


BUILDS: dict[str, Callable[[Token], bool]] = {
    "passive": is_passive,
    "infinitive": _has_infinitive,
    "clause": _has_clause,
    "object": lambda verb: bool(undergoers(verb)),
    "alone": lambda verb: not undergoers(verb) and not is_passive(verb),
    "denied": lambda verb: any(child.dep_ == "neg" for child in verb.children),
    "reflexive": _is_reflexive,
    "doer": lambda verb: bool(doers(verb)),
    "many": _has_many,
}
