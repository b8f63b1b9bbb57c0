"""What a rule yields: `problem` says that something is wrong, `unknown` that the spec does not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mlarch.catalog import Trait, proposed_kind
from mlarch.diagnostics import Fix, Severity, Span
from mlarch.model import Component, Flow, Located, Stage
from mlarch.records import dataclass
from mlarch.text import listed

__all__ = ["Outcome", "Problem", "Remedy", "Subject", "Unknown", "problem", "question", "unknown"]

Subject: TypeAlias = Component | Flow | Located | Span
"""What a finding is about, and so where it is shown."""

Remedy: TypeAlias = Fix | Callable[[], Fix | None]
"""A fix, or the plan of one (`mlarch.rules.fixes`)."""

LINES = "{add}"
"""Stands in `help` for the lines that `add` proposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding before the engine has given it its rule. Made by `problem`."""

    message: str
    span: Span
    help: str = ""
    add: tuple[str, ...] = ()
    near: str | None = None
    before: Flow | None = None
    components: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()
    path: tuple[str, ...] = ()
    kinds: tuple[str, ...] | None = None
    severity: Severity | None = None
    stage: Stage | None = None
    cause: str | None = None
    fix: Remedy | bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A question that the spec does not answer. Made by `unknown`."""

    message: str
    span: Span
    help: str = ""
    components: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()


Outcome: TypeAlias = Problem | Unknown


def problem(
    subject: Subject,
    message: str,
    *,
    help: str = "",  # noqa: A002
    add: str | Iterable[str] = (),
    near: str | None = None,
    before: Flow | None = None,
    at: str | None = None,
    components: Iterable[str] | None = None,
    flows: Iterable[tuple[str, str]] | None = None,
    path: Iterable[str] = (),
    kinds: Iterable[Trait | str] | None = None,
    severity: Severity | None = None,
    stage: Stage | None = None,
    cause: str | None = None,
    fix: Remedy | bool | None = True,
) -> Problem:
    """Say that something is wrong with `subject`.

    `message` names the components and says why it matters; `help` says what to do. `add` are the lines of
    `flows:` that it proposes: they stand in `help` at `{add}` (without `help`: "Add `- line`."), the fix adds
    them with the components that they need, and the kinds of these are what is missing, unless `kinds` says
    it. The fix stands in the file of the component `near` (the first of `components`), and its flows before
    the line of the flow `before`. `fix` is another fix than that, or False for none.

    `at` is a field of the subject (`"kind"`, `"replicas"`) whose value is the place to show. `components` and
    `flows` default to the subject; the first of each is what `ignore:` and `covers` compare.
    """
    lines = (add,) if isinstance(add, str) else tuple(add)
    about = _components(subject) if components is None else tuple(components)
    return Problem(
        message=message,
        span=_place(subject, at),
        help=_advice(help, lines),
        add=lines,
        near=near or next(iter(about), None),
        before=before,
        components=about,
        flows=_flows(subject) if flows is None else tuple(flows),
        path=tuple(path),
        kinds=None if kinds is None and lines else tuple(map(_kind, kinds or ())),
        severity=severity,
        stage=stage,
        cause=cause,
        fix=False if fix is None else fix,
    )


def question(
    subject: Subject,
    message: str,
    *,
    at: str | None = None,
    help: str = "",  # noqa: A002
    components: Iterable[str] | None = None,
) -> Problem:
    """Ask, as an info at production, what a design speaks of and leaves open; `help` says what settles it."""
    severity, stage = Severity.INFO, Stage.PRODUCTION
    return problem(subject, message, at=at, help=help, components=components, severity=severity, stage=stage)


def unknown(subject: Subject, message: str, *, help: str = "", at: str | None = None) -> Unknown:  # noqa: A002
    """Say that the spec does not tell whether something is wrong with `subject`."""
    return Unknown(
        message=message,
        span=_place(subject, at),
        help=help,
        components=_components(subject),
        flows=_flows(subject),
    )


def _advice(text: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return text
    return (text or f"Add {LINES}.").replace(LINES, listed([f"- {line}" for line in lines], "and"))


def _kind(missing: Trait | str) -> str:
    return proposed_kind(missing) if isinstance(missing, Trait) else missing


def _place(subject: Subject, at: str | None) -> Span:
    if isinstance(subject, Span):
        return subject
    if at is not None:
        return subject.place(at)
    return subject.place("id") if isinstance(subject, Component) else subject.span


def _components(subject: Subject) -> tuple[str, ...]:
    if isinstance(subject, Component):
        return (subject.id,)
    return subject.ends if isinstance(subject, Flow) else ()


def _flows(subject: Subject) -> tuple[tuple[str, str], ...]:
    return (subject.ends,) if isinstance(subject, Flow) else ()
