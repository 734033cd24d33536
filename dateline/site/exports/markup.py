"""Text as XML takes it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from dateline.times.timeml import NOT_XML


def words(text: str) -> str:
    """The text between tags. The few characters that XML cannot hold become U+FFFD.

    >>> words("a < b")
    'a &lt; b'
    """
    return escape(NOT_XML.sub("\ufffd", text))


def tag(name: str, attributes: Mapping[str, object], inside: str = "") -> str:
    r"""An element of escaped content; an attribute that is None is left out.

    >>> tag("node", {"id": 'a"', "label": None}), tag("y", {}, "&lt;")
    ('<node id=\'a"\'/>', '<y>&lt;</y>')
    """
    told = "".join(
        f" {key}={quoteattr(NOT_XML.sub(chr(0xFFFD), str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"
