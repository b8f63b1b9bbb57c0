"""New entries take the layout of their neighbours and leave every other character alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.language.edit import Edits, Layout, apply
from mlarch.language.syntax.nodes import MappingNode, SequenceNode

BLOCK = """\
mlarch: 1
components:
  app: client   # who asks

  lb:  LB
  # the heart
  api: {kind: api_server, replicas: 12}  # many
flows:
- app -> lb -> api: request  # in
-  api -> db:
     sends: rows   # out
"""

INLINE = """\
mlarch: 1
components: {app: client, lb: LB}  # two
flows: [app -> lb, {lb -> app: {sends: a}}]
groups:
  all: [app, lb]
"""

LINES = """\
components: {
  app: client,  # who
  lb: LB        # last
}
flows: [
  app -> lb,
  lb -> api
]
"""


def layout(text: str) -> Layout:
    return Layout.read(text, "x.yaml")


def pair(text: str, after: str, *new: tuple[str, str]) -> str:
    page = layout(text)
    node = page.get("components")
    assert isinstance(node, MappingNode)
    return made(text, page.pairs(node, after, new))


def item(text: str, after: int, *new: str, key: tuple[str, ...] = ("flows",)) -> str:
    page = layout(text)
    node = page.get(*key)
    assert isinstance(node, SequenceNode)
    return made(text, page.items(node, after, new))


def made(text: str, edits: Edits | None) -> str:
    assert edits is not None
    return apply(text, edits)


def added(before: str, after: str) -> list[str]:
    """The lines that `after` has more; every line of `before` must be there, in order."""
    rest = iter(before.split("\n"))
    expected = next(rest, None)
    new = []
    for line in after.split("\n"):
        if line == expected:
            expected = next(rest, None)
        else:
            new.append(line)
    assert expected is None
    return new


@pytest.mark.parametrize(
    ("after", "line"), [("app", "  x: model"), ("lb", "  x:   model"), ("api", "  x: model")]
)
def test_a_pair_stands_behind_its_neighbour_as_that_is_written(after: str, line: str) -> None:
    result = pair(BLOCK, after, ("x", "model"))
    assert added(BLOCK, result) == [line]
    assert result.index("  x:") > result.index(f"  {after}:")


@pytest.mark.parametrize(("after", "line"), [(0, "- api ~> x: event"), (1, "-  api ~> x: event")])
def test_an_item_copies_the_hyphen(after: int, line: str) -> None:
    result = item(BLOCK, after, "api ~> x: event")
    assert added(BLOCK, result) == [line]
    assert (result.index(line) > result.index("sends: rows   # out")) == (after == 1)


def test_inside_brackets_entries_stay_on_the_line() -> None:
    assert pair(INLINE, "app", ("x", "model")) == INLINE.replace("client,", "client, x: model,")
    assert pair(INLINE, "lb", ("x", "model")) == INLINE.replace("LB}", "LB, x: model}")
    assert item(INLINE, 0, "app -> x") == INLINE.replace("[app -> lb,", "[app -> lb, app -> x,")
    assert item(INLINE, 1, "x", key=("groups", "all")) == INLINE.replace("[app, lb]", "[app, lb, x]")


def test_inside_brackets_with_lines_of_their_own_entries_get_one() -> None:
    result = pair(LINES, "app", ("x", "model"))
    assert result == LINES.replace("# who\n", "# who\n  x: model,\n")
    result = pair(LINES, "lb", ("x", "model"), ("y", "model"))
    assert result == LINES.replace(
        "lb: LB        # last\n", "lb: LB,        # last\n  x: model,\n  y: model\n"
    )
    assert item(LINES, 1, "a -> b") == LINES.replace("lb -> api\n", "lb -> api,\n  a -> b\n")


def test_an_empty_list_is_filled() -> None:
    assert item("flows: []  # none\n", -1, "a -> b", "b -> c") == "flows: [a -> b, b -> c]  # none\n"


@pytest.mark.parametrize(
    "text",
    [
        "base: &b\n  - a -> b\nflows: *b\nother: 1\n",
        "flows:\n  - &one a -> b\n  - *one\n",
    ],
)
def test_where_an_alias_leads_is_the_only_place_that_is_written(text: str) -> None:
    page = layout(text)
    node = page.get("flows")
    assert isinstance(node, SequenceNode)
    for index in range(len(node.items)):
        edits = page.items(node, index, ["c -> d"])
        if edits is not None:
            assert layout(apply(text, edits)).root is not None


def test_items_go_before_others_are_moved_and_taken_away() -> None:
    page = layout(BLOCK)
    node = page.get("flows")
    assert isinstance(node, SequenceNode)
    assert added(BLOCK, made(BLOCK, page.items_before(node, 1, ["x -> y"]))) == ["-  x -> y"]
    assert page.without_item(node, 0) is None  # its comment would go with it
    plain = BLOCK.replace("  # in", "")
    page = layout(plain)
    node = page.get("flows")
    assert isinstance(node, SequenceNode)
    assert made(plain, page.without_item(node, 0)) == plain.replace("- app -> lb -> api: request\n", "")
    moved = made(plain, page.moved(node, 1, 0))
    assert moved.index("api -> db") < moved.index("app -> lb")
    assert sorted(moved.splitlines()) == sorted(plain.splitlines())


NAMES = [f"c{number}" for number in range(6)]
blanks = st.sampled_from(["", "", "\n", "# about: what follows\n", "\n  # - deep {note}\n"])
tails = st.sampled_from(["", "", "  # why: not", " #"])


@st.composite
def specs(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A spec in some layout, and the names of its components; every one is in a flow of its own."""
    names = NAMES[: draw(st.integers(1, 6))]
    indent, hyphen = " " * draw(st.integers(1, 5)), " " * draw(st.integers(0, 4))
    gap, lined_up = " " * draw(st.integers(1, 3)), " " * draw(st.integers(1, 4))
    text = "mlarch: 1\n" + draw(blanks) + "components:\n"
    for name in names:
        value = draw(st.sampled_from(["api server", "{kind: api_server, replicas: 2}", "'api server'"]))
        text += f"{draw(blanks)}{indent}{name}:{lined_up}{value}{draw(tails)}\n"
    text += f"{draw(blanks)}flows:\n"
    for name in names:
        value = draw(
            st.sampled_from(["", ": request", ": {sends: request}", f":\n{hyphen}      sends: request"])
        )
        text += f"{draw(blanks)}{hyphen}-{gap}z -> {name}{value}{draw(tails)}\n"
    if draw(st.booleans()):
        text += draw(blanks) + "x-own: 1\n"
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text, names


