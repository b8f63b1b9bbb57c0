"""Takes the pictures in the docs of the preview and of the page: docs/preview-*.png and docs/page.png.

`python tools/preview_pictures.py docs` needs Chromium and the extra `serve`. The pictures depend on the fonts
of the machine, so no test compares them; look at them after a change of the preview.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

SPEC = """\
mlarch: 1
name: Photo search
components:
  app: client
  api: {kind: api server, name: Search API, replicas: 6, throughput: 200/s, latency: {p50: 4ms, p99: 15ms}}
  encoder: {kind: embedding service, latency: {p50: 8ms, p99: 25ms}}
  index: {kind: vector index, latency: {p50: 5ms, p99: 20ms}}
  ranker: {kind: ranker, replicas: 4, throughput: 150/s, latency: {p50: 12ms, p99: 40ms}}
  features: online feature store
  events: event log
  lake: data lake
  trainer: training job
flows:
  - app -> api -> encoder: photo
  - api -> index: nearest neighbours
  - api -> ranker -> features: candidates
  - api ~> events => lake => trainer: clicks
  - trainer => ranker: model
groups:
  serving: {name: Serving, members: [api, encoder, index, ranker, features]}
  training: {name: Training, members: [events, lake, trainer]}
scenarios:
  A search: [app, api, encoder, api, index, api, ranker, features]
requirements: {daily_active_users: 2M, requests_per_user: 5, peak_factor: 3, latency: {p99: 150ms}}
"""
SIZE = (1360, 840)
SETTLED = 1500  # milliseconds after which nothing moves any more


@contextmanager
def preview(spec: Path) -> Iterator[str]:
    """The address of a running preview."""
    command = [sys.executable, "-m", "mlarch", "serve", str(spec)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        yield address[0]
        process.terminate()


def opened(browser: Browser, address: str, scheme: str) -> Page:
    """A page in a light or a dark scheme."""
    page = browser.new_page(
        viewport={"width": SIZE[0], "height": SIZE[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address)
    if address.startswith("http"):
        page.wait_for_selector("body[data-shown]")
        page.locator(".finding").first.wait_for()
    page.wait_for_timeout(SETTLED)
    return page


def take(page: Page, target: Path) -> None:
    """Write what the page shows, in few colours, and close it."""
    page.wait_for_timeout(SETTLED)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = image.quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    page.close()


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        spec = Path(place) / "photo_search.yaml"
        spec.write_text(SPEC, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with preview(spec) as address:
            page = opened(browser, address, "light")
            page.locator(".finding .head", has_text="SRV002").click()
            page.locator("#picture .card.ghost").wait_for()
            take(page, folder / "preview-fix.png")

            page = opened(browser, address, "dark")
            page.locator("#scenario").select_option("A search")
            page.locator("#walk").wait_for()
            page.wait_for_timeout(SETTLED)
            for _ in range(2):
                page.locator("#next").click()
            take(page, folder / "preview-scenario.png")

            page = opened(browser, address, "light")
            page.locator("#picture .card[data-key=ranker]").click()
            page.locator("#tab-figures").click()
            page.locator("#floor").focus()
            for _ in range(14):
                page.keyboard.press("ArrowUp")
            page.locator("#chart svg").wait_for()
            page.get_by_role("slider", name="Daily active users").fill("0.7")
            page.locator("#sums", has_text="overloaded").wait_for()
            take(page, folder / "preview-figures.png")
        html = Path(place) / "photo_search.html"
        subprocess.run(
            [sys.executable, "-m", "mlarch", "render", str(spec), "-o", str(html), "--no-cache"], check=True
        )
        page = opened(browser, html.as_uri(), "light")
        page.locator("g.card[data-key=ranker]").click()
        take(page, folder / "page.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
