"""From the text of a number to its value in base units, and what is wrong with it when there is none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import field
from decimal import Decimal
from functools import cache, lru_cache, total_ordering

from mlarch.lazy import regex
from mlarch.quantities import units
from mlarch.quantities.units import Dimension, any_case, find
from mlarch.records import dataclass

__all__ = [
    "Quantity",
    "QuantityError",
    "larger_end",
    "parse",
    "with_currency",
    "without_remarks",
    "without_separators",
]

_NUMBER = regex(rf"(?P<number>{units.NUMBER})\s*(?P<unit>.*)", re.DOTALL)
_BEFORE = regex(units.QUALIFIER)
_BEHIND = regex(rf"{units.REMARK}$")
_NINES = regex(units.NINES)
_THING = regex(rf"\s*(?:{any_case(units.THINGS)})[sS]?$")
_MEMORY = regex(rf"{units.MEMORY}$")
_REPLICA = regex(rf"{units.PER_REPLICA}$")

# The largest text that is looked at: longer ones cannot be numbers, and would only make messages long.
_LONGEST = 64


class QuantityError(ValueError):
    """The text is not a quantity of the dimension asked for; the message is one sentence."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its dimension: `value` in base units, `text` as it was written.

    `unit` is the currency of a cost (`USD`), or the unit of work of a throughput (`keys`, `items`, `tokens`,
    empty for calls); it is empty for everything else.

    Quantities of one dimension compare by value: `60s` equals `1min`, and `1200/s` is less than `2k/s`.
    Those of two dimensions are unequal, and asking for their order raises `TypeError`.
    """

    value: float
    dimension: Dimension
    text: str = field(compare=False)
    unit: str = ""

    def __lt__(self, other: Quantity) -> bool:
        if not isinstance(other, Quantity) or (other.dimension, other.unit) != (self.dimension, self.unit):
            return NotImplemented
        return self.value < other.value

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=2048)  # a text that is being typed repeats most of what it said before
def parse(text: str, dimension: Dimension) -> Quantity:
    """Read `text` as a quantity of `dimension`. `~30ms` is a time as `30ms` is, and shown as written.

    Raises `QuantityError` when it is something else, with an example of the right form.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise QuantityError(f"this is too long for a {dimension.value}")
    plain = without_remarks(stripped)
    if dimension is Dimension.COST:
        return _cost(stripped, plain)
    nines = _NINES.fullmatch(plain) if dimension is Dimension.SHARE else None
    if nines is not None:
        return Quantity(float(1 - Decimal(10) ** -units.nines(nines["nines"])), dimension, stripped)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        reason = "a quantity cannot be negative" if stripped.startswith("-") else "expected a number"
        raise QuantityError(f"{reason}; a {dimension.value} is written like {dimension.examples}")
    factor = _factor(match["unit"].strip(), dimension)
    if factor is None:
        raise QuantityError(_mismatch(stripped, match["unit"].strip(), dimension))
    value = _scaled(match["number"], factor)
    if not math.isfinite(value):
        raise QuantityError(f"`{stripped}` is larger than can be computed with")
    if dimension is Dimension.SHARE and value > 1:
        raise QuantityError(
            f"`{stripped}` is more than the whole; a share is written like {dimension.examples}"
        )
    unit = _work(_of_one_replica(match["unit"]))[1] if dimension is Dimension.THROUGHPUT else ""
    return Quantity(value, dimension, stripped, unit)


def without_remarks(text: str) -> str:
    """The text without what stands before and behind a number and says how sure it is: `under 300ms`."""
    behind = _BEHIND.search(text)
    end = behind.start() if behind is not None else len(text)
    before = _BEFORE.match(text)
    return text[before.end() if before is not None else 0 : end].strip()


_Factor = tuple[float, float]


