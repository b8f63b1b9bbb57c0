"""Numbers as people write them: their order and equality."""

from __future__ import annotations

import re

import pytest

from mlarch.quantities import Dimension, QuantityError, parse, pattern, without_separators


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


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("200 milliseconds", Dimension.TIME, 0.2),
        ("2 hrs", Dimension.TIME, 7200),
        ("1.5 Seconds", Dimension.TIME, 1.5),
        ("< 200ms", Dimension.TIME, 0.2),
        ("at most 2s", Dimension.TIME, 2),
        ("every 5 mins", Dimension.TIME, 300),
        ("1.2bn", Dimension.COUNT, 1.2e9),
        ("500m", Dimension.COUNT, 5e8),
        ("5 lakh", Dimension.COUNT, 5e5),
        ("50M DAU", Dimension.COUNT, 5e7),
        ("2 millions", Dimension.COUNT, 2e6),
        ("40k SKUs", Dimension.COUNT, 4e4),
        ("10k+", Dimension.COUNT, 1e4),
        ("16gb", Dimension.SIZE, 16e9),
        ("16Gi", Dimension.SIZE, 16 * 2**30),
        ("80GB (A100)", Dimension.SIZE, 80e9),
        ("1000 requests per second", Dimension.RATE, 1000),
        ("5 million requests a day", Dimension.RATE, 5e6 / 86400),
        ("600 rpm", Dimension.RATE, 10),
        ("99.9 percent", Dimension.SHARE, 0.999),
        ("four nines", Dimension.SHARE, 0.9999),
        ("3 9s", Dimension.SHARE, 0.999),
        ("1000 rps/pod", Dimension.THROUGHPUT, 1000),
        ("2k tokens per second per node", Dimension.THROUGHPUT, 2000),
        ("$20,000/month", Dimension.COST, 20_000),
        ("20k usd monthly", Dimension.COST, 20_000),
        ("USD 2.50 per hour", Dimension.COST, 1825),
    ],
)
def test_numbers_as_people_write_them(text: str, dimension: Dimension, value: float) -> None:
    found = parse(text, dimension)
    assert found.value == pytest.approx(value)
    assert found.text == text
    assert re.fullmatch(pattern(dimension), text)


@pytest.mark.parametrize(
    ("text", "dimension", "message"),
    [
        ("6m", Dimension.TIME, "`m` may be minutes or months; write `min` or `month`"),
        ("16GB", Dimension.COUNT, "`16GB` is a size, expected a count like `1200`, `1.2k` or `500M`"),
        ("50 per user per day", Dimension.RATE, "unknown unit `per user per day`; a rate is written like"),
        ("3k/month", Dimension.COST, "expected money per time, with its currency, like"),
    ],
)
def test_what_has_two_meanings_or_none_is_refused(text: str, dimension: Dimension, message: str) -> None:
    with pytest.raises(QuantityError, match=re.escape(message)):
        parse(text, dimension)
    assert re.fullmatch(pattern(dimension), text) is None


def test_words_for_large_numbers() -> None:
    assert parse("100 million", Dimension.COUNT).value == 1e8
    assert parse("2 billion", Dimension.COUNT).value == 2e9
