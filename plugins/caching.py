"""Lets browsers and proxies keep our own pages as long as Datasette's, when the database cannot change.

Datasette gives its own pages `max-age` from the setting default_cache_ttl, and marks what is for one reader
only as private; this does the same for the pages that plugins add, and leaves every header that is there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

DATABASE = "dateline"
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

OURS = (
    "article/", "entity/", "incident/", "search", "timeline", "map", "network", "downloads", "incidents.",
    "ties.", "followthemoney.", "datapackage.", "croissant.",
)  # fmt: skip


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def with_age(scope: Message, receive: Any, send: Send) -> None:
            async def send_with_age(message: Message) -> None:
                if message["type"] == "http.response.start" and message["status"] == 200:
                    headers = list(message.get("headers") or [])
                    if not any(name.lower() == b"cache-control" for name, _ in headers):
                        age = f"max-age={datasette.setting('default_cache_ttl')}"
                        headers.append((b"cache-control", age.encode()))
                    message = {**message, "headers": headers}
                await send(message)

            keeps = scope["type"] == "http" and _is_ours(datasette, scope["path"])
            await app(scope, receive, send_with_age if keeps else send)

        return with_age

    return wrap


def _is_ours(datasette: Datasette, path: str) -> bool:
    """Whether the path is one of our pages, and its database is the same until the server ends."""
    database = datasette.databases.get(DATABASE)
    if database is None or database.is_mutable:
        return False
    inside = path.removeprefix(datasette.setting("base_url").rstrip("/"))
    return inside.startswith(tuple(f"/-/{name}" for name in OURS))