@given(specs(), st.integers(0, 5), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_any_layout_keeps_every_line(spec: tuple[str, list[str]], place: int, end: str, mark: str) -> None:
    """Property: what was there is there, byte for byte and in order; what is new stands where it should."""
    plain, names = spec
    text = mark + plain.replace("\n", end)
    at = place % len(names)
    page = layout(text)
    components, flows = page.get("components"), page.get("flows")
    assert isinstance(components, MappingNode)
    assert isinstance(flows, SequenceNode)
    edits = page.pairs(components, names[at], [("new", "ranker")])
    more = page.items(flows, at, ["new -> z: request"])
    assert edits is not None
    assert more is not None
    result = apply(text, (*edits, *more))
    assert result.startswith(mark)
    assert (end == "\n") or result.replace(end, "").count("\n") == 0
    assert len(added(plain, result.removeprefix(mark).replace(end, "\n"))) == 2
    changed = layout(result)
    node = changed.get("components")
    assert isinstance(node, MappingNode)
    assert [pair.key.text for pair in node.pairs] == [*names[: at + 1], "new", *names[at + 1 :]]
    lines = changed.get("flows")
    assert isinstance(lines, SequenceNode)
    assert len(lines.items) == len(names) + 1
    assert getattr(changed.get("components", "new"), "text", "") == "ranker"
