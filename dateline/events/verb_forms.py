"""How a summary tells what was done, by its status: "met", "is to meet", "allegedly met", "did not meet"."""

from __future__ import annotations

from lemminflect import getInflection
from spacy.tokens import Token

from dateline.events.status.modality import MODALS
from dateline.events.status.negation import NOBODY
from dateline.events.subjects import is_past
from dateline.events.triggers import Trigger
from dateline.model import Status

OPEN = {"possible", "conditional"}


def active_form(trigger: Trigger, status: Status, many: bool, *, purpose: bool = False) -> str:
    verb = trigger.token
    particle = "".join(f" {child.text}" for child in verb.children if child.dep_ == "prt")
    base = verb.lemma_.lower()
    if purpose:  # of what was done, it tells no more than what for
        return f"meant to {base}{particle}"
    if status in OPEN and is_denied(verb):  # "must not attack", "if he does not leave"
        return f"{_modal(verb) or 'may'} not {base}{particle}"
    if status == "alleged" and is_denied(verb):  # "accused of not paying"
        return f"allegedly did not {base}{particle}"
    if status == "negated" and (modal := _modal(verb)):
        return f"{modal} not {base}{particle}"
    if status == "asserted" and verb.tag_ in {"VBZ", "VBP"}:
        return verb.text.lower() + particle
    if status == "asserted" and verb.tag_ == "VBG" and (present := _present_auxiliary(verb)):
        return f"{present} {verb.text.lower()}{particle}"
    nobody = any(
        child.lower_ in NOBODY or child.left_edge.lower_ in {"no", "not"}
        for child in verb.children
        if child.dep_ in {"nsubj", "nsubjpass"}
    )
    if status == "negated" and nobody:
        return _past(verb) + particle  # "Nobody killed …"
    if status in {"possible", "conditional"} and is_past(verb):
        forms = getInflection(verb.lemma_.lower(), "VBN")  # "is believed to have killed"
        return f"may have {forms[0] if forms else _past(verb)}{particle}"
    if status in {"possible", "conditional"} and any(
        child.dep_ == "aux" and child.lower_ == "have" for child in verb.children
    ):
        forms = getInflection(verb.lemma_.lower(), "VBN")
        return f"may have {forms[0] if forms else _past(verb)}{particle}"
    return with_status(status, base + particle, _past(verb) + particle, many)


def is_denied(verb: Token) -> bool:
    """Whether a verb has a "not" of its own."""
    return any(child.dep_ == "neg" for child in verb.children)


def _modal(verb: Token) -> str | None:
    """ "will" of "will not travel": not told of the past."""
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in MODALS), None)


def _past(verb: Token) -> str:
    """The past tense, in the article's own spelling where it stands there ("travelled")."""
    forms = getInflection(verb.lemma_.lower(), "VBD")
    if verb.tag_ == "VBD" or verb.text.lower().endswith("ed") or not forms:
        return verb.text.lower()
    return str(forms[0])


def _present_auxiliary(verb: Token) -> str | None:
    return next(
        (c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in {"is", "are"}), None
    )


def with_status(status: Status, base: str, past: str, many: bool) -> str:
    return {
        "asserted": past,
        "alleged": f"allegedly {past}",
        "planned": f"{'are' if many else 'is'} to {base}",
        "possible": f"may {base}",
        "conditional": f"may {base}",
        "negated": f"did not {base}",
    }[status]


def passive_form(
    participle: str, status: Status, many: bool, *, purpose: bool = False, denied: bool = False
) -> str:
    is_, was = ("are", "were") if many else ("is", "was")
    if purpose:
        return f"{was} meant to be {participle}"
    if denied and status in OPEN:
        return f"may not be {participle}"
    if denied and status == "alleged":
        return f"{was} allegedly not {participle}"
    return {
        "asserted": f"{was} {participle}",
        "alleged": f"{was} allegedly {participle}",
        "planned": f"{is_} to be {participle}",
        "possible": f"may be {participle}",
        "conditional": f"may be {participle}",
        "negated": f"{was} not {participle}",
    }[status]
