"""Rules from other packages, through the entry-point group `mlarch.rules`.

An entry point names a module whose rules are collected, a single rule, or an iterable of rules:

    [project.entry-points."mlarch.rules"]
    acme = "acme_rules"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from mlarch.rules.engine.rule import Rule

__all__ = ["GROUP", "Plugin", "load", "rules_of"]

GROUP = "mlarch.rules"


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one entry point brought: its rules, or the sentence that says why there are none."""

    name: str
    rules: tuple[Rule, ...] = ()
    fault: str = ""


def load() -> Iterator[Plugin]:
    """Every installed plugin, by name. A plugin that cannot be loaded is returned with its fault."""
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    for point in points:
        yield _load(point)


def rules_of(source: object) -> tuple[Rule, ...]:
    """The rules of a module (in the order of its text), an iterable of rules, or a rule.

    Raises `TypeError` when `source` is something else.
    """
    if isinstance(source, Rule):
        return (source,)
    if isinstance(source, ModuleType):
        found = (value for value in vars(source).values() if isinstance(value, Rule))
        return tuple(dict.fromkeys(rule for rule in found if _is_from(rule, source)))
    if isinstance(source, Iterable):
        rules = tuple(source)
        if all(isinstance(rule, Rule) for rule in rules):
            return rules
    raise TypeError(f"expected a module, a rule or a list of rules, got {type(source).__name__}")


def _is_from(rule: Rule, module: ModuleType) -> bool:
    """Whether the rule was written in `module` or below it, and not merely imported there."""
    origin = getattr(rule.check, "__module__", "")
    return origin == module.__name__ or origin.startswith(f"{module.__name__}.")


def _load(point: EntryPoint) -> Plugin:
    try:
        rules = rules_of(point.load())
    except Exception as error:  # a plugin may fail in any way, and must not stop the others
        detail = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        return Plugin(point.name, fault=f"plugin `{point.name}` ({point.value}) does not load: {detail}")
    if not rules:
        return Plugin(point.name, fault=f"plugin `{point.name}` ({point.value}) has no rules")
    return Plugin(point.name, rules)
