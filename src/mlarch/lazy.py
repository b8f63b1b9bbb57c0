"""Regular expressions that are compiled when they are first asked: most runs ask few of those they import."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["regex"]


class _Regex:
    """Stands for a compiled expression, whose methods it takes over one by one as they are used."""

    def __init__(self, expression: str, flags: int) -> None:
        self._source = expression, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)
        return value


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The expression as `re.compile` gives it, but compiled later; a wrong one is told only then."""
    return cast("re.Pattern[str]", _Regex(expression, flags))
