"""The reviewer: `review(design)` runs the rules; `rule`, `problem` and `unknown` serve to write them.

A name is imported when it is used: reading settings, as every command does, needs neither the engine nor the
fixes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlarch.rules.engine.baseline import Baseline
    from mlarch.rules.engine.outcomes import Outcome, Problem, Unknown, problem, unknown
    from mlarch.rules.engine.registry import FAMILIES, RULES, Registry, load, nearest
    from mlarch.rules.engine.reviewing import review
    from mlarch.rules.engine.rule import Option, Rule, rule
    from mlarch.rules.engine.settings import Settings

__all__ = [
    "FAMILIES",
    "RULES",
    "Baseline",
    "Option",
    "Outcome",
    "Problem",
    "Registry",
    "Rule",
    "Settings",
    "Unknown",
    "load",
    "nearest",
    "problem",
    "review",
    "rule",
    "unknown",
]

_HOMES = {
    "baseline": ("Baseline",),
    "outcomes": ("Outcome", "Problem", "Unknown", "problem", "unknown"),
    "registry": ("FAMILIES", "RULES", "Registry", "load", "nearest"),
    "reviewing": ("review",),
    "rule": ("Option", "Rule", "rule"),
    "settings": ("Settings",),
}
"""The module of `mlarch.rules.engine` that each name comes from."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"mlarch.rules.engine.{module}"), name)
            return value
    raise AttributeError(f"module 'mlarch.rules' has no attribute {name!r}")
