"""Pinning a picture: the cells of its cards, written into the spec as `layout:`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN, write_atomic
from mlarch.language.document import Document
from mlarch.lazy import regex

__all__ = ["pin", "with_layout"]

_BLOCK = regex(r"^layout:.*\n(?:(?:[ \t].*|-[ \t].*|[ \t]*)\n)*", re.MULTILINE)


def pin(design: Design) -> bool:
    """Write the cells of the whole picture into the spec's file; whether that changed it.

    Raises `MlarchError` for a spec that is no file, for one without cards, and where the text cannot be
    written so that it reads the same but for its `layout`.
    """
    if design.path == STDIN or not Path(design.path).is_file():
        raise MlarchError("a spec is pinned in its file, and this one is none", "Name a file with `--pin`.")
    rows = design.drawing(depth=0).rows()
    if not rows:
        raise MlarchError(f"{design.path}: there is nothing to pin")
    old = Path(design.path).read_text(encoding="utf-8")
    new = with_layout(old, rows)
    read = Document.read(new, design.path).checked()
    if replace(read, layout=()) != replace(design.architecture, layout=()) or read.layout != rows:
        advice = f"Add it by hand: {_block(rows)}"
        raise MlarchError(f"{design.path}: `layout:` cannot be written into this text", advice)
    if new != old:
        write_atomic(Path(design.path), new.encode())
    return new != old


def with_layout(text: str, rows: tuple[str, ...]) -> str:
    """The text of a spec with these rows as its `layout:`, where that stood, else at the end."""
    block = _block(rows)
    found = _BLOCK.search(text)
    if found is None:
        return f"{text.rstrip()}\n\n{block}"
    rest = text[found.end() :]
    return f"{text[: found.start()]}{block}{'' if not rest else chr(10)}{rest}"


def _block(rows: tuple[str, ...]) -> str:
    return "layout:\n" + "".join(f'  - "{row}"\n' for row in rows)
