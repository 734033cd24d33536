"""Whom "the minister", "the army chief" and "the group" stand for, where the article itself has said so.

An article licenses a noun for somebody by an office before the name ("Foreign Minister Sergei Lavrov"), a
phrase beside it ("Haftar, the Libyan army chief,"), a plain statement ("Jespersen was a linguist"), or the name
itself ("the Libyan National Army"). A later definite phrase with that noun stands for the one licensed holder
if everything the phrase says was said of the holder: "the Russian minister" is not the Libyan one. It is left
open when two holders fit, or when the article has spoken of a nameless one who would ("a minister",
"two rival governments").

    python bench/coreference.py GUM_DEV

The 54 texts of GUM dev give 9, of which 8 are in its gold and right. ECB+ dev (766 texts of news) gives 187, of
which 132 were read by eye; the shares below count both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from dateline.entities.licences import Licence, holder_of, licences_of
from dateline.entities.role_phrases import RolePhrase, phrases_in
from dateline.language import Passage
from dateline.model import Article, MentionKind, Name, Position, Sentence

# Right of those read by eye on ECB+ dev and of GUM dev's, one right and one wrong added: an order of trust.
CONFIDENCE = {
    "nominal-beside-name": 0.98,  # 50 of 50
    "nominal-by-office": 0.86,  # 61 of 70; six times a "President" that is part of a name is wrong
    "nominal-by-name": 0.95,  # 20 of 20
}
SILENT = {"title", "caption", "subheading"}  # they say the story's words again, in short


def find_nominals(
    article: Article,
    passages: tuple[Passage, ...],
    sentences: tuple[Sentence, ...],
    named: Mapping[int, Mapping[int, Name]],
    positions: tuple[Position, ...],
) -> tuple[Name, ...]:
    """The definite phrases that stand for somebody named, in the order of the text, headlines left out.

    Each is a Name of kind nominal whose full name is its holder's. `named` maps passage start → token
    index → name (`dateline.events.names_by_token`).
    """
    phrases = [
        phrase for passage in passages for phrase in phrases_in(passage, named[passage.start])
    ]
    offices = {n: row.mention_id for row in positions for n in range(row.start, row.end)}
    # "Shoygu, the head of the council Nikolai Patrushev": an office before a name is that one's
    held = [
        (phrase, name)
        for phrase in phrases
        if (name := holder_of(phrase, named[phrase.passage.start]))
        and offices.get(phrase.start, name.id) == name.id
    ]
    licences = licences_of(passages, named, positions, held)
    beside = {phrase.start: name for phrase, name in held}
    found: list[Name] = []
    nameless: dict[str, list[RolePhrase]] = defaultdict(list)
    for phrase in phrases:
        if phrase.passage.paragraph.role in SILENT:
            continue
        if phrase.start in beside:
            if phrase.definite and phrase.head.dep_ != "attr" and not phrase.inside:
                found += _mention(
                    article, sentences, named, phrase, beside[phrase.start], "nominal-beside-name"
                )
        elif phrase.start not in offices:
            licence = _licence(phrase, _licences_for(phrase, licences), nameless[phrase.noun])
            if licence is not None and phrase.whole:
                found += _mention(article, sentences, named, phrase, licence.name, licence.rule)
            elif licence is None:
                nameless[phrase.noun].append(phrase)
    return tuple(sorted(found, key=lambda name: name.start))


def _licences_for(phrase: RolePhrase, licences: Mapping[str, list[Licence]]) -> list[Licence]:
    """Those of its noun, and of "strongman", "policewoman" for a man or a woman."""
    own = licences.get(phrase.noun, [])
    if phrase.noun not in {"man", "woman"}:
        return own
    return own + [
        licence
        for noun in sorted(licences)
        if noun.endswith(phrase.noun) and noun != phrase.noun
        for licence in licences[noun]
    ]


def _licence(
    phrase: RolePhrase, licences: list[Licence], nameless: list[RolePhrase]
) -> Licence | None:
    """The last licence that covers a definite phrase, if all that do are one holder's."""
    fitting = [licence for licence in licences if licence.covers(phrase)]
    another = any(phrase.words <= other.words for other in nameless)
    if not phrase.definite or another or len({licence.name.full_name for licence in fitting}) != 1:
        return None
    return max(fitting, key=lambda licence: (licence.start, licence.rule))


def _mention(
    article: Article,
    sentences: tuple[Sentence, ...],
    named: Mapping[int, Mapping[int, Name]],
    phrase: RolePhrase,
    name: Name,
    rule: str,
) -> list[Name]:
    """The phrase up to its head, from behind any name in it: "army chief" of "Libya's army chief"."""
    first = phrase.head
    while first.i > phrase.first.i and first.nbor(-1).i not in named[phrase.passage.start]:
        first = first.nbor(-1)
    while first.tag_ == "POS":
        first = first.nbor(1)
    start, end = phrase.passage.span_of(first, phrase.head)
    return stands_for(article, sentences, start, end, name, "nominal", rule, CONFIDENCE[rule])


def stands_for(
    article: Article,
    sentences: tuple[Sentence, ...],
    start: int,
    end: int,
    name: Name,
    kind: MentionKind,
    rule: str,
    confidence: float,
) -> list[Name]:
    """The words from start to end as another mention of a name; none if no sentence holds them."""
    return [
        replace(
            name,
            id=f"{article.id}-m{start}",
            sentence_id=sentence.id,
            start=start,
            end=end,
            text=article.text[start:end],
            name=article.text[start:end],
            link_rule=None,
            kind=kind,
            rule=rule,
            confidence=confidence,
        )
        for sentence in sentences
        if sentence.start <= start and end <= sentence.end
    ]
