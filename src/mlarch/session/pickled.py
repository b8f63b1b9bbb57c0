"""Values of mlarch as bytes for the cache, and back: nothing else is built, whoever wrote the bytes."""

from __future__ import annotations

import datetime
import io
import pickle
from typing import Any

__all__ = ["pickled", "unpickled"]

_VALUES = ("mlarch.diagnostics", "mlarch.frozen", "mlarch.model", "mlarch.quantities", "mlarch.readiness")


def pickled(value: object) -> bytes:
    """The value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpickled(data: bytes) -> Any | None:
    """The value; None where the bytes are none of `pickled`, or would build something else."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, TypeError, ValueError):
        return None


class _Unpickler(pickle.Unpickler):
    """Builds values of mlarch and nothing else."""

    def find_class(self, module_name: str, name: str, /) -> Any:
        if (module_name, name) == ("datetime", "date"):
            return datetime.date
        if module_name.startswith(_VALUES) and "." not in name:
            found = super().find_class(module_name, name)
            if isinstance(found, type) and found.__module__.startswith(_VALUES):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{name} is no value of mlarch")
