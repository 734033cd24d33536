"""Keeps the front page in memory, where no database can change.

Whenever it is shown Datasette asks for leave to list each of some forty tables, which takes most of its 0.1 s.
Kept is only what anybody may see: the answer to a request without cookies and credentials, if it sets no cookie
itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from dateline.serving import names

MOST = 16  # pages, one for each name the site is reached by
NAMING = (b"host", b"x-forwarded-host", b"x-forwarded-proto")  # whole addresses are made of these
PRIVATE = {b"cookie", b"authorization"}

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]
Key = tuple[bytes | None, ...]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    pages: OrderedDict[Key, list[Message]] = OrderedDict()

    def wrap(app: App) -> App:
        async def with_kept_page(scope: Message, receive: Any, send: Send) -> None:
            key = _key(datasette, scope)
            if key is None:
                await app(scope, receive, send)
                return
            if key not in pages:
                messages: list[Message] = []

                async def keep(message: Message) -> None:
                    messages.append(message)

                await app(scope, receive, keep)
                if _may_be_kept(messages):
                    pages[key] = messages
                if len(pages) > MOST:
                    pages.popitem(last=False)
            else:
                messages = pages[key]
            for message in messages:
                await send(dict(message))

        return with_kept_page

    return wrap


def _key(datasette: Datasette, scope: Message) -> Key | None:
    """What tells one front page from another; None for a request that gets no kept page."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope.get("query_string"):
        return None
    if scope["path"] not in ("/", datasette.setting("base_url")):
        return None
    headers = dict(scope.get("headers") or [])
    if PRIVATE & headers.keys() or not names(datasette):
        return None
    # Datasette's own, of the schemas that it has read, is not on the page
    if any(db.is_mutable for name, db in datasette.databases.items() if name != "_internal"):
        return None
    return tuple(headers.get(name) for name in NAMING)


def _may_be_kept(messages: list[Message]) -> bool:
    start = messages[0] if messages else {"type": ""}
    if start["type"] != "http.response.start" or start["status"] != 200:
        return False
    return b"set-cookie" not in {name.lower() for name, _ in start["headers"]}
