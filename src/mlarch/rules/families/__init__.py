"""The rules themselves. Every module here is searched for rules; its name begins with the family's code."""

from __future__ import annotations

__all__: list[str] = []
