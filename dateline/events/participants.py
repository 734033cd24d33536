"""Who takes part in an event, read off the parse: actors, recipients, and the phrase of each.

Subjects are found through control ("agreed to help"), conjunction, relative and participial clauses.
Recipients come in the order object, name inside the object, prepositional complement, next name in the
clause. A pronoun keeps its words, and is linked to whom it stands for where pronouns.py knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.entities import gazetteer
from dateline.events.amounts import count_of, noun_of
from dateline.events.nearby import preposition_over
from dateline.events.phrases import Part, name_of, phrase_tokens, row_of
from dateline.events.recipients import complements, find_recipients
from dateline.events.speech.binding import bound, sayer_over
from dateline.events.subjects import RELATIVE, antecedent, is_passive, subjects_of
from dateline.events.triggers import Trigger, is_named, takers_part
from dateline.language import Passage
from dateline.model import Article, Name, Participant, ParticipantRole

HOSTS = {"host", "receive"}  # a visitor acts, the host is the recipient
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}  # what may head a participant's phrase


@dataclass(frozen=True, slots=True)
class Parts:
    """Who acts, who undergoes, and the object's phrase when it is nobody ("military experts")."""

    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    thing: Token | None
    received: bool = False  # the recipients are the verb's subject: "received backing from Egypt"
    hosted: bool = False  # the actors are the verb's object: "Turkey hosted the Iraqi minister"


def find_parts(trigger: Trigger, named: Mapping[int, Name], spoken_of: Mapping[int, Name]) -> Parts:
    """The participants of a trigger.

    `named` maps a token's index to the name it is in, `spoken_of` to what stands for one ("his visit").
    """
    if trigger.marker is not None:
        return _parts_of_plan(trigger, named)
    if trigger.is_noun:
        return _parts_of_noun(trigger, {**spoken_of, **named})
    return _parts_of_verb(trigger, named)


def _parts_of_plan(trigger: Trigger, named: Mapping[int, Name]) -> Parts:
    """Who plans or refuses is who would do it; who demands is who says so, of those who should do it."""
    within = trigger.inner or replace(trigger, marker=None)
    parts = _parts_of_verb(within, named)
    if trigger.entry.type != "REQUEST":
        return parts
    sayer = sayer_over(trigger.token)
    asked = tuple(replace(part, rule="asked") for part in parts.actors)
    return Parts((Part(sayer, rule="sayer"),) if sayer is not None else (), asked, parts.thing)


def _parts_of_noun(trigger: Trigger, named: Mapping[int, Name]) -> Parts:
    """Possessor and by-phrase act; of-phrase undergoes, unless nobody else acts; between: all act."""
    noun = trigger.token
    actors, recipients, of = [], [], []
    for head in takers_part(noun):
        preposition = preposition_over(head)
        part = Part(head, preposition, preposition or "possessor")
        if not is_named(head, named):
            continue
        if preposition is None or preposition in {"by", "between", "among"}:
            actors.append(part)
        elif preposition == "of":
            of.append(part)
        elif trigger.entry.undergo and preposition not in {"against", "on"}:
            continue  # "the extradition to Russia": not of Russia
        else:
            recipients.append(part)
    if trigger.entry.undergo:
        return Parts(tuple(actors), (*of, *recipients), None)
    return Parts((*actors, *of), tuple(recipients), None)


