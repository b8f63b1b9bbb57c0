"""FUN: stages in number and in order, sources, prices and fresh indexes."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding
from mlarch.model import Stage
from mlarch.rules import review

FRONT = "  app: client\n  lb: load balancer\n  home: feed service\n"
IN = "  - app -> lb -> home: {sends: request, returns: ranked list}\n"


def found(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), stage=stage, select=["FUN"])
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return list(result.findings)


def codes(components: str, flows: str, head: str = "", stage: Stage = Stage.DESIGN) -> list[str]:
    return [finding.rule for finding in found(components, flows, head, stage)]


def funnel(a: str, b: str, mix: str, rank: str) -> tuple[str, str]:
    components = FRONT + (
        f"  near: {{kind: candidate generator, {a}}}\n  new: {{kind: candidate generator, {b}}}\n"
        f"  mix: {{kind: candidate merger, {mix}}}\n  rank: {{kind: ranker, {rank}}}\n"
    )
    flows = IN + (
        "  - home -> near & new: {returns: candidates}\n  - home -> mix: candidates\n"
        "  - home -> rank: {sends: candidates, returns: scores}\n"
    )
    return components, flows


@pytest.mark.parametrize(
    ("parts", "blamed"),
    [
        (("funnel: -> 500", "funnel: -> 200", "funnel: 700 -> 300", "funnel: 300 -> 300"), []),
        (("funnel: -> 500", "funnel: -> 200", "funnel: 600 -> 300", "funnel: 200 -> 20"), []),
        (("funnel: -> 500", "funnel: -> 200", "funnel: 800 -> 300", "funnel: 300 -> 20"), ["mix"]),
        (("funnel: -> 500", "name: x", "funnel: 800 -> 300", "funnel: 300 -> 20"), []),
        (("funnel: -> 500", "funnel: -> 200", "funnel: 700 -> 900", "funnel: 900 -> 20"), ["mix"]),
        (("funnel: -> 500", "funnel: -> 200", "funnel: 700 -> 300", "funnel: 500 -> 20"), ["rank"]),
        (("funnel: -> 500", "funnel: -> 200", "name: x", "funnel: 800 -> 20"), ["rank"]),
        (("funnel: 1 -> 500", "funnel: -> 200", "name: x", "funnel: -> 20"), []),
    ],
)
def test_the_numbers_of_a_funnel(parts: tuple[str, str, str, str], blamed: list[str]) -> None:
    result = found(*funnel(*parts))
    assert {f.rule for f in result} <= {"FUN001"}
    assert [f.components[0] for f in result] == blamed


@pytest.mark.parametrize(
    ("parts", "blamed"),
    [
        (("funnel: -> 500", "funnel: -> 500", "funnel: 1000 -> 900", "funnel: 200 -> 20"), ["rank"]),
        (("funnel: -> 500", "funnel: -> 500", "funnel: 300 -> 300", "funnel: 300 -> 20"), ["mix"]),
        (("funnel: -> 500", "funnel: -> 500", "name: x", "funnel: 200 -> 20"), []),
        (("funnel: -> 500", "name: x", "funnel: 100 -> 100", "funnel: 100 -> 20"), []),
        (("funnel: -> 500", "funnel: -> 500", "funnel: 1000 -> 600", "funnel: 400 -> 20"), []),
    ],
    ids=["after the merger", "before it", "a merger without numbers", "a source without", "less than half"],
)
def test_items_that_nobody_drops(parts: tuple[str, str, str, str], blamed: list[str]) -> None:
    result = found(*funnel(*parts))
    assert {f.rule for f in result} <= {"FUN011"}
    assert [f.components[0] for f in result] == blamed


def test_variety_in_the_goals_arranges_nothing() -> None:
    head = "requirements: {goal: a diverse home page, personalized: true}"
    components = FRONT + "  near: candidate generator\n  rank: ranker\n"
    flows = IN + "  - home -> near: candidates\n  - home -> rank: {sends: candidates, returns: ranked list}"
    assert codes(components, flows, head, Stage.PRODUCTION) == ["FUN010"]
    said = components.replace(
        "rank: ranker", "rank: {kind: ranker, description: spreads topics for diversity}"
    )
    assert codes(said, flows, head, Stage.PRODUCTION) == []


@pytest.mark.parametrize(
    ("components", "flows", "expected"),
    [
        pytest.param("  one: candidate generator\n", "  - home -> one: candidates", [], id="one source"),
        pytest.param(
            "  one: candidate generator\n  two: candidate generator\n  mix: candidate merger\n",
            "  - home -> one & two: {returns: candidates}\n  - home -> mix: candidates",
            [],
            id="rank fusion orders them",
        ),
        pytest.param(
            "  one: candidate generator\n  two: candidate generator\n  api: api server\n  rank: ranker\n",
            "  - home -> one: candidates\n  - home -> rank: {sends: candidates, returns: scores}\n"
            "  - lb -> api -> two: candidates",
            [],
            id="a source of another service",
        ),
        pytest.param(
            "  one: candidate generator\n  rank: ranker\n",
            "  - home -> one: found\n  - one -> rank: items",
            [],
            id="it is not known what moves",
        ),
        pytest.param(
            "  one: {kind: candidate generator, planned: true}\n  two: candidate generator\n",
            "  - home -> one & two: {returns: candidates}",
            [],
            id="planned",
        ),
    ],
)
def test_candidates_and_rankers(components: str, flows: str, expected: list[str]) -> None:
    assert codes(FRONT + components, IN + flows) == expected


TWO = FRONT + "  one: candidate generator\n  two: candidate generator\n"
ASK = IN + "  - home -> one & two: {returns: candidates}\n"
RANK = "  - home -> rank: {sends: candidates, returns: scores}"


@pytest.mark.parametrize(
    ("ranker", "expected"),
    [
        ("  rank: ranker", ["FUN003"]),
        ('  rank: {kind: ranker, description: "drops duplicates first"}', []),
        ("  rank: {kind: ranker, name: Blend & rank}", []),
        ("  rank: [candidate merger, ranker]", []),
    ],
)
def test_several_sources_are_joined_at_production(ranker: str, expected: list[str]) -> None:
    assert codes(TWO + ranker, ASK + RANK) == []
    assert codes(TWO + ranker, ASK + RANK, stage=Stage.PRODUCTION) == expected


@pytest.mark.parametrize(
    ("filter_", "after", "expected"),
    [
        ("content filter", "", ["FUN004"]),
        ("{kind: content filter, funnel: 60 -> 20}", "", []),
        ("[content filter, re-ranker]", "", []),
        ("content filter", "  - home -> popular: ranked list", []),
    ],
)
def test_a_filter_at_the_end(filter_: str, after: str, expected: list[str]) -> None:
    components = FRONT + f"  one: candidate generator\n  rank: ranker\n  f: {filter_}\n  popular: fallback\n"
    flows = IN + "  - home -> one: candidates\n" + RANK + "\n  - home -> f: ranked list\n" + after
    assert codes(components, flows, stage=Stage.PRODUCTION) == expected


@pytest.mark.parametrize(
    ("components", "before", "expected"),
    [
        ("  one: candidate generator\n", "  - home -> one: candidates", []),
        (
            "  one: candidate generator\n  db: relational database\n",
            "  - home -> one -> db: candidates",
            ["FUN005"],
        ),
        ("  one: candidate generator\n  ann: vector index\n", "  - home -> one -> ann: candidates", []),
        (
            "  one: candidate generator\n  db: relational database\n  m: model server\n",
            "  - home -> one -> db: candidates\n  - home -> m: scores",
            [],
        ),
        ("  recs: prediction store\n", "  - home -> recs: predictions", []),
    ],
)
def test_what_is_re_ordered_has_scores(components: str, before: str, expected: list[str]) -> None:
    flows = IN + before + "\n  - home -> order: {sends: candidates, returns: ranked list}"
    assert codes(FRONT + components + "  order: re-ranker\n", flows) == expected


@pytest.mark.parametrize(
    ("head", "components", "flows", "expected"),
    [
        ("requirements: {items: 10M}", "  rank: ranker", "  - home -> rank: scores", ["FUN006"]),
        ("requirements: {items: 500}", "  rank: ranker", "  - home -> rank: scores", []),
        ("", "  rank: ranker", "  - home -> rank: scores", []),
        ("", "  rank: {kind: ranker, funnel: 10M -> 20}", "  - home -> rank: scores", ["FUN006"]),
        (
            "requirements: {items: 10M}",
            "  rank: {kind: ranker, funnel: 300 -> 20}",
            "  - home -> rank: scores",
            [],
        ),
        ("", "  rank: ranker", "  - home -> rank: {sends: candidates, returns: scores}", ["FUN006"]),
        (
            "",
            "  rank: ranker\n  db: relational database",
            "  - home -> db: rows\n  - home -> rank: {sends: candidates, returns: scores}",
            [],
        ),
        (
            "",
            "  rank: ranker\n  other: {kind: service, consumes: [request], produces: [candidates]}",
            "  - home -> other\n  - home -> rank: {sends: candidates, returns: scores}",
            [],
        ),
    ],
)
def test_where_ranked_items_come_from(head: str, components: str, flows: str, expected: list[str]) -> None:
    assert codes(FRONT + components, IN + flows, head) == expected


def test_a_client_may_bring_the_candidates() -> None:
    flows = "  - app -> lb -> home -> rank: {sends: candidates, returns: scores}"
    assert codes(FRONT + "  rank: ranker", flows) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [("", ["FUN007"]), ("evaluation: {offline: [log loss, calibration ratio]}", [])],
)
def test_prices_need_probabilities(head: str, expected: list[str]) -> None:
    components = FRONT + "  one: candidate generator\n  rank: ranker\n  auction: auction"
    flows = IN + "  - home -> one: candidates\n" + RANK + "\n  - home -> auction: {sends: scores}"
    assert codes(components, flows, head) == expected


@pytest.mark.parametrize(
    ("freshness", "every", "extra", "expected"),
    [
        ("1h", "24h", "", ["FUN008"]),
        ("24h", "24h", "", []),
        ("1h", "24h", "  - db ~> text: documents", []),
    ],
)
def test_how_late_items_are_found(freshness: str, every: str, extra: str, expected: list[str]) -> None:
    components = FRONT + "  text: search index\n  db: relational database\n  build: index builder"
    flows = IN + (
        "  - home -> text: {sends: query, returns: candidates}\n  - db => build: documents\n"
        f"  - build => text: {{sends: index, every: {every}}}\n{extra}"
    )
    assert codes(components, flows, f"requirements: {{freshness: {freshness}}}") == expected
