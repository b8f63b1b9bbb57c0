"""A small design and small rules, so that the engine is tested apart from the rules that it ships with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from mlarch.diagnostics import Span
from mlarch.frozen import FrozenMap
from mlarch.model import Architecture, Component, Flow, Ignore, Mode, Stage
from mlarch.rules import Registry, Rule
from mlarch.rules.engine import registry


@dataclass(frozen=True)
class StubDesign:
    """As much of a DesignGraph as the engine itself looks at."""

    architecture: Architecture


def span(line: int, column: int = 3, path: str = "spec.yaml") -> Span:
    return Span(path, line, column, line, column + 5)


def ignore(rule: str, line: int, component: str | None = None, flow: tuple[str, str] | None = None) -> Ignore:
    return Ignore(rule=rule, reason="because", component=component, flow=flow, span=span(line))


@pytest.fixture
def make_design() -> Callable[..., Any]:
    """A design of `app -> api -> model`, with the ignores and the stage that a test needs."""

    def make(*, stage: Stage | None = None, ignores: Iterable[Ignore] = ()) -> StubDesign:
        components = {
            name: Component(id=name, kinds=(kind,), written=kind, span=span(line))
            for line, (name, kind) in enumerate(
                {"app": "client", "api": "api_server", "model": "model_server"}.items(), start=4
            )
        }
        flows = tuple(
            Flow(
                index=index,
                line=0,
                position=index,
                source=a,
                target=b,
                mode=Mode.CALL,
                source_span=span(8),
                target_span=span(8),
                span=span(8, 5 + index),
            )
            for index, (a, b) in enumerate((("app", "api"), ("api", "model")))
        )
        return StubDesign(
            Architecture(
                path="spec.yaml",
                name="Stub",
                components=FrozenMap(components),
                flows=flows,
                stage=stage or Stage.DESIGN,
                ignores=tuple(ignores),
                span=span(1, 1),
                places={} if stage is None else {"stage": span(2)},
            )
        )

    return make


@pytest.fixture
def make_registry() -> Callable[..., Registry]:
    def make(*rules: Rule) -> Registry:
        return registry.collect(rules)

    return make
