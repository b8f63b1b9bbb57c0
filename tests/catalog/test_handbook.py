"""The catalogue's document: complete, and as it would be written now."""

from __future__ import annotations

from pathlib import Path

from mlarch.catalog import KINDS, TYPES, handbook
from mlarch.catalog.ambiguous import AMBIGUITIES

ROOT = Path(__file__).parents[2]


def test_every_kind_and_type_has_its_section():
    text = handbook.document()
    headings = [line.split("`")[1] for line in text.splitlines() if line.startswith("### `")]
    assert sorted(headings) == sorted([*KINDS, *TYPES])


def test_every_ambiguous_word_has_its_section_with_all_its_kinds():
    text = handbook.document().split("## Ambiguous words")[1]
    for entry in AMBIGUITIES:
        section = text.split(f"\n### {entry.words[0]}\n")[1].split("\n### ")[0]
        assert [kind for kind in entry.kinds if f"`{kind}`" not in section] == []
        assert [word for word in entry.words[1:] if word not in section] == []
        assert section.count("\n- ") == len(entry.clues) + entry.usual


def test_kinds_that_a_clue_leaves_out_are_named():
    """A group stands for its kinds only where they all are meant, or the others are named."""
    text = handbook.document()
    assert "*anything that serves* (not `api_server`)" in text
    assert "*data jobs* (not" not in text


def test_the_committed_document_is_up_to_date():
    written = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    assert written == handbook.document(), f"docs/kinds.md is stale; refresh it: {handbook.REFRESH}"
