"""DOT texts as accepted: `make accept` writes them anew, `make compare` shows old and new pictures."""

from pathlib import Path

import pytest

import mlarch

ROOT = Path(__file__).parents[1]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.dot"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_dot_is_as_accepted(golden):
    drawn = mlarch.load(ROOT / "specs" / f"{golden.stem}.yaml").render(format="dot")
    assert drawn.decode() == golden.read_text(encoding="utf-8"), (
        "run `make accept`, and look at the difference"
    )


def test_there_are_golden_texts():
    assert {path.stem for path in GOLDEN} == {"fraud_detection", "video_recommendation", "web_service"}
