"""How quickly the preview and the language server follow what is typed, and what they keep.

`python benchmarks/drafting.py` prints one table of Markdown per face; a word chooses a part of it: `pixels`,
`server`, `lsp`, `memory`. Pixels are measured in Chromium, from the event of the key to the frame that shows
the new picture; CPU is that of the preview's process for one edit, of which a quiet machine shows the wall
clock. The designs of 40 components are a case study with a few more, that of 1,000 is `large.spec` in groups.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import large
from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

EDITS = {
    "a remark": "  extra1: cache\n  # and so on{n}\n",
    "a part's number": "  extra1: {{kind: cache, replicas: {n}}}\n",
    "a part more": "  extra1: cache\n  more{n}: cache\n",
}
"""What stands in place of a line of the design, another each time."""

WATCH = """() => {
  const times = window.times = [];
  window.seen = document.body.dataset.shown;
  let begun = null;
  addEventListener("beforeinput", (event) => (begun = event.timeStamp), true);
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    if (begun !== null) times.push(performance.now() - begun);
    begun = null;
  }))).observe(document.body, {attributeFilter: ["data-shown"]});
}"""


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


def talk(address: str) -> ClientConnection:
    """A conversation with a preview, as its page has one."""
    origin, _, token = address.partition("/?token=")
    headers = {"Cookie": f"mlarch={token}"}
    return connect(
        origin.replace("http", "ws") + "/talk",
        origin=origin,  # type: ignore[arg-type]
        additional_headers=headers,
        max_size=None,
        open_timeout=60,
    )


def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=600))
        if message["type"] == kind:
            return message


def cpu(process: int) -> float:
    """CPU seconds of a process so far."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


def memory(process: int) -> float:
    """MiB that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def row(name: str, times: Sequence[float], more: str = "") -> str:
    """A row of a table: the least, the middle and the ninth tenth of some milliseconds."""
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(0.9 * (len(ordered) - 1))]
    return f"| {name} | {ordered[0]:.0f} ms | {middle:.0f} ms | {late:.0f} ms |{more}"


def pixels(repeated: int = 24) -> None:
    """From the key to the pixels, in Chromium."""
    print("\n| 40 components, key to pixels in Chromium | least | median | 90 % |\n|---|---|---|---|")
    with preview(forty()) as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.wait_for_selector("body[data-shown]")
        page.evaluate(WATCH)
        page.locator(".cm-content").click()
        for name, where, keys in (
            ("a letter of a remark", "extra1: cache", "  # and"),
            ("a letter of a part's name", "extra2: cache", "x"),
            ("a line with a part more", "extra3: cache", "\n  more{n}: cache"),
        ):
            _put_cursor(page, where)
            times = []
            for number in range(repeated):
                page.keyboard.insert_text(keys.format(n=number) if number == 0 or "{n}" in keys else "x")
                _wait(page)
                times.append(page.evaluate("window.times.at(-1)"))
                if "{n}" in keys:
                    page.keyboard.press("Control+z")
                    _wait(page)
            print(row(name, times[2:]))
        browser.close()


def _wait(page: Page) -> None:
    """Wait until something else is shown than the last time."""
    while page.evaluate("document.body.dataset.shown === window.seen"):
        page.wait_for_timeout(20)
    page.evaluate("window.seen = document.body.dataset.shown")
    page.wait_for_timeout(300)


def _put_cursor(page: Page, where: str) -> None:
    """Put the cursor behind a text."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    page.keyboard.insert_text(where)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("End")


