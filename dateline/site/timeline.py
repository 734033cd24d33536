"""What the timeline draws: a window of time, and in it single incidents or, where they are many, bars of them.

An incident is drawn as long as its dates are unsure. One of which only the last day is known is drawn at that day,
as "no later than"; one without any date is not drawn, and how many those are is told.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_ITEMS = 400  # single incidents in one drawing: at 9 px a lane, a worst case of four screens
MOST_ROWS = 200  # rows of the table beneath
MOST_CSV = (
    10_000  # rows of the CSV; names of 10,000 incidents are written out in about half a second
)

COUNTED = """
select coalesce(sum(number), 0) as matching,
  coalesce(sum(number * (earliest is null and latest is null)), 0) as undated,
  coalesce(sum(number * ((earliest is null) <> (latest is null))), 0) as half,
  min(coalesce(earliest, latest)) as first, max(coalesce(latest, earliest)) as last
from (
  select earliest, latest, count(*) as number from incidents where {where} group by earliest, latest
)
"""
UNDATED = "select count(*) from incidents where earliest is null and latest is null and {where}"

ITEMS = """
select incidents.id, summary, edtf, earliest, latest, incidents.type, quad, status, source_count,
  best_event_id, place_id, places.name as place
from incidents left join entities as places on places.id = place_id
where coalesce(earliest, latest) is not null and {where}
order by coalesce(earliest, latest), coalesce(latest, earliest), incidents.id limit :limit
"""
ROWS = "select * from timeline where incident_id in (select id from incidents where {where}) limit :limit"


def lanes_of(extents: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each extent, the lowest that is free, so that no two in a lane touch.

    Extents are (left, right) and come sorted by their left ends.

    >>> lanes_of([(0, 10), (5, 7), (8, 20), (11, 12)])
    [0, 1, 1, 0]
    """
    ends: list[float] = []
    lanes = []
    for left, right in extents:
        lane = next((n for n, end in enumerate(ends) if end < left), len(ends))
        ends[lane : lane + 1] = [right]
        lanes.append(lane)
    return lanes


def when(edtf: str | None, earliest: str | None, latest: str | None) -> str:
    """When, as precisely as known.

    >>> when("2016-11", "2016-11-01", "2016-11-30"), when(None, None, "2017-01-16")
    ('2016-11', 'no later than 2017-01-16')
    """
    if edtf:
        return edtf
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} to {latest}"
    if latest:
        return f"no later than {latest}"
    return f"no earlier than {earliest}" if earliest else "no date"
