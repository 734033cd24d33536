"""What speaks against two groups of reports being of one happening."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Set
from datetime import date, timedelta
from typing import TypeVar

from dateline.corpus.incidents.groups import (
    DONE_TO,
    Group,
    most,
    shared_nouns,
    telling_nouns,
    towns,
)
from dateline.corpus.reports.happenings import CASUALTY, CAUSES
from dateline.model import Entity

T = TypeVar("T")
# Kilometres. A tram that overturned in Croydon overturned in London; Paris and Saint-Denis are one attack, as
# a rule, and Paris and Brussels are not.
NEIGHBOURS = 30
FAR = 100
# Whose sentences name the city where it happened, as a rule
LOCAL = CAUSES | {CASUALTY, "protest", "arrest", "abduction", "verdict"}
ZONES = 1  # days by which the day of one happening differs around the globe


def same_kind(one: Group, other: Group) -> bool:
    """Whether the happenings are of one kind, or one is of casualties that the other may have caused."""
    first, second = one.happening.name, other.happening.name
    if CASUALTY in (first, second):
        return first == second or bool({first, second} & CAUSES)
    if {first, second} == {"attack", "crash"}:  # a lorry driven into a crowd is told as both
        many = "many" in one.undergoes and "many" in other.undergoes
        return many or bool(telling_nouns(one, other))
    return first == second


def against(one: Group, other: Group, entities: Mapping[str, Entity]) -> str | None:
    """Why the two cannot be one happening, in a word; None when nothing speaks against it."""
    if dates_exclude(one, other):
        return "date"
    if one.is_series != other.is_series:
        return "series"
    if _apart(one.numbers, other.numbers):
        return "number"
    if one.happening.kind == "occurrence" and (reason := _who_undergoes(one, other)):
        return reason
    if (
        not one.is_harm
        and _apart(one.exact, other.exact)
        and not telling_nouns(one, other, DONE_TO)
    ):
        return "count"
    if one.happening.kind != "contact":
        if _differ(one.actors, other.actors, entities) or _apart(one.countries, other.countries):
            return "actor"
        if _differ(one.recipients, other.recipients, entities):
            return "recipient"
    for mine, its in ((one.places, other.places), (one.recipients, other.recipients)):
        if far_apart(towns(most(mine), entities), towns(most(its), entities), entities, NEIGHBOURS):
            return "place"
    cities, others = set(one.cities), set(other.cities)
    located = all(entities[i].latitude is not None for i in cities | others)
    if one.happening.name in LOCAL and located and far_apart(cities, others, entities, FAR):
        return "city"
    if one.happening.kind == "contact" and others_met(one, other):
        return "parties"
    return None


def others_met(one: Group, other: Group) -> bool:
    """Whether any two reports name others: meeting Lavrov is not meeting Shoygu on the same day."""
    return any(a - b and b - a for a in one.together for b in other.together)


def dates_exclude(one: Group, other: Group) -> bool:
    """Whether their dates exclude each other, or one is so wide that it fits many such happenings."""
    occurs = one.happening.kind == "occurrence"
    if one.happening.kind == "contact" and bool(one.wide) != bool(other.wide):
        return True
    if one.when and other.when:
        return one.when.gap(other.when) > (ZONES if occurs else 0)
    for narrow, wide in ((one, other), (other, one)):
        if narrow.when and wide.wide and not (occurs and wide.wide.gap(narrow.when) <= ZONES):
            return True
        if (
            narrow.when
            and one.side == "told"
            and wide.first_told
            and _day_after(wide.first_told) < narrow.when.earliest
        ):
            return True  # told before it happened
    if one.wide and other.wide:
        return one.wide.gap(other.wide) > 0
    # "two passengers died in 1959" is not of today's crash
    return bool(one.wide) != bool(other.wide) and not (
        one.actors.keys() & other.actors.keys()
        or one.recipients.keys() & other.recipients.keys()
        or telling_nouns(one, other)
    )


def _day_after(day: str) -> str:
    return (date.fromisoformat(day[:10]) + timedelta(ZONES)).isoformat()


def _who_undergoes(one: Group, other: Group) -> str | None:
    """That it is done to him who did something, by the police, or to one and not to many."""
    if one.is_harm and one.is_on_doer != other.is_on_doer:
        return "who"
    by_force = one.is_by_force != other.is_by_force
    if one.is_harm and not one.is_on_doer and by_force and not shared_nouns(one, other):
        return "who"
    return "one or many" if _apart(one.undergoes, other.undergoes) else None


def _differ(one: Counter[str], other: Counter[str], entities: Mapping[str, Entity]) -> bool:
    """Whether both name people, or both organizations, and not one that both name often is the same."""
    if not one or not other:
        return False
    for kinds in ({"person"}, {"organization", "group"}):
        mine, its = (
            Counter({i: n for i, n in ids.items() if entities[i].type in kinds})
            for ids in (one, other)
        )
        if _apart(mine, its):
            return True
    return False


def _apart(one: Counter[T], other: Counter[T]) -> bool:
    """Whether both have some, and none that makes up a fair share of either."""
    if not one or not other:
        return False
    its = most(other)
    return not any(item in its for item in most(one))


def far_apart(
    one: Set[str], other: Set[str], entities: Mapping[str, Entity], kilometres: float
) -> bool:
    """Whether both have places, and every one of the one is that far from every one of the other.

    A place without coordinates is far from every other.
    """
    if not one or not other or one & other:
        return False
    return all(_distance(entities[a], entities[b]) > kilometres for a in one for b in other)


def _distance(one: Entity, other: Entity) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    return distance(
        (one.latitude or 0, one.longitude or 0), (other.latitude or 0, other.longitude or 0)
    )


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points given by latitude and longitude, on a sphere.

    >>> round(distance((48.85, 2.35), (51.5, -0.12)))
    343
    """
    a, b = math.radians(one[0]), math.radians(other[0])
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))
