"""Estimating specs as a command line or an editor asks for it: with values replaced, swept, and written."""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.estimate.engine import Estimate
from mlarch.estimate.figures import Input
from mlarch.estimate.sweep import Point, Sweep, parse_range, point_of
from mlarch.language.overrides import split_assignment
from mlarch.quantities import Dimension, QuantityError, parse
from mlarch.records import dataclass
from mlarch.session.cache import Cache
from mlarch.session.settings import SettingsFinder
from mlarch.session.specs import read_specs

__all__ = ["Answers", "Question", "ask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to estimate: `values` as `KEY=VALUE`, a `sweep` as `KEY=FROM..TO`, a `hop` as a time."""

    values: Sequence[str] = ()
    sweep: str | None = None
    hop: str | None = None
    samples: int = 100_000
    seed: int = 0
    entry: str | None = None
    scenario: str | None = None

    @property
    def replaced(self) -> dict[str, str]:
        """The fields with other values. Raises `MlarchError` for what sets nothing."""
        return dict(split_assignment(text) for text in self.values)

    @property
    def hop_seconds(self) -> float | None:
        """The time of a hop. Raises `MlarchError` for what is no time."""
        if self.hop is None or self.hop.strip() == "0":
            return None if self.hop is None else 0.0
        try:
            return parse(self.hop, Dimension.TIME).value
        except QuantityError as error:
            raise MlarchError(f"--hop: {error}", "For example: `--hop 0.5ms`, or `--hop 0`.") from None


@dataclass(frozen=True, slots=True)
class Answers:
    """The estimates of all specs that could be read, each with the codes of its CAP findings; or the sweeps,
    where one was asked for; and what could not be estimated."""

    estimates: tuple[tuple[Estimate, tuple[str, ...]], ...]
    sweeps: tuple[Sweep, ...]
    failures: tuple[MlarchError, ...]

    @property
    def assumptions(self) -> tuple[tuple[str, Input], ...]:
        """Every input that is not stated, with the path of its spec."""
        return tuple((each.path, item) for each, _ in self.estimates for item in each.assumptions)

    def render(self, form: str, width: int) -> str:
        """All of it in a format: `text`, `json`, `markdown` or `svg`."""
        from importlib import import_module

        if form == "svg":
            charts = import_module("mlarch.draw.charts")
            drawn: str = charts.svg([each for each, _ in self.estimates], self.sweeps)
            return drawn
        module = import_module(f"mlarch.report.estimates.{form}")
        fit = (width,) if form == "text" else ()
        if self.sweeps:
            swept: str = module.render_sweeps(self.sweeps, *fit)
            return swept
        written: str = module.render(self.estimates, *fit)
        return written


def ask(paths: Sequence[str], question: Question) -> Answers:
    """Estimate every spec that `paths` stand for. What is wrong with one does not keep the others back.

    Raises `MlarchError` for a question that has no answer for any spec.
    """
    values, hop = question.replaced, question.hop_seconds
    swept = parse_range(question.sweep) if question.sweep is not None else None
    found: list[tuple[Estimate, tuple[str, ...]]] = []
    sweeps: list[Sweep] = []
    failures: list[MlarchError] = []
    for _, design in read_specs(paths, SettingsFinder(), Cache(None)):
        if isinstance(design, MlarchError):
            failures.append(design)
            continue
        try:
            if swept is not None:
                sweeps.append(_sweep(design, values, swept, question, hop))
            else:
                changed = design.with_values(values) if values else design
                found.append((_estimate(changed, question, hop), _findings(changed)))
        except MlarchError as error:
            failures.append(error)
    return Answers(tuple(found), tuple(sweeps), tuple(failures))


def _estimate(design: Design, question: Question, hop: float | None) -> Estimate:
    made = design.estimate(
        hop=hop,
        samples=question.samples,
        seed=question.seed,
        entry=question.entry,
        scenario=question.scenario,
    )
    _ = (
        made.entrances,
        made.walk,
    )  # an entry or a scenario that does not exist is said before anything is shown
    return made


def _findings(design: Design) -> tuple[str, ...]:
    """The codes of the findings on latency and capacity, each once."""
    found = (finding.rule for finding in design.check().findings)
    return tuple(sorted({code for code in found if code.startswith("CAP")}))


def _sweep(
    design: Design,
    values: dict[str, str],
    swept: tuple[str, tuple[tuple[str, float], ...]],
    question: Question,
    hop: float | None,
) -> Sweep:
    key, steps = swept
    points: list[Point] = []
    target = None
    for text, value in steps:
        estimate = _estimate(design.with_values({**values, key: text}), question, hop)
        target = estimate.targets.get("p99")
        points.append(point_of(estimate, text, value))
    return Sweep(design.name, design.path, key, tuple(points), target)
