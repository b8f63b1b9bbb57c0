"""Accepting findings by `ignore:` in the spec. What settings deselect is not run at all.

An ignore that does nothing is itself found, because it hides the next real finding without anyone knowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mlarch.dates import today
from mlarch.diagnostics import Finding, Fix, Suppressed
from mlarch.language.names import slip_of
from mlarch.language.problems import Code
from mlarch.model import Architecture, Ignore
from mlarch.records import dataclass
from mlarch.rules import fixes
from mlarch.rules.engine.outcomes import Problem, problem
from mlarch.rules.engine.registry import CANNOT, Registry, matches, mistakes, nearest
from mlarch.rules.engine.rule import Rule
from mlarch.text import listed

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["Sorted", "Used", "apply", "expired", "unused"]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings after suppression: what is left, and what was accepted with the reason."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


@dataclass(slots=True)
class Used:
    """Which ignores have matched something so far, by their place in the spec."""

    indexes: set[int]


def apply(
    findings: Iterable[Finding],
    architecture: Architecture,
    rules: Mapping[str, Rule | Code],
    used: Used,
) -> Sorted:
    """Split `findings` into what stays and what the spec accepts; notes in `used` which ignores matched."""
    left: list[Finding] = []
    accepted: list[Suppressed] = []
    for finding in findings:
        ignore = _first_match(finding, architecture.ignores, rules, used)
        if ignore is not None:
            accepted.append(Suppressed(finding, "spec", _reason(ignore)))
        else:
            left.append(finding)
    return Sorted(tuple(left), tuple(accepted))


def _first_match(
    finding: Finding, ignores: Sequence[Ignore], rules: Mapping[str, Rule | Code], used: Used
) -> Ignore | None:
    """The first ignore that fits. All that fit count as used: two of them are the author's business."""
    rule = rules.get(finding.rule)
    if rule is None or finding.name != rule.name:  # a fault of the tool cannot be accepted in a spec
        return None
    fitting = [index for index, ignore in enumerate(ignores) if _fits(ignore, finding, rule)]
    used.indexes.update(fitting)
    return next((ignores[index] for index in fitting if not expired(ignores[index])), None)


def expired(ignore: Ignore) -> bool:
    """Whether the last day of an ignore has passed, in UTC; `SOURCE_DATE_EPOCH` says which day it is."""
    return ignore.until is not None and ignore.until < today()


def _reason(ignore: Ignore) -> str:
    """The reason with the last day and the owner, where they are stated."""
    more = [f"until {ignore.until.isoformat()}"] if ignore.until is not None else []
    more += [f"owner: {ignore.owner}"] if ignore.owner is not None else []
    return f"{ignore.reason} ({', '.join(more)})" if more else ignore.reason


def _fits(ignore: Ignore, finding: Finding, rule: Rule | Code) -> bool:
    return (
        matches(ignore.rule, rule)
        and (ignore.component is None or ignore.component in finding.components)
        and (ignore.flow is None or ignore.flow in finding.flows)
    )


def unused(
    design: DesignGraph, registry: Registry, ran: frozenset[str], used: Used
) -> Iterable[tuple[int, Problem]]:
    """The ignores that matched nothing, with their index, as problems.

    An ignore is left in peace when one of the rules that it names did not run: at another stage it may be
    needed. Of an entry with lists each rule and each place must match something, and not each with each.
    """
    for index, ignore in enumerate(design.architecture.ignores):
        if index in used.indexes:
            ended = _ended_together(design.architecture.ignores, ignore, used) if expired(ignore) else ()
            if ended and ended[0] is ignore:
                yield index, _ended(ended)
            continue
        if ignore.span.path != design.architecture.path:
            continue  # one that a base states is judged where it stands
        named = registry.find(ignore.rule)
        if not named:
            yield index, _meaningless(design, registry, index, used)
        elif all(rule.code in ran for rule in named) and not _part_of_one_in_use(design, index, used):
            yield (
                index,
                problem(
                    ignore,
                    f"nothing here is found by `{ignore.rule}`{_where(ignore)}: this ignore does nothing, "
                    "and would hide the next real finding",
                    components=(ignore.component,) if ignore.component else (),
                    flows=(ignore.flow,) if ignore.flow else (),
                    help="Remove it, or correct its rule, component or flow.",
                    fix=_drop(design, index, used),
                ),
            )


