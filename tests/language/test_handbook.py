"""The reference of fields: complete, linked, and as it would be written now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlarch.language import handbook, read_text
from mlarch.language.schema import json_schema

ROOT = Path(__file__).parents[2]
PAGE = handbook.document()


def test_every_table_of_the_schema_has_its_section():
    assert sorted(table.id for table in handbook.tables()) == sorted(["spec", *json_schema()["$defs"]])


@pytest.mark.parametrize("table", handbook.tables(), ids=lambda table: table.id)
def test_every_field_has_its_row(table):
    section = PAGE.split(f"\n\n{table.doc}\n")[1].split("\n## ")[0]
    named = [
        re.findall(r"`(\w+)`", row)[0] for row in section.splitlines() if row.startswith(("| `", "| **`"))
    ]
    assert named == [field.name for field in table.fields]


def test_every_link_has_its_heading():
    headings = {line[3:].lower().replace(" ", "-") for line in PAGE.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) == headings


def test_every_row_has_four_cells():
    rows = [row for row in PAGE.splitlines() if row.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_the_examples_of_the_brief_are_legal():
    """A reader copies them: each is read as the value of its field."""
    for table in handbook.tables():
        if table.id in ("requirements", "task", "data", "release", "monitoring"):
            body = "".join(f"  {field.name}: {field.example}\n" for field in table.fields)
            read_text(
                f"mlarch: 1\ncomponents: {{a: client, b: api server}}\nflows: [a -> b]\n{table.id}:\n{body}"
            )


def test_the_committed_page_is_up_to_date():
    written = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == PAGE, f"docs/reference.md is stale; refresh it: {handbook.REFRESH}"
