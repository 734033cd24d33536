"""The names in one article: the model's spans repaired, typed by the whole article, and completed.

The model's label of one mention is only a vote: it calls Haftar an organization in 13 of 62 sentences
of the seeds. The article as a whole decides: the gazetteer, a title before the name, a full name that
ends in it, then the majority. What is not done here: saying that two articles mean the same one.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.entities.capitals import passed_over
from dateline.entities.completion import completed, cut_short, outside_headline_case
from dateline.entities.definitions import definitions
from dateline.entities.links import meanings
from dateline.entities.spans import Found, spans_in
from dateline.entities.types import settled_types, with_places
from dateline.language import Passage
from dateline.model import Article, EntityType, Name, Sentence

# An order of trust, not measured chances; only the model's .85 is near one (strict F1 .83 on GUM news).
CONFIDENCE = {
    "model": 0.85,
    "model-repaired": 0.85,
    "capitals": 0.6,
    "name-with-al": 0.85,
    "known-in-article": 0.8,
    "gazetteer-country": 0.9,
    "alias-list": 0.9,
}
CONFIRMED = 0.95


def find_names(
    article: Article, passages: tuple[Passage, ...], sentences: tuple[Sentence, ...]
) -> tuple[Name, ...]:
    """The names in an article in the order of the text, none overlapping another."""
    found = [item for passage in passages for item in spans_in(passage)]
    found = cut_short(passed_over(passages, found))
    types = settled_types(found)
    found = outside_headline_case([item for item in found if item.name in types], types)
    defined = definitions(found, types)
    types |= {short: types[full] for short, full in defined.items() if short not in types}
    found = with_places(completed(passages, found, types), types)
    names = [
        _name(article, item, types, full_name, rule)
        for item, (full_name, rule) in zip(found, meanings(found, types, defined), strict=True)
    ]
    return _placed(names, sentences)


def _name(
    article: Article,
    item: Found,
    types: dict[str, EntityType],
    full_name: str,
    link_rule: str | None,
) -> Name:
    start, end = item.passage.start + item.start, item.passage.start + item.end
    kind: EntityType = "place" if item.is_there else types[item.name]
    confirmed = kind in {"country", "place"} or (" " in full_name and bool(item.label))
    return Name(
        id=f"{article.id}-m{start}",
        article_id=article.id,
        sentence_id="",
        start=start,
        end=end,
        text=article.text[start:end],
        name=item.name,
        full_name=full_name,
        link_rule=link_rule,
        type=kind if item.is_there else types.get(full_name, kind),
        kind="name",
        rule=item.rule,
        confidence=CONFIRMED if confirmed else CONFIDENCE[item.rule],
    )


def _placed(names: list[Name], sentences: tuple[Sentence, ...]) -> tuple[Name, ...]:
    """The names with their sentences; one that runs past its sentence's end is left out."""
    placed, index, last_end = [], 0, -1
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        while index < len(sentences) and sentences[index].end <= name.start:
            index += 1
        if index == len(sentences):
            break
        sentence = sentences[index]
        if name.start >= max(last_end, sentence.start) and name.end <= sentence.end:
            placed.append(replace(name, sentence_id=sentence.id))
            last_end = name.end
    return tuple(placed)
