"""How the time of a review grows with the design: CPU seconds of each stage and of the slowest rules.

`python benchmarks/large.py 1000 3000 10000` reviews designs of so many components, and prints two tables of
Markdown. A design is many systems of twenty parts, each with its own serving, training and monitoring; in
rows of ten, the server of each calls that of the next, and each data lake feeds the next training. A stage
that is linear shows the same microseconds per component in each column.
"""

from __future__ import annotations

import gc
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import mlarch
from mlarch import graph, language, rules
from mlarch.design import Design
from mlarch.language.syntax import bounds

T = TypeVar("T")

ROW = 10
"""So many systems call each other in turn."""

PARTS = {
    "app": "client",
    "lb": "load balancer",
    "api": "api server",
    "gen": "candidate generator",
    "vec": "vector index",
    "rank": "ranker",
    "feat": "online feature store",
    "cache": "cache",
    "ev": "event stream",
    "lake": "data lake",
    "pipe": "batch feature pipeline",
    "lab": "label joiner",
    "ds": "dataset builder",
    "train": "training pipeline",
    "eval": "model evaluator",
    "reg": "model registry",
    "dep": "model deployer",
    "mon": "metrics monitor",
    "drift": "model monitor",
    "alert": "alerting",
}

FLOWS = """
app{n} -> lb{n} -> api{n}: request
api{n} -> gen{n}: candidates
gen{n} -> vec{n}: candidates
api{n} -> rank{n}: {{sends: items, returns: scores}}
rank{n} -> feat{n}: features
api{n} -> cache{n}: ranked list
app{n} ~> ev{n}: clicks
ev{n} => lake{n} => pipe{n}: events
pipe{n} => feat{n}: features
lake{n} => lab{n}: events
lab{n} => ds{n}: labels
pipe{n} => ds{n}: features
ds{n} => train{n}: training data
train{n} => eval{n} => reg{n} => dep{n} => rank{n}: model
train{n} => vec{n}: embeddings
api{n} ~> mon{n}: metrics
rank{n} ~> drift{n}: predictions
mon{n} & drift{n} ~> alert{n}: alerts
lake{n} => ds{m}: features
"""
HEAD = """mlarch: 1
requirements: {latency: {p99: 200ms}, availability: 99.9%, personalized: true, freshness: 1h, items: 10M}
"""


def spec(components: int) -> str:
    """A spec of so many components."""
    systems = max(1, components // len(PARTS))
    lines = ["components:"]
    lines += [f"  {name}{n}: {kind}" for n in range(systems) for name, kind in PARTS.items()]
    lines.append("flows:")
    for n in range(systems):
        lines += [f"  - {flow.format(n=n, m=(n + 1) % systems)}" for flow in FLOWS.strip().splitlines()]
        if n % ROW < ROW - 1 and n + 1 < systems:
            lines.append(f"  - api{n} -> api{n + 1}: request")
    return HEAD + "\n".join(lines) + "\n"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds, and what the work gave."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def measured(components: int) -> Iterator[tuple[str, float]]:
    """Each stage with its CPU seconds, then each rule with its own."""
    text = spec(components)
    with bounds.as_large_as(max(bounds.MAX_BYTES, 4 * len(text))):
        seconds, architecture = timed(lambda: language.read_text(text))
        yield "read", seconds
    seconds, design = timed(lambda: graph.build(architecture))
    yield "graph", seconds
    seconds, _ = timed(lambda: rules.review(design))
    yield "review", seconds
    seconds, _ = timed(lambda: [finding.fix for finding in rules.review(design).findings])
    yield "review again, with all fixes", seconds
    if components <= 3000:
        seconds, _ = timed(lambda: Design(architecture).estimate(samples=1000))
        yield "estimate, 1,000 samples", seconds
    fresh = graph.build(architecture)
    for code, rule in rules.RULES.items():
        seconds, _ = timed(lambda rule=rule: list(rule(fresh)))
        yield code, seconds


def table(title: str, sizes: Sequence[int], rows: Sequence[tuple[str, Sequence[float | None]]]) -> None:
    """Print seconds, and microseconds per component."""
    print(f"\n| {title} | " + " | ".join(f"{size:,}" for size in sizes) + " | µs per component |")
    print("|---" * (len(sizes) + 2) + "|")
    for name, values in rows:
        shown = ["–" if value is None else f"{value:.2f} s" for value in values]
        each = [
            f"{value / size * 1e6:.0f}"
            for value, size in zip(values, sizes, strict=True)
            if value is not None
        ]
        print(f"| {name} | {' | '.join(shown)} | {' · '.join(each)} |")


def main(sizes: Sequence[int]) -> None:
    """Measure, and print the tables."""
    gc.set_threshold(400_000, 5, 20)  # as the command line does
    list(measured(100))  # what is imported and compiled once
    found = [dict(measured(size)) for size in sizes]
    names = list(found[0])
    rows = [(name, [each.get(name) for each in found]) for name in names]
    stages = [row for row in rows if row[0] not in rules.RULES]
    single = [row for row in rows if row[0] in rules.RULES]
    slowest = sorted(single, key=lambda row: -(row[1][-1] or 0))[:12]
    print(
        f"mlarch {mlarch.__version__}, Python {platform.python_version()}, {platform.machine()}; CPU seconds"
    )
    table("stage", sizes, stages)
    table("rule, the twelve slowest", sizes, slowest)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory: {peak:,.0f} MB.")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 3000, 10_000])
