"""The quick components say what spaCy's own say, of every token; what they cannot know they leave to spaCy's."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import spacy
from conftest import SEEDS, article_of
from spacy.language import Language as Pipeline
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

from dateline.analysis import analyse
from dateline.language import DEFAULT_MODEL, PLAIN, load_language
from dateline.named_entities import NamedEntities, is_decodable
from dateline.word_attributes import is_kept

# What the longer patterns of spaCy's ruler are of, alone and in rows, and tokens that are no words
ODD = (
    "There is gon na be trouble. There's there's. Let's go! You gotta see it, c'm on.",
    "I ain't there and y'all ain't either; gonna gonna.",
    "  Two  spaces\nand a line \t end  ",
    "Haftar met Sergei Lavrov in Moscow on 16 January 2017, the U.N. said.",
    "!",
    "",
)


@pytest.fixture(scope="module")
def own() -> Pipeline:
    """The model as spaCy runs it."""
    pipeline = spacy.load(DEFAULT_MODEL)
    pipeline.add_pipe("english_verb_lemmas", last=True)
    return pipeline


def told(docs: list[Doc]) -> list[list[tuple[object, ...]]]:
    """What is said of each token of each document."""
    return [[(*told_of(token), *entity_of(token)) for token in doc] for doc in docs]


def told_of(t: Token) -> tuple[object, ...]:
    """What the tagger, parser, ruler and lemmatizers say."""
    return t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start


def entity_of(t: Token) -> tuple[object, ...]:
    """What the recognizer says."""
    return t.ent_iob_, t.ent_type_, t.ent_id_, t.ent_kb_id_


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.txt")), ids=lambda file: file.name[:3])
def test_a_seed_is_parsed_as_by_spacy_itself(file: Path, own: Pipeline) -> None:
    """Every attribute of every token is the same, whether paragraphs come together or one by one."""
    texts = file.read_text("utf-8").translate(PLAIN).split("\n")
    expected = told(list(own.pipe(texts)))
    pipeline = load_language().pipeline
    assert told(list(pipeline.pipe(texts))) == expected
    assert told([pipeline(text) for text in texts]) == expected


@pytest.mark.parametrize("text", ODD)
def test_odd_words_are_parsed_as_by_spacy_itself(text: str, own: Pipeline) -> None:
    """Patterns of two tokens, rows of them, white space and empty text."""
    assert told([load_language().pipeline(text)]) == told([own(text)])


def test_entities_that_are_there_before_are_left_to_spacy(own: Pipeline) -> None:
    """A document with an entity set by another component goes to the recognizer itself."""
    found = []
    for pipeline, name in ((load_language().pipeline, "named_entities"), (own, "ner")):
        doc = pipeline.make_doc("He met the Port Guard in Tripoli.")
        for component in ("tok2vec", "tagger", "parser"):
            doc = pipeline.get_pipe(component)(doc)
        doc.set_ents([doc.char_span(11, 21, label="ORG")], default="unmodified")
        found.append([(e.text, e.label_) for e in pipeline.get_pipe(name)(doc).ents])
    assert found[0] == found[1]
    assert ("Port Guard", "ORG") in found[0]


def test_moves_that_are_too_near_are_left_to_spacy(
    own: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rounding might choose, spaCy's own decoding does."""
    monkeypatch.setattr("dateline.named_entities.ROUNDING", 1e9)
    text = ODD[3]
    assert told([load_language().pipeline(text)]) == told([own(text)])


def test_a_beam_is_not_decoded_here(own: Pipeline) -> None:
    """A recognizer with a beam finds its entities itself."""
    recognizer = own.get_pipe("ner")
    assert is_decodable(recognizer)
    recognizer.cfg["beam_width"] = 2
    assert not is_decodable(recognizer)
    recognizer.cfg["beam_width"] = 1


def test_a_ruler_that_looks_farther_is_not_kept() -> None:
    """What a pattern says of a lemma or of any number of tokens depends on more than a word."""
    vocab = spacy.blank("en").vocab
    for pattern, kept in (
        ([{"LOWER": "gon", "TAG": "VBG"}, {"LOWER": "na"}], True),
        ([{"LEMMA": "go"}], False),
        ([{"LOWER": "very", "OP": "+"}], False),
    ):
        ruler = AttributeRuler(vocab)
        ruler.add([pattern], {"POS": "VERB"})
        assert is_kept(ruler) is kept


def test_the_quick_components_are_in_use() -> None:
    """The model that Dateline installs is one they can stand in for."""
    pipeline = load_language().pipeline
    assert {"named_entities", "word_attributes"} <= set(pipeline.pipe_names)
    assert isinstance(pipeline.get_pipe("named_entities"), NamedEntities)


def test_a_sentence_of_a_thousand_verbs_costs_seconds() -> None:
    """5,000 words in one sentence: 2 s, and not the square of its length."""
    article = article_of(" and ".join(["he met us"] * 1_250) + ".", published="2017-01-16")
    before = time.process_time()
    assert len(analyse(article).events) == 1_250
    assert time.process_time() - before < 8
