"""Who may speak to the preview: this machine, a page of the preview itself, with the token of this start.

Any page in a browser can send requests to this machine. So the host, the origin and a cookie are looked at
before anything else, and a page from elsewhere can neither read nor change a spec.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

__all__ = ["Guard", "policy"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "mlarch"
_REFUSED = b"This page belongs to another program's start. Open the address that `mlarch serve` printed.\n"


def policy(nonce: str) -> str:
    """What the page may load and do: nothing from elsewhere. `nonce` marks the styles of the editor."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class Guard:
    """Lets through to `app` only what comes from the page itself.

    `hosts` are the names with port under which the page is served. A first request with `?token=` gets the
    cookie and is sent on to the bare address, so that the token stays in no history.
    """

    def __init__(self, app: App, token: str, hosts: Iterable[str]) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        if headers.get("host", "").lower() not in self._hosts:
            await _refuse(scope, send, 421, b"This server answers for another host.\n")
        elif not self._from_here(scope, headers.get("origin")):
            await _refuse(scope, send, 403, b"A page from elsewhere may not ask this server.\n")
        elif scope["type"] == "http" and scope["path"] == "/" and self._known(_token(scope)):
            await _sent_on(send, self._token)
        elif not self._known(_cookie(headers.get("cookie", ""))):
            await _refuse(scope, send, 403, _REFUSED)
        else:
            await self._app(scope, receive, send)

    def _from_here(self, scope: Scope, origin: str | None) -> bool:
        """Whether a request comes from the page itself. Browsers name the origin where it matters."""
        if origin is None:
            return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        return origin in {f"http://{host}" for host in self._hosts}

    def _known(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())


def _token(scope: Scope) -> str:
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else str(found.value)


async def _sent_on(send: Send, token: str) -> None:
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(scope: Scope, send: Send, status: int, text: bytes) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": text.decode().strip()})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
