"""A design in a few words."""

from __future__ import annotations

import pytest

from mlarch.design import loads
from mlarch.docs.study import study

LONG = "A first sentence that is long enough to stand alone."


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (f"{LONG} And more.", LONG),
        ("Product search. It orders the shelves. More.", "Product search. It orders the shelves."),
        ("Rates are 1.5 M/s at best, and e.g. nothing more is said", None),
        ("", ""),
    ],
)
def test_the_line_is_the_first_sentence_or_two(summary, line):
    design = loads(f'mlarch: 1\nname: X\nsummary: "{summary}"\ncomponents: {{a: client}}\nflows: []\n')
    assert study(design).line == (summary if line is None else line)


def test_the_scale_is_four_figures_at_most():
    design = loads(
        "mlarch: 1\nname: X\ncomponents: {a: client}\nflows: []\n"
        "requirements: {daily_active_users: 10M, requests_per_second: 5k/s, latency: {p99: 1s}, items: 1B,"
        " availability: 99%}\n"
    )
    assert len(study(design).scale) == 4
