"""Ambiguous words as a document: the part of `docs/kinds.md` that says how each of them is settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.catalog.ambiguous import AMBIGUITIES, clues
from mlarch.catalog.ambiguous.clues import Ambiguity, Clue
from mlarch.catalog.kinds import KINDS
from mlarch.catalog.types import TYPES

__all__ = ["section"]

# What the clues call several kinds at once, by the words that stand for them on the page.
_GROUPS = {
    "anything that serves": clues.SERVING,
    "learning": clues.LEARNING,
    "LLM": clues.LLM,
    "streams": clues.STREAMS,
    "the front": clues.FRONT,
    "data jobs": clues.DATA_JOBS,
    "models in service": clues.SERVED_MODELS,
    "training": clues.TRAINERS,
}

# A group is named with exceptions when it has this many times more members that are meant.
_EXCEPTION = 4

_INTRODUCTION = """\
## Ambiguous words

Some words mean different things in different places: a *feature store* is one thing to a ranker and another
to a training pipeline. What stands next to such a word settles it. Where it says so below, the first clue
that holds decides; elsewhere the word stays open if clues speak for two kinds. A word that stays open is read
as the first of its kinds, rules say nothing that would be wrong of the others, and
[GRA011](rules.md#gra011-ambiguous-kind) tells. The name of the kind itself is never ambiguous.

Clues: *next to*, any neighbour; *read by*, what calls or reads it, or what its own arrows lead to; *fed by*,
what streams or loads into it; *leading to*, where its own arrows lead; *with*, a type of data on its flows;
*given* and *giving*, a type of data on the arrows into it and out of it.
Several kinds at once are named like this:
"""


def section() -> str:
    """The whole section, as Markdown."""
    groups = "\n".join(f"- *{words}*: {_listed(kinds)}" for words, kinds in _GROUPS.items())
    return "\n".join((_INTRODUCTION, groups, "", *(_entry(entry) for entry in AMBIGUITIES)))


def _entry(entry: Ambiguity) -> str:
    rows = [f"- `{clue.kind}`: {_clue(clue)}" for clue in entry.clues]
    if entry.usual:
        rows.append(f"- `{entry.kinds[0]}`: when no clue holds")
    order = "; the first clue that holds decides" if entry.first else ""
    kinds = " or ".join(f"`{kind}`" for kind in entry.kinds)
    also = f"Also {', '.join(entry.words[1:])}.\n\n" if len(entry.words) > 1 else ""
    return f"### {entry.words[0]}\n\n{also}May be {kinds}{order}.\n\n" + "\n".join(rows) + "\n"


def _clue(clue: Clue) -> str:
    sides = (
        ("next to", clue.near),
        ("read by", clue.reads),
        ("fed by", clue.writes),
        ("leading to", clue.leads),
    )
    parts = [f"{words} {_named(kinds)}" for words, kinds in sides if kinds]
    data = (("with", clue.payloads), ("given", clue.gets), ("giving", clue.gives))
    parts += [f"{word} {', '.join(name for name in TYPES if name in types)}" for word, types in data if types]
    return ", and ".join(parts)


def _named(kinds: frozenset[str]) -> str:
    """The kinds, by the names of the groups that they fill and then one by one."""
    parts: list[str] = []
    rest = set(kinds)
    for words, group in _GROUPS.items():
        missing = group - kinds
        if len(group & rest) > _EXCEPTION * len(missing):
            parts.append(f"*{words}*" + (f" (not {_listed(missing)})" if missing else ""))
            rest -= group
    return ", ".join((*parts, *_ids(rest)))


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(_ids(frozenset(kinds)))


def _ids(kinds: frozenset[str] | set[str]) -> Iterator[str]:
    """The kinds in the order of the catalogue."""
    return (f"`{kind}`" for kind in KINDS if kind in kinds)
