"""What a help proposes can be pasted: each line of flows is read in the design that it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mlarch import graph, language
from mlarch.catalog import KINDS
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import RULES, handbook, review

TESTS = Path(__file__).parents[1]
CODE = re.compile(r"`([^`]+)`")
A_FLOW = re.compile(r"- \S.*(?:->|~>|=>) ?\S")
A_FIELD = re.compile(r"[a-z_]+: .")
INTRODUCED = re.compile(r"`(\w+): ")

DESIGNS = {
    path.stem: path
    for folder in ("published", "unseen", "reasoning")
    for path in (TESTS / folder).glob("*.yaml")
}
EXAMPLES = {code: text for code in RULES if (text := handbook.example(code, "bad"))}


def said(text: str) -> Iterator[tuple[Finding, str]]:
    """Everything in code style that the findings at production propose, once for each rule."""
    seen: set[tuple[str, str]] = set()
    for finding in review(graph.build(language.read_text(text)), stage=Stage.PRODUCTION).findings:
        for code in CODE.findall(finding.help):
            if (finding.rule, code) not in seen:
                seen.add((finding.rule, code))
                yield finding, code


def brought(text: str, lines: list[str]) -> set[str]:
    """The names that proposed lines bring into the design and that no kind explains."""
    flows = re.search(r"^flows:[^\S\n]*\n((?:[^\S\n]*#.*\n|\n)*)([^\S\n]*)-", text, re.MULTILINE)
    if flows is None or not lines:  # written in brackets
        return set()
    place = flows.start(2)
    pasted = "".join(f"{flows[2]}{line}\n" for line in lines)
    changed = language.read_text(f"{text[:place]}{pasted}{text[place:]}")
    return changed.components.keys() - language.read_text(text).components.keys() - KINDS.keys()


def proposed(text: str) -> dict[tuple[str, str], bool]:
    """Each proposal by its rule and words, and whether it can be pasted."""
    found: dict[tuple[str, str], bool] = {}
    proposals = list(said(text))
    new = brought(text, [code for _, code in proposals if A_FLOW.match(code)])
    for finding, code in proposals:
        if A_FLOW.match(code):
            explained = INTRODUCED.findall(finding.help)
            found[finding.rule, code] = not any(n in code and n not in explained for n in new)
        elif A_FIELD.match(code):
            found[finding.rule, code] = isinstance(_read(code), dict) or isinstance(
                _read(f"{{{code}}}"), dict
            )
    return found


def _read(text: str) -> object:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def test_what_is_proposed_for_the_examples_can_be_pasted_and_is_much() -> None:
    found = {code: proposed(text) for code, text in EXAMPLES.items()}
    odd = {code: [line for line, fits in lines.items() if not fits] for code, lines in found.items()}
    assert {code: lines for code, lines in odd.items() if lines} == {}
    assert sum(map(len, found.values())) > len(EXAMPLES) / 2


@pytest.mark.parametrize("name", sorted(DESIGNS))
def test_what_is_proposed_for_a_design_can_be_pasted(name: str) -> None:
    assert [proposal for proposal, fits in proposed(DESIGNS[name].read_text()).items() if not fits] == []
