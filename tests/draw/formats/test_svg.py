import re
import xml.etree.ElementTree as ElementTree

import pytest
from scenes import card, link, scene

from mlarch.draw.diagram import End, Line, Role
from mlarch.draw.formats.canvas import Picture
from mlarch.draw.formats.paint import compose
from mlarch.draw.formats.svg import corner_cuts, rounded, to_svg
from mlarch.draw.formats.theme import DARK, LIGHT, TOKENS, Theme, role_token
from mlarch.draw.formats.trunks import heavier_trunks
from mlarch.draw.layout.layout import lay_out
from mlarch.draw.layout.page import to_diagram
from mlarch.draw.scene.values import Panel, Title
from mlarch.model import Plane

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \"quoted\" 'single' & \u202eright\u202c to left\nnew line \x07 \ud800"


def picture_of(wanted) -> Picture:
    return compose(to_diagram(wanted, lay_out(wanted)))


@pytest.fixture(scope="module")
def picture() -> Picture:
    cards = [
        card("a", name=("First",)),
        card("b", tech=("Redis",), figures=("p99 5 ms",)),
        card("c", planned=True),
    ]
    links = [link(0, "a", "b", "request"), link(1, "b", "c", "events", role=Role.STREAM)]
    return picture_of(scene(cards, links, (Panel("p", "Serving", Plane.ONLINE, ("b", "c")),)))


def test_the_file_is_well_formed_and_names_itself(picture):
    root = ElementTree.fromstring(to_svg(picture))
    assert root.find(f"{SVG}title").text == "A system"
    assert root.find(f"{SVG}desc").text == "A system."
    assert root.get("role") == "img"


def test_nothing_is_fetched_from_elsewhere(picture):
    text = to_svg(picture)
    addresses = re.findall(r"""(?:href|src|url)\s*[=(]\s*["']?([^"')\s]+)""", text)
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "<script" not in text


def test_words_are_text_of_their_measured_width(picture):
    root = ElementTree.fromstring(to_svg(picture))
    texts = {text.text: text for text in root.iter(f"{SVG}text")}
    assert {"A system", "First", "Redis", "p99 5 ms", "request", "events", "Serving"} <= set(texts)
    assert float(texts["First"].get("textLength")) == pytest.approx(28.5, abs=3)


def test_every_flow_and_card_is_there_with_a_tooltip(picture):
    root = ElementTree.fromstring(to_svg(picture))
    groups = {(g.get("class"), g.get("data-key")) for g in root.iter(f"{SVG}g") if g.get("data-key")}
    assert ("flow call", "a b") in groups
    assert ("flow stream", "b c") in groups
    assert {key for kind, key in groups if kind == "card"} == {"a", "b", "c"}
    assert "a: a server." in {title.text for title in root.iter(f"{SVG}title")}


def test_light_and_dark_are_in_one_file(picture):
    text = to_svg(picture)
    guarded = text[text.index("@supports(color:var(--page))") : text.index("</style>")]
    assert f".mlarch{{--call:{LIGHT['call']}" in guarded
    assert f"@media(prefers-color-scheme:dark){{.mlarch{{--call:{DARK['call']}" in guarded
    assert text.count("var(--") == guarded.count("var(--")


@pytest.mark.parametrize(
    ("theme", "there", "absent"), [(Theme.LIGHT, LIGHT, DARK), (Theme.DARK, DARK, LIGHT)]
)
def test_one_theme_holds_only_its_own_colours(picture, theme, there, absent):
    text = to_svg(picture, theme)
    assert there["page"] in text
    assert absent["call"] not in text
    assert "@media" not in text
    assert "var(" not in text


def test_hostile_names_stay_words():
    wanted = scene(
        [card("a", name=(HOSTILE,), description=HOSTILE, link="javascript:alert(1)")],
        [],
        (Panel("p", HOSTILE, Plane.ONLINE, ("a",)),),
        title=Title(HOSTILE, HOSTILE, (HOSTILE,)),
        description=HOSTILE,
    )
    text = to_svg(picture_of(wanted))
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert "javascript:" not in text
    assert "\u202e" not in text
    assert "\x07" not in text


