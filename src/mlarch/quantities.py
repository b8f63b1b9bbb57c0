"""Numbers as people write them: `150ms`, `500M`, `2KB`, `99.9%`, `1200/s`, `100k keys/s`, `20k USD/month`.

A `Quantity` keeps the text it was written as (pictures show it) and its value in the base unit of its
dimension: items, seconds, bytes, events per second, a fraction of one, or money per month of 730 hours.
"""

from __future__ import annotations

import enum
import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import total_ordering

__all__ = ["Dimension", "Quantity", "QuantityError", "format_value", "parse", "pattern", "without_separators"]


class Dimension(enum.Enum):
    """What a quantity measures. The value is the word used in messages."""

    COUNT = "count"
    TIME = "time"
    SIZE = "size"
    RATE = "rate"
    SHARE = "share"
    THROUGHPUT = "throughput"
    """A rate of calls, or of a unit of work: keys, items or tokens."""
    COST = "cost"
    """Money per time; the base unit is one unit of its currency per month of 730 hours."""

    @property
    def examples(self) -> str:
        """Three ways of writing a value of this dimension, for error messages."""
        return _EXAMPLES[self]


_EXAMPLES = {
    Dimension.COUNT: "`1200`, `1.2k` or `500M`",
    Dimension.TIME: "`150ms`, `2s` or `24h`",
    Dimension.SIZE: "`512B`, `2KB` or `1.5GiB`",
    Dimension.RATE: "`1200/s`, `30k/min` or `30k qps`",
    Dimension.SHARE: "`99.9%` or `0.001`",
    Dimension.THROUGHPUT: "`1200/s`, `100k keys/s` or `2.5k tokens/s`",
    Dimension.COST: "`2.50 USD/h` or `20k USD/month`",
}

_MULTIPLIERS = {
    "": 1.0,
    "k": 1e3,
    "K": 1e3,
    "thousand": 1e3,
    "M": 1e6,
    "million": 1e6,
    "B": 1e9,
    "G": 1e9,
    "billion": 1e9,
    "T": 1e12,
}

# Parts of a second: a division gives the nearest float where a multiplication by 1e-3 would not.
_PER_UNIT = {"ns": 1e9, "us": 1e6, "µs": 1e6, "μs": 1e6, "ms": 1e3}

# Seconds per unit. A month is 30 days, a year 365: planning figures, not calendar arithmetic.
_SECONDS = {
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "seconds": 1.0,
    "min": 60.0,
    "minute": 60.0,
    "minutes": 60.0,
    "h": 3600.0,
    "hour": 3600.0,
    "hours": 3600.0,
    "d": 86400.0,
    "day": 86400.0,
    "days": 86400.0,
    "w": 604800.0,
    "week": 604800.0,
    "weeks": 604800.0,
    "month": 2592000.0,
    "months": 2592000.0,
    "y": 31536000.0,
    "year": 31536000.0,
    "years": 31536000.0,
}

_BYTES = {"B": 1.0} | {
    f"{prefix}{unit}": base ** (power + 1)
    for unit, base in (("B", 1000.0), ("iB", 1024.0))
    for power, prefix in enumerate("KMGTPE")
}
_BYTES["kB"] = 1000.0

_PER_SECOND = ("qps", "rps", "tps")

# What a throughput may count, each under the name of its unit of work; a plain rate counts calls.
_WORK = {
    word: unit
    for unit, words in {
        "": "call calls request requests req query queries event events message messages case cases "
        "decision decisions review reviews",
        "keys": "key keys",
        "items": "item items row rows vector vectors document documents doc docs candidate candidates",
        "tokens": "token tokens tok",
    }.items()
    for word in words.split()
}

_CURRENCIES = {"USD": "USD", "$": "USD", "EUR": "EUR", "€": "EUR", "GBP": "GBP", "£": "GBP"}
_MONTH_HOURS = 730.0
# Hours per period of a cost. Here a month is 730 hours, a twelfth of a year, as cloud price lists count it.
_COST_HOURS = {
    word: hours
    for hours, words in (
        (1.0, "h hour hr"),
        (24.0, "d day"),
        (168.0, "w week"),
        (_MONTH_HOURS, "month mo"),
        (8760.0, "y year"),
    )
    for word in words.split()
}

