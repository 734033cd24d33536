"""Every download is what a real parser of its format takes, says what it leaves out, and is the same each time."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from conftest import ROOT, close, rows_of, site_of
from datasette.app import Datasette
from datasette.utils import PrefixedUrlString, tilde_encode
from hypothesis import given
from hypothesis import strategies as st
from test_site import Page

from dateline.downloads import SUMS, names_in, write_downloads
from dateline.errors import BadSource
from dateline.schema import described
from dateline.site.exports import icalendar, markup, timeml
from dateline.site.exports.incidents import Incident
from dateline.site.exports.schema_org import in_a_page
from dateline.site.exports.tables import tables
from dateline.times.timeml import NOT_XML

FORMATS = (
    "/-/incidents.geojson", "/-/incidents.ics", "/-/incidents.atom", "/-/followthemoney.json",
    "/-/ties.graphml", "/-/ties.gexf",
)  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


async def text_of(site: Datasette, path: str) -> str:
    """What the site gives at an address, which must be a page or file."""
    response = await site.client.get(path)
    assert response.status_code == 200, f"{path}: {response.text[:300]}"
    text: str = response.content.decode("utf-8")
    return text


def number(site: Datasette, table: str, condition: str = "1") -> int:
    """How many rows of a table there are."""
    ((found,),) = rows_of(site, f"select count(*) from {table} where {condition}")
    return int(found)


# ---------------------------------------------------------------- incidents


async def test_geojson_has_every_incident_with_coordinates(site: Datasette) -> None:
    """One Feature each, longitude first, with a link to its page."""
    features = json.loads(await text_of(site, "/-/incidents.geojson"))["features"]
    placed = "place_id in (select id from entities where latitude is not null)"
    assert len(features) == number(site, "incidents", placed)
    for feature in features:
        assert feature["type"] == "Feature"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert (-180 <= longitude <= 180) and (-90 <= latitude <= 90)
        assert feature["properties"]["link"].endswith(f"/-/incident/{tilde_encode(feature['id'])}")


async def test_geojson_of_a_meeting(seeds_site: Datasette) -> None:
    """Place, day, sources and status of one that is known."""
    path = "/-/incidents.geojson?from=2017-01-11&to=2017-01-11&place=tobruk"
    (feature,) = json.loads(await text_of(seeds_site, path))["features"]
    assert feature["geometry"]["coordinates"] == [23.95385, 32.08963]
    told = feature["properties"]
    assert (told["when"], told["type"], told["status"]) == ("2017-01-11", "CONSULT", "asserted")


def calendar_of(text: str) -> list[dict[str, str]]:
    """The events of a calendar, their lines unfolded and values unescaped; a name is without parameters."""
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name.partition(";")[0]] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


async def test_the_calendar_has_every_dated_incident(site: Datasette) -> None:
    """The day after the last one ends it, ids are unique, and no clock was read."""
    events = calendar_of(await text_of(site, "/-/incidents.ics"))
    rows = rows_of(
        site, "select id, earliest, latest, status, summary from incidents order by rowid"
    )
    dated = [row for row in rows if row["earliest"] and row["latest"]]
    assert len(events) == len(dated)
    for event, row in zip(events, dated, strict=True):
        assert event["UID"] == f"{row['id']}@dateline"
        assert event["DTSTART"] == row["earliest"].replace("-", "")
        after = date.fromisoformat(event["DTEND"])
        assert (after - date.fromisoformat(row["latest"])).days == 1
        assert event["DTSTAMP"] == row["latest"].replace("-", "") + "T000000Z"
        assert row["summary"] in event["SUMMARY"]
        assert ("[" + row["status"] in event["SUMMARY"]) == (row["status"] != "asserted")
        assert event["STATUS"] == ("CONFIRMED" if row["status"] == "asserted" else "TENTATIVE")


def incident(**changes: Any) -> Incident:
    """An incident of a day, with changes."""
    told: dict[str, Any] = {
        "id": "a-i1", "type": "AID", "status": "asserted", "summary": "A met B", "edtf": "2016-11-28",
        "earliest": "2016-11-28", "latest": "2016-11-28", "event_count": 1, "article_count": 1,
        "source_count": 1, "place_id": None, "place": None, "place_type": None, "latitude": None,
        "longitude": None, "sentence": "A met B.", "article_id": "a", "title": None,
    }  # fmt: skip
    return Incident(**(told | changes))


def test_the_last_day_there_is_has_no_day_after() -> None:
    """An event without an end lasts its day."""
    event = icalendar.vevent(incident(earliest="9999-12-31", latest="9999-12-31"), "https://x")
    assert "DTSTART;VALUE=DATE:99991231" in event
    assert "DTEND" not in event


@given(st.text())
def test_any_text_comes_out_of_a_calendar_as_it_went_in(text: str) -> None:
    """But for controls, which it cannot hold, and line ends, which are one there."""
    line = icalendar.fold(f"SUMMARY:{icalendar.text(text)}")
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", kept)
    assert unescaped(line.replace("\r\n ", "").removesuffix("\r\n")) == f"SUMMARY:{kept}"


async def test_the_feed_is_atom(site: Datasette) -> None:
    """It has what RFC 4287 asks of a feed and of each entry; entries are the newest, in order."""
    feed = ElementTree.fromstring(await text_of(site, "/-/incidents.atom"))
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == min(100, number(site, "incidents", "latest is not null"))
    ids = []
    for element in (feed, *entries):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext(f"{ATOM}updated") or "")
        ids.append(element.findtext(f"{ATOM}id") or "")
        UUID(ids[-1])
    assert len(set(ids)) == len(ids)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert "The 100 of" in (feed.findtext(f"{ATOM}subtitle") or "")


# the properties that FollowTheMoney gives each schema, those of its parents included, as far as used here
THING = {
    "name",
    "alias",
    "country",
    "sourceUrl",
    "summary",
    "keywords",
    "publisher",
    "proof",
    "addressEntity",
}
FTM = {
    "Person": THING | {"position"},
    "Organization": THING,
    "PublicBody": THING,
    "LegalEntity": THING,
    "Address": THING | {"full", "latitude", "longitude"},
    "Article": THING | {"title", "fileName", "author", "publishedAt"},
    "Mention": {"document", "resolved", "name"},
    "Event": THING | {"date", "startDate", "endDate", "location", "involved", "locationMentioned"},
}  # fmt: skip
RANGES = {
    "involved": {"Person", "Organization", "PublicBody", "LegalEntity"},
    "resolved": {"Person", "Organization", "PublicBody", "LegalEntity"},
    "proof": {"Article"}, "document": {"Article"}, "addressEntity": {"Address"},
}  # fmt: skip


@pytest.mark.parametrize("query", ["", "?type=CONSULT", "?from=2016-11&to=2016-11"])
async def test_followthemoney_knows_each_property_and_reference(
    site: Datasette, query: str
) -> None:
    """Ids are unique, properties are those of the schema, and what is referred to is in the file."""
    lines = (await text_of(site, f"/-/followthemoney.json{query}")).splitlines()
    made = [json.loads(line) for line in lines]
    schemata = {each["id"]: each["schema"] for each in made}
    assert len(schemata) == len(made)
    for each in made:
        assert set(each["properties"]) <= FTM[each["schema"]], each
        for name, values in each["properties"].items():
            assert values and all(isinstance(value, str) and value for value in values), each
            if name in RANGES:
                assert {schemata[value] for value in values} <= RANGES[name], each
            if name == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)
    if not query:
        assert len([s for s in schemata.values() if s == "Event"]) == number(site, "incidents")
        assert len([s for s in schemata.values() if s == "Article"]) == number(site, "articles")


async def test_followthemoney_of_the_seeds(seeds_site: Datasette) -> None:
    """Who took part, where, when, and which articles say so."""
    lines = (await text_of(seeds_site, "/-/followthemoney.json")).splitlines()
    made = [json.loads(line) for line in lines]
    named = {each["id"]: each["properties"].get("name", [""])[0] for each in made}
    (meeting,) = [
        each["properties"]
        for each in made
        if each["schema"] == "Event" and each["properties"].get("date") == ["2017-01-11"]
    ]
    assert "Khalifa Haftar" in {named[each] for each in meeting["involved"]}
    assert meeting["location"] == ["Tobruk"]
    assert len(meeting["proof"]) == 1
    assert {each["schema"] for each in made if each["properties"].get("name") == ["Kremlin"]} == {
        "PublicBody",
        "Mention",
    }


# ---------------------------------------------------------------- ties


@pytest.mark.parametrize("name", ["graphml", "gexf"])
async def test_networks_are_read_by_networkx(site: Datasette, name: str, tmp_path: Path) -> None:
    """Each tie is an edge, and each of its ends a node with a name and a type."""
    import networkx

    path = tmp_path / f"ties.{name}"
    path.write_text(await text_of(site, f"/-/ties.{name}"), "utf-8")
    read = networkx.read_graphml if name == "graphml" else networkx.read_gexf
    network = read(path)
    # NetworkX may keep one edge of several between two nodes
    pairs = {(row[0], row[1]) for row in rows_of(site, "select source_id, target_id from ties")}
    assert set(network.edges()) == pairs
    assert path.read_text("utf-8").count("<edge ") == number(site, "ties")
    names = dict(rows_of(site, "select id, name from entities"))
    for node, told in network.nodes(data=True):
        assert told["type"]
        assert told["name" if name == "graphml" else "label"] == names[node]


async def test_ties_are_asked_for_by_entity_and_type_only(seeds_site: Datasette) -> None:
    """Two entities mean the ties between them; a day cannot be asked for, and the page says so."""
    path = "/-/ties.graphml?entity=russia&entity=khalifa-haftar"
    edges = re.findall(r'source="(.*?)" target="(.*?)"', await text_of(seeds_site, path))
    assert edges
    assert {frozenset(edge) for edge in edges} == {frozenset({"russia", "khalifa-haftar"})}
    answer = await seeds_site.client.get("/-/ties.graphml?from=2016")
    assert answer.status_code == 400
    assert "entity and type" in answer.text


# ---------------------------------------------------------------- articles


async def test_timeml_is_the_text_of_the_article(site: Datasette) -> None:
    """Without its tags, TEXT is the article's text; each date and event has a tag, or is counted as without."""
    for row in rows_of(site, "select article_id, text from texts"):
        path = f"/-/article/{tilde_encode(row['article_id'])}.tml"
        document = await text_of(site, path)
        root = ElementTree.fromstring(document)
        told = root.find("TEXT")
        assert told is not None
        assert "".join(told.itertext()) == NOT_XML.sub("\ufffd", row["text"])
        where = f"article_id = '{row['article_id']}'"
        times, events = told.findall("TIMEX3"), told.findall("EVENT")
        assert len(times) == number(site, "time_expressions", where)
        comment = re.search(r"<!-- (\d+) overlap", document)
        left_out = int(comment[1]) if comment else 0
        assert len(events) + left_out == number(site, "events", where)
        tids = {time.get("tid") for time in times} | {"t0"}
        assert {time.get("anchorTimeID", "t0") for time in times} <= tids
        instances = {each.get("eiid"): each.get("eventID") for each in root.iter("MAKEINSTANCE")}
        assert set(instances.values()) == {event.get("eid") for event in events}
        for link in root.iter("TLINK"):
            assert link.get("eventInstanceID") in instances
            assert link.get("relatedToTime") in tids


