"""The work of each stage and rule grows with the design, not its square. Lines run are counted, not time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from large import PARTS

from mlarch import graph, language
from mlarch.design import Design
from mlarch.graph import DesignGraph
from mlarch.language.document import Document
from mlarch.language.format import canonical
from mlarch.rules import RULES, Rule, review

FLOWS = """
app -> lb -> api: request
api -> gen: candidates
gen -> vec: candidates
api -> rank: scores
rank -> feat: features
api -> cache: ranked list
app ~> ev: clicks
ev => lake => pipe: events
pipe => feat: features
lake => lab: events
lab => ds: labels
pipe => ds: features
ds => train: training data
train => eval => reg => dep => rank: model
train => vec: embeddings
api ~> mon: metrics
rank ~> drift: predictions
mon & drift ~> alert: alerts
api -> next api: request
lake => next ds: features
"""
GROWTH = 4
ALLOWED = 6.5
"""How much more may run when the design is four times as large; a square would be sixteen times as much."""


def spec_of(systems: int) -> str:
    """Many systems, each of twenty parts, and each calls the next."""
    components = [f"  {name}{number}: {kind}" for number in range(systems) for name, kind in PARTS.items()]
    flows: list[str] = []
    for number in range(systems):
        for line in FLOWS.strip().splitlines():
            if "next" not in line or number + 1 < systems:
                flows.append(f"  - {_numbered(line, number)}")
    needs = "latency: {p99: 200ms}, availability: 99.9%, personalized: true, freshness: 1h, items: 10M"
    head = f"mlarch: 1\nrequirements: {{{needs}}}\n"
    body = "\n".join(("components:", *components, "flows:", *flows))
    return f"{head}{body}\n"


def design_of(systems: int) -> DesignGraph:
    """The design of `spec_of`."""
    return graph.build(language.read_text(spec_of(systems), "many.yaml"))


def _numbered(line: str, number: int) -> str:
    words, later = [], False
    for word in line.split():
        bare = word.rstrip(":")
        if bare in PARTS and ":" not in "".join(words):
            words.append(f"{bare}{number + later}{word[len(bare) :]}")
        elif bare != "next":
            words.append(word)
        later = bare == "next"
    return " ".join(words)


def lines_run(work: Callable[[], object]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def reviewed(rule: Rule, design: DesignGraph) -> int:
    """The lines that one rule runs."""
    return lines_run(lambda: list(rule(design)))


@pytest.fixture(name="sizes", scope="module")
def _sizes() -> tuple[DesignGraph, DesignGraph]:
    return design_of(4), design_of(4 * GROWTH)


def test_entries_that_share_their_calls_are_decided_in_linear_time() -> None:
    """Each system is an entry, and its requests go through all systems after it."""
    small, large = design_of(6), design_of(6 * GROWTH)
    reviewed(RULES["CAP001"], design_of(1))
    assert len(list(RULES["CAP001"](large))) >= 20, "the targets must be missed for the work to be done"
    large = design_of(6 * GROWTH)
    assert reviewed(RULES["CAP001"], large) <= ALLOWED * reviewed(RULES["CAP001"], small)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_four_times_the_design_is_not_much_more_than_four_times_the_work(
    rule: Rule, sizes: tuple[DesignGraph, DesignGraph]
) -> None:
    reviewed(rule, design_of(1))  # what is imported or compiled once is not the design's
    small, large = (reviewed(rule, design) for design in sizes)
    assert large <= ALLOWED * small + 2000, f"{small} lines became {large}"


STAGES: dict[str, Callable[[int], Callable[[], object]]] = {
    "reading": lambda systems: partial(language.read_text, spec_of(systems)),
    "formatting": lambda systems: partial(canonical, Document.read(spec_of(systems))),
    "graph": lambda systems: partial(graph.build, design_of(systems).architecture),
    "review": lambda systems: partial(review, design_of(systems)),
    "estimate": lambda systems: partial(Design(design_of(systems).architecture).estimate, samples=1000),
    "fixes": lambda systems: partial(_fixes, design_of(systems)),
}
"""The work of each stage on a design of so many systems; what comes before it is done."""


def _fixes(design: DesignGraph) -> list[object]:
    return [finding.fix for finding in review(design).findings]


@pytest.mark.parametrize("stage", STAGES)
def test_the_work_of_each_stage_grows_with_the_design(stage: str) -> None:
    STAGES[stage](1)()  # what is imported or compiled once
    small, large = (lines_run(STAGES[stage](systems)) for systems in (4, 4 * GROWTH))
    assert large <= ALLOWED * small, f"{small} lines became {large}"
