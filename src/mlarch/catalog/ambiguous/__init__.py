"""Words that mean different kinds in different places, and what in the neighbourhood tells which.

Each entry names its kinds, the best default first, and clues. A clue speaks for its kind when every set that
it states is met: `near` by any neighbour, `reads` by one that calls or reads the component or that its own
arrows lead to, `writes` by one that streams or loads into it, `payloads` by a data type on its flows. `leads`
looks only at where its own arrows lead,
`gets` and `gives` at the data types on the arrows into and out of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mlarch.catalog.ambiguous import data, serving
from mlarch.catalog.ambiguous.clues import Ambiguity, Around, Clue
from mlarch.catalog.words import normalize

__all__ = ["AMBIGUITIES", "Ambiguity", "Around", "Clue", "ambiguous_words"]

AMBIGUITIES: tuple[Ambiguity, ...] = (*data.AMBIGUITIES, *serving.AMBIGUITIES)
"""Every ambiguity, each word in exactly one."""


@cache
def ambiguous_words() -> Mapping[str, Ambiguity]:
    """Every ambiguous word in compared form."""
    return {normalize(word): entry for entry in AMBIGUITIES for word in entry.words}
