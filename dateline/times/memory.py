"""What the walk through one article holds: its publication date and the dates mentioned."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.times.calendar import Grain, Point
from dateline.times.outcome import Outcome

# Times that a story moves to, in which its later "that day" lies.
PERIODS = frozenset[Grain](["weekend", "week", "month", "quarter", "half-year", "season"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A date mentioned earlier in the text."""

    id: str
    text: str
    value: str
    point: Point | None
    sentence: int = 0  # the number of the sentence it stands in
    opens: bool = False  # whether it stands at the beginning of that


@dataclass(frozen=True, slots=True)
class Base:
    """The time expression that another is counted from; its id is None when it is no row of its own."""

    id: str | None
    text: str
    outcome: Outcome


@dataclass(slots=True)
class Memory:
    """What the walk through one article holds: the publication date and the dates mentioned."""

    published: Point | None
    guessed: bool = False  # whether nothing in the file says when that was
    told: list[Mention] = field(default_factory=list)
    found: dict[Grain, Mention] = field(default_factory=dict)
    searched: dict[Grain, int] = field(
        default_factory=dict
    )  # how many of those told were searched for a grain
    latest: Mention | None = None
    sentence: int = 0  # the number of the sentence being read
    is_main: bool = (
        False  # whether the expression being read tells when its sentence's own event was
    )
    opens: bool = False  # whether the expression being read stands at the beginning of its sentence
    kept: int = -1  # the last sentence in which the date of the story was taken as told
    story: Mention | None = None  # the last past date of a main clause, told with its year
    period: Mention | None = None  # the quarter or half-year whose results the text is about

    @property
    def article(self) -> str:
        """The article as reasons name it."""
        if self.published is None:
            return "the article"
        return f"the article of {self.published.words}{' (a guessed day)' if self.guessed else ''}"

    @property
    def lack(self) -> str:
        """What is missing of the publication date, as reasons say it."""
        if self.published is None:
            return "the article has no publication date"
        return f"the article is dated {self.published.words} and no finer"

    def here(self, grain: Grain) -> Point | None:
        """The unit of that grain the article was published in, when known so finely."""
        return self.published.within(grain) if self.published else None

    def coarser_than(self, grain: Grain) -> Mention | None:
        """The last date mentioned, when it is a month, week or the like without the last such unit told.

        Years and decades are asides too often ("held since 2014") to be what "the next day" reckons from.
        """
        latest, told = self.latest, self.last_of(grain)
        if latest is None or latest.point is None or latest.point.grain not in PERIODS:
            return None
        if latest.point.within(grain) is not None or told is None:
            return None
        held = told.point.within(latest.point.grain) if told.point else None
        return None if held == latest.point else latest

    def is_near(self, mention: Mention | None) -> bool:
        """Whether it was told in this sentence or the one before."""
        return mention is not None and self.sentence - mention.sentence <= 1

    def is_to_come(self, point: Point) -> bool:
        """Whether it begins after the publication."""
        known = self.published is not None and self.published.is_possible and point.is_possible
        return (
            known
            and not point.open_year
            and self.published is not None
            and point.first > self.published.last
        )

    def is_story_near(self) -> bool:
        """Whether the date of the story was told, or taken as told, in this sentence or the one before."""
        return self.story is not None and self.sentence - max(self.story.sentence, self.kept) <= 1

    def keep(self, told: Mention) -> None:
        """Take the date of the story as told again here, so that it holds for the next sentence."""
        self.story, self.kept = told, self.sentence

    def remember(self, outcome: Outcome, expression_id: str, text: str) -> None:
        """Make this the last date mentioned, at its own grain and every coarser one."""
        point, text = outcome.point, outcome.retold or text
        mention = Mention(expression_id, text, outcome.value, point, self.sentence, self.opens)
        if point is None:
            open_day = outcome.value.startswith("XXXX-WXX-") or outcome.value == "XXXX-XX-XX"
            if open_day and outcome.granularity == "day":
                self.latest = mention
                self.told.append(mention)
            return
        self.latest = mention
        if self.is_main and not point.open_year and outcome.anchor in ("explicit", "expression"):
            # what was dated by the year that opens the sentence is told of that year too
            carried = (
                self.story is not None and self.story.opens and self.story.sentence == self.sentence
            )
            self.story = replace(mention, opens=mention.opens or carried)
        elif outcome.anchor == "publication":
            self.story = None  # the text is back at its own day
        if point.grain in ("quarter", "half-year"):
            self.period = mention
        self.told.append(mention)

    def last_of(self, grain: Grain) -> Mention | None:
        """The last date mentioned that has a unit of that grain, as that unit; looked for only when asked for."""
        for mention in reversed(self.told[self.searched.get(grain, 0) :]):
            seen = mention.point.within(grain) if mention.point else None
            if seen is not None or (mention.point is None and grain == "day"):
                self.found[grain] = replace(mention, point=seen)
                break
        self.searched[grain] = len(self.told)
        return self.found.get(grain)
