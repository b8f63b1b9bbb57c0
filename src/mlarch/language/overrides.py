"""Other values for single fields of a spec: `components.ranker.replicas=200`, laid over the text as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlarch.diagnostics import MlarchError
from mlarch.language.names import is_id
from mlarch.language.problems import Problems
from mlarch.language.syntax import reader
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.text import hint

__all__ = ["OVERLAY", "overlay", "split_assignment"]

OVERLAY = "--set"
"""What findings call the place of a value that was not read from a file."""

_BY_ID = ("components", "models", "groups")


def split_assignment(text: str) -> tuple[str, str]:
    """The key and the value of `KEY=VALUE`. Raises `MlarchError` for anything else."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise MlarchError(
            f"`{text}` sets nothing", "Write KEY=VALUE, e.g. `requirements.daily_active_users=1B`."
        )
    return key.strip(), value.strip()


def overlay(root: MappingNode, values: Mapping[str, str], problems: Problems) -> MappingNode:
    """`root` with other values. Keys are names joined by dots; a flow is named as it is written
    (`flows.home -> ranker.timeout`).

    Raises `MlarchError` for a component, model, group or flow that the spec does not have; a value that the
    field cannot hold is found when the result is decoded.
    """
    for key, value in values.items():
        path = _path(key)
        node = _value(value, problems)
        if node is not None:
            root = _put(root, path, node, key)
    return root


def _path(key: str) -> tuple[str, ...]:
    first, _, rest = key.partition(".")
    if first.strip() == "flows":
        flow, _, field = rest.rpartition(".")
        return ("flows", flow, field)
    return tuple(part.strip() for part in key.split("."))


def _value(text: str, problems: Problems) -> Node | None:
    """The node of a value, as YAML reads it; a mistake in it is reported."""
    source = f"value: {' '.join(text.splitlines())}\n"
    problems.sources[OVERLAY] = source
    found = reader.parse(source, OVERLAY, problems)
    return found.get("value") if isinstance(found, MappingNode) else None


def _put(root: MappingNode, path: tuple[str, ...], value: Node, key: str) -> MappingNode:
    if path[0] == "flows":
        return _put_flow(root, path[1], path[2], value, key)
    if path[0] in _BY_ID and len(path) > 1:
        known = root.get(path[0])
        names = [pair.key.text for pair in known.pairs] if isinstance(known, MappingNode) else []
        if path[1] not in names:
            raise MlarchError(f"`{key}`: there is no `{path[1]}` in `{path[0]}`", hint(path[1], names))
    short = {"components": "kind", "groups": "members"}.get(path[0], "architecture")
    return _nested(root, path, value, short)


def _nested(node: Node | None, path: tuple[str, ...], value: Node, short: str) -> MappingNode:
    """The mapping with a value at `path`; a short form becomes the mapping that it stands for."""
    if isinstance(node, MappingNode):
        pairs = node.pairs
        span = node.span
    elif isinstance(node, ScalarNode) and node.null:
        pairs, span = (), node.span
    elif node is not None:
        pairs, span = (Pair(ScalarNode(short, node.span), node),), node.span
    else:
        pairs, span = (), value.span
    name, rest = path[0], path[1:]
    old = next((pair for pair in pairs if pair.key.text == name), None)
    under = old.value if old is not None else None
    new = _nested(under, rest, value, short) if rest else value
    pair = Pair(old.key if old is not None else ScalarNode(name, value.span), new)
    kept = tuple(pair if each is old else each for each in pairs)
    return MappingNode(kept if old is not None else (*kept, pair), span)


def _put_flow(root: MappingNode, flow: str, field: str, value: Node, key: str) -> MappingNode:
    flows = root.get("flows")
    items = flows.items if isinstance(flows, SequenceNode) else ()
    wanted = " ".join(flow.split())
    found = [_link(item) for item in items]
    if wanted not in found or not is_id(field):
        raise MlarchError(
            f"`{key}`: there is no flow written `{wanted}`",
            hint(wanted, [each for each in found if each]),
        )
    at = found.index(wanted)
    changed = SequenceNode(
        tuple(_with_field(item, field, value) if index == at else item for index, item in enumerate(items)),
        flows.span if flows is not None else root.span,
    )
    return _nested(root, ("flows",), changed, "")


def _link(item: Node) -> str:
    """The arrow of a line of flows, as it is written."""
    if isinstance(item, MappingNode) and item.pairs:
        return " ".join(item.pairs[0].key.text.split())
    return " ".join(item.text.split(":")[0].split()) if isinstance(item, ScalarNode) else ""


def _with_field(item: Node, field: str, value: Node) -> Node:
    if isinstance(item, MappingNode) and item.pairs:
        pair = item.pairs[0]
        details = _nested(pair.value, (field,), value, "sends")
        return MappingNode((Pair(pair.key, details), *item.pairs[1:]), item.span)
    if isinstance(item, ScalarNode):
        link, _, payload = item.text.partition(":")
        inside: Iterable[Pair] = ()
        if payload.strip():
            inside = (Pair(ScalarNode("sends", item.span), ScalarNode(payload.strip(), item.span)),)
        details = _nested(MappingNode(tuple(inside), item.span), (field,), value, "sends")
        return MappingNode((Pair(ScalarNode(link.strip(), item.span), details),), item.span)
    return item
