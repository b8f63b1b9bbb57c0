"""Numbers as people write them: their order and equality."""

from __future__ import annotations

import pytest

from mlarch.quantities import Dimension, parse, without_separators


def test_quantities_of_one_dimension_compare_by_value() -> None:
    short, long = parse("999ms", Dimension.TIME), parse("1s", Dimension.TIME)
    assert short < long
    assert long > short
    assert short <= long
    assert max(short, long) is long
    assert sorted([parse("2k/s", Dimension.RATE), parse("1200/s", Dimension.RATE)])[0].text == "1200/s"


def test_one_value_in_two_spellings_is_one() -> None:
    one, other = parse("60s", Dimension.TIME), parse("1min", Dimension.TIME)
    assert one == other
    assert hash(one) == hash(other)
    assert one <= other
    assert str(one) == "60s"
    assert str(other) == "1min"


def test_quantities_of_two_dimensions_are_unequal_and_have_no_order() -> None:
    time, count = parse("1s", Dimension.TIME), parse("1", Dimension.COUNT)
    assert time != count
    with pytest.raises(TypeError):
        assert time < count
    with pytest.raises(TypeError):
        assert time >= 1  # type: ignore[operator]


def test_about_so_much_is_that_much_and_shown_as_written() -> None:
    about = parse("~30ms", Dimension.TIME)
    assert about == parse("30ms", Dimension.TIME)
    assert str(about) == "~30ms"


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("1,200", ("1200", False)),
        ("1.200.000/s", ("1200000/s", True)),
        ("1'200'000", ("1200000", True)),
        ("99,9%", ("99.9%", True)),
        ("1200", None),
        ("1.5", None),
    ],
)
def test_numbers_without_separators(text: str, better: tuple[str, bool] | None) -> None:
    assert without_separators(text) == better


def test_words_for_large_numbers() -> None:
    assert parse("100 million", Dimension.COUNT).value == 1e8
    assert parse("2 billion", Dimension.COUNT).value == 2e9
