r"""Incidents in a calendar: iCalendar (RFC 5545), one all-day event an incident whose bounds are known.

An incident of uncertain day spans all days it may have been on, and its description says so. What is not
told as fact is tentative and its title begins with its status; none is ever "cancelled", which calendars hide.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.site.exports.incidents import Incident

LINE = 75  # octets, the line break not counted (RFC 5545, 3.1)
# what TEXT cannot hold: all controls but tab and line feed
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//Incidents//EN\r\nCALSCALE:GREGORIAN\r\n"
    "X-WR-CALNAME:Incidents\r\n"
)
TAIL = "END:VCALENDAR\r\n"


def vevent(incident: Incident, link: str) -> str:
    """The incident as a VEVENT. Both its bounds must be known; DTSTAMP is its last day, for no clock is read."""
    assert incident.earliest
    assert incident.latest
    first, last = incident.earliest.replace("-", ""), incident.latest.replace("-", "")
    uncertain = incident.earliest != incident.latest
    note = "On one of these days, or several.\n" if uncertain else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{text(incident.id)}@dateline",
        f"DTSTAMP:{last}T000000Z",
        f"DTSTART;VALUE=DATE:{first}",
        f"SUMMARY:{text(incident.headline)}",
        f"DESCRIPTION:{text(note + incident.in_words)}",
        f"CATEGORIES:{text(incident.type)}",
        f"STATUS:{'CONFIRMED' if incident.status == 'asserted' else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
        f"URL:{link}",
    ]
    if after := _day_after(incident.latest):
        lines.insert(4, f"DTEND;VALUE=DATE:{after}")
    if incident.place:
        lines.append(f"LOCATION:{text(incident.place)}")
    if incident.latitude is not None:
        lines.append(f"GEO:{incident.latitude};{incident.longitude}")
    lines.append("END:VEVENT")
    return "".join(fold(line) for line in lines)


def text(value: str) -> str:
    r"""A value of type TEXT.

    >>> print(text("Moscow, Tobruk; a\\b\nc"))
    Moscow\, Tobruk\; a\\b\nc
    """
    unified = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = NOT_TEXT.sub("", unified)
    return re.sub(r"([\\;,])", r"\\\1", kept).replace("\n", r"\n")


def fold(line: str) -> str:
    r"""The line with its end, folded so that no part has more than 75 octets and no character is cut.

    >>> fold("SUMMARY:" + "é" * 40).encode().split(b"\r\n ")[0].decode() == "SUMMARY:" + "é" * 33
    True
    """
    parts: list[str] = []
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        # a part that goes on begins with a space
        if octets + size > LINE:
            parts.append(part)
            part, octets = "", 1
        part += character
        octets += size
    return "\r\n ".join([*parts, part]) + "\r\n"


def _day_after(day: str) -> str:
    """The day after, as DTEND has it; empty after the last day there is."""
    at = date.fromisoformat(day)
    if at == date.max:
        return ""
    return (at + timedelta(days=1)).isoformat().replace("-", "")
