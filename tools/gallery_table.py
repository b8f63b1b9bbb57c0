"""The case studies as a table for the README: a picture, a sentence, the scale and links for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from mlarch.design import Design
from mlarch.docs.study import study

__all__ = ["table"]

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
