"""A fix that is planned with its finding, and worked out when somebody asks for it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec

from mlarch.diagnostics import Fix

__all__ = ["Planned", "planned"]

_P = ParamSpec("_P")


class Planned:
    """Calling it gives the fix, or None where the file is written so that no small edit would do.

    It is worked out once. A copy in another process has it worked out. When that fails, the finding is as
    good as one without a fix: a warning says so, and no review ends because of it.
    """

    __slots__ = ("_fix", "_make")

    def __init__(self, make: Callable[[], Fix | None]) -> None:
        self._make: Callable[[], Fix | None] | None = make
        self._fix: Fix | None = None

    def __call__(self) -> Fix | None:
        """The fix."""
        make, self._make = self._make, None
        if make is not None:
            try:
                self._fix = make()
            except Exception as error:  # a fault of a rule must not end the review that found something
                warnings.warn(f"a fix failed ({type(error).__name__}: {error})", stacklevel=2)
        return self._fix

    def __reduce__(self) -> tuple[Callable[[Fix | None], Planned], tuple[Fix | None]]:
        return _made, (self(),)


def _made(fix: Fix | None) -> Planned:
    return Planned(lambda: fix)


def planned(make: Callable[_P, Fix | None]) -> Callable[_P, Planned]:
    """Let a function that makes a fix only plan it."""

    @wraps(make)
    def plan(*args: _P.args, **kwargs: _P.kwargs) -> Planned:
        return Planned(partial(make, *args, **kwargs))

    return plan
