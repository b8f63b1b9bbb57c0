"""The parts of the README that follow from the rest of the project: the families of rules, the case studies.

`python tools/readme.py README.md` writes them anew, each between its two marks, from the rules, and
from `specs/` and `output/` beside the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import gallery_table

from mlarch.design import load
from mlarch.diagnostics import MlarchError
from mlarch.files import write_atomic
from mlarch.rules import FAMILIES, RULES

__all__ = ["REFRESH", "families", "marks", "renewed"]

REFRESH = "python tools/readme.py README.md"

# What each family asks, among other things. A family is shown as soon as it has a rule.
_QUESTIONS: Mapping[str, str] = {
    "GRA": "Does everything lead somewhere? Do calls wait in a circle? Can each end use what it gets?",
    "SRV": "Is there a way in? Does a request wait for a batch job or a person? Does anybody call the model?",
    "TRN": "Does each served model come from a pipeline with labels, checks, evaluation and a registry?",
    "SKW": "Do training and serving compute the same features, from models of the same version?",
    "LBL": "Do reactions come back as labels, in time, and without the model teaching itself?",
    "MON": "Who watches the model and not just the machines, and whom does an alert reach?",
    "REL": "What is there once only? What happens when it is slow or down? Do the time-outs add up?",
    "CAP": "Does the path fit the latency, the traffic the replicas, the index the memory?",
    "FUN": "Are there candidates before ranking, and does each stage make fewer of them?",
    "GOV": "Where do personal data go, how long are they kept, and who answers for decisions about people?",
    "EXP": "Is there an experiment, assigned before the model is chosen, logged, and large enough?",
    "SAF": "What stands between the model and harm: filters, guardrails, limits, permissions?",
    "BRF": "Are the goal, the label, the metrics and the baseline said, and do they fit the task?",
}


def families(codes: Iterable[str]) -> str:
    """The families of the rules `codes`, as a table of Markdown; that of reading comes first."""
    present = {code.rstrip("0123456789") for code in codes}
    reading = "Can the file be read as it was meant? Every mistake at once, with its place and what to write."
    rows = ["| family | asks, among other things |", "|---|---|", f"| `SPEC` Reading | {reading} |"]
    rows += [
        f"| `{family}` {title} | {_QUESTIONS[family]} |"
        for family, title in FAMILIES.items()
        if family in present
    ]
    return "\n".join(rows)


def marks(part: str) -> tuple[str, str]:
    """The lines between which a generated part stands."""
    return f"<!-- {part}: written by `{REFRESH}` -->", f"<!-- end of {part} -->"


def renewed(text: str, root: Path) -> str:
    """`text` with its generated parts as they are now. Raises `MlarchError` where a mark is missing."""
    designs = [load(path) for path in sorted((root / "specs").glob("*.yaml"))]
    builtin = (code for code, rule in RULES.items() if rule.check.__module__.startswith("mlarch."))
    text = _put(text, "families", families(builtin))
    return _put(text, "gallery", gallery_table.table(designs, root))


def _put(text: str, part: str, content: str) -> str:
    begin, end = marks(part)
    before, found, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise MlarchError(f"the marks of a generated part are missing: `{begin}` and `{end}`")
    return f"{before}{begin}\n{content}\n{end}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    write_atomic(target, renewed(target.read_text(encoding="utf-8"), target.parent).encode())
