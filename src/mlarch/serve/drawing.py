"""The child's side of the preview: pictures and figures of a design, as the messages that the page is sent.

It runs in a process of its own, so that whoever types never waits for a layout.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.serve.messages import Plain
from mlarch.serve.outline import outline
from mlarch.session.children import packed, received, unpacked
from mlarch.session.layout_rows import rows_of
from mlarch.session.specs import design_of

__all__ = ["answer"]

T = TypeVar("T")
Answer: TypeAlias = tuple[Plain, tuple[str, ...]]


def answer(request: bytes) -> bytes:
    """In the child: a message with what is asked for in it, as JSON, and the places of its picture."""
    with received(request) as (data, rows, kind, asked, told):
        found, places = _ANSWERS[kind](_design(data, rows), *asked)
        text = json.dumps({**told, **found}, ensure_ascii=False)
        return packed((text.encode(errors="replace").decode(), places))


# The picture and the figures of one text, and what is chosen in it, share its graph.
@lru_cache(maxsize=4)
def _design(data: bytes, rows: tuple[str, ...]) -> Design:
    if not rows:
        return design_of(unpacked(data))
    return design_of(replace(_design(data, ()).architecture, layout=rows))


def _tried(make: Callable[[], T]) -> tuple[T | None, str]:
    """What is made, or None and why it was not. A preview outlives a fault of one picture."""
    try:
        return make(), ""
    except MlarchError as error:
        return None, error.message
    except Exception as error:
        return None, f"this is a fault in mlarch: {type(error).__name__}: {error}"


def _shown(design: Design, view: str | None, scenario: str | None) -> Answer:
    """The picture, and what can be chosen in it."""
    found, fault = _tried(lambda: _drawn(design, view, scenario))
    svg, rows = found or (None, ())
    return {"svg": svg, "fault": fault, "outline": outline(design)}, rows


def _ghosts(design: Design, view: str | None) -> Answer:
    """The picture of the text after a fix."""
    found, _ = _tried(lambda: _drawn(design, view, None))
    return {"svg": found and found[0]}, ()


def _figures(design: Design, values: Mapping[str, str]) -> Answer:
    """The estimate, with some fields replaced."""
    found, fault = _tried(lambda: _computed(design, values))
    return {"figures": found or {"chart": "", "text": fault, "stated": {}}}, ()


_ANSWERS: Mapping[str, Callable[..., Answer]] = MappingProxyType(
    {"shown": _shown, "ghosts": _ghosts, "figures": _figures}
)


def _drawn(design: Design, view: str | None, scenario: str | None) -> tuple[str, tuple[str, ...]]:
    """The picture of a design as SVG, and its places. A view or scenario that is gone is left out."""
    view = view if view in design.views else None
    scenario = scenario if scenario in design.scenarios else None
    return design.render(view=view, scenario=scenario).decode(), rows_of(design, view, scenario)


def _computed(design: Design, values: Mapping[str, str]) -> Plain:
    """The estimate as the page shows it: charts, text, and the values that the sliders begin with."""
    estimate = design.estimate(values, samples=20_000)
    needs = design.architecture.requirements
    users = needs.daily_active_users if needs is not None else None
    factor: Any = needs.peak_factor if needs is not None else None
    return {
        "chart": estimate.to_svg() if estimate.entries or estimate.capacities else "",
        "text": estimate.to_text(96),
        "stated": {
            "requirements.daily_active_users": None if users is None else users.value,
            "requirements.peak_factor": None if factor is None else getattr(factor, "value", factor),
        },
    }
