"""The slowest hop of the quickest way."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.analysis.staleness import slowest_hop

HEAD = (
    "mlarch: 1\n"
    "components: {a: data lake, b: batch job, c: kafka, d: online feature store, app: client,\n"
    "  api: api server}\n"
)


@pytest.mark.parametrize(
    ("flows", "delay", "hop"),
    [
        ("[]", 0.0, None),
        ("['a => d: features']", 0.0, None),
        ("[{'a => d': {sends: features, every: 1h}}]", 3600.0, ("a", "d")),
        ("[{'a => d': {sends: features, every: 1h}}, 'c ~> d: features']", 0.0, None),
        (
            "[{'a => b': {sends: events, every: 2h}}, {'b => d': {sends: features, every: 1h}}]",
            7200.0,
            ("a", "b"),
        ),
        ("[{'c ~> d': {sends: features, lag: 5s}}, 'app ~> c: events']", 5.0, ("c", "d")),
        ("[{'a => d': {sends: metrics, every: 1h}}]", 0.0, None),
        ("[{'a => d': {sends: queries, every: 1h}}]", 3600.0, ("a", "d")),
        ("[{'a => d': {sends: features, every: 1h}}, 'api -> d: query']", 3600.0, ("a", "d")),
    ],
)
def test_how_old_data_is(flows: str, delay: float, hop: tuple[str, str] | None) -> None:
    design = graph.build(language.read_text(f"{HEAD}flows: {flows}\n"))
    found, edge = slowest_hop(design, "d")
    assert (found, None if edge is None else edge.flow.ends) == (delay, hop)
