"""How often `mlarch compare` matches right: variations of the case studies, where the right answer is known.

    python benchmarks/matching.py            prints the shares
    python benchmarks/matching.py docs/comparing.md   writes them into the page, between its marks

An automatic variation loses its names, technologies, groups and the order of its components and flows, so
that only roles and neighbourhoods are left to go by. The hand-made ones,
`tests/compare/variations/STUDY.NAME.yaml`, draw the system anew; each of their components says with `x-plays`
which part of the case study it plays, a list of parts, or `none`.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

import mlarch
from mlarch.compare.match import Matching, match
from mlarch.design import Design
from mlarch.model import Architecture, Component, Flow

ROOT = Path(__file__).parents[1]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))
HAND_MADE = sorted((ROOT / "tests" / "compare" / "variations").glob("*.yaml"))

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


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, and how many of them are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there is nothing to be wrong about."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right} of {self.of}"


@dataclass(frozen=True, slots=True)
class Score:
    """What was found in one hand-made variation.

    `played`: parts of the reference that some component plays, matched with one of those that play it.
    `silent`: parts that a component does besides another, though it names a kind for the other only; they are
    right when that component is named as where they may be. `lacking`: parts that nothing plays, listed as
    missing. `added`: components that play nothing, listed as additions.
    """

    played: Tally = Tally()
    silent: Tally = Tally()
    lacking: Tally = Tally()
    added: Tally = Tally()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.played + other.played,
            self.silent + other.silent,
            self.lacking + other.lacking,
            self.added + other.added,
        )


def plays(path: Path) -> dict[str, tuple[str, ...]]:
    """What each component of a hand-made variation plays in its case study."""
    components = yaml.safe_load(path.read_text())["components"]
    said = {name: component["x-plays"] for name, component in components.items()}
    lists = {name: (parts,) if isinstance(parts, str) else tuple(parts) for name, parts in said.items()}
    return {name: () if parts == ("none",) else parts for name, parts in lists.items()}


def score(path: Path) -> Score:
    """Compare a hand-made variation with its case study."""
    mine, reference = mlarch.load(path), mlarch.load(ROOT / "specs" / f"{path.name.split('.')[0]}.yaml")
    parts, matching = plays(path), match(mine.graph, reference.graph)
    total = Score()
    for name in reference.graph.components:
        players = {player for player, played in parts.items() if name in played}
        found = matching.to_mine().get(name)
        if not players:
            total += Score(lacking=Tally(found is None, 1))
        elif _silent(mine, reference, name, players, parts):
            total += Score(silent=Tally({found, matching.within.get(name)} & players != set(), 1))
        else:
            total += Score(played=Tally(_meets(matching, name, players), 1))
    additions = [name for name, played in parts.items() if not played]
    return total + Score(
        added=Tally(sum(n not in matching.to_reference() for n in additions), len(additions))
    )


def _meets(matching: Matching, name: str, players: set[str]) -> bool:
    """Whether a part is matched with one of its players: as in `right`, from either side."""
    found, back = matching.to_mine().get(name), matching.to_reference()
    return found in players or (found is None and any(back.get(player) == name for player in players))


def _silent(
    mine: Design, reference: Design, name: str, players: set[str], parts: dict[str, tuple[str, ...]]
) -> bool:
    """Whether a part is done only by components that do another as well and name none of its kinds."""
    kinds = [kind.id for kind in reference.graph.kinds(name)]
    return all(len(parts[player]) > 1 and not mine.graph.has_kind(player, *kinds) for player in players)


def automatic_table() -> str:
    """The figures of the automatic variations as a table of Markdown."""
    rows = [f"| {name} | {mean:.1%} | {least:.1%} |" for name, mean, least in figures()]
    head = [
        "| each case study, renamed and reordered, and then | matched right | least |",
        "| --- | --: | --: |",
    ]
    return "\n".join([*head, *rows])


def hand_made_table() -> str:
    """The scores of the hand-made variations as a table of Markdown, with their sum."""
    scores = {path.stem: score(path) for path in HAND_MADE}
    total = sum(scores.values(), Score())
    head = [
        "| drawn by hand | parts matched right | silent work: named | lacking: listed | additions: listed |",
        "| --- | --: | --: | --: | --: |",
    ]
    rows = [_row(name.replace(".", ", ").replace("_", " "), found) for name, found in scores.items()]
    return "\n".join([*head, *rows, _row(f"all {len(scores)}", total)])


def _row(name: str, found: Score) -> str:
    shares = (found.played, found.silent, found.lacking, found.added)
    return f"| {name} | {found.played.share:.1%} ({found.played}) | {' | '.join(map(str, shares[1:]))} |"


TABLES = {"figures": automatic_table, "hand-made": hand_made_table}
"""By their marks in the page: `<!-- NAME -->` before, `<!-- end -->` after."""


def main() -> None:
    """Print the tables, or write them into a page between their marks."""
    if len(sys.argv) < 2:
        print("\n\n".join(table() for table in TABLES.values()))
        return
    page = Path(sys.argv[1])
    text = page.read_text()
    for name, table in TABLES.items():
        text = _replaced(text, name, table())
    page.write_text(text)


def _replaced(text: str, name: str, table: str) -> str:
    pattern = rf"(<!-- {name} -->\n).*?<!-- end -->"
    return re.sub(pattern, lambda m: f"{m[1]}{table}\n<!-- end -->", text, flags=re.DOTALL)


if __name__ == "__main__":
    main()
