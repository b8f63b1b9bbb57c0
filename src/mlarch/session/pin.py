"""Pinning a picture: the cells of its cards, written into the spec as `layout:`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from mlarch.design import Design
from mlarch.diagnostics import MlarchError, SpecError
from mlarch.files import STDIN, write_atomic
from mlarch.language.document import Document
from mlarch.lazy import regex

__all__ = ["pin", "pinned", "with_layout"]

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
    data = Path(design.path).read_bytes()
    old = data.decode().replace("\r\n", "\n")
    new = pinned(old, design, rows)
    if new != old:
        write_atomic(Path(design.path), new.encode(), replaces=data)
    return new != old


def pinned(text: str, design: Design, rows: tuple[str, ...]) -> str:
    """The text of a design with these rows as its `layout:`, or without one where there are none.

    Raises `MlarchError` where that cannot be written so that the rest reads the same.
    """
    new = with_layout(text, rows)
    try:
        read = Document.read(new, design.path).checked()
    except SpecError:
        read = None
    same = read is not None and replace(read, layout=()) == replace(design.architecture, layout=())
    if read is None or not same or read.layout != rows:
        advice = f"Add it by hand: {_block(rows)}" if rows else "Take it out by hand."
        raise MlarchError(f"{design.path}: `layout:` cannot be written into this text", advice)
    return new


def with_layout(text: str, rows: tuple[str, ...]) -> str:
    """The text of a spec with these rows as its `layout:`, where that stood, else at the end; or without."""
    found = _BLOCK.search(text)
    before, rest = (text, "") if found is None else (text[: found.start()], text[found.end() :])
    if not rows:
        return before + rest if rest or found is None else f"{before.rstrip()}\n"
    if found is None:
        return f"{text.rstrip()}\n\n{_block(rows)}"
    return f"{before}{_block(rows)}{'' if not rest else chr(10)}{rest}"


def _block(rows: tuple[str, ...]) -> str:
    return "layout:\n" + "".join(f'  - "{row}"\n' for row in rows)
