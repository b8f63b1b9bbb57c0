"""`extends: base.yaml`: a spec that starts from another, put together node by node.

- The path is relative to the file that says it. Absolute paths and addresses are refused: they would mean
  something else on another machine. `../` is fine, for bases are shared, but only inside the project
  (`mlarch.project`), links followed: a spec is not to show other people's files.
- For the same reason nothing is said of what a file holds unless its first key is `mlarch`.
- Mappings merge (the base's keys first, in its order), lists append, anything else replaces, and `null`
  removes what the base has. A component goes with its flows, its places in groups and views, and the
  scenarios that walk over it.
- `flows: {remove: [a -> b], add: [...]}` takes flows of the base away; a plain list only appends.
- The short forms of a component (`lb: load balancer`) and of a group (`edge: [lb]`) merge as the mappings
  that they stand for.
- A base need not be a whole spec; only what comes out has to be one. With `partial: true` it is not asked
  to be one by itself either.
- Every node keeps its place, so a finding points at the file that its line is in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from mlarch.diagnostics import MlarchError
from mlarch.files import STDIN, read_bytes
from mlarch.language.discovery import is_spec
from mlarch.language.names import fold
from mlarch.language.problems import Problems
from mlarch.language.syntax import reader, text
from mlarch.language.syntax.bounds import MAX_EXTENDS, largest, size
from mlarch.language.syntax.nodes import MappingNode, Node, Pair, ScalarNode, SequenceNode
from mlarch.lazy import regex
from mlarch.project import locate

__all__ = ["Loaded", "Removal", "is_change", "load", "merge"]

_ADDRESS = regex(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ABSOLUTE = regex(r"[/\\~]|[A-Za-z]:[/\\]")

# Keys that speak of the file they stand in and are not handed on.
_OF_THE_FILE = frozenset({"mlarch", "extends", "partial"})

_FLOW_CHANGES = frozenset({"add", "remove"})

# What the short form of an entry stands for: `components: {lb: x}` is `components: {lb: {kind: x}}`.
_SHORT_FORMS = {"components": "kind", "groups": "members"}


class _File(NamedTuple):
    """A file of the chain: as it is shown, and what tells whether two names are one file."""

    path: str
    identity: str


class Removal(NamedTuple):
    """A component or a flow, as written at `node`, that is taken away from the specs in the files `bases`."""

    node: ScalarNode
    flow: bool
    bases: frozenset[str]


class Loaded(NamedTuple):
    """The mapping of a file as it stands there, and `whole` with everything that it extends put in.

    `removals` are what files of the chain take away from those that they extend.
    """

    own: MappingNode | None
    whole: MappingNode | None
    removals: tuple[Removal, ...] = ()


def load(source: str, path: str, problems: Problems) -> Loaded:
    """The mapping of a spec, and what it extends; without a base that cannot be read, which is reported.

    `source` is the text of the file `path`. The texts of all files go to `problems.sources`.
    """
    return _load(source, (_file(path),), problems)


def _load(source: str, chain: tuple[_File, ...], problems: Problems) -> Loaded:
    path = chain[-1].path
    problems.sources[path] = source.removeprefix("\ufeff")
    own = reader.mapping(source, path, problems)
    named = own.get("extends") if own is not None else None
    if own is None or named is None or (isinstance(named, ScalarNode) and named.null):
        return Loaded(own, own)
    base, removals = _base(named, chain, problems)
    if base is None:
        problems.left_out(path, (named.span.line,))
        return Loaded(own, own)
    bases = frozenset(problems.sources) - {file.path for file in chain}
    return Loaded(own, merge(base, own), (*removals, *_removals(own, bases)))


def _removals(own: MappingNode, bases: frozenset[str]) -> Iterator[Removal]:
    """What a spec takes away from its base: components set to null, and the flows under `remove`."""
    components, flows = own.get("components"), own.get("flows")
    for pair in components.pairs if isinstance(components, MappingNode) else ():
        if isinstance(pair.value, ScalarNode) and pair.value.null:
            yield Removal(pair.key, False, bases)
    removed = flows.get("remove") if isinstance(flows, MappingNode) and is_change(flows) else None
    for item in removed.items if isinstance(removed, SequenceNode) else (removed,):
        if isinstance(item, ScalarNode) and not item.null:
            yield Removal(item, True, bases)


def is_change(flows: Node) -> bool:
    """Whether `flows` is a mapping of changes to those of the base."""
    keys = {pair.key.text for pair in flows.pairs} if isinstance(flows, MappingNode) else set()
    return bool(keys) and keys <= _FLOW_CHANGES


def _base(
    named: Node, chain: tuple[_File, ...], problems: Problems
) -> tuple[MappingNode | None, tuple[Removal, ...]]:
    """The mapping that `extends` names, with what it takes away from its own base.

    None, and a finding there, when there is none to be had.
    """
    path = _path(named, chain[-1].path, problems)
    if path is None:
        return None, ()
    file = _file(path)
    names = [other.path for other in chain]
    if any(file.identity == other.identity for other in chain):
        circle = " → ".join([*names, path])
        problems.add(
            "extends", named.span, f"`extends` goes in a circle: {circle}", "Remove one of the links."
        )
        return None, ()
    if len(chain) >= MAX_EXTENDS:
        message = f"`extends` is more than {MAX_EXTENDS} specs deep: {' → '.join([*names[:2], '…', path])}"
        problems.add("extends", named.span, message, "Join some of them into one.")
        return None, ()
    source = _read(named, path, problems)
    found = Loaded(None, None) if source is None else _load(source, (*chain, file), problems)
    base = found.whole
    if source is not None and base is None and not any(_blames(named, problems)):
        message = f"`{path}`, which this spec extends, cannot be used; see its own mistakes"
        problems.add("extends", named.span, message, "Mend the base first.")
    version = base.get("mlarch") if base is not None else None
    if version is not None and not (isinstance(version, ScalarNode) and version.text == "1"):
        problems.add(
            "bad-version", version.span, "`mlarch` is the plain integer `1`, here too", "Write `mlarch: 1`."
        )
    return base, found.removals


def _blames(named: Node, problems: Problems) -> list[bool]:
    return [finding.name == "extends" and finding.span == named.span for finding in problems.findings]


def _path(named: Node, path: str, problems: Problems) -> str | None:
    """The path that `extends` means, as it is to be shown."""
    example = "For example `extends: base.yaml`."
    if not isinstance(named, ScalarNode):
        what = "a list" if isinstance(named, SequenceNode) else "a mapping"
        help_ = f"A spec starts from one other; that one may extend another in turn. {example}"
        problems.add("wrong-type", named.span, f"expected the path of one spec, found {what}", help_)
        return None
    name = named.text.strip()
    if "\0" in name:
        return None  # which is reported where the field is read
    reason = None
    if not name or name == STDIN:
        reason = "`extends` names a file"
    elif _ABSOLUTE.match(name):
        reason = "`extends` takes a path relative to this file: an absolute one differs between machines"
    elif _ADDRESS.match(name):
        reason = "`extends` takes a file and no address: nothing is loaded from the network"
    if reason is not None:
        problems.add("extends", named.span, reason, example)
        return None
    return os.path.normpath(os.path.join(os.path.dirname(path), name))  # noqa: PTH118, PTH120


def _read(named: Node, path: str, problems: Problems) -> str | None:
    """The text of the base. All files of a spec together are bounded as one is."""
    left = largest() - sum(map(len, problems.sources.values()))
    try:
        locate(path, of=named.span.path)
        data = read_bytes(path, largest())
    except MlarchError as error:
        problems.add("extends", named.span, error.message, error.help)
        return None
    if not is_spec(data):
        message = f"`{path}` does not begin with `mlarch: 1`, and only a spec can be extended"
        problems.add(
            "extends", named.span, message, "Its first key is `mlarch`, also when it is no whole spec."
        )
        return None
    if len(data) > left:
        message = f"with `{path}`, this spec and what it extends are larger than {size()}"
        problems.add("too-large", named.span, message)
        return None
    return text.decode(data, path, problems)


def _file(path: str) -> _File:
    """Standard input and texts without a file are like no file."""
    return _File(path, path if path == STDIN or path.startswith("<") else os.path.realpath(path))


def merge(base: MappingNode, own: MappingNode) -> MappingNode:
    """`own` put on top of `base`, as whole specs."""
    handed_on = tuple(pair for pair in base.pairs if pair.key.text not in _OF_THE_FILE)
    pairs = {pair.key.text: pair for pair in handed_on}
    for pair in own.pairs:
        name = pair.key.text
        under = pairs.get(name)
        short = _SHORT_FORMS.get(name)
        if under is not None and short is not None:
            pair = Pair(pair.key, _long_forms(pair.value, short, under.value))
            under = Pair(under.key, _long_forms(under.value, short, pair.value))
        if name == "components" and isinstance(pair.value, MappingNode):
            pair, under = _without_nulls(pair, under)
        elif name == "flows" and is_change(pair.value) and isinstance(pair.value, MappingNode):
            added = pair.value.get("add")
            pair = Pair(pair.key, added if added is not None else SequenceNode((), pair.value.span))
            if under is None or (isinstance(pair.value, ScalarNode) and pair.value.null):
                pair = Pair(pair.key, SequenceNode((), pair.value.span))
        _put(pairs, pair, under)
    return MappingNode(tuple(pairs.values()), own.span)


def _without_nulls(pair: Pair, under: Pair | None) -> tuple[Pair, Pair | None]:
    """The components of a spec and of its base, without those that are set to null."""
    own = pair.value.pairs if isinstance(pair.value, MappingNode) else ()
    gone = {fold(p.key.text) for p in own if isinstance(p.value, ScalarNode) and p.value.null}
    kept = tuple(p for p in own if not (isinstance(p.value, ScalarNode) and p.value.null))
    pair = Pair(pair.key, MappingNode(kept, pair.value.span))
    if under is not None and isinstance(under.value, MappingNode):
        left = tuple(p for p in under.value.pairs if fold(p.key.text) not in gone)
        under = Pair(under.key, MappingNode(left, under.value.span))
    return pair, under


def _put(pairs: dict[str, Pair], pair: Pair, under: Pair | None) -> None:
    """Lay one pair over those of the base; `under` is the one that it meets there."""
    if under is None:
        pairs[pair.key.text] = pair
    elif isinstance(pair.value, ScalarNode) and pair.value.null:
        del pairs[pair.key.text]
    else:
        pairs[pair.key.text] = Pair(pair.key, _merged(under.value, pair.value))


def _merged(base: Node, own: Node) -> Node:
    """Both are as deep as `MAX_DEPTH` at most."""
    if isinstance(base, MappingNode) and isinstance(own, MappingNode):
        pairs = {pair.key.text: pair for pair in base.pairs}
        for pair in own.pairs:
            _put(pairs, pair, pairs.get(pair.key.text))
        return MappingNode(tuple(pairs.values()), own.span)
    if isinstance(base, SequenceNode) and isinstance(own, SequenceNode):
        return SequenceNode((*base.items, *own.items), own.span)
    return own


def _long_forms(node: Node, key: str, other: Node) -> Node:
    """A mapping with its short entries written out where `other` has a long entry of that name."""
    if not isinstance(node, MappingNode) or not isinstance(other, MappingNode):
        return node
    long = {pair.key.text for pair in other.pairs if isinstance(pair.value, MappingNode)}
    pairs = (Pair(p.key, _long_form(p.value, key)) if p.key.text in long else p for p in node.pairs)
    return MappingNode(tuple(pairs), node.span)


def _long_form(value: Node, key: str) -> Node:
    if isinstance(value, MappingNode) or (isinstance(value, ScalarNode) and value.null):
        return value
    return MappingNode((Pair(ScalarNode(key, value.span), value),), value.span)
