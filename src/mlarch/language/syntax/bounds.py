"""How large a spec may be. Far above any real design, far below what could exhaust memory or the stack.

The bounds hold over the stream of YAML events, before anything is built from them.
"""

from __future__ import annotations

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_EXTENDS", "MAX_GROUPS", "MAX_NODES", "MAX_SCALAR"]

MAX_BYTES = 5 * 1024 * 1024
"""The size of a file. 10,000 components with their flows are about 1 MiB."""

MAX_DEPTH = 64
"""How deep lists and mappings nest, aliases written out. The language itself needs six levels."""

MAX_GROUPS = 32
"""How deep groups stand inside groups. A picture of more than four is hard to read."""

MAX_NODES = 500_000
"""How many values (keys, texts, lists, mappings) a file has, with every alias written out."""

MAX_SCALAR = 64 * 1024
"""The length of one text, in characters."""

MAX_EXTENDS = 16
"""How many specs stand in one chain of `extends`."""
