"""What may be written at a place: keys, ids, kinds, types of data, products, rules, words and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.catalog import KINDS, TECHS, TYPES
from mlarch.diagnostics import Span
from mlarch.language.decode.amounts import Amount
from mlarch.language.decode.components import Components
from mlarch.language.decode.flows import Flows
from mlarch.language.decode.groups import Groups, MemberRef
from mlarch.language.decode.ignores import FlowRef, RuleRef
from mlarch.language.decode.kinds import KindWords
from mlarch.language.decode.latencies import LATENCY, LatencyOf
from mlarch.language.decode.payloads import Payloads
from mlarch.language.decode.shapes import ComponentRef, TypeRef
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import Bool, Choice, ListOf, Value
from mlarch.language.decode.views import GroupRef, KindRef, Scenarios
from mlarch.lazy import regex
from mlarch.records import dataclass
from mlarch.session.service.cursor import ITEM, Cursor, situate
from mlarch.session.service.workspace import Warm

__all__ = ["Proposal", "complete"]

_ARROW = regex(r"<?[-~=.]+>|&|[→⇒⇄]")
_UNITS = {
    "time": ("us", "ms", "s", "min", "h", "d"),
    "size": ("B", "KB", "MB", "GB", "TB"),
    "rate": ("/s", "/min", "/h", "/day"),
    "throughput": ("/s", " keys/s", " items/s", " tokens/s"),
    "cost": (" USD/h", " USD/month"),
    "share": ("%",),
    "count": ("k", "M", "B"),
}
_NUMBER = regex(r"\d[\d._]*$")
_REFERENCES = (ComponentRef, MemberRef, FlowRef, Scenarios)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that may be written: `text` replaces the stretch `span`.

    `label` is what a list shows, with `detail` beside it and `about` (Markdown) when it is looked at. `words`
    are what a person may have typed to find it. `sort` orders proposals.
    """

    label: str
    text: str
    span: Span
    category: str
    detail: str = ""
    about: str = ""
    words: str = ""
    sort: str = ""


def complete(warm: Warm, line: int, column: int) -> tuple[Proposal, ...]:
    """The proposals at a place, the likeliest first. An editor filters them by what is typed on."""
    cursor = situate(warm.lines, line, column)
    typed = _word(cursor)
    span = Span(warm.path, line, column - len(typed), line, column)
    found = {proposal.label: proposal for proposal in reversed(list(_proposals(warm, cursor, span)))}
    return tuple(sorted(found.values(), key=lambda proposal: (proposal.sort, proposal.label.lower())))


def _word(cursor: Cursor) -> str:
    """What a proposal replaces: all that is typed, but only the last id of a flow or payload of a list."""
    typed = cursor.typed
    if cursor.keys[:1] == ("flows",) and (cursor.key is None or len(cursor.keys) == 2):
        typed = _ARROW.split(typed)[-1] if cursor.key is None else typed.rpartition(",")[2]
    return typed.lstrip().lstrip("\"'")


def _proposals(warm: Warm, cursor: Cursor, span: Span) -> Iterator[Proposal]:
    if cursor.keys == ("flows", ITEM):  # a flow or, behind its colon, what it carries
        yield from _ids(warm, span) if cursor.key is None else _types(span)
        return
    value: Value = Nested(TOP)
    for key in cursor.place:
        below = _below(value, key)
        if below is None:
            return
        value = below
    table = _table(value)
    if cursor.key is None and table is not None:
        yield from _keys(warm, cursor, table, span)
    elif isinstance(value, Nested) and value.table.short and cursor.key is not None:
        short = value.table.by_name[value.table.short]
        yield from _values(warm, short, short.value, span)
    else:
        name = next((key for key in reversed(cursor.place) if key != ITEM), "")
        yield from _values(warm, Field(name, value, "", ""), value, span)


def _table(value: Value) -> Table | None:
    if isinstance(value, LatencyOf):
        return LATENCY
    return value.table if isinstance(value, Nested) else None


def _below(value: Value, key: str) -> Value | None:
    """The value under a key of a mapping, or that of an item of a list."""
    if isinstance(value, ListOf):
        return value.item if key == ITEM else _below(value.item, key)
    if isinstance(value, LatencyOf):
        value = Nested(LATENCY)
    if isinstance(value, Nested):
        field = value.table.by_name.get(value.table.short if key == ITEM else key)
        return None if field is None else field.value
    if isinstance(value, Scenarios | KindWords | Payloads | MemberRef | ComponentRef | RuleRef):
        return value
    tables = value.tables()
    if not tables or (isinstance(value, Flows) and key == ITEM):
        return value if tables else None
    return Nested(tables[0])