def _part_of_one_in_use(design: DesignGraph, index: int, used: Used) -> bool:
    """Whether rule and place of an ignore match something in other parts of its entry, or were named."""
    ignores, ignore = design.architecture.ignores, design.architecture.ignores[index]
    beside = [n for n, other in enumerate(ignores) if other.span == ignore.span and n != index]
    place = (ignore.component, ignore.flow)
    rules = [n for n in beside if ignores[n].rule == ignore.rule]
    places = [n for n in beside if (ignores[n].component, ignores[n].flow) == place]
    rule_in_use = any(n in used.indexes for n in rules)
    if rule_in_use and any(n in used.indexes for n in places):
        return True
    return min((places if rule_in_use else rules), default=index) < index


def _meaningless(design: DesignGraph, registry: Registry, index: int, used: Used) -> Problem:
    """The problem of an ignore that names no rule: a mistake of reading, or nothing at all."""
    ignore = design.architecture.ignores[index]
    if mistakes(ignore.rule):
        return problem(
            ignore,
            f"`ignore` names `{ignore.rule}`, and nothing is ignored: {CANNOT}",
            at="rule",
            help="Remove it, and mend the mistakes: `mlarch check` shows them all.",
            fix=_drop(design, index, used),
        )
    return problem(
        ignore,
        f"`ignore` names `{ignore.rule}`, and there is no such rule: nothing is ignored",
        at="rule",
        help=nearest(ignore.rule, registry.rules.values()),
        fix=_spelled(ignore, registry, design.architecture.ignores),
    )


def _ended_together(ignores: Sequence[Ignore], ignore: Ignore, used: Used) -> tuple[Ignore, ...]:
    """Those of the same entry of the file, which may name several rules and components, that would count."""
    return tuple(other for n, other in enumerate(ignores) if other.span == ignore.span and n in used.indexes)


def _ended(together: Sequence[Ignore]) -> Problem:
    """The problem of an entry whose last day has passed."""
    ignore = together[0]
    owner = f" Ask its owner: {ignore.owner}." if ignore.owner else ""
    rules = listed(tuple(dict.fromkeys(each.rule for each in together)), "and")
    components = tuple(dict.fromkeys(each.component for each in together if each.component))
    where = f" on {listed(components, 'and')}" if len(components) > 1 else _where(ignore)
    return problem(
        ignore,
        f"this ignore of {rules}{where} counted until {ignore.until}, and counts no longer",
        at="until",
        components=components,
        flows=tuple(dict.fromkeys(each.flow for each in together if each.flow)),
        help=f"Mend what is found, or decide anew and write another day.{owner}",
    )


def _drop(design: DesignGraph, index: int, used: Used) -> fixes.Planned | None:
    """The fix that removes the entry, unless another part of it is used."""
    ignores = design.architecture.ignores
    beside = (n for n, other in enumerate(ignores) if other.span == ignores[index].span)
    return None if any(n in used.indexes for n in beside) else fixes.drop_ignore(design, index)


def _spelled(ignore: Ignore, registry: Registry, ignores: Sequence[Ignore]) -> Fix | None:
    """The fix that writes the code or the name that was meant, where there can be only one and no list."""
    if any(other.span == ignore.span and other.rule != ignore.rule for other in ignores):
        return None
    known = [word for rule in registry.rules.values() for word in (rule.code, rule.name)]
    near = slip_of(ignore.rule, known)
    return None if near is None else fixes.replace(ignore.place("rule"), near, safe=True)


def _where(ignore: Ignore) -> str:
    if ignore.flow is not None:
        return f" on the flow `{ignore.flow[0]} -> {ignore.flow[1]}`"
    return f" on `{ignore.component}`" if ignore.component else ""
