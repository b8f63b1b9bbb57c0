"""Frozen dataclasses as plain JSON data and back, and the JSON Schema of that form, from their annotations.

Supported are `str`, `int`, `float`, `bool`, `bytes` (as base64), enumerations, dataclasses, `X | None`,
`tuple[X, ...]` and tuples of fixed length. A field at its default is left out.
"""

from __future__ import annotations

import base64
import dataclasses
import enum
import functools
import types
import typing
from typing import Any, TypeVar

__all__ = ["from_plain", "schema_of", "to_plain"]

T = TypeVar("T")
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, text and numbers for a value; numbers are written with two decimals at most."""
    if dataclasses.is_dataclass(value):
        return {
            field.name: to_plain(found)
            for field in dataclasses.fields(value)
            if (found := getattr(value, field.name)) != field.default
        }
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, float):
        rounded = round(value, 2)
        return int(rounded) if rounded == int(rounded) else rounded
    return value


def from_plain(form: type[T], data: Any) -> T:
    """The value of type `form` that `to_plain` gave `data` for. Raises `ValueError` where it does not fit."""
    if not isinstance(data, dict):
        raise ValueError(f"{form.__name__} is a mapping, and this is {type(data).__name__}")
    hints = _hints(typing.cast("Any", form))
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"{form.__name__} has no field {unknown[0]!r}")
    try:
        return form(**{name: _value(hints[name], item) for name, item in data.items()})
    except TypeError as error:
        raise ValueError(f"{form.__name__}: {error}") from None


def schema_of(form: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass."""
    required = [field.name for field in dataclasses.fields(form) if field.default is dataclasses.MISSING]
    return {
        "type": "object",
        "properties": {name: _schema(hint) for name, hint in _hints(form).items()},
        "required": required,
        "additionalProperties": False,
    }


@functools.cache
def _hints(form: Any) -> dict[str, Any]:
    return typing.get_type_hints(form)


def _value(hint: Any, data: Any) -> Any:
    """One item of a field as its annotation wants it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return None if data is None else _value(arguments[0], data)
    if origin is tuple:
        if not isinstance(data, list):
            raise ValueError(f"a list was expected, and not {data!r}")
        if arguments[-1] is Ellipsis:
            return tuple(_value(arguments[0], item) for item in data)
        return tuple(_value(part, item) for part, item in zip(arguments, data, strict=True))
    if dataclasses.is_dataclass(hint):
        return from_plain(typing.cast("type", hint), data)
    if hint is bytes:
        return base64.b64decode(data, validate=True)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(data)
    if type(data) is not hint:
        raise ValueError(f"{hint.__name__} was expected, and not {data!r}")
    return data


def _schema(hint: Any) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        return {"anyOf": [_schema(arguments[0]), {"type": "null"}]}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is tuple:
        count = len(arguments)
        return {
            "type": "array",
            "prefixItems": [_schema(part) for part in arguments],
            "minItems": count,
            "maxItems": count,
        }
    if dataclasses.is_dataclass(hint):
        return schema_of(typing.cast("type", hint))
    if hint is bytes:
        return {"type": "string", "contentEncoding": "base64"}
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"enum": [member.value for member in hint]}
    return {"type": _SIMPLE[hint]}
