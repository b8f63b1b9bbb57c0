"""Dataclasses that are quick to define: `@dataclass` of the standard library, without source text to compile.

The standard decorator writes the source of up to nine methods for each class and compiles it at every start:
for the two hundred classes of a review that takes longer than the review. Here the methods are functions over
the names of the fields, and `__init__` is a template of its number of arguments with their names filled in.
What `dataclasses` knows of a class (`fields`, `replace`, `asdict`) it knows of these, too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cache, total_ordering
from operator import attrgetter
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_Field = dataclasses.Field[Any]
_Setter = Callable[[Any, Any], None]


class _Made:
    """Stands for the default of an argument that a factory makes."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


def _dataclass(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,  # noqa: A002 (the standard library's name)
) -> Any:
    """The class with the methods of a dataclass; the options mean what they mean in the standard library."""

    def define(plain: type) -> type:
        standard: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
        made: type = standard(plain)
        fields = dataclasses.fields(made)
        methods: dict[str, Any] = {"__init__": _init(made, fields)}
        if repr:
            methods["__repr__"] = _repr([field.name for field in fields if field.repr])
        if eq:
            methods |= _comparing([field.name for field in fields if field.compare], frozen, order)
        if frozen:
            methods |= _FROZEN | _pickling(made, fields)
        for name, method in methods.items():
            # A class that writes an `__eq__` of its own has None for its `__hash__`.
            if plain.__dict__.get(name) is None:
                setattr(made, name, method)
        return total_ordering(made) if order else made

    return define if cls is None else define(cls)


def _init(cls: type, fields: Sequence[_Field]) -> Callable[..., None]:
    """The `__init__` of a class."""
    given = sorted((field for field in fields if field.init), key=lambda field: bool(field.kw_only))
    names, named = [field.name for field in given], [field.name for field in given if field.kw_only]
    defaults = _defaults(fields)
    after = _after(cls, {field.name: _making(cls, field) for field in fields if not field.init}, defaults)
    setters = [_making(cls, field) for field in given]
    if after is not None and setters:
        setters[-1] = _then(setters[-1], after)
    parts: list[Any] = list(setters) or [after or _nothing]
    init: Any = _template(len(given))(*parts)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__code__ = init.__code__.replace(
        co_varnames=("self", *names),
        co_argcount=1 + len(names) - len(named),
        co_kwonlyargcount=len(named),
        co_qualname=init.__qualname__,
    )
    init.__defaults__ = tuple(defaults[name] for name in names if name in defaults and name not in named)
    init.__kwdefaults__ = {name: defaults[name] for name in named if name in defaults}
    init.__annotations__ = {field.name: field.type for field in given} | {"return": None}
    return init  # type: ignore[no-any-return]


def _defaults(fields: Sequence[_Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if field.default is not dataclasses.MISSING:
            found[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            found[field.name] = _MADE
    return found


def _setter(cls: type, name: str) -> _Setter:
    """What sets a field, also of a frozen object: the descriptor of its slot, where it has one."""
    slot = getattr(cls, name, None)
    put: _Setter = slot.__set__ if isinstance(slot, MemberDescriptorType) else _into_dict(name)
    return put


def _making(cls: type, field: _Field) -> _Setter:
    """What sets a field to an argument, or to what its factory makes where there is none."""
    put, factory = _setter(cls, field.name), field.default_factory
    if factory is dataclasses.MISSING:
        return put
    return lambda self, value: put(self, factory() if value is _MADE else value)


def _into_dict(name: str) -> _Setter:
    return lambda self, value: object.__setattr__(self, name, value)


def _after(
    cls: type, setters: Mapping[str, _Setter], defaults: Mapping[str, Any]
) -> Callable[[Any], None] | None:
    """What is left when the arguments are set: fields that are no argument, and the class's own last word."""
    rest = [(put, defaults[name]) for name, put in setters.items() if name in defaults]
    finish = getattr(cls, "__post_init__", None)

    def after(self: Any) -> None:
        for put, value in rest:
            put(self, value)
        if finish is not None:
            finish(self)

    return after if rest or finish is not None else None


def _then(put: _Setter, after: Callable[[Any], None]) -> _Setter:
    def both(self: Any, value: Any) -> None:
        put(self, value)
        after(self)

    return both


def _nothing(self: Any) -> None:
    """The last word of a class without fields."""


@cache
def _template(count: int) -> Callable[..., Callable[..., None]]:
    """What makes an `__init__` of so many arguments out of their setters; without any, of a last word."""
    calls = [f"set{n}(self, value{n})" for n in range(count)] or ["set0(self)"]
    source = (
        f"def make({', '.join(f'set{n}' for n in range(max(count, 1)))}):\n"
        f" def __init__({', '.join(['self', *(f'value{n}' for n in range(count))])}):\n"
        f"  {'; '.join(calls)}\n"
        " return __init__"
    )
    space: dict[str, Any] = {}
    exec(source, space)
    return space["make"]  # type: ignore[no-any-return]


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def show(self: Any) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return show


def _comparing(names: Sequence[str], frozen: bool, order: bool) -> dict[str, Any]:
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda self: ()

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def less(self: Any, other: object) -> Any:
        return values(self) < values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None} | ({"__lt__": less} if order else {})


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _pickling(cls: type, fields: Sequence[_Field]) -> dict[str, Any]:
    """The methods that pickle and copy a frozen object: a value for each field."""
    gets = [attrgetter(field.name) for field in fields]
    puts = [_setter(cls, field.name) for field in fields]

    def state(self: Any) -> list[Any]:
        return [get(self) for get in gets]

    def set_state(self: Any, state: Sequence[Any]) -> None:
        for put, value in zip(puts, state, strict=True):
            put(self, value)

    return {"__getstate__": state, "__setstate__": set_state}


_FROZEN = {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
