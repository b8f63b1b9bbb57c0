"""The formulas against examples worked by hand, and the table in docs that names them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mlarch import estimate

GROUPS = yaml.safe_load((Path(__file__).parent / "worked_examples.yaml").read_text(encoding="utf-8"))
NAMES = {name: getattr(estimate, name) for name in estimate.__all__}
CASES = [
    pytest.param(call, float(expected), id=f"{group['name']}: {call}")
    for group in GROUPS
    for call, expected in group.items()
    if call != "name"
]


@pytest.mark.parametrize(("call", "expected"), CASES)
def test_a_worked_example(call: str, expected: float) -> None:
    assert eval(call, {}, NAMES) == pytest.approx(expected, rel=1e-3)


def test_there_are_seventeen_groups() -> None:
    assert len(GROUPS) == 17


def test_every_public_function_says_what_it_means() -> None:
    for name in estimate.__all__:
        assert getattr(NAMES[name], "__doc__", None), name
