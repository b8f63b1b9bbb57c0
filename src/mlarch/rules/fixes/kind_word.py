"""The mend that writes a kind in the catalogue's word: a product that stood in its place stays, as `tech`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog import find_kind
from mlarch.diagnostics import Edit, Fix
from mlarch.language.syntax.nodes import MappingNode
from mlarch.rules.fixes.plan import layout
from mlarch.rules.fixes.planned import planned

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph
    from mlarch.model import Component

__all__ = ["name_kind"]


@planned
def name_kind(design: DesignGraph, component: Component, kind: str) -> Fix | None:
    """The mend that writes `kind` for a component that states one role.

    None where more stands in that place than a kind and a product, and where another product is stated beside
    it: a remark or a product would be lost.
    """
    place = component.place("kind")
    page = layout(design, place.path)
    match = find_kind(component.written)
    if page is None or match is None or len(component.kinds) > 1:
        return None
    tech = component.tech
    if match.tech is None or tech is None:
        return Fix(f"Write `{kind}`", (Edit(place, kind),))
    if "tech" in component.places:
        return None
    node = page.get("components", component.id)
    if not isinstance(node, MappingNode):
        text = f"{{kind: {kind}, tech: {tech}}}"
        return Fix(f"Write `{text}`", (Edit(place, text),))
    beside = page.pairs(node, "kind", [("tech", tech)])
    title = f"Write `{kind}`, and `tech: {tech}`"
    return Fix(title, (Edit(place, kind), *beside)) if beside else None
