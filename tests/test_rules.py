"""Every example and near miss of every rule file and word list that names events or furniture."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import record_of

from dateline import rules
from dateline.corpus.reports.happenings import happening_of
from dateline.errors import BadRule
from dateline.events import lexicon, predicate_statuses
from dateline.ingest.furniture import furniture_rule
from dateline.language import PLAIN, load_language
from dateline.rules import any_of, read_rules, read_words

ENTRIES = sorted(
    {
        entry.rule: entry
        for table in (
            [e for entries in lexicon.verbs().values() for e in entries],
            [phrase.entry for phrases in lexicon.phrases().values() for phrase in phrases],
            lexicon.nouns().values(),
        )
        for entry in table
    }.values(),
    key=lambda entry: entry.rule,
)
EXAMPLES = {(entry.type, entry.mode, entry.example) for entry in ENTRIES}
CONTROLS = read_words(
    "controls.csv", "lemma", "status", "negated", "example", "negated_example", "inner"
)
FURNITURE = read_rules(
    "furniture.yml",
    slots={"agency": [row["name"] for row in read_words("news_agencies.csv", "name")]},
)


@pytest.mark.parametrize("case", sorted(EXAMPLES, key=str), ids=lambda case: case[2][:40])
def test_a_word_names_the_event_of_its_example(case: tuple[str, str | None, str]) -> None:
    """The example sentence of each row of event_*.csv gives an asserted event of that type."""
    kind, mode, example = case
    events = record_of(example).events
    assert (kind, mode) in {(event.type, event.mode) for event in events}, [
        e.summary for e in events
    ]


@pytest.mark.parametrize("row", CONTROLS, ids=lambda row: row["lemma"])
def test_a_governing_word_gives_the_status_of_its_example(row: dict[str, str]) -> None:
    """The inner predicate of each row of controls.csv has that row's status."""
    start = row["example"].rindex(row["inner"])
    assert predicate_statuses(row["example"], [start]) == [row["status"]]


@pytest.mark.parametrize(
    "row", [row for row in CONTROLS if row["negated"]], ids=lambda row: row["lemma"]
)
def test_a_negated_governing_word_gives_the_status_of_its_example(row: dict[str, str]) -> None:
    """The inner predicate of each negated example of controls.csv has the status for negation."""
    start = row["negated_example"].rindex(row["inner"])
    assert predicate_statuses(row["negated_example"], [start]) == [row["negated"]]


@pytest.mark.parametrize(
    "row", read_words("say_verbs.csv", "lemma", "hedge", "example"), ids=lambda r: r["lemma"]
)
def test_a_verb_of_saying_is_in_its_example(row: dict[str, str]) -> None:
    """The example of each row of say_verbs.csv holds the verb, as a verb, and gives a quote."""
    doc = load_language().pipeline(row["example"].translate(PLAIN))
    assert row["lemma"] in {token.lemma_ for token in doc if token.pos_ == "VERB"}


@pytest.mark.parametrize(
    "row", read_words("causes.csv", "noun", "type", "example"), ids=lambda row: row["noun"]
)
def test_a_cause_gives_the_type_of_its_example(row: dict[str, str]) -> None:
    """The example of each row of causes.csv is a disaster or an accident, and no attack."""
    assert {event.type for event in record_of(row["example"]).events} == {row["type"]}


@pytest.mark.parametrize(
    "row",
    read_words("happenings.csv", "happening", "kind", "once", "types", "words", "example"),
    ids=lambda row: row["happening"],
)
def test_an_event_is_of_the_happening_of_its_example(row: dict[str, str]) -> None:
    """The example of each row of happenings.csv gives an event of that happening and one of its types."""
    events = record_of(row["example"]).events
    found = {happening_of(e.trigger, e.type).name for e in events if e.type in row["types"].split()}
    assert row["happening"] in found, [(e.trigger, e.type) for e in events]


@pytest.mark.parametrize(
    ("rule", "line"),
    [(rule.id, example["text"]) for rule in FURNITURE for example in rule.examples],
)
def test_furniture_is_known_by_its_rule(rule: str, line: str) -> None:
    """Each example of furniture.yml is dropped by its own rule."""
    assert furniture_rule(line) == rule


@pytest.mark.parametrize(("rule", "line"), [(r.id, line) for r in FURNITURE for line in r.never])
def test_a_near_miss_is_no_furniture(rule: str, line: str) -> None:
    """Each near miss of furniture.yml is left alone by its rule."""
    assert furniture_rule(line) != rule


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- id: a\n  pattern: x\n  never: [y]", "has no examples"),
        ("- id: a\n  pattern: x\n  examples: [x]", "has no never"),
        ("- id: a\n  pattern: '('\n  examples: [x]\n  never: [y]", "does not compile"),
        ("- id: a\n  pattern: '{day}'\n  examples: [x]\n  never: [y]", "no word list fills"),
        ("- id: a\n  patern: x\n  examples: [x]\n  never: [y]", "unknown key 'patern'"),
        ("- {id: a, pattern: x, examples: [x], never: [y]}\n" * 2, "is there twice"),
    ],
)
def test_a_bad_rule_is_told(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that cannot be used says in which file it stands, its id, and what is wrong."""
    tmp_path.joinpath("test.yml").write_text(text)
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    with pytest.raises(BadRule, match=why) as told:
        read_rules("test.yml")
    assert str(told.value).startswith('rules/test.yml: rule "a"')


@pytest.mark.parametrize(
    ("text", "why"),
    [("word,value\na,1\n", "has columns"), ("word\na,b\n", "does not have 1 cells")],
)
def test_a_bad_word_list_is_told(
    text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word list with other columns, or a row of another length, is refused."""
    tmp_path.joinpath("bad-words.csv").write_text(text)
    monkeypatch.setattr(rules, "FOLDER", tmp_path)
    with pytest.raises(BadRule, match=why):
        read_words("bad-words.csv", "word")


def test_the_longest_word_is_tried_first() -> None:
    """A word that begins another does not hide it."""
    assert any_of(["Sept", "September"]) == "September|Sept"
