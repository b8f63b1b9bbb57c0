"""How often `mlarch compare` matches right: variations of every case study, where the right answer is known.

    python benchmarks/matching.py            prints the shares
    python benchmarks/matching.py docs/comparing.md   writes them into the page, between its marks

Each variation loses its names, technologies, groups and the order of its components and flows, so that only
roles and neighbourhoods are left to go by.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import mlarch
from mlarch.author.match import match
from mlarch.design import Design
from mlarch.model import Architecture, Component, Flow

SPECS = sorted((Path(__file__).parents[1] / "specs").glob("*.yaml"))

Answers = dict[str, str | None]
"""For each component of a case study the one of the variation that plays its part; None for nobody."""

Variation = tuple[Architecture, Answers]


def _changed(base: Architecture, components: Mapping[str, Component], flows: list[Flow]) -> Architecture:
    numbered = tuple(replace(flow, index=index, line=index) for index, flow in enumerate(flows))
    plain = {"groups": (), "scenarios": (), "views": (), "models": ()}
    return replace(base, components=dict(components), flows=numbered, **plain)


def renamed(base: Architecture, seed: int) -> Variation:
    """Other ids and another order; nothing is left of names and technologies."""
    chance = random.Random(seed)
    order = list(base.components)
    chance.shuffle(order)
    ids = {name: f"part{number}" for number, name in enumerate(order)}
    bare = {"name": None, "tech": None, "description": None}
    components = {ids[name]: replace(base.components[name], id=ids[name], **bare) for name in order}
    flows = [replace(flow, source=ids[flow.source], target=ids[flow.target]) for flow in base.flows]
    chance.shuffle(flows)
    return _changed(base, components, flows), dict(ids)


def merged(base: Architecture, seed: int) -> Variation:
    """Then two neighbours are one component that has the kinds of both."""
    chance = random.Random(seed)
    flow = chance.choice([f for f in base.flows if f.source != f.target])
    first, second = flow.ends
    kinds = tuple(dict.fromkeys(base.components[first].kinds + base.components[second].kinds))
    components = {name: part for name, part in base.components.items() if name != second}
    components[first] = replace(components[first], kinds=kinds)
    moved = [_redirected(f, second, first) for f in base.flows]
    other, ids = renamed(_changed(base, components, [f for f in moved if f.source != f.target]), seed)
    return other, {**ids, second: ids[first]}


def split(base: Architecture, seed: int) -> Variation:
    """Then one component is two of its kind, which share its neighbours. Either of them is right."""
    chance = random.Random(seed)
    name = chance.choice([name for name in base.components if len(base.components[name].kinds) == 1])
    components = {**base.components, "twin": replace(base.components[name], id="twin")}
    flows = list(base.flows)
    flows += [_redirected(flow, name, "twin") for flow in base.flows if name in flow.ends]
    other, ids = renamed(_changed(base, components, flows), seed)
    ids.pop("twin")
    return other, ids


def reduced(base: Architecture, seed: int) -> Variation:
    """Then one component in six is gone, with its flows: nobody plays its part."""
    chance = random.Random(seed)
    gone = set(chance.sample(list(base.components), max(1, len(base.components) // 6)))
    components = {name: part for name, part in base.components.items() if name not in gone}
    flows = [flow for flow in base.flows if not gone & set(flow.ends)]
    other, ids = renamed(_changed(base, components, flows), seed)
    return other, {name: ids.get(name) for name in base.components}


def _redirected(flow: Flow, old: str, new: str) -> Flow:
    source, target = (new if end == old else end for end in flow.ends)
    return replace(flow, source=source, target=target)


VARIATIONS: dict[str, Callable[[Architecture, int], Variation]] = {
    "nothing else": renamed,
    "two neighbours merged": merged,
    "one component split": split,
    "one component in six left out": reduced,
}


def right(reference: Design, other: Architecture, answers: Answers) -> float:
    """The share of the reference's components that are matched right."""
    matching = match(Design(other).graph, reference.graph)
    found, back = matching.to_mine(), matching.to_reference()
    good = 0
    for name, answer in answers.items():
        mine = found.get(name)
        good += mine == answer or (mine is not None and answer is not None and back.get(answer) == name)
    return good / len(answers)


def figures(seeds: int = 4) -> Iterator[tuple[str, float, float]]:
    """For each kind of variation: its name, the mean share of right matches, and the least."""
    studies = [mlarch.load(path) for path in SPECS]
    for name, variation in VARIATIONS.items():
        shares = [right(d, *variation(d.architecture, seed)) for d in studies for seed in range(seeds)]
        yield name, sum(shares) / len(shares), min(shares)


def table() -> str:
    """The figures as a table of Markdown."""
    rows = [f"| {name} | {mean:.1%} | {least:.1%} |" for name, mean, least in figures()]
    head = [
        "| each case study, renamed and reordered, and then | matched right | least |",
        "| --- | --: | --: |",
    ]
    return "\n".join([*head, *rows])


def main() -> None:
    """Print the figures, or write them into a page between `<!-- figures -->` and `<!-- end -->`."""
    text = table()
    if len(sys.argv) < 2:
        print(text)
        return
    page = Path(sys.argv[1])
    marked = re.sub(
        r"(<!-- figures -->\n).*(\n<!-- end -->)",
        lambda m: f"{m[1]}{text}{m[2]}",
        page.read_text(),
        flags=re.DOTALL,
    )
    page.write_text(marked)


if __name__ == "__main__":
    main()
