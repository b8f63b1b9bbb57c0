"""How findings put names, kinds and paths into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlarch.catalog import KINDS, Trait, proposed_kind

__all__ = ["a_kind", "arrow", "joined", "kind_name", "listed", "names_of", "quoted"]


def arrow(path: Iterable[str]) -> str:
    """A witness path as people read it: `app → lb → api`."""
    return " → ".join(path)


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: Iterable[str], last: str = "and") -> str:
    """`` `a`, `b` and `c` ``."""
    return listed([f"`{word}`" for word in words], last)


def names_of(kinds: Sequence[str], last: str = "or") -> str:
    """Kinds in a sentence: `load balancer or API gateway`."""
    return listed([kind_name(kind) for kind in kinds], last)


def kind_name(kind: str | Trait) -> str:
    """A kind as it is said in a sentence: `online feature store`, but `API gateway`."""
    name = KINDS[proposed_kind(kind) if isinstance(kind, Trait) else kind].name
    first = name.split()[0]
    return name if first != first.capitalize() else name[0].lower() + name[1:]


def a_kind(kind: str | Trait) -> str:
    """A kind with its article: `a ranker`, `an online feature store`."""
    name = kind_name(kind)
    return f"{'an' if name[0].lower() in 'aeiou' or name.startswith('LLM') else 'a'} {name}"


def joined(names: Sequence[str], limit: int = 3) -> str:
    """`a`, `a and b`, `a, b and c`, or `a, b, c and 2 more`."""
    if len(names) > limit:
        return f"{', '.join(names[:limit])} and {len(names) - limit} more"
    return listed(names)
