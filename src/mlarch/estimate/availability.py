"""The availability of a request's path: parts in series, a call with a fallback in parallel with it."""

from __future__ import annotations

from mlarch.estimate.figures import Figure, Input, Unit, stated, unique
from mlarch.estimate.formulas.reliability import parallel, series
from mlarch.estimate.steps import Request
from mlarch.graph import DesignGraph

__all__ = ["availability"]

_SOURCE = "series: product; parallel: 1 - product of what each lacks"


def availability(graph: DesignGraph, tree: Request) -> Figure | None:
    """The share of time in which a request finds every part that it needs, by the stated availabilities.

    Parts that state none count as perfect, so it is at most this; None where no part states one. Optional
    calls and those of under half of the requests are left out.
    """
    inputs: list[Input] = []
    terms: list[str] = []
    done: dict[int, float] = {}

    def own(name: str) -> float:
        component = graph.components[name]
        if component.availability is None:
            return 1.0
        span = component.places.get("availability")
        inputs.append(stated(f"components.{name}.availability", component.availability, span))
        terms.append(f"{name} {component.availability}")
        return component.availability.value

    def whole(request: Request) -> float:
        if id(request) in done:
            return 1.0  # counted once: it works or it does not
        done[id(request)] = 1.0
        parts = [own(request.component)]
        for step in request.steps:
            for call in step.calls:
                if step.rare or call.flow.optional:
                    continue
                value = whole(call.target)
                if call.answer is not None:
                    value = parallel([value, own(call.answer.component)])
                elif call.flow.fallback is not None:
                    value = 1.0
                parts.append(value)
        return series(parts)

    value = whole(tree)
    if not inputs:
        return None
    return Figure(value, Unit.SHARE, " x ".join(dict.fromkeys(terms)), unique(inputs), _SOURCE)
