"""An article with its time expressions as TimeML, so that other tools can read it.

Only TIMEX3 is written: events and links are not TimeML's here. The text is not changed, except that
the few control characters XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from dateline.model import TimeExpression

NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">
"""


def as_timeml(
    text: str, times: Iterable[TimeExpression], *, name: str, published: str | None
) -> str:
    """The text as a TimeML document, its time expressions in TIMEX3 tags.

    >>> from dateline.times import tag_times
    >>> as_timeml("in 2011", tag_times("in 2011"), name="a", published=None).splitlines()[-2]
    '<TEXT>in <TIMEX3 tid="t1" type="DATE" value="2011">2011</TIMEX3></TEXT>'
    """
    body = "".join(_tagged(text, tuple(times)))
    dct = ""
    if published is not None:
        made: dict[str, str | None] = {"tid": "t0", "type": "DATE", "value": published}
        made |= {"functionInDocument": "CREATION_TIME"}
        dct = f"<DCT>{_timex(made, published)}</DCT>\n"
    return f"{HEAD}<DOCID>{_xml(name)}</DOCID>\n{dct}<TEXT>{body}</TEXT>\n</TimeML>\n"


def _tagged(text: str, times: tuple[TimeExpression, ...]) -> Iterator[str]:
    ids = {time.id: f"t{number}" for number, time in enumerate(times, start=1)}
    at = 0
    for time in times:
        yield _xml(text[at : time.start])
        anchor = "t0" if time.anchor == "publication" else ids.get(time.anchor_id or "")
        parts = {
            "tid": ids[time.id], "type": time.type, "value": time.value, "mod": time.mod,
            "quant": time.quant, "freq": time.freq, "anchorTimeID": anchor,
        }  # fmt: skip
        yield _timex(parts, time.text)
        at = time.end
    yield _xml(text[at:])


def _timex(parts: dict[str, str | None], words: str) -> str:
    told = " ".join(f"{name}={quoteattr(value)}" for name, value in parts.items() if value)
    return f"<TIMEX3 {told}>{_xml(words)}</TIMEX3>"


def _xml(text: str) -> str:
    return escape(NOT_XML.sub("\ufffd", text))
