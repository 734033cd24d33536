"""What must hold of any database, in SQL alone: each query returns the rows that break a promise."""

from __future__ import annotations

import sqlite3

import pytest

SPANS = (
    "sentences",
    "time_expressions",
    "mentions",
    "positions",
    "events",
    "event_sources",
    "participants",
    "quotes",
)

BROKEN = {
    **{
        f"a span of {table} is not its text": f"""
            select t.* from {table} t join texts on texts.article_id = t.article_id
            where substr(texts.text, t.start + 1, t."end" - t.start) is not t.text or t.start >= t."end" """
        for table in SPANS
    },
    "a paragraph reaches past its text": """
        select * from paragraphs p join texts using (article_id)
        where p.start < 0 or p."end" > length(text) or p.start >= p."end" """,
    "paragraphs overlap": """
        select * from paragraphs a join paragraphs b on a.article_id = b.article_id
        where a.number < b.number and a."end" > b.start""",
    "a sentence leaves its paragraph": """
        select * from sentences s join paragraphs p on p.id = s.paragraph_id
        where s.start < p.start or s."end" > p."end" """,
    **{
        f"a row of {table} leaves its sentence": f"""
            select * from {table} t join sentences s on s.id = t.sentence_id
            where t.start < s.start or t."end" > s."end" """
        for table in ("time_expressions", "mentions", "positions", "events")
    },
    "two quotations overlap": """
        select * from quotes a join quotes b on a.article_id = b.article_id
        where a.direct and b.direct and a.start < b.start and a."end" > b.start""",
    "a quote leaves its paragraph": """
        select * from quotes q join sentences s on s.id = q.sentence_id
        join paragraphs p on p.id = s.paragraph_id
        where q.start < s.start or q.start >= s."end" or q."end" > p."end" """,
    "a speaker is not in the text": """
        select * from quotes q join texts on texts.article_id = q.article_id
        where (speaker is null) <> (speaker_start is null) or (speaker is null) <> (speaker_end is null)
        or speaker is not substr(texts.text, speaker_start + 1, speaker_end - speaker_start)
        or (speaker is null and (speaker_id is not null or rule = 'reported-speech'))""",
    "a speaker is another than the mention at that place": """
        select * from quotes q join mentions m on m.article_id = q.article_id and m.start = speaker_start
        and m."end" = speaker_end where q.speaker_id is not m.entity_id""",
    "a speaker speaks inside the quotation": """
        select * from quotes where direct and speaker_start < "end" and speaker_end > start""",
    "an event's source is not the first of its sources": """
        select e.id from events e left join event_sources s on s.event_id = e.id and s.number = 1
        where e.attribution is not s.text or e.attributed_to_id is not s.entity_id""",
    "a source is out of its row": """
        select s.event_id from event_sources s join events e on e.id = s.event_id
        group by s.event_id having max(number) <> count(*) or min(number) <> 1
        or min(s.article_id) <> min(e.article_id)
        union all
        select event_id from event_sources where cited_by >= number
        or (number = 1 and cited_by is not null)""",
    "a source is another than its mention": """
        select * from event_sources s left join mentions m on m.id = s.mention_id
        where s.entity_id is not m.entity_id or m.start >= s."end" or m."end" <= s.start""",
    "two sources of an event overlap": """
        select * from event_sources a join event_sources b on a.event_id = b.event_id
        where a.number < b.number and a.start < b."end" and b.start < a."end" """,
    "two names overlap": """
        select * from mentions a join mentions b on a.article_id = b.article_id
        where a.start < b.start and a."end" > b.start""",
    "a month or year became a day": """
        select * from time_expressions where earliest = latest
        and (value glob '[0-9][0-9][0-9][0-9]' or value glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]')""",
    "a value without a year has bounds": """
        -- but for a past weekday that is the day after the publication: one of two, a week apart
        select * from time_expressions where value like 'XXXX%' and anchor <> 'inferred'
        and (earliest is not null or latest is not null)
        and not (value like 'XXXX-WXX-_%' and anchor = 'publication'
            and julianday(latest) - julianday(earliest) = 7)""",
    "a day is not its own bounds": """
        select * from time_expressions
        where value glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and type = 'DATE' and mod is null
        and (earliest is not value or latest is not value)""",
    "bounds are the wrong way round": """
        select id from time_expressions where earliest > latest
        union all select id from events where earliest > latest
        union all select id from incidents where earliest > latest""",
    "a time or event has no reason": """
        select id from time_expressions where reason = '' or rule = ''
        union all select id from events where date_reason = '' or status_reason = '' or rule = ''
        union all select id from merges where reason = '' or rule = ''""",
    "an undated article resolved a relative date": """
        select * from time_expressions t join articles a on a.id = t.article_id
        where a.published is null and t.anchor = 'publication' and t.earliest is not null""",
    "an event is dated with no source": """
        select * from events where (date_source = 'none') and (earliest is not null or latest is not null)
        union all
        select * from events where date_source = 'publication' and earliest is not null""",
    "an event's date is not its time expression's": """
        select * from events where date_source in ('text', 'inherited') and time_id is null""",
    "a time is reckoned from one that is not there": """
        select * from time_expressions where anchor_id not in (select id from time_expressions)""",
    "an owned event is told as a fact": """
        -- an outcome of what happened is: "shelled Juba, killing 20"
        select e.id from events e join events o on o.id = e.within_id
        where e.status = 'asserted' and o.status <> 'asserted'""",
    "an incident has no event or a wrong count": """
        select i.id from incidents i left join events e on e.incident_id = i.id
        group by i.id having count(e.id) <> i.event_count or count(distinct e.article_id) <> i.article_count""",
    "an entity has no mention or a wrong count": """
        select e.id from entities e left join mentions m on m.entity_id = e.id and m.kind = 'name'
        group by e.id
        having count(m.id) <> e.mention_count or count(distinct m.article_id) <> e.article_count""",
    "aliases do not add up to mentions": """
        select e.id from entities e left join aliases a on a.entity_id = e.id
        group by e.id having coalesce(sum(a.mention_count), 0) <> e.mention_count""",
    "an alias was joined without a merge": """
        select a.* from aliases a join entities e on e.id = a.entity_id
        where a.alias <> e.name and not exists (
            select 1 from merges m where m.entity_id = e.id and a.alias in (m.merged_name, m.name))
        and (select count(*) from aliases o where o.entity_id = e.id) > 1""",
    "a story's count is wrong": """
        select s.id from stories s left join articles a on a.story_id = s.id
        group by s.id having count(a.id) <> s.article_count""",
    "an article was analysed in part": """
        select a.id from articles a where skipped_reason is not null
        and exists (select 1 from sentences s where s.article_id = a.id)""",
    "full-text search misses an article": """
        select * from articles where rowid not in (select rowid from texts_fts)""",
    "articles and texts have other rowids": """
        select * from articles a join texts t on t.article_id = a.id where a.rowid <> t.rowid""",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_no_row_breaks_a_promise(db: sqlite3.Connection, broken: str) -> None:
    """No row of the seeds' database breaks a promise."""
    assert db.execute(BROKEN[broken]).fetchmany(3) == []


def test_every_foreign_key_holds(db: sqlite3.Connection) -> None:
    """SQLite's own check of foreign keys finds nothing."""
    assert db.execute("pragma foreign_key_check").fetchall() == []


def test_the_file_is_whole(db: sqlite3.Connection) -> None:
    """SQLite's own check of the file finds nothing."""
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
