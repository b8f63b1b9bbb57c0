"""A spec written for other tools: the same components, groups and flows, as one would write them there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from mlarch.design import Design
from mlarch.draw.diagram import Role
from mlarch.draw.scene.values import Card, Link, Panel, Scene

__all__ = ["for_d2", "for_diagrams", "for_mermaid", "lines_of", "lines_of_spec"]

_STYLES = {Role.CALL: "solid", Role.STREAM: "dashed", Role.BATCH: "dotted", Role.DEPLOYMENT: "bold"}
Fan = tuple[tuple[str, ...], tuple[str, ...], Role, str]


def _fans(design: Design, scene: Scene) -> Iterator[Fan]:
    """Flows that one arrow of the spec stands for, together: what several tools can write in one line too."""
    flows = {flow.index: flow for flow in design.architecture.flows}
    key = lambda link: (flows[link.index].line, flows[link.index].position)  # noqa: E731
    for _, group in groupby(scene.links, key=key):
        links = list(group)
        sources = tuple(dict.fromkeys(link.source for link in links))
        targets = tuple(dict.fromkeys(link.target for link in links))
        if len(sources) * len(targets) == len(links):
            yield sources, targets, links[0].role, _words(links[0])
        else:
            for link in links:
                yield (link.source,), (link.target,), link.role, _words(link)


def _words(link: Link) -> str:
    return " ".join(link.sent + link.returned)


def _label(card: Card, between: str) -> str:
    return between.join(filter(None, (" ".join(card.name), " ".join(card.tech))))


def for_diagrams(design: Design) -> str:
    """A program for the `diagrams` library: an icon of the technology where it has one."""
    scene = design.drawing(depth=0).scene
    cards = {card.id: card for card in scene.cards}
    classes = {card.id: card.node_class or _plain_class(card, scene) for card in scene.cards}
    imports: dict[str, set[str]] = {}
    for path in classes.values():
        module, _, name = path.rpartition(".")
        imports.setdefault(module, set()).add(name)
    lines = ["from diagrams import Cluster, Diagram, Edge"]
    lines += [
        f"from diagrams.{module} import {', '.join(sorted(imports[module]))}" for module in sorted(imports)
    ]
    lines += [
        "",
        f'with Diagram({json.dumps(design.name)}, filename="diagrams", direction="LR", show=False):',
    ]

    def node(name: str, depth: int) -> str:
        kind = classes[name].rpartition(".")[2]
        return f"{'    ' * depth}{name} = {kind}({json.dumps(_label(cards[name], chr(10)))})"

    def cluster(panel: Panel, depth: int) -> Iterator[str]:
        yield f"{'    ' * depth}with Cluster({json.dumps(panel.name)}):"
        yield from (node(name, depth + 1) for name in panel.cards)
        for inner in panel.panels:
            yield from cluster(inner, depth + 1)

    lines += [node(card.id, 1) for card in scene.free_cards]
    for panel in scene.panels:
        lines += cluster(panel, 1)
    for sources, targets, style, words in _fans(design, scene):
        parts = [f"label={json.dumps(words, ensure_ascii=False)}"] if words else []
        parts += [f'style="{_STYLES.get(style, "dashed")}"'] if style is not Role.CALL else []
        edge = f" >> Edge({', '.join(parts)})" if parts else ""
        ends = targets[0] if len(targets) == 1 else f"[{', '.join(targets)}]"
        lines += [f"    {source}{edge} >> {ends}" for source in sources]
    return "\n".join(lines) + "\n"


def _plain_class(card: Card, scene: Scene) -> str:
    return "onprem.client.Users" if card.id in scene.first else "onprem.compute.Server"


def for_mermaid(design: Design) -> str:
    """A Mermaid flowchart."""
    scene = design.drawing(depth=0).scene
    cards = {card.id: card for card in scene.cards}
    arrows = {Role.CALL: "-->", Role.STREAM: "-.->", Role.BATCH: "-.->", Role.DEPLOYMENT: "==>"}

    def node(name: str, depth: int) -> str:
        return f'{"  " * depth}{name}["{_label(cards[name], "<br>")}"]'

    def subgraph(panel: Panel, depth: int) -> Iterator[str]:
        yield f'{"  " * depth}subgraph {panel.id}_group["{panel.name}"]'
        yield from (node(name, depth + 1) for name in panel.cards)
        for inner in panel.panels:
            yield from subgraph(inner, depth + 1)
        yield f"{'  ' * depth}end"

    lines = ["flowchart TB", *(node(card.id, 1) for card in scene.free_cards)]
    for panel in scene.panels:
        lines += subgraph(panel, 1)
    for sources, targets, style, words in _fans(design, scene):
        says = f'|"{words}"|' if words else ""
        lines.append(f"  {' & '.join(sources)} {arrows.get(style, '-.->')}{says} {' & '.join(targets)}")
    return "\n".join(lines) + "\n"


def for_d2(design: Design) -> str:
    """A D2 program. Components are named by their way through the containers, as D2 asks for."""
    scene = design.drawing(depth=0).scene
    cards = {card.id: card for card in scene.cards}
    paths: dict[str, str] = {card.id: card.id for card in scene.free_cards}

    def node(name: str, depth: int) -> str:
        return f"{'  ' * depth}{name}: {json.dumps(_label(cards[name], chr(10)), ensure_ascii=False)}"

    def container(panel: Panel, depth: int, way: str) -> Iterator[str]:
        yield f"{'  ' * depth}{panel.id}: {panel.name} {{"
        for name in panel.cards:
            paths[name] = f"{way}{panel.id}.{name}"
            yield node(name, depth + 1)
        for inner in panel.panels:
            yield from container(inner, depth + 1, f"{way}{panel.id}.")
        yield f"{'  ' * depth}}}"

    lines = ["direction: down", "classes: {"]
    lines += [
        "  stream.style.stroke-dash: 5",
        "  batch.style.stroke-dash: 2",
        "  deployment.style.stroke-width: 4",
    ]
    lines += ["  failure.style.stroke-dash: 8", "}", *(node(card.id, 0) for card in scene.free_cards)]
    for panel in scene.panels:
        lines += container(panel, 0, "")
    for sources, targets, style, words in _fans(design, scene):
        says = f": {words}" if words else ""
        name = "failure" if style is Role.FALLBACK else style.value
        look = "" if style is Role.CALL else (f" {{class: {name}}}" if words else f": {{class: {name}}}")
        lines += [f"{paths[s]} -> {paths[t]}{says}{look}" for s in sources for t in targets]
    return "\n".join(lines) + "\n"


def lines_of(text: str) -> int:
    """Lines that say something."""
    return sum(bool(line.strip()) for line in text.splitlines())


def lines_of_spec(path: Path) -> Mapping[str, int]:
    """Lines of a spec that say something: `picture` those that the picture needs, `all` with the brief."""
    section, counts = "", {"picture": 0, "all": 0}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if found := re.match(r"([\w-]+):", line):
            section = found[1]
        counts["all"] += 1
        counts["picture"] += section in {"mlarch", "name", "components", "flows", "groups"}
    return counts
