"""Measures which articles are taken for copies: copies made by rule, and articles that only tell one story.

    python bench/copies.py CLUSTERS_DIR [--floor] [--pin]
    python bench/copies.py CLUSTERS_DIR --speed N …

CLUSTERS_DIR holds articles on some dozens of stories, several outlets each; what stands before the first
underscore of a file's name is its story. Fifty copies are made of them, always the same, ten by each of the
edits that wire copy gets, and looked for among all the articles: dated after what they were made from, before
it, and without dates. Then the folder is taken as it is: articles of one story are no copies but for those
that bench/copies.json lists, which were found by reading the closest pairs. The ten closest of the rest are
printed. What was reached is held in the same file, by a fingerprint of the folder.

--speed makes N articles out of the words of real ones in an order by chance, so that no run of words repeats,
a third of them with one of fifty standard paragraphs, and a thousand light edits of one text; then N articles of
sentences drawn from all the real ones, the worst there is, where every run of words is met everywhere.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from dateline.corpus.copies import find_copies
from dateline.corpus.sketches import Sketch, sketch_of
from dateline.ingest import read_sources
from dateline.model import Article, Paragraph

PINNED = Path(__file__).with_name("copies.json")
EACH = 10  # copies made by each edit
COPIES_OF_ONE = 1000
ORDERS = {
    "copy later": ("2018-01-01", "2018-01-02"),
    "copy earlier": ("2018-01-02", "2018-01-01"),
    "no dates": (None, None),
}
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "..."})
SPELLING = (("ization", "isation"), ("ized", "ised"), ("izing", "ising"), ("olor", "olour"),
            ("efense", "efence"), ("percent", "per cent"), ("enter", "entre"))  # fmt: skip

MEASURE = """
import resource, sys, time
sys.path.insert(0, "bench")
from pathlib import Path
from copies import made_articles
from dateline.corpus.copies import find_copies
from dateline.corpus.sketches import sketch_of
folder, kind, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sketches, sketching = [], 0.0
for article in made_articles(folder, kind, count):
    started = time.perf_counter()
    sketches.append(sketch_of(article))
    sketching += time.perf_counter() - started
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, started = peak(), time.perf_counter()
copies = find_copies(sketches)
finding = time.perf_counter() - started
kept = sum(4 * len(sketch.hashes) for sketch in sketches) / len(sketches)
print(sketching, finding, before, peak(), kept, len(copies))
"""


def articles_in(folder: Path) -> list[Article]:
    """The articles of the folder, by id."""
    return [item for item in read_sources([folder]) if isinstance(item, Article)]


def blocks_of(article: Article) -> list[tuple[str, str]]:
    """Role and text of every paragraph."""
    return [(p.role, article.text[p.start : p.end]) for p in article.paragraphs]


def body_of(article: Article) -> list[str]:
    """The paragraphs of the story itself."""
    return [text for role, text in blocks_of(article) if role in ("body", "quote")]


def with_body(article: Article, name: str, paragraphs: Sequence[str]) -> Article:
    """An article like this one, with another id, headline, byline and body."""
    placed, start = list[Paragraph](), 0
    for number, text in enumerate(paragraphs, start=1):
        placed.append(
            Paragraph(
                id=f"{name}-p{start}", article_id=name, number=number, role="body",
                start=start, end=start + len(text),
            )
        )  # fmt: skip
        start += len(text) + 2
    return replace(
        article, id=name, title="A new headline", byline="By another", text="\n\n".join(paragraphs),
        paragraphs=tuple(placed),
    )  # fmt: skip


def dated(article: Article, day: str | None) -> Article:
    """The article, published on that day."""
    return replace(article, published=day, published_earliest=day, published_latest=day)


def first_words(paragraphs: Sequence[str], share: float) -> list[str]:
    """So much of the beginning, up to the end of a sentence."""
    wanted = share * sum(len(text.split()) for text in paragraphs)
    kept, count = list[str](), 0
    for text in paragraphs:
        sentences = list[str]()
        for sentence in SENTENCE.split(text):
            if count < wanted:
                sentences.append(sentence)
                count += len(sentence.split())
        if sentences:
            kept.append(" ".join(sentences))
    return kept


def lightly_edited(paragraphs: Sequence[str], other: Sequence[str], start: int = 0) -> list[str]:
    """Other marks and spellings, every tenth sentence dropped, every fifteenth word another article's."""
    words = itertools.cycle(" ".join(other).split())
    edited, sentence_count, word_count = list[str](), start, start
    for text in paragraphs:
        kept = list[str]()
        for sentence in SENTENCE.split(text):
            sentence_count += 1
            if sentence_count % 10:
                for word in sentence.split():
                    word_count += 1
                    kept.append(word if word_count % 15 else next(words))
        edited.append(" ".join(kept).translate(TYPOGRAPHY))
        for one, another in SPELLING:
            edited[-1] = edited[-1].replace(one, another)
    return [text for text in edited if text]


