"""Reports taken to be of one incident so far, with all that they name between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from dateline.corpus.incidents.agreement import Bounds, agreed
from dateline.corpus.reports import WIDEST, Report
from dateline.corpus.reports.details import report_words
from dateline.corpus.reports.happenings import CASUALTY, CAUSES, Happening
from dateline.model import Entity, Status

# What has happened, what may, and what has not are never one incident; an allegation is of what it alleges.
SIDES: dict[Status, str] = {
    "asserted": "told", "alleged": "told", "planned": "open", "possible": "open",
    "conditional": "open", "negated": "denied",
}  # fmt: skip
NOTHING = Happening("", "statement", once=False)  # of a group without reports
T = TypeVar("T")
ROLES = frozenset({"actor", "recipient", "thing"})
DONE_TO = frozenset({"recipient", "thing"})
SPECIFIC = frozenset({"person", "organization", "group"})
# Of the times a group names somebody in a role, this share at least must be of one: a single report that
# was taken in wrongly, or read wrongly, does not speak for the rest.
SHARE = 0.25
SETTLED = 50  # articles after which one more does not change the days they agree on


@dataclass(slots=True)
class Group:
    """Reports of one happening."""

    reports: list[Report] = field(default_factory=list)
    # The kind of happening: what caused casualties, if that is told
    happening: Happening = field(default_factory=lambda: NOTHING)
    reason_of: dict[str, str] = field(default_factory=dict)  # event → why it is here
    actors: Counter[str] = field(default_factory=Counter)
    recipients: Counter[str] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    cities: Counter[str] = field(default_factory=Counter)  # named in their sentences
    countries: Counter[str] = field(default_factory=Counter)
    nouns: Counter[tuple[str, str]] = field(default_factory=Counter)
    numbers: Counter[int] = field(default_factory=Counter)  # of what the trigger names
    undergoes: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    exact: Counter[int] = field(default_factory=Counter)  # the numbers of whom it is done to
    acts: Counter[str] = field(default_factory=Counter)  # what was done, and not what came of it
    undergoing: set[str] = field(default_factory=set)  # the nouns of whom it is done to
    together: set[frozenset[str]] = field(default_factory=set)  # who are named in one report
    sentences: set[tuple[str, Happening]] = field(default_factory=set)  # all but the casualties'
    articles: set[str] = field(default_factory=set)
    bounds: dict[Bounds, set[str]] = field(default_factory=dict)  # the narrow ones → articles
    when: Bounds | None = None  # the days that most of its narrowly dated articles agree on
    _wide: Bounds | None = None
    first_told: str | None = None  # last day its first article may be of: it was over by then
    last_told: str | None = None  # the same of its last article

    @classmethod
    def of(cls, reports: Iterable[Report], told: Mapping[str, str | None]) -> Group:
        """A group of these reports. `told` has the last day each article may have been published on."""
        group = cls()
        for report in reports:
            group.add(report, told[report.article_id])
        return group

    def add(self, report: Report, told: str | None) -> None:
        """Adds a report of an article published on `told` at the latest."""
        if not self.reports or self.happening.name == CASUALTY:
            self.happening = report.happening
        self.reports.append(report)
        self.actors.update(report.actors)
        self.recipients.update(report.recipients)
        self.linked.update(report.linked)
        self.places.update([report.place_id] if report.place_id else [])
        self.cities.update(report.cities)
        self.countries.update(report.countries)
        self.nouns.update(report.nouns)
        self.numbers.update([report.number] if report.number else [])
        self.undergoes.update([report.undergoes] if report.undergoes else [])
        self.triggers[report.trigger] += 1
        self.exact.update(c.least for c in report.counts if c.least and c.least == c.most)
        self.counts.update(
            (c.noun, c.least) for c in report.counts if c.least and c.least == c.most
        )
        if report.happening.name in CAUSES:
            words = report.trigger.replace("|", " ").split()
            self.acts.update(word for word in words if word not in report_words("attack"))
        role = "actor" if report.type == "DEATH" else "recipient"
        self.undergoing.update(noun for its_role, noun in report.nouns if its_role == role)
        where = [report.place_id] if report.place_id and report.happening.kind == "contact" else []
        self.together.add(frozenset([*report.actors, *report.recipients, *where]))
        if report.happening.name != CASUALTY:
            self.sentences.add((report.sentence_id, report.happening))
        self.articles.add(report.article_id)
        if report.earliest and report.latest and report.is_placed:
            bounds = Bounds(report.earliest[:10], report.latest[:10])
            if bounds.days < WIDEST:
                self._dated(bounds, report.article_id)
            else:
                self._wide = min(self._wide or bounds, bounds, key=lambda b: (b.days, b))
        if told:
            self.first_told = min(self.first_told or told, told)
            self.last_told = max(self.last_told or told, told)

    def _dated(self, bounds: Bounds, article_id: str) -> None:
        if len(self.articles) > SETTLED:
            return
        self.bounds.setdefault(bounds, set()).add(article_id)
        agrees = self.when and bounds.holds(self.when.earliest) and bounds.holds(self.when.latest)
        if not agrees:
            self.when = agreed(self.bounds)

    def absorb(self, other: Group, told: Mapping[str, str | None], reason: str) -> None:
        """Adds all reports of another group, the first of them for this reason."""
        for report in other.reports:
            self.add(report, told[report.article_id])
        self.reason_of |= other.reason_of
        if reason:
            self.reason_of[other.reports[0].id] = reason

    @property
    def family(self) -> str:
        """The kinds of happening that may be one: casualties and what causes them are."""
        return "harm" if self.is_harm else self.happening.name

    @property
    def side(self) -> str:
        """told, open or denied."""
        return SIDES[self.reports[0].status]

    @property
    def is_series(self) -> bool:
        """Whether it tells of several such happenings."""
        return self.reports[0].is_series

    @property
    def is_again(self) -> bool:
        """Whether it is one more of its kind to those who tell it."""
        return all(report.is_again for report in self.reports)

    @property
    def wide(self) -> Bounds | None:
        """The days of a group that is dated by a year or a season, and by nothing finer."""
        return None if self.when else self._wide

    @property
    def is_harm(self) -> bool:
        """Whether it is of casualties or of what causes them."""
        return self.happening.name == CASUALTY or self.happening.name in CAUSES

    @property
    def is_mass(self) -> bool:
        """Whether many undergo it, as far as that is told."""
        return self.is_harm and most(self.undergoes) == {"many"}

    @property
    def is_on_doer(self) -> bool:
        """Whether it is done to one who did something: "police shot the gunman", "police shot him"."""
        if not self.is_harm:
            return False
        return bool(self.undergoing & report_words("doer")) or (
            self.is_by_force and most(self.undergoes) != {"many"} and not self.undergoing
        )

    @property
    def is_by_force(self) -> bool:
        """Whether police or soldiers do it."""
        return any(role == "actor" and noun in report_words("force") for role, noun in self.nouns)

    def parties(self, entities: Mapping[str, Entity]) -> set[str]:
        """The people and organizations that take part."""
        return specific([*self.actors, *self.recipients], entities)

    def is_nameless(self, entities: Mapping[str, Entity]) -> bool:
        """Whether it names no one who takes part, and no place but a country."""
        return not self.parties(entities) and not towns(self.places, entities)

    @property
    def tells_who(self) -> bool:
        """Whether its nouns say who or what takes part: more than that it was somebody."""
        return bool(self.noun_set("actor") | self.noun_set("recipient"))

    def noun_set(self, role: str) -> set[str]:
        """The nouns in a role that say more than that it was somebody."""
        return (
            {n for r, n in self.nouns if r == role} - report_words("anybody") - report_words("many")
        )


def has_tense(group: Group, told: Mapping[str, str | None]) -> bool:
    """Whether each of its reports has a last day, as every finite past has by its publication.

    What has none ("firing a missile is rare", "young women die") tells of no single happening. Of an undated
    article's reports nothing is known.
    """
    return all(report.latest or not told[report.article_id] for report in group.reports)


def most(found: Counter[T]) -> set[T]:
    """What makes up a fair share of what was found."""
    least = SHARE * found.total()
    return {item for item, times in found.items() if times >= least}


def specific(ids: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    """The people, organizations and groups among them."""
    return {i for i in ids if entities[i].type in SPECIFIC}


def towns(ids: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    """The places among them that are no countries."""
    return {i for i in ids if entities[i].type == "place"}


def shared_nouns(one: Group, other: Group, roles: Container[str] = ROLES) -> set[str]:
    """The nouns of nameless participants that both have in one role; "schoolgirl" is a "girl"."""
    return {
        min(a, b, key=len)
        for role, a in one.nouns
        for its_role, b in other.nouns
        if role == its_role
        and role in roles
        and (a == b or (len(min(a, b, key=len)) > 3 and (a.endswith(b) or b.endswith(a))))
    }


def telling_nouns(one: Group, other: Group, roles: Container[str] = ROLES) -> set[str]:
    """Those of the shared nouns that say more than that it was somebody."""
    return shared_nouns(one, other, roles) - report_words("anybody") - report_words("many")
