"""Words, exemptions and what counts as a product."""

from __future__ import annotations

from mlarch import graph, language
from mlarch.analysis.activity import has_role, product
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.rules import fixes, phrases

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
    assert DESIGN.parts.accountable().ids == ("app", "lb", "api", "db", "load_balancer")
    assert DESIGN.parts.accountable(managed=False).ids == ("app", "lb", "api", "load_balancer")
    assert DESIGN.having(Trait.KEEPS_ROWS, Trait.RANKS).accountable().ids == ("db",)
    assert DESIGN.parts.where(DESIGN.calls_from).ids == ("app", "lb", "api")
    assert DESIGN.parts.unless(DESIGN.calls_from).ids == ("pay", "next", "db", "load_balancer")


def test_roles() -> None:
    assert has_role(DESIGN, "lb", Role.EDGE, Role.STORE)
    assert not has_role(DESIGN, "lb", Role.STORE)


def test_a_product_is_neither_asked_nor_telemetry() -> None:
    edges = {(edge.source, edge.target): product(edge) for edge in DESIGN.data_edges}
    assert edges["api", "pay"] is False
    assert edges["pay", "api"] is True
    assert edges["api", "next"] is False


def test_words() -> None:
    assert phrases.listed([]) == ""
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b", "c"]) == "a, b and c"
    assert phrases.quoted(["a", "b"], "or") == "`a` or `b`"
    assert phrases.names_of(["load_balancer", "api_gateway"]) == "load balancer or API gateway"
    assert phrases.arrow(["a", "b"]) == "a → b"


def test_a_proposed_id_is_that_of_the_component_or_a_free_one() -> None:
    assert fixes.suggest_id(DESIGN, Trait.ANSWERS_REQUESTS) == "api"
    assert fixes.suggest_id(DESIGN, Trait.BALANCES) == "lb"
    assert fixes.suggest_id(DESIGN, Trait.ADMITS) == "api_gateway"
    text = "mlarch: 1\ncomponents: {ranker: client, ranker_2: client}\nflows: []\n"
    without = graph.build(language.read_text(text))
    assert fixes.suggest_id(without, Trait.RANKS) == "ranker_3"
