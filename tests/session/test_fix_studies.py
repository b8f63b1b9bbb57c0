"""Case studies with a flow taken out of their text: fixing ends, harms nothing, and keeps every comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest

from mlarch import loads
from mlarch.diagnostics import Review, Severity, SpecError
from mlarch.session.fix import fix

STUDIES = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))
FLOW = re.compile(r"  - [a-z_]+ (->|~>|=>) [a-z_]+\b.*")
TRIES = 4


@lru_cache(maxsize=64)
def check(text: str) -> Review:
    try:
        return loads(text, "x.yaml").check(stage="production")
    except SpecError as error:
        return Review.unreadable("x.yaml", error)


def spoiled(text: str) -> Iterator[tuple[str, Review]]:
    """The text without one of its flows, where that is found; some of them, spread over the file."""
    lines = text.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if FLOW.fullmatch(line.rstrip("\n"))]
    for place in places[:: max(1, len(places) // 12)]:
        changed = "".join(lines[:place] + lines[place + 1 :])
        review = check(changed)
        if review.readable and any(f.fix is not None for f in review.findings):
            yield changed, review


@pytest.mark.parametrize("study", STUDIES, ids=lambda path: path.stem)
def test_what_was_taken_out_is_put_back_in_some_form(study: Path) -> None:
    for text, review in islice(spoiled(study.read_text(encoding="utf-8")), TRIES):
        result = fix(text, "x.yaml", check, unsafe=True)
        assert result.fixed or result.withheld  # one that would overload a part is withheld
        assert len(result.review.findings) < len(review.findings) + 2
        assert result.review.count(Severity.ERROR) <= review.count(Severity.ERROR)
        kept = iter(result.after.splitlines())
        comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        assert all(comment in kept for comment in comments)
        again = fix(result.after, "x.yaml", check, unsafe=True)
        assert (again.fixed, again.after) == ((), result.after)