def test_overlapping_stretches_have_one_tag() -> None:
    """The date keeps its tag; the event that overlaps it is counted in a comment."""
    article = {"id": "a", "published": None, "text": "the June & July talks"}
    time = {"id": "t", "start": 4, "end": 15, "type": "DATE", "value": "2016-06", "mod": None,
            "quant": None, "freq": None, "anchor": "none", "anchor_id": None, "earliest": None,
            "latest": None}  # fmt: skip
    event = {"id": "e", "start": 9, "end": 21, "status": "asserted", "time_id": "t"}
    document = timeml.document(article, [time], [event])
    assert "<!-- 1 overlap others and are left out -->" in document
    assert "".join(ElementTree.fromstring(document).find("TEXT").itertext()) == article["text"]  # type: ignore[union-attr]


async def test_an_article_that_is_not_there_has_no_timeml(seeds_site: Datasette) -> None:
    """It is not found, as its page is not."""
    assert (await seeds_site.client.get("/-/article/nothing.tml")).status_code == 404


@given(st.text())
def test_any_text_comes_out_of_xml_as_it_went_in(text: str) -> None:
    """But for what XML cannot hold, which becomes the replacement character."""
    kept = NOT_XML.sub("\ufffd", text)
    element = ElementTree.fromstring(markup.tag("a", {"b": text}, markup.words(text)))
    assert (element.text or "") == kept
    assert element.get("b") == kept


