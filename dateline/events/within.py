"""Which event another is part of: what is promised, refused or feared, and what an attack does.

One outer verb owns its inner event: "threatened to attack" is one threat, and no attack. What stands within
an event is stored with its own status, and counts as no happening beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from dateline.events import lexicon
from dateline.events.status import is_finite_in_row, status_of
from dateline.events.status.mood import ONE_OR_OTHER
from dateline.events.subjects import FOILS
from dateline.events.triggers import Trigger
from dateline.model import Status

# What an event under a promise, refusal, demand, charge or threat is, when nothing else says.
OWNED: dict[str, Status] = {
    "AGREE": "planned",
    "CONCEDE": "planned",
    "REJECT": "negated",
    "REQUEST": "possible",
    "ACCUSE": "alleged",
    "THREATEN": "possible",
}
DENIALS = {"reject", "dismiss", "deny", "ignore", "refute", "dispute", "rebuff"}
BLOCKS = {
    "stop", "halt", "stay", "block", "prevent", "avert", "postpone", "delay", "fight", "resist", "oppose",
}  # fmt: skip
LINKS = {
    "xcomp", "ccomp", "pcomp", "prep", "acl", "conj", "dobj", "oprd", "pobj", "agent", "acomp",
}  # fmt: skip
MEANWHILE = {"during", "after", "before", "following", "despite", "since", "amid", "ahead", "at"}
ROLES = {"role", "involvement", "part", "hand", "complicity", "participation", "responsibility"}
CONDITIONS = {"if", "unless", "until", "before"}
# "…, killing 20 people": what an attack, an accident or a disaster does is no event beside it.
HARM = {"kill", "tear", "wound", "injure", "maim", "destroy", "burn", "devastate"}
CASUALTIES = {"kill", "wound", "injure", "maim"}
HARMFUL = {"ASSAULT", "ACCIDENT", "DISASTER", "PROTEST"}


def owners(triggers: list[Trigger]) -> dict[int, Trigger]:
    """Start of a trigger (its first token) → the trigger that owns it, of those that are owned."""
    by_token = {token.i: trigger for trigger in triggers for token in trigger.tokens}
    plans = {trigger.token.i: trigger for trigger in triggers if trigger.marker is not None}
    found = {}
    for trigger in triggers:
        owner = _owner(trigger, by_token, plans)
        if owner is not None:
            found[trigger.first.i] = owner
    return found


def told_status(trigger: Trigger, owner: Trigger | None) -> tuple[Status, str]:
    """The status of an event and the reason; what a promise, threat or charge owns is never asserted.

    A condition beside a threat or a promise is one of what is threatened: the threat was made.
    """
    marker = trigger.marker
    if marker is not None and marker.dep_ != "aux":  # "is ready to send": it is ready
        status, reason = status_of(marker if marker.pos_ == "VERB" else marker.head)
    else:
        status, reason = status_of(trigger.token)
    if trigger.marker is not None and trigger.marker.dep_ == "aux" and status == "possible":
        status = "planned"  # "said it would": the future of what was said in the past
    if ("denied",) in trigger.entry.needs and status == "negated":
        return "asserted", "told of what was not allowed"  # a refusal that was made
    if trigger.is_noun and trigger.entry.type in OWNED and trigger.token.head.lemma_ in DENIALS:
        return "asserted", "what is rejected was said"
    if trigger.marker is not None and trigger.entry.type in {"REJECT", "REQUEST"}:
        if status == "conditional":  # "unless Russia attacks, NATO will not send troops"
            return status, reason
        return "asserted", f'told with "{trigger.marker.text}"'
    if trigger.is_noun and status == "negated" and _is_inside_noun(trigger.token):
        return "asserted", "taken for granted"  # "denied a role in the murder"
    if trigger.is_noun and status == "asserted" and _is_hoped_for(trigger.token):
        return "possible", f'under "{trigger.token.head.head.text} to"'
    if trigger.is_noun and status == "asserted" and trigger.token.head.lemma_ in BLOCKS:
        return "possible", f'under "{trigger.token.head.text}"'
    if status == "asserted" and (hedge := _hedge_at_end(trigger.token)) is not None:
        return "alleged", f'under "{hedge.text}"'
    if status == "asserted" and _is_one_or_other(trigger.token):
        return "possible", ONE_OR_OTHER
    if trigger.token.dep_ in {"advcl", "acl", "xcomp"} and trigger.token.head.lemma_ in FOILS:
        return "negated", f'under "{trigger.token.head.text}"'
    if status == "asserted" and _is_use(trigger.token):
        return "planned", "told as a purpose"
    if status == "conditional" and trigger.entry.type in OWNED and _has_condition(trigger.token):
        return "asserted", "the condition is one of what is told under it"
    if owner is not None and status == "asserted" and owner.entry.type in OWNED:
        return OWNED[owner.entry.type], f'under "{owner.first.text}"'
    return status, reason


def _owner(
    trigger: Trigger, by_token: Mapping[int, Trigger], plans: Mapping[int, Trigger]
) -> Trigger | None:
    plan = plans.get(trigger.token.i)
    if plan is not None and plan.inner == trigger:
        return plan
    whole = _whole(trigger, by_token) or _protest(trigger, by_token)
    if whole is not None:
        return whole
    token = trigger.token
    if token.dep_ == "pobj" and token.head.lower_ in MEANWHILE:  # "pledged during a visit"
        return None
    if trigger.is_noun and _is_inside_noun(token):  # "denied a role in the murder"
        return None
    while token.head != token and (token.dep_ in LINKS or _is_for(token)):
        joined = token.dep_ == "conj"
        if joined and (is_finite_in_row(token) or _has_subject(token)):
            return None
        token = token.head
        owner = by_token.get(token.i) or plans.get(token.i)
        owns = owner is not None and (
            owner.entry.type in lexicon.OWNERS or owner.marker is not None
        )
        if owns and owner != trigger and not joined:
            regretted = trigger.is_noun and owner is not None and owner.entry.mode == "disapprove"
            return None if regretted else owner  # "condemned the bombing": it took place
    return None


def _whole(trigger: Trigger, by_token: Mapping[int, Trigger]) -> Trigger | None:
    """The event whose purpose, condition or outcome this one is.

    "Blocked streets to demand reforms" is one protest, "threatened to strike unless Paris gave in" one
    threat, "shelled Juba, killing 20 people" one attack.
    """
    clause = trigger.token
    before = by_token.get(clause.head.i)
    if clause.dep_ == "conj" and before is not None and not _has_subject(clause):
        lemmas = {clause.lemma_, clause.head.lemma_}  # "killed two soldiers and wounded five"
        if lemmas <= CASUALTIES and before.entry.type == trigger.entry.type:
            return before
    while (
        clause.dep_ in {"conj", "xcomp", "ccomp"}
        and clause.head.pos_ == "VERB"
        and not _has_subject(clause)
    ):
        clause = clause.head
    over = clause.head
    while over.i not in by_token and over.dep_ in {"xcomp", "conj", "pcomp", "prep"}:
        over = over.head
    whole = by_token.get(over.i)
    if clause.dep_ != "advcl" or whole is None or whole == trigger:
        return None
    helpers = {child.lower_ for child in clause.children if child.dep_ in {"mark", "aux", "advmod"}}
    if helpers & (CONDITIONS | {"to"}):
        return whole
    is_harm = clause.tag_ == "VBG" and trigger.entry.lemma.split(" ")[0] in HARM
    return whole if is_harm and whole.entry.type in HARMFUL else None


def _protest(trigger: Trigger, by_token: Mapping[int, Trigger]) -> Trigger | None:
    """The protest whose demand this is: PLOVER counts no demand beside it."""
    if trigger.entry.type != "REQUEST":
        return None
    over = (by_token.get(ancestor.i) for ancestor in trigger.token.ancestors)
    return next((p for p in over if p is not None and p.entry.type == "PROTEST"), None)


def _is_for(verb: Token) -> bool:
    """ "A call for troops to be deployed": what a noun asks for, though the parser makes it a relative clause."""
    return verb.dep_ == "relcl" and any(
        child.dep_ == "aux" and child.lower_ == "to" for child in verb.children
    )


def _is_hoped_for(noun: Token) -> bool:
    """ "A reward for information that leads to the arrest": what has led to it took place, what leads may."""
    while noun.dep_ == "conj":
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return False
    return noun.head.head.lemma_ == "lead" and noun.head.head.tag_ in {"VBZ", "VBP", "VBG", "VB"}


def _is_inside_noun(noun: Token) -> bool:
    """ "A role in the murder": what the role was in took place, though the parser may hang "in" from the verb."""
    if noun.dep_ != "pobj":
        return False
    over = noun.head.head
    objects = [child for child in over.children if child.dep_ == "dobj"]
    return any(token.lemma_ in ROLES for token in (over, *objects))


def _hedge_at_end(verb: Token) -> Token | None:
    """ "Alleged" of "Brown killed Jones, prosecutors alleged", whatever the parser makes of it."""
    words = [token for token in verb.sent[-4:] if not token.is_punct and not token.is_space]
    if not words or not lexicon.say_verbs().get(words[-1].lemma_) or words[-1].i <= verb.i:
        return None
    return words[-1] if words[-1].tag_ in {"VBP", "VBZ", "VBD", "VB"} else None


def _is_one_or_other(verb: Token) -> bool:
    """ "Israel or Hamas bombed the camp": nobody says which."""
    sides = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"}]
    sides += [far for child in verb.children if child.dep_ == "agent" for far in child.children]
    return any(
        inner.lower_ == "or" for side in sides if side.pos_ == "PROPN" for inner in side.children
    )


def _is_use(verb: Token) -> bool:
    """ "Used water cannon to disperse the crowd": what something is used for."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ != "use":
        return False
    return any(child.dep_ == "dobj" for child in verb.head.children)


def _has_condition(verb: Token) -> bool:
    """Whether a verb has an if-clause and stands in none: "threatened to strike if …"."""
    marks = [
        mark.lower_
        for clause in verb.children
        if clause.dep_ == "advcl"
        for mark in clause.children
        if mark.dep_ == "mark"
    ]
    return bool({"if", "unless"} & {*marks}) and verb.dep_ != "advcl"


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
