"""The preview in a real browser: typing, the picture, findings, figures, scenarios, files, several pages."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("playwright")

from tests.serve.conftest import SPEC, Preview, chromium

if chromium() is None:
    pytest.skip("this machine has no chromium (Debian package chromium)", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Start = Callable[..., Preview]
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)  # a busy machine takes its time


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose pages must end without an error and without a request to another machine."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    words: list[str] = []
    context.on("console", lambda message: words.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: words.append(str(error.error)))
    context.on("request", lambda request: words.append(request.url) if _goes_out(request.url) else None)
    yield context
    context.close()
    assert [word for word in words if "WebSocket connection" not in word] == []


SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until what has just happened is laid out and painted: an editor measures before the next frame."""


def _goes_out(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def opened(context: BrowserContext, preview: Preview) -> Page:
    page = context.new_page()
    page.goto(preview.address)
    page.wait_for_selector("body[data-shown]")
    expect(page.locator("#picture .card")).not_to_have_count(0)
    return page


def typed(page: Page, text: str) -> None:
    """Type at the end of the editor, and wait until that is shown."""
    shown = page.evaluate("document.body.dataset.shown")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)
    page.wait_for_selector(f"body:not([data-shown='{shown}'])")


def expect_cards(page: Page, *ids: str) -> None:
    """Wait until these cards are shown and no others: findings and picture of a text come in any order."""
    for key in ids:
        expect(page.locator(f"#picture .card[data-key='{key}']")).to_have_count(1)
    expect(page.locator("#picture .card")).to_have_count(len(ids))


def test_what_is_typed_is_drawn_and_a_broken_line_keeps_the_picture(
    context: BrowserContext, start: Start
) -> None:
    page = opened(context, start())
    expect_cards(page, "app", "api", "ranker")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("extra: {")
    expect(page.locator("#state")).to_contain_text("error")
    expect_cards(page, "app", "api", "ranker")
    for _ in "extra: {":
        page.keyboard.press("Backspace")
    expect(page.locator("#state")).not_to_contain_text("error")
    typed(page, "groups: {all: [api, ranker]}\n")
    expect(page.locator("#picture .panel[data-key='all']")).to_have_count(1)


def test_zoom_and_place_stay_while_one_types(context: BrowserContext, start: Start) -> None:
    page = opened(context, start())
    page.locator("#in").click()
    page.locator("#in").click()
    before = page.locator("#picture svg").get_attribute("viewBox")
    typed(page, "# a remark\n")
    assert page.locator("#picture svg").get_attribute("viewBox") == before
    page.locator("#picture").focus()
    page.keyboard.press("0")
    expect(page.locator("#picture svg")).not_to_have_attribute("viewBox", before or "")


def test_the_cursor_and_the_scroll_of_the_text_stay_while_the_file_changes(
    context: BrowserContext, start: Start
) -> None:
    remarks = "".join(f"# remark {number}\n" for number in range(200))
    preview = start(shop=SPEC + remarks)
    page = opened(context, preview)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+ArrowUp")
    scrolled = "document.querySelector('.cm-scroller').scrollTop"
    page.wait_for_function(f"{scrolled} > 0")
    page.evaluate(SETTLED)
    before = page.evaluate(scrolled)
    (preview.folder / "shop.yaml").write_text(SPEC.replace("name: Shop", "name: Market") + remarks)
    expect(page).to_have_title("Market – mlarch preview")
    page.evaluate(SETTLED)
    assert page.evaluate(scrolled) == before
    assert page.evaluate("getSelection().toString()").startswith("# remark 199")


def test_parts_that_move_glide_and_the_others_stay(browser: Browser, start: Start) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = opened(context, start())
    page.locator("#picture .card[data-key='app']").evaluate("card => (card.dataset.seen = 'yes')")
    watched = """() => {
      window.glided = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...how) { window.glided += 1; return animate.apply(this, how); };
    }"""
    page.evaluate(watched)
    typed(page, "# a remark\n")
    assert page.evaluate("window.glided") == 0
    typed(page, "groups: {all: [api, ranker]}\n")
    page.wait_for_function("window.glided > 0")
    typed(page, "# a remark\n")
    expect(page.locator("#picture .card[data-key='ranker']")).to_have_count(1)
    context.close()


ORDERS = """cards => ["x", "y"].map((axis) => {
  const at = (card) => Number(card.querySelector("rect").getAttribute(axis));
  const sorted = cards.map((card) => [at(card), card.dataset.key]).sort(([a], [b]) => a - b);
  return sorted.map(([, key]) => key);
})"""
"""The ids of cards from left to right, and from the top down."""


