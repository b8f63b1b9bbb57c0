"""Mistakes of reasoning: how many of those put into sound designs on purpose does the review name?

`python -m judgement.reasoning [FOLDER]` (with `benchmarks` on PYTHONPATH) reviews each design of a folder, by
default `tests/reasoning`, at production, sound and with its mistakes. A mistake is named when the spoiled
design has a finding that the sound one has not, of a rule that is about mistakes of this kind, at a line
that bears it or about a component that such a line names or is part of. A load that is too high is also about
the lines that state the traffic. Every finding on a sound design is listed, for a person to judge.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from mlarch import graph, language, rules
from mlarch.diagnostics import Finding
from mlarch.model import Stage

__all__ = ["Measured", "main", "measured"]

FOLDER = Path(__file__).parents[2] / "tests" / "reasoning"

ABOUT = {
    "agent-approval": ("SAF",),
    "cache-key": ("REL012", "SAF", "GOV"),
    "calibration": ("LBL005", "LBL011", "FUN007", "BRF"),
    "canary": ("TRN015", "TRN"),
    "capacity": ("CAP", "REL004"),
    "censored-labels": ("LBL",),
    "exposure-bias": ("LBL", "EXP"),
    "fallback-approves": ("SAF006", "REL003"),
    "freshness": ("REL013", "SKW", "TRN", "FUN", "CAP"),
    "future-feature": ("SKW009", "TRN014"),
    "index-pair": ("SKW",),
    "interference": ("EXP004",),
    "metric-vs-goal": ("BRF", "LBL005"),
    "monitoring": ("MON",),
    "negative-sampling": ("LBL005", "LBL011", "LBL012", "FUN007"),
    "own-decisions": ("LBL",),
    "people-load": ("CAP",),
    "random-split": ("TRN014",),
    "retries": ("REL006", "REL011", "REL"),
    "selective-labels": ("LBL",),
    "target-leakage": ("SKW009", "TRN014"),
    "third-party": ("GOV",),
    "train-serve-data": ("SKW",),
}
"""The rules, or families, that are about mistakes of each kind; for any other kind, every rule counts."""


TRAFFIC = re.compile(r"\b(?:requests_per_\w+|peak_factor|daily_active_users):")
"""Figures of the requirements that the load of every component follows from."""


def findings(path: Path) -> tuple[Finding, ...]:
    """What the review says of a spec at production; a spec that cannot be read raises."""
    design = graph.build(language.read(str(path)))
    return rules.review(design, stage=Stage.PRODUCTION).findings


def identity(finding: Finding) -> tuple[object, ...]:
    """What makes two findings of two versions of a design the same."""
    return (finding.rule, finding.components, finding.flows, finding.kinds)


def bearing(path: Path, numbers: set[int]) -> str:
    """The text of the lines that bear a mistake, with the names of the components that they are part of."""
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = language.read(str(path)).components.values()
    owners = [part.id for part in parts if any(place.line in numbers for place in part.places.values())]
    return "\n".join([*(lines[number - 1] for number in sorted(numbers)), *owners])


def is_about(finding: Finding, numbers: set[int], text: str) -> bool:
    """Whether a finding is about the lines that bear a mistake."""
    traffic = finding.rule.startswith("CAP") and TRAFFIC.search(text) is not None
    return traffic or finding.line in numbers or any(name in text for name in finding.components)


@dataclass
class Measured:
    """What became of a set: counts of mistakes named by kind, the texts of those missed, and what is said of
    each sound design."""

    named: Counter[str]
    missed: defaultdict[str, list[str]]
    sound: dict[str, tuple[Finding, ...]]

    @property
    def share(self) -> float:
        """The share of mistakes that are named."""
        named = self.named.total()
        return named / (named + sum(map(len, self.missed.values())))


def measured(folder: Path) -> Measured:
    """Review the designs of a set, sound and with their mistakes."""
    lines = (folder / "mistakes.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))
    found = Measured(Counter(), defaultdict(list), {})
    for design in sorted({row["design"] for row in rows}):
        sound = found.sound[design] = findings(folder / f"{design}.sound.yaml")
        before = {identity(finding) for finding in sound}
        path = folder / f"{design}.mistakes.yaml"
        new = [finding for finding in findings(path) if identity(finding) not in before]
        lines_of: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for row in rows:
            if row["design"] == design:
                lines_of[row["kind"], row["mistake"]].add(int(row["line"]))
        for (kind, mistake), numbers in lines_of.items():
            text = bearing(path, numbers)
            about = [f for f in new if f.rule.startswith(ABOUT.get(kind, ""))]
            if any(is_about(finding, numbers, text) for finding in about):
                found.named[kind] += 1
            else:
                found.missed[kind].append(f"{design}: {mistake}")
    return found


def main() -> None:
    """Print the share named by kind, what was missed, and all that is said of the sound designs."""
    found = measured(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    for design, sound in found.sound.items():
        for finding in sound:
            print(f"sound {design}:{finding.line} {finding.severity} {finding.rule} {finding.message}")
    named = found.named.total()
    print(f"\nnamed {named} of {named + sum(map(len, found.missed.values()))}")
    for kind in sorted({*found.named, *found.missed}):
        known = "" if kind in ABOUT else " (any rule)"
        missed = found.missed[kind]
        print(f"  {kind}{known}: {found.named[kind]} of {found.named[kind] + len(missed)}")
        for text in missed:
            print(f"    missed {text}")


if __name__ == "__main__":
    main()
