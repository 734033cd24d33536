"""Every example and every near miss of rules/times.yml."""

import pytest

from dateline.rules import read_rules
from dateline.times import rule_matches, tag_times
from dateline.times.grammar import FIELDS, FILE
from dateline.times.lexicon import slots

RULES = read_rules(FILE, slots=slots(), fields=FIELDS)
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEAR_MISSES = [(rule, text) for rule in RULES for text in rule.never]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[rule.id for rule, _ in EXAMPLES])
def test_a_rule_finds_its_examples(rule, example):
    text, published = example["text"], example.get("published")
    published = str(published) if published else None
    if "nothing" in rule.fields["means"]:
        span = example["span"]
        at = text.index(span)
        times = [t for t in tag_times(text, published) if t.start < at + len(span) and at < t.end]
        assert times == []
        return
    found = rule_matches(rule, text, published)
    assert len(found) == 1, tag_times(text, published)
    expected = {"value": str(example["value"]), "text": example.get("span", found[0].text)}
    expected |= {key: example[key] for key in ("mod", "quant", "freq") if key in example}
    assert {key: getattr(found[0], key) for key in expected} == expected


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES, ids=[rule.id for rule, _ in NEAR_MISSES])
def test_a_rule_leaves_its_near_misses_alone(rule, text):
    assert rule_matches(rule, text) == []


def test_no_two_rules_tie_on_an_example():
    """The order of rules never matters, so an example may not hang on it."""
    from dateline.language import load_language
    from dateline.times.find import candidates

    ties = set()
    for rule, example in EXAMPLES:
        best = {}
        for start, length, found in candidates(load_language().pipeline(example["text"])):
            if "nothing" not in found.rule.means and found.rule.hangs is None:
                best.setdefault((start, length), set()).add(found.rule.id)
        ties |= {tuple(sorted(ids)) for ids in best.values() if len(ids) > 1 and rule.id in ids}
    assert ties == set()
