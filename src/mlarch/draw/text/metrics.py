"""Sizes that measuring and drawing share, in pixels."""

from __future__ import annotations

__all__ = [
    "BADGE_SIZE",
    "CHIP_SIZE",
    "FIGURE_LINE",
    "FIGURE_SIZE",
    "GAP",
    "ICON",
    "LABEL_LINE",
    "LABEL_SIZE",
    "LEGEND_CARD",
    "LEGEND_GAP",
    "LEGEND_SAMPLE",
    "LEGEND_SIZE",
    "NAME_LINE",
    "NAME_SIZE",
    "PAD",
    "PANEL_SIZE",
    "RETURNED",
    "STEP_LINE",
    "STEP_SIZE",
    "SUMMARY_SIZE",
    "TECH_LINE",
    "TECH_SIZE",
    "TITLE_SIZE",
    "badge_width",
]

PAD = 10.0  # between a card's border and what it holds
ICON = 28.0
GAP = 9.0  # between the icon and the words
NAME_SIZE, NAME_LINE = 13.0, 15.0
TECH_SIZE, TECH_LINE = 11.0, 13.0
FIGURE_SIZE, FIGURE_LINE = 11.0, 13.5
LABEL_SIZE, LABEL_LINE = 11.0, 13.0  # the words beside a line
RETURNED = "← "  # before the words of what a call returns
STEP_SIZE, STEP_LINE = 12.0, 15.0  # the list of the steps of a scenario
TITLE_SIZE, SUMMARY_SIZE, CHIP_SIZE = 22.0, 13.0, 12.0
PANEL_SIZE, LEGEND_SIZE, BADGE_SIZE = 13.0, 11.0, 10.0
LEGEND_SAMPLE, LEGEND_CARD, LEGEND_GAP = 34.0, 26.0, 7.0  # widths of a line and of a card as samples


def badge_width(number: str) -> float:
    """Width of the badge with the step numbers, 0 for none."""
    return 9.0 + 6.2 * len(number) if number else 0.0
