"""Which reports tell one happening: first within an article, then across the articles of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.corpus.incidents.against import against, others_met, same_kind
from dateline.corpus.incidents.focal import gather
from dateline.corpus.incidents.groups import SIDES, Group, has_tense
from dateline.corpus.incidents.points import ALIKE, ENOUGH, SAME, Likeness, compare, points_of
from dateline.corpus.incidents.pool import Pool
from dateline.corpus.reports import Report
from dateline.model import Entity

EARLIER = 60  # chains of an article that a report is compared with: the latest


@dataclass(frozen=True, slots=True)
class Matcher:
    """Joins the reports of a story."""

    entities: Mapping[str, Entity]
    told: Mapping[str, str | None]  # last day each article may have been published on

    def match(self, reports: Iterable[Report]) -> Iterator[Group]:
        """The groups of one story's reports, one a happening, whatever the order of the reports."""
        by_article: dict[str, list[Report]] = defaultdict(list)
        for report in reports:
            by_article[report.article_id].append(report)
        by_side: dict[str, list[Group]] = defaultdict(list)
        for _, told in sorted(by_article.items()):
            for chain in self.chains(told):
                by_side[chain.side].append(chain)
        for _, groups in sorted(by_side.items()):
            groups = self.across(groups)
            # what groups have in common shows when they have grown
            grown = [group for group in groups if len(group.articles) > 1]
            single = [group for group in groups if len(group.articles) == 1]
            groups = self.across(grown, single)
            yield from gather(groups, self.entities, self.told)

    def chains(self, reports: Iterable[Report]) -> list[Group]:
        """The reports of one article, in its order, joined."""
        chains: list[Group] = []
        for report in sorted(reports, key=lambda r: (r.start, r.id)):
            new = Group.of([report], self.told)
            best: tuple[float, Group, Likeness] | None = None
            for chain in chains[-EARLIER:]:
                found = self._within(chain, new)
                if found and (best is None or found[0] > best[0]):
                    best = (found[0], chain, found[1])
            if best:
                best[1].absorb(new, self.told, best[2].reason)
            else:
                chains.append(new)
        return chains

    def _within(self, chain: Group, new: Group) -> tuple[float, Likeness] | None:
        """The points at which a report is of a chain of its article; None where it is not."""
        kind = new.happening
        if chain.side != new.side or not same_kind(chain, new):
            return None
        if new.is_again and not any(r.is_again for r in chain.reports):
            return None
        if told_side_by_side(chain, new) or against(chain, new, self.entities):
            return None
        found = compare(chain, new, self.entities)
        if not is_firm(new, found) or not (chain.is_mass or found.is_more_than_time):
            return None
        # that they are told together says nothing: they are of one article
        points = found.points - sum(points_of(s) for s in ("news", "same-news") if found.has(s))
        if kind.kind == "occurrence":
            points += points_of("occurrence")
            if new.is_nameless(self.entities) and not new.tells_who and has_tense(new, self.told):
                points += points_of("nameless")
        return (points, found) if points >= ENOUGH else None

    def across(self, chains: Iterable[Group], beside: Iterable[Group] = ()) -> list[Group]:
        """The chains of a story's articles, joined; those beside with one of them, and not with each other."""
        pool = Pool(self.entities)
        alone = []
        for chain, is_beside in (
            *((chain, False) for chain in sorted(chains, key=_order)),
            *((chain, True) for chain in sorted(beside, key=_order)),
        ):
            best: tuple[float, int, Likeness] | None = None
            keys = pool.keys(chain)
            for number in pool.candidates(keys):
                found = self._across(pool.groups[number], chain)
                if found and (best is None or found[0] > best[0]):
                    best = (found[0], number, found[1])
            if best:
                pool.groups[best[1]].absorb(chain, self.told, best[2].reason)
                pool.index(best[1], keys)
            elif is_beside:
                alone.append(chain)
            else:
                pool.add(chain, keys)
        return [*pool.groups, *alone]

    def _across(self, group: Group, chain: Group) -> tuple[float, Likeness] | None:
        """The points at which a chain is of a group; None where it is not."""
        told_apart = not group.articles.isdisjoint(chain.articles)
        if not same_kind(group, chain):
            return None
        if told_apart and (
            chain.is_again or (told_side_by_side(group, chain) and others_met(group, chain))
        ):
            return None
        if against(group, chain, self.entities):
            return None
        found = compare(group, chain, self.entities)
        points = found.points + points_of("told-apart") * told_apart
        if points < ENOUGH or not found.is_specific or not is_firm(chain, found):
            return None
        if chain.happening.kind == "contact" and not is_timely(group, chain, found):
            return None
        return points, found


def told_side_by_side(one: Group, other: Group) -> bool:
    """Whether one sentence tells both: it tells a thing once, but for the dead and the injured of it."""
    return not one.sentences.isdisjoint(other.sentences)


def is_firm(new: Group, found: Likeness) -> bool:
    """Whether enough of the right sort is in common, beside the points.

    Statements are many and alike: only nearly the same words are the same one, and of plans those that
    read alike. Contacts are told apart by who takes part.
    """
    kind = new.happening.kind
    if kind == "statement":
        return found.alike >= SAME and found.wordy and not found.has("other-noun")
    if new.side != SIDES["asserted"]:
        return found.is_specific and found.alike >= ALIKE
    if kind != "contact":
        return True
    return found.is_specific and (found.shared > 1 or found.is_of_a_day or found.alike >= ALIKE)


def is_timely(one: Group, other: Group, found: Likeness) -> bool:
    """Whether two contacts are of one time as far as can be told: the same two meet again and again."""
    if bool(one.when) != bool(other.when):
        return found.has("news")
    return found.is_timely or found.alike >= SAME


def _order(chain: Group) -> tuple[bool, str, int, str]:
    """Sorts dated chains first, by date, then those told first, then those told most."""
    when = chain.when.earliest if chain.when else chain.first_told or "~"
    return chain.when is None, when, -len(chain.reports), chain.reports[0].id
