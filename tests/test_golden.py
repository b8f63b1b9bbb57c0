"""Diagrams, DOT texts and a picture as accepted; `make accept` writes them anew."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(runpy.run_path(str(ROOT / "tools" / "goldens.py"))["goldens"]())


def test_they_are_as_accepted(made):
    changed = [name for name, text in made.items() if (GOLDEN / name).read_text(encoding="utf-8") != text]
    assert changed == [], "run `make accept`, and look at the difference"


def test_none_is_left_over(made):
    assert {path.name for path in GOLDEN.iterdir()} == set(made)
