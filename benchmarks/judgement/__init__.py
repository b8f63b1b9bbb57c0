"""How good the reviewer's judgement is: designs spoiled in known ways, and what it says of each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from judgement.study import MUTATORS, Mutator, Study
from mlarch import language

__all__ = ["mutators", "studies"]

_MODULES = (
    "removals",
    "spoil_structure",
    "spoil_learning",
    "spoil_serving",
    "spoil_figures",
    "spoil_brief",
    "spoil_reasoning",
)


def mutators() -> list[Mutator]:
    """Every mutator, in the order of their modules."""
    for module in _MODULES:
        import_module(f"judgement.{module}")
    return list(MUTATORS.values())


def studies(folder: Path, *names: str) -> list[Study]:
    """The case studies of a folder, all or those of these names."""
    paths = sorted(path for path in folder.glob("*.yaml") if not names or path.stem in names)
    return [Study(path.stem, language.read(str(path))) for path in paths]