AS_SENT = """(text) => {
  const svg = document.getElementById("picture").shadowRoot.querySelector("svg").cloneNode(true);
  for (const mark of svg.querySelectorAll(".flag")) mark.remove();
  for (const card of svg.querySelectorAll(".card")) {
    for (const name of ["tabindex", "role", "aria-label"]) card.removeAttribute(name);
  }
  const bare = text.replace(/<style>[^]*?<\\/style>/g, "");
  const sent = new DOMParser().parseFromString(bare, "image/svg+xml").documentElement;
  const same = [...sent.children].every((each, at) => each.isEqualNode(svg.children[at]));
  return same && sent.children.length === svg.children.length;
}"""
"""Whether the page shows a picture as it was sent, its own marks aside."""


def test_a_picture_is_shown_as_it_was_sent_and_what_is_the_same_stays(
    context: BrowserContext, start: Start
) -> None:
    page, pictures = context.new_page(), list[str]()

    def keep(frame: str | bytes) -> None:
        message = json.loads(frame)
        if message["type"] == "shown" and message.get("svg"):
            pictures.append(message["svg"])

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    head, flows = SPEC.split("flows:\n")
    flows, rest = flows.split("scenarios:")
    page.goto(start(shop=f"{head}scenarios:{rest}flows:\n{flows}").address)
    page.wait_for_selector("body[data-shown]")
    for text in (
        "  - api -> ranker & cache: a\n",
        "  - api -> cache: b\n  - api -> cache: b\n",
        "groups: {all: [api, ranker]}\n",
        "direction: TB\n",
        "stage: production\nsummary: |\n  <g class='card'>\n  one </g> & more\n",
    ):
        typed(page, text)
        expect(page.locator(".dim")).to_have_count(0)
        assert page.evaluate(AS_SENT, pictures[-1])
        page.locator("#picture defs").evaluate("(symbols) => (symbols.count = 1 + (symbols.count ?? 0))")
    assert len(pictures) >= 5
    assert page.locator("#picture defs").evaluate("(symbols) => symbols.count") > 2


def test_a_ghost_leaves_the_others_in_their_places_which_a_click_pins(
    context: BrowserContext, start: Start
) -> None:
    page = opened(context, start())
    before = page.locator("#picture .card").evaluate_all(ORDERS)
    page.locator(".finding .head", has_text="SRV002").click()
    expect(page.locator("#picture .card.ghost")).to_have_count(1)
    assert page.locator("#picture .card:not(.ghost)").evaluate_all(ORDERS) == before
    page.locator("#pin").click()
    expect(page.locator("#pin")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".cm-content")).to_contain_text("layout:")


def test_a_part_is_found_by_key_and_named_for_a_screen_reader(context: BrowserContext, start: Start) -> None:
    page = opened(context, start())
    card = page.get_by_role("button", name="api, Application / API server")
    expect(card).to_have_accessible_name(re.compile(r"\d+ findings?, worst: (error|warning|info)$"))
    card.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#picture .card.near")).to_have_attribute("data-key", "api")
    expect(page.locator(".cm-activeLine")).to_contain_text("api: {kind: api server")


def test_a_finding_lights_its_parts_shows_a_ghost_and_one_click_mends_it(
    context: BrowserContext, start: Start
) -> None:
    page = opened(context, start())
    page.locator(".finding .head", has_text="SRV002").click()
    expect(page.locator("#picture .card.lit[data-key='api']")).to_have_count(1)
    expect(page.locator("#picture .card.ghost")).to_have_count(1)
    page.locator(".finding.chosen .fixes button").first.click()
    expect(page.locator(".finding .head", has_text="SRV002")).to_have_count(0)
    expect(page.locator("#picture .ghost")).to_have_count(0)
    expect_cards(page, "app", "api", "ranker", "load_balancer")


def test_a_group_stands_for_its_parts_where_lines_end_at_it_or_it_is_one_card(
    context: BrowserContext, start: Start
) -> None:
    grouped = SPEC.replace(
        "app -> api -> ranker: request", "app -> back: request\n  - api -> ranker: features"
    )
    grouped = grouped.replace(
        "scenarios:", "groups: {back: {name: Back office, members: [api, ranker]}}\nscenarios:"
    )
    grouped = grouped.replace("views:\n", "views:\n  boxes: {groups: [back], depth: 1}\n")
    page = opened(context, start(shop=grouped))
    page.locator(".finding .head", has_text="SRV002").click()
    expect(page.locator("#picture .card.lit[data-key='api']")).to_have_count(1)
    expect(page.locator("#picture .flow.lit[data-key='app back']")).to_have_count(1)
    page.locator(".finding.chosen .head").click()
    expect(page.locator("#picture .ghost")).to_have_count(0)
    page.locator("#view").select_option("boxes")
    card = page.locator("#picture .card[data-key='back']")
    expect(card).to_have_accessible_name(
        re.compile(r"^Back office, group of 2, \d+ findings, worst: warning$")
    )
    card.click()
    expect(page.locator(".cm-activeLine")).to_contain_text("back: {name: Back office")


