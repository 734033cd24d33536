"""Whom a verb of saying is said of, and whom the article cites with "according to"."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.events.phrases import row_of
from dateline.events.speech.cited import is_paper, may_be_source
from dateline.events.subjects import is_passive, subjects_of

CITE = {"cite", "quote"}
# "issued a statement saying", "leaked information that": who gives a paper says what is in it
GIVE = {"issue", "release", "leak", "publish", "make", "give", "post", "provide", "send"}
LONGEST_NAME = (
    25  # words between a comma and "told": "a spokesman for the ministry of the interior"
)


def sayers_of(verb: Token) -> tuple[list[list[Token]], list[str]]:
    """The heads of those a verb of saying is said of, from whom the article cites on, and how each is cited."""
    over = quoting(verb)
    if over is not None:
        if is_passive(over):  # "was quoted by TASS as saying"
            levels = [_agents(over), [s for s in subjects_of(over) if _says(s)]]
        else:
            levels = [[s for s in subjects_of(over) if _says(s)], objects_of(over)]
        rules = ["say", "quoted-as"]
    elif (citing := _citing_between(verb)) is not None:
        levels, rules = [[s for s in subjects_of(citing) if _says(s)]], ["say"]
    elif is_passive(verb):  # "it was reported by TASS"; without TASS nobody says it
        levels, rules = [_agents(verb)], ["say"]
    else:
        sayers = [giver for sayer in _subjects(verb) for giver in _givers(sayer, verb)]
        levels, rules = (
            [[s for s in sayers if _says(s)]],
            ["tell" if verb.lemma_ == "tell" else "say"],
        )
    kept = [(level, rule) for level, rule in zip(levels, rules, strict=True) if level]
    return [level for level, _ in kept], [rule for _, rule in kept]


def according_heads(token: Token) -> list[Token]:
    """The heads of the sources in "according to …"; none where it is a plan or a law."""
    preposition = next((to for to in token.children if to.lower_ == "to"), None)
    if preposition is None and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        preposition = token.nbor()
    heads = [far for far in preposition.children if far.dep_ == "pobj"] if preposition else []
    return [one for head in heads if may_be_source(head) for one in row_of(head)]


def puts_in_mouth(verb: Token) -> bool:
    """Whether it is "quoted" in "was quoted as saying": what is said hangs from "saying"."""
    return verb.lemma_ in CITE and any(child.lower_ == "as" for child in verb.children)


def quoting(verb: Token) -> Token | None:
    """The verb that puts words in a mouth: quoted, over saying, in "quoted the minister as saying"."""
    marked = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    over = verb.head if marked else verb.head.head if verb.head.lower_ == "as" else None
    return over if over is not None and over.lemma_ in CITE and verb.tag_ == "VBG" else None


def _subjects(verb: Token) -> list[Token]:
    """Whom a verb is said of, also where the parser makes another thing of the words beside it.

    In "…, reported Sputnik" it may see an object, in "…, his lawyer told the paper" an apposition.
    """
    inverted = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    if inverted and not any(child.dep_ == "nsubj" for child in verb.children):
        return _nouns_before(verb) or (objects_of(verb) if verb.lemma_ != "tell" else [])
    if verb.dep_ == "acl" and verb.head.dep_ in {"dobj", "pobj"} and not is_paper(verb.head):
        return []  # "sent a fax to the police explaining that": who explains is not told by the build
    return subjects_of(verb)


def _nouns_before(verb: Token) -> list[Token]:
    """The head of the noun phrase between a comma and a verb; none when there is not one."""
    first = verb.i
    while (
        first > verb.sent.start
        and not verb.doc[first - 1].is_punct
        and verb.i - first < LONGEST_NAME
    ):
        first -= 1
    heads = [token for token in verb.doc[first : verb.i] if not first <= token.head.i < verb.i]
    return heads if len(heads) == 1 and heads[0].pos_ in {"NOUN", "PROPN", "PRON"} else []


def _citing_between(verb: Token) -> Token | None:
    """ "Citing" in "the Times, citing officials, reported", where the parser hangs the verb from the officials."""
    over = verb.head.head
    cites = over.lemma_ in CITE and over.tag_ == "VBG" and verb.head.dep_ == "dobj"
    return over if cites and verb.dep_ == "acl" and verb.nbor(-1).text == "," else None


def _givers(sayer: Token, verb: Token) -> list[Token]:
    """Who gives the paper that says it: the ministry, in "the ministry issued a statement saying"."""
    over = sayer.head
    if (
        verb.dep_ in {"acl", "relcl"}
        and sayer.dep_ == "dobj"
        and is_paper(sayer)
        and over.lemma_ in GIVE
    ):
        return subjects_of(over) or [sayer]
    return [sayer]


def _says(token: Token) -> bool:
    return token.tag_ not in {"WDT", "WP", "EX"} and may_be_source(token)


def objects_of(verb: Token) -> list[Token]:
    return [one for child in verb.children if child.dep_ == "dobj" for one in row_of(child)]


def _agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    return [
        one
        for child in verb.children
        if child.dep_ in {"agent", "prep"} and child.lower_ == "by"
        for far in child.children
        if far.dep_ == "pobj"
        for one in row_of(far)
    ]