def _keys(warm: Warm, cursor: Cursor, table: Table, span: Span) -> Iterator[Proposal]:
    node = (
        warm.document.node(*[key for key in cursor.keys if key != ITEM]) if ITEM not in cursor.keys else None
    )
    present = {pair.key.text for pair in getattr(node, "pairs", ())}
    for number, field in enumerate(table.fields):
        if field.name not in present:
            about = f"{field.doc}\n\nFor example `{field.name}: {field.example}`"
            order = f"{0 if field.required else 1}{number:03}"
            yield Proposal(field.name, f"{field.name}: ", span, "key", field.value.expects, about, "", order)


def _values(warm: Warm, field: Field, value: Value, span: Span) -> Iterator[Proposal]:
    if isinstance(value, ListOf):
        yield from _values(warm, field, value.item, span)
    elif isinstance(value, KindWords | KindRef | Components):
        yield from _kinds(span, products=not isinstance(value, KindRef))
    elif isinstance(value, _REFERENCES):
        yield from _ids(warm, span)
    elif isinstance(value, GroupRef | Groups):
        yield from _ids(warm, span, groups=True)
    elif isinstance(value, TypeRef | Payloads | Flows):
        yield from _types(span)
    elif isinstance(value, RuleRef):
        yield from _rules(span)
    elif isinstance(value, Choice):
        for number, word in enumerate(value.words):
            yield Proposal(word, word, span, "value", sort=f"{number:03}")
    elif isinstance(value, Bool):
        yield from (Proposal(word, word, span, "value") for word in ("true", "false"))
    elif isinstance(value, Amount):
        yield from _amounts(warm, field, value, span)
    elif field.name == "tech":
        yield from _products(span)


def _amounts(warm: Warm, field: Field, value: Amount, span: Span) -> Iterator[Proposal]:
    """The number that is typed with each unit, or the example where nothing is typed."""
    typed = warm.lines[span.line - 1][span.column - 1 : span.end_column - 1]
    number = _NUMBER.fullmatch(typed)
    for order, unit in enumerate(_UNITS.get(value.dimension.value, ()) if number else ()):
        yield Proposal(
            f"{typed}{unit}", f"{typed}{unit}", span, "unit", value.dimension.value, sort=f"{order}"
        )
    if not number and field.example:
        yield Proposal(field.example, field.example, span, "unit", value.dimension.value)


def _ids(warm: Warm, span: Span, *, groups: bool = False) -> Iterator[Proposal]:
    """The components of the spec, then its groups; with `groups` the groups alone."""
    architecture = warm.architecture
    if architecture is None:
        return
    for component in () if groups else architecture.components.values():
        if component.span.path == span.path and component.span.holds(span.end_line, span.end_column):
            continue  # what is being typed is no component yet
        detail = KINDS[component.kind].name if component.kind in KINDS else component.kind
        yield Proposal(
            component.id, component.id, span, "component", detail, words=component.name or "", sort="0"
        )
    for group in architecture.groups:
        yield Proposal(group.id, group.id, span, "group", "group", sort="1")


def _kinds(span: Span, *, products: bool) -> Iterator[Proposal]:
    for kind in KINDS.values():
        words = " ".join((kind.id, kind.name, *kind.aliases))
        written = kind.id.replace("_", " ")
        yield Proposal(written, written, span, "kind", kind.family, kind.description, words, "0")
    if products:
        yield from _products(span)


def _products(span: Span) -> Iterator[Proposal]:
    for tech in TECHS.values():
        words = " ".join((tech.id, tech.name, *tech.aliases))
        yield Proposal(tech.id, tech.id, span, "product", tech.name, words=words, sort="1")


def _types(span: Span) -> Iterator[Proposal]:
    for data in TYPES.values():
        written = data.id.replace("_", " ")
        words = " ".join((data.id, data.name, *data.aliases))
        yield Proposal(written, written, span, "type", "data", data.description, words)


def _rules(span: Span) -> Iterable[Proposal]:
    from mlarch.rules import load

    for rule in load().rules.values():
        yield Proposal(rule.code, rule.code, span, "rule", rule.name, words=f"{rule.code} {rule.name}")
