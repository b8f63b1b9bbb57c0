"""The reviewer: `review(design)` runs the rules; `rule`, `problem` and `unknown` serve to write them."""

from __future__ import annotations

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
