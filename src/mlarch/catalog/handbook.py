"""The catalogue as a document: `docs/kinds.md` holds every kind of component and every type of data.

`python -m mlarch.catalog.handbook > docs/kinds.md` writes that file anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

from mlarch.catalog.base import DataType, Kind, Typical
from mlarch.catalog.kinds import FAMILIES, KINDS
from mlarch.catalog.types import TYPES
from mlarch.quantities import Dimension, format_value

__all__ = ["REFRESH", "document", "listed_types", "typical_words"]

REFRESH = "python -m mlarch.catalog.handbook > docs/kinds.md"

_INTRODUCTION = f"""\
# Kinds of component and types of data

Written by `{REFRESH}` from the catalogue; do not edit it by hand.

A component is `id: kind`. The kind is an id from this page, the name after it, or one of its everyday words,
without regard to case, spaces, hyphens, underscores or a plural *s*: `lb: load balancer`, `queue: Kafka`.
`mlarch kinds WORD` searches, `mlarch explain KIND` shows one. Figures are planning values of one instance
(about 16 vCPU and 64 GB, or one 80 GB GPU), used where a spec is silent; the source stands in brackets.
"""


def document() -> str:
    """The whole of `docs/kinds.md`."""
    # Imported only here: the look-ups of the command line need no ambiguous words.
    from mlarch.catalog.ambiguous.handbook import section

    parts = [_INTRODUCTION, _contents()]
    for family in FAMILIES:
        parts.append(f"## {_family(family)}\n")
        parts.extend(_kind(kind) for kind in KINDS.values() if kind.family == family)
    parts.append("## Types of data\n")
    parts.append("What flows carry. A phrase has the type of its head noun: `user features` are features.\n")
    parts.extend(_type(data_type) for data_type in TYPES.values())
    parts.append(section())
    return "\n".join(parts)


def _contents() -> str:
    """Every section, with links to its entries."""
    rows = []
    for family in FAMILIES:
        links = (_link(kind.id, kind.name) for kind in KINDS.values() if kind.family == family)
        rows.append(f"- **[{_family(family)}](#{family.replace('_', '-')})**: {', '.join(links)}")
    rows.append(
        f"- **[Types of data](#types-of-data)**: {', '.join(_link(t.id, t.name) for t in TYPES.values())}"
    )
    rows.append("- **[Ambiguous words](#ambiguous-words)**")
    return "\n".join(rows) + "\n"


def _family(name: str) -> str:
    return "LLM" if name == "llm" else name.replace("_", " ").capitalize()


def _link(name: str, title: str) -> str:
    """A link to the entry, whose anchor is what renderers of Markdown make of its heading."""
    return f"[{title}](#{re.sub(r'[^a-z0-9_ -]', '', f'{name} {title}'.lower()).replace(' ', '-')})"


def listed_types(types: Iterable[str]) -> str:
    """Types of data in the order of the catalogue; `nothing` when there are none."""
    wanted = frozenset(types)
    return ", ".join(known for known in TYPES if known in wanted) or "nothing"


def typical_words(typical: Typical) -> str:
    """The planning figures in words, with their source; empty when there are none."""
    figures = (("p50", typical.p50), ("p99", typical.p99))
    parts = [f"{name} {format_value(value, Dimension.TIME)}" for name, value in figures if value is not None]
    if typical.throughput_note:
        parts.append(typical.throughput_note)
    elif typical.throughput is not None:
        parts.append(" to ".join(format_value(value, Dimension.RATE) for value in typical.throughput))
    return f"{', '.join(parts)} ({typical.source})" if parts else ""


def _kind(kind: Kind) -> str:
    passes = "; passes on whatever reaches it" if kind.passes else ""
    rows = [
        ("Plane", kind.plane.value),
        ("Takes", "what `consumes` says" if kind.any_data else listed_types(kind.consumes)),
        ("Gives", "what `produces` says" if kind.any_data else listed_types(kind.produces) + passes),
        ("Typical", _plain(typical_words(kind.typical))),
        ("Also", _plain(", ".join(kind.aliases))),
    ]
    return f"### `{kind.id}` {kind.name}\n\n{kind.description}\n\n{_list(rows)}\n"


def _type(data_type: DataType) -> str:
    rows = [
        ("Also", _plain(", ".join(data_type.aliases))),
        ("As the whole phrase", _plain(", ".join(data_type.alone))),
    ]
    return f"### `{data_type.id}` {data_type.name}\n\n{data_type.description}\n\n{_list(rows)}\n"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- *{label}*: {text}" for label, text in rows if text)


def _plain(text: str) -> str:
    """Text in which Markdown finds no mark-up."""
    return "".join(f"\\{character}" if character in "*_`<>[]|\\" else character for character in text)


if __name__ == "__main__":
    sys.stdout.write(document())
