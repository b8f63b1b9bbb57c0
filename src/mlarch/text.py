"""Words for messages, made in one way: the nearest name, lists of names, one of several choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from mlarch.diagnostics import MlarchError

__all__ = ["choice", "did_you_mean", "hint", "listed", "nearest"]

SIMILAR = 0.6
"""How alike two words must be, from 0 to 1, for one to be offered in place of the other: the ratio of
`difflib.SequenceMatcher`. Below it, a suggestion is far-fetched more often than it helps."""


def nearest(word: str, known: Iterable[str], *, most: int = 1, similar: float = SIMILAR) -> tuple[str, ...]:
    """Those of `known` most like `word`, the nearest first, `most` at most; case does not count."""
    names: dict[str, str] = {}
    for name in known:
        names.setdefault(name.lower(), name)
    return tuple(names[near] for near in get_close_matches(word.lower(), names, n=most, cutoff=similar))


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
