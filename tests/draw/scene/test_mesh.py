"""Many to many as one net: what makes a mesh, and that its lines say who reaches whom."""

from __future__ import annotations

from itertools import pairwise

import pytest

import mlarch
from mlarch.draw.diagram import End, Line
from mlarch.draw.drawing import Drawing
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.mesh import complete

SPEC = """\
mlarch: 1
name: Mesh
components:
{components}
flows:
  - {sources} -> {targets}: entries
  - {first} -> other: candidates
{more}groups:
  left: [{left}, other]
  right: [{right}]
"""


def drawing(sources: int, targets: int, more: str = "") -> Drawing:
    left, right = [f"a{n}" for n in range(sources)], [f"b{n}" for n in range(targets)]
    kinds = [f"  {name}: api server" for name in left] + [f"  {name}: cache" for name in right]
    text = SPEC.format(
        components="\n".join([*kinds, "  other: ranker"]),
        sources=" & ".join(left),
        targets=" & ".join(right),
        first=left[0],
        more=more,
        left=", ".join(left),
        right=", ".join(right),
    )
    return Drawing(mlarch.loads(text).graph, RenderOptions())


@pytest.mark.parametrize(
    ("flows", "meshes"),
    [
        ("ax ay bx by", [{"ax", "ay", "bx", "by"}]),
        ("ax ay bx by cx", [{"ax", "ay", "bx", "by"}]),  # c has a line of its own
        ("ax ay bx", []),
        ("ax bx cx", []),
        ("ax ay az", []),
        ("ax ay bx by cz cw dz dw", [{"ax", "ay", "bx", "by"}, {"cz", "cw", "dz", "dw"}]),
        ("ax ab bx bb", []),  # b would reach itself
    ],
)
def test_a_mesh_has_several_ends_on_both_sides(flows: str, meshes: list[set[str]]) -> None:
    found = complete((flow[0], flow[1], flow) for flow in flows.split())
    assert [set(mesh) for mesh in found] == meshes


@pytest.mark.parametrize(("sources", "targets"), [(2, 2), (3, 4), (5, 2), (10, 10)])
def test_each_source_is_seen_to_reach_each_target(sources: int, targets: int) -> None:
    one = drawing(sources, targets)
    lines = [line for line in one.diagram.lines if line.target != "other"]
    assert len(lines) == sources + targets - 1
    assert sorted(flow for line in lines for flow in line.flows) == list(range(sources * targets))
    every = {f"b{n}" for n in range(targets)}
    assert {source: reached(source, lines) for source in {line.source for line in lines}} == {
        f"a{n}": every for n in range(sources)
    }
    assert one.report.faults == 0


def reached(source: str, lines: list[Line]) -> set[str]:
    """The cards to which the lines lead from one, followed forward only."""
    found, waiting = (
        set(),
        [(line, 0.0) for line in lines if line.source == source and line.start is End.NONE],
    )
    passed = []
    while waiting:
        line, start = waiting.pop()
        if any(one is line and since <= start for one, since in passed):
            continue
        passed.append((line, start))
        if line.end is not End.JOINT:
            found.add(line.target)
        for other in lines:
            if other is line:
                continue
            leaves = place(line, other.points[0]) if other.start is End.JOINT else None
            if leaves is not None and leaves >= start:
                waiting.append((other, 0.0))
            joins = place(other, line.points[-1]) if line.end is End.JOINT else None
            if joins is not None:
                waiting.append((other, joins))
    return found


def place(line: Line, point: tuple[float, float]) -> float | None:
    """How far along a line a point lies on it."""
    far = 0.0
    for (x1, y1), (x2, y2) in pairwise(line.points):
        if min(x1, x2) <= point[0] <= max(x1, x2) and min(y1, y2) <= point[1] <= max(y1, y2):
            return far + abs(point[0] - x1) + abs(point[1] - y1)
        far += abs(x1 - x2) + abs(y1 - y2)
    return None


def test_a_flow_of_a_scenario_keeps_its_own_line() -> None:
    one = drawing(2, 2, "scenarios:\n  ask: [a0, b1]\n")
    assert all(len(line.flows) == 1 for line in one.diagram.lines)


def test_words_of_its_own_are_not_hidden_in_a_mesh() -> None:
    one = drawing(2, 2, "  - a0 -> b0: misses\n")
    said = [label.sent for label in one.diagram.labels]
    assert sorted(said) == [("candidates",), ("entries",), ("misses",)]


@pytest.mark.parametrize("form", ["dot", "mermaid", "d2"])
def test_text_formats_keep_every_flow(form: str) -> None:
    text = drawing(3, 3).encode(RenderOptions(format=form)).decode()
    assert text.count("entries") == {"dot": 18}.get(form, 9)  # DOT says it in the tooltip, too


def test_the_page_knows_what_each_card_exchanges() -> None:
    from mlarch.draw.formats.html import _data

    pairs = {tuple(pair) for line in _data(drawing(3, 2).page)["lines"] for pair in line["pairs"]}
    assert pairs == {(f"a{n}", f"b{m}") for n in range(3) for m in range(2)} | {("a0", "other")}
