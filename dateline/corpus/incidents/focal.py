"""What a story is about: reports that name nobody are of it, if they tell the same kind and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.corpus.incidents.against import against, same_kind
from dateline.corpus.incidents.groups import Group, has_tense
from dateline.corpus.incidents.points import Likeness, compare, points_of
from dateline.corpus.reports.happenings import CASUALTY
from dateline.model import Entity

CENTRES = 12  # of one kind in a story
RIVAL = 2  # a centre told by less than half as many articles is no rival
DOMINANT = 0.5  # of a story's articles tell of what it is about, where its victims are told singly
LEAST = 0.5  # points beside those for the time …
OUTCOME = 0.25  # … and of casualties beside what may have caused them


@dataclass(frozen=True, slots=True)
class Fit:
    """That a group may be of a centre, and how well."""

    until: str  # the centre's last day: of two, the latest is news
    articles: int
    likeness: Likeness
    centre: int

    @property
    def rank(self) -> tuple[str, int, float, int]:
        """Sorts the best fit last."""
        return self.until, self.articles, self.likeness.points, -self.centre


def gather(
    groups: Iterable[Group], entities: Mapping[str, Entity], told: Mapping[str, str | None]
) -> list[Group]:
    """The groups of a story's side, those that name nobody taken into what the story is about."""
    ordered = sorted(groups, key=lambda group: group.reports[0].id)
    total = len({article for group in ordered for article in group.articles})
    kept = dict(enumerate(ordered))
    ranked = sorted(kept, key=lambda n: (len(kept[n].articles), len(kept[n].reports), n))
    centres: dict[str, list[int]] = defaultdict(list)
    for number in reversed(ranked):
        family = kept[number].family
        if len(kept[number].articles) > 1 and len(centres[family]) < CENTRES:
            centres[family].append(number)
    for number in ranked:
        group = kept[number]
        is_victim = _is_victim(group)
        if not is_victim and not _may_be_of_a_centre(group, entities, told):
            continue
        fits = []
        for centre in centres[group.family]:
            if centre != number and centre in kept:
                found = _likeness(kept[centre], group, entities, total if is_victim else None)
                if found:
                    when = kept[centre].when
                    until = when.latest if when else ""
                    fits.append(Fit(until, len(kept[centre].articles), found, centre))
        best = max(fits, key=lambda fit: fit.rank, default=None)
        if best is None or any(_rivals(fit, best) for fit in fits):
            continue
        reason = f"{best.likeness.reason}; what the story is about"
        kept[best.centre].absorb(group, told, reason)
        del kept[number]
    return [*kept.values()]


def _rivals(fit: Fit, best: Fit) -> bool:
    """Whether a fit is as good as the best, so that nobody can say which is meant."""
    return fit is not best and fit.until == best.until and fit.articles * RIVAL > best.articles


def _may_be_of_a_centre(
    group: Group, entities: Mapping[str, Entity], told: Mapping[str, str | None]
) -> bool:
    """Whether it tells that something happened, once and at some time, and not to whom."""
    return (
        group.happening.kind == "occurrence"
        and group.side == "told"
        and not (group.is_series or group.is_again or group.wide)
        and has_tense(group, told)
        and (group.is_mass or (group.is_nameless(entities) and len(group.articles) == 1))
    )


def _is_victim(group: Group) -> bool:
    """Whether it tells who was killed or hurt, and neither when nor by what."""
    return (
        group.happening.name == CASUALTY
        and group.side == "told"
        and bool(group.actors or group.recipients or group.nouns)  # and not "him"
        and not (group.is_on_doer or group.is_by_force or group.is_series)
        and not (group.when or group.wide)
        and len(group.articles) == 1
    )


def _likeness(
    centre: Group, group: Group, entities: Mapping[str, Entity], total: int | None
) -> Likeness | None:
    """What the two have in common, if the group may be of the centre; else None.

    `total` is how many articles the story has, for a group that tells single victims; else None.
    """
    if not same_kind(centre, group):
        return None
    if len(centre.articles) < (2 * len(group.articles) if len(group.articles) > 1 else 2):
        return None
    reason = against(centre, group, entities)
    both_mass = centre.is_mass and group.is_mass
    if total and centre.is_mass and len(centre.articles) >= DOMINANT * total:
        reason = None if reason == "one or many" else reason
    elif not group.is_nameless(entities) and not both_mass:
        return None
    if reason:
        return None
    found = compare(centre, group, entities)
    timely = both_mass if group.when else found.has("news") or found.has("same-news")
    rest = found.points - sum(points_of(s) for s in ("news", "same-news") if found.has(s))
    is_outcome = group.happening.name == CASUALTY != centre.happening.name and rest >= OUTCOME
    return found if timely and (rest >= LEAST or is_outcome) else None
