"""The catalogue in words: a kind, a data type, a technology, as `mlarch explain` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from mlarch.catalog import KINDS, DataType, Kind, Technology
from mlarch.catalog.handbook import listed_types, typical_words

__all__ = ["kind_page", "kind_record", "tech_page", "type_page"]

_INDENT = 11
_ALIASES = 24


def kind_page(kind: Kind, width: int) -> str:
    """All that the catalogue says of a kind, in lines of `width` columns."""
    rows = [
        ("family", f"{kind.family}; {kind.plane.value} plane"),
        ("takes", "any data" if kind.any_data else listed_types(kind.consumes)),
        ("gives", "any data" if kind.any_data else listed_types(kind.produces)),
        ("passes on", "whatever reaches it" if kind.passes else ""),
        ("typical", typical_words(kind.typical)),
        ("also", _some(kind.aliases)),
        ("write", f"my_{kind.id}: {kind.id}"),
    ]
    return _page(f"{kind.id}: {kind.name}, a kind of component", kind.description, rows, width)


def kind_record(kind: Kind) -> dict[str, object]:
    """A kind as plain values, for JSON. Times are seconds, throughput is calls per second."""
    typical = kind.typical
    return {
        "kind": kind.id,
        "name": kind.name,
        "family": kind.family,
        "plane": kind.plane.value,
        "role": kind.role.value,
        "description": kind.description,
        "aliases": list(kind.aliases),
        "consumes": sorted(kind.consumes),
        "produces": sorted(kind.produces),
        "passes": kind.passes,
        "any_data": kind.any_data,
        "state": kind.state.value,
        "typical": {
            "p50": typical.p50,
            "p99": typical.p99,
            "throughput": None if typical.throughput is None else list(typical.throughput),
            "throughput_note": typical.throughput_note,
            "source": typical.source,
        },
    }


def type_page(data_type: DataType, width: int) -> str:
    """All that the catalogue says of a type of data, in lines of `width` columns."""
    rows = [
        ("from", ", ".join(kind.id for kind in KINDS.values() if data_type.id in kind.produces)),
        ("to", ", ".join(kind.id for kind in KINDS.values() if data_type.id in kind.consumes)),
        ("also", _some(data_type.aliases)),
        ("write", f"- a -> b: {data_type.id}"),
    ]
    return _page(f"{data_type.id}: {data_type.name}, a type of data", data_type.description, rows, width)


def tech_page(tech: Technology, kinds: Iterable[str], width: int) -> str:
    """A product, and the kinds that it usually is, in lines of `width` columns."""
    known = tuple(kinds)
    rows = [
        ("is a", ", ".join(known)),
        ("also", ", ".join(tech.aliases)),
        ("icon", tech.icon or ""),
        ("write", f"{{kind: {known[0] if known else 'service'}, tech: {tech.id}}}"),
    ]
    return _page(f"{tech.id}: {tech.name}, a technology", "", rows, width)


def _page(title: str, text: str, rows: Iterable[tuple[str, str]], width: int) -> str:
    parts = [fill(title, width), *([fill(text, width)] if text else []), "\n".join(_rows(rows, width))]
    return "\n\n".join(parts) + "\n"


def _rows(rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    for label, text in rows:
        if text:
            first, later = f"{label:<{_INDENT}}", " " * _INDENT
            yield fill(
                text,
                width,
                initial_indent=first,
                subsequent_indent=later,
                break_on_hyphens=False,
                break_long_words=False,
            )


def _some(aliases: Sequence[str]) -> str:
    """The first aliases, and how many more there are."""
    more = len(aliases) - _ALIASES
    shown = ", ".join(aliases[:_ALIASES])
    return f"{shown}, and {more} more" if more > 1 else ", ".join(aliases)
