"""Dataclasses without source text to compile mean the same as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field
from functools import cached_property
from itertools import product
from typing import ClassVar

import pytest

from mlarch.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A value."""

    x: int
    y: int = 0
    label: str = field(default="", compare=False, repr=False)
    tags: list[str] = field(default_factory=list, compare=False)
    ZERO: ClassVar[int] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Arguments that have to be named."""

    name: str
    size: int = 1


@dataclass(frozen=True, slots=True)
class Pixel(Point):
    """A value with a field more, one that is no argument, and a last word."""

    color: str = "red"
    area: int = field(init=False)
    seen: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        object.__setattr__(self, "area", self.x * self.y)


@dataclass(frozen=True)
class Lazy:
    """A value with a dict, for what is worked out when it is asked for."""

    words: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(slots=True)
class Counter:
    """A thing that changes."""

    count: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A value with an order."""

    major: int
    minor: int


@dataclass
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Own:
    """A value that compares in a way of its own."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        return hash(self.text.lower())

    def __repr__(self) -> str:
        return f"<{self.text}>"


def _standard(plain: type, **options: bool) -> type:
    """The same class, made by the standard library."""
    space = {"__annotations__": plain.__annotations__, "__module__": __name__, "__doc__": plain.__doc__}
    for one in dataclasses.fields(plain):
        if one.default is not dataclasses.MISSING:
            space[one.name] = one.default
    return dataclasses.dataclass(**options)(type(plain.__name__, (), space))


@pytest.mark.parametrize(
    ("ours", "options"),
    [
        (Named, {"frozen": True, "slots": True, "kw_only": True}),
        (Version, {"frozen": True, "slots": True, "order": True}),
        (Counter, {"slots": True}),
        (Empty, {}),
    ],
)
def test_signatures_and_texts_are_those_of_the_standard_library(ours, options):
    standard = _standard(ours, **options)
    assert str(inspect.signature(ours)) == str(inspect.signature(standard))
    names = [one.name for one in dataclasses.fields(ours)]
    given = dict.fromkeys(names, 1)
    assert repr(ours(**given)) == repr(standard(**given))
    assert ours.__match_args__ == standard.__match_args__
    assert (ours.__hash__ is None) == (standard.__hash__ is None)


def test_arguments_defaults_and_factories():
    assert Point(1) == Point(x=1, y=0, label="", tags=[])
    first, second = Point(1), Point(1)
    assert first.tags == []
    assert first.tags is not second.tags
    assert Point(1, 2, "a", ["b"]).tags == ["b"]
    assert repr(Point(1, 2, "a")) == "Point(x=1, y=2, tags=[])"
    assert str(inspect.signature(Point)) == (
        "(x: 'int', y: 'int' = 0, label: 'str' = '', tags: 'list[str]' = <factory>) -> None"
    )


@pytest.mark.parametrize(
    ("args", "named", "message"),
    [
        ((), {}, r"Point\.__init__\(\) missing 1 required positional argument: 'x'"),
        ((1,), {"z": 1}, r"Point\.__init__\(\) got an unexpected keyword argument 'z'"),
        (
            (1, 2, "", [], 5),
            {},
            "takes from 2 to 5 positional arguments but 6 were given",
        ),
        ((1,), {"x": 1}, r"Point\.__init__\(\) got multiple values for argument 'x'"),
    ],
)
def test_wrong_arguments_are_named(args, named, message):
    with pytest.raises(TypeError, match=message):
        Point(*args, **named)


def test_arguments_that_have_to_be_named():
    assert Named(name="a").size == 1
    with pytest.raises(TypeError):
        Named("a")


def test_a_subclass_has_all_fields_and_its_last_word():
    pixel = Pixel(2, 3)
    assert (pixel.x, pixel.y, pixel.color, pixel.area, pixel.seen) == (2, 3, "red", 6, [])
    assert dataclasses.replace(pixel, x=5).area == 15
    assert pixel != Point(2, 3)
    assert not hasattr(pixel, "__dict__")


def test_values_compare_by_what_counts_and_hash():
    assert Point(1, label="a") == Point(1, label="b")
    assert hash(Point(1, label="a")) == hash(Point(1, label="b"))
    assert Point(1) != Point(2)
    assert Point(1) != (1, 0)
    assert Own("A") == Own("a")
    assert len({Own("A"), Own("a")}) == 1
    assert repr(Own("A")) == "<A>"


def test_what_changes_does_not_hash():
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


@pytest.mark.parametrize("value", [Point(1), Pixel(1), Lazy(), Named(name="a")])
def test_values_cannot_be_changed(value):
    name = dataclasses.fields(value)[0].name
    with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
        setattr(value, name, 2)
    with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
        delattr(value, name)
    with pytest.raises(FrozenInstanceError):
        value.other = 1


def test_what_is_worked_out_later_is_no_part_of_the_value():
    one, other = Lazy(("a", "b")), Lazy(("a", "b"))
    assert one.text == "a b"
    assert one == other
    assert pickle.loads(pickle.dumps(one)) == one


def test_an_order_compares_fields_from_the_first():
    versions = [Version(*numbers) for numbers in product((2, 1), (3, 0))]
    assert [(v.major, v.minor) for v in sorted(versions)] == [(1, 0), (1, 3), (2, 0), (2, 3)]
    assert Version(1, 2) <= Version(1, 2) < Version(1, 3)
    assert Version(2, 0) >= Version(1, 9)
    with pytest.raises(TypeError):
        assert Version(1, 0) < (1, 1)


@pytest.mark.parametrize(
    "value", [Point(1, 2, "a", ["b"]), Pixel(2, 3), Counter(4), Named(name="a"), Empty()]
)
def test_values_are_pickled_and_copied_whole(value):
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert again == value
        names = [one.name for one in dataclasses.fields(value)]
        assert [getattr(again, name) for name in names] == [getattr(value, name) for name in names]


def test_a_value_that_holds_itself_is_shown():
    counter = Counter()
    counter.count = counter
    assert repr(counter) == "Counter(count=...)"


def test_a_match_takes_fields_by_place():
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("a value is matched by its fields")
