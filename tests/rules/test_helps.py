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


def strangers(text: str, line: str, finding: Finding) -> set[str]:
    """The names that a proposed line brings into the design and that no kind and no word of it explains."""
    flows = re.search(r"^flows:[^\S\n]*\n((?:[^\S\n]*#.*\n|\n)*)([^\S\n]*)-", text, re.MULTILINE)
    if flows is None:  # written in brackets
        return set()
    place = flows.start(2)
    changed = language.read_text(f"{text[:place]}{flows[2]}{line}\n{text[place:]}")
    new = set(changed.components) - set(language.read_text(text).components)
    return {n for n in new if n not in KINDS and n not in INTRODUCED.findall(finding.help)}


def proposed(text: str) -> dict[tuple[str, str], bool]:
    """Each proposal by its rule and words, and whether it can be pasted."""
    found: dict[tuple[str, str], bool] = {}
    for finding, code in said(text):
        if A_FLOW.match(code):
            found[finding.rule, code] = not strangers(text, code, finding)
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


@pytest.mark.parametrize("code", EXAMPLES)
def test_what_is_proposed_for_an_example_can_be_pasted(code: str) -> None:
    assert [proposal for proposal, fits in proposed(EXAMPLES[code]).items() if not fits] == []


@pytest.mark.parametrize("name", sorted(DESIGNS))
def test_what_is_proposed_for_a_design_can_be_pasted(name: str) -> None:
    assert [proposal for proposal, fits in proposed(DESIGNS[name].read_text()).items() if not fits] == []


def test_much_is_proposed() -> None:
    assert sum(len(proposed(text)) for text in EXAMPLES.values()) > len(EXAMPLES) / 2
