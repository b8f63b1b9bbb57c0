"""The brief: its seven steps, and the one finding that says what a step leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlarch.analysis.privacy import learns
from mlarch.diagnostics import Severity
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.records import dataclass
from mlarch.rules.engine.outcomes import Problem, problem
from mlarch.rules.phrases import listed

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Architecture, Located

__all__ = ["STEPS", "Part", "begun_steps", "open_steps", "step_finding"]

STEPS = ("requirements", "task", "data", "models", "evaluation", "release", "monitoring")
"""The steps by the keys of the spec, in order."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a step: whether it is there, what it is called, and a line that adds it.

    `on` says where the line stands, unless that is under the key of the step. What is `minor` is no more than
    an info where nothing else of the step is open.
    """

    present: bool
    name: str
    example: str
    on: str | None = None
    minor: bool = False


def begun_steps(design: DesignGraph) -> tuple[str, ...]:
    """The steps that the spec has begun."""
    return tuple(name for name in STEPS if getattr(design.architecture, name))


_PLATFORM = regex(r"\bplatform\b|\b(?:many|all|\d+) (?:models|teams)\b", re.IGNORECASE)
_OF_A_MODEL = ("task", "data", "models", "evaluation")


def open_steps(design: DesignGraph) -> tuple[str, ...]:
    """The steps that the spec has not begun, and should.

    A design without ML has no task and no models of its own; on a platform for many models, each has its own
    task, data and evaluation.
    """
    spec = design.architecture
    said = f"{spec.name}. {spec.summary or ''}. {(spec.requirements and spec.requirements.goal) or ''}"
    platform = not (spec.task or spec.models) and _PLATFORM.search(said) is not None
    aside = _OF_A_MODEL if platform else () if learns(design) else ("task", "models")
    return tuple(name for name in STEPS if not getattr(spec, name) and name not in aside)


SEVERAL = 3
"""Steps that are missing altogether from here on are one finding, that of BRF008."""


def step_finding(design: DesignGraph, number: int, title: str, parts: Sequence[Part]) -> Iterator[Problem]:
    """The finding about one step, as an info at design and a warning at production.

    At design only a brief that was surely begun is looked at: three steps for what is open in a step, five
    for a step that is missing. Several missing steps are BRF008's.
    """
    spec = design.architecture
    key = STEPS[number - 1]
    missing = [part for part in parts if not part.present]
    if not missing:
        return
    begun = begun_steps(design)
    absent = key not in begun
    if absent and (key not in open_steps(design) or len(open_steps(design)) >= SEVERAL):
        return
    said = "says nothing of" if absent else "leaves open"
    worst = Severity.INFO if all(part.minor for part in missing) else Severity.WARNING
    for severity, stage in ((worst, Stage.PRODUCTION), (Severity.INFO, None)):
        if stage is None and len(begun) < (5 if absent else 3):
            continue
        yield problem(
            _subject(spec, key),
            f"step {number} of the brief ({title}) {said} {listed([part.name for part in missing])}",
            at=None if not absent else "name",
            severity=severity,
            stage=stage,
            cause=f"step {number} of the brief",
            help=_lines(key, missing),
        )


def _subject(spec: Architecture, key: str) -> Located:
    section = getattr(spec, key)
    if isinstance(section, tuple):
        section = section[0] if section else None
    found: Located = spec if section is None else section
    return found


def _lines(key: str, missing: Sequence[Part]) -> str:
    first, *rest = missing
    more = f", then {listed([part.name for part in rest])}" if rest else ""
    return f"Add {first.on or f'under `{key}:`'}, e.g. `{first.example}`{more}."
