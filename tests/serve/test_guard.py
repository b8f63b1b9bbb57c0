"""Who is let in: each promise of the preview's security, and the attack that it stops."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

from mlarch.serve.guard import Guard, policy

HOST = "127.0.0.1:8000"
COOKIE = [(b"cookie", b"mlarch=secret")]


def ask(
    *, host: str = HOST, origin: str | None = None, headers: list[tuple[bytes, bytes]] = COOKIE, **scope: Any
) -> list[dict[str, Any]]:
    """What is answered to one request; `let in` when the application is asked."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "let in"})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    named = [(b"host", host.encode()), *headers, *([(b"origin", origin.encode())] if origin else [])]
    request = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": named, **scope}
    asyncio.run(Guard(app, "secret", [HOST, "localhost:8000"])(request, receive, send))
    return sent


def let_in(**request: Any) -> bool:
    return ask(**request) == [{"type": "let in"}]


def test_the_page_itself_is_let_in() -> None:
    assert let_in()
    assert let_in(host="localhost:8000", origin="http://localhost:8000")
    assert let_in(type="websocket", origin=f"http://{HOST}")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8000.evil.example", ""]
)
def test_a_name_that_was_made_to_point_here_is_refused(host: str) -> None:
    assert ask(host=host)[0]["status"] == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://127.0.0.1:8000", "null", "http://127.0.0.1:8001"]
)
def test_a_page_from_elsewhere_is_refused_even_with_the_cookie(origin: str) -> None:
    assert ask(origin=origin)[0]["status"] == 403
    assert ask(type="websocket", origin=origin)[0]["type"] == "websocket.close"
    asked_first = ask(method="OPTIONS", origin=origin)[0]  # what a browser sends before a write to elsewhere
    assert asked_first["status"] == 403
    assert not [name for name, _ in asked_first["headers"] if name.startswith(b"access-control")]


def test_a_conversation_or_a_write_without_an_origin_is_refused() -> None:
    assert ask(type="websocket")[0]["type"] == "websocket.close"
    assert ask(method="POST")[0]["status"] == 403


@pytest.mark.parametrize(
    "cookie", [b"", b"mlarch=", b"mlarch=secre", b"mlarch=secrets", b"other=secret", b"\xff=;;"]
)
def test_without_the_token_of_this_start_nothing_is_shown(cookie: bytes) -> None:
    assert ask(headers=[(b"cookie", cookie)])[0]["status"] == 403


def test_the_token_becomes_a_strict_cookie_and_leaves_the_address() -> None:
    answer = ask(headers=[], query_string=b"token=secret")[0]
    headers = dict(answer["headers"])
    assert (answer["status"], headers[b"location"]) == (303, b"/")
    assert headers[b"set-cookie"] == b"mlarch=secret; Path=/; HttpOnly; SameSite=Strict"
    assert ask(headers=[], query_string=b"token=guess")[0]["status"] == 403


def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy("n").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert "unsafe" not in policy("n")
