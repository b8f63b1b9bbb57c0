"""Sizes that measuring and drawing share, in pixels."""

from __future__ import annotations

__all__ = [
    "FIGURE_LINE",
    "FIGURE_SIZE",
    "GAP",
    "ICON",
    "NAME_LINE",
    "NAME_SIZE",
    "PAD",
    "TECH_LINE",
    "TECH_SIZE",
]

PAD = 10.0  # between a card's border and what it holds
ICON = 28.0
GAP = 9.0  # between the icon and the words
NAME_SIZE, NAME_LINE = 13.0, 15.0
TECH_SIZE, TECH_LINE = 11.0, 13.0
FIGURE_SIZE, FIGURE_LINE = 11.0, 13.5
