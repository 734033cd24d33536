"""YAML's tree of nodes, of text that may be hostile: nothing is constructed, values stay the words typed."""

from __future__ import annotations

import yaml

DEEPEST = 10  # brackets; the next thousand would take seconds


class UnsafeYaml(Exception):
    """YAML that could blow up; its text says what to write instead."""


def compose(text: str) -> yaml.Node | None:
    """The root node of a YAML document; None when it is empty.

    Raises UnsafeYaml for what could blow up, YAMLError for what is no YAML, and, as PyYAML does for an
    escape beyond Unicode, ValueError or OverflowError.

    >>> compose("day: 2017-01-16").value[0][1].value
    '2017-01-16'
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise UnsafeYaml("its brackets are nested too deep")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnsafeYaml("it has an anchor or an alias; put quotation marks around & and *")
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return node
