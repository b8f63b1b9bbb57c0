"""A component as a card: its words, its line of figures, and a size that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from mlarch import catalog
from mlarch.catalog.words import tokens
from mlarch.draw.icons.icons import Icon
from mlarch.draw.scene.values import Card
from mlarch.draw.text import fonts
from mlarch.draw.text.fonts import Weight
from mlarch.draw.text.metrics import (
    FIGURE_LINE,
    FIGURE_SIZE,
    GAP,
    ICON,
    NAME_LINE,
    NAME_SIZE,
    PAD,
    TECH_LINE,
    TECH_SIZE,
)
from mlarch.graph import DesignGraph
from mlarch.model import Component, Funnel, Holds, Latency
from mlarch.quantities import Quantity

__all__ = ["figure_legend", "figures", "make_card", "spaced", "title_of"]

_STEP = 24  # widths and heights are multiples, so that the middle of a card lies on the lattice
_ACRONYMS = """
    ab als ann api asr aws bi cdc cdn ci crm ctr db dns dwh erp etl eta gcp gpu hnsw http iam kms kpi kv lb
    llm ml mq mqtt nlp nlu ocr pii pos qa qps rag rtb sdk sftp sla slo sms smtp sql sso tls tts ui url vpn
"""
_SHORT = 3  # a name of so few letters does not say what the thing is
_NARROW, _WIDE = 144, 192


def make_card(
    graph: DesignGraph, component: Component, icon: Icon, *, faded: bool = False, load: str | None = None
) -> Card:
    """Measure a component's card: as narrow as its words allow between two bounds. `load` is its computed
    load in words."""
    title = title_of(graph, component.id)
    subtitle = _subtitle(component, title)
    facts = figures(component) + ((load,) if load is not None else ())
    width = _width(title, subtitle, facts)
    beside = width - 2 * PAD - ICON - GAP
    name = fonts.wrap(title, NAME_SIZE, Weight.BOLD, beside, 4, balance=True)
    tech = fonts.wrap(subtitle, TECH_SIZE, Weight.REGULAR, beside, 2) if subtitle else ()
    lines = _joined(facts, width - 2 * PAD)
    words = len(name) * NAME_LINE + len(tech) * TECH_LINE
    height = 2 * PAD - 2 + max(ICON, words) + (len(lines) * FIGURE_LINE + 3 if lines else 0)
    return Card(
        id=component.id,
        name=name,
        tech=tech,
        figures=lines,
        icon=icon,
        plane=graph.planes[component.id],
        width=width,
        height=max(2 * _STEP, _up(height)),
        description=_description(graph, component, title),
        link=component.link,
        faded=faded,
        planned=component.planned,
        node_class=_node_class(component),
    )


def title_of(graph: DesignGraph, component_id: str) -> str:
    """The name on a card: as stated, else the id in words, with a capital, and `LB` for `lb`."""
    label = graph.architecture.label(component_id)
    if graph.architecture.components[component_id].name:
        return label
    words = [word.upper() if word.lower() in _ACRONYMS.split() else word for word in label.split()]
    words[0] = words[0][0].upper() + words[0][1:]
    return " ".join(words)


def figures(component: Component) -> tuple[str, ...]:
    """What is known in numbers: funnel, latency, copies, and what it holds."""
    return tuple(figure for figure, _ in _explained(component))


def figure_legend(
    components: Iterable[Component], loads: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, str], ...]:
    """The first figure of each sort and what such a figure means: `×9` and `copies`."""
    found: dict[str, str] = {}
    for component in components:
        for figure, meaning in _explained(component):
            found.setdefault(meaning, figure)
        if component.id in loads:
            found.setdefault("at peak, computed", loads[component.id])
    if "items in → out" in found:
        found.pop("items out", None)
    return tuple((figure, meaning) for meaning, figure in found.items())


def _explained(component: Component) -> tuple[tuple[str, str], ...]:
    """Each figure of a card with its meaning."""
    found = []
    if component.funnel:
        found.append(
            (_funnel(component.funnel), "items in → out" if component.funnel.incoming else "items out")
        )
    if component.latency:
        found.append((_latency(component.latency), "latency"))
    if component.replicas and component.replicas > 1:
        found.append((f"×{component.replicas}", "copies"))
    if component.holds:
        found.append(_holds(component.holds))
    return tuple((figure, meaning) for figure, meaning in found if figure)


def _funnel(funnel: Funnel) -> str:
    before = f"{funnel.incoming} " if funnel.incoming else ""
    return f"{before}→ {funnel.outgoing}"


def _latency(latency: Latency) -> str:
    """The figure that counts: the highest percentile that is stated."""
    stated = dict(latency.figures())
    for name in ("p99", "p999", "p95", "p90", "", "p50", "mean", "max"):
        if name in stated:
            return f"{name} {spaced(stated[name])}".strip()
    return ""


def _holds(holds: Holds) -> tuple[str, str]:
    if holds.size:
        return spaced(holds.size), "stored"
    if holds.items and holds.dimensions:
        return f"{holds.items} × {holds.dimensions} d", "items × dimensions"
    if holds.items and holds.bytes:
        return f"{holds.items} × {spaced(holds.bytes)}", "items × size"
    return (f"{holds.items} items" if holds.items else ""), "stored"


def spaced(quantity: Quantity) -> str:
    """A quantity as written, with the space before its unit that print has: `150 ms`."""
    return re.sub(r"(?<=\d)(?=[a-zA-Zµμ%])", " ", quantity.text, count=1)


def _node_class(component: Component) -> str:
    if component.icon:
        return "" if component.icon.lower().endswith((".png", ".svg")) else component.icon
    technology = catalog.find_tech(component.tech) if component.tech else None
    return (technology.icon or "") if technology else ""


def _subtitle(component: Component, title: str) -> str:
    """The technology, else the kind in short, where the name does not say it already."""
    if component.tech and not _names_product(title, component.tech):
        return component.tech
    if not component.known:
        return "" if _same(component.written, title) else component.written
    kind = catalog.KINDS[component.kind]
    if kind.any_data or _same(kind.name, title) or _same(kind.short, title):
        return ""
    if len(title) > _SHORT and any(_same(alias, title) for alias in kind.aliases):
        return ""
    return kind.short or kind.name


def _names_product(title: str, tech: str) -> bool:
    """Whether the name of a card says what runs it: `Kafka` and `Apache Kafka`, `Redis cache` and `Redis`."""
    words, wanted = tokens(title), tokens(tech)
    if any(words[place : place + len(wanted)] == wanted for place in range(len(words))):
        return True
    product = catalog.find_tech(tech)
    names = (product.name, *product.aliases) if product else ()
    return any(_same(tech, name) for name in names) and catalog.find_tech(title) == product


@lru_cache(maxsize=4096)  # while a spec is written, most of its words stay
def _same(a: str, b: str) -> bool:
    return catalog.normalize(a) == catalog.normalize(b)


def _width(title: str, subtitle: str, facts: tuple[str, ...]) -> int:
    """The narrowest width at which the name takes two lines at most and no word is broken."""
    beside = PAD + ICON + GAP + PAD
    shown = fonts.clean(title)
    words = max((fonts.width(word, NAME_SIZE, Weight.BOLD) for word in shown.split()), default=0.0)
    whole = fonts.width(shown, NAME_SIZE, Weight.BOLD)
    wanted = max(
        words, min(whole, 0.62 * whole + 12), min(fonts.width(subtitle, TECH_SIZE, Weight.REGULAR), 104)
    )
    fact = max((fonts.width(text, FIGURE_SIZE, Weight.REGULAR) for text in facts), default=0.0) + 2 * PAD
    line = fonts.width(" · ".join(facts), FIGURE_SIZE, Weight.REGULAR) + 2 * PAD
    return min(max(_NARROW, _up(wanted + beside), _up(fact), _up(min(line, 168))), _WIDE)


def _up(value: float) -> int:
    return int(-(-value // _STEP)) * _STEP


def _joined(facts: tuple[str, ...], width: float) -> tuple[str, ...]:
    """Facts joined by a middle dot, as many to a line as fit."""
    lines: list[str] = []
    for fact in facts:
        longer = f"{lines[-1]} · {fact}" if lines else fact
        if lines and fonts.width(longer, FIGURE_SIZE, Weight.REGULAR) <= width:
            lines[-1] = longer
        else:
            lines.extend(fonts.wrap(fact, FIGURE_SIZE, Weight.REGULAR, width, 2))
    return tuple(lines)


def _description(graph: DesignGraph, component: Component, title: str) -> str:
    """The tooltip: what it is, what it runs on, what the author says of it."""
    kinds = " and ".join(catalog.KINDS[kind].name.lower() for kind in component.kinds)
    parts = [f"{title}: {kinds}"]
    if component.tech:
        parts.append(component.tech)
    if component.owner:
        parts.append(f"owner: {component.owner}")
    if component.description:
        parts.append(component.description)
    return ". ".join(part.rstrip(".") for part in parts) + "."
