"""Plans that later reports tell as done: linked to what was done, and never merged with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.corpus.incidents.against import against, same_kind
from dateline.corpus.incidents.groups import Group
from dateline.corpus.incidents.points import ENOUGH, Likeness, compare, points_of
from dateline.corpus.incidents.pool import Pool
from dateline.corpus.reports import days_between
from dateline.model import Entity

# Days after which what was done is hardly what an undated plan was of: a quarter of a year
LONGEST = 92
TIMES = ("news", "same-news", "old-news", "wide-time", "other-time", "day-apart")


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """That a plan was carried out."""

    plan: Group
    done: Group
    reason: str


def find_fulfilments(
    groups: Iterable[Group],
    entities: Mapping[str, Entity],
    published: Mapping[str, tuple[str | None, str | None]],
) -> Iterator[Fulfilment]:
    """For each plan of a story that was carried out as far as its articles tell: with what.

    The same kind of happening, a shared party, town or noun, dates that do not exclude each other, and
    told by articles that came out after the plan was told, or dated on that day or later.
    """
    pool = Pool(entities)
    plans = []
    for group in groups:
        if group.side == "told":
            pool.add(group, pool.keys(group))
        elif group.happening.kind != "statement" and any(
            report.status == "planned" for report in group.reports
        ):
            plans.append(group)
    for plan in plans:
        best: tuple[float, Group, Likeness] | None = None
        for number in pool.candidates(pool.keys(plan)):
            done = pool.groups[number]
            if not same_kind(plan, done) or against(plan, done, entities):
                continue
            if not _came_after(plan, done, published):
                continue
            found = compare(plan, done, entities)
            # how far apart the two were told is what a plan and its outcome differ in
            points = found.points - sum(points_of(s) for s in TIMES if found.has(s))
            if points >= ENOUGH and found.is_specific and (best is None or points > best[0]):
                best = (points, done, found)
        if best:
            yield Fulfilment(plan, best[1], _reason(plan, best[1], best[2]))


def _came_after(
    plan: Group, done: Group, published: Mapping[str, tuple[str | None, str | None]]
) -> bool:
    """Whether it was done, or at the least told, after the plan was first told."""
    planned = min((d for a in plan.articles if (d := published[a][0])), default=None)
    if planned is None:
        return False
    if done.when:
        after = days_between(planned, done.when.latest)
        return after is not None and after >= 0 and (bool(plan.when) or after <= LONGEST)
    told = min((d for a in done.articles if (d := published[a][0])), default=None)
    after = days_between(planned, told)
    return after is not None and 0 < after <= LONGEST


def _reason(plan: Group, done: Group, found: Likeness) -> str:
    words = [s.words for s in found.signs if s.words and s.name not in TIMES]
    shared = ", ".join(dict.fromkeys(words))
    return f"planned in {plan.reports[0].id}, told as done in {done.reports[0].id}: {shared}"
