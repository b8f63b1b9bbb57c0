"""Tables of phrases, `catalog/phrases/KIND.tsv`: verdict, place and text; and what the rules make of each.

`mistake` must be named, `sound` must not; `missed` and `false` are the same where the rules do not get it
right yet, so that a better one shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mlarch.graph import DesignGraph
from mlarch.rules import Problem, Rule

__all__ = ["misunderstood", "quoted"]

FOLDER = Path(__file__).parent / "catalog" / "phrases"


def misunderstood(
    kind: str, rules: Iterable[Rule], design_with: Callable[[str, str], DesignGraph]
) -> list[str]:
    """The lines of a table for which the rules do not answer what it says of the design with that text."""
    wrong, asked = [], tuple(rules)

    def said_of(place: str, text: str) -> set[str]:
        design = design_with(place, text)
        return {found.message for rule in asked for found in rule(design) if isinstance(found, Problem)}

    usual = said_of("", "")  # what is asked of the usual design says nothing of a phrase
    for line in (FOLDER / f"{kind}.tsv").read_text(encoding="utf-8").splitlines():
        verdict, place, text = line.split("\t")
        spoke = bool(said_of(place, text) - usual)
        if spoke != (verdict in {"mistake", "false"}):
            wrong.append(line)
    return wrong


def quoted(text: str) -> str:
    """The text as a YAML string."""
    return '"' + text.replace('"', "'") + '"'
