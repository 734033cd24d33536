"""All that is made of each seed, row by row, as files a person reads: the diff is what a reviewer sees.

Run `pytest tests/test_golden.py --update-golden` to write them anew, and read what changed.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
SEED_IDS = (
    "000_3b096096091a3e06",
    "001_5e47b088289c2b92",
    "002_edb42816e25df37e",
    "003_cc0142905d58663d",
    "004_63557bcf303fbc9e",
)

# What of each table a reader needs to judge a row; ids are left out where the words say it.
ARTICLE_QUERIES = {
    "article": """select title, deck, byline, publisher, language, dateline_place, published,
        published_evidence, published_reason, story_id, story_reason, copy_of, skipped_reason
        from articles where id = :id""",
    "dropped_lines": "select number, rule, text from dropped_lines where article_id = :id order by number",
    "paragraphs": """select number, role, substr(text, start + 1, min("end" - start, 60)) as begins
        from paragraphs join texts using (article_id) where article_id = :id order by number""",
    "time_expressions": """select text, type, value, mod, edtf, earliest, latest, anchor, reason
        from time_expressions where article_id = :id order by start""",
    "positions": """select entity_id, position from positions where article_id = :id order by start""",
    "mentions": """select text, entity_id, rule, count(*) as times from mentions where article_id = :id
        group by 1, 2, 3 order by 1, 2, 3""",
    "events": """select events.text as words, type, mode, status, status_reason, summary, attribution,
        (select group_concat(text || coalesce(' (' || entity_id || ')', ''), '; ')
         from (select * from event_sources where event_id = events.id order by number)) as sources,
        date_source, edtf, earliest, latest, place_id, within_id is not null as owned,
        (select json_group_array(role || ': ' || coalesce(entity_id, text)
            || coalesce(' (linked to ' || linked_id || ')', ''))
         from (select * from participants where event_id = events.id order by number)) as participants
        from events where article_id = :id order by start""",
    "quotes": """select speaker, speaker_id, verb, direct, rule, text from quotes
        where article_id = :id order by start""",
}
FOLDER_QUERIES = {
    "entities": """select id, name, type, country, latitude, longitude, stands_for_id, mention_count,
        article_count, (select json_group_array(alias) from
            (select alias from aliases where entity_id = entities.id order by alias)) as aliases
        from entities order by mention_count desc, id""",
    "merges": "select name, merged_name, rule, score, reason from merges order by id",
    "incidents of several events": """select id, type, status, summary, edtf, earliest, latest,
        event_count, article_count from incidents where event_count > 1 order by id""",
    "stories": "select id, title, article_count, source_count, earliest, latest from stories order by id",
    "conflicts": "select kind, explanation from conflicts order by id",
}


def rows(db: sqlite3.Connection, queries: dict[str, str], article_id: str = "") -> str:
    """The rows of each query as JSON, one row a line."""
    parts = []
    for name, sql in queries.items():
        cursor = db.execute(sql, {"id": article_id})
        columns = [column[0] for column in cursor.description]
        found = [
            {k: v for k, v in zip(columns, row, strict=True) if v not in (None, "[]", 0)}
            for row in cursor
        ]
        for row in found:
            row |= {k: json.loads(row[k]) for k in ("participants", "aliases") if k in row}
        lines = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in found)
        parts.append(f'  "{name}": [\n    {lines}\n  ]' if found else f'  "{name}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


@pytest.mark.parametrize("name", [*SEED_IDS, "folder"])
def test_the_rows_are_those_that_were_read_by_eye(
    db: sqlite3.Connection, name: str, request: pytest.FixtureRequest
) -> None:
    """Each seed, and the folder of five, gives the rows in its golden file."""
    made = rows(db, FOLDER_QUERIES) if name == "folder" else rows(db, ARTICLE_QUERIES, name)
    file = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        file.write_text(made, "utf-8")
    assert made == file.read_text("utf-8")
