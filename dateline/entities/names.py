"""The names in one article: the model's spans repaired, typed by the whole article, and completed.

The model's label of one mention is only a vote: it calls Haftar an organization in 13 of 62 sentences
of the seeds. The article as a whole decides: the gazetteer, a title before the name, a full name that
ends in it, then the majority. What is not done here: saying that two articles mean the same one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span, Token

from dateline.entities import gazetteer
from dateline.language import Passage
from dateline.model import TYPES_IN_ORDER, Article, EntityType, Name, Sentence
from dateline.rules import any_of, read_words

TYPE_OF_LABEL: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}

# "Faiez al- Sarraj", "Abdul-Fattah Al-Sisi": the model often stops at the article
AL_NAME = re.compile(r"(?:\b[A-Z][\w'-]+ )*\b(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]s)-\s?[A-Z]\w+")
EDGES = " \t'\"()[],.;:-–—"
DEFINITION = re.compile(r"\s*\((?P<acronym>[A-Z][A-Za-z]{0,2}[A-Z]{1,4})\)")
# "the Ansar Sharia and Majliss Shura groups": the noun after the names says what they are
BODIES = {
    "agency",
    "brigade",
    "faction",
    "group",
    "magazine",
    "militia",
    "movement",
    "newspaper",
    "party",
    "website",
}
LOCATIVES = {"in", "at", "near", "from", "to", "outside", "inside", "around"}

# The model alone: strict F1 .83 on GUM news. Confirmed by a second witness: 9 of 10 of what is left is right.
CONFIDENCE = {
    "model": 0.85,
    "model-repaired": 0.85,
    "name-with-al": 0.85,
    "known-in-article": 0.8,
    "gazetteer-country": 0.9,
    "alias-list": 0.9,
}
CONFIRMED = 0.95


@dataclass(frozen=True, slots=True)
class Found:
    """A span that may be a name, before the article has settled its type."""

    passage: Passage
    start: int  # code points into the passage
    end: int
    name: str
    label: str  # the model's, or "" when a rule found it
    rule: str
    tokens: Span | None


def find_names(
    article: Article, passages: tuple[Passage, ...], sentences: tuple[Sentence, ...]
) -> tuple[Name, ...]:
    """The names in an article in the order of the text, none overlapping another."""
    found = [item for passage in passages for item in _in_passage(passage)]
    types = _settled_types(found)
    found = _outside_headline_case([item for item in found if item.name in types], types)
    found = _completed(passages, found, types)
    links = _full_names(types, _definitions(passages, found))
    names = [_name(article, item, types, links) for item in found]
    return _placed(names, sentences)


# ---------------------------------------------------------------- spans


def _in_passage(passage: Passage) -> list[Found]:
    """The model's spans of a paragraph, repaired, with names that hold "al-" made whole."""
    found = [item for ent in passage.doc.ents if (item := _repaired(passage, ent))]
    text = passage.plain
    for match in AL_NAME.finditer(text):
        inside = [item for item in found if item.start < match.end() and item.end > match.start()]
        labels = Counter(item.label for item in inside)
        if any(item.start < match.start() or item.end > match.end() for item in inside):
            continue  # the model's own span is wider
        if not labels and not re.search(r" \w+-", match[0]):
            continue  # a bare "Al-Word" that the model does not take for a name
        start = match.start()
        while (word := match[0][start - match.start() :].partition(" "))[0] in titles() and word[2]:
            start += len(word[0]) + 1
        name = re.sub(r"-\s+", "-", text[start : match.end()])
        label = "PERSON" if labels["PERSON"] or not labels else labels.most_common(1)[0][0]
        whole = Found(passage, start, match.end(), name, label, "name-with-al", None)
        found = [item for item in found if item not in inside] + [whole]
    return sorted(found, key=lambda item: item.start)


def _repaired(passage: Passage, ent: Span) -> Found | None:
    """The span without possessive, brackets, article or title; None when nothing of a name is left."""
    if ent.label_ not in TYPE_OF_LABEL:
        return None
    tokens = list(ent)
    rule = "model"
    while tokens and (tokens[0].pos_ == "DET" or tokens[0].text in EDGES):
        tokens.pop(0)
    while tokens and (tokens[-1].tag_ == "POS" or tokens[-1].text in EDGES):
        tokens.pop()
    while tokens and _is_title(tokens, 0) and ent.label_ == "PERSON":
        tokens.pop(0)
    if len(tokens) == 1 and ent.label_ == "PERSON" and _is_first_name(tokens[0]):
        tokens.insert(0, tokens[0].nbor(-1))
        rule = "model-repaired"
    for index, token in enumerate(tokens):  # "House of Representatives (HoR"
        if token.text == "(":
            tokens = tokens[:index]
            break
    if not tokens or not tokens[0].text[0].isupper() or _is_office(tokens):
        return None
    if len(tokens) < len(ent):
        rule = "model-repaired"
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    name = passage.plain[start:end].strip(EDGES)
    if len(name) < 2 or name.lower() == name:
        return None
    start = passage.plain.index(name, start)
    span = passage.doc[tokens[0].i : tokens[-1].i + 1]
    return Found(passage, start, start + len(name), name, ent.label_, rule, span)


