"""Words, exemptions and what counts as a product."""

from __future__ import annotations

from mlarch import graph, language
from mlarch.catalog.base import Role
from mlarch.rules import helpers

DESIGN = graph.build(
    language.read_text(
        """
mlarch: 1
components:
  app: client
  lb: load balancer
  api: api server
  pay: {kind: api server, external: true}
  next: {kind: ranker, planned: true}
  db: {kind: relational database, managed: true}
  load_balancer: cache
flows:
  - app -> lb -> api -> db
  - api -> pay: {sends: request, returns: decision}
  - api ~> next: metrics
"""
    )
)


def test_who_may_be_blamed() -> None:
    assert [c.id for c in helpers.own(DESIGN)] == ["app", "lb", "api", "db", "load_balancer"]
    assert [c.id for c in helpers.own(DESIGN, managed=False)] == ["app", "lb", "api", "load_balancer"]
    assert [c.id for c in helpers.own(DESIGN, "relational_db", "ranker")] == ["db"]


def test_roles() -> None:
    assert helpers.has_role(DESIGN, "lb", Role.EDGE, Role.STORE)
    assert not helpers.has_role(DESIGN, "lb", Role.STORE)


def test_a_product_is_neither_asked_nor_telemetry() -> None:
    edges = {(edge.source, edge.target): helpers.product(edge) for edge in DESIGN.data_edges}
    assert edges["api", "pay"] is False
    assert edges["pay", "api"] is True
    assert edges["api", "next"] is False


def test_words() -> None:
    assert helpers.listed([]) == ""
    assert helpers.listed(["a"]) == "a"
    assert helpers.listed(["a", "b", "c"]) == "a, b and c"
    assert helpers.quoted(["a", "b"], "or") == "`a` or `b`"
    assert helpers.names_of(["load_balancer", "api_gateway"]) == "load balancer or API gateway"
    assert helpers.arrow(["a", "b"]) == "a → b"


def test_a_proposed_id_is_that_of_the_component_or_a_free_one() -> None:
    assert helpers.suggest_id(DESIGN, "api_server") == "api"
    assert helpers.suggest_id(DESIGN, "load_balancer") == "lb"
    assert helpers.suggest_id(DESIGN, "api_gateway") == "api_gateway"
    text = "mlarch: 1\ncomponents: {ranker: client, ranker_2: client}\nflows: []\n"
    without = graph.build(language.read_text(text))
    assert helpers.suggest_id(without, "ranker") == "ranker_3"
