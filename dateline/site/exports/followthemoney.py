"""Entities, articles and incidents as FollowTheMoney, which OpenAleph reads: one JSON object a line.

A person is a Person, an organization an Organization (a PublicBody when it speaks for a country), a country or
group a LegalEntity, a place an Address; an article is an Article without its text, an incident an Event, and a
Mention says which article names whom. What is not told as fact has its status before its name.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha1
from typing import Any

from dateline.entities.countries import alpha3_codes
from dateline.site.exports.incidents import Incident
from dateline.site.filters import Filters

Row = Mapping[str, Any]
SCHEMATA = {
    "person": "Person", "organization": "Organization", "country": "LegalEntity", "group": "LegalEntity",
    "place": "Address",
}  # fmt: skip

ENTITIES = (
    "select id, name, type, country, latitude, longitude, stands_for_id,"
    " (select json_group_array(alias) from (select alias from aliases where entity_id = entities.id"
    " and alias <> name order by alias)) as aliases,"
    " (select json_group_array(position) from (select distinct position from positions"
    " where entity_id = entities.id order by position)) as positions"
    " from entities where rowid in (select value from json_each(:some)) order by rowid"
)
ARTICLES = (
    "select id, path, title, byline, publisher, url, published from articles"
    " where rowid in (select value from json_each(:some)) order by rowid"
)
MENTIONS = (
    "select distinct mentions.article_id, entities.id as entity_id, entities.name from articles"
    " join mentions on mentions.article_id = articles.id join entities on entities.id = mentions.entity_id"
    " where articles.rowid in (select value from json_each(:some)) and entities.type <> 'place'"
    " order by articles.rowid, entities.id"
)
# who takes part in an incident and which articles tell it
BESIDE = (
    "select incidents.id, (select json_group_array(json_object('id', id, 'name', name, 'type', type))"
    " from (select distinct entities.id, name, type from parties join entities on entities.id = entity_id"
    " where incident_id = incidents.id order by entities.id)) as parties,"
    " (select json_group_array(article_id) from (select distinct article_id from events"
    " where incident_id = incidents.id order by article_id)) as articles"
    " from incidents where rowid in (select value from json_each(:some))"
)


def entity_keys(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the rowids of all entities; with filters, of the parties and places of such incidents."""
    condition, values = filters.where()
    if not filters.given:
        return "select rowid as key from entities", {}
    wanted = f"select id from incidents where {condition}"
    return (
        "select rowid as key from entities where id in ("
        f"select entity_id from parties where incident_id in ({wanted})"
        f" union select place_id from incidents where {condition})",
        values,
    )


def article_keys(filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL for the rowids of all articles; with filters, of those that tell such incidents."""
    condition, values = filters.where()
    if not filters.given:
        return "select rowid as key from articles", {}
    return (
        "select rowid as key from articles where id in (select article_id from events"
        f" where incident_id in (select id from incidents where {condition}))",
        values,
    )


def entity(row: Row, link: str) -> str:
    """The line of an entity that ENTITIES gives; `link` is the address of its page."""
    schema = SCHEMATA[row["type"]]
    if row["type"] == "organization" and row["stands_for_id"]:
        schema = "PublicBody"
    told: dict[str, Any] = {
        "name": [row["name"]],
        "alias": json.loads(row["aliases"]),
        "country": _country(row["country"]),
        "sourceUrl": [link],
    }
    if schema == "Person":
        told["position"] = json.loads(row["positions"])
    if schema == "Address":
        told["full"] = [row["name"]]
        if row["latitude"] is not None:
            told |= {"latitude": [str(row["latitude"])], "longitude": [str(row["longitude"])]}
    return _line("entity", row["id"], schema, told)


def article(row: Row) -> str:
    """The line of an article that ARTICLES gives. Its text remains its publisher's and is not in it."""
    one = {
        "title": row["title"], "fileName": row["path"], "author": row["byline"],
        "publisher": row["publisher"], "sourceUrl": row["url"], "publishedAt": row["published"],
    }  # fmt: skip
    return _line("article", row["id"], "Article", {name: [one[name]] for name in one if one[name]})


def mention(row: Row) -> str:
    """The line that says that an article names an entity, of a row that MENTIONS gives."""
    told = {
        "document": [_id("article", row["article_id"])],
        "resolved": [_id("entity", row["entity_id"])],
        "name": [row["name"]],
    }
    return _line("mention", f"{row['article_id']} {row['entity_id']}", "Mention", told)


def event(incident: Incident, beside: Row, link: str) -> str:
    """The line of an incident; `beside` is its row of BESIDE and `link` the address of its page."""
    parties: list[dict[str, str]] = json.loads(beside["parties"])
    told: dict[str, Any] = {
        "name": [incident.headline],
        "summary": [incident.in_words],
        "keywords": [incident.type, incident.status],
        "sourceUrl": [link],
        "involved": [_id("entity", each["id"]) for each in parties if each["type"] != "place"],
        # only a legal entity can be involved; a place that acts is kept by name
        "locationMentioned": [each["name"] for each in parties if each["type"] == "place"],
        "proof": [_id("article", each) for each in json.loads(beside["articles"])],
    } | _dates(incident.earliest, incident.latest)
    if incident.place_id:
        told["location"] = [incident.place]
        if incident.place_type == "place":
            told["addressEntity"] = [_id("entity", incident.place_id)]
    return _line("incident", incident.id, "Event", told)


def _dates(earliest: str | None, latest: str | None) -> dict[str, list[str]]:
    """`date` for a day, month or year; else the first and last day it may have been on, as far as known.

    >>> _dates("2016-11-01", "2016-11-30"), _dates("2016-11-03", None)
    ({'date': ['2016-11']}, {'startDate': ['2016-11-03']})
    """
    if earliest and latest:
        if earliest == latest:
            return {"date": [earliest]}
        if earliest[:7] == latest[:7] and earliest[8:] == "01" and latest[8:] == _last(latest[:7]):
            return {"date": [earliest[:7]]}
        if earliest[:4] == latest[:4] and (earliest[5:], latest[5:]) == ("01-01", "12-31"):
            return {"date": [earliest[:4]]}
    bounds = {"startDate": earliest, "endDate": latest}
    return {name: [day] for name, day in bounds.items() if day}


def _last(month: str) -> str:
    """The number of the month's last day, of two digits."""
    year, number = int(month[:4]), int(month[5:])
    return str(monthrange(year, number)[1]) if year else ""


def _country(iso3: str | None) -> list[str]:
    """The country's code in FollowTheMoney, which is ISO 3166 alpha-2 in small letters; none for former states."""
    return [_alpha2()[iso3]] if iso3 in _alpha2() else []


@cache
def _alpha2() -> dict[str | None, str]:
    return {iso3: iso2.lower() for iso2, iso3 in alpha3_codes().items()}


def _id(kind: str, name: str) -> str:
    """An id that no other kind of thing has, and that OpenAleph takes whatever a file was called."""
    return sha1(f"dateline {kind} {name}".encode(), usedforsecurity=False).hexdigest()


def _line(kind: str, name: str, schema: str, told: Mapping[str, Iterable[str]]) -> str:
    properties = {key: list(values) for key, values in told.items() if values}
    made = {"id": _id(kind, name), "schema": schema, "properties": properties}
    return json.dumps(made, ensure_ascii=False) + "\n"
