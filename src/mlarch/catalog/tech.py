"""Technologies: products by name, and finding one in free text such as `Kafka + Flink` or `Redis Cluster`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from mlarch.catalog.tech_table import PRODUCTS
from mlarch.catalog.words import listed, normalize, tokens
from mlarch.records import dataclass

__all__ = ["TECHS", "Technology", "find_tech", "tech_words"]

_LONGEST_NAME = 6
"""Words of the longest name of a product; a test keeps it true."""


@dataclass(frozen=True, slots=True)
class Technology:
    """A product. `icon` is a node class below `diagrams.`, None where the library has none that fits.

    `kind` is the part that the product usually plays; None when it plays many, or none that is a kind.
    """

    id: str
    name: str
    icon: str | None
    aliases: tuple[str, ...]
    kind: str | None = None


def _read(table: str) -> dict[str, Technology]:
    found: dict[str, Technology] = {}
    for line in table.strip().splitlines():
        key, name, icon, kind, aliases = (cell.strip() for cell in line.split("|"))
        found[key] = Technology(
            key,
            name,
            icon if icon != "-" else None,
            listed(aliases),
            kind if kind != "-" else None,
        )
    return found


TECHS: Mapping[str, Technology] = MappingProxyType(_read(PRODUCTS))
"""Every product by id, grouped by what it does."""


@cache
def tech_words() -> dict[str, str]:
    """Every name of a product in compared form, with the product's id."""
    return {
        normalize(word): tech.id for tech in TECHS.values() for word in (tech.id, tech.name, *tech.aliases)
    }


@lru_cache(maxsize=1024)
def find_tech(word: str) -> Technology | None:
    """The product that is named first in `word`, by the longest name that fits there; None without one."""
    known = tech_words()
    words = tokens(word)
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            found = known.get("".join(words[start:end]))
            if found is not None:
                return TECHS[found]
    return None
