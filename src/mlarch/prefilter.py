"""Letters that a text must hold, in this order, for a regular expression to match in it.

To compile an expression takes a hundred times as long as to look for the letters that it cannot do without,
and most expressions of a review match nothing in a design. The letters are read off the expression in one
pass; where it is not clear what a part demands, it demands nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

__all__ = ["Branch", "branches"]

Needs: TypeAlias = "list[tuple[str, ...]]"
"""For each part that no match lacks, letters of which some stand in it; the parts follow each other."""

_TOKEN = re.compile(
    r"\\(?:x..|u.{4}|U.{8}|N\{[^}]*\}|\d+|.)"  # an escape
    r"|\[\^?\]?(?:[^\]\\]|\\.)*\]"  # a class
    r"|\(\?:[^][\\()?*+{}.^$]+\)(?:[?*]|\{0?,\d*\}|\{0\})?"  # words of which one stands, or may
    r"|\(\?P=\w+\)"
    r"|\((?:\?(?::|P<\w+>|<?[=!]|.))?"
    r"|[)|]"
    r"|(?:[?*+]|\{\d*,?\d*\})[?+]?"
    r"|[^][\\()|?*+{}.^$]+(?![?*+{])"  # letters, without the last where it is repeated
    r"|.",
    re.DOTALL,
)
_AROUND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})
_OPENS = _AROUND | {"(", "(?:"}
_OPTIONAL = frozenset({"?", "??", "?+", "*", "*?", "*+", "{0", "{,"})
_BREAKS = frozenset("\\[^$.")
_SPECIAL = _BREAKS | frozenset("()|?*+{")


class Branch(NamedTuple):
    """One of the alternatives of an expression."""

    source: str
    needs: Needs

    def may_match(self, text: str) -> bool:
        """Whether the letters that it cannot do without stand in the text, one part after the other."""
        position = 0
        for part in self.needs:
            ends = [at + len(some) for some in part if (at := text.find(some, position)) >= 0]
            if not ends:
                return False
            position = min(ends)
        return True

    @property
    def telling(self) -> tuple[str, ...]:
        """The part that the fewest texts hold, by its shortest letters; empty where the branch needs none."""
        return _telling(self.needs)


def branches(expression: str) -> list[Branch]:
    """The alternatives of an expression, with the letters that each needs.

    An expression with parts unknown to this module is one branch that needs nothing.
    """
    needs: Needs = []
    last = 0  # so much was needed before the last part, which a repetition may make optional
    before: list[Needs] = []  # what the alternatives need that stand before this one
    outer: list[tuple[str, Needs, list[Needs]]] = []
    position, start, found = 0, 0, []
    for token in _TOKEN.findall(expression):
        first = token[0]
        if first not in _SPECIAL:  # letters, the commonest by far
            last = len(needs)
            needs.append((token,))
        elif first in _BREAKS:
            last = len(needs)
        elif first == "(":
            if token in _OPENS or token[:4] == "(?P<":
                outer.append((token, needs, before))
                needs, before, last = [], [], 0
            elif (words := _words(token)) is not None:
                last = len(needs)
                needs += words
            else:
                return [Branch(expression, [])]
        elif first == ")":
            inside = _one_of(before, needs)
            kind, needs, before = outer.pop()
            last = len(needs)
            if kind not in _AROUND:
                needs += inside
        elif first == "|":
            if outer:
                before.append(needs)
            else:
                found.append(Branch(expression[start:position], needs))
                start = position + 1
            needs, last = [], 0
        elif token[:2] in _OPTIONAL:
            del needs[last:]
        position += len(token)
    return [*found, Branch(expression[start:], needs)]


def _words(token: str) -> Needs | None:
    """What a group of plain words or a repeated match needs; None for a group of another sort."""
    if token.startswith(("(?:", "(?P=")):
        return [tuple(token[3:-1].split("|"))] if token[2] == ":" and token[-1] == ")" else []
    return None


def _one_of(before: list[Needs], last: Needs) -> Needs:
    """What a group needs."""
    if not before:
        return last
    found: list[str] = []
    for needs in (*before, last):
        if not needs:
            return []
        found += needs[0] if len(needs) == 1 else _telling(needs)
    return [tuple(found)]


def _telling(needs: Needs) -> tuple[str, ...]:
    return max(needs, key=_shortest, default=())


def _shortest(part: tuple[str, ...]) -> int:
    return min(map(len, part))
