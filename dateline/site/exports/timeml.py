"""An article as TimeML 1.2.1: its text with TIMEX3 and EVENT tags, and what is known of each event.

The text of TEXT is the article's, but that the few control characters XML cannot hold become U+FFFD. Tags of
TimeML do not overlap, so where two stretches do, one
has the tag, a date before an event, and a comment counts the others.
Tense, aspect and part of speech are not stored and are not made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.site.exports.markup import tag, words
from dateline.times.timeml import HEAD

Row = Mapping[str, Any]
TIMES = "select * from time_expressions where article_id = :id order by start"
EVENTS = "select * from events where article_id = :id order by start"
ARTICLE = "select id, published, text from articles join texts on article_id = id where id = :id"


def document(article: Row, times: Sequence[Row], events: Sequence[Row]) -> str:
    """The TimeML document of an article; the rows are those of ARTICLE, TIMES and EVENTS."""
    ids = {row["id"]: f"t{number}" for number, row in enumerate(times, start=1)}
    ids |= {row["id"]: f"e{number}" for number, row in enumerate(events, start=1)}
    body, tagged = _tagged(article["text"], times, events, ids)
    left_out = len(times) + len(events) - len(tagged)
    comment = f"<!-- {left_out} overlap others and are left out -->\n" if left_out else ""
    told = [row for row in events if row["id"] in tagged]
    dates = {row["id"]: row for row in times if row["id"] in tagged}
    links = [row for row in told if _on_that_day(row, dates.get(row["time_id"]))]
    return "".join(
        (
            HEAD,
            tag("DOCID", {}, words(article["id"])) + "\n",
            _creation_time(article["published"]),
            f"<TEXT>{body}</TEXT>\n",
            *(_instance(row, ids[row["id"]]) for row in told),
            *(
                _link(number, ids[row["id"]], ids[row["time_id"]])
                for number, row in enumerate(links, start=1)
            ),
            comment,
            "</TimeML>\n",
        )
    )


def _tagged(
    text: str, times: Iterable[Row], events: Iterable[Row], ids: Mapping[str, str]
) -> tuple[str, set[str]]:
    """The text with its tags, and the ids of what has one."""
    spans = [(row, _timex(row, ids)) for row in times] + [(row, _event(row, ids)) for row in events]
    taken: set[int] = set()  # offsets; dates come first, since others refer to them
    kept = []
    for row, element in spans:
        offsets = range(row["start"], row["end"])
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            kept.append((row, element))
    pieces, at = [], 0
    for row, (name, attributes) in sorted(kept, key=lambda each: int(each[0]["start"])):
        inside = words(text[row["start"] : row["end"]])
        pieces += [words(text[at : row["start"]]), tag(name, attributes, inside)]
        at = row["end"]
    return "".join([*pieces, words(text[at:])]), {row["id"] for row, _ in kept}


def _timex(row: Row, ids: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    anchor = "t0" if row["anchor"] == "publication" else ids.get(row["anchor_id"] or "", "")
    return "TIMEX3", {
        "tid": ids[row["id"]], "type": row["type"], "value": row["value"], "mod": row["mod"],
        "quant": row["quant"], "freq": row["freq"],
        # an event is no anchor in TimeML
        "anchorTimeID": anchor if anchor.startswith("t") else None,
    }  # fmt: skip


def _event(row: Row, ids: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    return "EVENT", {"eid": ids[row["id"]], "class": "OCCURRENCE"}


def _creation_time(published: str | None) -> str:
    if published is None:
        return ""
    made: dict[str, object] = {
        "tid": "t0",
        "type": "TIME" if "T" in published else "DATE",
        "value": published,
        "functionInDocument": "CREATION_TIME",
    }
    return tag("DCT", {}, tag("TIMEX3", made, words(published))) + "\n"


def _instance(row: Row, event: str) -> str:
    status = row["status"]
    told: dict[str, object] = {
        "eiid": f"ei{event[1:]}",
        "eventID": event,
        "tense": "NONE",
        "aspect": "NONE",
        "pos": "OTHER",
        "polarity": "NEG" if status == "negated" else "POS",
        # the status, for what is neither told as fact nor denied
        "modality": None if status in ("asserted", "negated") else status,
    }
    return tag("MAKEINSTANCE", told) + "\n"


def _on_that_day(event: Row, time: Row | None) -> bool:
    """Whether the event is dated to just the days its time expression means."""
    return (
        time is not None
        and event["date_source"] == "text"
        and event["earliest"] is not None
        and (event["earliest"], event["latest"]) == (time["earliest"], time["latest"])
    )


def _link(number: int, event: str, time: str) -> str:
    told: dict[str, object] = {
        "lid": f"l{number}",
        "eventInstanceID": f"ei{event[1:]}",
        "relatedToTime": time,
        "relType": "IS_INCLUDED",
    }
    return tag("TLINK", told) + "\n"
