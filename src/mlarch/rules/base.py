'''What a rule is made of: the decorator `rule`, and what a rule yields (`problem`, `unknown`).

How to write a rule
===================
A rule is one function in a module of `mlarch.rules.families` (or of a plugin). It takes the design and yields
what it finds. It is found by being there: nothing else has to be registered.

    @rule("SRV001", "uncalled-model", severity=Severity.WARNING, stage=Stage.DESIGN, covers=("MON001",))
    def uncalled_model(design: DesignGraph) -> Iterator[Outcome]:
        """A model server that no client's request reaches.

        **Checks.** The exact condition on the graph.

        **Why.** One or two sentences, and where the advice comes from.

        **When it is wrong.** The case in which the author is right, and how the spec says so.
        """
        for component in helpers.own(design, "model_server"):
            if not design.call_path(...):
                yield problem(
                    component,  # what it concerns: a Component, a Flow, anything Located, or a Span
                    f"{component.id} is called by nobody: no request reaches it",
                    help="Add a call, e.g. `- api -> ranker: candidates`.",
                    kinds=("orchestrator",),  # catalogue kinds that are missing
                    path=("app", "lb", "api"),  # witness
                )

- **Code and name** never change their meaning. The code is a family of `registry.FAMILIES` and three digits.
- **Severity** is the rule's; `problem(severity=...)` sets it for one finding (an error where the numbers are
  stated, a warning where they were assumed).
- **Stage** is the first at which the rule runs. At `sketch` only errors are kept, whatever the rule.
  `problem(stage=Stage.PRODUCTION)` withholds one finding until that stage.
- **Three values.** Yield a `problem` when the condition is known to hold, nothing when it is known not to,
  and `unknown(...)` when the spec does not say; unknowns are shown on request only.
- **One cause, one finding.** `covers=("MON001", "TRN")` names rules (codes or prefixes) whose findings follow
  from this rule's: where this rule speaks about a component (or flow), theirs about the *same subject* are
  dropped. A finding of this rule without any component or flow covers theirs everywhere.
  A finding that is itself covered covers nothing; of two that cover each other, the one that names more
  stays. `components=(a, *others)` names what the finding explains besides its subject.
  `problem(cause="x")`: of all findings with one cause, whatever their rule, only the weightiest (then the
  lowest code) is kept. A finding never gives way to a lighter one.
- **Options.** `options={"requests_per_second": 5000.0}` declares settings of the rule with their defaults;
  the function takes them as keyword arguments, and users set them in `[tool.mlarch.rules.SRV009]`.
- **Fixes.** `problem(fix=mend.add(design, name, "a ~> b: metrics"))` says what to add in terms of the graph;
  `mlarch.rules.mend` makes edits of it. `fixes="safe"` or `"unsafe"` on the rule says that it has them: the
  handbook shows it, and tests make the fix of the bad example and look whether the finding is gone.
- **Rules for whoever asks.** `opt_in=True`: the rule runs only when its code or name is selected.
- **The design.** `design` answers in file order: `design.calls_to(x)`, `data_into(x)`, `on_path`, `has_kind`,
  `reaches_without(...)` for "every X passes Y", `data_cycles(...)` and so on. A `reading.certain` or
  `edge.reading.certain` that is False rests on a guess: say nothing then, or `unknown`.
- **Exempt components.** `helpers.own(design, *kinds)` leaves out what is `external` or `planned`, and with
  `managed=False` also what is `managed`.
- **Order and failures** are the engine's: yield in any deterministic order; an exception becomes a finding
  that says that mlarch, not the spec, is at fault.
- **What it is about.** `about=("cache", "stream")` names kinds, families of the catalogue or facts of
  `concerns.py`; without any of them the rule has nothing to look at, and the readiness score leaves it out.
- **Fixtures.** `examples/<CODE>.bad.yaml`, with `# expect: <CODE>` at the end of the line that is blamed, and
  `examples/<CODE>.good.yaml`, which is the same design put right. They are what the handbook shows, so keep
  them short; `tests/rules/test_examples.py` runs them. Then refresh docs/rules.md.
'''

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from mlarch.catalog import Trait, proposed_kind
from mlarch.diagnostics import Fix, Severity, Span
from mlarch.model import Component, Flow, Located, Stage

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = [
    "Fixes",
    "Option",
    "Outcome",
    "Problem",
    "Rule",
    "Subject",
    "Unknown",
    "problem",
    "rule",
    "unknown",
]

