"""The parts of the README that are generated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import readme

from mlarch.diagnostics import MlarchError
from mlarch.rules import FAMILIES, RULES

ROOT = Path(__file__).parents[2]


def _page(**parts: str) -> str:
    between = (f"{readme.marks(part)[0]}\n{text}\n{readme.marks(part)[1]}" for part, text in parts.items())
    return "# A\n\n" + "\n\nB\n\n".join(between) + "\n\nC\n"


def test_the_text_around_the_marks_stays(tmp_path):
    again = readme.renewed(_page(families="old", gallery="old"), tmp_path)
    assert again == _page(families=readme.families(RULES), gallery="<table>\n\n</table>")
    assert readme.renewed(again, tmp_path) == again


def test_marks_that_are_missing_are_named(tmp_path):
    with pytest.raises(MlarchError, match="<!-- gallery: written by"):
        readme.renewed(_page(families=""), tmp_path)


def test_a_family_is_shown_once_it_has_a_rule():
    table = readme.families(["SRV001", "SRV002", "GRA001"])
    assert re.findall(r"\| `(\w+)`", table) == ["SPEC", "GRA", "SRV"]


def test_every_family_has_a_question():
    table = readme.families([f"{family}001" for family in FAMILIES])
    assert table.count("?") >= len(FAMILIES)


def test_the_readme_is_up_to_date():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text == readme.renewed(text, ROOT), f"README.md is stale; refresh it: {readme.REFRESH}"