def _factor(unit: str, dimension: Dimension) -> _Factor | None:
    """What to multiply and divide a number of `unit` by; None when the unit is not of this dimension."""
    if dimension is Dimension.RATE:
        return _rate_factor(_work(unit)[0])
    if dimension is Dimension.THROUGHPUT:
        return _rate_factor(_work(_of_one_replica(unit))[0])
    if dimension is Dimension.COST:
        return (1.0, 1.0) if _cost_unit().fullmatch(unit) else None
    if dimension is Dimension.TIME and (parts := find(units.PER_UNIT, unit)) is not None:
        return (1.0, parts)
    if dimension is Dimension.SHARE:
        divisor = {"": 1.0, "%": 100.0, "percent": 100.0, "per cent": 100.0, "pct": 100.0}.get(unit.lower())
        return None if divisor is None else (1.0, divisor)
    if dimension is Dimension.COUNT:
        unit = _THING.sub("", unit).strip()
    if dimension is Dimension.SIZE:
        unit = _MEMORY.sub("", unit)
    table = {Dimension.COUNT: units.MULTIPLIERS, Dimension.TIME: units.SECONDS, Dimension.SIZE: units.BYTES}
    value = find(table[dimension], unit)
    return None if value is None else (value, 1.0)


def _scaled(digits: str, factor: _Factor) -> float:
    """The number in base units. Decimal arithmetic, so that `99.9%` is the float nearest to 0.999."""
    if digits.endswith("_") or "__" in digits or "_." in digits:
        raise QuantityError(f"misplaced `_` in `{digits}`; write `1_200`")
    try:
        return float(Decimal(digits.replace("_", "")) * Decimal(factor[0]) / Decimal(factor[1]))
    except ArithmeticError:
        return math.inf


_PER = regex(rf"(?P<multiplier>.*?)\s*{units.PER}\s*(?P<period>.+)", re.DOTALL)


def _rate_factor(unit: str) -> _Factor | None:
    divided = _PER.fullmatch(unit)
    if divided is not None:
        seconds = _factor(divided["period"].strip(), Dimension.TIME)
        scale = find(units.MULTIPLIERS, divided["multiplier"].strip())
        return None if scale is None or seconds is None else (scale * seconds[1], seconds[0])
    for name, period in units.PER_SECOND.items():
        if unit.lower().endswith(name):
            scale = find(units.MULTIPLIERS, unit[: -len(name)].strip())
            return None if scale is None else (scale, period)
    return None


@cache
def _work_unit() -> re.Pattern[str]:
    multiplier = any_case(unit for unit in units.MULTIPLIERS if unit)
    return re.compile(
        rf"(?P<multiplier>(?:{multiplier})?)\s*(?P<work>{any_case(units.WORK)})\s*(?P<period>{units.PER}.+)",
        re.DOTALL,
    )


def _work(unit: str) -> tuple[str, str]:
    """The unit of a rate without its unit of work, and that: `k keys/s` is (`k/s`, `keys`)."""
    lower = unit.lower()
    possible = any(word in lower for word in units.WORK)
    match = _work_unit().fullmatch(unit.strip()) if possible else None
    if match is None:
        return unit, ""
    return f"{match['multiplier']} {match['period']}", units.WORK[match["work"].lower()]


def _of_one_replica(unit: str) -> str:
    """The unit of a throughput without the words that say that it is that of one replica."""
    return _REPLICA.sub("", unit)


@cache
def _cost_unit() -> re.Pattern[str]:
    multiplier = any_case(unit for unit in units.MULTIPLIERS if unit)
    return re.compile(
        rf"(?P<multiplier>(?:{multiplier})?)\s*(?P<currency>{any_case(units.CURRENCIES)})"
        rf"\s*{units.PER}?\s*(?P<period>{any_case(units.HOURS)})"
    )


@cache
def _currency_first() -> re.Pattern[str]:
    multiplier = any_case(unit for unit in units.MULTIPLIERS if unit)
    return re.compile(
        rf"(?P<currency>{any_case(units.CURRENCIES)})\s*(?P<number>\d[\d_.,]*)"
        rf"\s*(?P<multiplier>(?:{multiplier})?)(?P<rest>\s*{units.PER}.*|\s+[a-zA-Z]+)"
    )


_THOUSANDS = regex(r"(?<=\d),(?=\d{3}(?!\d))")