Option: TypeAlias = bool | int | float | str
"""The value of a rule's setting."""

Fixes: TypeAlias = Literal["", "safe", "unsafe"]
"""Whether findings of a rule can come with a fix, and of which sort."""

Subject: TypeAlias = Component | Flow | Located | Span
"""What a finding is about, and so where it is shown."""

_CODE = re.compile(r"[A-Z]{3,6}[0-9]{3}")
_NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding before the engine has given it its rule. Made by `problem`."""

    message: str
    span: Span
    help: str = ""
    components: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()
    path: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    severity: Severity | None = None
    stage: Stage | None = None
    cause: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A question that the spec does not answer. Made by `unknown`."""

    message: str
    span: Span
    help: str = ""
    components: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()


Outcome: TypeAlias = Problem | Unknown
Check: TypeAlias = Callable[..., Iterable[Outcome]]


def problem(
    subject: Subject,
    message: str,
    *,
    help: str,  # noqa: A002
    at: str | None = None,
    components: Iterable[str] | None = None,
    flows: Iterable[tuple[str, str]] | None = None,
    path: Iterable[str] = (),
    kinds: Iterable[str] = (),
    severity: Severity | None = None,
    stage: Stage | None = None,
    cause: str | None = None,
    fix: Fix | None = None,
) -> Problem:
    """Say that something is wrong with `subject`.

    `message` names the components and says why it matters; `help` says what to do, with a line to add. `at`
    is a field of the subject (`"kind"`, `"replicas"`) whose value is the place to show. `components` and
    `flows` default to the subject; the first of each is what `ignore:` and `covers` compare.
    """
    return Problem(
        message=message,
        span=_place(subject, at),
        help=help,
        components=_components(subject) if components is None else tuple(components),
        flows=_flows(subject) if flows is None else tuple(flows),
        path=tuple(path),
        kinds=tuple(proposed_kind(kind) if isinstance(kind, Trait) else kind for kind in kinds),
        severity=severity,
        stage=stage,
        cause=cause,
        fix=fix,
    )


def unknown(subject: Subject, message: str, *, help: str = "", at: str | None = None) -> Unknown:  # noqa: A002
    """Say that the spec does not tell whether something is wrong with `subject`."""
    return Unknown(
        message=message,
        span=_place(subject, at),
        help=help,
        components=_components(subject),
        flows=_flows(subject),
    )


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule with its identity, its handbook page (`doc`) and its check; calling it runs the check.

    Two rules are equal when they are the same object: codes are compared where they meet, in the registry.
    """

    code: str
    name: str
    summary: str
    doc: str
    severity: Severity
    stage: Stage
    check: Check
    covers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=lambda: MappingProxyType({}))
    fixes: Fixes = ""
    opt_in: bool = False

    @property
    def family(self) -> str:
        """The letters of the code: `SRV` of `SRV001`."""
        return self.code.rstrip("0123456789")

    def __call__(self, design: DesignGraph, **options: Option) -> Iterable[Outcome]:
        """What the rule finds in `design`. `options` replace the defaults."""
        return self.check(design, **{**self.options, **options})


def rule(
    code: str,
    name: str,
    *,
    severity: Severity = Severity.WARNING,
    stage: Stage = Stage.DESIGN,
    summary: str | None = None,
    covers: Iterable[str] = (),
    about: Iterable[str] = (),
    options: Mapping[str, Option] | None = None,
    fixes: Fixes = "",
    opt_in: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; see the module's docstring for all of it.

    `summary` is the docstring's first line unless given. Raises `ValueError` for a code, a name or a
    docstring that a rule cannot have: a mistake of the rule's author.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a rule code; a family and three digits are expected, like SRV001")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a rule name; lower-case words joined by `-` are expected")

    def decorate(check: Check) -> Rule:
        doc = cleandoc(check.__doc__ or "")
        if not doc and sys.flags.optimize > 1:
            doc = "Python runs with `-OO`, which takes the pages of the handbook away."
        if not doc:
            raise ValueError(f"{code} has no docstring: it is the rule's page in the handbook")
        return Rule(
            code=code,
            name=name,
            summary=summary or doc.splitlines()[0].rstrip("."),
            doc=doc,
            severity=severity,
            stage=stage,
            check=check,
            covers=tuple(covers),
            about=tuple(about),
            options=MappingProxyType(dict(options or {})),
            fixes=fixes,
            opt_in=opt_in,
        )

    return decorate
