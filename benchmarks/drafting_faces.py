"""The designs and the edits of `drafting.py`, and both faces to type into: a preview, a language server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import large
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")

EDITS = {
    "a remark": "  extra1: cache\n  # and so on{n}\n",
    "a part's number": "  extra1: {{kind: cache, replicas: {n}}}\n",
    "a part more": "  extra1: cache\n  more{n}: cache\n",
}
"""What stands in place of a line of the design, another each time."""

REMARK = next(iter(EDITS))


def forty() -> str:
    """The largest case study with as many parts more as make forty."""
    text = (ROOT / "specs" / "video_recommendation.yaml").read_text(encoding="utf-8")
    more = "".join(f"  extra{n}: cache\n" for n in range(2, 6))
    calls = "".join(f"  - home -> extra{n}: lookup\n" for n in range(2, 6))
    return text.replace("\ncomponents:\n", f"\ncomponents:\n{more}  extra1: cache\n").replace(
        "\nflows:\n", f"\nflows:\n{calls}  - home -> extra1: lookup\n"
    )


def thousand() -> str:
    """A thousand components, in groups of twenty."""
    systems = 1000 // len(large.PARTS)
    members = {n: ", ".join(f"{name}{n}" for name in large.PARTS) for n in range(systems)}
    groups = "".join(f"  system{n}: [{names}]\n" for n, names in members.items())
    return f"{large.spec(1000)}groups:\n{groups}"


def with_extra(text: str) -> str:
    """The text with the line that edits replace."""
    return text if "extra1" in text else text.replace("components:\n", "components:\n  extra1: cache\n", 1)


def edited(text: str, kind: str, number: int) -> str:
    """The text after the edit of this number; each is another than the one before."""
    return text.replace("  extra1: cache\n", EDITS[kind].format(n=number + 2), 1)


@contextmanager
def preview(*texts: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running preview of some specs, and its address."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:02}.yaml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mlarch", "serve", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        try:
            yield process, address[0]
        finally:
            process.terminate()
            process.wait()


def talk(address: str, origin: str | None = None, waiting: int | None = None) -> ClientConnection:
    """A conversation with a preview, with its cookie, as its page has one, or a page of another `origin`.

    It takes all that comes, as a browser does, or no more than so many messages that nobody asked for.
    """
    own, _, token = address.partition("/?token=")
    return connect(
        own.replace("http", "ws") + "/talk",
        origin=origin or own,  # type: ignore[arg-type]
        additional_headers={"Cookie": f"mlarch={token}"},
        max_size=None,
        max_queue=waiting,
        open_timeout=60,
    )


def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=120))
        if message["type"] == kind:
            return message


def answered(socket: ClientConnection, text: str) -> tuple[float, float]:
    """Send a text: the seconds until its findings and until its picture, which come in any order."""
    start, came = time.perf_counter(), {"reviewed": 0.0, "shown": 0.0}
    socket.send(json.dumps({"type": "type", "text": text}))
    while not all(came.values()):
        kind = json.loads(socket.recv(timeout=600))["type"]
        if kind in came:
            came[kind] = time.perf_counter() - start
    return came["reviewed"], came["shown"]


def opened(address: str) -> ClientConnection:
    """A conversation whose first spec has been reviewed and drawn."""
    socket = talk(address)
    waiting = {"reviewed", "shown"}
    while waiting:
        waiting.discard(json.loads(socket.recv(timeout=600))["type"])
    return socket


class Editor:
    """An editor that speaks with a language server, as bare as can be: its own work is not measured."""

    def __init__(self, text: str) -> None:
        command = [sys.executable, "-m", "mlarch", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.line, self.version = text.count("\n"), 1
        self.tell("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
        self.wait("id")
        self.tell("initialized", {})
        self.open("file:///nowhere/spec.yaml", text)

    def open(self, uri: str, text: str) -> None:
        """Open a text, and wait for its findings."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        self.wait("diagnostics")

    def tell(self, method: str, params: object, **more: object) -> None:
        """Send a message."""
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def wait(self, word: str) -> None:
        """Read messages until one that holds a word."""
        assert self.process.stdout is not None
        body = b""
        while f'"{word}"'.encode() not in body:
            size = int(self.process.stdout.readline().split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            body = self.process.stdout.read(size)

    def type(self) -> None:
        """Type a letter of a remark at the end, and wait for the findings."""
        place = {"line": self.line, "character": self.version - 1}
        self.change({"range": {"start": place, "end": place}, "text": "#" if self.version == 1 else "x"})

    def change(self, change: dict[str, object]) -> None:
        """Change the text, and wait for the findings."""
        self.version += 1
        which = {"uri": "file:///nowhere/spec.yaml", "version": self.version}
        self.tell("textDocument/didChange", {"textDocument": which, "contentChanges": [change]})
        self.wait("diagnostics")

    def close(self) -> None:
        """End the server."""
        self.tell("shutdown", None, id=2)
        self.wait("id")
        self.tell("exit", None)
        self.process.wait()


def family(process: int) -> list[int]:
    """A process and those that it has started."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):  # the thread has just ended, and had started nothing
            found += map(int, (task / "children").read_text().split())
    return found


def cpu(process: int) -> float:
    """CPU seconds of a process and its children so far."""
    found = 0
    for pid in family(process):
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        found += int(words[11]) + int(words[12])
    return found / TICKS


def memory(process: int) -> float:
    """MiB that a process and its children hold."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in family(process))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