def same(number: int, body: list[str], other: list[str]) -> list[str]:
    """The text as it is, under a new headline and byline."""
    return body


def cut(number: int, body: list[str], other: list[str]) -> list[str]:
    """The first 40 to 70 % of the words."""
    return first_words(body, 0.4 + 0.3 * number / (EACH - 1))


def led_anew(number: int, body: list[str], other: list[str]) -> list[str]:
    """The first one to three paragraphs of another article in place of as many."""
    leading = number % 3 + 1
    return other[:leading] + body[leading:]


def merged(number: int, body: list[str], other: list[str]) -> list[str]:
    """All of two articles, or the first half of both."""
    if number % 2:
        return first_words(body, 0.5) + first_words(other, 0.5)
    return body + other


def light(number: int, body: list[str], other: list[str]) -> list[str]:
    """Marks, spellings, a word here and a sentence there."""
    return lightly_edited(body, other)


EDITS: tuple[Callable[[int, list[str], list[str]], list[str]], ...] = (
    same, cut, led_anew, merged, light,
)  # fmt: skip


def story_of(article_id: str) -> str:
    """What stands before the first underscore."""
    return article_id.partition("_")[0]


def couples(articles: Sequence[Article], listed: set[str]) -> Iterator[tuple[Article, Article]]:
    """Articles of one story and of about one length, no article in two couples, none a known copy."""
    usable = [a for a in articles if a.id not in listed and len(body_of(a)) >= 4]
    usable = [a for a in usable if 120 <= a.word_count <= 1500]
    by_story = sorted(usable, key=lambda a: (story_of(a.id), a.word_count, a.id))
    for _, group in itertools.groupby(by_story, key=lambda a: story_of(a.id)):
        members = list(group)
        for one, other in zip(members[::2], members[1::2], strict=False):
            if other.word_count <= 2 * one.word_count:
                yield other, one


def made_copies(
    articles: Sequence[Article], listed: set[str]
) -> list[tuple[str, Article, list[str]]]:
    """Edit, copy, and the ids of what it was made from: ten for each edit."""
    made = list[tuple[str, Article, list[str]]]()
    pool = list(couples(articles, listed))
    both = [(one, other) for pair in pool for one, other in (pair, pair[::-1])]
    # Two articles are put together only of couples that no other edit has its original from.
    merging, rest = pool[:EACH], [pair for pair in both if pair not in pool[:EACH]]
    rest = [pair for pair in rest if pair[::-1] not in merging]
    singles = iter(rest)
    for edit in EDITS:
        for number in range(EACH):
            one, other = merging[number] if edit is merged else next(singles)
            body = edit(number, body_of(one), body_of(other))
            copy = with_body(one, f"{edit.__name__}{number}", body)
            made.append((edit.__name__, copy, [one.id, other.id] if edit is merged else [one.id]))
    return made


def share(one: Sketch, *others: Sketch) -> float:
    """How much of the first the others have together."""
    theirs = set[int]().union(*(other.hashes for other in others))
    return len(theirs.intersection(one.hashes)) / max(1, len(one.hashes))


def root(copies: dict[str, str], article_id: str) -> str:
    """The original, or the article itself."""
    return copies.get(article_id, article_id)


def measure_made(articles: Sequence[Article], listed: set[str]) -> dict[str, float]:
    """How many of the made copies are found; prints them by edit and order."""
    made = made_copies(articles, listed)
    found, right, lowest = 0, 0, 1.0
    print(f"{'made copies found':20}" + "".join(f"{edit.__name__:>10}" for edit in EDITS))
    for order, (day, later) in ORDERS.items():
        originals = {a.id: sketch_of(dated(a, day)) for a in articles}
        sketches = [sketch_of(dated(copy, later)) for _, copy, _ in made]
        copies = find_copies([*originals.values(), *sketches])
        of_edit = dict.fromkeys((edit.__name__ for edit in EDITS), 0)
        for (edit, copy, sources), sketch in zip(made, sketches, strict=True):
            hit = any(root(copies, copy.id) == root(copies, source) for source in sources)
            of_edit[edit] += hit
            found += hit
            right += copies.get(copy.id) in sources
            together = share(sketch, *(originals[source] for source in sources))
            either = max(share(originals[source], sketch) for source in sources)
            if hit:
                lowest = min(lowest, together if edit == "merged" else max(together, either))
        print(f"{order:20}" + "".join(f"{n:>10}" for n in of_edit.values()))
    total = len(ORDERS) * len(made)
    print(f"recall {found}/{total}; the made one is the copy in {right} of them")
    print(f"of those found the least alike has {lowest:.2f} of its words from what it was made of")
    return {"recall": found / total, "lowest_made": lowest}


