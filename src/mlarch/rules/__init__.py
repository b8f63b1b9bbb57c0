"""The reviewer: `review(design)` runs the rules; `rule`, `problem` and `unknown` serve to write them."""

from __future__ import annotations

from mlarch.rules.base import Option, Outcome, Problem, Rule, Unknown, problem, rule, unknown
from mlarch.rules.baseline import Baseline
from mlarch.rules.engine import review
from mlarch.rules.registry import FAMILIES, RULES, Registry, load, nearest
from mlarch.rules.settings import Settings

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
