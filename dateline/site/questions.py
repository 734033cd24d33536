"""What a question of metadata.yml asks its reader: one input a parameter, and examples that fill them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

# the ways to ask; a question's input has one of them, or is a line of text
WAYS = ("choose", "suggest", "day", "number")


@dataclass(frozen=True, slots=True)
class Input:
    """One parameter of a question, and how it is asked for."""

    name: str  # the parameter
    means: str
    empty: str  # what leaving it empty gives
    way: str = "text"  # or one of WAYS
    list: str = ""  # the name of its list of choices
    choices: tuple[str, ...] = ()
    least: int | None = None

    @property
    def label(self) -> str:
        """
        >>> Input("at_least", "how many articles", "2").label
        'At least'
        """
        return self.name.replace("_", " ").capitalize()

    @property
    def hint(self) -> str:
        """
        >>> Input("at_least", "how many articles", "2").hint
        'How many articles. Left empty: 2.'
        """
        return f"{self.means[:1].upper()}{self.means[1:]}. Left empty: {self.empty}."

    def with_value(self, value: str) -> Input:
        """The same, with a value from an address among the choices, so that the form can show it."""
        if self.way != "choose" or not value or value in self.choices:
            return self
        return Input(self.name, self.means, self.empty, self.way, self.list, (*self.choices, value))


def inputs_of(
    question: Mapping[str, Any], choices: Mapping[str, Sequence[str]] | None = None
) -> list[Input]:
    """The inputs of a question, in their order, with the choices of the lists that are given by name.

    >>> status = {"means": "how it is told", "empty": "all", "choose": "statuses"}
    >>> inputs_of({"inputs": {"status": status}}, {"statuses": ["planned", "negated"]})[0].choices
    ('planned', 'negated')
    """
    return [
        _input(name, given, choices or {}) for name, given in question.get("inputs", {}).items()
    ]


def _input(name: str, given: Mapping[str, Any], choices: Mapping[str, Sequence[str]]) -> Input:
    way = next((way for way in WAYS if way in given), "text")
    means, empty, how = str(given["means"]), str(given["empty"]), given.get(way)
    if way == "number":
        return Input(name, means, empty, way, least=int(str(how)))
    if isinstance(how, list):
        return Input(name, means, empty, way, choices=tuple(map(str, how)))
    if how:
        return Input(name, means, empty, way, list=how, choices=tuple(choices.get(how, ())))
    return Input(name, means, empty)


def example_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """An example in words and as the part of an address behind the question mark.

    >>> example_of({"since": "2016-11", "until": "2016-11"})
    ('since 2016-11, until 2016-11', 'since=2016-11&until=2016-11')
    >>> example_of({"name": "Khalifa Haftar"})
    ('Khalifa Haftar', 'name=Khalifa+Haftar')
    """
    values = {name: str(value) for name, value in row.items()}
    if len(values) == 1:
        return next(iter(values.values())), urlencode(values)
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())
    return words, urlencode(values)
