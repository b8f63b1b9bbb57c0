"""No rule fails, whatever the design: random components and flows under the briefs of the case studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mlarch import language
from mlarch.catalog import KINDS, TYPES
from mlarch.diagnostics import INTERNAL
from mlarch.graph import build
from mlarch.model import Architecture, Component, Flow, Funnel, Holds, Latency, Mode, Payload, Stage
from mlarch.quantities import Dimension, parse
from mlarch.rules import review

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
PHRASES = ("served features", "clicks with position", "data", "labels and features", "model (v2)", "a & b")


def random_component(random: Random, name: str, template: Component) -> Component:
    kinds = tuple(dict.fromkeys(random.choice(sorted(KINDS)) for _ in range(random.choice((1, 1, 1, 2)))))
    fields: Mapping[str, Any] = {
        "replicas": random.choice((None, 0, 1, 3)),
        "zones": random.choice((None, 1, 3)),
        "availability": random.choice((None, parse("99%", Dimension.SHARE))),
        "latency": random.choice((None, Latency(p50=parse("5ms", Dimension.TIME)))),
        "funnel": random.choice((None, Funnel(parse("10", Dimension.COUNT), parse("100", Dimension.COUNT)))),
        "holds": random.choice((None, Holds(dimensions=random.choice((None, 64, 128))))),
        "retention": random.choice((None, parse("1h", Dimension.TIME))),
        "data": random.choice(((), ("pii",))),
        "encrypted": random.choice((None, True, False)),
        "public": random.choice((None, True, False)),
        "external": random.random() < 0.1,
        "planned": random.random() < 0.1,
        "managed": random.random() < 0.1,
        "consumes": random.choice((None, None, None, ())),
        "produces": random.choice((None, None, None, ("features",))),
    }
    written = ", ".join(kinds)
    return replace(template, id=name, kinds=kinds, written=written, name=None, alternatives=(), **fields)


def random_flow(random: Random, index: int, names: list[str], last: Flow) -> Flow:
    """A flow on a line of its own, or the next link of the chain that `last` stands in."""
    onward = index > 0 and random.random() < 0.3

    def carried() -> tuple[Payload, ...]:
        types = (None, *sorted(TYPES))
        return tuple(
            Payload(random.choice(PHRASES), random.choice(types), last.span)
            for _ in range(random.choice((0, 1, 1, 2)))
        )

    return replace(
        last,
        index=index,
        line=last.line if onward else index,
        position=last.position + 1 if onward else 0,
        source=last.target if onward else random.choice(names),
        target=random.choice(names),
        mode=random.choice(list(Mode)),
        payloads=carried(),
        sends=random.choice((None, carried())),
        returns=random.choice((None, carried())),
        on_failure=random.random() < 0.1,
        optional=random.random() < 0.1,
        timeout=random.choice((None, parse("10ms", Dimension.TIME), parse("1s", Dimension.TIME))),
        retries=random.choice((None, None, 3)),
        fallback=random.choice((None, None, random.choice(names), "the last answer")),
        every=random.choice((None, parse("24h", Dimension.TIME))),
        share=random.choice((None, parse("5%", Dimension.SHARE))),
        encrypted=random.choice((None, False)),
    )


def random_design(seed: int) -> Architecture:
    random = Random(seed)
    base = language.read(str(random.choice(SPECS)))
    names = [*random.sample(list(base.components), 6), "n1", "n2", "n3"]
    part = next(iter(base.components.values()))
    flows = [base.flows[0]]
    for index in range(random.randrange(25)):
        flows.append(random_flow(random, index, names, flows[-1]))
    return replace(
        base,
        components={name: random_component(random, name, part) for name in names},
        flows=tuple(flows[1:]),
        groups=(),
        scenarios=(),
        views=(),
        **{
            step: None
            for step in ("requirements", "task", "data", "evaluation", "release", "monitoring")
            if random.random() < 0.2
        },
    )


@pytest.mark.parametrize("start", range(0, 200, 40))
def test_no_rule_fails(start: int) -> None:
    for seed in range(start, start + 40):
        found = review(build(random_design(seed)), stage=Stage.PRODUCTION)
        assert [f.message for f in found.findings if f.name == INTERNAL] == [], f"random_design({seed})"
