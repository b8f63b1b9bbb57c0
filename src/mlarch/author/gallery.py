"""The case studies in the README: a table between two marks, with a picture, a sentence and links for each.

`python -m mlarch.author.gallery README.md` writes the table anew, from `specs/` and `output/` beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from mlarch.author.study import study
from mlarch.design import Design, load
from mlarch.diagnostics import MlarchError
from mlarch.files import write_atomic

__all__ = ["BEGIN", "END", "REFRESH", "renewed", "table"]

BEGIN = "<!-- gallery: written by `python -m mlarch.author.gallery README.md` -->"
END = "<!-- end of the gallery -->"
REFRESH = "python -m mlarch.author.gallery README.md"

_COLUMNS = 2
_COVER = "overview"


def table(designs: Iterable[Design], root: Path) -> str:
    """The designs as a table of HTML, which Markdown takes as it is. Links are relative to `root`.

    The pictures are those that stand in `output/` under the names that `mlarch render --view all` gives them;
    a view without a picture is left out. A design is shown by its `overview`, else by the whole.
    """
    cells = [_cell(design, root) for design in designs]
    rows = ("<tr>\n" + "\n".join(cells[i : i + _COLUMNS]) + "\n</tr>" for i in range(0, len(cells), _COLUMNS))
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def renewed(text: str, root: Path) -> str:
    """`text` with the table of `root/specs` between the marks. Raises `MlarchError` without both marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise MlarchError(f"the marks of the gallery are missing: `{BEGIN}` and `{END}`")
    designs = [load(path) for path in sorted((root / "specs").glob("*.yaml"))]
    return f"{before}{begin}\n{table(designs, root)}\n{end}{after}"


def _cell(design: Design, root: Path) -> str:
    words = study(design)
    stem = Path(design.path).stem
    title = escape(words.title)
    drawn = dict(_drawn(design, root))
    whole = f"output/{stem}.svg"
    parts = [
        f'<a href="{whole}"><img src="{drawn.get(_COVER, whole)}" alt="Diagram: {title}"></a>',
        f'<b><a href="specs/{stem}.yaml">{title}</a></b>: {escape(words.line)}',
        " ".join(f"<code>{escape(figure)}</code>" for figure in words.scale),
    ]
    views = [(whole, "everything"), *((file, name) for name, file in drawn.items())]
    parts.append("Views: " + ", ".join(f'<a href="{file}">{escape(name)}</a>' for file, name in views))
    return '<td width="50%" valign="top">\n' + "<br>\n".join(part for part in parts if part) + "\n</td>"


def _drawn(design: Design, root: Path) -> Iterator[tuple[str, str]]:
    """The views that have a picture, each with its file."""
    for view in design.views:
        file = f"output/{Path(design.path).stem}.{view}.svg"
        if (root / file).is_file():
            yield view, file


if __name__ == "__main__":
    target = Path(sys.argv[1])
    write_atomic(target, renewed(target.read_text(encoding="utf-8"), target.parent).encode())
