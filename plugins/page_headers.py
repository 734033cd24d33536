"""Gives our own pages the headers that Datasette gives its own: how long they may be kept, and who may read them.

`max-age` from the setting default_cache_ttl, where the database cannot change, and with --cors the leave for
pages of other sites to read the JSON, CSV and other files. Every header that is there already stays.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import add_cors_headers, tilde_decode

from dateline.serving import Collection, collection_of, names

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]
Header = tuple[bytes, bytes]

PAGE = re.compile(
    r"(?:/(?P<database>[^/]+))?/-/(?:article/|entity/|incident/|search|timeline|map|network|downloads|incidents\.|ties\."
    r"|followthemoney\.|datapackage\.|croissant\.)"
)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def with_headers(scope: Message, receive: Any, send: Send) -> None:
            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start" and message["status"] == 200:
                    headers = list(message.get("headers") or [])
                    there = {name.lower() for name, _ in headers}
                    more = [header for header in _more(ours) if header[0] not in there]
                    message = {**message, "headers": headers + more}
                await send(message)

            ours = _collection(datasette, scope["path"]) if scope["type"] == "http" else None
            await app(scope, receive, send_with_headers if ours else send)

        return with_headers

    return wrap


def _more(collection: Collection) -> Iterable[Header]:
    datasette = collection.datasette
    if not collection.db.is_mutable:
        yield b"cache-control", f"max-age={datasette.setting('default_cache_ttl')}".encode()
    if datasette.cors:
        cors: dict[str, str] = {}
        add_cors_headers(cors)
        yield from ((name.lower().encode(), value.encode()) for name, value in cors.items())


def _collection(datasette: Datasette, path: str) -> Collection | None:
    """The collection whose page an address is; None for others, and where none of several is named."""
    inside = path.removeprefix(datasette.setting("base_url").rstrip("/"))
    found = PAGE.match(inside)
    if not found:
        return None
    there = [tilde_decode(found["database"])] if found["database"] else names(datasette)
    return collection_of(datasette, there[0]) if len(there) == 1 else None
