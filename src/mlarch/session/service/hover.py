"""What is known about a place, as Markdown: a field, kind, rule, type of data, product or component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.catalog import KINDS, TECHS, TYPES, Kind, find_kind, find_tech
from mlarch.catalog.handbook import listed_types, typical_words
from mlarch.diagnostics import Span
from mlarch.estimate.figures import Origin, Unit, shown
from mlarch.graph import explain_flow
from mlarch.language.decode.tables import Field, Nested
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import ListOf, Value
from mlarch.language.syntax.nodes import ScalarNode
from mlarch.model import Component, Flow
from mlarch.records import dataclass
from mlarch.session.service.places import id_at
from mlarch.session.service.workspace import Warm

__all__ = ["Hover", "hover"]


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about what stands in a stretch of the text."""

    markdown: str
    span: Span


def hover(warm: Warm, line: int, column: int) -> Hover | None:
    """What to show at a place; None where nothing is known."""
    named = id_at(warm, line, column)
    if named is not None:
        return Hover(_about_id(warm, *named), named[1])
    payload = _payload(warm, line, column)
    if payload is not None:
        return payload
    place = warm.document.node_at(line, column)
    if place is None or not isinstance(place.node, ScalarNode):
        return None
    keys = tuple(str(key) for key in place.keys)
    text = _about_key(keys) if place.on_key else _about_value(keys, place.node.text)
    return Hover(text, place.node.span) if text else None


def _about_id(warm: Warm, name: str, span: Span) -> str:
    architecture = warm.architecture
    component = architecture.components.get(name) if architecture is not None else None
    if component is None:
        return f"**{name}**: a group"
    parts = [*_component(component), *_figures(warm, name)]
    design = warm.good
    if design is not None and name in design.graph.components:
        graph = design.graph
        parts.append(f"Plane: {graph.planes[name].value}.")
        mine = [each for each in graph.resolved_flows if name in (each.flow.source, each.flow.target)]
        lines = [explain_flow(each).partition(": ")[2] for each in mine[:12]]
        if lines:
            parts.append(
                "How its flows are understood:\n" + "\n".join(f"- `{_code(line)}`" for line in lines)
            )
    return "\n\n".join(parts)


def _component(component: Component) -> Iterator[str]:
    title = component.name or component.id
    kind = KINDS.get(component.kind)
    yield f"**{title}**" + (f": {kind.name}" if kind is not None else "")
    if component.description:
        yield component.description
    if kind is not None:
        yield kind.description


def _figures(warm: Warm, name: str) -> Iterator[str]:
    """The load of a component and its time, from the estimate."""
    estimate = warm.estimate
    capacity = estimate.capacities.get(name) if estimate is not None else None
    if estimate is None:
        return
    rate = estimate.traffic.rates.get(name)
    if rate:
        peak = shown(rate * estimate.traffic.factor, Unit.RATE)
        yield f"Requests: {shown(rate, Unit.RATE)} on average, {peak} at peak."
    if capacity is not None and capacity.peak is not None:
        lost = f", {capacity.zone_lost} with one zone lost" if capacity.zone_lost is not None else ""
        yield f"Load at peak: {capacity.peak}{lost} ({capacity.bound_by})."
    spread = estimate.spreads.get(name)
    if spread is not None and spread.median > 0 and name in estimate.graph.on_path:
        stated = bool(spread.inputs) and all(each.origin is Origin.STATED for each in spread.inputs)
        middle, late = (shown(time, Unit.TIME) for time in (spread.median, spread.p99))
        yield f"Own time: median {middle}, p99 {late}{'' if stated else ', with what is usual for its kind'}."


def _payload(warm: Warm, line: int, column: int) -> Hover | None:
    architecture = warm.document.architecture
    for flow in architecture.flows if architecture is not None else ():
        for payload in (*flow.payloads, *(flow.sends or ()), *(flow.returns or ())):
            span = payload.span
            if span.path == warm.path and span.holds(line, column):
                return Hover("\n\n".join(_type(warm, flow, payload.text, payload.type)), span)
    return None


def _type(warm: Warm, flow: Flow, text: str, type_: str | None) -> Iterator[str]:
    if type_ is None:
        yield f"**{_code(text)}**: a label. It is shown, and no rule reads it as data."
    else:
        yield f"**{_code(text)}**: {TYPES[type_].name.lower()}"
        yield TYPES[type_].description
    design = warm.design
    if design is not None:
        yield f"`{_code(explain_flow(design.graph.resolved(flow)).partition(': ')[2])}`"


def _about_key(keys: tuple[str, ...]) -> str:
    field = _field(keys)
    if field is None:
        return ""
    example = f"For example `{field.name}: {field.example}`"
    return f"**{field.name}**: {field.value.expects}\n\n{field.doc}\n\n{example}"


def _about_value(keys: tuple[str, ...], text: str) -> str:
    if keys[:1] == ("components",) and (len(keys) == 2 or "kind" in keys[2:]):
        return "\n\n".join(_kinds(text))
    if keys[:1] == ("ignore",) and "rule" in keys:
        return _rule(text)
    if keys[-1:] == ("tech",):
        tech = find_tech(text)
        return "" if tech is None else f"**{tech.name}**: a technology"
    return _about_key(tuple(key for key in keys if not key.isdigit()))


def _kinds(text: str) -> Iterator[str]:
    match = find_kind(text)
    if match is None:
        return
    if match.tech and match.tech in TECHS:
        yield f"**{TECHS[match.tech].name}**: a technology"
    yield from ("\n\n".join(_kind(KINDS[kind])) for kind in match.kinds)


def _kind(kind: Kind) -> Iterator[str]:
    yield f"**{kind.name}** (`{kind.id}`, {kind.plane.value} plane)"
    yield kind.description
    rows = [
        ("Takes", "any data" if kind.any_data else listed_types(kind.consumes)),
        ("Gives", "any data" if kind.any_data else listed_types(kind.produces)),
        ("Typical", typical_words(kind.typical)),
    ]
    yield "\n".join(_listed(rows))


def _listed(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"- {label}: {text}" for label, text in rows if text)


def _rule(word: str) -> str:
    from mlarch.rules import load
    from mlarch.rules.handbook import page

    for rule in load().rules.values():
        if word.upper() == rule.code or word.lower() == rule.name:
            return page(rule.code)
    return ""


def _field(keys: tuple[str, ...]) -> Field | None:
    """The field of the language under keys of a file, from the tables that decode it."""
    value: Value = Nested(TOP)
    field: Field | None = None
    for key in keys:
        if isinstance(value, ListOf):
            value = value.item
        if isinstance(value, Nested):
            field = value.table.by_name.get(key)
            if field is None:
                return None
            value = field.value
        elif key.isdigit():
            continue
        elif value.tables():
            field, value = None, Nested(value.tables()[0])
        else:
            return field
    return field


def _code(text: str) -> str:
    """Text that may stand inside a code span of Markdown."""
    return text.replace("`", "'").replace("\n", " ")
