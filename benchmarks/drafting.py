"""How quickly the preview and the language server follow what is typed.

`python benchmarks/drafting.py` prints one table of Markdown per face; a word chooses a part of it: `pixels`,
`server`, `lsp`. Pixels are measured in Chromium, from the event of the key to the frame that shows
the new picture; CPU is that of the preview's two processes for one edit, and of the page's main thread until
nothing moves any more. The designs of 40 components are a case study with a few more, that of 1,000 is
`large.spec` in groups. The first line states the load and the CPU that Python takes to import four packages,
as a unit that is the same on every machine.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Sequence

from drafting_faces import (
    EDITS,
    REMARK,
    Editor,
    answered,
    cpu,
    edited,
    forty,
    opened,
    preview,
    thousand,
    with_extra,
)
from playwright.sync_api import CDPSession, Page, sync_playwright
from unit import unit

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

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
