"""What stands beside the text: how a flow is read, computed rates, and figures above a component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlarch.estimate.entries import Entry
from mlarch.estimate.figures import Unit, shown
from mlarch.model import Component
from mlarch.records import dataclass
from mlarch.session.service.workspace import Warm

__all__ = ["Hint", "Lens", "hints", "lenses"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A few words at the end of a stretch of text; `tooltip` is what they mean."""

    line: int
    column: int
    text: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Lens:
    """A line above another: what is computed for it or, where it `compares`, what can be asked there."""

    line: int
    text: str
    compares: bool = False


def hints(warm: Warm, first: int, last: int) -> tuple[Hint, ...]:
    """How each flow between two lines was understood, and the requests that pass it per second at peak."""
    design, estimate = warm.design, warm.estimate
    if design is None or estimate is None:
        return ()
    found: dict[int, list[Hint]] = {}
    for resolved in design.graph.resolved_flows:
        flow = resolved.flow
        if flow.span.path != warm.path or not first <= flow.span.end_line <= last:
            continue
        moved = _first(payload.text for payload in resolved.backward)
        words = [f"returns {moved}"] if moved and flow.returns is None else []
        rate = estimate.traffic.sent.get(flow.index)
        words += [shown(rate * estimate.traffic.factor, Unit.RATE)] if rate else []
        if words:
            line = flow.span.end_line
            hint = Hint(line, len(warm.lines[line - 1]) + 1, ", ".join(words), f"{flow}: {resolved.why}")
            found.setdefault(line, []).append(hint)
    # A line with several links says what holds for the last of them, where there is room for one remark.
    return tuple(entries[-1] for entries in found.values())


def lenses(warm: Warm) -> tuple[Lens, ...]:
    """Requests, latency and load above each component that has them, the verdict above the requirements.

    Above the first line stands that the design can be compared with others.
    """
    design, estimate = warm.design, warm.estimate
    if design is None or estimate is None:
        return ()
    found = [Lens(1, "compare with …", compares=True), *_verdicts(warm)]
    for component in design.architecture.components.values():
        text = "; ".join(_load(warm, component))
        if text and component.span.path == warm.path:
            found.append(Lens(component.span.line, text))
    return tuple(sorted(found, key=lambda lens: lens.line))


def _load(warm: Warm, component: Component) -> Iterator[str]:
    estimate = warm.estimate
    assert estimate is not None  # the caller has looked
    rate = estimate.traffic.rates.get(component.id)
    if rate:
        yield f"{shown(rate * estimate.traffic.factor, Unit.RATE)} at peak"
    for entry in estimate.entries:
        if entry.at == component.id and "p99" in entry.latency:
            yield f"p99 {_judged(entry)}"
    capacity = estimate.capacities.get(component.id)
    if capacity is not None and capacity.peak is not None:
        lost = f" ({capacity.zone_lost} with a zone lost)" if capacity.zone_lost is not None else ""
        yield f"load {capacity.peak}{lost}"


def _verdicts(warm: Warm) -> Iterator[Lens]:
    node = warm.document.root.get("requirements") if warm.document.root is not None else None
    if node is None or node.span.path != warm.path or warm.estimate is None:
        return
    key = next(pair.key for pair in warm.document.root.pairs if pair.key.text == "requirements")  # type: ignore[union-attr]
    for entry in warm.estimate.entries:
        if "p99" in entry.latency:
            yield Lens(key.span.line, f"p99 at {entry.at} {_judged(entry)}")


def _judged(entry: Entry) -> str:
    """The p99 of requests at an entry, and whether it holds."""
    verdict = f": {entry.verdict.value}" if entry.verdict is not None else ""
    return f"{entry.latency['p99']}{verdict}"


def _first(words: Iterable[str]) -> str:
    """The first two of some words, in small letters: there is little room."""
    found = [word.lower() for word in words]
    return ", ".join([*found[:2], *(["…"] if len(found) > 2 else [])])
