"""What a reader asks of the five seeds, in SQL, with the answer the articles give."""

from __future__ import annotations

import sqlite3

import pytest

ANSWERS = {
    "when each article was published": (
        "select substr(id, 1, 3), published, published_evidence from articles order by id",
        [
            ("000", "2017-01-16", "date-line"),
            ("001", "2016-11-28", "date-line"),
            ("002", "2017-02-02T14:21", "date-line"),
            ("003", None, "inferred"),
            ("004", None, "inferred"),
        ],
    ),
    "the words that relative dates were read from, and the days they mean": (
        """select substr(article_id, 1, 3), text, value from time_expressions
        where (substr(article_id, 1, 3), text) in (('000', 'last Wednesday'), ('000', 'November'),
            ('001', 'Sunday'), ('001', 'the same day'), ('002', 'last month'), ('003', 'last week'),
            ('004', 'June 26th')) group by 1, 2, 3 order by 1, 2""",
        [
            ("000", "November", "2016-11"),
            ("000", "last Wednesday", "2017-01-11"),
            ("001", "Sunday", "2016-11-27"),
            ("001", "the same day", "2016-11-27"),
            ("002", "last month", "2017-01"),
            ("003", "last week", "XXXX-WXX"),
            ("004", "June 26th", "XXXX-06-26"),
        ],
    ),
    "every June of 001": (
        "select distinct value from time_expressions where article_id like '001%' and text = 'June'",
        [("2016-06",)],
    ),
    "the days on which the undated articles may have been published": (
        """select substr(id, 1, 3), published_earliest, published_latest, instr(published_reason, '001_') > 0
        from articles where published_evidence = 'inferred' order by id""",
        [("003", "2016-11-28", "2016-12-10", 1), ("004", "2016-06-26", "2016-07-31", 1)],
    ),
    "relative dates of undated articles that were given bounds and are not marked as inferred": (
        """select t.text from time_expressions t join articles a on a.id = t.article_id
        left join time_expressions base on base.id = t.anchor_id
        where a.published is null and 'explicit' not in (t.anchor, coalesce(base.anchor, ''))
        and t.anchor != 'inferred' and (t.earliest or t.latest)""",
        [],
    ),
    "what the inferred days make of a day without its year": (
        """select value, edtf, earliest, latest, anchor from time_expressions
        where text = 'June 26th'""",
        [("XXXX-06-26", "2016?-06-26", "2016-06-26", "2016-06-26", "inferred")],
    ),
    "what the motto's 2009 dates": ("select * from time_expressions where value like '2009%'", []),
    "how many articles name whom": (
        """select id, article_count from entities where id in ('khalifa-haftar', 'sergei-lavrov',
        'sergei-shoygu', 'muammar-gaddafi', 'libyan-national-army') order by id""",
        [
            ("khalifa-haftar", 5),
            ("libyan-national-army", 3),
            ("muammar-gaddafi", 3),
            ("sergei-lavrov", 4),
            ("sergei-shoygu", 3),
        ],
    ),
    "the spellings of Lavrov, Gaddafi and the LNA": (
        """select alias from aliases where entity_id in ('sergei-lavrov', 'muammar-gaddafi',
        'libyan-national-army') order by alias""",
        [
            ("Gaddafi",),
            ("LNA",),
            ("Lavrov",),
            ("Libyan National Army",),
            ("Muammar Gaddafi",),
            ("Muammar Qaddafi",),
            ("Qaddafi",),
            ("Sergei Lavrov",),
            ("Sergey Lavrov",),
        ],
    ),
    "who else has Haftar's, Lavrov's or Shoygu's surname": (
        """select name from entities where (name like '%Haftar%' or name like '%Lavrov%'
        or name like '%Sh_yg%' or name like '%Shaig%') and type = 'person' order by name""",
        [("Khalifa Haftar",), ("Sergei Lavrov",), ("Sergei Shoygu",)],
    ),
    "whom Haftar met in Tobruk, and when": (
        """select summary, status, earliest, latest from events join entities on place_id = entities.id
        where entities.name = 'Tobruk' and events.type = 'CONSULT'""",
        [
            (
                "Khalifa Haftar and a Russian military delegation met in Tobruk",
                "asserted",
                "2017-01-11",
                "2017-01-11",
            )
        ],
    ),
    "when Haftar was in Moscow in 2016": (
        """select distinct earliest, latest from timeline where who = 'Khalifa Haftar'
        and "where" = 'Moscow' and status = 'asserted' and year = 2016 and month is not null order by 1""",
        [("2016-06-01", "2016-06-30"), ("2016-11-27", "2016-11-27")],
    ),
    "who tells of the visits to Moscow of June and November": (
        """select incidents.edtf, substr(article_id, 1, 3), date_source from incidents
        join events on incident_id = incidents.id
        where incidents.summary like '%Haftar%Moscow' and incidents.edtf in ('2016-06', '2016-11-27')
        group by 1, 2, 3 order by 1, 2""",
        [
            ("2016-06", "001", "text"),
            ("2016-06", "004", "inferred"),
            ("2016-11-27", "000", "text"),
            ("2016-11-27", "001", "text"),
            ("2016-11-27", "003", "inferred"),
        ],
    ),
    "that the overthrow of Gaddafi is one incident": (
        """select incidents.edtf, group_concat(distinct substr(events.article_id, 1, 3)) from events
        join incidents on incidents.id = incident_id join participants on event_id = events.id
        where participants.entity_id = 'muammar-gaddafi' and role = 'recipient' and events.type = 'COERCE'
        group by incidents.id""",
        [("2011-10", "001,004")],
    ),
    "when the oil installations were seized, and who disagrees": (
        """select kind, one.month, two.month, instr(first.text, 'oil installations') > 0,
            instr(second.text, 'oil ports') > 0
        from conflicts join events one on one.id = event_id join events two on two.id = other_event_id
        join sentences first on first.id = one.sentence_id
        join sentences second on second.id = two.sentence_id""",
        [("date", "2016-09", "2016-06", 1, 1)],
    ),
    "what Russia is planned to do": (
        """select distinct summary from event_list where status = 'planned'
        and (who = 'Russia' or who = 'Moscow') and article_id like '000%' order by 1""",
        [
            ("Moscow is to send military experts",),
            ("Moscow is to send military experts to Tobruk",),
            ("Moscow is to train forces loyal to Haftar",),
            ("Moscow is to train forces loyal to the former Gaddafi ally",),
            ("Russia is to sign a military cooperation deal with Khalifa Haftar",),
        ],
    ),
    "what Issa asked, of whom, when, and according to whom": (
        """select type, status, whom, earliest, latest, according_to from event_list
        where who = 'Aguila Saleh Issa'""",
        [
            (
                "REQUEST",
                "alleged",
                "Algeria",
                "2016-11-27",
                "2016-11-27",
                "informed Algerian sources",
            ),
        ],
    ),
    "how many articles name whom else, by how many names": (
        """select entities.id, article_count, group_concat(alias, ', ') from entities
        join (select * from aliases order by alias) on entity_id = entities.id
        where entities.id in ('faiez-al-sarraj', 'islamic-state', 'government-of-national-accord',
        'house-of-representatives', 'un-security-council', 'radio-france-international',
        'united-states') group by entities.id""",
        [
            ("faiez-al-sarraj", 2, "Faiez al-Sarraj, Fayez al-Sarraj, Sarraj"),
            ("government-of-national-accord", 2, "GNA, Government of National Accord"),
            (
                "house-of-representatives",
                2,
                "HoR, House of Representatives, Libyan House of Representatives",
            ),
            ("islamic-state", 4, "Daesh, ISIS, Islamic State"),
            ("radio-france-international", 1, "RFI, Radio France International"),
            ("un-security-council", 3, "UN Security Council, UN Security-Council"),
            ("united-states", 3, "America, USA, United States"),
        ],
    ),
    "others of those names": (
        """select id from entities where name like '%sarraj%' or name like '%Islamic State%' or name in
        ('GNA', 'HoR', 'RFI', 'Daesh', 'ISIS', 'America', 'USA', 'LNA') order by id""",
        [("faiez-al-sarraj",), ("islamic-state",)],
    ),
    "where the places are": (
        """select id, country, cast(latitude as integer), cast(longitude as integer) from entities where id in
        ('tripoli', 'tobruk', 'benghazi', 'sirte', 'derna', 'moscow') order by id""",
        [
            ("benghazi", "LBY", 32, 20),
            ("derna", "LBY", 32, 22),
            ("moscow", "RUS", 55, 37),
            ("sirte", "LBY", 31, 16),
            ("tobruk", "LBY", 32, 23),
            ("tripoli", "LBY", 32, 13),
        ],
    ),
    "who is called an organization and is a person, or the other way round": (
        """select distinct name from entities where (type <> 'person' and name in ('Haftar', 'Khalifa Haftar',
        'Donald Trump', 'Omar Maetig')) or (type = 'person' and name in ('Ansar Sharia', 'Majliss Shura'))""",
        [],
    ),
    "rows that no article should have": (
        "select name from entities where name in ('Click', 'clear', 'Topics', 'Home Reports', 'Defence')",
        [],
    ),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_the_seeds_answer(db: sqlite3.Connection, question: str) -> None:
    """Each question has the answer that the articles give."""
    sql, answer = ANSWERS[question]
    assert db.execute(sql).fetchall() == answer
