"""How long files and functions are: `make lint` fails for those beyond the limits.

`python tools/sizes.py src tools` names each with its length. A function's docstring does not count. A file of
data is exempt by its name below: splitting a table helps no reader. What is listed as `TO_SPLIT` was longer
when the limits came; it may shrink and not grow, and leaves the list when it fits.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["EXEMPT", "FILE", "FUNCTION", "TO_SPLIT", "too_long"]

FILE = 300
"""The lines that a file may have."""

FUNCTION = 40
"""The lines that a function may have, from its `def` to its end."""

EXEMPT = {
    "src/mlarch/catalog/ambiguous/data.py": "a table of words",
    "src/mlarch/catalog/ambiguous/serving.py": "a table of words",
    "src/mlarch/catalog/tech_table.py": "a table of products",
    "src/mlarch/catalog/types.py": "a table of data types",
}
"""Files that are tables, by their path in the repository."""

TO_SPLIT: dict[str, int] = {}
"""The lines of files (`path`) and functions (`path:name`) that are too long today."""


def too_long(file: Path) -> Iterator[str]:
    """What is beyond a limit in a file: `path:line: what, how long`."""
    text, path = file.read_text(encoding="utf-8"), file.as_posix()
    if path not in EXEMPT:
        yield from _judged(path, 1, path, len(text.splitlines()), FILE)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _judged(path, node.lineno, f"{path}:{node.name}", _length(node), FUNCTION)


def _judged(path: str, line: int, key: str, length: int, limit: int) -> Iterator[str]:
    allowed = TO_SPLIT.get(key, limit)
    what = f"`{key.rpartition(':')[2]}`" if ":" in key else "the file"
    if length > allowed:
        yield f"{path}:{line}: {what} has {length} lines, and {allowed} are the limit"
    elif key in TO_SPLIT and length <= limit:
        yield f"{path}:{line}: {what} fits; take it out of TO_SPLIT in tools/sizes.py"


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def main(folders: list[str]) -> int:
    """Print what is too long in these folders; 1 when there is anything."""
    files = sorted(file for folder in folders for file in Path(folder).rglob("*.py"))
    found = [line for file in files for line in too_long(file)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
