"""Words about who asks."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = ["MACHINES"]

MACHINES = any_of(
    r"(?:x-?ray |robot |work |test )?cells?\b(?! phone)",
    r"analy[sz]ers?\b",
    r"(?:photo |scan )?tunnels?\b",
    r"machines?\b",
    r"robots?\b",
    r"sensors?\b",
    r"controllers?\b",
    r"(?:bag |baggage |parcel |belt )?scanners?\b",
    r"(?:production|assembly|packing|sorting) lines?\b",
    r"conveyors?|presses|kilns?|turbines?|reactors?|furnaces?",
    r"plcs?\b|scada\b|(?:programme|mixing|audio) (?:bus|desk)",
    r"(?:milking|welding|picking) \w+",
)
"""Names of clients that are machines on a site, and no people."""
