"""The page in a real browser: every interaction, by pointer and by key; nothing leaves the machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import SPEC as HOSTILE

import mlarch

pytest.importorskip("playwright")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("this machine has no chromium (Debian package chromium)", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until the picture has been fitted to the window, which happens before the first frame."""
SPEC = """
mlarch: 1
name: Shop search
summary: Finds products.
components:
  app: client
  api: {kind: api server, name: Search API, replicas: 4, latency: {p99: 12ms}, link: "https://example.com/api"}
  ranker: {kind: ranker, tech: Triton, owner: search team}
  store: {kind: online feature store, tech: Redis}
  lake: data lake
  trainer: training job
  monitor: metrics monitor
flows:
  - app -> api: {sends: query, returns: results}
  - api -> ranker -> store: {returns: scores}
  - api ~> lake: events
  - lake => trainer: training data
  - trainer => ranker: model
  - api & ranker ~> monitor: metrics
groups:
  serving: {name: Serving, members: [api, models]}
  models: {name: Models, members: [ranker, store]}
scenarios:
  A query: [app, api, ranker, store, ranker, api, app]
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    specs = {
        "shop": SPEC,
        "hostile": HOSTILE,
        "one": "mlarch: 1\nname: One\nstage: sketch\ncomponents: {api: api server}\nflows: []\n",
    }
    return {name: mlarch.loads(text).render(folder / f"{name}.html") for name, text in specs.items()}


@pytest.fixture
def page(browser: Browser, files: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page of a spec, `shop` unless a test asks for another; it must end without a word or a request."""
    context = browser.new_context(viewport={"width": 1300, "height": 850})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else said.append(one.url))
    page.goto(files[getattr(request, "param", "shop")].as_uri())
    page.evaluate(SETTLED)
    yield page
    context.close()
    assert said == []


def _side(page: Page) -> str:
    return page.inner_text("#side")


def _seen(page: Page, kind: str) -> set[str]:
    """The keys of the cards or panels that are shown."""
    found: list[str] = page.eval_on_selector_all(
        f"g.{kind}",
        "nodes => nodes.filter(n => getComputedStyle(n).display !== 'none').map(n => n.dataset.key)",
    )
    return set(found)


def _lit(page: Page) -> set[str]:
    found: list[str] = page.eval_on_selector_all("g.card.lit", "nodes => nodes.map(n => n.dataset.key)")
    return set(found)


def _box(page: Page) -> list[float]:
    return [float(number) for number in page.get_attribute("svg.mlarch", "viewBox").split()]


def test_the_overview_says_what_it_is(page):
    side = _side(page)
    assert "Shop search" in side
    assert "7 parts, 8 flows" in side
    assert "Finds products." in side
    assert page.title() == "Shop search"


def test_a_card_shows_its_details_and_its_neighbours(page):
    page.click("g.card[data-key=api]")
    side = _side(page)
    for words in ("Search API", "replicas", "p99 12 ms", "https://example.com/api", "← App", "→ Ranker"):
        assert words in side
    assert page.get_attribute("g.card[data-key=api]", "aria-pressed") == "true"
    page.click("#side >> text=→ Ranker")
    assert "Search API → Ranker" in _side(page)
    page.keyboard.press("Escape")
    assert "7 parts" in _side(page)


def test_search_finds_by_name_kind_product_and_owner_alike(page):
    page.keyboard.press("/")
    page.keyboard.type("triton")
    assert page.inner_text("#results li >> nth=0").startswith("Ranker")
    assert page.get_attribute("#search", "aria-activedescendant") == "match-0"
    page.keyboard.press("Enter")
    assert "search team" in _side(page)
    assert page.evaluate("document.activeElement.dataset.key") == "ranker"
    page.keyboard.press("/")
    page.keyboard.type("nothing of the kind")
    assert "Nothing is called so" in page.inner_text("#results")
    page.keyboard.press("Escape")
    assert page.is_hidden("#results")


def test_upstream_and_downstream_are_lit(page):
    page.click("g.card[data-key=ranker]")
    page.keyboard.press("u")
    assert _lit(page) == {"app", "api", "lake", "trainer", "ranker"}
    page.click("#side >> text=Downstream")
    assert _lit(page) == {"ranker", "store", "monitor"}
    assert page.inner_text("#live") == "2 parts downstream"
    page.keyboard.press("d")
    assert _lit(page) == set()


def test_a_plane_can_be_hidden(page):
    page.uncheck("#planes input[value=offline]")
    assert _seen(page, "card") == {"app", "api", "ranker", "store", "monitor"}
    hidden = page.eval_on_selector("g.flow[data-line='lake => trainer']", "n => getComputedStyle(n).display")
    assert hidden == "none"
    page.check("#planes input[value=offline]")
    assert "lake" in _seen(page, "card")


def test_a_group_collapses_and_opens_by_key(page):
    page.focus("g.fold[aria-label='Collapse Serving']")
    page.keyboard.press("Enter")
    assert _seen(page, "card") == {"app", "lake", "trainer", "monitor"}
    assert _seen(page, "panel") == {"serving"}
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Open Serving, 3 parts"
    assert page.inner_text("#live") == "Serving collapsed"
    page.keyboard.press("Enter")
    assert _seen(page, "panel") == {"serving", "models"}
    assert len(_seen(page, "card")) == 7
    page.focus("g.fold[aria-label='Collapse Models']")
    page.keyboard.press(" ")
    assert _seen(page, "card") == {"app", "api", "lake", "trainer", "monitor"}
    page.click("#side .list button:text-is('Ranker')")  # a part inside opens it again
    assert "ranker" in _seen(page, "card")


