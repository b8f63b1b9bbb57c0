"""The fields of the language as a document: `docs/reference.md`, made of the tables that decode.

`python -m mlarch.language.handbook > docs/reference.md` writes that file anew.
"""

from __future__ import annotations

import sys

from mlarch.language.decode.amounts import Amount
from mlarch.language.decode.maps import MapOf
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import ListOf, Prose, Text, Value

__all__ = ["REFRESH", "document", "tables"]

REFRESH = "python -m mlarch.language.handbook > docs/reference.md"

_INTRODUCTION = f"""\
# Every field of a spec

<!-- Generated from the tables that read specs: `{REFRESH}` -->

What each mapping of a spec may hold. [language.md](language.md) tells how they belong together; this page
is for looking things up. A field in **bold** is required, every other may be left out. An unknown key is an
error, with the nearest known one in the message; keys that begin with `x-` are your own, in any mapping.

Where a list is taken, a single item may stand without the brackets. How times, sizes, rates, shares and
counts are written is in [Quantities](language.md#quantities).
"""

_TITLES = {"spec": "The spec itself"}


def document() -> str:
    """The whole of `docs/reference.md`."""
    found = tables()
    contents = " · ".join(f"[{_title(table)}](#{_anchor(table)})" for table in found)
    return "\n".join((_INTRODUCTION, contents, "", *(_section(table) for table in found)))


def tables() -> tuple[Table, ...]:
    """Every table of the language, each where a reader of the one before meets it first."""
    found: dict[str, Table] = {}

    def visit(table: Table) -> None:
        if table.id not in found:
            found[table.id] = table
            for field in table.fields:
                for inner in field.value.tables():
                    visit(inner)

    visit(TOP)
    return tuple(found.values())


def _section(table: Table) -> str:
    rows = (_row(field) for field in table.fields)
    head = ("| field | value | meaning | example |", "|---|---|---|---|")
    return "\n".join((f"## {_title(table)}", "", table.doc, "", *head, *rows, ""))


def _row(field: Field) -> str:
    name = f"**`{field.name}`**" if field.required else f"`{field.name}`"
    cells = (name, _value(field.value), field.doc, f"`{field.example}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _value(value: Value) -> str:
    """What is written there, in a few words."""
    if isinstance(value, Amount):
        dimensions = (value.dimension, *(dimension for dimension, _ in value.also))
        return f"[{' or '.join(each.value for each in dimensions)}](language.md#quantities)"
    if isinstance(value, Nested):
        return _links(value)
    if isinstance(value, MapOf):
        return f"ids, each a {_links(value)}"
    if isinstance(value, ListOf):
        return "list of texts" if isinstance(value.item, Text | Prose) else f"list: {_value(value.item)}"
    return f"{value.expects}: {_links(value)}" if value.tables() else value.expects


def _links(value: Value) -> str:
    return ", ".join(f"[{_title(table).lower()}](#{_anchor(table)})" for table in value.tables())


def _title(table: Table) -> str:
    return _TITLES.get(table.id) or table.id.replace("_", " ").capitalize()


def _anchor(table: Table) -> str:
    """The anchor that renderers of Markdown make of the heading."""
    return _title(table).lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(document())
