"""Articles made to break the finding and joining of names: read soon, and within a small memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# Each takes 1 to 6 s on a slow machine, of which 2 are the model's; when a step was quadratic, 40 to 110
SECONDS, MEMORY = 40, 4_000_000_000
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
sys.path.insert(0, {tests!r})
from conftest import record_of
from dateline.corpus import resolve
record = record_of(sys.stdin.read())
corpus = resolve([record])
print(len(record.names), len(corpus.people.entities), record.article.skipped_reason)
"""


def letters(number: int) -> str:
    """A word of three letters for each number, such as aab for 1."""
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


def register(names: list[str], to_a_paragraph: int = 40) -> str:
    """A text that has each of the names do something."""
    lines = [f"{name} spoke to reporters in Paris." for name in names]
    return "\n\n".join(
        " ".join(lines[n : n + to_a_paragraph]) for n in range(0, len(lines), to_a_paragraph)
    )


TEXTS = {
    "a register of people": register([f"Anna Mar{letters(n)}ova" for n in range(1200)]),
    "spellings of one surname": register([f"Sergei Sh{'aeiou'[n % 5] * (n // 5 + 1)}gu" for n in range(150)]),
    "one surname, many first names": register([f"A{letters(n)} Smith" for n in range(800)]),
    "fuller and fuller names": register(
        [f"Anna {' '.join(chr(65 + k) + '.' for k in range(n))} Petrova" for n in range(1, 25)] * 20
    ),
    "bodies of one kind": register([f"Ministry of Mar{letters(n)}" for n in range(800)]),
    "a body of thousands of words": "The " + "National " * 2000 + "Army left Paris.",
    "capitals": "ABC DEF " * 2400,
    "articles of names": "Abc " * 4500 + "al-Sarraj left.",
    "known as": "Anna Petrova, " + "a b, " * 3000 + "known as Anna Ivanova, left.",
    "brackets": "Anna Petrova " + "(" * 3000 + " known as Anna Ivanova.",
    "possessives": "Russia's " * 2000 + "Security Council met.",
    "servants": "Abdel " * 3000 + "Sisi left.",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_an_article_full_of_names_is_read_in_linear_time(name: str) -> None:
    """It gives a record that was analysed, and entities, within the limits."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(memory=MEMORY, seconds=SECONDS, tests=str(TESTS))],
        input=TEXTS[name],
        capture_output=True,
        text=True,
        timeout=3 * SECONDS,
        check=False,
        cwd=TESTS.parent,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split()[2] == "None"


@pytest.mark.parametrize(
    "odd",
    ["\u202eAnna Petrova\u202c", "Anna\u200b Petrova", "Рeter Volkov", "A" * 9000, "Anna Petrova", "\ufeffAnna"],
)  # fmt: skip
def test_odd_characters_in_names_are_no_error(odd: str) -> None:
    """Marks of direction, unseen spaces, mixed scripts: a record, whatever is found."""
    from conftest import record_of

    from dateline.corpus import resolve

    record = record_of(f"{odd} met Sergei Lavrov in Paris on Monday.")
    assert resolve([record]).people.entities
