"""The rules themselves: a package for each family, in which every module is searched for rules."""

from __future__ import annotations

__all__: list[str] = []
