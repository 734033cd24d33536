"""Serves /robots.txt and /llms.txt; dateline/site/crawlers.py writes them."""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request

from dateline.serving import visible
from dateline.site.crawlers import llms_txt, robots_txt
from dateline.site.exports.tables import tables
from dateline.website import DESCRIBED


async def robots(datasette: Datasette, request: Request) -> Response:
    """The rules for crawlers."""
    return Response.text(
        robots_txt(datasette.setting("base_url"), await _names(datasette, request))
    )


async def llms(datasette: Datasette, request: Request) -> Response:
    """What a language model must know to ask this site."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    site = datasette.absolute_url(request, datasette.urls.instance())
    return Response.text(
        llms_txt(
            site,
            await _names(datasette, request),
            tables(),
            sql=datasette.setting("default_allow_sql"),
        )
    )


async def _names(datasette: Datasette, request: Request) -> list[str]:
    """The databases as addresses have them; at least the one that would be there."""
    seen = await visible(datasette, request.actor)
    return [tilde_encode(collection.name) for collection in seen] or [DESCRIBED]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/robots\.txt$", robots), (r"^/llms\.txt$", llms)]
