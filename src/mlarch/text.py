"""Words for messages, made in one way: the nearest name, lists of names, one of several choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlarch.diagnostics import MlarchError
from mlarch.lazy import regex

__all__ = ["choice", "did_you_mean", "distance", "fold", "hint", "is_slip", "listed", "nearest"]

SIMILAR = 0.7
"""How alike two words must be, from 0 to 1, for one to be offered in place of the other: the ratio of
`difflib.SequenceMatcher`. Below it, a suggestion is far-fetched more often than it helps, as
`managed` for `image`."""


def nearest(word: str, known: Iterable[str], *, most: int = 1, similar: float = SIMILAR) -> tuple[str, ...]:
    """Those of `known` that `word` may have been meant as, the nearest first, `most` at most.

    Case, spaces, hyphens and underscores do not count. A name that is equal but for them wins, then the only
    one that begins with the word.
    """
    from difflib import get_close_matches  # it is slow to import, and only mistakes need it

    if len(word) > _LONGEST:
        return ()
    names: dict[str, str] = {}
    for name in known:
        if len(name) <= _LONGEST:
            names.setdefault(fold(name), name)
    folded = fold(word)
    first = [folded] if folded in names else []
    longer = [key for key in names if len(folded) > 2 and key.startswith(folded)]
    close = get_close_matches(folded, names, n=most + 2, cutoff=similar) if most > len(first) else []
    # Two letters of a short word exchanged make another word: `tags` is no `task`.
    close = [key for key in close if len(key) != len(folded) or len(key) > 5 or distance(key, folded) < 2]
    ordered = [*first, *(longer if len(longer) == 1 else ()), *close]
    return tuple(names[key] for key in dict.fromkeys(ordered))[:most]


def did_you_mean(word: str, known: Iterable[str], *, similar: float = SIMILAR) -> str:
    """``Did you mean `x`?``, or nothing when no name is near."""
    near = nearest(word, known, similar=similar)
    return f"Did you mean `{near[0]}`?" if near else ""


def listed(words: Sequence[str], last: str = "or") -> str:
    """The words in code marks: `` `a`, `b` or `c` ``."""
    marked = [f"`{word}`" for word in words]
    return " ".join(marked) if len(marked) < 2 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"


def hint(word: str, known: Iterable[str]) -> str:
    """What to do about a `word` that is none of `known`: the nearest one, else all of them."""
    names = tuple(known)
    if not names:
        return ""
    return did_you_mean(word, names) or f"There is {listed(names, 'and')}."


def choice(what: str, word: str, known: Iterable[str], where: str = "") -> str:
    """`word`, when it is one of `known`.

    Raises `MlarchError` that says what there is none of (`what`, a singular noun), and what there is.
    """
    names = tuple(known)
    if word in names:
        return word
    help_text = hint(word, names) or f"There is none at all: a spec has them under `{what}s:`."
    raise MlarchError(f"there is no {what} `{word}`{where}", help_text)


_SEPARATORS = regex(r"[\s_\-]+")

# Longer names are not compared: the cost is quadratic, and nobody mistypes one.
_LONGEST = 80

# Of names shorter than the first a letter is too much; of names as long as the second two letters are little.
_FEW_LETTERS = 4
_MANY_LETTERS = 10


def fold(name: str) -> str:
    """The name without case, spaces, hyphens and underscores."""
    return _SEPARATORS.sub("", name).casefold()


def is_slip(name: str, other: str) -> bool:
    """Whether two different names are one slip of the pen apart: one letter, two of ten or more.

    Letters are counted as by `distance`. Digits and words of one letter are no slips, and names of less than
    four letters are too much like each other.
    """
    a, b = fold(name), fold(other)
    length = max(len(a), len(b))
    if not _FEW_LETTERS <= length <= _LONGEST or abs(len(a) - len(b)) > 2 or len(set(a) ^ set(b)) > 4:
        return False
    if _marks(name) != _marks(other):
        return False
    return distance(a, b) <= (1 if min(len(a), len(b)) < _MANY_LETTERS else 2)


def _marks(name: str) -> list[str]:
    """What tells two names of one kind apart on purpose: digits, and words of one letter."""
    words = _SEPARATORS.split(name.casefold())
    return [word for word in words if len(word) == 1] + [c for c in name if c.isdigit()]


def distance(a: str, b: str) -> int:
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
