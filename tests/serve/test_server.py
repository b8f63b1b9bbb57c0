"""The running preview, attacked from the same machine as a page in a browser could."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")

from drafting_faces import heard, talk
from tests.serve.conftest import SPEC, Preview
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from mlarch import loads

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


def _flood(socket: ClientConnection) -> None:
    for _ in range(64):
        socket.send("x" * (64 << 20))
        socket.recv(timeout=60)


def _read_all(socket: ClientConnection) -> None:
    while True:
        socket.recv(timeout=60)


def test_it_listens_on_one_address_of_this_machine_alone(start: Start) -> None:
    port = int(start().origin.rpartition(":")[2])
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    own = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port)}
    for address in {"127.0.0.2", "::1", *own} - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"refused|unreachable|assign|not supported"):
            socket.create_connection((address, port), timeout=5)


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
        talk(preview.address, origin="http://evil.example")


def test_nonsense_ends_nothing(start: Start) -> None:
    with talk(start().address) as socket:
        first = heard(socket, "reviewed")
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
            '{"type": "fix", "finding": 0, "fix": 0, "message": "of an older text"}',
            '{"type": "figures", "shown": true, "values": {"components.nobody.replicas": "x"}}',
            '{"type": "figures", "shown": true, "values": []}',
            '{"type": "type", "text": "\\ud800"}',
            '{"type": "save", "over": true}',
            '{"type": "no such thing"}',
        ):
            socket.send(nonsense)
        assert heard(socket, "failed")["message"]
        socket.send(json.dumps({"type": "type", "text": SPEC + "# still here\n"}))
        while (later := heard(socket, "reviewed"))["text"] == first["text"]:
            pass
        assert later["text"].endswith("# still here\n")


def test_of_many_texts_the_newest_is_shown_and_most_are_never_drawn(start: Start) -> None:
    with talk(start().address) as socket:
        heard(socket, "shown")
        for number in range(200):
            socket.send(json.dumps({"type": "type", "text": SPEC + f"# {number}\n"}))
        kinds = []
        while "# 199\n" not in kinds:
            message = json.loads(socket.recv(timeout=60))
            kinds.append(message["text"][len(SPEC) :] if message["type"] == "reviewed" else message["type"])
        assert kinds.count("shown") < 100


def test_a_message_that_is_too_large_ends_the_conversation_and_no_other(start: Start) -> None:
    preview = start()
    with talk(preview.address) as socket:
        heard(socket, "shown")
        with pytest.raises(ConnectionClosed):
            _flood(socket)
    with talk(preview.address) as socket:
        assert heard(socket, "reviewed")["current"]


def test_a_page_that_does_not_read_is_let_go_and_no_other(start: Start) -> None:
    preview = start()
    large = SPEC + "#" * 500_000
    with talk(preview.address, waiting=1) as stuck, talk(preview.address) as author:
        heard(author, "shown")
        for number in range(160):
            author.send(json.dumps({"type": "type", "text": f"{large}{number}\n"}))
        author.send(json.dumps({"type": "type", "text": SPEC + "# last\n"}))
        while not heard(author, "reviewed")["text"].endswith("# last\n"):
            pass
        with pytest.raises(ConnectionClosed):
            _read_all(stuck)


def test_names_are_text_in_the_picture(start: Start) -> None:
    hostile = SPEC.replace("name: Shop", "name: '<script>alert(1)</script><img src=x onerror=alert(1)>'")
    with talk(start(shop=hostile).address) as socket:
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


def test_the_figures_are_computed_when_they_are_shown_and_with_the_values_asked_for(start: Start) -> None:
    with talk(start().address) as socket:
        heard(socket, "shown")
        socket.send(json.dumps({"type": "figures", "shown": True, "values": {}}))
        stated = heard(socket, "figures")["figures"]
        assert stated["stated"]["requirements.peak_factor"] == 2
        values = {"requirements.daily_active_users": "10M"}
        socket.send(json.dumps({"type": "figures", "shown": True, "values": values}))
        assert "116/s at peak" in stated["text"]
        assert "1.16k/s at peak" in heard(socket, "figures")["figures"]["text"]
        socket.send(
            json.dumps({"type": "figures", "shown": True, "values": {"components.api.replicas": "x"}})
        )
        assert heard(socket, "figures")["figures"]["chart"] == ""


def test_what_is_typed_on_one_page_is_told_to_the_others(start: Start) -> None:
    preview = start()
    with talk(preview.address) as one, talk(preview.address) as two:
        heard(one, "shown")
        assert heard(two, "text")["text"] == SPEC
        one.send(json.dumps({"type": "type", "text": SPEC + "# one\n"}))
        told = heard(two, "text")
        assert (told["text"], told["saved"], told["heard"]) == (SPEC + "# one\n", False, 0)


def test_it_ends_at_once_while_a_picture_is_drawn(start: Start) -> None:
    parts = "".join(f"  part{number}: api server\n" for number in range(300))
    flows = "".join(f"  - part{number} -> part{(number * 7 + 1) % 300}: call\n" for number in range(300))
    preview = start(shop=f"mlarch: 1\nname: Large\ncomponents:\n{parts}flows:\n{flows}")
    with talk(preview.address) as socket:
        heard(socket, "reviewed")
        children = _children(preview.process.pid)
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(60) == 0
    if sys.platform == "linux":
        assert len(children) == 1
        assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def _children(parent: int) -> list[int]:
    """The processes that a process has started, where the system tells."""
    tasks = Path(f"/proc/{parent}/task")
    told = [(task / "children").read_text().split() for task in tasks.iterdir()] if tasks.exists() else []
    return [int(pid) for pids in told for pid in pids]


def test_parts_keep_their_places_until_one_rests(start: Start) -> None:
    parts = "".join(f"  part{n}: api server\n" for n in range(6))
    flows = "".join(f"  - part{n} -> part{n + 1}: call\n" for n in range(5))
    base = f"mlarch: 1\nname: Many\ncomponents:\n{parts}flows:\n{flows}"
    text = f"{base}  - part1 -> part5: call\n  - part1 -> new: call\n"
    with talk(start(shop=base).address) as socket:
        heard(socket, "shown")
        socket.send(json.dumps({"type": "type", "text": text}))
        kept, best = heard(socket, "shown"), heard(socket, "shown")
    places = "".join(f"  - {row}\n" for row in loads(base).drawing().rows())
    assert kept["svg"] == loads(f"{text}layout:\n{places}").render().decode()
    assert best["svg"] == loads(text).render().decode() != kept["svg"]
    assert [kept["arranged"], best["arranged"]] == [False, True]


def test_places_are_pinned_in_the_text_and_taken_out_again(start: Start) -> None:
    with talk(start().address) as socket:
        drawn = heard(socket, "shown")
        socket.send(json.dumps({"type": "pin", "on": True}))
        pinned = heard(socket, "text")["text"]
        rows = loads(SPEC).drawing().rows()
        assert loads(pinned).architecture.layout == rows
        again = heard(socket, "shown")
        assert again["svg"] == drawn["svg"]
        assert [drawn["pinned"], again["pinned"]] == [False, True]
        socket.send(json.dumps({"type": "pin", "on": False}))
        assert heard(socket, "text")["text"] == SPEC
        socket.send(json.dumps({"type": "type", "text": f"{SPEC}extra: {{"}))
        heard(socket, "reviewed")
        socket.send(json.dumps({"type": "pin", "on": True}))
        assert "errors" in heard(socket, "failed")["message"]


def test_a_remark_moves_the_lines_and_draws_nothing(start: Start) -> None:
    with talk(start().address) as socket:
        drawn = heard(socket, "shown")
        socket.send(json.dumps({"type": "type", "text": SPEC.replace("components:", "# parts\ncomponents:")}))
        again = heard(socket, "shown")
        assert again["svg"] is None
        assert again["fault"] == ""
        places = [each["outline"]["parts"]["api"]["place"][0] for each in (drawn, again)]
        assert places[1] == places[0] + 1
        socket.send(json.dumps({"type": "choose", "view": "small"}))
        assert heard(socket, "shown")["svg"] == loads(SPEC).render(view="small").decode()
