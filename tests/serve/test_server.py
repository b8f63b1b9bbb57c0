"""The running preview, attacked from the same machine as a page in a browser could."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

from tests.serve.conftest import SPEC, Preview
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

Start = Callable[..., Preview]


def get(preview: Preview, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a request with the cookie, the path sent as it is."""
    host = preview.origin.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": host, "Cookie": f"mlarch={preview.token}", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def talk(preview: Preview, origin: str | None = None) -> ClientConnection:
    """A conversation, with the cookie."""
    return connect(
        preview.origin.replace("http", "ws") + "/talk",
        origin=origin or preview.origin,  # type: ignore[arg-type]
        additional_headers={"Cookie": f"mlarch={preview.token}"},
        max_size=None,
        open_timeout=60,
    )


def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=60))
        if message["type"] == kind:
            return message


def _flood(socket: ClientConnection) -> None:
    for _ in range(64):
        socket.send("x" * (64 << 20))
        socket.recv(timeout=60)


def test_it_listens_on_this_machine_alone(start: Start) -> None:
    preview = start()
    port = int(preview.origin.rpartition(":")[2])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in others - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((str(address), port), timeout=5)


def test_the_page_and_its_files_are_served_and_nothing_else(start: Start) -> None:
    preview = start()
    (preview.folder / "secret.txt").write_text("secret")
    assert get(preview, "/")[0] == 200
    assert get(preview, "/static/studio.js")[1]["content-type"].startswith("text/javascript")
    for path in (
        "/static/../run.py",
        "/static/%2e%2e/run.py",
        "/static/..%2frun.py",
        "/static/page.html",
        "/static//etc/passwd",
        f"/static/{preview.folder}/secret.txt",
        "/secret.txt",
        "/shop.yaml",
        "//etc/passwd",
        "/%00",
    ):
        status, _, body = get(preview, path)
        assert status == 404, path
        assert b"secret" not in body


def test_the_page_says_what_browsers_must_refuse(start: Start) -> None:
    headers = get(start(), "/")[1]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_a_page_from_elsewhere_gets_nothing(start: Start) -> None:
    preview = start()
    assert get(preview, "/", Origin="http://evil.example")[0] == 403
    assert get(preview, "/", Host="evil.example")[0] == 421
    assert get(preview, "/", Cookie="")[0] == 403
    with pytest.raises(InvalidStatus):
        talk(preview, origin="http://evil.example")


def test_nonsense_ends_nothing(start: Start) -> None:
    with talk(start()) as socket:
        first = heard(socket, "shown")
        for nonsense in (
            "",
            "{",
            "[]",
            "null",
            '{"type": "type"}',
            '{"type": "type", "text": 1}',
            '{"type": "open", "path": "/etc/passwd"}',
            '{"type": "fix", "finding": -1, "fix": 0}',
            '{"type": "fix", "finding": 99999, "fix": true}',
            '{"type": "complete", "line": 0, "column": -5}',
            '{"type": "complete", "line": 99999, "column": 1}',
            '{"type": "what-if", "values": {"components.nobody.replicas": "x"}}',
            '{"type": "what-if", "values": []}',
            '{"type": "save", "over": true}',
            '{"type": "no such thing"}',
        ):
            socket.send(nonsense)
        assert heard(socket, "failed")["message"]
        socket.send(json.dumps({"type": "what-if", "values": {}}))
        socket.send(json.dumps({"type": "type", "text": SPEC + "# still here\n"}))
        while (later := heard(socket, "shown"))["text"] == first["text"]:
            pass
        assert later["text"].endswith("# still here\n")


def test_of_many_texts_the_newest_is_shown_and_most_are_never_drawn(start: Start) -> None:
    with talk(start()) as socket:
        heard(socket, "shown")
        for number in range(200):
            socket.send(json.dumps({"type": "type", "text": SPEC + f"# {number}\n"}))
        shown = 0
        while True:
            shown += 1
            if heard(socket, "shown")["text"].endswith("# 199\n"):
                break
        assert shown < 100


def test_a_message_that_is_too_large_ends_the_conversation_and_no_other(start: Start) -> None:
    preview = start()
    with talk(preview) as socket:
        heard(socket, "shown")
        with pytest.raises(ConnectionClosed):
            _flood(socket)
    with talk(preview) as socket:
        assert heard(socket, "shown")["current"]


def test_names_are_text_in_the_picture(start: Start) -> None:
    hostile = SPEC.replace("name: Shop", "name: '<script>alert(1)</script><img src=x onerror=alert(1)>'")
    with talk(start(shop=hostile)) as socket:
        svg = heard(socket, "shown")["svg"]
    assert "&lt;script" in svg
    assert "<script" not in svg
    assert "<img" not in svg


def test_a_port_that_is_taken_is_said(start: Start, tmp_path: Path) -> None:
    port = start().origin.rpartition(":")[2]
    command = [sys.executable, "-m", "mlarch", "serve", str(tmp_path), "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
