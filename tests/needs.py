"""What some tests need of the machine."""

from __future__ import annotations

import pytest

__all__ = ["embedded_graphviz"]


def _loads() -> bool:
    try:
        import pygraphviz  # noqa: F401
    except ImportError:  # no wheel for this platform, or a library of the system that the wheel needs
        return False
    return True


embedded_graphviz = pytest.mark.skipif(not _loads(), reason="the embedded Graphviz cannot be loaded here")
