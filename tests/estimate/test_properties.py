"""What must hold of any design: more load never helps, more replicas never hurt, `&` is never slower."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlarch
from examples import examples
from mlarch.estimate.bounds import likely, together
from mlarch.report.estimates.json import render as to_json

SAMPLES = 2_000
FEW = examples(60)

times = st.integers(1, 200)
ratios = st.integers(1, 20)


@st.composite
def parts(draw: st.DrawFn, count: int = 4) -> list[tuple[int, int]]:
    """Median (ms) and p99 (ms) of some components."""
    return [(p50, p50 * draw(ratios)) for p50 in draw(st.lists(times, min_size=count, max_size=count))]


def spec(
    found: list[tuple[int, int]], flows: str, *, rate: float = 100, replicas: int = 8, scale: int = 1
) -> str:
    lines = [
        f"  c{number}: {{kind: api server, replicas: {replicas}, throughput: 500/s, "
        f"latency: {{p50: {p50 * scale}ms, p99: {p99 * scale}ms}}}}"
        for number, (p50, p99) in enumerate(found)
    ]
    return (
        f"mlarch: 1\nname: Any\nrequirements: {{requests_per_second: {rate}/s, peak_factor: 2, latency: "
        f"{{p99: 100ms}}, network: {scale}ms}}\ncomponents:\n  app: client\n"
        + "\n".join(lines)
        + f"\nflows:\n{flows}"
    )


SEQUENCE = "  - app -> c0: x\n  - c0 -> c1: x\n  - c0 -> c2: x\n  - c0 -> c3: x\n"
PARALLEL = "  - app -> c0: x\n  - c0 -> c1 & c2 & c3: x\n"


def latency(text: str) -> dict[str, float]:
    (entry,) = mlarch.loads(text).estimate(samples=SAMPLES).entries
    return {name: figure.value for name, figure in entry.latency.items()}


def loads(text: str) -> dict[str, float]:
    estimate = mlarch.loads(text).estimate(samples=1)
    return {name: each.peak.value for name, each in estimate.capacities.items() if each.peak is not None}


@given(parts(), st.floats(1, 1e6), st.floats(1, 100))
@FEW
def test_more_load_never_lowers_a_utilisation(found: list[tuple[int, int]], rate: float, more: float) -> None:
    before, after = loads(spec(found, SEQUENCE, rate=rate)), loads(spec(found, SEQUENCE, rate=rate * more))
    assert all(after[name] >= before[name] * (1 - 1e-9) for name in before)


@given(parts(), st.integers(1, 500), st.integers(0, 500))
@FEW
def test_more_replicas_never_raise_one(found: list[tuple[int, int]], replicas: int, more: int) -> None:
    before = loads(spec(found, SEQUENCE, replicas=replicas))
    after = loads(spec(found, SEQUENCE, replicas=replicas + more))
    assert all(after[name] <= before[name] * (1 + 1e-9) for name in before)


@given(parts(), st.integers(0, 3), st.integers(1, 10))
@FEW
def test_a_slower_part_never_makes_a_request_faster(
    found: list[tuple[int, int]], which: int, factor: int
) -> None:
    slower = [(a * factor, b * factor) if number == which else (a, b) for number, (a, b) in enumerate(found)]
    for flows in (SEQUENCE, PARALLEL):
        before, after = latency(spec(found, flows)), latency(spec(slower, flows))
        assert all(after[name] >= before[name] * (1 - 1e-9) for name in before)


@given(parts())
@FEW
def test_side_by_side_is_never_slower_than_in_order(found: list[tuple[int, int]]) -> None:
    in_order, parallel = latency(spec(found, SEQUENCE)), latency(spec(found, PARALLEL))
    assert all(parallel[name] <= in_order[name] * (1 + 1e-9) for name in in_order)


@given(parts(), st.integers(2, 50))
@FEW
def test_scaling_all_times_scales_all_percentiles(found: list[tuple[int, int]], scale: int) -> None:
    # A thousandth of the load and so much more throughput than that: queues have no part in it.
    one = latency(spec(found, PARALLEL, rate=0.001))
    other = latency(spec(found, PARALLEL, rate=0.001, scale=scale))
    assert all(other[name] == pytest.approx(one[name] * scale, rel=1e-6) for name in one)


@given(parts())
@FEW
def test_the_closed_form_is_near_and_the_sum_above_it(found: list[tuple[int, int]]) -> None:
    estimate = mlarch.loads(spec(found, SEQUENCE)).estimate(samples=20_000)
    (entry,), (tree,) = estimate.entries, estimate.requests.values()
    sampled = entry.latency["p99"].value
    # One part with a long tail: the p99 of 20,000 draws is known to 3 % (one standard deviation).
    assert together(tree, estimate.hop[0]) >= sampled * 0.9
    assert likely(tree, estimate.hop[0]) == pytest.approx(sampled, rel=0.2)


ODD = st.sampled_from(
    ["0/s", "0.000001/s", "1e30/s", "1T/s", "1/y", "5 keys/s", "3 items/s", "2 tokens/s", "1e-300/s"]
)
ANY_TIME = st.sampled_from(["0s", "1ns", "1000y", "{p50: 0s, p99: 0s}", "{mean: 1h, p99: 1ns}", "{max: 0s}"])


@given(ODD, ODD, ANY_TIME, ANY_TIME, st.sampled_from([1, 10**9]), st.sampled_from(["0.000001", "1e15"]))
@examples(40)
def test_absurd_figures_never_make_a_crash_or_a_number_that_is_none(
    rate: str, throughput: str, time: str, other: str, replicas: int, calls: str
) -> None:
    text = (
        f"mlarch: 1\nname: Odd\nrequirements: {{requests_per_second: {rate.split()[0].rstrip('/s') or 1}, "
        "peak_factor: 1e12, latency: {p99: 1ns}, budget: 0 USD/h}\n"
        "components:\n  app: client\n"
        f"  a: {{kind: api server, replicas: {replicas}, zones: 1, standby: {replicas}, latency: {time}, "
        f"throughput: {throughput}, price: 1e300 USD/h}}\n"
        f"  b: {{kind: vector index, shards: 1000000, replicas: {replicas}, concurrency: 1e9, "
        f"latency: {other}, "
        "holds: {items: 1e300, dimensions: 1000000, index: ivf_pq}, memory: 1B, utilization: 0}\n"
        f"flows:\n  - app -> a: x\n  - a -> b: {{calls: {calls}, timeout: 1ns, retries: 3}}\n  - b -> a: x\n"
    )
    try:
        design = mlarch.loads(text)
    except mlarch.SpecError:
        return
    estimate = design.estimate(samples=200)
    shown = estimate.to_text() + estimate.to_svg()
    assert " nan" not in shown
    document = json.loads(to_json([(estimate, ())]), parse_constant=lambda word: pytest.fail(word))
    assert all(math.isfinite(number) for number in _numbers(document))
    assert not [finding for finding in design.check().findings if finding.name == "internal"]


def _numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for each in value.values() for number in _numbers(each)]
    if isinstance(value, list):
        return [number for each in value for number in _numbers(each)]
    return [float(value)] if isinstance(value, int | float) else []
