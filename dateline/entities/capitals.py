"""Names that the model passed over: words with a capital that something else in the article speaks for.

A capital alone makes no name. What speaks for one: a first name before it (Auguste Chevalier), a preposition of
place before a city (in Vichy), or that the word stands in the article as a name again and again, with
nothing else that it could be, and does something (Wikinews interviewed …).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Span, Token

from dateline.entities import gazetteer
from dateline.entities.borders import is_headline
from dateline.entities.person_names import is_first_name
from dateline.entities.shapes import begins_with_first_name, is_quality, type_of_head
from dateline.entities.spans import Found
from dateline.entities.titles import is_common_noun, titles
from dateline.entities.types import LOCATIVES
from dateline.language import Passage

# The model's other labels: events, laws and works are no entities here, and products often are
NOT_NAMES = {"DATE", "TIME", "EVENT", "LANGUAGE", "LAW", "MONEY", "WORK_OF_ART"}
# "Wikinews" stands alone as a name at least so often before an article is believed
REPEATED = 2


def passed_over(passages: tuple[Passage, ...], found: list[Found]) -> list[Found]:
    """The names found, with those that the model passed over, in the order of the text."""
    taken: dict[int, set[int]] = defaultdict(set)
    for item in found:
        taken[id(item.passage)].update(range(item.start, item.end))
    runs = [
        (passage, run)
        for passage in passages
        if not is_headline(passage.plain)
        for run in _runs(passage, taken[id(passage)])
    ]
    told = Counter(run.text for _, run in runs)
    acting = {run.text for _, run in runs if _acts(run.root)}
    people = {item.name for item in found if item.label == "PERSON" and " " not in item.name}
    more = [
        Found(p, run.start_char, run.end_char, run.text, label, "capitals", run)
        for p, run in runs
        if (label := _label(run, told[run.text], people, acts=run.text in acting)) is not None
    ]
    order = {id(passage): number for number, passage in enumerate(passages)}
    return sorted([*found, *more], key=lambda item: (order[id(item.passage)], item.start))


def _runs(passage: Passage, taken: set[int]) -> Iterator[Span]:
    """Proper nouns with a capital in a row that no name covers, without titles before them."""
    run: list[Token] = []
    for token in passage.doc:
        if _is_part(token) and token.idx not in taken and not (run and token.is_sent_start):
            run.append(token)
            continue
        yield from _without_titles(run)
        run = []
    yield from _without_titles(run)


def _without_titles(run: list[Token]) -> Iterator[Span]:
    while run and run[0].text in titles():
        run = run[1:]
    if run:
        yield run[0].doc[run[0].i : run[-1].i + 1]


def _is_part(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ not in NOT_NAMES


def _label(run: Span, times: int, people: set[str], *, acts: bool) -> str | None:
    """The label of a run that something speaks for ("" when only the article can tell its type), or None."""
    if len(run) > 1:
        if begins_with_first_name(run.text) and not type_of_head(run.text):
            return "PERSON"
        known = {run[0].text, run[-1].text} & people and len(run[0]) > 1 and "." not in run.text
        if known and not type_of_head(run.text):
            return "PERSON"  # Xi Jinping, where a later Xi is known for a person
        if run.root.dep_ == "conj" and run.root.head.ent_type_ == "PERSON" and run[0].is_title:
            return "PERSON"
        plain = any(is_common_noun(token.lower_) or is_quality(token.text) for token in run)
        return "" if times >= REPEATED and acts and not plain else None
    word = run.text
    if len(word) < 3 or gazetteer.country_of_demonym(word) or word in titles():
        return None
    if run.start and run[0].nbor(-1).lower_ in LOCATIVES and gazetteer.cities_of(word):
        return "GPE"
    if is_common_noun(word.lower()) or is_quality(word):
        return None
    if run[0].ent_type_ == "PRODUCT" and is_first_name(word):
        return "PERSON"
    if times >= REPEATED and acts:
        return "PERSON" if is_first_name(word) else ""
    return None


def _acts(token: Token) -> bool:
    return token.dep_ in {"nsubj", "agent"} and token.head.pos_ == "VERB"
