"""Whether an article speaks of somebody as of a man or a woman, for its pronouns alone: nothing is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from spacy.tokens import Token

from dateline.entities.person_names import Sex, sex_of
from dateline.entities.role_nouns import role_noun
from dateline.language import Passage
from dateline.model import Name

PRONOUNS: dict[str, Sex] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
STYLES: dict[str, Sex] = {
    "Mr": "m", "Mr.": "m", "Sir": "m", "Lord": "m",
    "Mrs": "f", "Mrs.": "f", "Ms": "f", "Ms.": "f", "Miss": "f", "Lady": "f", "Dame": "f",
}  # fmt: skip
# How many pronouns must lead to somebody whose sex nothing else tells, and what share of them be of one sex. On
# the GUM dev texts one is enough for 6 more answers, half of them wrong; three lose 8, five of them right.
USES, SHARE = 2, 0.75


def sexes_told(
    passages: tuple[Passage, ...], named: Mapping[int, Mapping[int, Name]]
) -> dict[str, Sex]:
    """Full name → sex, by the titles and nouns the article gives somebody, else by the first name.

    Somebody who is given both is left out.
    """
    told: dict[str, set[Sex]] = defaultdict(set)
    borne: dict[str, Sex] = {}
    for passage in passages:
        here = named[passage.start]
        for index, name in here.items():
            if name.type != "person":
                continue
            first, _, rest = name.full_name.partition(" ")
            if rest and (sex := sex_of(first.partition("-")[0])):
                borne[name.full_name] = sex
            word = passage.doc[index] if name.kind == "nominal" else _before(passage, index)
            noun = role_noun(word.lower_) if word else None
            if word and (sex := STYLES.get(word.text) or (noun.sex if noun else None)):
                told[name.full_name].add(sex)
    settled = {name: min(sexes) for name, sexes in told.items() if len(sexes) == 1}
    return {name: sex for name, sex in borne.items() if name not in told} | settled


def _before(passage: Passage, index: int) -> Token | None:
    return passage.doc[index - 1] if index else None


def sexes_by_use(uses: Iterable[tuple[str, Token]], known: Mapping[str, Sex]) -> dict[str, Sex]:
    """Full name → sex, of those of whom it is not known, by the pronouns that the article leads to them."""
    counts: dict[str, Counter[Sex]] = defaultdict(Counter)
    for name, pronoun in uses:
        if name not in known:
            counts[name][PRONOUNS[pronoun.lower_]] += 1
    return {
        name: sex
        for name, by_sex in counts.items()
        for sex, count in by_sex.items()
        if count >= USES and count > SHARE * by_sex.total()
    }
