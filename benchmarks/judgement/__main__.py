"""`python -m judgement` with benchmarks/ on the path: measures, and writes docs/judgement.md."""

from __future__ import annotations

import sys
from pathlib import Path

from judgement import mutators, studies
from judgement.measure import figures, measure
from judgement.page import page
from judgement.published import table

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure everything; with names of mutators, print those only."""
    cases = studies(ROOT / "specs")
    every = mutators()
    wanted = [m for m in every if m.name.replace(" ", "-") in sys.argv[1:]] or every
    outcomes = list(measure(cases, wanted))
    total = figures(outcomes)
    print(f"{total.found} of {total.mutants} mutants found, {total.aside} set aside")
    if wanted is every or len(wanted) == len(every):
        text = page(cases, every, outcomes, table(ROOT / "tests" / "published"))
        (ROOT / "docs" / "judgement.md").write_text(text, encoding="utf-8")
    else:
        for outcome in total.survivors:
            print(f"  {outcome.mutator.name} | {outcome.mutant.study} | {outcome.mutant.what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
