"""What people write in one phrase in place of a mapping: `2B vectors x 768 dims fp16`, `8x H100`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from mlarch.diagnostics import Edit
from mlarch.language.decode.context import Context, describe
from mlarch.language.decode.tables import Nested, entry
from mlarch.language.decode.values import Slot
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["Phrased", "accelerators", "contents"]

Phrase = Callable[[str], Mapping[str, str] | None]

_LONGEST = 100

_COUNT = r"\d[\d._]*\s*(?:[kKMBGT]|thousand|million|billion|trillion)?"
_CONTENTS = (
    ("bytes", regex(r"\b(\d[\d.]*\s*(?:[kKMGT]i?)?B)\s+(?:each|a piece|per \w+)\b")),
    ("dimensions", regex(r"\b(\d+)\s*-?\s*(?:d|dims?|dimensions?|dimensional)\b", re.IGNORECASE)),
    ("dtype", regex(r"\b(fp?\d+|bf16|float\d+|bfloat16|u?int\d+|binary)\b", re.IGNORECASE)),
    ("index", regex(r"\b(hnsw|flat|ivf[_-]?pq)\b", re.IGNORECASE)),
    ("items", regex(rf"\b({_COUNT})\s+(?:[a-z]+\s+)?[a-z]{{3,}}s\b")),
    ("dimensions", regex(r"\b(?:x|×|of)\s*(\d+)\b")),
)
_DTYPES = {"f": "float", "fp": "float", "bf": "bfloat", "float": "float", "bfloat": "bfloat"}
_JOINS = regex(r"[\s,;x×@]+|\b(?:of|in|with|at|and|as)\b")
_COUNTED = regex(r"^(\d+)\s*(?:x|×)?\s+(?=[A-Za-z])(.+)$|^(.+?)\s*(?:x|×)\s*(\d+)$", re.IGNORECASE)


def contents(text: str) -> dict[str, str] | None:
    """The fields of `holds` that a phrase states; None where it counts no items, or says something else."""
    found: dict[str, str] = {}
    for key, pattern in _CONTENTS:
        match = pattern.search(text) if key not in found else None
        if match is not None:
            found[key] = match[1].replace(" ", "")
            text = f"{text[: match.start()]} {text[match.end() :]}"
    if "items" not in found or _JOINS.sub("", text):
        return None
    order = ("items", "bytes", "dimensions", "dtype", "index")
    return {key: _spelt(key, found[key]) for key in order if key in found}


def _spelt(key: str, value: str) -> str:
    if key == "index":
        return value.lower().replace("-", "_").replace("ivfpq", "ivf_pq")
    if key == "dtype":
        name, bits = re.fullmatch(r"([a-z]+)(\d*)", value.lower()).groups()  # type: ignore[union-attr]
        return f"{_DTYPES.get(name, name)}{bits}"
    return value


def accelerators(text: str) -> dict[str, str] | None:
    """`8x H100`, `A10 x 2`: type and count; None for other phrases."""
    match = _COUNTED.match(text.strip())
    if match is None:
        return None
    count, type_ = (match[1], match[2]) if match[1] else (match[4], match[3])
    return {"type": type_.strip(), "count": count}


@dataclass(frozen=True, slots=True)
class Phrased(Nested):
    """A mapping described by a table, or a phrase that says the same."""

    phrase: Phrase = contents

    def decode(self, node: Node, context: Context, slot: Slot) -> Any:
        """The model value, or None if the node is neither."""
        if isinstance(node, ScalarNode) and not node.null and len(node.text) <= _LONGEST:
            fields = self.phrase(node.text)
            if fields:
                written = f"{{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}"
                message = f"`{slot.name}`: {describe(node)} is read as `{written}`"
                edits = () if node.quoted else (Edit(node.span, written),)
                context.understood(
                    self.table.id, node.span, message, f"Write `{slot.name}: {written}`.", edits
                )
                pairs = (Pair(ScalarNode(k, node.span), ScalarNode(v, node.span)) for k, v in fields.items())
                node = MappingNode(tuple(pairs), node.span)
        return entry(self.table, node, context, slot)
