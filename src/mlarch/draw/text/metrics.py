"""Sizes that measuring and drawing share, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "BADGE_HIGH",
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
    "numbers",
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
PANEL_SIZE, LEGEND_SIZE = 13.0, 11.0
BADGE_SIZE, BADGE_HIGH = 10.0, 15.0  # the number of a step
LEGEND_SAMPLE, LEGEND_CARD, LEGEND_GAP = 34.0, 26.0, 7.0  # widths of a line and of a card as samples


def numbers(steps: Sequence[int]) -> str:
    """The numbers of steps as a badge shows them: `2`, or `3, 7`."""
    return ", ".join(map(str, steps))


def badge_width(number: str) -> float:
    """Width of the badge with the step numbers, 0 for none."""
    return 9.0 + 6.2 * len(number) if number else 0.0
