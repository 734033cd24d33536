"""Lets Datasette's table of incidents show those of a picture.

`_filters` is the picture's query, `_only` a part of what it matches (dateline.site.filters.PARTS):

    /dateline/incidents?_filters=entity%3Dkhalifa-haftar%26from%3D2016&_only=undated

Datasette's own `_where` would take the condition, but is closed where SQL is, as on a public site.
"""

from __future__ import annotations

from datasette import hookimpl
from datasette.app import Datasette
from datasette.filters import FilterArguments
from datasette.utils.asgi import BadRequest, Request

from dateline.serving import collection_of
from dateline.site.filters import PARTS, BadFilter, Filters, as_arguments


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> FilterArguments | None:
    query, only = request.args.get("_filters") or "", request.args.get("_only") or ""
    if table != "incidents" or not (query or only) or not collection_of(datasette, database):
        return None
    if only and only not in PARTS:
        raise BadRequest(f"_only={only}: write {' or '.join(PARTS)}")
    try:
        filters = Filters.of(as_arguments(query))
    except BadFilter as error:
        raise BadRequest(str(error)) from error
    condition, values = filters.where()
    said = [" ".join(pair) for pair in filters.given]
    return FilterArguments(
        [condition, *([PARTS[only].condition] if only else [])],
        params=values,
        human_descriptions=[*said, *([PARTS[only].words] if only else [])],
    )
