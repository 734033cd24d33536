"""Every type that flows or is stored, in the order it appears. Read this first.

A class with a `table` is a table: its annotated fields are the columns, and from them schema.py makes
the SQL, the column descriptions in metadata.yml and docs/tables.md. A field without a
description travels with the row but is not stored there.

Offsets (`start`, `end`) are code points into `texts.text`, half-open. Days are ISO strings and
`earliest`/`latest` are inclusive; null means not known, never "any" and never "today".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, get_args


@dataclass(frozen=True)
class Key:
    """Marks a column of the primary key."""


@dataclass(frozen=True)
class Refers:
    """Marks a foreign key (and makes an index for it)."""

    table: str


@dataclass(frozen=True)
class Indexed:
    """Marks a column that people filter or sort by."""


KEY, INDEXED = Key(), Indexed()

# Which words a column may hold. A Literal becomes a CHECK constraint.
DoubtKind = Literal[
    "guessed-date", "conflicting-dates", "ambiguous-date", "unreadable-date", "unsure-encoding",
    "mojibake-repaired", "short-body", "summary-only",
]  # fmt: skip
DATE_DOUBTS: tuple[DoubtKind, ...] = (
    "guessed-date",
    "conflicting-dates",
    "ambiguous-date",
    "unreadable-date",
)
Role = Literal["title", "deck", "caption", "subheading", "body", "quote"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["explicit", "publication", "expression", "event", "inferred", "none"]
EntityType = Literal["person", "organization", "country", "place", "group"]
TYPES_IN_ORDER: tuple[EntityType, ...] = get_args(EntityType)  # which wins when votes are equal
MentionKind = Literal["name", "nominal", "pronoun"]
Status = Literal["asserted", "planned", "possible", "conditional", "alleged", "negated"]
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
DateSource = Literal["text", "inherited", "publication", "inferred", "correction", "none"]
ParticipantRole = Literal["actor", "recipient"]
ConflictKind = Literal["date", "place", "status", "number"]
CorrectionKind = Literal[
    "merge", "split", "rename", "retype", "drop", "locate", "article", "reject", "edit"
]


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of an article's text and the part it plays on the page."""

    table: ClassVar = "paragraphs"
    id: Annotated[str, "Article id, `-p` and the start offset", KEY]
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    number: Annotated[int, "Position in the article, from 1"]
    role: Annotated[Role, "The part it plays: title, deck, caption, subheading, body or quote"]
    start: Annotated[int, "Offset of its first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedLine:
    """A line of the file that is not part of the story, and the rule that said so."""

    table: ClassVar = "dropped_lines"
    article_id: Annotated[str, "The article it was found in", KEY, Refers("articles")]
    number: Annotated[
        int,
        "Line number in the file, or of a web page's piece of text, from 1; 0 for the file as a whole",
        KEY,
    ]
    text: Annotated[str, "The line as it stands in the file"]
    rule: Annotated[
        str,
        "The rule that dropped it: of rules/furniture.yml, or header-…, front-matter…, markdown-…, page-…,"
        " undecodable",
        INDEXED,
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One of the people, or agencies, who wrote an article."""

    table: ClassVar = "authors"
    article_id: Annotated[str, "The article", KEY, Refers("articles")]
    number: Annotated[int, "Position in the byline, from 1", KEY]
    name: Annotated[str, "The name as the byline has it", INDEXED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about an article that was read, but not surely."""

    table: ClassVar = "doubts"
    article_id: Annotated[str, "The article", KEY, Refers("articles")]
    kind: Annotated[
        DoubtKind,
        "What is doubtful: guessed-date, conflicting-dates, ambiguous-date, unreadable-date, unsure-encoding,"
        " mojibake-repaired, short-body or summary-only",
        KEY,
        INDEXED,
    ]
    detail: Annotated[str, "What was found, and how to settle it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text all offsets refer to, apart from `articles` so that listing articles stays fast."""

    table: ClassVar = "texts"
    article_id: Annotated[str, "The article", KEY, Refers("articles")]
    text: Annotated[str, "Title, deck, captions and paragraphs, joined by blank lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read, with how each thing about it is known."""

    table: ClassVar = "articles"
    id: Annotated[
        str, "Its path under the source folder, without the ending; `-n` for the nth item", KEY
    ]
    path: Annotated[
        str,
        "Its file, relative to the source folder; `#n` for the nth item of a file that holds several",
    ]
    kind: Annotated[
        str,
        "What kind of file it was read as: txt, md, html, mhtml, json, jsonl, csv, feed, warc or docx",
    ]
    bytes: Annotated[int, "Size of the file, or of the item in it"]
    sha256: Annotated[str, "SHA-256 of those bytes, in hexadecimal"]
    encoding: Annotated[str, "The character encoding it was read with"]
    encoding_evidence: Annotated[
        str, "How the encoding is known: bom, declared, utf-8, utf-16, export, detected or fallback"
    ]
    title: Annotated[str | None, "Headline, without the site's name", INDEXED]
    deck: Annotated[str | None, "The sentence under the headline (standfirst)"]
    byline: Annotated[str | None, "Who wrote it, as printed"]
    publisher: Annotated[str | None, "Who published it; only when the file says so", INDEXED]
    url: Annotated[str | None, "Where it was published; only http and https addresses"]
    language: Annotated[str | None, "Two-letter language code; null when unsure", INDEXED]
    dateline_place: Annotated[str | None, "The place that opens the story, as in 'Tunis - '"]
    published: Annotated[
        str | None,
        "When it was published, as precisely as the file says: 2017, 2017-01, 2017-01-16, 2017-02-02T14:21",
        INDEXED,
    ]
    published_evidence: Annotated[
        str,
        "How that is known: front-matter, export-field, feed, json-ld, meta, time-tag, date-line, url, guessed,"
        " correction, inferred, unknown",
        INDEXED,
    ]
    published_raw: Annotated[str | None, "The words it was read from"]
    published_earliest: Annotated[str | None, "First day it may have been published"]
    published_latest: Annotated[str | None, "Last day it may have been published"]
    published_reason: Annotated[str, "In words: how the date is known, or why it is not"]
    modified: Annotated[str | None, "When it was last changed, as the file says"] = None
    is_summary: Annotated[
        bool, "1 where the file has a summary of the article and not its text"
    ] = False
    word_count: Annotated[int, "Words in the text, separated by white space"]
    story_id: Annotated[str | None, "The story it belongs to", Refers("stories")] = None
    story_reason: Annotated[
        str | None, "What it shares with its story, in words; null where the story has no other"
    ] = None
    copy_of: Annotated[
        str | None, "The article whose words it repeats, whole or in part", Refers("articles")
    ] = None
    skipped_reason: Annotated[str | None, "Why its text was not analysed; null when it was"] = None
    correction: Annotated[
        str | None, "Why a corrections file changed it; null when none did", INDEXED
    ] = None
    text: str
    paragraphs: tuple[Paragraph, ...]
    dropped_lines: tuple[DroppedLine, ...]
    authors: tuple[Author, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that could not be read as an article. The build goes on without it."""

    table: ClassVar = "refused_files"
    path: Annotated[str, "The file, relative to the source folder", KEY]
    reason: Annotated[str, "One word for why: empty, binary, too-large, unreadable, …", INDEXED]
    detail: Annotated[str, "What was found, and the cure if there is one"]
    bytes: Annotated[int | None, "Size of the file, when it could be known"]


# ---------------------------------------------------------------- one article's record


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and where it stands. Every extracted row points to one."""

    table: ClassVar = "sentences"
    id: Annotated[str, "Article id, `-s` and the start offset", KEY]
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    paragraph_id: Annotated[str, "The paragraph it is in", Refers("paragraphs")]
    number: Annotated[int, "Position in the article, from 1"]
    start: Annotated[int, "Offset of its first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "Exactly the text between start and end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A date, time, duration or set named in the text, and what it was made of (TIMEX3)."""

    table: ClassVar = "time_expressions"
    id: Annotated[str, "Article id, `-t` and the start offset", KEY]
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    sentence_id: Annotated[str, "The sentence it is in", Refers("sentences")]
    start: Annotated[int, "Offset of its first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "The words, exactly"]
    type: Annotated[TimexType, "TIMEX3 type: DATE, TIME, DURATION or SET", INDEXED]
    value: Annotated[str, "TIMEX3 value, such as 2017-01-11, 2016-11, XXXX-06-26, P2Y, PAST_REF"]
    mod: Annotated[
        str | None, "TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER, MORE_THAN …"
    ] = None
    quant: Annotated[str | None, "TIMEX3 quantifier of a SET, such as EVERY"] = None
    freq: Annotated[str | None, "TIMEX3 frequency of a SET, such as 2X"] = None
    edtf: Annotated[str | None, "The value in EDTF (ISO 8601-2), where it has one"] = None
    earliest: Annotated[str | None, "First day it may mean; null when not known", INDEXED] = None
    latest: Annotated[str | None, "Last day it may mean; null when not known", INDEXED] = None
    granularity: Annotated[
        str, "How fine it is: minute, day, weekend, week, month, quarter, season, year, …"
    ]
    anchor: Annotated[
        Anchor,
        "What it was resolved against: nothing needed (explicit), the publication date, another"
        " expression, an event, an inferred publication date, or nothing to be had (none)",
        INDEXED,
    ]
    anchor_id: Annotated[str | None, "The other expression or event it was resolved against"] = None
    rule: Annotated[str, "Id of the rule in rules/times.yml", INDEXED]
    reason: Annotated[str, "How the value was reached, or what is missing, in words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as found in one article, before the whole folder says whose it is. Becomes a Mention.

    What stands for a name ("the minister", "he") is one too: its kind says so, and its full name is that of whom
    it stands for.
    """

    id: str
    article_id: str
    sentence_id: str
    start: int
    end: int
    text: str
    name: str  # the text repaired: no possessive, no article, no title, "al- X" joined
    full_name: str  # the fullest name the article gives the same one, or `name`
    link_rule: str | None  # why full_name is not name: surname, acronym
    type: EntityType  # the type the article as a whole gives this name
    kind: MentionKind
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An office or role the text gives a person, with the sentence that gives it."""

    table: ClassVar = "positions"
    entity_id: Annotated[str, "Who holds it", KEY, Refers("entities")] = ""
    position: Annotated[str, "The words of the office, such as Russian Foreign Minister"]
    article_id: Annotated[str, "The article that says so", KEY, Refers("articles")]
    sentence_id: Annotated[str, "The sentence that says so", Refers("sentences")]
    start: Annotated[int, "Offset of the office's first character in texts.text", KEY]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "Exactly the text between start and end"]
    rule: Annotated[str, "Id of the rule that found it"]
    mention_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part in an event, and as what. Nameless participants keep their phrase."""

    table: ClassVar = "participants"
    event_id: Annotated[str, "The event", KEY, Refers("events")]
    number: Annotated[int, "Position among the event's participants, from 1", KEY]
    role: Annotated[ParticipantRole, "actor (who did it) or recipient (to whom)", INDEXED]
    entity_id: Annotated[
        str | None, "Who that is; null when the text gives no name", Refers("entities")
    ] = None
    linked_id: Annotated[
        str | None,
        "Someone named inside the phrase who is not the participant: 'forces loyal to Haftar' is linked to Haftar",
        Refers("entities"),
    ] = None
    mention_id: Annotated[str | None, "The mention that names it", Refers("mentions")] = None
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    start: Annotated[int, "Offset of the phrase's first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "The phrase, exactly"]
    rule: Annotated[
        str,
        "How the sentence tells it: subject, object, a preposition, nearest (a name beside it) … (docs/events.md)",
        INDEXED,
    ]
    country: Annotated[
        str | None, "ISO 3166 alpha-3 code of the country it belongs to, if told", INDEXED
    ] = None
    noun: Annotated[
        str | None, "The lemma of the noun that says who they are, such as soldier; null for names"
    ] = None
    least: Annotated[
        int | None, "The fewest it counts, 7 in 'at least seven people'; null when it does not say"
    ] = None
    most: Annotated[
        int | None, "The most it counts, 40 in 'up to 40 people'; null when it does not say"
    ] = None
    linked_mention_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """Whose word an event is told on, and whom that one has it from: "RFI reported, citing officials"."""

    table: ClassVar = "event_sources"
    event_id: Annotated[str, "The event", KEY, Refers("events")]
    number: Annotated[int, "Position among the event's sources, from 1", KEY]
    cited_by: Annotated[
        int | None,
        "Number of the source that cites this one; null for whom the article itself cites",
    ]
    entity_id: Annotated[
        str | None, "Who that is; null when the text gives no name", Refers("entities")
    ] = None
    mention_id: Annotated[str | None, "The mention that names it", Refers("mentions")] = None
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    start: Annotated[int, "Offset of the source's first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "The words for the source, exactly"]
    rule: Annotated[
        str,
        "How the text cites it: say, tell, as, according-to, citing, quoted-as, quotation",
        INDEXED,
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One report that something happened, will happen, or did not: one trigger in one sentence."""

    table: ClassVar = "events"
    id: Annotated[str, "Article id, `-e` and the trigger's start offset", KEY]
    article_id: Annotated[str, "The article that reports it", Refers("articles")]
    sentence_id: Annotated[str, "The sentence that reports it", Refers("sentences")]
    incident_id: Annotated[str, "The incident it is a report of", Refers("incidents")] = ""
    incident_reason: Annotated[
        str | None, "Why it is taken for a report of it; null for the report it began with"
    ] = None
    start: Annotated[int, "Offset of the trigger's first character in texts.text"]
    end: Annotated[int, "Offset just after the trigger's last character"]
    text: Annotated[str, "The trigger: the word or words that name the event, exactly"]
    trigger: Annotated[str, "The trigger's lemma as the lexicon has it, such as sign deal", INDEXED]
    type: Annotated[str, "PLOVER type, or one of the extension types (docs/events.md)", INDEXED]
    mode: Annotated[str | None, "PLOVER mode, where the lexicon has one, such as visit"] = None
    quad: Annotated[Quad | None, "PLOVER quad class; null for extension types", INDEXED]
    status: Annotated[Status, "Whether it happened, as the sentence tells it", INDEXED]
    status_reason: Annotated[str, "The word or form that decided the status"]
    attributed_to_id: Annotated[
        str | None,
        "Who says so, when that one has a name: the first row of event_sources",
        Refers("entities"),
    ] = None
    attribution: Annotated[
        str | None, "Who says so, in the article's words; null when the article itself does"
    ] = None
    time_id: Annotated[
        str | None, "The time expression that dates it", Refers("time_expressions")
    ] = None
    date_source: Annotated[
        DateSource,
        "Where the date is from: the sentence (text), one before it (inherited), the publication"
        " date as a last possible day (publication), an inferred publication date (inferred), a corrections"
        " file (correction), nowhere (none)",
        INDEXED,
    ]
    edtf: Annotated[str | None, "When, in EDTF (ISO 8601-2)"] = None
    earliest: Annotated[
        str | None, "First day it may have happened; null when not known", INDEXED
    ] = None
    latest: Annotated[str | None, "Last day it may have happened; null when not known", INDEXED] = (
        None
    )
    year: Annotated[int | None, "The year, when the bounds lie in one", INDEXED] = None
    month: Annotated[str | None, "The month as YYYY-MM, when the bounds lie in one", INDEXED] = None
    date_reason: Annotated[str, "How the date was reached, or why there is none, in words"]
    place_id: Annotated[str | None, "Where, when the text says", Refers("entities")] = None
    summary: Annotated[str, "The event in one plain sentence made of its parts"]
    within_id: Annotated[
        str | None, "The event that owns this one, as in 'threatened to attack'", Refers("events")
    ] = None
    rule: Annotated[
        str,
        "Which row of rules/event_*.csv made it; correction when it was changed by hand",
        INDEXED,
    ]
    correction: Annotated[str | None, "Why a corrections file changed it; null when none did"] = (
        None
    )
    participants: tuple[Participant, ...] = ()
    sources: tuple[EventSource, ...] = ()
    place_mention_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words given as somebody's: between quotation marks, or reported by a verb of saying."""

    table: ClassVar = "quotes"
    id: Annotated[str, "Article id, `-q` and the start offset", KEY]
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    sentence_id: Annotated[str, "The sentence it begins in", Refers("sentences")]
    start: Annotated[int, "Offset of its first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "The words, exactly, without the quotation marks"]
    speaker_id: Annotated[
        str | None, "Who says it, when the speaker has a name", Refers("entities")
    ] = None
    speaker: Annotated[str | None, "Who says it, in the article's words; null when not told"]
    speaker_start: Annotated[int | None, "Offset of the speaker's first character in texts.text"]
    speaker_end: Annotated[int | None, "Offset just after the speaker's last character"]
    verb: Annotated[str | None, "The lemma of the verb of saying"]
    direct: Annotated[bool, "1 for words between quotation marks, 0 for reported speech"]
    rule: Annotated[str, "Id of the rule that found it", INDEXED]
    speaker_mention_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """All that one article gives on its own: a pure function of the article, the rules and the model."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    names: tuple[Name, ...] = ()
    positions: tuple[Position, ...] = ()
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()


# ---------------------------------------------------------------- the whole folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One person, organization, country, place or group, whatever the spelling."""

    table: ClassVar = "entities"
    id: Annotated[str, "A readable name for links, such as khalifa-haftar", KEY]
    name: Annotated[str, "The fullest and most used of its names", INDEXED]
    type: Annotated[EntityType, "person, organization, country, place or group", INDEXED]
    country: Annotated[str | None, "ISO 3166 alpha-3 code of its country, when known", INDEXED]
    latitude: Annotated[
        float | None,
        "Degrees north, of places the gazetteer knows without doubt or a correction sets",
    ]
    longitude: Annotated[
        float | None,
        "Degrees east, of places the gazetteer knows without doubt or a correction sets",
    ]
    gazetteer_id: Annotated[str | None, "GeoNames id of a place or country"]
    location_reason: Annotated[
        str | None, "Why a place or country is there, or is nowhere, in words; null for others"
    ] = None
    stands_for_id: Annotated[
        str | None,
        "The country it speaks for, as the Kremlin does for Russia, or Moscow where it acts",
        Refers("entities"),
    ] = None
    mention_count: Annotated[int, "Times it is named", INDEXED]
    article_count: Annotated[int, "Articles that name it", INDEXED]
    correction: Annotated[str | None, "Why a corrections file changed it; null when none did"] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A city that an ambiguous place may be: at most ten of one name, the most populous."""

    table: ClassVar = "place_candidates"
    entity_id: Annotated[
        str, "The place of which nothing says where it is", KEY, Refers("entities")
    ]
    gazetteer_id: Annotated[str, "GeoNames id of the city it may be", KEY]
    name: Annotated[str, "The city's name in the gazetteer"]
    country: Annotated[str, "ISO 3166 alpha-3 code of the city's country"]
    latitude: Annotated[float, "Degrees north"]
    longitude: Annotated[float, "Degrees east"]
    population: Annotated[int, "People who live there, according to GeoNames", INDEXED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name that an entity goes by in these articles."""

    table: ClassVar = "aliases"
    entity_id: Annotated[str, "The entity", KEY, Refers("entities")]
    alias: Annotated[str, "The name as it is written", KEY, INDEXED]
    mention_count: Annotated[int, "Times it is written so"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an article names an entity."""

    table: ClassVar = "mentions"
    id: Annotated[str, "Article id, `-m` and the start offset", KEY]
    entity_id: Annotated[str, "Who or what is named", Refers("entities")]
    article_id: Annotated[str, "The article it is in", Refers("articles")]
    sentence_id: Annotated[str, "The sentence it is in", Refers("sentences")]
    start: Annotated[int, "Offset of its first character in texts.text"]
    end: Annotated[int, "Offset just after its last character"]
    text: Annotated[str, "The words, exactly"]
    kind: Annotated[
        MentionKind,
        "name, nominal (the army chief) or pronoun (he); only names are counted anywhere",
    ]
    rule: Annotated[
        str, "How it was found: the model, or the rule that repaired, added or linked it", INDEXED
    ]
    confidence: Annotated[float, "From 0 to 1: an order of trust by rule, not a measured chance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two names that were taken to be one entity, and why."""

    table: ClassVar = "merges"
    id: Annotated[str, "Entity id, `-g` and a number", KEY]
    entity_id: Annotated[str, "The entity both names belong to", Refers("entities")]
    name: Annotated[str, "The name that was kept"]
    merged_name: Annotated[str, "The name that was joined to it"]
    rule: Annotated[
        str, "Id of the rule that joined them; correction when a person did by hand", INDEXED
    ]
    score: Annotated[float, "From 0 to 1: how alike the names are"]
    reason: Annotated[str, "Why, in words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSuggestion:
    """Two entities that may be one and that no rule joins: for a person to decide, in corrections.yml."""

    table: ClassVar = "merge_suggestions"
    entity_id: Annotated[str, "The one named in full, or named more", KEY, Refers("entities")]
    other_id: Annotated[str, "The other", KEY, Refers("entities")]
    name: Annotated[str, "The name of the one"]
    other_name: Annotated[str, "The name of the other"]
    rule: Annotated[str, "Id of the rule that saw the likeness", INDEXED]
    score: Annotated[float, "From 0 to 1: how likely, as an order and not a chance", INDEXED]
    reason: Annotated[str, "What is alike, in words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that tell one story."""

    table: ClassVar = "stories"
    id: Annotated[str, "Id of its first article, with `-story`", KEY]
    title: Annotated[str, "The title of the article that is most like the others"]
    article_count: Annotated[int, "Articles in it", INDEXED]
    source_count: Annotated[int, "Articles in it that are not copies of another"]
    earliest: Annotated[str | None, "First day an article of it may have been published"]
    latest: Annotated[str | None, "Last day an article of it may have been published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened (or is to), once, however many sentences report it."""

    table: ClassVar = "incidents"
    id: Annotated[str, "Id of its first event, with `-i` for `-e`", KEY]
    story_id: Annotated[str | None, "The story it is part of", Refers("stories")]
    type: Annotated[str, "PLOVER or extension type", INDEXED]
    quad: Annotated[Quad | None, "PLOVER quad class", INDEXED]
    status: Annotated[Status, "Whether it happened, as its best report tells it", INDEXED]
    summary: Annotated[str, "The summary of its best report"]
    best_event_id: Annotated[
        str, "Its best report: asserted, dated and with named participants first", Refers("events")
    ]
    edtf: Annotated[str | None, "When, in EDTF (ISO 8601-2)"]
    earliest: Annotated[str | None, "First day that most of its sources agree on", INDEXED]
    latest: Annotated[str | None, "Last day that most of its sources agree on", INDEXED]
    year: Annotated[int | None, "The year, when the bounds lie in one", INDEXED]
    month: Annotated[str | None, "The month as YYYY-MM, when the bounds lie in one", INDEXED]
    place_id: Annotated[str | None, "Where, when a report says", Refers("entities")]
    event_count: Annotated[int, "Reports of it (rows of `events`)", INDEXED]
    article_count: Annotated[int, "Articles that report it", INDEXED]
    source_count: Annotated[int, "Articles that report it and are not copies of another", INDEXED]
    fulfilled_by_id: Annotated[
        str | None, "The incident that later reports tell as done, for a plan", Refers("incidents")
    ] = None
    fulfilled_reason: Annotated[
        str | None, "Why that is taken for what was planned; null where nothing is"
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part in an incident, by all reports of it: what filters and facets go through."""

    table: ClassVar = "parties"
    incident_id: Annotated[str, "The incident", KEY, Refers("incidents")]
    entity_id: Annotated[str, "Who takes part", KEY, Refers("entities")]
    role: Annotated[ParticipantRole, "actor or recipient; one may be both", KEY, INDEXED]
    event_count: Annotated[int, "Reports that say so", INDEXED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two reports that cannot both be right. No winner is declared."""

    table: ClassVar = "conflicts"
    id: Annotated[str, "The two event ids, joined by a colon", KEY]
    kind: Annotated[ConflictKind, "What they disagree on: date, place, status or number", INDEXED]
    incident_id: Annotated[str, "The incident the first report is of", Refers("incidents")]
    event_id: Annotated[str, "One report", Refers("events")]
    other_event_id: Annotated[str, "The other report", Refers("events")]
    explanation: Annotated[str, "What each says, in words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How often one entity acts with or against another, by type of event."""

    table: ClassVar = "ties"
    source_id: Annotated[str, "Who acts", KEY, Refers("entities")]
    target_id: Annotated[str, "With or against whom", KEY, Refers("entities")]
    type: Annotated[str, "PLOVER or extension type", KEY, INDEXED]
    event_count: Annotated[int, "Reports"]
    incident_count: Annotated[int, "Incidents", INDEXED]
    article_count: Annotated[int, "Articles that report them"]
    earliest: Annotated[str | None, "First day of the first dated incident"]
    latest: Annotated[str | None, "Last day of the last dated incident"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An entry of a corrections file: what a person put right by hand, and what it did."""

    table: ClassVar = "corrections"
    number: Annotated[int, "Position among all entries, from 1, in the order they apply", KEY]
    path: Annotated[str, "Its file, as corrections.yml"]
    line: Annotated[int, "The line of the file it begins on, from 1"]
    kind: Annotated[CorrectionKind, "What it asks for", INDEXED]
    target: Annotated[str, "What it is about and what it asks, in words"]
    why: Annotated[str, "Why, in the words of the file"]
    applied: Annotated[bool, "1 when it changed something, 0 when it did not", INDEXED]
    detail: Annotated[str, "What it changed or removed, in words; empty when nothing"]
    problem: Annotated[
        str | None, "What of it fits nothing (any more), and what is near; null when all of it fits"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFact:
    """What this database was made with and from; nothing that changes from run to run."""

    table: ClassVar = "build"
    key: Annotated[str, "What is told", KEY]
    value: Annotated[str, "Its value"]


TABLES: tuple[type, ...] = (
    Article, Author, Doubt, Text, Paragraph, Sentence, TimeExpression, Entity, PlaceCandidate, Alias, Mention,
    Merge, MergeSuggestion, Position, Event, EventSource, Participant, Quote, Story, Incident, Party, Conflict,
    Tie, Refusal, DroppedLine, Correction, BuildFact,
)  # fmt: skip
