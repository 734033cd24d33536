"""Puts the security headers on every response.

The pages need nothing from elsewhere, and the browser is told so: an address of another host in an
article can be followed, but never loaded. Datasette's own pages have scripts and styles in the page,
hence 'unsafe-inline'; what comes out of articles is escaped before it gets there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    # whose pages somebody reads is nobody else's business
    b"referrer-policy": b"same-origin",
}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    def wrap(app: App) -> App:
        async def with_headers(scope: Message, receive: Any, send: Send) -> None:
            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    kept = [h for h in message.get("headers") or [] if h[0].lower() not in HEADERS]
                    message = {**message, "headers": [*kept, *HEADERS.items()]}
                await send(message)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap
