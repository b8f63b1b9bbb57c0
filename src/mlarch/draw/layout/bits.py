"""Sets of small numbers as whole numbers with a bit for each, which Python joins and cuts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["bits", "numbers"]


def bits(members: Iterable[int]) -> int:
    """Some numbers as a set."""
    found = 0
    for member in members:
        found |= 1 << member
    return found


def numbers(members: int) -> Iterator[int]:
    """The numbers in a set, the least first."""
    while members:
        bit = members & -members
        members ^= bit
        yield bit.bit_length() - 1
