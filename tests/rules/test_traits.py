"""The review asks what kinds do and not what they are called.

Every kind is copied under another id. Each rule's own bad example, replayed with the copies, is found all the
same: what a rule knows about kinds stands in the catalogue, where a new kind brings it along.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import mlarch.analysis
import mlarch.rules
from mlarch import graph, language
from mlarch.catalog import KINDS, plugins
from mlarch.catalog.traits import Trait
from mlarch.frozen import FrozenMap
from mlarch.rules import RULES, Rule, review

COPY = "_copy"
LIMIT = 100
"""Ids of kinds that may stand in rules: each because that very kind is meant."""

ABOUT_WORDS = {"GRA011", "GRA012", "GRA014"}
"""Rules about the word that stands after `kind:`, which a copy has under another name."""


@pytest.fixture(name="_copies", scope="module")
def _with_copies() -> Iterator[None]:
    originals = tuple(KINDS.values())
    for kind in originals:
        plugins.register(replace(kind, id=kind.id + COPY, name=f"{kind.name} copy", aliases=()))
    yield
    for kind in originals:
        plugins.withdraw(kind.id + COPY)


def lines_found(rule: Rule, *, copies: bool) -> list[int]:
    path = Path(mlarch.rules.__file__).parent / "examples" / f"{rule.code}.bad.yaml"
    architecture = language.read_text(path.read_text(encoding="utf-8"), path.name)
    if copies:
        components = {
            name: replace(part, kinds=tuple(kind + COPY for kind in part.kinds))
            for name, part in architecture.components.items()
        }
        architecture = replace(architecture, components=FrozenMap(components))
    select = (rule.code,) if rule.opt_in else ()
    found = review(graph.build(architecture), select=select).findings
    return [finding.span.line for finding in found if finding.rule == rule.code]


@pytest.mark.usefixtures("_copies")
@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_speaks_of_copies_as_of_the_originals(rule: Rule) -> None:
    if rule.code in ABOUT_WORDS:
        pytest.skip("the rule is about the word")
    assert lines_found(rule, copies=True) == lines_found(rule, copies=False) != []


def test_every_trait_is_the_trait_of_a_kind() -> None:
    assert {trait for kind in KINDS.values() for trait in kind.traits} == set(Trait)


def test_few_kinds_are_named_in_rules() -> None:
    found: list[str] = []
    for package in (mlarch.rules, mlarch.analysis):
        for path in Path(package.__file__ or "").parent.rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [
                f"{path.name}:{node.lineno} {node.value}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in KINDS
            ]
    assert len(found) < LIMIT, found