def _parts_of_verb(trigger: Trigger, named: Mapping[int, Name]) -> Parts:
    verb = trigger.token
    subjects = subjects_of(verb)
    if trigger.entry.received:
        return _received(trigger, subjects)
    objects = [
        o for child in verb.children if child.dep_ in {"dobj", "dative"} for o in row_of(child)
    ]
    objects += [  # "bombed Sirte", of which the parser makes an adverb
        child
        for child in verb.rights
        if child.dep_ in {"advmod", "npadvmod"}
        and child.i in named
        and child.left_edge.i == verb.i + 1
    ]
    if verb.dep_ == "compound":  # "overthrew dictator Gaddafi", which the parser took for one name
        objects.append(_head_of_compound(verb))
    objects = [antecedent(o, verb) for o in objects if o.pos_ in NOMINAL]
    objects = [o for o in objects if o.tag_ not in RELATIVE]
    if _may_be_its_object(verb):  # "ruled that Brown had not killed her and freed him"
        subjects = []
    own = subjects
    subjects = [bound(s, verb, named) for s in subjects]
    subjects = [s for s in subjects if s.pos_ in NOMINAL and s.tag_ not in RELATIVE]
    if is_passive(verb):
        undergoers = [o for o in subjects if trigger.noun is None or o != trigger.noun]
        actors = [
            o
            for child in verb.children
            if child.dep_ == "agent"
            for p in child.children
            for o in row_of(p)
            if o.pos_ in NOMINAL
        ]
        thing = trigger.noun
    else:
        actors, undergoers = subjects, [o for o in objects if o != trigger.noun]
        thing = trigger.noun
    recipients = find_recipients(trigger, named, actors, undergoers)
    left = [o for o in undergoers if o.i not in {part.head.i for part in recipients}]
    if thing is None and left:
        thing = left[0]
    if trigger.noun is not None and trigger.noun.dep_ == "pobj" and left:
        thing = left[0]  # "billions of debt"
    heads = {part.head.i for part in recipients}
    how = "by" if is_passive(verb) else "subject"
    said = {s.i for s in subjects} - {s.i for s in own}  # "it" of "Hungary said it will": Hungary
    acting = tuple(
        Part(a, rule="sayer" if a.i in said else how) for a in actors if a.i not in heads
    )
    if trigger.entry.mode == "visit" and trigger.entry.lemma.split(" ")[0] in HOSTS:
        return Parts(tuple(recipients), acting, thing, hosted=True)
    return Parts(acting, tuple(recipients), thing)


def _may_be_its_object(verb: Token) -> bool:
    """Whether a joined verb inside reported words acts on "him": the subject it shares may be who undergoes it."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or verb.head.dep_ != "ccomp":
        return False
    own = any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
    return not own and any(
        child.dep_ == "dobj" and child.lower_ in {"him", "her", "them"} for child in verb.children
    )


def _head_of_compound(token: Token) -> Token:
    while token.dep_ == "compound":
        token = token.head
    return token


def _received(trigger: Trigger, subjects: list[Token]) -> Parts:
    """Who receives is the recipient; who acts stands after "from" or "of", if anywhere."""
    givers = [
        Part(o, prep.lower_, prep.lower_)
        for owner in trigger.tokens
        for prep in owner.children
        if prep.dep_ == "prep" and prep.lower_ in {"from", "of"}
        for child in complements(prep)
        for o in row_of(child)
        if o.pos_ in NOMINAL
    ]
    receivers = tuple(
        Part(subject, rule="subject") for subject in subjects if subject.pos_ in NOMINAL
    )
    return Parts(tuple(givers), receivers, trigger.noun, received=True)


def participants_of(
    parts: Parts,
    passage: Passage,
    named: Mapping[int, Name],
    spoken_of: Mapping[int, Name],
    article: Article,
) -> tuple[Participant, ...]:
    """Participant rows, actors first, each phrase once.

    A pronoun or noun that stands for somebody keeps its words, and is linked to the mention that says whom.
    """
    rows: list[Participant] = []
    seen: set[tuple[int, int]] = set()
    for role, part in _in_order(parts):
        name = name_of(part.head, named)
        tokens = phrase_tokens(part.head)
        if name is not None:
            start, end = name.start, name.end
        else:
            start, end = passage.span_of(tokens[0], tokens[-1])
        if (start, end) in seen:
            continue
        seen.add((start, end))
        who = name or spoken_of.get(part.head.i)
        least, most = (None, None) if who else count_of(part.head)
        inside = next((n for t in tokens if (n := named.get(t.i) or spoken_of.get(t.i))), None)
        rows.append(
            Participant(
                event_id="",
                number=len(rows) + 1,
                role=role,
                mention_id=who.id if who else None,
                linked_mention_id=inside.id if inside and not who else None,
                article_id=article.id,
                start=start,
                end=end,
                text=article.text[start:end],
                rule=part.rule,
                country=_country(tokens, name),
                noun=None if who else noun_of(part.head),
                least=least,
                most=most,
            )
        )
    return tuple(rows)


def _in_order(parts: Parts) -> Iterator[tuple[ParticipantRole, Part]]:
    yield from (("actor", part) for part in parts.actors)
    yield from (("recipient", part) for part in parts.recipients)


def _country(tokens: list[Token], name: Name | None) -> str | None:
    """The country of a participant: its own, or the one adjective of nationality in the phrase."""
    if name and name.type == "country":
        return gazetteer.country_of(name.name)
    words = {gazetteer.country_of_demonym(token.text) for token in tokens} - {None}
    return words.pop() if len(words) == 1 else None
