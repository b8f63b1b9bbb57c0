"""The page is one file that fetches nothing, and no name of a spec becomes markup or script in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import HOSTILE, SPEC

import mlarch

ROOT = Path(__file__).parents[3]


class _Reader(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append((self.cdata_elem, data))

    def text_of(self, tag: str) -> list[str]:
        """The text of each script or style element, in order."""
        return [data for name, data in self.raw if name == tag]


def page_of(design: mlarch.Design) -> str:
    return design.render(format="html").decode()


@pytest.fixture(scope="module")
def hostile() -> str:
    return page_of(mlarch.loads(SPEC))


@pytest.fixture(scope="module")
def study() -> str:
    return page_of(mlarch.load(ROOT / "specs" / "video_recommendation.yaml"))


def test_a_case_study_is_one_file_of_less_than_300_kilobytes(study):
    assert len(study.encode()) < 300_000
    addresses = re.findall(
        r"""(?:href|src|url)\s*[=(]\s*["']?([^"')\s>]+)""", re.sub(r"<script>.*", "", study, flags=re.S)
    )
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import|eval|innerHTML|Function)\b", study)


@pytest.mark.parametrize("which", ["hostile", "study"])
def test_the_policy_allows_this_script_and_style_alone(which, request):
    read = _Reader(request.getfixturevalue(which))
    policy = next(
        a["content"] for tag, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    rules = dict(rule.split(maxsplit=1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "connect-src" not in rules
    _, script = read.text_of("script")
    for rule, text in (("script-src", script), ("style-src", read.text_of("style")[0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_hostile_names_stay_words(hostile):
    read = _Reader(hostile)
    tags = [tag for tag, _ in read.elements]
    assert tags.count("script") == 2
    assert tags.count("style") == 1
    assert tags.count("img") == 0
    assert not [a for _, a in read.elements for name in a if name.startswith("on") or name == "style"]
    data = json.loads(read.text_of("script")[0])
    assert data["parts"][1]["about"] == HOSTILE
    assert data["groups"][0]["name"] == HOSTILE
    assert not set("<>&\u2028") & set(read.text_of("script")[0])


def test_a_link_is_a_link_only_to_the_web():
    text = SPEC.replace("https://example.com/?a=1&b=<c>", "javascript:alert(1)")
    try:
        found = page_of(mlarch.loads(text))
    except mlarch.MlarchError:
        return  # refused when it is read
    assert json.loads(_Reader(found).text_of("script")[0])["parts"][0]["link"] == ""


def test_everything_known_is_on_the_page(study):
    data = json.loads(_Reader(study).text_of("script")[0])
    design = mlarch.load(ROOT / "specs" / "video_recommendation.yaml")
    assert [part["id"] for part in data["parts"]] == list(design.architecture.components)
    assert len(data["lines"]) == len(design.architecture.flows)
    assert [walk["name"] for walk in data["scenarios"]] == list(design.scenarios)
    assert all(step["line"] for walk in data["scenarios"] for step in walk["steps"])
    home = next(part for part in data["parts"] if part["id"] == "home")
    rows = {name: (value, computed) for name, value, computed in home["rows"]}
    assert rows["replicas"] == ("252", 0)
    assert rows["load at peak"][1] == 1
    reads = next(line for line in data["lines"] if line["id"] == "app -> lb")
    assert [row[:2] for row in reads["rows"]][:2] == [["sends", "request"], ["returns", "ranked list"]]


def test_findings_are_those_of_the_review():
    spec = (
        "mlarch: 1\nname: x\ncomponents: {app: client, api: api server, lone: ranker}\nflows: [app -> api]\n"
    )
    design = mlarch.loads(spec)
    data = json.loads(_Reader(page_of(design)).text_of("script")[0])
    found = design.check().findings
    assert found
    assert [(one["rule"], one["severity"]) for one in data["findings"]] == [
        (f.rule, f.severity) for f in found
    ]


def test_a_line_from_a_trunk_has_the_stretch_that_it_shares():
    spec = """
mlarch: 1
name: x
components: {app: client, api: api server, a: ranker, b: ranker, c: ranker}
flows: [app -> api, "api -> a & b & c: request"]
"""
    design = mlarch.loads(spec)
    diagram = design.drawing().diagram
    data = json.loads(_Reader(page_of(design)).text_of("script")[0])
    by_id = {line["id"]: line for line in data["lines"]}
    joined = [line for line in diagram.lines if line.start.value == "joint"]
    card = next(card.box for card in diagram.cards if card.id == "api")
    for line in joined:
        (x, y), *_, last = by_id[line.id]["lead"]
        assert card.x - 1 <= x <= card.right + 1
        assert card.y - 1 <= y <= card.bottom + 1
        assert last == [round(line.points[0][0], 1), round(line.points[0][1], 1)]


def test_the_bytes_repeat(study):
    assert page_of(mlarch.load(ROOT / "specs" / "video_recommendation.yaml")) == study


def test_groups_that_are_shown_as_one_card_are_parts():
    spec = """
mlarch: 1
name: x
components: {app: client, api: api server, a: ranker, b: ranker}
flows: [app -> api, api -> a, a -> b]
groups: {models: {name: Models, members: [a, b]}}
"""
    data = json.loads(
        _Reader(mlarch.loads(spec).render(format="html", depth=1).decode()).text_of("script")[0]
    )
    assert {part["id"]: part["kind"] for part in data["parts"]}["models"] == "Group"
    assert all({line["from"], line["to"]} <= {part["id"] for part in data["parts"]} for line in data["lines"])