# ---------------------------------------------------------------- filters, links, hostile articles


@pytest.mark.parametrize("path", FORMATS)
async def test_files_are_the_same_each_time_and_say_what_they_are(
    site: Datasette, path: str
) -> None:
    """Two requests give the same bytes, of a type that is no page and with the security headers."""
    first, second = [await site.client.get(path) for _ in range(2)]
    assert first.status_code == 200
    assert first.content == second.content
    assert not first.headers["content-type"].startswith("text/html")
    assert first.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", FORMATS)
async def test_bad_filters_are_explained(seeds_site: Datasette, path: str) -> None:
    """What cannot be a filter gives a page that says what to write."""
    answer = await seeds_site.client.get(f"{path}?from=last+week")
    assert answer.status_code == 400
    assert "write a day as 2016-11-28" in answer.text


async def test_filters_are_those_of_the_timeline(seeds_site: Datasette) -> None:
    """An entity, a period and a status leave the incidents that SQL says."""
    query = "?entity=khalifa-haftar&from=2016-11&to=2016-12&status=asserted"
    wanted = rows_of(
        seeds_site,
        "select id from incidents where status = 'asserted' and latest >= '2016-11-01'"
        " and earliest <= '2016-12-31' and id in (select incident_id from parties"
        " where entity_id = 'khalifa-haftar')",
    )
    events = calendar_of(await text_of(seeds_site, f"/-/incidents.ics{query}"))
    assert {event["UID"] for event in events} == {f"{row['id']}@dateline" for row in wanted}
    assert wanted


