"""Known edits of the case studies: each is found, and nothing else is."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

import mlarch
from mlarch.compare.consequences import consequences
from mlarch.compare.diff import Action, Change, diff
from mlarch.compare.diff_report import to_json, to_markdown, to_text
from mlarch.compare.renames import renamed
from mlarch.frozen import FrozenMap
from mlarch.model import Architecture, Flow, Mode

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
DESIGNS = {path.stem: mlarch.load(path).architecture for path in SPECS}


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_does_not_differ_from_itself(name: str) -> None:
    assert not diff(DESIGNS[name], DESIGNS[name]).changes


def test_another_order_of_components_is_no_change() -> None:
    design = DESIGNS["news_feed"]
    again = replace(design, components=FrozenMap(dict(reversed(list(design.components.items())))))
    assert not diff(design, again).changes


# ── random edits: each changes the design and says what has to be found ─────────────────────────────────────

Edited = tuple[Architecture, set[tuple[str, ...]]]


def _key(change: Change) -> tuple[str, ...]:
    return (change.action, change.subject, change.name, change.field)


def rename_component(design: Architecture, pick: random.Random) -> Edited:
    name = pick.choice(list(design.components))
    return renamed(design, {name: f"{name}_two"}, {}), {("renamed", "component", f"{name}_two", "")}


def rename_group(design: Architecture, pick: random.Random) -> Edited:
    group = pick.choice(design.groups).id
    return renamed(design, {}, {group: f"{group}_x"}), {("renamed", "group", f"{group}_x", "")}


def change_field(design: Architecture, pick: random.Random) -> Edited:
    name = pick.choice(list(design.components))
    component = design.components[name]
    field, value = pick.choice([("replicas", 97), ("tech", "Something"), ("description", "something else")])
    parts = {**design.components, name: replace(component, **{field: value})}
    return replace(design, components=FrozenMap(parts)), {("changed", "component", name, field)}


def remove_flow(design: Architecture, pick: random.Random) -> Edited:
    flow = pick.choice([f for f in design.flows if _alone(design, f)])
    left = tuple(f for f in design.flows if f is not flow)
    return replace(design, flows=left), {("removed", "flow", _written(flow), "")}


def add_flow(design: Architecture, pick: random.Random) -> Edited:
    ends = {f.ends for f in design.flows}
    names = list(design.components)
    free = [(a, b) for a in names for b in names if a != b and (a, b) not in ends]
    source, target = pick.choice(free)
    like = design.flows[-1]
    flow = replace(
        like, index=len(design.flows), line=like.line + 1, position=0, source=source, target=target
    )
    return replace(design, flows=(*design.flows, flow)), {("added", "flow", _written(flow), "")}


def change_arrow(design: Architecture, pick: random.Random) -> Edited:
    flow = pick.choice([f for f in design.flows if _alone(design, f) and f.mode is Mode.STREAM])
    other = replace(flow, mode=Mode.BATCH)
    flows = tuple(other if f is flow else f for f in design.flows)
    return replace(design, flows=flows), {("changed", "flow", str(other), "mode")}


def change_goal(design: Architecture, pick: random.Random) -> Edited:
    assert design.requirements is not None
    goal = f"something else {pick.random()}"
    edited = replace(design, requirements=replace(design.requirements, goal=goal))
    return edited, {("changed", "requirements", "", "goal")}


def move_component(design: Architecture, pick: random.Random) -> Edited:
    first, second = pick.sample([g for g in design.groups if len(g.members) > 2], 2)
    name = pick.choice([m for m in first.members if m in design.components])
    groups = tuple(
        replace(g, members=tuple(m for m in g.members if m != name))
        if g is first
        else replace(g, members=(*g.members, name))
        if g is second
        else g
        for g in design.groups
    )
    return replace(design, groups=groups), {("moved", "component", name, "group")}


def _alone(design: Architecture, flow: Flow) -> bool:
    return sum(f.ends == flow.ends for f in design.flows) == 1


def _written(flow: Flow) -> str:
    back = (f"returns {payload.text}" for payload in flow.returns or ())
    carried = ", ".join((*(payload.text for payload in flow.outward), *back))
    return f"{flow}: {carried}" if carried else str(flow)


EDITS = (
    rename_component,
    rename_group,
    change_field,
    remove_flow,
    add_flow,
    change_arrow,
    change_goal,
    move_component,
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("name", [n for n, d in DESIGNS.items() if d.groups and d.requirements])
def test_one_edit_is_found_and_nothing_else(name: str, edit) -> None:
    pick = random.Random(f"{name} {edit.__name__}")
    for _ in range(5):
        edited, expected = edit(DESIGNS[name], pick)
        assert {_key(change) for change in diff(DESIGNS[name], edited).changes} == expected


@pytest.mark.parametrize("name", ["fraud_detection", "rag_assistant"])
def test_three_renamed_neighbours_are_recognised(name: str) -> None:
    design = DESIGNS[name]
    flow = next(f for f in design.flows if f.mode is Mode.CALL)
    names = {flow.source: "first_part", flow.target: "second_part", design.flows[-1].source: "third_part"}
    found = diff(design, renamed(design, names, {}))
    assert dict(found.names) == names
    assert {change.action for change in found.changes} == {Action.RENAMED}


def test_the_order_of_calls_is_a_change() -> None:
    head = "mlarch: 1\nname: x\ncomponents: {a: service, b: service, c: service}\nflows:\n"
    old = mlarch.loads(head + "  - a -> b\n  - a -> c\n").architecture
    new = mlarch.loads(head + "  - a -> b & c\n").architecture
    assert diff(old, new).changes == (
        Change(Action.CHANGED, "component", "a", "order of calls", "b, c", "b & c"),
    )


def test_values_are_shown_as_written_and_equal_ones_are_no_change() -> None:
    head = "mlarch: 1\nname: x\ncomponents: {a: service, b: service}\nrequirements: {latency: {p99: %s}}\n"
    flows = "flows:\n  - a -> b: {sends: request, timeout: %s}\n"
    old = mlarch.loads(head % "60s" + flows % "1s").architecture
    new = mlarch.loads(head % "1min" + flows % "2s").architecture
    (change,) = diff(old, new).changes
    assert (change.name, change.field, change.old, change.new) == ("a -> b", "timeout", "1s", "2s")


def test_reports_say_what_changed_and_what_follows() -> None:
    old = mlarch.load(next(path for path in SPECS if path.stem == "fraud_detection"))
    text = Path(old.path).read_text(encoding="utf-8").replace("hydrator", "feature_gate")
    new = mlarch.loads(text.replace("- pager", "# - pager", 1).replace("daily_active_users: ", "x-users: "))
    found = diff(old.architecture, new.architecture)
    result = consequences(found, old, new)
    assert "feature_gate (was hydrator)" in to_text(found, result)
    assert all(finding.rule for finding in (*result.gained, *result.lost))
    assert "### Fraud detection" in to_markdown(found, result)
    assert '"changes"' in to_json(found, result)


def test_a_flow_says_what_it_returns():
    spec = "mlarch: 1\ncomponents: {api: api server, guard: guardrail}\nflows:\n  - api -> guard: request\n"
    more = spec + "  - api -> guard: {sends: prompt, returns: decision}\n"
    changes = diff(mlarch.loads(spec).architecture, mlarch.loads(more).architecture).changes
    assert "api -> guard: prompt, returns decision" in str(changes)
