"""One plain sentence an event, made of its parts, that says no more than the sentence does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from dateline.events.lexicon import OWNERS
from dateline.events.participants import Parts
from dateline.events.phrases import phrase_tokens
from dateline.events.places import Where
from dateline.events.status.mood import ONE_OR_OTHER, PURPOSE
from dateline.events.subjects import is_passive, is_past
from dateline.events.triggers import Trigger
from dateline.events.verb_forms import active_form, is_denied, passive_form, with_status
from dateline.events.wording import (
    is_many,
    joined,
    phrase_of,
    text_of,
    with_article,
    with_prepositions,
)
from dateline.model import Name, Status

LONGEST_OBJECT = 8  # words of an object's phrase that a summary repeats
# A recipient that no word of the sentence ties to the verb: a summary says nothing of it.
LOOSE_ENDS = {"ADP", "DET", "CCONJ", "PART", "ADJ", "AUX", "SCONJ"}
NAMING = {"describe", "call", "brand", "label", "name", "choose", "hail", "appoint", "elect"}
UNDERGONE = {"object", "told in passing"}
UNSAID = {"nearest", "there", "protested", "among"}
LONGEST_GOAL = 4  # words of "under house arrest", with one more
GOALS = {"to", "on", "aboard", "into"}
LONGEST_CLAUSE = 12  # words of what was promised, refused or threatened


def summary_of(
    trigger: Trigger,
    parts: Parts,
    told: tuple[Status, str],
    place: Where | None,
    named: Mapping[int, Name],
    spoken_of: Mapping[int, Name],
) -> str:
    """The event as a sentence: who, what, whom, where.

    Names are written in full as the article has them; phrases as they stand in the sentence, with whom a
    pronoun or noun stands for in brackets.
    """
    named = {**spoken_of, **named}
    status, reason = told
    purpose = reason == PURPOSE and _is_for_past(trigger.token)
    if parts.hosted:
        parts = replace(parts, actors=parts.recipients, recipients=parts.actors)
    parts = _without_object(parts, trigger)
    if trigger.entry.type == "REQUEST" and trigger.marker is not None:
        return _demand(trigger, parts, named)
    if trigger.marker is not None and trigger.entry.type == "REJECT":
        status = "negated"  # the refusal is a fact, what is refused is not
    trigger = trigger.inner or trigger
    actors = joined([phrase_of(part, named) for part in parts.actors])
    if reason == ONE_OR_OTHER:
        actors = actors.replace(" and ", " or ")
    if trigger.is_noun:
        words = _told_by_noun(trigger, parts, status, actors, named)
    elif is_passive(trigger.token):
        undergone = tuple(part for part in parts.recipients if part.rule in UNDERGONE)
        whom = joined([phrase_of(part, named) for part in undergone]) or _thing(parts, trigger)
        many = is_many(undergone, trigger.noun)
        words = [
            whom or "Somebody",
            passive_form(
                trigger.token.text.lower(),
                status,
                many,
                purpose=purpose,
                denied=is_denied(trigger.token),
            ),
        ]
        words += [f"by {actors}"] if actors else []
        words += _goal(trigger, parts, named) + _as_what(trigger)
    elif parts.received:
        receivers = joined([phrase_of(part, named) for part in parts.recipients])
        verb = active_form(trigger, status, is_many(parts.recipients, None))
        words = [
            receivers or "Somebody",
            verb,
            _thing(parts, trigger),
            *with_prepositions(parts.actors, named),
        ]
    else:
        clause = _clause(trigger) or _asked_for(trigger, parts)
        words = [
            actors or "Somebody",
            active_form(trigger, status, is_many(parts.actors, None), purpose=purpose),
        ]
        to_whom = with_prepositions(parts.recipients, named)
        words += [clause] if clause else [_thing(parts, trigger), *to_whom, *_as_what(trigger)]
    if place is not None and place.name.full_name not in " ".join(words):
        words.append(f"{place.preposition} {with_article(place.name)}")
    if told[0] == "conditional":
        words.append("(conditional)")
    sentence = " ".join(word for word in words if word)
    return sentence[0].upper() + sentence[1:]


def _is_for_past(verb: Token) -> bool:
    """ "Travelled to ask for aid": what it was for, and not what is still to come."""
    while verb.dep_ in {"conj", "xcomp", "ccomp", "advcl"} and verb.head.tag_ == "VB":
        verb = verb.head
    now = {child.lower_ for child in verb.head.children} & {"is", "are", "am", "'s", "'re"}
    return is_past(verb.head) and not now  # "is set to send experts to train them": still to come


def _without_object(parts: Parts, trigger: Trigger) -> Parts:
    """The parts without a recipient that is the object itself: "wrote down billions of Libyan debt"."""
    words = {
        token.i for token in (*trigger.tokens, *(trigger.inner.tokens if trigger.inner else ()))
    }
    sure = tuple(part for part in parts.recipients if part.rule not in UNSAID)
    kept = tuple(part for part in sure if part.head.i not in words)
    return replace(parts, recipients=sure if is_passive(trigger.token) else kept)


def _demand(trigger: Trigger, parts: Parts, named: Mapping[int, Name]) -> str:
    """ "Russia said that Sudan must return a helicopter": who says so, and what is demanded."""
    who = joined([phrase_of(part, named) for part in parts.actors])
    tokens: list[Token] = []
    for token in trigger.token.doc[trigger.token.i : trigger.token.right_edge.i + 1]:
        if (token.is_punct and token.text != "-") or len(tokens) == LONGEST_CLAUSE:
            break
        tokens.append(token)
    while len(tokens) > 1 and tokens[-1].pos_ in LOOSE_ENDS and tokens[-1].dep_ != "acomp":
        tokens.pop()
    whom = joined([phrase_of(part, named) for part in parts.recipients])
    denied = any(child.dep_ == "neg" for child in trigger.token.children)
    modal = "must not" if denied else "must"
    words = f"{who} said that {whom} {modal} {text_of(tokens)}"
    return words[0].upper() + words[1:]


def _told_by_noun(
    trigger: Trigger, parts: Parts, status: Status, actors: str, named: Mapping[int, Name]
) -> list[str]:
    """ "Haftar's visit to Moscow" → Khalifa Haftar visited Moscow; "talks with X" stays as it is."""
    entry, recipients = trigger.entry, with_prepositions(parts.recipients, named)
    if entry.undergo and parts.recipients:
        whom = joined([phrase_of(part, named) for part in parts.recipients])
        participle = entry.past.removeprefix("was ")
        words = [whom, passive_form(participle, status, is_many(parts.recipients, None))]
        return words + ([f"by {actors}"] if actors else [])
    if not actors:
        note = "" if status == "asserted" else f" ({status})"
        return [trigger.token.text.capitalize() + note, *recipients]
    if entry.past == "visited":
        recipients = [joined([phrase_of(part, named) for part in parts.recipients])]
    many = is_many(parts.actors, None)
    return [actors, with_status(status, entry.base, entry.past, many), *recipients]


def _clause(trigger: Trigger) -> str:
    """What was promised, refused or threatened: "to acknowledge the government in Tripoli"."""
    if trigger.entry.type not in OWNERS:
        return ""
    inner = next((child for child in trigger.token.rights if child.dep_ == "xcomp"), None)
    if inner is None or inner.left_edge.i <= trigger.token.i:
        return ""
    tokens: list[Token] = []
    for token in trigger.token.doc[trigger.token.i + 1 : inner.right_edge.i + 1]:
        if (token.is_punct and token.text != "-") or len(tokens) == LONGEST_CLAUSE:
            break
        tokens.append(token)
    while tokens and tokens[-1].pos_ in LOOSE_ENDS and tokens[-1].dep_ != "acomp":
        tokens.pop()
    return text_of(tokens)


def _asked_for(trigger: Trigger, parts: Parts) -> str:
    """What was asked, called or appealed for, when nobody named was asked."""
    if trigger.entry.type != "REQUEST" or parts.recipients or parts.thing is not None:
        return ""
    for prep in trigger.token.rights:
        if prep.dep_ == "prep" and prep.lower_ == "for":
            return " ".join(
                f"for {text_of(phrase_tokens(child))}"
                for child in prep.children
                if child.dep_ == "pobj"
            )
    return ""


def _goal(trigger: Trigger, parts: Parts, named: Mapping[int, Name]) -> list[str]:
    """Where somebody was taken or asked: "were flown to Russia", "was invited on board a carrier"."""
    heads = {part.head.i for part in (*parts.recipients, *parts.actors)}
    noun = trigger.noun
    if noun is not None:  # "were taken into custody"
        words = [*noun.doc[trigger.token.i + 1 : noun.i + 1]] if noun.dep_ == "pobj" else []
        return [text_of(words)] if 0 < len(words) <= LONGEST_GOAL else []
    for prep in trigger.token.rights:
        ends = [far for far in prep.subtree if far.dep_ == "pobj" and far.i > prep.i]
        if prep.dep_ != "prep" or prep.lower_ not in GOALS or not ends:
            continue
        end = ends[0]
        if end.lower_ == "board" and end.i + 1 < len(end.doc):  # "on board a carrier"
            after = (t for t in end.doc[end.i + 1 : end.sent.end] if t.left_edge.i == end.i + 1)
            end = next((token for token in after if token.pos_ in {"NOUN", "PROPN"}), end)
        if end.i in heads or end.ent_type_ in {"DATE", "TIME"}:
            continue
        if end.i in named:
            return [f"{prep.lower_} {with_article(named[end.i])}"]
        return [text_of([*prep.doc[prep.i : phrase_tokens(end)[-1].i + 1]])]
    return []


def _as_what(trigger: Trigger) -> list[str]:
    """What somebody was called: "was described as a great leader"."""
    if trigger.token.lemma_ not in NAMING:
        return []
    for child in trigger.token.rights:
        named_so = child.dep_ == "prep" and child.lower_ == "as"
        if named_so or (child.dep_ == "oprd" and child.left_edge.i > trigger.token.i):
            head = next((far for far in child.children if far.dep_ == "pobj"), child)
            words = text_of(phrase_tokens(head)) if head.pos_ in {"NOUN", "PROPN"} else head.text
            return [f"as {words}" if named_so else words]
    return []


def _thing(parts: Parts, trigger: Trigger) -> str:
    """The object's phrase when it is nobody, up to a recipient that stands inside it."""
    if parts.thing is None:
        return ""
    heads = {part.head.i for part in (*parts.recipients, *parts.actors)}
    tokens = phrase_tokens(parts.thing)
    if (
        trigger.noun is not None
        and trigger.noun in parts.thing.subtree
        and trigger.noun != parts.thing
    ):
        tokens = [
            *parts.thing.doc[parts.thing.left_edge.i : trigger.noun.i + 1]
        ]  # "billions of debt"
    for index, token in enumerate(tokens):
        if token.dep_ == "prep" and any(far.i in heads for far in token.children):
            tokens = tokens[:index]
            break
    if len(tokens) > LONGEST_OBJECT:
        tokens = [token for token in tokens if token.i <= parts.thing.i][-LONGEST_OBJECT:]
    return text_of(tokens)
