"""Ids and names: what an id may look like, and the nearest valid name to a wrong one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

__all__ = [
    "ID",
    "ID_PATTERN",
    "ID_RULE",
    "fold",
    "nearest",
    "nearest_id",
    "one_of",
    "shown",
    "slip_of",
    "suggest_id",
]

ID_PATTERN = "[A-Za-z][A-Za-z0-9_-]*"
ID = re.compile(ID_PATTERN)
ID_RULE = "An id begins with a letter and has only letters, digits, `_` and `-`."

_SEPARATORS = re.compile(r"[\s_\-]+")
_FOREIGN = re.compile(r"[^A-Za-z0-9_]+")

# Beyond this a list of names is no help in a message.
_LISTED = 12

# Two thirds: one letter of three may be wrong.
_SIMILAR = 0.66

# Longer texts are cut in messages.
_SHOWN = 40

# Names longer than this are not compared: the cost is quadratic and nobody mistypes one.
_LONGEST = 80

# Of names shorter than the first a letter is too much; of names as long as the second two letters are little.
_FEW_LETTERS = 4
_MANY_LETTERS = 10


def fold(name: str) -> str:
    """The name without case, spaces, hyphens and underscores."""
    return _SEPARATORS.sub("", name).casefold()


def shown(text: str) -> str:
    """The text on one line, short enough for a message."""
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def suggest_id(name: str, fallback: str = "my_component") -> str:
    """A valid id that resembles `name`: `Two Tower!` gives `two_tower`."""
    plain = _FOREIGN.sub("_", name.strip().lower().replace("-", "_")).strip("_")
    if not plain:
        return fallback
    return plain if plain[0].isalpha() else f"c_{plain}"


def nearest(name: str, known: Iterable[str], limit: int = 1) -> tuple[str, ...]:
    """The names of `known` that `name` may have been meant as, best first; equal but for spelling wins."""
    names = [other for other in known if len(other) <= _LONGEST]
    if len(name) > _LONGEST:
        return ()
    folded = fold(name)
    same = [other for other in names if fold(other) == folded]
    longer = [other for other in names if len(folded) > 2 and fold(other).startswith(folded)]
    close = difflib.get_close_matches(folded, [fold(other) for other in names], n=limit + 2, cutoff=_SIMILAR)
    by_fold: dict[str, str] = {}
    for other in names:
        by_fold.setdefault(fold(other), other)
    ordered = [*same, *(longer if len(longer) == 1 else ()), *(by_fold[key] for key in close)]
    return tuple(dict.fromkeys(ordered))[:limit]


def slip_of(name: str, near: Iterable[str]) -> str | None:
    """The one of the names `near` that `name` is a slip of the pen away from; None when none is, or two are.

    A slip is another spelling, or one letter too many, missing, wrong or swapped with its neighbour; two in
    names of ten letters or more. Digits are no slips (`ranker2` is not `ranker`), and names of less than four
    letters are too much like each other.
    """
    found = [other for other in near if fold(other) == fold(name)] or [o for o in near if _slipped(name, o)]
    return found[0] if len(found) == 1 else None


def _slipped(name: str, other: str) -> bool:
    a, b = fold(name), fold(other)
    length = max(len(a), len(b))
    if not _FEW_LETTERS <= length <= _LONGEST:
        return False
    if [char for char in a if char.isdigit()] != [char for char in b if char.isdigit()]:
        return False
    return _distance(a, b) <= (1 if length < _MANY_LETTERS else 2)


def _distance(a: str, b: str) -> int:
    """Letters to add, remove, change or swap with the next, to make `b` of `a` (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        above, before = before, row
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest_id(name: str, ids: Collection[str], *, folded_only: bool = False) -> str | None:
    """The id that `name` may mean; with `folded_only`, only one that is equal but for its spelling."""
    if folded_only:
        folded = fold(name)
        return next((other for other in ids if fold(other) == folded), None) if folded else None
    return next(iter(nearest(name, ids)), None)


def one_of(names: Iterable[str]) -> str:
    """`a, b or c` in backticks; long lists are cut."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > _LISTED:
        return f"{', '.join(shown[:_LISTED])}, …"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
