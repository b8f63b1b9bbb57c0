"""Showing reviews: one module per format, each with `render(reviews, options) -> str`.

A new format is a module of this package and its name in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from mlarch.diagnostics import Review
from mlarch.report.base import Options
from mlarch.report.escape import harmless

__all__ = ["FORMATS", "Options", "render"]

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown")
"""The formats, the default one first."""

_OWN_COMMANDS = ("github",)
"""Formats that consist of commands to a CI server, and keep other text out of them themselves."""


def render(reviews: Sequence[Review], form: str = "text", options: Options | None = None) -> str:
    """The reviews in one of `FORMATS`, with a line end. Raises `ValueError` for another format."""
    if form not in FORMATS:
        raise ValueError(f"no report format `{form}`; there are {', '.join(FORMATS)}")
    text: str = import_module(f"{__name__}.{form}").render(reviews, options or Options())
    return text if form in _OWN_COMMANDS else harmless(text)
