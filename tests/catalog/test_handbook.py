"""The catalogue's document: complete, and as it would be written now."""

from __future__ import annotations

from pathlib import Path

from mlarch.catalog import KINDS, TYPES, handbook

ROOT = Path(__file__).parents[2]


def test_every_kind_and_type_has_its_section():
    text = handbook.document()
    headings = [line.split("`")[1] for line in text.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted([*KINDS, *TYPES])


def test_the_committed_document_is_up_to_date():
    written = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert written == handbook.document(), f"docs/kinds.md is stale; refresh it: {handbook.REFRESH}"
