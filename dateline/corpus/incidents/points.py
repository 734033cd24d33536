"""What speaks for two groups of reports being of one happening, in points (rules/report_points.csv)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.corpus.incidents.groups import (
    DONE_TO,
    SHARE,
    Group,
    shared_nouns,
    specific,
    telling_nouns,
    towns,
)
from dateline.corpus.reports import Report, days_between
from dateline.corpus.reports.happenings import CASUALTY
from dateline.corpus.reports.wording import likeness, numbers_in
from dateline.model import Entity
from dateline.rules import read_words

# Points at which reports are taken to be of one happening: on the labelled stories 2 wins less recall than it
# loses precision, and 3 the other way round.
ENOUGH = 2.5
COMPARED = 4  # reports of a group whose sentences are compared: in a great story all say the same
WORDY = 6  # words that count of a sentence: shorter ones may be of more than one happening
SAME, ALIKE = 0.5, 0.35  # cosine of two sentences
NEAR_SAME, NEAR_ALIKE = 0.5, 0.3  # of what stands around the two triggers
NEWS = 10  # days in which a happening is news
TIMES = {"news", "same-news", "same-day", "same-days"}
FEW = 2  # of whom there are so many, there are so many elsewhere


@dataclass(frozen=True, slots=True)
class Sign:
    """What two groups have in common, or have not."""

    name: str  # its row of the table
    words: str
    counts: bool = True  # as specific, where its row does


@dataclass(frozen=True, slots=True)
class Likeness:
    """All that two groups have in common."""

    points: float
    signs: tuple[Sign, ...]
    is_specific: bool  # more than a country, a kind of happening and a day
    shared: int  # entities that take part in both, or where both were
    alike: float  # the sentences: 0 to 1
    wordy: bool  # whether those are long
    like: Report  # the report of the first group whose sentence is most like one of the second

    def has(self, name: str) -> bool:
        """Whether a sign is among them."""
        return any(sign.name == name for sign in self.signs)

    @property
    def is_of_a_day(self) -> bool:
        """Whether both are dated, to days they have in common."""
        return self.has("same-day") or self.has("same-days")

    @property
    def is_timely(self) -> bool:
        """Whether the time speaks for it."""
        return any(sign.name in TIMES for sign in self.signs)

    @property
    def is_more_than_time(self) -> bool:
        """Whether anything but the time speaks for it."""
        return any(points_of(sign.name) > 0 and sign.name not in TIMES for sign in self.signs)

    @property
    def reason(self) -> str:
        """In words that a reader can check: "like ARTICLE-e123: Haftar, in Moscow, the same days"."""
        words = [s.words for s in self.signs if points_of(s.name) > 0 and s.words]
        return f"like {self.like.id}: {', '.join(dict.fromkeys(words)) or 'of the same kind'}"


@cache
def _table() -> dict[str, tuple[float, bool]]:
    rows = read_words("report_points.csv", "sign", "points", "specific", "why")
    return {row["sign"]: (float(row["points"]), row["specific"] == "1") for row in rows}


def points_of(sign: str) -> float:
    """The points of a sign."""
    return _table()[sign][0]


def compare(one: Group, other: Group, entities: Mapping[str, Entity]) -> Likeness:
    """What speaks for the two being of one happening."""
    alike, wordy, near, like = _wording(one, other)
    signs = [
        *_people(one, other, entities),
        *_things(one, other),
        *_time(one, other, entities),
        *_sentences(alike, near, wordy=wordy),
    ]
    if _other_act(one, other):
        signs.append(Sign("other-act", ""))
    if one.triggers & other.triggers:
        signs.append(Sign("trigger", f"“{min(one.triggers & other.triggers)}”"))
    return Likeness(
        points=sum(points_of(sign.name) for sign in signs),
        signs=tuple(signs),
        is_specific=any(_table()[sign.name][1] and sign.counts for sign in signs),
        shared=len(_named(one) & _named(other)),
        alike=alike,
        wordy=wordy,
        like=like,
    )


def _named(group: Group) -> set[str]:
    return {*group.actors, *group.recipients, *group.places}


def _other_act(one: Group, other: Group) -> bool:
    """Whether the one was a shooting, say, and the other a raid, so far as the triggers tell."""
    if telling_nouns(one, other):
        return False
    mine, its = one.acts, other.acts
    return bool(mine and its and not mine & its) and any(
        group.acts.total() >= SHARE * len(group.reports) for group in (one, other)
    )


def _people(one: Group, other: Group, entities: Mapping[str, Entity]) -> Iterator[Sign]:
    """Who, and where."""
    for mine, its in ((one.actors, other.actors), (one.recipients, other.recipients)):
        shared = mine.keys() & its.keys()
        if named := specific(shared, entities):
            yield Sign("party", entities[min(named)].name)
        elif shared:
            yield Sign("country", entities[min(shared)].name)
    crossed = (one.actors.keys() & other.recipients.keys()) | (
        one.recipients.keys() & other.actors.keys()
    )
    if swapped := specific(crossed, entities):
        yield Sign("swapped", entities[min(swapped)].name)
    linked = (one.linked.keys() & {*other.actors, *other.recipients, *other.linked}) | (
        other.linked.keys() & {*one.actors, *one.recipients}
    )
    if linked:
        yield Sign("linked", entities[min(linked)].name)
    if (nations := one.countries.keys() & other.countries.keys()) and not (
        one.actors.keys() & other.actors.keys()
    ):
        yield Sign("nationality", min(nations))
    if places := one.places.keys() & other.places.keys():
        place = min(places, key=lambda i: (entities[i].type != "place", i))
        yield Sign("town", f"in {entities[place].name}", bool(towns([place], entities)))


def _things(one: Group, other: Group) -> Iterator[Sign]:
    """To whom or what, and how many."""
    telling = telling_nouns(one, other)
    shared = shared_nouns(one, other)
    mine, its = one.noun_set("recipient"), other.noun_set("recipient")
    if telling:
        yield Sign("noun", f"“{min(telling)}”")
    elif shared:
        yield Sign("anybody", f"“{min(shared)}”")
    if one.is_on_doer and other.is_on_doer:
        yield Sign("doer", "who did it")
    elif (
        mine
        and its
        and not _are_victims(one, other)  # of whom many nouns tell
        and not telling_nouns(one, other, DONE_TO)
    ):
        yield Sign("other-noun", "")
    if counts := one.counts.keys() & other.counts.keys():
        noun, number = max(counts, key=lambda count: (count[1], count[0]))
        yield Sign("count", f"{number} {noun}".strip(), number > FEW)


def _are_victims(one: Group, other: Group) -> bool:
    """Whether one is a happening with many victims, and the other of victims alone."""
    return any(
        mass.is_mass and part.happening.name == CASUALTY
        for mass, part in ((one, other), (other, one))
    )


def _time(one: Group, other: Group, entities: Mapping[str, Entity]) -> Iterator[Sign]:
    """When it happened, and how long after it was told."""
    to_one = specific(one.recipients.keys() & other.recipients.keys(), entities)
    if one.happening.once and to_one:
        yield Sign("once", "it hardly happens twice")
        return
    if bool(one.wide) != bool(other.wide):
        yield Sign("wide-time" if one.when or other.when else "other-time", "")
    if one.when and other.when:
        if one.when.gap(other.when):
            yield Sign("day-apart", "")
        elif one.when == other.when and not one.when.days:
            yield Sign("same-day", "the same day")
        else:
            yield Sign("same-days", "the same days")
    for dated, undated in ((one, other), (other, one)):
        if dated.when and not undated.when:
            after = days_between(dated.when.latest, undated.last_told)
            if after is not None:
                is_news = -1 <= after <= NEWS
                yield Sign("news" if is_news else "old-news", "published in those days")
    if not (one.when or other.when or one.wide or other.wide):
        apart = days_between(one.last_told, other.last_told)
        if apart is not None and abs(apart) <= NEWS:
            yield Sign("same-news", "published in the same days")


def _sentences(alike: float, near: float, *, wordy: bool) -> Iterator[Sign]:
    if alike >= ALIKE:
        name = "sentences-same" if alike >= SAME else "sentences-alike"
        yield Sign(name, f"sentences alike by {alike:.2f}", wordy)
    if near >= NEAR_ALIKE:
        yield Sign("near-same" if near >= NEAR_SAME else "near-alike", "")


def _wording(one: Group, other: Group) -> tuple[float, bool, float, Report]:
    """Cosine of the two sentences most alike, whether they are long, that of their nearest words, and whose.

    Of what one sentence tells, being in it says something of the dead and the injured alone.
    """
    pairs = [
        (a, b)
        for a in one.reports[:COMPARED]
        for b in other.reports[:COMPARED]
        if one.is_harm or a.sentence_id != b.sentence_id
    ]
    if not pairs:
        return 0.0, False, 0.0, one.reports[0]
    alike = [likeness(a.words, b.words) for a, b in pairs]
    best = max(range(len(pairs)), key=lambda n: (alike[n], -n))
    wordy = min(len(numbers_in(report.words)) for report in pairs[best]) >= WORDY
    near = max(likeness(a.near, b.near) for a, b in pairs)
    return alike[best], wordy, near, pairs[best][0]