def _cost(text: str, plain: str) -> Quantity:
    """Read money per time: `2.50 USD/h`, `20k USD a month`, `$3k/month`, `$20,000 per month`."""
    first = None if plain[:1].isdigit() else _currency_first().fullmatch(plain)
    usual = f"{first['number']}{first['multiplier']} {first['currency']} {first['rest']}" if first else plain
    number = _NUMBER.fullmatch(_THOUSANDS.sub("", usual))
    unit = _cost_unit().fullmatch(number["unit"].strip()) if number else None
    if number is None or unit is None:
        examples = Dimension.COST.examples
        raise QuantityError(f"expected money per time, with its currency, like {examples}")
    multiplier = find(units.MULTIPLIERS, unit["multiplier"]) or 1.0
    hours = find(units.HOURS, unit["period"]) or 1.0
    value = _scaled(number["number"], (multiplier * units.MONTH_HOURS / hours, 1.0))
    if not math.isfinite(value):
        raise QuantityError(f"`{text}` is larger than can be computed with")
    currencies = {word.lower(): currency for word, currency in units.CURRENCIES.items()}
    return Quantity(value, Dimension.COST, text, currencies[unit["currency"].lower()])


@cache
def _amount() -> str:
    return rf"\d[\d_.,]*\s*(?:{any_case(unit for unit in units.MULTIPLIERS if unit)})?"


@cache
def _bare_money() -> re.Pattern[str]:
    """Money per time that lacks its currency."""
    period = rf"{units.PER}\s*(?:{any_case(units.HOURS)})"
    return re.compile(rf"(?P<amount>{_amount()})\s*(?P<period>{period})")


@cache
def _money() -> re.Pattern[str]:
    """A currency beside a number."""
    currency = any_case(units.CURRENCIES)
    return re.compile(rf"{_amount()}\s*(?P<a>{currency})(?![a-zA-Z])|(?P<b>{currency})\s*\d")


def with_currency(text: str, texts: Iterable[str]) -> str | None:
    """Money per time that names no currency, with the one that `texts` write first, else US dollars.

    None for a text that is something else.
    """
    words = {word.lower(): currency for word, currency in units.CURRENCIES.items()}
    if len(text) > _LONGEST or any(word in text.lower() for word in words):
        return None
    match = _bare_money().fullmatch(text.strip())
    if match is None:
        return None
    found = next((named for each in texts if (named := _money().search(each)) is not None), None)
    currency = words[(found["a"] or found["b"]).lower()] if found is not None else "USD"
    gap = "" if match["period"].startswith("/") else " "
    return f"{match['amount'].strip()} {currency}{gap}{match['period']}"


def _mismatch(text: str, unit: str, wanted: Dimension) -> str:
    if wanted is Dimension.TIME and unit in ("m", "M"):
        return f"`{unit}` may be minutes or months; write `min` or `month`"
    for other in Dimension:
        if (
            other is not wanted
            and other is not Dimension.THROUGHPUT
            and unit
            and _factor(unit, other) is not None
        ):
            return f"`{text}` is a {other.value}, expected a {wanted.value} like {wanted.examples}"
    if not unit:
        return f"`{text}` has no unit; a {wanted.value} is written like {wanted.examples}"
    return f"unknown unit `{unit}`; a {wanted.value} is written like {wanted.examples}"


_GROUPS = regex(r"(\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+)(?!\d)(.*)", re.DOTALL)
_DECIMAL_COMMA = regex(r"(\d+),(\d+)(.*)", re.DOTALL)


def without_separators(text: str) -> tuple[str, bool] | None:
    """A number without thousands separators and with a decimal point, and whether only that can be meant.

    `1.200.000` is 1200000 and `99,9%` is 99.9%; `1,200` may be 1200 or 1.2. None for a text without either.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    groups = _GROUPS.fullmatch(stripped)
    if groups is not None:
        digits = re.sub(r"\D", "", groups[1])
        separators = re.findall(r"\D", groups[1])
        return f"{digits}{groups[2]}", len(separators) > 1 or separators[0] not in ",."
    comma = _DECIMAL_COMMA.fullmatch(stripped)
    return (f"{comma[1]}.{comma[2]}{comma[3]}", True) if comma is not None else None


def larger_end(text: str) -> str | None:
    """The larger end of a range such as `10-50` or `100 to 200 ms`; None for a text that is none."""
    match = re.fullmatch(units.RANGE + r"(?P<high>\d.*)", text.strip()) if len(text) <= _LONGEST else None
    return match["high"] if match is not None else None
