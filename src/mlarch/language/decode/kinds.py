"""The words that name kinds: looked up here, settled by their neighbours in `kind_resolution`."""

from __future__ import annotations

from dataclasses import dataclass

from mlarch import catalog
from mlarch.catalog import KindMatch
from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.decode.context import Context, describe, is_null, spelled
from mlarch.language.decode.values import Schema, Slot, Value
from mlarch.language.syntax.nodes import Node, ScalarNode, SequenceNode

__all__ = ["KindWord", "KindWords", "look_up"]

# A component with more roles than this is several components, or no list of roles at all.
_ROLES = 6


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word as written, where, and the kinds that it may mean."""

    text: str
    span: Span
    match: KindMatch


@dataclass(frozen=True, slots=True)
class KindWords(Value):
    """A kind, or a list of them: the roles of a component."""

    expects: str = "a kind like `ranker` or `load balancer`"

    def decode(self, node: Node, context: Context, slot: Slot) -> tuple[KindWord, ...] | None:
        """The words that are known; None when there is none."""
        items = node.items if isinstance(node, SequenceNode) else (node,)
        if not items:
            context.wrong(node, self.expects, slot.hint)
        found: list[KindWord] = []
        for item in items:
            if not isinstance(item, ScalarNode) or is_null(item):
                context.wrong(item, self.expects, slot.hint)
                continue
            word = look_up(item, context)
            if word is not None:
                found.append(word)
        return tuple(found) or None

    def schema(self) -> Schema:
        """Any text, with the kinds as examples: aliases are too many to list, and products count."""
        word = {"type": "string", "examples": list(catalog.KINDS)}
        return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}


def look_up(node: ScalarNode, context: Context) -> KindWord | None:
    """The kinds that a word may mean; an unknown word is reported with the nearest ones."""
    match = catalog.find_kind(node.text)
    if match is not None:
        return KindWord(node.text.strip(), node.span, match)
    roles = node.text.split(",")
    if 1 < len(roles) < _ROLES and all(catalog.find_kind(role) for role in roles):
        better = f"[{node.text.strip()}]"
        mend = Fix(f"Write `{better}`", (Edit(node.span, better),), safe=True)
        context.add("unknown-kind", node.span, "several roles are a list", f"Write `{better}`.", mend)
        return None
    near = catalog.nearest_kinds(node.text)
    help_ = (
        "`mlarch kinds` lists the kinds. What the catalogue lacks is a `service`, `store`, `job`, "
        "`person` or `external` with `consumes` and `produces`."
    )
    hint = f"; did you mean {_either(near)}?" if near else ""
    fix = spelled(node.text, near, node.span)
    context.add("unknown-kind", node.span, f"unknown kind {describe(node)}{hint}", help_, fix)
    return None


def _either(names: tuple[str, ...]) -> str:
    shown = [f"`{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
