"""Matching by role and neighbourhood: variations of every case study, where the right answer is known.

The tests assert the share of right matches over all case studies.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

import mlarch
from mlarch.author.match import Matching, match
from mlarch.design import Design
from mlarch.model import Architecture, Component, Flow

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


@pytest.fixture(scope="module")
def studies() -> dict[str, Design]:
    return {path.stem: mlarch.load(path) for path in SPECS}


def renamed(architecture: Architecture, seed: int) -> tuple[Architecture, dict[str, str]]:
    """Other ids, no names, technologies or groups, components and flows in another order."""
    chance = random.Random(seed)
    order = list(architecture.components)
    chance.shuffle(order)
    ids = {name: f"part{number}" for number, name in enumerate(order)}
    components = {
        ids[name]: replace(
            architecture.components[name], id=ids[name], name=None, tech=None, description=None
        )
        for name in order
    }
    flows = [replace(f, source=ids[f.source], target=ids[f.target]) for f in architecture.flows]
    chance.shuffle(flows)
    return _changed(architecture, components, flows), ids


def _changed(architecture: Architecture, components: dict[str, Component], flows: list[Flow]) -> Architecture:
    numbered = tuple(replace(flow, index=index, line=index) for index, flow in enumerate(flows))
    return replace(
        architecture, components=components, flows=numbered, groups=(), scenarios=(), views=(), models=()
    )


def merged(architecture: Architecture, first: str, second: str) -> Architecture:
    """One component does the work of two."""
    parts = architecture.components
    both = replace(parts[first], kinds=tuple(dict.fromkeys(parts[first].kinds + parts[second].kinds)))
    components = {name: both if name == first else part for name, part in parts.items() if name != second}
    flows = [
        replace(
            f,
            source=first if f.source == second else f.source,
            target=first if f.target == second else f.target,
        )
        for f in architecture.flows
    ]
    return _changed(architecture, components, [flow for flow in flows if flow.source != flow.target])


def right(matching: Matching, ids: dict[str, str]) -> float:
    """The share of the reference's components that are matched with the component they were renamed to."""
    found = matching.to_mine()
    return sum(found.get(name) == other for name, other in ids.items()) / len(ids)


def test_a_design_matches_itself(studies):
    for design in studies.values():
        matching = match(design.graph, design.graph)
        assert all(pair.mine == pair.reference for pair in matching.pairs)
        assert len(matching.pairs) == len(design.architecture.components)


def test_renamed_and_reordered_designs_are_matched_right(studies):
    shares = {}
    for name, design in studies.items():
        for seed in (1, 2):
            other, ids = renamed(design.architecture, seed)
            shares[name, seed] = right(match(Design(other).graph, design.graph), ids)
    assert sum(shares.values()) / len(shares) >= 0.98, shares
    assert min(shares.values()) >= 0.9, shares


def test_merged_components_are_found_in_one(studies):
    """The API gateway in the load balancer, the gate in the trainer: 9 of 10 are found."""
    found = []
    for design in studies.values():
        graph = design.graph
        pairs = [
            (r.flow.source, r.flow.target)
            for r in graph.readings
            if graph.planes[r.flow.source] is graph.planes[r.flow.target]
        ]
        for first, second in pairs[:: max(1, len(pairs) // 4)][:4]:
            other = merged(design.architecture, first, second)
            matching = match(Design(other).graph, graph).to_mine()
            found.append(
                first in (matching.get(first), matching.get(second)) and matching.get(second) in (first, None)
            )
    assert sum(found) / len(found) >= 0.9


def test_a_missing_component_is_what_is_reported_missing(studies):
    """Leave out one component of each case study, rename the rest: the one left out has no partner."""
    right_answers = []
    for design in studies.values():
        architecture = design.architecture
        for left_out in list(architecture.components)[3::9]:
            components = {name: part for name, part in architecture.components.items() if name != left_out}
            flows = [flow for flow in architecture.flows if left_out not in flow.ends]
            other, _ = renamed(_changed(architecture, components, flows), 7)
            right_answers.append(left_out not in match(Design(other).graph, design.graph).to_mine())
    assert sum(right_answers) / len(right_answers) >= 0.8


HEAD = "mlarch: 1\nname: x\n"
REFERENCE = """
components:
  {app: client, lb: load balancer, api: api server, model: model server, features: online feature store,
   log: kafka, m: prometheus}
flows:
  - app -> lb -> api -> model: request
  - model -> features: features
  - app ~> log: clicks
  - api & model ~> m: metrics
"""


def test_names_do_not_mislead():
    """The model is called `log`, and the log `model`: each is matched by what it does."""
    mine = """
components:
  {app: client, lb: load balancer, api: api server, log: model server, store: online feature store,
   model: kafka}
flows:
  - app -> lb -> api -> log: request
  - log -> store: features
  - app ~> model: clicks
"""
    matching = match(mlarch.loads(HEAD + mine).graph, mlarch.loads(HEAD + REFERENCE).graph).to_mine()
    assert (matching["model"], matching["log"]) == ("log", "model")


def test_a_generic_service_is_matched_by_its_place():
    mine = REFERENCE.replace(
        "model: model server",
        "model: {kind: service, consumes: [request, features], produces: [predictions]}",
    )
    matching = match(mlarch.loads(HEAD + mine).graph, mlarch.loads(HEAD + REFERENCE).graph)
    assert matching.to_mine()["model"] == "model"