def test_more_rows_than_one_query_gives_are_all_there(tmp_path: Path, seeds_database: Path) -> None:
    """A file of thousands of incidents is whole, sent in many pieces."""
    import asyncio

    database = tmp_path / "dateline.db"
    database.write_bytes(seeds_database.read_bytes())
    with closing(sqlite3.connect(database)) as db, db:
        columns = [row[1] for row in db.execute("pragma table_info(incidents)")]
        others = ", ".join(f'"{name}"' for name in columns if name != "id")
        db.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 60)"
            f" insert into incidents (id, {others}) select id || '-' || i, {others} from incidents, n"
        )
    site = site_of(tmp_path / "site", database)
    try:
        text = asyncio.run(text_of(site, "/-/incidents.ics"))
        dated = "earliest is not null and latest is not null"
        assert len(calendar_of(text)) == number(site, "incidents", dated) > 1000
    finally:
        close(site)


# ---------------------------------------------------------------- files that are made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, seeds_database: Path) -> Path:
    """The folder of files made of the seeds."""
    folder = tmp_path_factory.mktemp("made") / "downloads"
    write_downloads(seeds_database, folder)
    return folder


def test_made_files_are_the_same_each_time(
    made: Path, tmp_path: Path, seeds_database: Path
) -> None:
    """A second run writes the same bytes, and their checksums are right."""
    write_downloads(seeds_database, tmp_path)
    files = {path.name: path.read_bytes() for path in made.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files
    listed = names_in(files.pop(SUMS).decode())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert set(listed) == {"datapackage.json", "croissant.json"} | {
        f"{name}.{kind}.gz" for name in described() for kind in ("csv", "jsonl")
    }


def test_made_files_hold_every_cell(made: Path, seeds_database: Path) -> None:
    """JSON lines are exactly the rows; CSV too, but that null and an empty text are both empty."""
    with closing(sqlite3.connect(seeds_database)) as db:
        for table in tables():
            names = [field.name for field in table.fields]
            rows = db.execute(table.sql).fetchall()
            with gzip.open(made / f"{table.name}.jsonl.gz", "rt", encoding="utf-8") as file:
                assert [tuple(json.loads(line).values()) for line in file] == rows
            with gzip.open(made / f"{table.name}.csv.gz", "rt", encoding="utf-8", newline="") as f:
                read = list(csv.reader(f))
            told = [["" if cell is None else str(cell) for cell in row] for row in rows]
            assert read == [names, *told]


def test_cells_are_left_as_they_are(tmp_path: Path, seeds_database: Path) -> None:
    """What a spreadsheet would take for a formula, line breaks and quotation marks come back as they were."""
    database = tmp_path / "dateline.db"
    database.write_bytes(seeds_database.read_bytes())
    cells = ['=1+1,"x"', "+1", "-1", "@a\r\nb", "\r", '"', "é 🙂", "'", ""]
    with closing(sqlite3.connect(database)) as db, db:
        db.executemany(
            "insert into build values (?, ?)", [(f"k{n}", c) for n, c in enumerate(cells)]
        )
    write_downloads(database, tmp_path / "downloads")
    content = gzip.decompress((tmp_path / "downloads" / "build.csv.gz").read_bytes()).decode()
    read = dict(csv.reader(io.StringIO(content, newline="")))
    assert [read[f"k{n}"] for n in range(len(cells))] == cells


# in processes of their own: both leave files open, which the other tests would be blamed for
FRICTIONLESS = """
import sys, frictionless
report = frictionless.validate(sys.argv[1])
print(len(report.tasks), report.valid, [] if report.valid else report.flatten(["title", "note"])[:5])
"""
MLCROISSANT = """
import sys, mlcroissant
dataset = mlcroissant.Dataset(sys.argv[1])
print(len(list(dataset.records("incidents"))), dataset.metadata.ctx.issues.errors)
"""


def said_by(script: str, file: Path) -> str:
    """What a script says of a file."""
    command = [sys.executable, "-W", "ignore", "-c", script, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_package_is_valid(made: Path) -> None:
    """Frictionless finds every type, key, reference, size and hash as described."""
    assert said_by(FRICTIONLESS, made / "datapackage.json") == f"{len(described())} True []\n"


def test_croissant_is_valid(made: Path) -> None:
    """mlcroissant takes the description and reads records with it."""
    with gzip.open(made / "incidents.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = len(file.readlines())
    assert said_by(MLCROISSANT, made / "croissant.json") == f"{rows} set()\n"


def test_only_a_dateline_database_is_made_into_files(tmp_path: Path) -> None:
    """For any other file the error says so, and no checksums stay behind."""
    (tmp_path / "other.db").write_bytes(b"nothing")
    with pytest.raises(BadSource, match=r"other\.db"):
        write_downloads(tmp_path / "other.db", tmp_path / "downloads")
    assert not (tmp_path / "downloads" / SUMS).exists()


# ---------------------------------------------------------------- pages


@pytest.fixture
def made_site(tmp_path: Path, made: Path, seeds_database: Path) -> Iterator[Datasette]:
    """A public site of the seeds, with the files that were made."""
    folder = tmp_path / "site"
    inspected = {"dateline": {"hash": "0" * 64, "size": seeds_database.stat().st_size,
                              "file": "dateline.db", "tables": {}}}  # fmt: skip
    folder.mkdir()
    for name in ("metadata.yml", "plugins", "templates", "static"):
        folder.joinpath(name).symlink_to(ROOT / name)
    folder.joinpath("settings.json").symlink_to(ROOT / "settings-public.json")
    folder.joinpath("dateline.db").symlink_to(seeds_database)
    folder.joinpath("downloads").symlink_to(made)
    folder.joinpath("inspect-data.json").write_text(json.dumps(inspected))
    site = Datasette(config_dir=folder)
    yield site
    close(site)


async def test_the_page_leads_to_everything(site: Datasette) -> None:
    """Each link of the page answers, and each table and format is there."""
    page = Page(await text_of(site, "/-/downloads"))
    links = {link for link in page.links if not link.startswith(("#", "http"))}
    for link in links:
        assert (await site.client.get(link)).status_code == 200, link
    assert set(FORMATS) <= links
    assert {f"/dateline/{name}.csv?_stream=on" for name in described()} <= links
    assert "dateline downloads" in await text_of(site, "/-/downloads")


async def test_the_page_hands_filters_on(seeds_site: Datasette) -> None:
    """With filters in its address the formats of incidents have them, and are escaped."""
    html = await text_of(seeds_site, "/-/downloads?entity=Khalifa+Haftar&from=2016")
    assert "/-/incidents.ics?entity=khalifa-haftar&amp;from=2016" in html
    nobody = await seeds_site.client.get("/-/downloads?entity=%3Cb%3E&from=2016")
    assert nobody.status_code == 400
    assert "<b>" not in nobody.text
    assert (await seeds_site.client.get("/-/downloads?from=x")).status_code == 400


async def test_made_files_are_served(made_site: Datasette, made: Path) -> None:
    """Those that are listed, and no others, whatever the name."""
    links = Page(await text_of(made_site, "/-/downloads")).links
    for name in names_in(made.joinpath(SUMS).read_text("utf-8")):
        assert f"/-/downloads/{name}" in links
        response = await made_site.client.get(f"/-/downloads/{name}")
        assert response.content == made.joinpath(name).read_bytes(), name
    made.joinpath("secret.txt").write_text("x")
    for name in ("secret.txt", "..%2Fdateline.db", "%2e%2e/dateline.db", "nothing"):
        response = await made_site.client.get(f"/-/downloads/{name}")
        assert response.status_code in (302, 404), name
    made.joinpath("secret.txt").unlink()


async def test_a_closed_table_has_no_file(tmp_path: Path, made: Path, seeds_database: Path) -> None:
    """Who may not see a table gets neither its file, nor its TimeML, nor a line on the page."""
    import yaml

    metadata = yaml.safe_load(ROOT.joinpath("metadata.yml").read_text("utf-8"))
    metadata["databases"]["dateline"]["tables"]["texts"]["allow"] = False
    site = site_of(tmp_path / "site", seeds_database, metadata=metadata)
    (tmp_path / "site" / "downloads").symlink_to(made)
    try:
        assert (await site.client.get("/-/downloads/texts.csv.gz")).status_code == 403
        assert (await site.client.get("/-/downloads/articles.csv.gz")).status_code == 200
        path = rows_of(site, "select id from articles")[0][0]
        assert (await site.client.get(f"/-/article/{path}.tml")).status_code == 403
        assert "texts.csv" not in await text_of(site, "/-/downloads")
        assert "texts.csv" not in await text_of(site, "/-/datapackage.json")
    finally:
        close(site)


async def test_the_page_says_when_the_files_are_of_another_build(
    tmp_path: Path, made: Path, empty_site: Datasette
) -> None:
    """They stay, with a warning."""
    database = Path(empty_site.get_database("dateline").path)
    site = site_of(tmp_path / "site", database.resolve())
    (tmp_path / "site" / "downloads").symlink_to(made)
    try:
        assert "of an earlier build" in await text_of(site, "/-/downloads")
    finally:
        close(site)


async def test_a_public_site_is_bounded(made_site: Datasette) -> None:
    """No SQL of strangers, the database to download, pages that may be kept, and the CSV limit told."""
    assert (await made_site.client.get("/dateline.json?sql=select+1")).status_code == 403
    assert (await made_site.client.get("/dateline.db")).status_code == 200
    html = await text_of(made_site, "/-/downloads")
    assert 'href="/dateline.db"' in html
    assert "stops at 20 MB" in html
    assert "of an earlier build" not in html
    for path in ("/-/downloads", "/-/incidents.ics", "/dateline/timeline"):
        headers = (await made_site.client.get(path)).headers
        assert headers["cache-control"] == "max-age=3600", path
        assert "Cookie" in headers["vary"]
    private = await made_site.client.get("/-/downloads", cookies={"ds_actor": "x"})
    assert private.headers["cache-control"] == "private, no-store"
    assert "cache-control" not in (await made_site.client.get("/-/downloads/no")).headers


async def test_a_database_that_may_change_is_not_kept(seeds_site: Datasette) -> None:
    """Our pages of it say nothing about how long to keep them."""
    assert "cache-control" not in (await seeds_site.client.get("/-/downloads")).headers


async def test_a_path_that_leads_nowhere_is_not_found(
    made_site: Datasette, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is 404 however long, has the security headers, and fills no log."""
    for path in ("/-/no", "/a/b/c/d/e/f", "/-/article/nothing", "/-/article/a/b.tml"):
        response = await made_site.client.get(path)
        assert response.status_code == 404, path
        assert "content-security-policy" in response.headers
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_public_settings_are_settings() -> None:
    """Datasette knows each, limits fit together, and Datasette's own pages keep their size."""
    from datasette.app import DEFAULT_SETTINGS

    public = json.loads(ROOT.joinpath("settings-public.json").read_text("utf-8"))
    private = json.loads(ROOT.joinpath("settings.json").read_text("utf-8"))
    assert set(private) <= set(public) <= set(DEFAULT_SETTINGS)
    assert public["facet_time_limit_ms"] <= public["sql_time_limit_ms"]
    assert public["default_allow_sql"] is False


# ---------------------------------------------------------------- for other programs


async def test_the_live_descriptions_are_valid(site: Datasette) -> None:
    """They name the CSV of this site, and their validators take them."""
    import frictionless
    import mlcroissant

    described_live = json.loads(await text_of(site, "/-/datapackage.json"))
    package = frictionless.Package.from_descriptor(described_live)
    assert [resource.name for resource in package.resources] == list(
        table.name for table in tables()
    )
    for resource in package.resources:
        path = str(resource.path).replace("http://localhost", "")
        header = next(csv.reader(io.StringIO(await text_of(site, path))))
        assert header == resource.schema.field_names
    live = json.loads(await text_of(site, "/-/croissant.json"))
    assert live["isLiveDataset"] is True
    assert not mlcroissant.Dataset(live).metadata.ctx.issues.errors


def test_json_in_a_page_cannot_leave_its_element() -> None:
    """Whatever a name holds, it comes back as it was, and no tag is in the page."""
    told = {"name": "</script><script>alert(1)</script> & <!--"}
    text = in_a_page(told)
    assert not set("<>&") & set(text)
    assert json.loads(text) == told


async def test_the_page_describes_itself_to_search_engines(site: Datasette) -> None:
    """A DataCatalog of one Dataset, with what it measures and where it is to be had."""
    html = await text_of(site, "/-/downloads")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    catalog = json.loads(block)
    (dataset,) = catalog["dataset"]
    assert (catalog["@type"], dataset["@type"]) == ("DataCatalog", "Dataset")
    assert {each["name"] for each in dataset["variableMeasured"]} == set(described()["timeline"][1])
    assert [each["name"] for each in dataset["distribution"]] == ["timeline.csv", "event_list.csv"]
    (days,) = rows_of(site, "select min(earliest), max(latest) from incidents")
    assert dataset.get("temporalCoverage", "../..") == f"{days[0] or '..'}/{days[1] or '..'}"


async def test_robots_and_language_models_are_told(site: Datasette) -> None:
    """Facet pages are closed to crawlers; llms.txt names every table and warns of the status."""
    robots = await text_of(site, "/robots.txt")
    assert "User-agent: *\nDisallow: /*?\n" in robots
    told = await text_of(site, "/llms.txt")
    assert all(f"/dateline/{name})" in told for name in described())
    assert "status" in told
    for address in re.findall(r"\]\(http://localhost(.*?)\)", told):
        assert (await site.client.get(address)).status_code == 200, address


# ---------------------------------------------------------------- below a path


@pytest.mark.parametrize("start", ["/data", ""])
async def test_addresses_hold_below_a_path(
    tmp_path: Path, seeds_database: Path, start: str
) -> None:
    """Whether the proxy passes the path on or takes it away, links are below it, once."""
    site = site_of(tmp_path / "site", seeds_database, settings={"base_url": "/data/"})

    async def text_at(path: str) -> str:
        # told that the path is whole, the client puts nothing before it
        return await text_of(site, PrefixedUrlString(path))

    try:
        page = Page(await text_at(f"{start}/-/downloads"))
        for link in [*page.links, *page.loads]:
            assert link.startswith(("/data/", "#", "http")), link
            assert "/data/data/" not in link
        for path, pattern in (
            ("/-/incidents.geojson", r'"link": "(.*?)"'),
            ("/-/incidents.atom", r'href="(.*?)"'),
            ("/-/datapackage.json", r'"path": "(http://localhost.*?)"'),
            ("/llms.txt", r"\]\((.*?)\)"),
        ):
            found = re.findall(pattern, await text_at(f"{start}{path}"))
            assert found, path
            for address in found:
                assert address.startswith("http://localhost/data/"), address
                assert "/data/data/" not in address
        assert "Disallow: /data/*?" in await text_at(f"{start}/robots.txt")
    finally:
        close(site)
