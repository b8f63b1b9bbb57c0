'''What a rule is: the decorator `rule` gives a function its identity.

How to write a rule
===================
A rule is one function in a module of `mlarch.rules.families` (or of a plugin). It takes the design and yields
what it finds. It is found by being there: nothing else has to be registered.

    @rule("MON001", "unmonitored-model", about=RUNS_MODELS, covers=("MON004",), fixes="unsafe")
    def unmonitored_model(design: DesignGraph) -> Iterator[Outcome]:
        """A model that no monitor learns anything of.

        **Checks.** The exact condition on the graph.

        **Why.** One or two sentences, and where the advice comes from.

        **When it is wrong.** The case in which the author is right, and how the spec says so.
        """
        seen = observability.watched(design)
        for part in design.having(Trait.INFERS).accountable().unless(seen.__contains__):
            monitor = fixes.suggest_id(design, Trait.MEASURES)
            yield problem(
                part,
                f"{part.id} is not monitored: no metrics, predictions or logs flow from it to a monitor",
                add=f"{part.id} ~> {monitor}: metrics",
            )

- **Which parts.** `design.having(Trait.X, Trait.Y)` are the components that do X or Y by one of their
  kinds, `design.parts` all; `.accountable()` leaves out what is `external` or `planned`, and with
  `managed=False` also what is `managed`; `.where(test)` and `.unless(test)` ask each id; `.ids` are the
  ids. `design.has(id, Trait.X)` and `kind.has(Trait.X)` ask about one. A rule never names a kind: what
  kinds do stands in the catalogue (`mlarch.catalog.traits`), so that new kinds take part. A trait that is
  missing is added there.
- **Which flows.** `design` answers in file order: `calls_to(id)`, `calls_from(id)`, `data_into(id)`,
  `data_out_of(id)`, `on_path`, `clients`, `reaches_without(...)` for "every X passes Y",
  `data_cycles(...)`. `mlarch.analysis` holds the facts that several rules ask for (lineage of models,
  observability, privacy, hard dependencies, staleness), each found once for a design: write another as a
  function with `@fact`. A flow that is not `certain` rests on a guess: say nothing then, or `unknown`.
- **What it says.** `problem(subject, message, add="a ~> b: metrics")`. The message names the components and
  says why it matters. `add` are the lines that put it right: they stand in the help where it says `{add}`
  ("Add `- ...`." without `help`), the fix writes them into the author's file with the components that they
  need, and the kinds of these are the ones that are missing. `help="Add its reader, e.g. {add}, or remove
  it."` says it in other words. `fixes.suggest_id(design, Trait.X)` names the component of the design that
  does X, else a new one.
- **Other fixes.** `problem(fix=...)` takes what `mlarch.rules.fixes` plans (`between`, `move`, `drop`,
  `replace`, `add` with hops), or False where the lines are only an example. Fixes are worked out when
  somebody asks for them. `fixes="safe"` or `"unsafe"` on the rule says that it has them: the handbook shows
  it, and tests make the fix of the bad example and look whether the finding is gone.
- **Code and name** never change their meaning. The code is a family of `registry.FAMILIES` and three
  digits.
- **Severity** is the rule's; `problem(severity=...)` sets it for one finding (an error where the numbers
  are stated, a warning where they were assumed).
- **Stage** is the first at which the rule runs. At `sketch` only errors are kept, whatever the rule.
  `problem(stage=Stage.PRODUCTION)` withholds one finding until that stage.
- **Three values.** Yield a `problem` when the condition is known to hold, nothing when it is known not to,
  and `unknown(...)` when the spec does not say; unknowns are shown on request only.
- **One cause, one finding.** `covers=("MON001", "TRN")` names rules (codes or prefixes) whose findings
  follow from this rule's: where this rule speaks about a component (or flow), theirs about the *same
  subject* are dropped. A finding of this rule without any component or flow covers theirs everywhere. A
  finding that is itself covered covers nothing; of two that cover each other, the one that names more
  stays. `components=(a, *others)` names what the finding explains besides its subject.
  `problem(cause="x")`: of all findings with one cause, whatever their rule, only the weightiest (then the
  lowest code) is kept. A finding never gives way to a lighter one.
- **What it is about.** `about=(Trait.CACHES, "stream", "@timeout")` names traits, families of kinds or
  facts that the spec states (`mlarch.analysis.applicability`): without any of them the rule has nothing to
  look at, and the readiness score leaves it out. Without `about` a rule concerns every design.
- **Options.** `options={"requests_per_second": 5000.0}` declares settings of the rule with their defaults;
  the function takes them as keyword arguments, and users set them in `[tool.mlarch.rules.SRV009]`.
- **Rules on request.** `opt_in=True`: the rule runs only when its code or name is selected.
- **Order and failures** are the engine's: yield in any deterministic order; an exception becomes a finding
  that says that mlarch, not the spec, is at fault.
- **Fixtures.** `examples/<CODE>.bad.yaml`, with `# expect: <CODE>` at the end of the line that the finding
  shows, and `examples/<CODE>.good.yaml`, which is the same design put right. They are what the handbook
  shows, so keep them short; `tests/rules/test_examples.py` runs them, and `tests/rules/test_traits.py` runs
  them with copies of all kinds. Then refresh docs/rules.md.
'''

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from inspect import cleandoc
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from mlarch.diagnostics import Severity
from mlarch.lazy import regex
from mlarch.model import Stage
from mlarch.records import dataclass
from mlarch.rules.engine.outcomes import Outcome

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = [
    "Fixes",
    "Option",
    "Rule",
    "rule",
]

Option: TypeAlias = bool | int | float | str
"""The value of a rule's setting."""

Fixes: TypeAlias = Literal["", "safe", "unsafe"]
"""Whether findings of a rule can come with a fix, and of which sort."""

_CODE = regex(r"[A-Z]{3,6}[0-9]{3}")
_NAME = regex(r"[a-z]+(-[a-z0-9]+)*")

_NO_PAGES = "Python runs with `-OO`, which takes the pages of the handbook away."

Check: TypeAlias = Callable[..., Iterable[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule with its identity and its check; calling it runs the check.

    Two rules are equal when they are the same object: codes are compared where they meet, in the registry.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    stage: Stage
    check: Check
    covers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=lambda: MappingProxyType({}))
    fixes: Fixes = ""
    opt_in: bool = False

    @property
    def doc(self) -> str:
        """Its page in the handbook: the docstring of its check."""
        if self.check.__doc__ is None and sys.flags.optimize > 1:
            return _NO_PAGES
        return cleandoc(self.check.__doc__ or "")

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
        doc = (check.__doc__ or "").strip()
        if not doc and sys.flags.optimize > 1:
            doc = _NO_PAGES
        if not doc:
            raise ValueError(f"{code} has no docstring: it is the rule's page in the handbook")
        return Rule(
            code=code,
            name=name,
            summary=summary or doc.splitlines()[0].rstrip("."),
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
