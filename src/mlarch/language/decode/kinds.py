"""The words that name kinds: looked up here, settled by their neighbours in `kind_resolution`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch import catalog
from mlarch.catalog import KindMatch
from mlarch.diagnostics import Edit, Fix, Severity, Span
from mlarch.language.decode.context import Context, describe, is_null
from mlarch.language.decode.values import SCALAR, Schema, Slot, Value
from mlarch.language.syntax.ambiguous_scalars import as_text
from mlarch.language.syntax.nodes import Node, ScalarNode, SequenceNode
from mlarch.lazy import regex
from mlarch.records import dataclass

__all__ = ["KindWord", "KindWords", "look_up", "plain_box", "word_of"]

# A component with more roles than this is several components, or no list of roles at all.
_ROLES = 6

# Words of an id end at separators, and where a capital follows a small letter.
_WORD_ENDS = regex(r"[\s_.-]+|(?<=[a-z0-9])(?=[A-Z])")
_REMARK = regex(r"\s*[,;(]|\s+[-–—]\s|\s+(?:on|with|for|in|at|per|every|x\d+|\d+x|~?\d\w*)(?=\s|$)")
_LONGEST = 120
_NUMBER = regex(r"v?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word as written, where, and the kinds that it may mean; `known` unless the catalogue lacks it."""

    text: str
    span: Span
    match: KindMatch
    known: bool = True


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
            found += _roles(item, context)
        return tuple(found) or None

    def schema(self) -> Schema:
        """Any text, with the kinds as examples: aliases are too many to list, and products count."""
        word = {"type": SCALAR, "examples": list(catalog.KINDS)}
        return {"anyOf": [word, {"type": "array", "items": word, "minItems": 1}]}


def plain_box(text: str, span: Span) -> KindWord:
    """A word that names no kind: something that takes and gives anything, and of which no rule knows more.

    A product in it is kept: it picks the icon.
    """
    product = catalog.find_tech(text)
    return KindWord(text, span, KindMatch(("service",), product.id if product else None), known=False)


def word_of(name: str, span: Span) -> KindWord:
    """The kind that the words of an id name: all of them, else its last ones (`payments api server`)."""
    named = _by_last_words(name)
    return KindWord(named[0], span, named[1]) if named is not None else plain_box(name, span)


def _by_last_words(name: str) -> tuple[str, KindMatch] | None:
    words = [word for word in _WORD_ENDS.split(name) if word]
    while len(words) > 1 and _NUMBER.fullmatch(words[-1]):
        words.pop()
    return catalog.named_by_last_words(words)


def _roles(node: ScalarNode, context: Context) -> Iterator[KindWord]:
    """One word, or `ranker, cache`: two roles, where the whole is no word."""
    roles = node.text.split(",")
    if catalog.find_kind(node.text) is None and 1 < len(roles) < _ROLES:
        matches = [catalog.find_kind(role) for role in roles]
        if all(matches):
            better = f"[{', '.join(role.strip() for role in roles)}]"
            edits = () if node.quoted else (Edit(node.span, better),)
            message = f"{describe(node)} is read as {len(roles)} roles"
            context.understood("roles", node.span, message, f"Several roles are a list: `{better}`.", edits)
            for role, match in zip(roles, matches, strict=True):
                if match is not None:
                    yield KindWord(role.strip(), node.span, match)
            return
    word = look_up(node, context)
    if word is not None:
        yield word


def _without_remark(text: str) -> str:
    """A kind without what is said about it: `faiss, 80M songs`, `triton x4 on g5.xlarge`."""
    return _REMARK.split(text, maxsplit=1)[0] if len(text) <= _LONGEST else text


def look_up(node: ScalarNode, context: Context, severity: Severity = Severity.WARNING) -> KindWord | None:
    """The kinds that a word may mean. An unknown word is a plain box, with a finding."""
    match = catalog.find_kind(node.text) or catalog.find_kind(_without_remark(node.text))
    if match is not None:
        return KindWord(node.text.strip(), node.span, match)
    text = as_text(node, context.problems).strip()
    if not text:
        context.wrong(node, KindWords().expects)
        return None
    slip = catalog.misspelt_kind(text)
    named = _by_last_words(text) if slip is None and len(text) <= _LONGEST else None
    if named is not None:
        message = f"{describe(node)} is read as `{named[0]}`"
        help_ = (
            "The last words say what it is; the picture shows all of them. `mlarch kinds` lists the kinds."
        )
        context.understood("kinds", node.span, message, help_, ())
        return KindWord(text if len(named[1].kinds) == 1 else named[0], node.span, named[1])
    near = catalog.nearest_kinds(node.text)
    help_ = (
        "It is drawn as a plain box, and no rule judges it. What the catalogue lacks is a `service`, "
        "`store`, `job`, `person` or `external`; `mlarch kinds` lists the rest."
    )
    if slip is not None:
        slip = slip.lower() if text.islower() else slip
        near = (slip,)
    hint = f"; did you mean {_either(near)}?" if near else ""
    fix = Fix(f"Write `{slip}`", (Edit(node.span, slip),), safe=True) if slip else None
    message = f"unknown kind {describe(node)}{hint}"
    context.add("unknown-kind", node.span, message, help_, fix, severity)
    return plain_box(text, node.span)


def _either(names: tuple[str, ...]) -> str:
    shown = [f"`{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