def test_a_link_is_a_link_only_to_the_web():
    wanted = scene([card("a", link="https://example.com/design"), card("b", link="file:///etc/passwd")], [])
    text = to_svg(picture_of(wanted))
    assert 'xlink:href="https://example.com/design"' in text
    assert "passwd" not in text


def test_plain_svg_has_no_style_sheet(picture):
    text = to_svg(picture, Theme.LIGHT, plain=True)
    assert "<style>" not in text
    assert "var(--" not in text
    assert "textLength" not in text


def test_corners_are_rounded_within_their_stretches():
    line = ((0.0, 0.0), (4.0, 0.0), (4.0, 20.0))
    assert corner_cuts(line, 6.0) == [((2.0, 0.0), (4.0, 0.0), (4.0, 2.0))]
    assert rounded(line, 6.0) == "M0 0L2 0Q4 0 4 2L4 20"


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "least"), [(LIGHT, 1.4), (DARK, 2.5)], ids=["light", "dark"])
def test_the_border_of_a_group_inside_a_group_is_seen(theme, least):
    weak = {
        (inner.value, outer.value): ratio
        for inner in Plane
        for outer in Plane
        if (ratio := _contrast(theme[f"{inner.value}-edge"], theme[f"{outer.value}-tint"])) < least
    }
    assert weak == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_what_it_stands_on(theme):
    """Contrast as WCAG 2.1 computes it: at least 4.5 to 1 for every word in a picture."""
    grounds = ["page", *(f"{plane.value}-tint" for plane in Plane)]
    words = [(plane.value, f"{plane.value}-tint") for plane in Plane]
    words += [
        ("ink", "page"),
        ("muted", "page"),
        ("ink", "card"),
        ("muted", "card"),
        ("ink", "chip"),
        ("on-badge", "badge"),
    ]
    lines = {role_token(role, quiet=quiet) for role in Role for quiet in (False, True)}
    words += [(line, ground) for line in sorted(lines) for ground in grounds]
    weak = {pair: round(_contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in words}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    assert set(TOKENS) == set(theme)


def test_no_logo_outshines_the_title_in_the_dark():
    assert _luminance(DARK["tile"]) < 0.8 * _luminance(DARK["ink"])


def test_telemetry_is_lighter_than_a_stream_in_the_dark():
    """It is thinner, and so would be lost on its panel."""
    assert _contrast(DARK["telemetry"], DARK["monitoring-tint"]) > 9
    assert _luminance(DARK["telemetry"]) > _luminance(DARK["stream"])
    assert LIGHT["telemetry"] == LIGHT["stream"]
    links = [link(0, "a", "b", role=Role.STREAM, telemetry=True)]
    text = to_svg(picture_of(scene([card("a"), card("b")], links)), Theme.DARK)
    assert f'stroke="{DARK["telemetry"]}"' in text
    assert f'stroke="{DARK["stream"]}"' not in text


def test_a_read_has_an_open_head_at_its_source():
    text = to_svg(picture_of(scene([card("a"), card("b")], [link(0, "a", "b", returns=True)])), Theme.LIGHT)
    heads = re.findall(r"<polygon [^>]*>", text[text.index('class="flow call"') : text.index('class="card"')])
    assert len(heads) == 2
    assert sum(f'fill="{LIGHT["page"]}" stroke="{LIGHT["call"]}"' in head for head in heads) == 1


def test_the_path_of_the_first_scenario_is_drawn_heavier():
    cards = [card("a"), card("b"), card("c")]
    links = [link(0, "a", "b", main=True), link(1, "b", "c")]
    root = ElementTree.fromstring(to_svg(picture_of(scene(cards, links))))
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == "flow call"]
    width = {g.get("data-key"): float(next(g.iter(f"{SVG}path")).get("stroke-width")) for g in groups}
    assert width["a b"] > width["b c"]


def test_a_heavier_line_takes_its_stretch_of_a_trunk_with_it():
    trunk = Line("a -> b", (0,), "a", "b", Role.CALL, ((0, 0), (0, 50), (40, 50)), returns=True)
    branch = Line("a -> c", (1,), "a", "c", Role.CALL, ((0, 30), (-40, 30)), start=End.JOINT, main=True)
    assert list(heavier_trunks(branch, [trunk, branch])) == [((0, 8), (0, 30))]
    assert list(heavier_trunks(branch, [branch])) == []
