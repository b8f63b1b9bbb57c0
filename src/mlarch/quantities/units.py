"""The units of each dimension, and how a quantity in them is written: tables, and patterns made of them.

Where no unit tells case apart, case does not count: `16gb` is `16GB`, and `2 Hours` are two.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from functools import cache

__all__ = [
    "BYTES",
    "CURRENCIES",
    "HOURS",
    "MEMORY",
    "MONTH_HOURS",
    "MULTIPLIERS",
    "NINES",
    "NUMBER",
    "PER",
    "PER_REPLICA",
    "PER_SECOND",
    "PER_UNIT",
    "QUALIFIER",
    "RANGE",
    "REMARK",
    "SECONDS",
    "THINGS",
    "WORK",
    "Dimension",
    "any_case",
    "find",
    "nines",
    "pattern",
    "without_currency",
]


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


def _table(rows: Mapping[float, str]) -> dict[str, float]:
    return {word: value for value, words in rows.items() for word in words.split()}


MULTIPLIERS = {"": 1.0} | _table(
    {
        1e3: "k K thousand thousands",
        1e5: "lakh",
        1e6: "M million millions mn mln mio mil",
        1e7: "crore",
        1e9: "B G billion billions bn",
        1e12: "T trillion trillions",
    }
)

# Parts of a second: a division gives the nearest float where a multiplication by 1e-3 would not.
PER_UNIT = _table(
    {
        1e9: "ns nanosecond nanoseconds",
        1e6: "us µs μs usec microsecond microseconds",
        1e3: "ms msec millis millisecond milliseconds",
    }
)

# A month is 30 days, a year 365: planning figures, not calendar arithmetic.
SECONDS = _table(
    {
        1.0: "s sec secs second seconds",
        60.0: "min mins minute minutes",
        3600.0: "h hr hrs hour hours",
        86400.0: "d day days",
        604800.0: "w wk wks week weeks",
        2592000.0: "month months mo",
        31536000.0: "y yr yrs year years",
    }
)

_PREFIXES = {"K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa"}
BYTES = (
    {"B": 1.0, "byte": 1.0, "bytes": 1.0, "kB": 1000.0}
    | {
        f"{prefix}{unit}": base ** (power + 1)
        for unit, base in (("B", 1000.0), ("iB", 1024.0), ("", 1000.0), ("i", 1024.0))
        for power, prefix in enumerate(_PREFIXES)
    }
    | {
        f"{name}{unit}": 1000.0 ** (power + 1)
        for unit in ("byte", "bytes")
        for power, name in enumerate(_PREFIXES.values())
    }
)

PER_SECOND = _table({1.0: "qps rps tps hz fps", 60.0: "qpm rpm"})
"""Rates in one word, with the seconds that they are counted over."""

# What a throughput may count, each under the name of its unit of work; a plain rate counts calls.
WORK = {
    word: unit
    for unit, words in {
        "": "call calls request requests req reqs query queries event events message messages case cases "
        "decision decisions review reviews",
        "keys": "key keys",
        "items": "item items item row rows vector vectors document documents doc docs candidate candidates",
        "tokens": "token tokens tok",
    }.items()
    for word in words.split()
}

CURRENCIES = {
    word: currency
    for currency, words in {
        "USD": "USD $ dollar dollars",
        "EUR": "EUR € euro euros",
        "GBP": "GBP £ pound pounds",
    }.items()
    for word in words.split()
}

MONTH_HOURS = 730.0
# Hours per period of a cost. Here a month is 730 hours, a twelfth of a year, as cloud price lists count it.
HOURS = _table(
    {
        1.0: "h hour hr hourly",
        24.0: "d day daily",
        168.0: "w week weekly",
        MONTH_HOURS: "month mo monthly",
        8760.0: "y year yr yearly annually",
    }
)

# What a count may say that it counts.
THINGS = (
    *("user", "dau", "mau", "people", "person", "customer", "member", "driver", "item", "video", "product"),
    *("document", "doc", "row", "record", "key", "vector", "request", "node", "pod", "replica", "instance"),
    *("machine", "server", "session", "device", "ad", "post", "image", "song", "order", "example"),
    *("agent", "car", "claim", "listing", "parcel", "patient", "player", "sku", "store", "vehicle"),
)


def any_case(words: Iterable[str]) -> str:
    """A regular expression (ECMA 262) for one of these words, in small letters or large ones."""
    longest = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(
        "".join(f"[{c.upper()}{c.lower()}]" if c.isascii() and c.isalpha() else re.escape(c) for c in word)
        for word in longest
    )


def find(table: Mapping[str, float], unit: str) -> float | None:
    """What a unit stands for: letter for letter, or else case aside."""
    if unit in table:
        return table[unit]
    return next((value for word, value in table.items() if word.lower() == unit.lower()), None)


NUMBER = r"\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?"
PER = r"(?:/|\b[pP][eE][rR]\b|\b[aA][nN]?\b)"

_ABOUT = any_case(
    (
        *("about", "around", "roughly", "approx", "approx.", "approximately", "circa", "ca.", "max", "max."),
        *("under", "below", "over", "up to", "at most", "at least", "less than", "more than", "every"),
    )
)
QUALIFIER = rf"(?:[~≈<>=≤≥]+\s*|(?:{_ABOUT})\s+)*"
"""What may stand before a number: a target of `< 200ms` is one of `200ms`."""

REMARK = r"(?:\s*\+|\s*\([^()]*\))?"
"""What may stand behind it: `10k+`, `80GB (A100)`."""

_RUNS = any_case(("pod", "replica", "instance", "node", "server", "machine", "worker"))
PER_REPLICA = rf"(?:\s*{PER}\s*(?:{_RUNS})|\s+[eE][aA][cC][hH])?"
"""What a throughput may add, for it is that of one replica in any case."""

MEMORY = (
    rf"(?:\s+(?:[oO][fF]\s+)?(?:{any_case(('RAM', 'memory', 'VRAM', 'HBM', 'disk', 'SSD', 'storage'))}))?"
)
"""What a size may add: `16GB of RAM`."""

RANGE = rf"(?:{QUALIFIER}\d[\d_.]*\s*[a-zA-Z%µ/]*\s*(?:-|–|—|\.\.+|…|to)\s*)"
"""The smaller end of a range, and what joins it to the larger one."""

_DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NINES = rf"(?:[1-9]|{any_case(_DIGITS)})"
NINES = rf"(?P<nines>{_NINES})\s*(?:[nN][iI][nN][eE][sS]?|9[sS])"
"""`three nines`, which are 99.9 %; `nines` holds how many."""


def nines(word: str) -> int:
    """How many nines a word of `NINES` says."""
    return int(word) if word.isdigit() else _DIGITS.index(word.lower()) + 1


def without_currency() -> str:
    """A regular expression (ECMA 262, without anchors) for money per time that does not say which."""
    multiplier = any_case(unit for unit in MULTIPLIERS if unit)
    return rf"(?:\d[\d_.,]*\s*(?:{multiplier})?\s*{PER}\s*(?:{any_case(HOURS)}))"


@cache
def pattern(dimension: Dimension) -> str:
    """A regular expression (ECMA 262, without anchors) for the texts of `dimension`, for JSON Schema."""
    multiplier = f"(?:{any_case(unit for unit in MULTIPLIERS if unit)})?"
    time = any_case((*PER_UNIT, *SECONDS))
    if dimension is Dimension.COST:
        money, period = any_case(CURRENCIES), rf"\s*{PER}?\s*(?:{any_case(HOURS)})"
        amount = rf"\d[\d_,]*(?:\.\d+)?\s*{multiplier}"
        return rf"(?:{QUALIFIER}(?:{amount}\s*(?:{money}){period}|(?:{money})\s*{amount}{period}){REMARK})"
    work = any_case(WORK)
    rate = rf"{multiplier}\s*(?:(?:{work})?\s*{PER}\s*(?:{time})|(?:{any_case(PER_SECOND)}))"
    unit = {
        Dimension.COUNT: rf"{multiplier}(?:\s*(?:{any_case(THINGS)})[sS]?)?",
        Dimension.TIME: f"(?:{time})",
        Dimension.SIZE: f"(?:{any_case(BYTES)}){MEMORY}",
        Dimension.RATE: rate,
        Dimension.SHARE: rf"(?:%|{any_case(('percent', 'per cent', 'pct'))})?",
        Dimension.THROUGHPUT: rf"(?:{rate}){PER_REPLICA}",
    }[dimension]
    whole = rf"{QUALIFIER}{NUMBER}\s*{unit}{REMARK}"
    if dimension is Dimension.SHARE:
        return rf"(?:{whole}|{NINES.replace('?P<nines>', '?:')})"
    return f"(?:{whole})"
