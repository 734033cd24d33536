"""What robots are told: robots.txt for crawlers, llms.txt for language models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.site.exports.tables import DESCRIPTION, RIGHTS, TITLE, Table

# what no crawler needs: every combination of facets and filters is a page, and files are large
CLOSED = ("-/downloads/", "-/incidents.", "-/ties.", "-/followthemoney.", "-/search")


def robots_txt(base: str, names: Sequence[str]) -> str:
    """The rules for crawlers of a site below a path such as "/" or "/data/", with these databases.

    Their names are as addresses have them.

    >>> print(robots_txt("/", ["dateline"]).splitlines()[2])
    Disallow: /dateline.db
    >>> "Disallow: /2016-12/-/search" in robots_txt("/", ["2016-11", "2016-12"]).splitlines()
    True
    """
    paths = ["*?", *(f"{name}.db" for name in names), *CLOSED]
    if len(names) > 1:
        paths += [f"{name}/{path}" for name in names for path in CLOSED]
    rules = "".join(f"Disallow: {base}{path}\n" for path in paths)
    return f"User-agent: *\n{rules}Allow: {base}\n"


def llms_txt(site: str, names: Sequence[str], tables: Iterable[Table], *, sql: bool) -> str:
    """What a language model must know to ask this site. `sql` says whether it takes SQL in an address.

    `site` is its whole address and ends with a slash; `names` are those of its databases as addresses
    have them, at least one.
    """
    database = f"{site}{names[0]}"
    pages = site if len(names) == 1 else f"{database}/"
    several = [
        f"- This site has {len(names)} databases with the same tables, each of other articles:"
        f" {', '.join(names)}. The addresses below are of the first; put another name in its place."
    ]
    asking = [
        *(several if len(names) > 1 else []),
        f"- A table as JSON: [{database}/timeline.json?_shape=array]({database}/timeline.json?_shape=array)."
        " Add `_size=` (rows), `_sort=` or `_sort_desc=` (a column), and filters: `COLUMN=value`,"
        " `COLUMN__contains=`, `COLUMN__gte=`, `COLUMN__lte=`, `COLUMN__isnull=1`, `COLUMN__notnull=1`.",
        f"- What may have happened in November 2016: [{database}/timeline.json?_shape=array&"
        "earliest__lte=2016-11-30&latest__gte=2016-11-01]"
        f"({database}/timeline.json?_shape=array&earliest__lte=2016-11-30&latest__gte=2016-11-01).",
        f"- A row by its id: {database}/TABLE/ID.json?_shape=array.",
        f"- Words in the articles: {database}/texts.json?_shape=array&_search=WORDS; names in any spelling:"
        f" {database}/entities.json?_shape=array&_search=NAME.",
        f"- An article's text with all that was found in it: {pages}-/article/ID; as TimeML:"
        f" {pages}-/article/ID.tml.",
        f"- Everything else that can be had: [{pages}-/downloads]({pages}-/downloads).",
    ]
    if sql:
        asking.append(f"- SQL (SQLite, read only): {database}.json?_shape=array&sql=select+…")
    return "\n".join(
        [
            "# Dateline",
            "",
            f"> {TITLE}, out of a folder of news articles.",
            "",
            DESCRIPTION,
            "",
            "## How to ask",
            "",
            *asking,
            "",
            "## What to keep in mind",
            "",
            "- `status` says whether something is told as fact: asserted, planned, possible, conditional, alleged"
            " or negated. Only asserted rows are told as having happened; never quote the others without it.",
            "- `earliest` and `latest` are the first and last day something may have been on, inclusive. Null is"
            " not known; it is never any day and never today.",
            "- An incident is one happening with all reports of it; an event is one report, in one sentence."
            " `sources` counts articles that are not copies of others.",
            "- `attributed_to_id`, `attribution` and `according_to` say on whose word an event is told.",
            "- `conflicts` holds reports that cannot both be right; no winner is declared.",
            "- Cite the sentence (`sentence`, or by `sentence_id`), the article's title and its `url`.",
            f"- {RIGHTS}",
            "",
            "## Tables",
            "",
            *(f"- [{t.name}]({database}/{t.name}): {t.description} Columns: "
              f"{', '.join(field.name for field in t.fields)}." for t in tables),
            "",
        ]
    )  # fmt: skip