def measure_found(
    articles: Sequence[Article], known: dict[str, list[list[str]]]
) -> dict[str, float]:
    """Copies among the articles as they are, against the list; prints the closest of the others."""
    sketches = {a.id: sketch_of(a) for a in articles}
    copies = find_copies(sketches.values())
    true = {pair for group in known["copies"] for pair in itertools.combinations(sorted(group), 2)}
    unclear = {tuple(sorted(pair)) for pair in known["unclear"]}
    found, false, others = 0, list[str](), list[tuple[float, str, str]]()
    lowest = 1.0
    for one, other in itertools.combinations(sorted(sketches), 2):
        hit = root(copies, one) == root(copies, other)
        closest = max(share(sketches[one], sketches[other]), share(sketches[other], sketches[one]))
        if (one, other) in true:
            found += hit
        elif hit:
            false.append(f"{one} {other}")
        if (one, other) not in true | unclear and story_of(one) == story_of(other):
            others.append((closest, one, other))
    for group in known["copies"]:
        for one in group:
            rest = [sketches[other] for other in group if other != one]
            near = max(max(share(sketches[one], r), share(r, sketches[one])) for r in rest)
            lowest = min(lowest, near)
    others.sort(reverse=True)
    print(
        f"true copies of the folder: {found} of {len(true)} pairs found, the least alike shares {lowest:.2f}"
    )
    print(f"false copies: {len(false)} of {len(others)} pairs of one story", *false)
    print("closest that are no copies:")
    for closest, one, other in others[:10]:
        print(f"  {closest:.2f} {one} {other}")
    return {
        "true_found": found / max(1, len(true)), "false_copies": len(false), "pairs": len(others),
        "lowest_true": lowest, "highest_other": others[0][0],
    }  # fmt: skip


def made_articles(folder: Path, kind: str, count: int) -> Iterator[Article]:
    """So many articles from the real ones' words or sentences, always the same ones."""
    dice = random.Random(7)
    real = [a for a in articles_in(folder) if a.word_count >= 120]
    bodies = [body_of(a) for a in real]
    sentences = [s for body in bodies for text in body for s in SENTENCE.split(text)]
    standard = [" ".join(dice.sample(re.findall(r"\w+", " ".join(b)), 40)) for b in bodies[:50]]
    for number in range(count):
        pick = number % len(real)
        if kind == "sentences":
            body = [" ".join(dice.choices(sentences, k=5)) for _ in range(5)]
        elif number < COPIES_OF_ONE:
            body = lightly_edited(bodies[0], bodies[pick], start=number) if number else bodies[0]
        else:
            words = re.findall(r"[\w.,-]+", " ".join(bodies[pick]))
            dice.shuffle(words)
            body = [" ".join(words)] + [standard[number % 50]] * (number % 3 == 0)
        day = f"2017-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 10 else None
        yield dated(with_body(real[pick], f"made{number}", body), day)


def measure_speed(folder: Path, sizes: Sequence[int]) -> None:
    """Seconds and memory, each size in a process of its own."""
    for kind, size in itertools.product(("words", "sentences"), sizes):
        run = subprocess.run(
            [sys.executable, "-c", MEASURE, str(folder), kind, str(size)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        sketching, finding, before, peak, kept, found = map(float, run.stdout.split())
        print(
            f"{size:>9,} of {kind:9} sketches {sketching:6.1f} s ({1000 * sketching / size:.2f} ms,"
            f" {kept:,.0f} bytes each), copies {finding:6.1f} s, memory {before:,.0f} MB before and"
            f" {peak:,.0f} MB at most, {found:,.0f} copies"
        )


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--speed", is_flag=True, help="Measure seconds and memory instead.")
@click.argument("sizes", type=int, nargs=-1)
@click.option("--floor", is_flag=True, help="Exit 1 below what was reached before.")
@click.option("--pin", is_flag=True, help="Write what was reached down.")
def main(folder: Path, speed: bool, sizes: tuple[int, ...], floor: bool, pin: bool) -> None:
    """The command line."""
    if speed:
        measure_speed(folder, sizes or (10_000, 100_000))
        return
    articles = articles_in(folder)
    fingerprint = hashlib.sha256("\0".join(a.sha256 for a in articles).encode()).hexdigest()
    pinned = json.loads(PINNED.read_text("utf-8"))
    known = pinned["known"]
    listed = {article for group in (*known["copies"], *known["unclear"]) for article in group}
    reached = measure_made(articles, listed) | measure_found(articles, known)
    reached = {name: round(value, 4) for name, value in reached.items()}
    if pin:
        pinned["reached"] = {"articles": len(articles), "texts": fingerprint, **reached}
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n", "utf-8")
    before = pinned["reached"]
    if floor and before.get("texts") != fingerprint:
        raise click.ClickException("this folder is not the one of bench/copies.json")
    if floor and (
        any(reached[name] < before[name] for name in ("recall", "true_found"))
        or reached["false_copies"] > before["false_copies"]
    ):
        raise click.ClickException("below what was reached before")


if __name__ == "__main__":
    main()
