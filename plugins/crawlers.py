"""Serves /robots.txt and /llms.txt; dateline/site/crawlers.py writes them."""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from dateline.site.crawlers import llms_txt, robots_txt
from dateline.site.exports.tables import tables


async def robots(datasette: Datasette) -> Response:
    """The rules for crawlers."""
    return Response.text(robots_txt(datasette.setting("base_url")))


async def llms(datasette: Datasette, request: Request) -> Response:
    """What a language model must know to ask this site."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    site = datasette.absolute_url(request, datasette.urls.instance())
    return Response.text(llms_txt(site, tables(), sql=datasette.setting("default_allow_sql")))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/robots\.txt$", robots), (r"^/llms\.txt$", llms)]
