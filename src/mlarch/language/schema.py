"""JSON Schema for editors, generated from the tables that decode."""

from __future__ import annotations

from typing import Any

import yaml

from mlarch.language.decode.shapes import Version
from mlarch.language.decode.tables import Field, Table
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import Schema

__all__ = ["DIALECT", "json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a spec.

    It accepts every legal spec as YAML 1.1 or 1.2 reads it, refuses unknown keys, and carries the one-line
    description and an example of every field. What needs more than one place to judge (references, kinds)
    is left to `mlarch check`.
    """
    definitions: dict[str, Schema] = {}
    waiting = [table for field in TOP.fields for table in field.value.tables()]
    while waiting:
        table = waiting.pop(0)
        if table.id not in definitions:
            definitions[table.id] = _mapping(table)
            waiting += [inner for field in table.fields for inner in field.value.tables()]
    top = _mapping(TOP)
    # A spec that extends another may leave its components and flows to that one.
    required = [field.name for field in TOP.fields if field.required and field.name != "mlarch"]
    return {
        "$schema": DIALECT,
        "title": "mlarch spec",
        **top,
        "required": ["mlarch"],
        "anyOf": [{"required": required}, {"required": ["extends"]}],
        "$defs": dict(sorted(definitions.items())),
    }


def _mapping(table: Table) -> Schema:
    # Where mappings merge, a spec that extends another may state any part of one.
    required = [field.name for field in table.fields if field.required and table.whole]
    schema: Schema = {
        "description": table.doc,
        "type": "object",
        "properties": {field.name: _property(field, table) for field in table.fields},
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
    }
    return schema | ({"required": required} if required else {})


def _property(field: Field, table: Table) -> Schema:
    """The field's value or null: a key without a value states nothing, or removes what a spec extends."""
    value = field.value.schema()
    if not (field.required and (table.whole or isinstance(field.value, Version))):
        value = {"anyOf": [*_alternatives(value), {"type": "null"}]}
    return {"description": field.doc, "examples": [yaml.safe_load(field.example)], **value}


def _alternatives(schema: Schema) -> list[Schema]:
    return schema["anyOf"] if list(schema) == ["anyOf"] else [schema]