def _is_first_name(token: Token) -> bool:
    """Whether the word before a lone surname is a first name that the model left out."""
    if token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    return (
        before.pos_ == "PROPN"
        and before.is_title
        and before.is_alpha
        and before.head == token
        and not before.ent_type_
        and not is_title_word(before.text)
    )


def is_title_word(word: str) -> bool:
    """Whether a word is part of an office, rank or form of address.

    >>> is_title_word("General"), is_title_word("Khalifa")
    (True, False)
    """
    return word in titles()


def _is_title(tokens: list[Token], index: int) -> bool:
    return len(tokens) > index + 1 and tokens[index].text in titles()


def _is_office(tokens: list[Token]) -> bool:
    """Whether the words are an office and nobody's name: "Defence" before "Minister", "Field Marshal"."""
    if all(token.text in titles() for token in tokens):
        return True
    return " ".join(token.text for token in tokens) in titles()


@cache
def titles() -> dict[str, str]:
    """Title word → its kind: rank, office, style or portfolio."""
    return {row["title"]: row["kind"] for row in read_words("titles.csv", "title", "kind")}


@cache
def known_types() -> dict[str, EntityType]:
    """Name → type, of the names in rules/aliases.csv and of news agencies."""
    rows = read_words("aliases.csv", "name", "alias", "type", "source")
    known: dict[str, EntityType] = {}
    for row in rows:
        kind = next(kind for kind in TYPES_IN_ORDER if kind == row["type"])
        known |= {row["name"]: kind, row["alias"]: kind}
    agencies = read_words("news_agencies.csv", "name")
    return known | {row["name"]: "organization" for row in agencies}


# ---------------------------------------------------------------- types


def _settled_types(found: Iterable[Found]) -> dict[str, EntityType]:
    """Name → the type the article gives it. Names of peoples ("Libyan") have none: they are no one."""
    mentions: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        mentions[item.name].append(item)
    people = {
        name
        for name, items in mentions.items()
        if " " in name and Counter(item.label for item in items).most_common(1)[0][0] == "PERSON"
    }
    surnames = {surname(name) for name in people}
    return {
        name: kind
        for name, items in mentions.items()
        if (kind := _settled(name, items, surnames)) is not None
    }


def _settled(name: str, items: list[Found], surnames: set[str]) -> EntityType | None:
    if gazetteer.country_of(name):
        return "country"
    if gazetteer.country_of_demonym(name):
        return None
    if gazetteer.country_of_metonym(name):
        return "organization"
    if name in known_types():
        return known_types()[name]
    if any(_has_title_before(item) for item in items):
        return "person"
    if " " not in name and name in surnames:
        return "person"
    votes = Counter(TYPE_OF_LABEL[item.label] for item in items if item.label)
    if set(votes) == {"group"} and all(_is_adjective(item) for item in items):
        return None  # "Islamist groups": a quality, not a body
    if any(map(_names_a_body, items)):
        return "organization"
    cities = gazetteer.cities_of(name)
    if cities and (votes["place"] or any(map(_is_locative, items))) and not votes["person"]:
        return "place"
    return max(TYPES_IN_ORDER, key=lambda kind: (votes[kind], -TYPES_IN_ORDER.index(kind)))


def _has_title_before(item: Found) -> bool:
    if item.tokens is None or item.tokens.start == 0:
        return False
    before = item.passage.doc[item.tokens.start - 1].text
    return titles().get(before, "") in {"rank", "style"} or (
        titles().get(before) == "office" and item.label == "PERSON"
    )


def _names_a_body(item: Found) -> bool:
    if item.tokens is None:
        return False
    row = [item.tokens.root, *item.tokens.root.conjuncts]
    return any(
        token.dep_ in {"compound", "nmod", "amod"} and token.head.lemma_ in BODIES for token in row
    )


def _is_locative(item: Found) -> bool:
    if item.tokens is None:
        return False
    token = item.tokens.root
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in LOCATIVES


def _is_adjective(item: Found) -> bool:
    return item.tokens is not None and item.tokens.root.pos_ == "ADJ"


# ---------------------------------------------------------------- the rest of the article


