"""A kind from another package: one entry, and it is read, reviewed, drawn, explained and listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

import mlarch
from mlarch import catalog, language
from mlarch.catalog import KINDS, Kind, Role, Trait, Typical, plugins
from mlarch.cli.app import app
from mlarch.model import Plane

MATCHER = Kind(
    id="matchmaker",
    name="Matchmaker",
    family="ranking",
    role=Role.SERVICE,
    plane=Plane.ONLINE,
    description="Pairs riders with drivers by the scores of a model.",
    aliases=("dispatch matcher",),
    consumes=frozenset({"candidates", "features", "request"}),
    produces=frozenset({"scores", "ranked_list"}),
    typical=Typical(0.01, 0.05),
    glyph="rank",
    traits=frozenset(
        {Trait.RANKS, Trait.SCORES, Trait.INFERS, Trait.HOLDS_WEIGHTS, Trait.SCORES_ITEMS, Trait.ORDERS}
    ),
)

SPEC = """
mlarch: 1
name: Rides
components:
  app: client
  lb: load balancer
  api: api server
  pairs: dispatch matcher
flows:
  - app -> lb -> api: {sends: request, returns: response}
  - api -> pairs: {sends: candidates, returns: scores}
"""


@pytest.fixture(name="_matchmaker", autouse=True)
def _registered() -> Iterator[None]:
    plugins.register(MATCHER)
    yield
    plugins.withdraw(MATCHER.id)


def test_it_is_read_by_its_words() -> None:
    design = mlarch.loads(SPEC)
    assert design.architecture.components["pairs"].kind == "matchmaker"
    assert catalog.nearest_kinds("matchmakr")[0] == "matchmaker"


def test_it_is_reviewed_by_what_it_does() -> None:
    found = {finding.rule: finding for finding in mlarch.loads(SPEC).check("production").findings}
    assert "pairs" in found["TRN001"].components
    assert "pairs" in found["MON002"].components
    assert "pairs" in found["REL003"].components


def test_it_is_drawn_with_its_glyph() -> None:
    assert b"Matchmaker" in mlarch.loads(SPEC).render()


def test_it_is_explained_and_listed() -> None:
    told = CliRunner().invoke(app, ["explain", "matchmaker"])
    assert told.exit_code == 0
    assert "Pairs riders with drivers" in told.output
    assert "matchmaker" in CliRunner().invoke(app, ["kinds"]).output
    assert "matchmaker" in str(language.json_schema())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "pairing", "name": "Load balancer"}, "`Load balancer` already means `load_balancer`"),
        ({"id": "ranker", "name": "Pairing"}, "`ranker` already means `ranker`"),
        ({"id": "pairing", "name": "Pairing", "family": "riding"}, "there is no family `riding`"),
        (
            {"id": "pairing", "name": "Pairing", "produces": frozenset({"rides"})},
            "there is no data type `rides`",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_reason(changes: dict[str, object], message: str) -> None:
    from dataclasses import replace

    before = dict(KINDS)
    with pytest.raises(ValueError, match=message):
        plugins.register(replace(MATCHER, aliases=(), **changes))  # type: ignore[arg-type]
    assert dict(KINDS) == before


class _Point:
    """An entry point, as far as `load` looks at it."""

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value, self._loaded = name, f"{name}:KINDS", value

    def load(self) -> object:
        if isinstance(self._loaded, Exception):
            raise self._loaded
        return self._loaded


def test_plugins_that_fail_are_named_and_stop_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    plugins.withdraw(MATCHER.id)
    points = [_Point("bad", ImportError("no module")), _Point("good", [MATCHER]), _Point("odd", 3)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    faults = plugins.load()
    assert MATCHER.id in KINDS
    assert [fault.split("`")[1] for fault in faults] == ["bad", "odd"]
    assert "no module" in faults[0]