def test_a_finding_lights_what_it_is_about(page):
    first = page.locator("#side .finding").first
    named = first.locator(".link").all_inner_texts()
    assert named
    first.locator("button:text-is('Show')").click()
    assert len(_lit(page)) >= len(named)
    assert page.locator("#side .finding [aria-pressed=true]").count() == 1
    page.keyboard.press("Escape")
    assert _lit(page) == set()
    assert page.locator("g.card .flag").count() > 0


def test_a_scenario_is_played_step_by_step(page):
    page.select_option("#walk", label="A query")
    assert _lit(page) == {"app", "api", "ranker", "store"}
    assert page.inner_text("#step") == "1 of 6: App → Search API"
    page.click("#view", position={"x": 3, "y": 3})
    page.select_option("#walk", label="A query")
    page.click("#next")
    assert page.inner_text("#step") == "2 of 6: Search API → Ranker"
    assert page.get_attribute("g.flow.now", "data-line") == "api -> ranker"
    assert page.inner_text("#side [aria-current]") == "Search API → Ranker"
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.inner_text("#step") == "4 of 6: Online feature store → Ranker".replace(
        "Online feature store", "Store"
    )
    page.keyboard.press("p")
    assert page.inner_text("#step").startswith("3 of 6")
    page.click("#play")
    page.wait_for_function(
        "() => document.getElementById('step').textContent.startsWith('6 of 6')", timeout=60_000
    )
    page.wait_for_function("() => document.getElementById('play').getAttribute('aria-label') === 'Play'")
    page.keyboard.press("Escape")
    assert _lit(page) == set()


def test_pan_and_zoom_by_wheel_drag_button_and_key(page):
    start = _box(page)
    page.mouse.move(400, 400)
    page.mouse.wheel(0, -400)
    page.wait_for_function(
        "w => document.querySelector('svg.mlarch').viewBox.baseVal.width < w", arg=start[2] - 1
    )
    zoomed = _box(page)
    page.mouse.down()
    page.mouse.move(300, 330, steps=4)
    page.mouse.up()
    moved = _box(page)
    assert moved[0] > zoomed[0]
    assert moved[1] > zoomed[1]
    assert moved[2] == pytest.approx(zoomed[2])
    assert "7 parts" in _side(page)  # a drag chooses nothing
    page.keyboard.press("0")
    assert _box(page) == pytest.approx(start)
    page.click("#in")
    assert _box(page)[2] < start[2]
    page.focus("#view")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("-")
    assert _box(page)[2] == pytest.approx(start[2])
    page.click("#fit")
    assert _box(page) == pytest.approx(start)


def test_the_arrow_keys_go_from_card_to_card(page):
    page.focus("g.card[tabindex='0']")
    seen = set()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.dataset.key"))
    assert len(seen) > 1
    assert seen <= {"app", "api", "ranker", "store", "lake", "trainer", "monitor"}
    page.keyboard.press("Enter")
    name = page.evaluate("document.activeElement.getAttribute('aria-label').split(',')[0]")
    assert page.inner_text("#side h2") == name


def test_what_is_chosen_survives_a_reload(page):
    page.click("g.card[data-key=store]")
    assert page.url.endswith("#part=store")
    page.reload()
    assert page.inner_text("#side h2") == "Store"
    page.evaluate("location.hash = '#part=%E0%A4%A'")
    page.reload()
    assert "7 parts" in _side(page)


def test_colours_follow_the_system_and_the_reader(page):
    ground = "getComputedStyle(document.body).backgroundColor"
    card = "getComputedStyle(document.querySelector('g.card rect')).fill"
    light = (page.evaluate(ground), page.evaluate(card))
    page.emulate_media(color_scheme="dark")
    dark = (page.evaluate(ground), page.evaluate(card))
    assert light == ("rgb(255, 255, 255)", "rgb(255, 255, 255)")
    assert dark == ("rgb(13, 20, 36)", "rgb(23, 33, 53)")
    page.click("#theme")
    assert page.inner_text("#theme") == "Theme: light"
    assert page.evaluate(ground) == light[0]
    page.click("#theme")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(ground) == dark[0]


def test_print_shows_the_picture_and_not_the_tools(page):
    page.click("#theme")
    page.click("#theme")
    page.emulate_media(media="print")
    assert page.is_hidden("#search")
    assert page.is_hidden("#player")
    assert page.is_visible("svg.mlarch .title")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("page", ["one", "hostile", "shop"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    for act in ("", "choose", "search", "play", "fold", "keys"):
        if act == "choose":
            page.keyboard.press("Tab")
            page.click("g.card >> nth=0")
        elif act == "search":
            page.fill("#search", "a")
        elif act == "play" and page.is_visible("#player"):
            page.select_option("#walk", index=1)
        elif act == "fold" and page.locator("g.fold").count():
            page.keyboard.press("Escape")
            page.focus("g.fold")
            page.keyboard.press("Enter")
        elif act == "keys":
            page.click("#help")
        results = Axe().run(page)
        found = [
            (one["id"], [n["html"][:120] for n in one["nodes"]][:3]) for one in results.response["violations"]
        ]
        assert found == [], act
    page.keyboard.press("Escape")


@pytest.mark.parametrize("page", ["hostile"], indirect=True)
def test_hostile_names_do_nothing_but_show(page):
    page.click("g.card[data-key=api]")
    assert "</script><script>alert(1)</script>" in page.inner_text("#side h2")
    page.fill("#search", "alert")
    assert "<img src=x onerror" in page.inner_text("#results")
    page.select_option("#walk", index=1)
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2


def test_a_narrow_window_puts_the_details_below(page):
    page.set_viewport_size({"width": 420, "height": 800})
    page.wait_for_function("innerWidth === 420")
    page.evaluate(SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    side, view = (page.locator(name).bounding_box() for name in ("#side", "#view"))
    assert side["y"] >= view["y"] + view["height"]
