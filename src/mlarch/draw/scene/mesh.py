"""Many to many: each of several parts says one thing to each of several others, drawn as one net.

The lines of the sources come together, run as one, and part again to the targets: `a & b & c -> x & y & z`
takes five lines and not nine. That reads without doubt only where every source reaches every target.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from mlarch.draw.scene.values import Link, Scene

__all__ = ["MESH", "complete", "meshed"]

MESH = "mesh"
"""What the `bundle` of a link of a mesh begins with."""

_Flow = TypeVar("_Flow", bound=Hashable)


def complete(flows: Iterable[tuple[str, str, _Flow]]) -> list[list[_Flow]]:
    """The meshes among flows that say one thing, each given by its source, its target and itself.

    A mesh has two sources and two targets or more, and its sources reach all of its targets and nothing else.
    """
    reached: dict[str, dict[str, _Flow]] = {}
    for source, target, flow in flows:
        reached.setdefault(source, {})[target] = flow
    alike: dict[frozenset[str], list[str]] = {}
    for source, targets in reached.items():
        alike.setdefault(frozenset(targets), []).append(source)
    return [
        [flow for source in sources for flow in reached[source].values()]
        for targets, sources in alike.items()
        if len(targets) > 1 and len(sources) > 1 and targets.isdisjoint(sources)
    ]


def meshed(scene: Scene) -> Scene:
    """The scene with one link for each source and target of a mesh.

    Those of the first source and those to the first target are left. The one that another source keeps stands
    for all its flows.
    """
    meshes: dict[tuple[str, ...], list[Link]] = {}
    for link in scene.links:
        if link.bundle[0] == MESH:
            meshes.setdefault(link.bundle, []).append(link)
    if not meshes:
        return scene
    left = {link.index: link for links in meshes.values() for link in _star(links)}
    return replace(
        scene,
        links=tuple(
            left.get(link.index, link) for link in scene.links if link.bundle[0] != MESH or link.index in left
        ),
    )


def _star(links: Sequence[Link]) -> list[Link]:
    first = links[0]
    found = []
    for link in links:
        if link.source == first.source:
            found.append(link)
        elif link.target == first.target:
            own = [one for one in links if one.source == link.source]
            description = f"{len(own)} flows: " + "; ".join(one.description for one in own)
            merged = tuple(index for one in own for index in one.merged or (one.index,))
            found.append(replace(link, description=description, merged=merged))
    return found
