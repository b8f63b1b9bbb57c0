"""Values in base units, shown with the unit that suits their size."""

from __future__ import annotations

import math

from mlarch.quantities.units import Dimension

__all__ = ["format_value"]


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
