"""Layouts measured: crossings, bends, share of flows that run forward, faults, the cards' share of the page,
the size of the smallest words where the picture is 900 pixels wide, CPU seconds of each picture. A unit of
CPU time is measured after each, at the same speed of the machine.

python benchmarks/layouts.py                 the whole case studies, and the sum of each other set
python benchmarks/layouts.py wholes hard     some of the sets, every picture of them on a line
"""

from __future__ import annotations

import gc
import itertools
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from unit import unit

import mlarch
from mlarch.draw import Drawing, RenderOptions
from mlarch.draw.layout.layout import Layout, lay_out
from mlarch.draw.scene.values import Panel, Scene
from mlarch.draw.text.metrics import LABEL_SIZE

ROOT = Path(__file__).parents[1]
KINDS = (
    "api_server",
    "cache",
    "ranker",
    "candidate_generator",
    "data_lake",
    "event_stream",
    "model_registry",
)


def spec(names: dict[str, str], flows: list[str], groups: str = "") -> str:
    components = "\n".join(f"  {name}: {text}" for name, text in names.items())
    lines = "\n".join(f"  - {flow}" for flow in flows)
    return f"mlarch: 1\nname: Hard\ncomponents:\n{components}\nflows:\n{lines}\n{groups}"


def grouped(count: int, groups: int) -> str:
    """Mostly neighbours linked, some far ones, in groups of equal size."""
    chance = random.Random(1)
    names = {f"c{n}": f"{{kind: {KINDS[n % len(KINDS)]}, name: Component {n}}}" for n in range(count)}
    pairs = [(chance.randrange(max(0, n - 6), n), n) for n in range(1, count)]
    pairs += [tuple(sorted(chance.sample(range(count), 2))) for _ in range(count // 4)]
    flows = [f"c{a} {('->', '~>', '=>')[a % 3]} c{b}: data {b}" for a, b in dict.fromkeys(pairs)]
    size = -(-count // groups)
    inside = (", ".join(list(names)[start : start + size]) for start in range(0, count, size))
    panels = "\n".join(f"  g{n}: [{members}]" for n, members in enumerate(inside))
    return spec(names, flows, f"groups:\n{panels}\n")


def dense(count: int) -> str:
    names = {f"a{n}": "api_server" for n in range(count)} | {f"b{n}": "cache" for n in range(count)}
    return spec(names, [f"a{i} -> b{j}: way {i} {j}" for i in range(count) for j in range(count)])


def opposed(count: int) -> str:
    """Each of a group linked to each of another: as many flows as the square."""
    sides = {"left": "a", "right": "b"}
    groups = [f"  {name}: [{', '.join(f'{id_}{n}' for n in range(count))}]\n" for name, id_ in sides.items()]
    return f"{dense(count)}groups:\n{''.join(groups)}"


def ungrouped(count: int) -> str:
    """Mostly neighbours linked, a fifth of the flows far, and no group."""
    chance = random.Random(2)
    names = {f"c{n}": KINDS[n % len(KINDS)] for n in range(count)}
    pairs = [(chance.randrange(max(0, n - 8), n), n) for n in range(1, count)]
    pairs += [tuple(chance.sample(range(count), 2)) for _ in range(count // 4)]
    return spec(names, [f"c{a} -> c{b}: d{b}" for a, b in dict.fromkeys(pairs)])


def hub(count: int) -> str:
    names = {"hub": "api_server"} | {f"n{n}": "cache" for n in range(count)}
    return spec(names, [f"hub -> n{n}: payload {n}" for n in range(count)])


def chain(count: int) -> str:
    return spec(
        {f"c{n}": "api_server" for n in range(count)}, [f"c{n} -> c{n + 1}: x" for n in range(count - 1)]
    )


def nested(depth: int) -> str:
    """Groups `depth` deep, three components in each, each linked to the next and to the one three further."""
    names = {f"c{n}": "api_server" for n in range(3 * depth)}
    flows = [f"c{n} -> c{n + 1}: call {n}" for n in range(3 * depth - 1)]
    flows += [f"c{n} ~> c{n + 3}: events {n}" for n in range(3 * depth - 3)]
    lines = []
    for n in range(depth):
        members = [f"c{3 * n + i}" for i in range(3)] + ([f"g{n + 1}"] if n + 1 < depth else [])
        lines.append(f"  g{n}: [{', '.join(members)}]")
    return spec(names, flows, "groups:\n" + "\n".join(lines) + "\n")


def two_way(count: int) -> str:
    """Each calls the next and is called back, and some across."""
    names = {f"c{n}": "api_server" for n in range(count)}
    flows = [f"c{n} -> c{(n + 1) % count}: there {n}" for n in range(count)]
    flows += [f"c{(n + 1) % count} -> c{n}: back {n}" for n in range(count)]
    flows += [f"c{n} ~> c{(n + 5) % count}: events {n}" for n in range(0, count, 2)]
    return spec(names, flows)


def hard() -> Iterator[tuple[str, Drawing]]:
    texts = {
        "groups 60": grouped(60, 6),
        "groups 150": grouped(150, 12),
        "groups 300": grouped(300, 20),
        "groups 600": grouped(600, 40),
        "ungrouped 60": grouped(60, 1),
        "dense 10x10": dense(10),
        "hub 40": hub(40),
        "chain 40": chain(40),
        "nested 4": nested(4),
        "two-way 16": two_way(16),
    }
    for name, text in texts.items():
        yield name, Drawing(mlarch.loads(text).graph, RenderOptions(depth=0))


def huge() -> Iterator[tuple[str, Drawing]]:
    """What nobody would draw whole: that it ends."""
    texts = {"opposed 30x30": opposed(30), "ungrouped 400": ungrouped(400), "ungrouped 1000": ungrouped(1000)}
    for name, text in texts.items():
        yield name, Drawing(mlarch.loads(text).graph, RenderOptions(depth=0))


def folder(*patterns: str) -> Iterator[tuple[str, Drawing]]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield path.stem, Drawing(mlarch.load(path).graph, RenderOptions())


def parts() -> Iterator[tuple[str, Drawing]]:
    """The views and scenarios of the case studies."""
    for path in sorted(ROOT.glob("specs/*.yaml")):
        design = mlarch.load(path)
        for view in design.views:
            yield f"{path.stem} · {view}", design.drawing(view=view)
        for scenario in design.scenarios:
            yield f"{path.stem} · {scenario}", design.drawing(scenario=scenario)


def overviews() -> Iterator[tuple[str, Drawing]]:
    """The level above of the case studies."""
    for path in sorted(ROOT.glob("specs/*.yaml")):
        yield path.stem, mlarch.load(path).drawing(depth=1)


SETS = {
    "wholes": lambda: folder("specs/*.yaml"),
    "overviews": overviews,
    "parts": parts,
    "others": lambda: folder("tests/published/*.yaml", "tests/unseen/*.yaml", "tests/held_out/*.yaml"),
    "hard": hard,
    "huge": huge,
}
ROW = "{:<44} {:>5} {:>5} {:>6} {:>6.2f} {:>6} {:>6.2f} {:>6.3f} {:>5.1f} {:>7.3f}"
HEAD = "{:<44} {:>5} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>5} {:>7}".format(
    "", "cross", "bends", "length", "ahead", "faults", "aspect", "cards", "text", "CPU s"
)


def measured(drawing: Drawing) -> tuple[float, ...]:
    _ = drawing.scene  # building it is no part of the layout
    start = time.process_time()
    _ = drawing.layout
    spent = time.process_time() - start
    report = drawing.report
    boxes = drawing.layout.cards.values()
    filled = sum(box.width * box.height for box in boxes) / (report.width * report.height)
    return (
        report.crossings,
        report.bends,
        round(report.length),
        report.forward,
        report.faults,
        report.aspect,
        filled,
        LABEL_SIZE * 900 / report.width,
        spent,
    )


def edits(scene: Scene) -> Iterator[tuple[str, Scene, bool]]:
    """Small edits of a scene, and whether the picture is pinned to what it was."""
    links, cards, panels = scene.links, scene.cards, scene.panels
    longer = tuple(replace(one, sent=("a longer label here",), label_width=100.0) for one in links[:1])
    yield "label longer", replace(scene, links=(*longer, *links[1:])), False
    wider = replace(cards[len(cards) // 2], width=192, height=96)
    yield "name longer", replace(scene, cards=tuple(wider if c.id == wider.id else c for c in cards)), False
    yield "flows swapped", replace(scene, links=(links[1], links[0], *links[2:])), False
    turned = tuple(replace(panel, cards=panel.cards[::-1]) for panel in panels)
    yield "members swapped", replace(scene, panels=turned), False
    new = replace(cards[-1], id="new")
    more = replace(links[0], index=10_000, target="new", bundle=("one", "new"))
    first = replace(panels[0], cards=(*panels[0].cards, "new")) if panels else None
    grown = replace(
        scene, cards=(*cards, new), links=(*links, more), panels=(first, *panels[1:]) if first else ()
    )
    gone = cards[-1].id
    less = replace(
        scene,
        cards=cards[:-1],
        links=tuple(one for one in links if gone not in (one.source, one.target)),
        panels=tuple(_without(panel, gone) for panel in panels),
    )
    for pinned in (False, True):
        mark = ", pinned" if pinned else ""
        yield f"part added{mark}", grown, pinned
        yield f"part removed{mark}", less, pinned


def _without(panel: Panel, card: str) -> Panel:
    inner = tuple(_without(child, card) for child in panel.panels)
    return replace(panel, cards=tuple(name for name in panel.cards if name != card), panels=inner)


def kept(before: Layout, after: Layout) -> float:
    """The share of pairs of cards, in x and in y, whose order is not turned round."""
    names = [name for name in before.cards if name in after.cards]
    same = count = 0
    for a, b in itertools.combinations(names, 2):
        for axis in (0, 1):
            old = before.cards[a].center[axis] - before.cards[b].center[axis]
            new = after.cards[a].center[axis] - after.cards[b].center[axis]
            count += 1
            same += old * new > 0 or abs(old) < 1 or abs(new) < 1
    return same / count if count else 1.0


def stability() -> None:
    """How much of the order of cards small edits keep: the mean and the worst of all case studies."""
    found: dict[str, list[float]] = {}
    for _, drawing in folder("specs/*.yaml"):
        before, pins = drawing.layout, drawing.rows()
        for name, scene, pinned in edits(drawing.scene):
            found.setdefault(name, []).append(
                kept(before, lay_out(replace(scene, pins=pins if pinned else ())))
            )
    for name, shares in found.items():
        print(f"{name:<24} {sum(shares) / len(shares):7.1%} {min(shares):7.1%}")


def main(names: list[str]) -> None:
    if names == ["stability"]:
        stability()
        return
    gc.set_threshold(400_000, 5, 20)  # as the command line does
    for name in names or SETS:
        print(f"\n{name}\n{HEAD}")
        rows = []
        units = []
        for title, drawing in SETS[name]():
            rows.append(measured(drawing))
            units.append(unit(1))
            if names or name in ("wholes", "hard"):
                print(ROW.format(title[:44], *rows[-1]), flush=True)
        total = [sum(column) for column in zip(*rows, strict=True)]
        for place in (3, 5, 6, 7):
            total[place] /= len(rows)
        print(ROW.format(f"all {len(rows)} (mean of ahead, aspect, cards, text)", *total))
        middle = statistics.median(units)
        mean, worst = total[-1] / sum(units), max(row[-1] for row in rows) / middle
        print(f"unit {middle:.3f} s of CPU; a layout {mean:.2f} units in the mean, {worst:.2f} at most")


if __name__ == "__main__":
    main(sys.argv[1:])
