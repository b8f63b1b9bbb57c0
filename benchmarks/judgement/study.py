"""What is spoiled, what a spoiled design is, and the table of the mutators that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from judgement.edits import change, quantity, unsay, without
from mlarch.catalog.base import Role
from mlarch.diagnostics import Finding, Review, Span
from mlarch.graph import DesignGraph, build
from mlarch.model import Architecture, Requirements, Stage
from mlarch.quantities import Dimension
from mlarch.rules import review

__all__ = ["MUTATORS", "Mutant", "Mutator", "Named", "Study", "mutator", "subject"]


def subject(finding: Finding) -> tuple[str, object]:
    """A finding's rule and what it is about: its first flow, else its first component, else its words."""
    about: object = finding.flows[0] if finding.flows else None
    about = about or (finding.components[0] if finding.components else finding.message)
    return (finding.rule, about)


@dataclass(frozen=True)
class Named:
    """What the findings of a rule name: components, all and those of each; kinds that are missing; their
    words; and where they stand."""

    parts: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    messages: frozenset[str] = frozenset()
    sets: frozenset[frozenset[str]] = frozenset()
    places: frozenset[Span] = frozenset()


@dataclass(frozen=True)
class Study:
    """A case study with all that is asked of it again and again."""

    name: str
    architecture: Architecture
    stage: Stage = Stage.PRODUCTION

    @cached_property
    def design(self) -> DesignGraph:
        """Its graph."""
        return build(self.architecture)

    @cached_property
    def review(self) -> Review:
        """What the reviewer says of it as it is."""
        return review(self.design, stage=self.stage)

    @cached_property
    def said(self) -> frozenset[tuple[str, object]]:
        """The rules and subjects of which it speaks without any mutation, accepted or not."""
        accepted = (suppressed.finding for suppressed in self.review.suppressed)
        return frozenset(subject(finding) for finding in (*self.review.findings, *accepted))

    @cached_property
    def named(self) -> dict[str, Named]:
        """What each rule names of it without any mutation."""
        accepted = (suppressed.finding for suppressed in self.review.suppressed)
        found: dict[str, Named] = {}
        for finding in (*self.review.findings, *accepted):
            old = found.get(finding.rule, Named())
            parts = frozenset((*finding.components, *(end for flow in finding.flows for end in flow)))
            found[finding.rule] = Named(
                old.parts | parts,
                old.kinds.union(finding.kinds),
                old.messages | {finding.message},
                old.sets | {parts},
                old.places | {finding.span},
            )
        return found

    # ── what mutators ask ───────────────────────────────────────────────────────────────────────────────

    def of(self, *kinds: str) -> list[str]:
        """The components with one of these kinds, in file order."""
        return list(self.design.of_kind(*kinds))

    def is_role(self, name: str, *roles: Role) -> bool:
        """Whether one of the component's kinds has one of these roles."""
        return any(kind.role in roles for kind in self.design.kinds(name))

    def only_role(self, name: str, *roles: Role) -> bool:
        """Whether each of the component's kinds has one of these roles."""
        return all(kind.role in roles for kind in self.design.kinds(name))

    def of_role(self, *roles: Role) -> list[str]:
        """The components with one of these roles."""
        return [name for name in self.architecture.components if self.is_role(name, *roles)]

    def kinds(self, *names: str) -> frozenset[str]:
        """All kinds of these components."""
        return frozenset(kind for name in names for kind in self.architecture.components[name].kinds)

    def beside(self, name: str) -> frozenset[str]:
        """The components at the other ends of a component's flows."""
        flows = (flow for flow in self.architecture.flows if name in flow.ends)
        return frozenset(end for flow in flows for end in flow.ends if end != name)

    def sources(self, type_: str) -> list[str]:
        """The components that make data of a type."""
        return [n for n in self.architecture.components if type_ in self.design.produces(n)]

    def without_role(self, *kinds: str) -> Architecture:
        """Without these kinds: components that have others as well lose the role, the rest is left out."""
        gone = [name for name in self.of(*kinds) if self.kinds(name) <= frozenset(kinds)]
        left = without(self.architecture, *gone, close=True)
        for name, component in left.components.items():
            if not frozenset(kinds).isdisjoint(component.kinds):
                kept = tuple(kind for kind in component.kinds if kind not in kinds)
                left = change(left, name, kinds=kept, written=", ".join(kept))
        return left

    def unsaid(self, words: str, architecture: Architecture | None = None) -> Architecture:
        """Without a word of what the pattern describes, and without a bandit, which says it by its kind."""
        return unsay(self.without_role("bandit") if architecture is None else architecture, words)

    def with_requirements(self, **fields: Any) -> Architecture:
        """With these requirements; those that are not named stay."""
        wanted = self.architecture.requirements or Requirements(span=self.architecture.span)
        return replace(self.architecture, requirements=replace(wanted, **fields))

    def with_rate(self, rate: str) -> Architecture:
        """With so many requests."""
        return self.with_requirements(requests_per_second=quantity(rate, Dimension.RATE))


@dataclass(frozen=True)
class Mutant:
    """A design spoiled in one way.

    A finding finds it when it names one of `components`, or one of `kinds` as missing, or is of one of
    `rules` and about the whole design. `aside` says why an experienced reviewer would let it pass: it is then
    counted apart.
    """

    study: str
    what: str
    architecture: Architecture
    components: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    aside: str = ""


Make = Callable[[Study], Iterable[Mutant]]


@dataclass(frozen=True)
class Mutator:
    """One way of spoiling a design; `rules` are those that it is aimed at, none for the general ones."""

    name: str
    about: str
    rules: tuple[str, ...]
    make: Make = field(repr=False)

    def mutants(self, study: Study) -> Iterator[Mutant]:
        """All designs that it makes of a study."""
        yield from self.make(study)


MUTATORS: dict[str, Mutator] = {}


def mutator(*rules: str) -> Callable[[Make], Make]:
    """Enter a function in the table: its name is the mutator's, its docstring says what it does."""

    def enter(make: Make) -> Make:
        name = getattr(make, "__name__", "").strip("_").replace("_", " ")
        about = " ".join((make.__doc__ or "").split())
        if name in MUTATORS or not about:
            raise ValueError(f"mutator {name!r} is there twice, or says nothing of itself")
        MUTATORS[name] = Mutator(name, about, rules, make)
        return make

    return enter