def server(repeated: int = 24) -> None:
    """What one edit costs the preview, and how long its findings and its picture take to come."""
    print("\n| one edit in the preview | least | median | 90 % | CPU, median |\n|---|---|---|---|---|")
    for size, text in (("40 components", forty()), ("1,000 components", thousand())):
        base = (
            text if "extra1" in text else text.replace("components:\n", "components:\n  extra1: cache\n", 1)
        )
        with preview(base) as (process, address), talk(address) as socket:
            heard(socket, "shown")
            for kind in EDITS:
                found, drawn, used = [], [], []
                for number in range(repeated if size.startswith("40") else 6):
                    before, start = cpu(process.pid), time.perf_counter()
                    socket.send(json.dumps({"type": "type", "text": edited(base, kind, number)}))
                    heard(socket, "reviewed")
                    found.append(1000 * (time.perf_counter() - start))
                    heard(socket, "shown")
                    drawn.append(1000 * (time.perf_counter() - start))
                    used.append(1000 * (cpu(process.pid) - before))
                print(row(f"{size}, {kind}: findings", found, " |"))
                print(row(f"{size}, {kind}: picture", drawn, f" {statistics.median(used):.0f} ms |"))


class Editor:
    """An editor that speaks with a language server, as bare as can be: its own work is not measured."""

    def __init__(self, text: str) -> None:
        command = [sys.executable, "-m", "mlarch", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.line, self.version = text.count("\n"), 1
        self.tell("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=1)
        self.wait("id")
        self.tell("initialized", {})
        document = {"uri": "file:///nowhere/spec.yaml", "languageId": "yaml", "version": 1, "text": text}
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
        change = {"range": {"start": place, "end": place}, "text": "#" if self.version == 1 else "x"}
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


def lsp() -> None:
    """From the change of a text to its findings, in a client over standard input and output."""
    print("\n| a letter in the language server: findings | least | median | 90 % | CPU, median |")
    print("|---|---|---|---|---|")
    for size, text, repeated in (("40 components", forty(), 40), ("1,000 components", thousand(), 12)):
        editor, times, used = Editor(text), [], []
        for _ in range(repeated):
            before, start = cpu(editor.process.pid), time.perf_counter()
            editor.type()
            times.append(1000 * (time.perf_counter() - start))
            used.append(1000 * (cpu(editor.process.pid) - before))
        editor.close()
        print(row(size, times[2:], f" {statistics.median(used):.0f} ms |"))


def kept() -> None:
    """What 1,000 edits leave in memory, and what twenty open specs take."""
    print("\n| memory | begin | end |\n|---|---|---|")
    with preview(forty()) as (process, address), talk(address) as socket:
        heard(socket, "shown")
        held = 0.0
        for number in range(1000):
            kind = list(EDITS)[number % len(EDITS)]
            socket.send(json.dumps({"type": "type", "text": edited(forty(), kind, number)}))
            heard(socket, "shown")
            if number == 100:
                held = memory(process.pid)
        end = memory(process.pid)
        print(f"| preview, from the 100th to the 1,000th edit | {held:.0f} MiB | {end:.0f} MiB |")
    editor = Editor(forty())
    for number in range(1000):
        editor.type()
        if number == 100:
            held = memory(editor.process.pid)
    print(f"| language server, likewise | {held:.0f} MiB | {memory(editor.process.pid):.0f} MiB |")
    editor.close()
    studies = sorted((ROOT / "specs").glob("*.yaml"))
    texts = [studies[number % len(studies)].read_text(encoding="utf-8") for number in range(20)]
    with preview(*texts) as (process, address), talk(address) as socket:
        paths = heard(socket, "specs")["paths"]
        heard(socket, "shown")
        held, start = memory(process.pid), time.perf_counter()
        for path in paths:
            socket.send(json.dumps({"type": "open", "path": path}))
            heard(socket, "shown")
        each, end = (time.perf_counter() - start) / len(paths), memory(process.pid)
        print(f"| preview, 20 specs opened in turn, {each:.1f} s each | {held:.0f} MiB | {end:.0f} MiB |")


def main(parts: Sequence[str]) -> None:
    """Measure what is asked for, or everything."""
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the beginning")
    for name, part in {"pixels": pixels, "server": server, "lsp": lsp, "memory": kept}.items():
        if not parts or name in parts:
            part()


if __name__ == "__main__":
    main(sys.argv[1:])
