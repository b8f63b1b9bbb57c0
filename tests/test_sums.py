"""Floats are added up in a way that is the same on every version of Python: `sum` is another since 3.12."""

from __future__ import annotations

import builtins
import math
import sys
from pathlib import Path

import pytest

import mlarch
from mlarch.draw.drawing import Drawing
from mlarch.draw.options import RenderOptions
from mlarch.estimate.engine import shared_estimate
from mlarch.estimate.sums import sum_of

SPECS = sorted((Path(__file__).parents[1] / "specs").glob("*.yaml"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_no_figure_is_a_sum_of_floats(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, found = sum, []

    def watched(values, /, start=0):
        values = list(values)
        caller = sys._getframe(1)
        if any(isinstance(value, float) for value in values):
            found.append(f"{caller.f_globals.get('__name__')}:{caller.f_lineno}")
        return plain(values, start)

    monkeypatch.setattr(builtins, "sum", watched)
    design = mlarch.load(path)
    design.check()
    shared_estimate(design.graph)
    drawing = Drawing(design.graph, RenderOptions(numbers=True))
    assert drawing.report.faults == 0
    assert drawing.picture.items
    assert {place for place in found if place.startswith("mlarch.")} == set()


def test_a_sum_is_rounded_once() -> None:
    assert sum_of([0.1] * 10) == 1.0
    assert sum_of(iter(())) == 0.0


def test_what_is_too_large_is_infinite() -> None:
    assert sum_of([1.7e308, 1.7e308]) == math.inf
    assert math.isnan(sum_of([math.inf, -math.inf]))
