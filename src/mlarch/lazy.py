"""What is made when it is used: regular expressions, and the names of a package."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from mlarch.prefilter import Branch, branches

__all__ = ["names", "regex"]

_OFTEN = 200
"""What is asked more often than that, about a large design, is quicker when it is compiled."""


class _Regex:
    """Stands for a compiled expression, whose methods it takes over one by one as they are used.

    A search in a text without the letters that a match needs compiles nothing.
    """

    def __init__(self, expression: str, flags: int) -> None:
        self._source = expression, flags
        self._branches: list[Branch] | None = None
        self._asked = 0

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)
        return value

    def search(self, string: str, *bounds: int) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        expression, flags = self._source
        if self._branches is None:
            self._branches = [] if flags else branches(expression)
        self._asked += 1
        if (
            self._branches
            and self._asked <= _OFTEN
            and not any(branch.may_match(string) for branch in self._branches)
        ):
            return None
        search = self.__dict__["search"] = re.compile(expression, flags).search
        return search(string, *bounds)


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The expression as `re.compile` gives it, but compiled later; a wrong one is told only then."""
    return cast("re.Pattern[str]", _Regex(expression, flags))


def names(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """The `__getattr__` of a package that imports a name when it is used; `homes` are the names by module."""

    def find(name: str) -> object:
        for home, held in homes.items():
            if name in held:
                value = getattr(import_module(home), name)
                setattr(import_module(package), name, value)
                return value
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find
