"""The spec language: from the text that a person wrote to an `Architecture`.

    text ── syntax ──▶ nodes ── extends ──▶ one mapping ── decode ──▶ Document: model, nodes, problems

Every stage notes its mistakes in one `Problems`; none stops at the first. A `Document` holds whatever could
be read; `read` raises all mistakes together. PyYAML is imported when something is read and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from mlarch.files import read_bytes
from mlarch.language.syntax.bounds import largest

if TYPE_CHECKING:
    from mlarch.model import Architecture

__all__ = ["discover", "json_schema", "read", "read_data", "read_text"]


def read(path: str | PathLike[str]) -> Architecture:
    """Read the spec in a file; `-` is standard input.

    Raises `SpecError` with every mistake in it and in what it extends, and `MlarchError` when the file cannot
    be opened.
    """
    return read_data(read_bytes(str(path), largest()), str(path))


def read_data(data: bytes, path: str) -> Architecture:
    """Read a spec from the bytes of the file `path`. Raises `SpecError` with every mistake in it."""
    from mlarch.language.problems import Problems
    from mlarch.language.syntax import text

    problems = Problems()
    source = text.decode(data, path, problems)
    problems.raise_if_any()
    assert source is not None  # else there was a problem
    return read_text(source, path)


def read_text(text: str, path: str = "<text>") -> Architecture:
    """Read a spec from its text. `path` is what findings call it, and what `extends` and icons start from.

    Raises `SpecError` with every mistake in it and in what it extends.
    """
    from mlarch.language.document import Document

    return Document.read(text, path).checked()


def discover(paths: Sequence[str | PathLike[str]]) -> tuple[str, ...]:
    """The files that `paths` stand for, each once: files, directories that are searched for specs, and `-`.

    Raises `MlarchError` for a path that does not exist, and for a directory without any spec.
    """
    from mlarch.language import discovery

    return discovery.discover(paths)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a spec, for editors: made from the tables that decode."""
    from mlarch.language import schema

    return schema.json_schema()
