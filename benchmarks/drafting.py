"""How quickly the preview and the language server follow what is typed.

`python benchmarks/drafting.py` prints one table of Markdown per face; a word chooses a part of it: `pixels`,
`server`, `lsp`. Pixels are measured in Chromium, from the event of the key to the frame that shows
the new picture; CPU is that of the preview's two processes for one edit, and of the page's main thread until
nothing moves any more. The designs of 40 components are a case study with a few more, that of 1,000 is
`large.spec` in groups. The first line states the load and the CPU that Python takes to import four packages,
as a unit that is the same on every machine.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import large
from playwright.sync_api import CDPSession, Page, sync_playwright
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

REMARK = next(iter(EDITS))

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


def unit() -> float:
    """CPU seconds that Python takes to start and to import four packages."""
    code = "import yaml, click, networkx, diagrams"
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


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


def surroundings() -> str:
    """What the figures were measured on, and beside what."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return f"{machine}; unit {1000 * unit():.0f} ms of CPU"


def row(name: str, times: Sequence[float], more: str = "") -> str:
    """A row of a table: the least, the middle and the ninth tenth of some milliseconds."""
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(0.9 * (len(ordered) - 1))]
    return f"| {name} | {ordered[0]:.0f} ms | {middle:.0f} ms | {late:.0f} ms |{more}"


def pixels(repeated: int = 12) -> None:
    """From the key to the pixels, in Chromium."""
    print("\n| 40 components, key to pixels in Chromium | least | median | 90 % | CPU: preview + page |")
    print("|---|---|---|---|---|")
    with preview(forty()) as (process, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        page.wait_for_selector("body[data-shown]")
        page.evaluate(WATCH)
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.locator(".cm-content").click()
        for name, where, keys in (
            ("a letter of a remark", "extra1: cache", "  # and"),
            ("a letter of a part's name", "extra2: cache", "x"),
            ("a line with a part more", "extra3: cache", "\n  more{n}: cache"),
        ):
            _put_cursor(page, where)
            times, used, worked = [], [], []
            for number in range(repeated):
                before, busy = cpu(process.pid), _busy(tools)
                page.keyboard.insert_text(keys.format(n=number) if number == 0 or "{n}" in keys else "x")
                _wait(page)
                times.append(page.evaluate("window.times.at(-1)"))
                used.append(1000 * (cpu(process.pid) - before))
                worked.append(1000 * (_busy(tools) - busy))
                if "{n}" in keys:
                    page.keyboard.press("Control+z")
                    _wait(page)
            both = f" {statistics.median(used[2:]):.0f} + {statistics.median(worked[2:]):.0f} ms |"
            print(row(name, times[2:], both))
        browser.close()


def _busy(tools: CDPSession) -> float:
    """CPU seconds of the page's main thread so far."""
    found = tools.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in found if each["name"] == "TaskDuration")


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
    page.locator(".cm-search input[name=search]").fill(where)
    page.keyboard.press("End")  # what is searched for is taken over when a key comes up
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.locator(".cm-search").wait_for(state="detached")
    page.keyboard.press("End")


def server(repeated: int = 24) -> None:
    """What one edit costs the preview, and how long its findings and its picture take to come."""
    print("\n| one edit in the preview | least | median | 90 % | CPU, median |\n|---|---|---|---|---|")
    for size, text in (("40 components", forty()), ("1,000 components", thousand())):
        base = with_extra(text)
        with preview(base) as (process, address), opened(address) as socket:
            for kind in EDITS:
                found, drawn, used = [], [], []
                for number in range(repeated if size.startswith("40") else 6):
                    before = cpu(process.pid)
                    review, picture = answered(socket, edited(base, kind, number))
                    found.append(1000 * review)
                    drawn.append(1000 * picture)
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


def lsp() -> None:
    """From the change of a text to its findings, in a client over standard input and output."""
    print("\n| one edit in the language server: findings | least | median | 90 % | CPU, median |")
    print("|---|---|---|---|---|")
    for size, text, repeated in (("40 components", forty(), 40), ("1,000 components", thousand(), 12)):
        base = with_extra(text)
        for kind in EDITS:
            editor, times, used = Editor(base), [], []
            for number in range(repeated):
                before, start = cpu(editor.process.pid), time.perf_counter()
                if kind == REMARK:
                    editor.type()
                else:
                    editor.change({"text": edited(base, kind, number)})
                times.append(1000 * (time.perf_counter() - start))
                used.append(1000 * (cpu(editor.process.pid) - before))
                time.sleep(0.2)
            editor.close()
            print(row(f"{size}, {kind}", times[2:], f" {statistics.median(used[2:]):.0f} ms |"))


def main(parts: Sequence[str]) -> None:
    """Measure what is asked for, or everything."""
    print(surroundings(), flush=True)
    for name, part in {"pixels": pixels, "server": server, "lsp": lsp}.items():
        if not parts or name in parts:
            part()


if __name__ == "__main__":
    main(sys.argv[1:])
