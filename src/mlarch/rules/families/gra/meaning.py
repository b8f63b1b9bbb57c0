"""GRA: words that contradict what the components are, or leave open what is meant."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import KINDS, TYPES
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.graph.parts import exempt
from mlarch.model import Component
from mlarch.rules import Outcome, fixes, problem, rule
from mlarch.rules.phrases import a_kind, names_of, quoted

__all__ = [
    "ambiguous_kind",
    "generic_kind",
    "unused_ignore",
]


@rule("GRA011", "ambiguous-kind", fixes="unsafe", severity=Severity.INFO)
def ambiguous_kind(design: DesignGraph) -> Iterator[Outcome]:
    """A kind that can mean several things, where the neighbours do not tell which.

    **Checks.** The word after `kind` stands for more than one kind of the catalogue ("feature store",
    "index", "gateway", "monitoring"), and the flows at the component fit more than one of them.

    **Why.** The reviewer takes the likeliest, and says nothing that would be wrong of the others. With the
    kind settled it can say more.

    **When it is wrong.** It never harms to write the catalogue's own word: `mlarch kinds` lists them.
    """
    for component in design.components.values():
        others = tuple(kind for kind in component.alternatives if kind != component.kind)
        if not others:
            continue
        settled = [_settled(component, kind) for kind in (component.kind, *others)]
        yield problem(
            component,
            f"`{component.written}` can mean {names_of((component.kind, *others))}; "
            f"{component.id} is taken for the first",
            at="kind",
            help=f"Say which: {' or '.join(settled)}.",
            fix=fixes.name_kind(design, component, component.kind),
        )


def _settled(component: Component, kind: str) -> str:
    """The component with `kind` in place of the ambiguous word; its other roles and its product stay."""
    roles = [kind if role == component.kind else role for role in component.kinds]
    value = roles[0] if len(roles) == 1 else f"[{', '.join(roles)}]"
    if component.tech and "tech" not in component.places:
        value = f"{{kind: {value}, tech: {component.tech}}}"
    return f"`{component.id}: {value}`"


@rule("GRA012", "generic-kind", severity=Severity.INFO)
def generic_kind(design: DesignGraph) -> Iterator[Outcome]:
    """A generic component that is, by what it takes and makes, of a kind that the catalogue has.

    **Checks.** The kind is `service`, `store`, `job` or `person`; what the spec states that it consumes and
    produces fits exactly one kind of the same role, and it produces something by which kinds can be told.
    Kinds that take and make nearly anything (an API server, a worker) do not count.

    **Why.** Rules, estimates and icons know the catalogue's kinds, and know nothing about a generic one.

    **When it is wrong.** It only looks alike: accept the finding.
    """
    for component in design.components.values():
        kind = design.kind(component.id)
        if not kind.any_data or len(component.kinds) > 1 or exempt(component):
            continue
        taken, given = design.consumes(component.id), design.produces(component.id)
        if not taken or not given - _COMMON:
            continue
        fitting = [
            other.id
            for other in KINDS.values()
            if other.role is kind.role
            and not other.any_data
            and (not other.has(*_MANIFOLD) or other.has(*_TOLD_BY_OUTPUT))
            and taken <= other.consumes
            and given <= other.produces
        ]
        if len(fitting) == 1:
            yield problem(
                component,
                f"{component.id} takes {_types(taken)} and makes {_types(given)}: "
                f"that is {a_kind(fitting[0])}",
                at="kind",
                kinds=fitting,
                help=f"If it is one, write `kind: {fitting[0]}`.",
            )


# Such kinds take and make nearly anything.
_MANIFOLD = (
    Trait.ANSWERS_REQUESTS,
    Trait.ORCHESTRATES,
    Trait.ACTS,
    Trait.CARRIES_RECORDS,
    Trait.PREPARES_INPUT,
)
# Jobs that take nearly anything, too, and are known by what they make of it.
_TOLD_BY_OUTPUT = (Trait.JOINS_LABELS, Trait.BUILDS_DATASETS)
# Types that nearly everything makes.
_COMMON = frozenset({"event", "metrics", "logs", "request", "response", "raw_data"})


def _types(types: frozenset[str]) -> str:
    return quoted(TYPES[type_].name.lower() for type_ in sorted(types)).replace("`", "")


@rule("GRA013", "unused-ignore", fixes="unsafe", about=("@ignore",))
def unused_ignore(design: DesignGraph) -> Iterator[Outcome]:
    """An `ignore` that matches nothing, or that names a rule that does not exist.

    **Checks.** All rules that the entry names ran at this stage, and none of their findings fits its
    component and flow. The engine answers this one after all others.

    **Why.** It was written for a finding that is gone. Left there, it hides the next real one.

    **When it is wrong.** The rule runs at a later stage only: then nothing is said. Otherwise remove the
    entry.
    """
    return iter(())