_NUMBER = re.compile(r"(?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(?P<unit>.*)", re.DOTALL)

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


def parse(text: str, dimension: Dimension) -> Quantity:
    """Read `text` as a quantity of `dimension`. `~30ms` is a time as `30ms` is, and shown as written.

    Raises `QuantityError` when it is something else, with an example of the right form.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise QuantityError(f"this is too long for a {dimension.value}")
    if dimension is Dimension.COST:
        return _cost(stripped)
    match = _NUMBER.fullmatch(stripped.lstrip("~≈"))
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
            f"`{stripped}` is more than the whole; a share is written like {_EXAMPLES[dimension]}"
        )
    unit = _work(match["unit"])[1] if dimension is Dimension.THROUGHPUT else ""
    return Quantity(value, dimension, stripped, unit)


_Factor = tuple[float, float]


def _factor(unit: str, dimension: Dimension) -> _Factor | None:
    """What to multiply and divide a number of `unit` by; None when the unit is not of this dimension."""
    if dimension is Dimension.RATE:
        return _rate_factor(unit)
    if dimension is Dimension.THROUGHPUT:
        return _rate_factor(_work(unit)[0])
    if dimension is Dimension.COST:
        return (1.0, 1.0) if _COST_UNIT.fullmatch(unit) else None
    if dimension is Dimension.TIME and unit in _PER_UNIT:
        return (1.0, _PER_UNIT[unit])
    if dimension is Dimension.SHARE:
        return {"": (1.0, 1.0), "%": (1.0, 100.0)}.get(unit)
    table = {Dimension.COUNT: _MULTIPLIERS, Dimension.TIME: _SECONDS, Dimension.SIZE: _BYTES}[dimension]
    return (table[unit], 1.0) if unit in table else None


def _scaled(digits: str, factor: _Factor) -> float:
    """The number in base units. Decimal arithmetic, so that `99.9%` is the float nearest to 0.999."""
    if digits.endswith("_") or "__" in digits or "_." in digits:
        raise QuantityError(f"misplaced `_` in `{digits}`; write `1_200`")
    try:
        return float(Decimal(digits.replace("_", "")) * Decimal(factor[0]) / Decimal(factor[1]))
    except ArithmeticError:
        return math.inf


def _rate_factor(unit: str) -> _Factor | None:
    if "/" in unit:
        multiplier, _, period = unit.partition("/")
        seconds = _factor(period.strip(), Dimension.TIME)
        scale = _MULTIPLIERS.get(multiplier.strip())
        return None if scale is None or seconds is None else (scale * seconds[1], seconds[0])
    for name in _PER_SECOND:
        if unit.lower().endswith(name):
            scale = _MULTIPLIERS.get(unit[: -len(name)].strip())
            return None if scale is None else (scale, 1.0)
    return None


_WORK_UNIT = re.compile(
    rf"(?P<multiplier>[{''.join(unit for unit in _MULTIPLIERS if unit)}]?)\s*"
    rf"(?P<work>{'|'.join(sorted(_WORK, key=len, reverse=True))})\s*(?P<period>/.+)",
    re.DOTALL,
)


def _work(unit: str) -> tuple[str, str]:
    """The unit of a throughput without its unit of work, and that: `k keys/s` is (`k/s`, `keys`)."""
    match = _WORK_UNIT.fullmatch(unit.strip())
    return (match["multiplier"] + match["period"], _WORK[match["work"]]) if match else (unit, "")


_MONEY = "|".join(re.escape(word) for word in _CURRENCIES)
_EVERY = "|".join(_COST_HOURS)
_COST_UNIT = re.compile(
    rf"(?P<multiplier>[kKMB]?)\s*(?P<currency>{_MONEY})\s*(?:/|\ba\b|\bper\b)\s*(?P<period>{_EVERY})"
)
_COST_FIRST = re.compile(r"(?P<currency>[$€£])\s*(?P<number>\d[\d_.]*)\s*(?P<multiplier>[kKMB]?)(?P<rest>.*)")


def _cost(text: str) -> Quantity:
    """Read money per time: `2.50 USD/h`, `20k USD a month`, `$3k/month`."""
    first = _COST_FIRST.fullmatch(text)
    usual = f"{first['number']}{first['multiplier']} {first['currency']}{first['rest']}" if first else text
    number = _NUMBER.fullmatch(usual)
    unit = _COST_UNIT.fullmatch(number["unit"].strip()) if number else None
    if number is None or unit is None:
        raise QuantityError(f"expected money per time, with its currency, like {_EXAMPLES[Dimension.COST]}")
    per_month = _MONTH_HOURS / _COST_HOURS[unit["period"]]
    value = _scaled(number["number"], (_MULTIPLIERS[unit["multiplier"]] * per_month, 1.0))
    if not math.isfinite(value):
        raise QuantityError(f"`{text}` is larger than can be computed with")
    return Quantity(value, Dimension.COST, text, _CURRENCIES[unit["currency"]])


def _mismatch(text: str, unit: str, wanted: Dimension) -> str:
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


_GROUPS = re.compile(r"(\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+)(?!\d)(.*)", re.DOTALL)
_DECIMAL_COMMA = re.compile(r"(\d+),(\d+)(.*)", re.DOTALL)


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


def pattern(dimension: Dimension) -> str:
    """A regular expression (ECMA 262, without anchors) for the texts of `dimension`, for JSON Schema."""
    multiplier = f"(?:{'|'.join(unit for unit in _MULTIPLIERS if unit)})?"
    time = "|".join((*_PER_UNIT, *_SECONDS))
    per_second = "|".join("".join(f"[{c.upper()}{c}]" for c in name) for name in _PER_SECOND)
    number = r"\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?"
    if dimension is Dimension.COST:
        period = rf"\s*(?:/|\ba\b|\bper\b)\s*(?:{_EVERY})"
        return rf"(?:{number}\s*[kKMB]?\s*(?:{_MONEY}){period}|[$€£]\s*{number}\s*[kKMB]?{period})"
    unit = {
        Dimension.COUNT: multiplier,
        Dimension.TIME: f"(?:{time})",
        Dimension.SIZE: f"(?:{'|'.join(_BYTES)})",
        Dimension.RATE: rf"{multiplier}\s*(?:/\s*(?:{time})|{per_second})",
        Dimension.SHARE: "%?",
        Dimension.THROUGHPUT: rf"{multiplier}\s*(?:(?:{'|'.join(_WORK)})?\s*/\s*(?:{time})|{per_second})",
    }[dimension]
    return rf"(?:[~≈]*{number}\s*{unit})"


_SCALES = {
    Dimension.COUNT: ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"), (1.0, "")),
    Dimension.TIME: (
        (86400.0, " d"),
        (3600.0, " h"),
        (60.0, " min"),
        (1.0, " s"),
        (1e-3, " ms"),
        (1e-6, " µs"),
        (1e-9, " ns"),
    ),
    Dimension.SIZE: ((1e15, " PB"), (1e12, " TB"), (1e9, " GB"), (1e6, " MB"), (1e3, " KB"), (1.0, " B")),
    Dimension.RATE: ((1e9, "B/s"), (1e6, "M/s"), (1e3, "k/s"), (1.0, "/s")),
    Dimension.SHARE: ((0.01, " %"),),
    Dimension.COST: ((1e9, "B"), (1e6, "M"), (1e3, "k"), (1.0, "")),
}
_SCALES[Dimension.THROUGHPUT] = _SCALES[Dimension.RATE]


def format_value(value: float, dimension: Dimension, digits: int = 3) -> str:
    """Show `value` (base units) with its unit, to at most `digits` significant digits: `57.9k/s`."""
    scales = _SCALES[dimension]
    if value == 0:
        return f"0{scales[-1][1]}"
    scale, suffix = next((s for s in scales if abs(value) >= s[0] * (1 - 0.5 * 10**-digits)), scales[-1])
    scaled = value / scale
    places = max(0, digits - 1 - math.floor(math.log10(abs(scaled))))
    number = f"{scaled:.{places}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return number + suffix
