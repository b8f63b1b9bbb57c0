"""Starting a spec: from a case study, or from a blank that asks the seven questions of a design."""

from __future__ import annotations

import json
import os
from pathlib import Path
from textwrap import fill

from mlarch.design import Design, loads
from mlarch.diagnostics import MlarchError, Span
from mlarch.files import write_atomic
from mlarch.records import dataclass
from mlarch.session.drafting import Answers, draft
from mlarch.text import nearest

__all__ = ["BLANK", "Template", "create", "drafted", "find", "templates", "text_of"]

BLANK = "blank"
"""The template that is used when none is named."""

_WIDTH = 98  # of a help line, which is indented by two

_HERE = Path(__file__).resolve()


@dataclass(frozen=True, slots=True)
class Template:
    """Something to start from: its id and the file that holds it, or its text when it was drafted."""

    id: str
    path: Path
    drafted: str | None = None

    @property
    def text(self) -> str:
        """The spec as it is shipped. Raises `MlarchError` when the file cannot be read."""
        if self.drafted is not None:
            return self.drafted
        try:
            return self.path.read_text(encoding="utf-8")
        except OSError as error:
            raise MlarchError(f"cannot read the template {self.path}: {error.strerror or error}") from error

    def design(self) -> Design:
        """The template as a design: for its name and summary."""
        return loads(self.text, str(self.path))


def drafted(answers: Answers, name: str | None = None) -> Template:
    """A design that fits the answers. Raises `MlarchError` for answers that make none."""
    return Template("draft", Path("draft.yaml"), draft(answers, name))


def templates() -> tuple[Template, ...]:
    """The blank, then every case study by id."""
    studies = sorted(_studies().glob("*.yaml")) if _studies().is_dir() else []
    return (Template(BLANK, _HERE.with_name("blank.yaml")), *(Template(path.stem, path) for path in studies))


def _studies() -> Path:
    """The case studies: inside the installed package, else the `specs/` of the checkout it is run from."""
    package = _HERE.parents[1]
    installed = package / "specs"
    return installed if installed.is_dir() else package.parents[1] / "specs"


def find(word: str) -> Template:
    """The template `word`, compared without case and with `-` or a space for `_`.

    Raises `MlarchError` with the nearest one when there is none.
    """
    known = {template.id: template for template in templates()}
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_").removesuffix(".yaml")
    if wanted in known:
        return known[wanted]
    near = nearest(wanted, known, similar=0.6)
    listed = fill(f"There are {', '.join(known)}.", _WIDTH)
    hint = f"Did you mean `{near[0]}`? " if near else f"{listed}\n"
    raise MlarchError(
        f"there is no template `{word}`",
        f"{hint}`mlarch new --list` shows them all with what they are about.",
    )


def text_of(template: Template, name: str | None = None) -> str:
    """The text of a new spec. `name` replaces the title; comments and layout stay.

    Raises `MlarchError` for a name without any visible character.
    """
    text = template.text
    if name is None:
        return text
    title = " ".join(name.split())
    if not title or not title.isprintable():
        raise MlarchError("the name of a design must have visible characters and no others")
    return _replaced(text, loads(text).architecture.place("name"), json.dumps(title, ensure_ascii=False))


def _replaced(text: str, span: Span, new: str) -> str:
    """`text` with the stretch `span` replaced."""
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    end = sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1
    return text[:start] + new + text[end:]


def create(template: Template, target: Path, *, name: str | None = None, force: bool = False) -> Path:
    """Write a new spec to `target`, or into it when it is a directory, and return the file's path.

    Raises `MlarchError` when the file is there already (unless `force`) or cannot be written.
    """
    file = target / f"{template.id}.yaml" if target.is_dir() else target
    text = text_of(template, name)
    if not force and os.path.lexists(file):
        raise MlarchError(
            f"{file} is there already, and is left as it is",
            "Choose another file with `-o FILE`, or overwrite it with `--force`.",
        )
    write_atomic(file, text.encode())
    return file
