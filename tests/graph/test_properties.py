"""What holds for every design, however it is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from factory import HERE, component, sketch
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch.catalog import KINDS, TYPES
from mlarch.graph import DesignGraph, Meaning, build, explain_flows
from mlarch.graph.resolve.directions import find_directions
from mlarch.graph.resolve.flow_signals import FlowSignals
from mlarch.graph.traits import ComponentTraits
from mlarch.model import Architecture, Flow, Mode, Payload
from mlarch.quantities import Dimension, parse

NAMES = [f"n{number}" for number in range(9)]
COMMON = (
    "client",
    "api_server",
    "orchestrator",
    "ranker",
    "cache",
    "relational_db",
    "event_stream",
    "service",
)
WAITING = {Meaning.CALL, Meaning.READ, Meaning.FALLBACK}


@st.composite
def payload(draw: st.DrawFn) -> Payload:
    type_ = draw(st.none() | st.sampled_from(sorted(TYPES)))
    return Payload(draw(st.sampled_from(("x", "y", "z"))), type_, HERE)


@st.composite
def flow(draw: st.DrawFn, index: int) -> Flow:
    said = st.none() | st.lists(payload(), max_size=2).map(tuple)
    return Flow(
        span=HERE,
        index=index,
        line=draw(st.integers(0, 20)),
        position=draw(st.integers(0, 3)),
        source=draw(st.sampled_from(NAMES)),
        target=draw(st.sampled_from(NAMES)),
        mode=draw(st.sampled_from((Mode.CALL, Mode.CALL, Mode.CALL, Mode.STREAM, Mode.BATCH))),
        source_span=HERE,
        target_span=HERE,
        payloads=draw(st.lists(payload(), max_size=2).map(tuple)),
        sends=draw(st.one_of(st.none(), said)),
        returns=draw(st.one_of(st.none(), said)),
        on_failure=draw(st.sampled_from((False, False, False, True))),
        timeout=draw(st.sampled_from((None, None, None, parse("10ms", Dimension.TIME)))),
    )


@st.composite
def designs(draw: st.DrawFn) -> Architecture:
    kind = st.sampled_from(COMMON) | st.sampled_from(sorted(KINDS))
    kinds = st.lists(kind, min_size=1, max_size=2, unique=True).map(" ".join)
    return Architecture(
        span=HERE,
        path="test.yaml",
        name="Test",
        components={name: component(name, draw(kinds)) for name in NAMES},
        flows=tuple(draw(flow(index)) for index in range(draw(st.integers(0, 20)))),
    )


def everything(graph: DesignGraph) -> list[object]:
    """All that a design infers, in the order in which it gives it."""
    trees = [graph.call_tree(name).count() for name in graph.components]
    cycles = (graph.call_cycles(), graph.data_cycles())
    paths = [graph.downstream([name], {"event"}, unknown=True) for name in graph.components]
    return [
        explain_flows(graph),
        list(graph.planes.items()),
        graph.on_path,
        graph.ingresses,
        trees,
        cycles,
        paths,
    ]


@given(designs())
@examples(100)
def test_any_design_is_understood(architecture: Architecture) -> None:
    graph = build(architecture)
    assert [resolved.flow for resolved in graph.resolved_flows] == list(architecture.flows)
    assert everything(graph) == everything(build(architecture))
    assert set(graph.planes) == set(architecture.components)
    for resolved in graph.resolved_flows:
        assert (resolved.caller is not None) == (resolved.meaning in WAITING)
        assert (resolved.caller is None) == (resolved.callee is None)
        if resolved.caller is not None:
            assert {resolved.caller, resolved.callee} == set(resolved.flow.ends)


@given(designs())
@examples(100)
def test_what_is_written_moves_once_and_the_edges_carry_it(architecture: Architecture) -> None:
    graph = build(architecture)
    for resolved in graph.resolved_flows:
        flow = resolved.flow
        written = [*flow.payloads, *(flow.sends or ()), *(flow.returns or ())]
        moved = [p for p in (*resolved.forward, *resolved.backward) if not resolved.is_assumed(p)]
        assert sorted(p.text for p in moved) == sorted(p.text for p in written)
        edges = {edge.direction: edge.payloads for edge in graph.data_edges if edge.resolved is resolved}
        assert edges.get("forward", ()) == resolved.forward
        assert edges.get("backward", ()) == resolved.backward
        assert edges
    assert graph.data.number_of_edges() == len(graph.data_edges)


@given(designs())
@examples(100)
def test_a_reply_goes_to_a_client_or_to_someone_who_waits(architecture: Architecture) -> None:
    graph = build(architecture)
    for resolved in graph.resolved_flows:
        if resolved.meaning is Meaning.REPLY:
            source, target = resolved.flow.ends
            assert target in graph.clients or source in graph.callees([target]), str(resolved.flow)


@given(designs())
@examples(100)
def test_no_cycle_of_calls_is_made_of_guesses(architecture: Architecture) -> None:
    """The rule that forbids such cycles is an error, so one link at least must say that it asks."""
    graph = build(architecture)
    traits = ComponentTraits(architecture)
    signals = FlowSignals(traits, find_directions(traits, architecture.flows))
    for cycle in graph.call_cycles():
        assert any(signals.asks(resolved.flow) for resolved in cycle.resolved_flows), cycle.path


@given(designs())
@examples(100)
def test_stores_call_nobody_but_what_a_cache_stands_before(architecture: Architecture) -> None:
    graph = build(architecture)
    traits = ComponentTraits(architecture)
    for resolved in graph.resolved_flows:
        if resolved.caller is not None and not traits.active(resolved.caller):
            assert traits.cache(resolved.caller) or resolved.meaning is Meaning.FALLBACK


_SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from factory import sketch
from mlarch.graph import explain_flows
from test_properties import everything
from test_resolve import CASES, KINDS
for case in CASES:
    print(everything(sketch(KINDS, *case.lines)))
"""


def test_no_result_depends_on_the_order_of_sets() -> None:
    script = _SCRIPT.format(paths=[str(Path(__file__).parent), str(Path(__file__).parents[1])])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_work_grows_with_the_design_and_not_with_its_square() -> None:
    """Function calls are counted, not seconds: four times the design may cost about four times as many."""
    counts = [_calls(size) for size in (300, 1_200)]
    assert counts[1] < 6 * counts[0]


def _calls(size: int) -> int:
    kinds: dict[str, str] = {"app": "client"}
    lines: list[str] = []
    for number in range(size):
        api, store, job = f"api{number}", f"store{number}", f"job{number}"
        kinds |= {api: "api_server", store: "nosql_db", job: "batch_compute"}
        previous = f"api{number - 1}" if number else "app"
        lines += [f"{previous} -> {api}: request", f"{api} -> {previous}: response"]
        lines += [f"{store} -> {api}", f"{store} => {job}"]
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tick)
    try:
        graph = sketch(kinds, *lines)
        graph.planes, graph.on_path, graph.call_tree("app"), graph.call_cycles(), graph.downstream(["app"])
    finally:
        sys.setprofile(None)
    assert [str(r.meaning) for r in graph.resolved_flows[:4]] == ["call", "reply", "read", "batch"]
    return count
