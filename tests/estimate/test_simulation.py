"""Latency and queueing against an independent discrete-event simulation, within its own error."""

from __future__ import annotations

import pytest

import mlarch
from simulation import Simulation, interval

HEAD = """\
mlarch: 1
name: Simulated
requirements: {requests_per_second: 50/s, peak_factor: 1, network: 0.5ms}
components:
  app: client
  api: {kind: api server, latency: {p50: 5ms, p99: 20ms}}
"""

SPECS = {
    "chain": """
  mid: {kind: orchestrator, latency: {p50: 10ms, p99: 40ms}}
  end: {kind: model server, latency: {p50: 20ms, p99: 60ms}}
flows:
  - app -> api -> mid -> end: request
""",
    "fan-out": """
  one: {kind: candidate generator, latency: {p50: 10ms, p99: 40ms}}
  two: {kind: candidate generator, latency: {p50: 12ms, p99: 30ms}}
  six: {kind: candidate generator, latency: {p50: 8ms, p99: 80ms}}
  keys: {kind: feature store, latency: {p50: 2ms, p99: 12ms}}
flows:
  - app -> api: request
  - api -> one & two & six: candidates
  - api -> keys: {returns: features, calls: 5}
""",
    "calls in turn": """
  keys: {kind: feature store, latency: {p50: 2ms, p99: 12ms}}
flows:
  - app -> api: request
  - api -> keys: {returns: features, calls: 4, parallel: false}
""",
    "scatter": """
  ann: {kind: vector index, shards: 16, replicas: 32, latency: {p50: 4ms, p99: 20ms}}
flows:
  - app -> api: request
  - api -> ann: candidates
""",
    "cached share": """
  cache: {kind: cache, latency: {p50: 0.5ms, p99: 2ms}}
  db: {kind: relational database, latency: {p50: 20ms, p99: 100ms}}
flows:
  - app -> api: request
  - api -> cache: records
  - api -> db: {returns: records, share: 10%}
""",
    "retries, timeouts and fallback": """
  slow: {kind: ranker, latency: {p50: 20ms, p99: 90ms}}
  popular: {kind: fallback, latency: {p50: 1ms, p99: 4ms}}
flows:
  - app -> api: request
  - api -> slow: {sends: candidates, returns: scores, timeout: 30ms, retries: 1, fallback: popular}
""",
    "two arms of which one is enough": """
  one: {kind: candidate generator, latency: {p50: 20ms, p99: 90ms}}
  two: {kind: candidate generator, latency: {p50: 25ms, p99: 60ms}}
  ads: {kind: api server, external: true, latency: {p50: 8ms, p99: 30ms}}
  popular: {kind: fallback, latency: {p50: 1ms, p99: 4ms}}
flows:
  - app -> api: request
  - api -> one & two: {sends: x, returns: candidates, timeout: 30ms, fallback: popular}
  - api -> ads: {returns: ads, optional: true, timeout: 12ms}
""",
    "a ceiling": """
  slow: {kind: ranker, latency: {p50: 20ms, p99: 90ms, max: 92ms}}
flows:
  - app -> api: request
  - api -> slow: scores
""",
}


@pytest.mark.parametrize("name", SPECS)
def test_percentiles_agree(name: str) -> None:
    design = mlarch.loads(HEAD + SPECS[name].lstrip("\n"))
    (entry,) = design.estimate(samples=100_000).entries
    simulation = Simulation(design.graph, "api", hop=0.0005)
    times = simulation.run(6_000, 50)
    for mark, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        low, high = interval(times, share)
        assert low <= entry.latency[mark].value <= high, mark
    assert entry.latency["mean"].value == pytest.approx(sum(times) / len(times), rel=0.03)
    assert entry.fallback_share == pytest.approx(simulation.failed / 6_000, abs=0.01)


def test_a_queue_near_saturation_agrees() -> None:
    """Ten slots at 80 %, own times that vary as exponential ones do: the wait is that of M/M/c."""
    spec = HEAD.replace("50/s", "400/s") + (
        "  model: {kind: model server, replicas: 10, concurrency: 1, latency: {p50: 14.142ms, p99: 98.1ms}}\n"
        "flows:\n  - app -> api: request\n  - api -> model: scores\n"
    )
    design = mlarch.loads(spec)
    estimate = design.estimate(samples=100_000)
    assert estimate.capacities["model"].bound_by == "concurrency"
    assert estimate.capacities["model"].peak is not None
    assert estimate.capacities["model"].peak.value == pytest.approx(0.8, rel=0.01)
    times = Simulation(design.graph, "api", hop=0.0005).run(40_000, 400)
    mean = sum(times) / len(times)
    assert estimate.entries[0].latency["mean"].value == pytest.approx(mean, rel=0.05)
    # Waits of neighbours are alike, so the order statistics of all of them say less than those of a few.
    low, high = interval(times[::20], 0.99)
    assert low <= estimate.entries[0].latency["p99"].value <= high
