"""The reviewer: `review(design)` runs the rules; `rule`, `problem` and `unknown` serve to write them.

A name is imported when it is used: reading settings, as every command does, needs neither the engine nor the
fixes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.lazy import names

if TYPE_CHECKING:
    from mlarch.rules.engine.baseline import Baseline
    from mlarch.rules.engine.outcomes import Outcome, Problem, Unknown, problem, question, unknown
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
    "question",
    "review",
    "rule",
    "unknown",
]

__getattr__ = names(
    __name__,
    {
        "mlarch.rules.engine.baseline": ("Baseline",),
        "mlarch.rules.engine.outcomes": ("Outcome", "Problem", "Unknown", "problem", "question", "unknown"),
        "mlarch.rules.engine.registry": ("FAMILIES", "RULES", "Registry", "load", "nearest"),
        "mlarch.rules.engine.reviewing": ("review",),
        "mlarch.rules.engine.rule": ("Option", "Rule", "rule"),
        "mlarch.rules.engine.settings": ("Settings",),
    },
)
