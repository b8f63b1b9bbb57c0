"""A mapping that is a value: it cannot be changed, compares, hashes and pickles."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import TypeVar

__all__ = ["FrozenMap"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenMap(Mapping[K, V]):
    """A read-only mapping that keeps its order, and of which the order is a part.

    Two are equal when they hold equal pairs in the same order: pictures follow the order of a file. It hashes
    when its keys and values do. (`types.MappingProxyType` neither hashes nor pickles.)
    """

    __slots__ = ("_hash", "_items")

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self._items: dict[K, V] = dict(items)
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def keys(self) -> KeysView[K]:
        """The keys in order."""
        return self._items.keys()

    def values(self) -> ValuesView[V]:
        """The values in order."""
        return self._items.values()

    def items(self) -> ItemsView[K, V]:
        """The pairs in order."""
        return self._items.items()

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FrozenMap):
            return NotImplemented
        return self is other or tuple(self._items.items()) == tuple(other._items.items())

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._items.items()))
        return self._hash

    def __reduce__(self) -> tuple[type[FrozenMap[K, V]], tuple[dict[K, V]]]:
        # The hash stays behind: that of a text differs between processes.
        return FrozenMap, (self._items,)

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"
