"""Whole runs, with workers or as servers, that are killed at many moments: no file is torn, nobody is left.

What `test_steps.py` does at each step of one process is done here to real ones, whose moments are chosen by
what they have written so far.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_at_once import BIN, STUDIES, alive, children, started, waited
from test_steps import OUT_OF_ORDER, PLAIN, SLIPS, content, made

from extent import part

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals of POSIX, and /proc")
SPECS = {f"{study.stem}.yaml": study.read_text(encoding="utf-8") for study in STUDIES[:3]}
RENDER = ("render", "specs", "-j", "2", "-o", "out", "--index")
CHECK = ("check", "specs", "-j", "2")


def project(folder: Path) -> Path:
    """A new folder with several specs below `specs`."""
    folder.mkdir()
    made(folder / "specs", SPECS)
    return folder


def entries(folder: Path) -> int:
    """How many files there are."""
    return sum(path.is_file() for path in folder.rglob("*"))


def ended(run: subprocess.Popen[str]) -> list[int]:
    """Kill a run; the workers that it had."""
    workers = children(run.pid)
    run.kill()
    run.communicate()
    return workers


@pytest.mark.parametrize("args", [RENDER, CHECK], ids=["render", "check"])
def test_a_run_with_workers_that_is_killed_is_made_good_by_the_next(args, tmp_path):
    """Whatever it has written by then: pictures, pages, entries of the cache."""
    clean = project(tmp_path / "clean")
    with started(clean, *args, MLARCH_CACHE_DIR=str(clean / "cache")) as run:
        assert run.communicate()[1] == ""
    whole = content(clean)
    number = entries(clean)
    for written in part(range(len(SPECS), number), max(1, (number - len(SPECS)) // 4)):
        folder = project(tmp_path / f"{written}")
        variables = {"MLARCH_CACHE_DIR": str(folder / "cache")}
        run = started(folder, *args, **variables)
        assert waited(entries(folder) >= written or run.poll() is not None for _ in iter(int, 1))
        workers = ended(run)
        assert waited(not any(map(alive, workers)) for _ in iter(int, 1))
        for name, data in content(folder).items():
            temporary = Path(name).name.startswith(".mlarch-")
            assert temporary or data == whole[name] or name == "out/index.html", name
        with started(folder, *args, **variables) as again:
            assert again.communicate()[1] == ""
        assert content(folder) == whole
        assert not list(folder.rglob(".mlarch-*"))
        shutil.rmtree(folder)


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_an_estimate_that_is_stopped_leaves_the_picture_as_it_was(stop, tmp_path):
    folder = made(tmp_path / "project", {"a.yaml": STUDIES[0].read_text(encoding="utf-8"), "e.svg": "old"})
    args = ("estimate", "a.yaml", "--samples", "10000000", "--format", "svg", "-o", "e.svg")
    before = content(folder)
    with started(folder, *args) as run:
        # It samples for many seconds: numpy is there when it begins.
        maps = Path(f"/proc/{run.pid}/maps")
        assert waited("_multiarray_umath" in maps.read_text() for _ in iter(int, 1))
        time.sleep(0.2)
        run.send_signal(signal.Signals[stop])
        _, err = run.communicate(timeout=60)
    expected = (130, "interrupted") if stop == "SIGINT" else (-signal.Signals[stop], "")
    assert (run.returncode, err.strip()) == expected
    assert content(folder) == before


@pytest.fixture(name="preview")
def _preview(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    folder = made(tmp_path / "previewed", {"a.yaml": PLAIN})
    with started(folder, "serve", "a.yaml", "--edit") as process:
        yield process, folder / "a.yaml"
        process.kill()


def _conversation(process: subprocess.Popen[str]):
    pytest.importorskip("starlette", reason="the extra `serve` is not installed")
    from websockets.sync.client import connect

    assert process.stdout is not None
    address = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    origin, _, token = address.partition("/?token=")
    cookie = {"Cookie": f"mlarch={token}"}
    return connect(origin.replace("http", "ws") + "/talk", origin=origin, additional_headers=cookie)


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 8, 13, 21])
def test_a_preview_that_is_killed_while_it_saves_leaves_one_of_the_two_texts(preview, after, tmp_path):
    """So many milliseconds after the request to save; its processes end with it."""
    process, path = preview
    larger = PLAIN + "".join(f"# {'x' * 90} {number}\n" for number in range(2_000))
    with _conversation(process) as socket:
        socket.send(json.dumps({"type": "open", "path": "a.yaml"}))
        assert json.loads(socket.recv(timeout=60))["type"]
        socket.send(json.dumps({"type": "type", "text": larger}))
        socket.send(json.dumps({"type": "save"}))
        time.sleep(after / 1000)
        helpers = ended(process)
    assert waited(not any(map(alive, helpers)) for _ in iter(int, 1))
    assert path.read_text(encoding="utf-8") in (PLAIN, larger)
    with started(
        path.parent, "render", "a.yaml", "-f", "dot", "-o", "."
    ) as run:  # who writes there next clears up
        assert run.communicate()[1] == ""
    assert not list(path.parent.glob(".mlarch-*"))


@pytest.mark.parametrize("stop", ["SIGKILL", "SIGTERM", "gone"])
def test_a_language_server_ends_with_its_helpers(stop, tmp_path):
    """Killed, or left alone by its editor."""
    pytest.importorskip("pygls", reason="the extra `lsp` is not installed")
    folder = made(tmp_path / "project", {"a.yaml": SLIPS})
    uri = (folder / "a.yaml").as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": SLIPS}
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
    ]
    with subprocess.Popen(
        [BIN, "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for message in messages:
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        server.stdin.flush()
        while b"publishDiagnostics" not in _message(server):
            pass
        helpers = children(server.pid)
        if stop == "gone":
            server.stdin.close()
            server.stdout.close()
        else:
            server.send_signal(signal.Signals[stop])
        server.wait(timeout=60)
    assert waited(not any(map(alive, helpers)) for _ in iter(int, 1))
    assert content(folder) == {"a.yaml": SLIPS.encode()}


def _message(server: subprocess.Popen[bytes]) -> bytes:
    assert server.stdout is not None
    length = 0
    while (line := server.stdout.readline().strip()) or not length:
        assert line, "the server has ended"
        length = int(line.partition(b":")[2]) if line.startswith(b"Content-Length") else length
    return server.stdout.read(length)


FULL = {
    "fix": (("check", "--fix", "a.yaml"), SLIPS),
    "fmt": (("fmt", "a.yaml"), OUT_OF_ORDER + "# what is below\n" * 600),
    "render": (("render", "a.yaml", "-f", "svg,png", "-o", "out"), PLAIN),
    "estimate": (("estimate", "a.yaml", "--format", "svg", "-o", "e.svg"), PLAIN),
    "compare": (("compare", "a.yaml", "a.yaml", "-o", "c.svg"), PLAIN),
}


@pytest.fixture(name="small_disk")
def _small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.parametrize("name", FULL)
def test_on_a_disk_that_is_full_nothing_is_lost(small_disk, name, tmp_path):
    args, text = FULL[name]
    (small_disk / "a.yaml").write_text(text, encoding="utf-8")
    filling = subprocess.run(
        ["dd", "if=/dev/zero", f"of={small_disk}/filling"], capture_output=True, check=False
    )
    assert filling.returncode == 1
    before = content(small_disk)
    with started(small_disk, *args, MLARCH_CACHE_DIR="") as run:
        _, err = run.communicate()
    assert (run.returncode, content(small_disk)) == (2, before)
    assert err.count("Error: ") == err.lower().count("no space left on device") > 0
    os.truncate(small_disk / "filling", 0)
    if name in ("fix", "fmt"):
        with started(small_disk, *args) as run:
            assert "Traceback" not in run.communicate()[1]
        assert (small_disk / "a.yaml").read_text(encoding="utf-8") != text
    assert not list(small_disk.rglob(".mlarch-*"))