def _outside_headline_case(found: list[Found], types: dict[str, EntityType]) -> list[Found]:
    """Without what only a Headline In Capitals names: there the model takes any word for a name."""
    in_body = {item.name for item in found if item.passage.paragraph.role != "title"}
    known = in_body | {surname(name) for name in in_body if types[name] == "person"}
    return [
        item
        for item in found
        if item.passage.paragraph.role != "title"
        or item.name in known
        or types[item.name] == "country"
        or not _is_headline_case(item.passage)
    ]


def _is_headline_case(passage: Passage) -> bool:
    words = [token.text for token in passage.doc if token.is_alpha and len(token.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 0.7 * len(words)  # a sentence-case headline of the seeds has .25–.55


def _completed(
    passages: tuple[Passage, ...], found: list[Found], types: dict[str, EntityType]
) -> list[Found]:
    """Names the model saw in one sentence of the article and missed, or cut short, in another."""
    known = {name for name in types if len(name) > 2 and types[name] != "group"}
    known |= {surname(name) for name, kind in types.items() if kind == "person" and " " in name}
    listed = {name: kind for name, kind in known_types().items() if len(name) > 2}
    for name in known - types.keys():
        types[name] = "person"
    pattern = re.compile(
        rf"(?<![\w-])(?:{any_of({*known, *listed, *gazetteer.country_names()})})(?![\w-])"
    )
    complete = []
    for passage in passages:
        items = [item for item in found if item.passage is passage]
        for match in pattern.finditer(passage.plain):
            start, end = match.span()
            span = passage.doc.char_span(start, end)
            if span is None or not _is_used_as_name(span):
                continue
            inside = [item for item in items if item.start < end and item.end > start]
            if all(start <= i.start and i.end <= end and i.name != match[0] for i in inside):
                rule = _known_by(match[0], known)
                types.setdefault(match[0], listed.get(match[0], "country"))
                items = [item for item in items if item not in inside]
                items.append(Found(passage, start, end, match[0], "", rule, span))
        complete += items
    return complete


def _is_used_as_name(span: Span) -> bool:
    """Whether the tagger takes the words for a name; names of our own list it may not know."""
    return span.text in known_types() or any(token.pos_ == "PROPN" for token in span)


def _known_by(name: str, in_article: set[str]) -> str:
    if name in in_article:
        return "known-in-article"
    return "alias-list" if name in known_types() else "gazetteer-country"


def _definitions(passages: tuple[Passage, ...], found: list[Found]) -> dict[str, str]:
    """Acronym → full name, from "Libyan National Army (LNA)"."""
    defined = {}
    for item in found:
        match = DEFINITION.match(item.passage.plain, item.end)
        if match and is_acronym_of(match["acronym"], item.name):
            defined[match["acronym"]] = item.name
    return defined


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters are the initials of the name, small words counted or not.

    >>> is_acronym_of("HoR", "House of Representatives"), is_acronym_of("GNA", "Government of National Accord")
    (True, True)
    >>> is_acronym_of("LNA", "Lebanese Armed Forces")
    False
    """
    words = re.split(r"[\s-]+", name)
    initials = {"".join(w[0] for w in words if w), "".join(w[0] for w in words if w[:1].isupper())}
    return len(words) > 1 and acronym.lower() in {letters.lower() for letters in initials}


def _full_names(
    types: dict[str, EntityType], definitions: dict[str, str]
) -> dict[str, tuple[str, str]]:
    """Short name → (the full name the article gives it, the rule), where just one fits."""
    links = {short: (full, "defined-acronym") for short, full in definitions.items()}
    for short, kind in types.items():
        if kind == "person" and " " not in short:
            fuller = [n for n in types if types[n] == "person" and " " in n and surname(n) == short]
            rule = "surname-in-article"
        elif short.isupper() and kind == "organization":
            fuller = [n for n in types if types[n] == "organization" and is_acronym_of(short, n)]
            rule = "acronym-in-article"
        else:
            continue
        if len(fuller) == 1 and short not in links:
            links[short] = (fuller[0], rule)
    return links


def surname(name: str) -> str:
    """The last word of a person's name, with its "al-".

    >>> surname("Khalifa Haftar"), surname("Fayez al-Sarraj")
    ('Haftar', 'Sarraj')
    """
    last = name.split()[-1]
    return re.sub(r"^(?:al|el|as|ash)-", "", last) if last[0].islower() else last


# ---------------------------------------------------------------- rows


def _name(
    article: Article, item: Found, types: dict[str, EntityType], links: dict[str, tuple[str, str]]
) -> Name:
    start, end = item.passage.start + item.start, item.passage.start + item.end
    kind = types[item.name]
    full_name, link_rule = links.get(item.name, (item.name, None))
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
        type=types.get(full_name, kind),
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