def test_sliders_compute_again(context: BrowserContext, start: Start) -> None:
    page = opened(context, start())
    page.locator("#tab-figures").click()
    expect(page.locator("#sums")).to_contain_text("116/s at peak")
    page.get_by_role("slider", name="Daily active users").fill("2.3")
    expect(page.locator("#sums")).to_contain_text("1.15k/s at peak")
    page.get_by_role("button", name="As stated").click()
    expect(page.locator("#sums")).to_contain_text("116/s at peak")


def test_a_scenario_is_walked_in_steps_and_a_view_is_chosen(context: BrowserContext, start: Start) -> None:
    page = opened(context, start())
    page.locator("#scenario").select_option("A query")
    expect(page.locator("#step")).to_have_text("1 of 3: app")
    page.locator("#next").click()
    expect(page.locator("#step")).to_have_text("2 of 3: api")
    expect(page.locator("#picture .card.lit")).to_have_count(2)
    page.locator("#scenario").select_option("")
    page.locator("#view").select_option("small")
    expect(page.locator("#picture .card")).to_have_count(2)


def test_several_specs_and_completion(context: BrowserContext, start: Start) -> None:
    preview = start(web=SPEC.replace("Shop", "Web").replace("ranker", "judge").replace(": judge", ": ranker"))
    page = opened(context, preview)
    page.locator("#spec").select_option(str(preview.folder / "web.yaml"))
    expect(page.locator("#picture .card[data-key='judge']")).to_have_count(1)
    page.reload()
    expect(page.locator("#picture .card[data-key='judge']")).to_have_count(1)
    typed(page, "stage: ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("production")


def test_a_file_written_elsewhere_is_followed_and_a_conflict_shows_both(
    context: BrowserContext, start: Start
) -> None:
    preview = start("--edit")
    file = preview.folder / "shop.yaml"
    page = opened(context, preview)
    file.write_text(SPEC.replace("ranker: ranker", "ranker: ranker\n  cache: cache"))
    expect(page.locator("#picture .card[data-key='cache']")).to_have_count(1)
    typed(page, "# mine\n")
    file.write_text(SPEC + "# theirs\n")
    expect(page.locator("#conflict")).to_be_visible()
    expect(page.locator("#theirs")).to_contain_text("# theirs")
    page.locator("#keep").click()
    expect(page.locator("#save")).to_have_text("Saved")
    assert file.read_text().endswith("# mine\n")


def test_two_pages_share_a_text_and_a_reload_keeps_it(context: BrowserContext, start: Start) -> None:
    preview = start()
    one, two = opened(context, preview), opened(context, preview)
    typed(one, "groups: {all: [api, ranker]}\n")
    expect(two.locator("#picture .panel[data-key='all']")).to_have_count(1)
    expect(two.locator(".cm-content")).to_contain_text("all: [api, ranker]")
    typed(two, "# two\n")
    expect(one.locator(".cm-content")).to_contain_text("# two")
    two.reload()
    expect(two.locator(".cm-content")).to_contain_text("all: [api, ranker]")


def test_the_last_picture_stays_when_the_server_ends(context: BrowserContext, start: Start) -> None:
    preview = start()
    page = opened(context, preview)
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(60) == 0
    expect(page.locator("#state")).to_contain_text("has ended")
    expect_cards(page, "app", "api", "ranker")


def test_a_narrow_window_shows_text_picture_and_findings_below_each_other(
    context: BrowserContext, start: Start
) -> None:
    page = opened(context, start())
    page.set_viewport_size({"width": 460, "height": 900})
    for place in ("#editor", "#picture svg", "#tab-findings", ".finding >> nth=0"):
        expect(page.locator(place)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 460


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_by_everybody(browser: Browser, start: Start, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    preview = start("--edit")
    page = opened(context, preview)
    found = complaints(page)
    page.locator(".finding .head").first.click()
    expect(page.locator(".finding.chosen .fixes")).to_be_visible()
    found += complaints(page)
    page.locator("#tab-figures").click()
    expect(page.locator("#chart svg")).to_be_visible()
    page.locator("#scenario").select_option("A query")
    expect(page.locator("#walk")).to_be_visible()
    found += complaints(page)
    typed(page, "# mine\n")
    preview.folder.joinpath("shop.yaml").write_text(SPEC + "# theirs\n")
    expect(page.locator("#conflict")).to_be_visible()
    found += complaints(page)
    context.close()
    assert found == []


def complaints(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is."""
    results = Axe().run(page)
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in results.response["violations"]
        for node in each["nodes"]
    ]
