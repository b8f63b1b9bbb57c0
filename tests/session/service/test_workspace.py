"""Open specs: earlier texts are given up, and what they took is given back."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mlarch.graph import DesignGraph
from mlarch.rules import Rule
from mlarch.rules.engine import reviewing
from mlarch.session.service import OutdatedError, Workspace

STUDIES = sorted((Path(__file__).parents[3] / "specs").glob("*.yaml"))


@pytest.fixture
def _uncollected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_uncollected")
@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_designs_of_earlier_texts_end_without_the_collector(path: Path) -> None:
    # A circle of references keeps a whole design until Python looks through all that is in use for it.
    text = path.read_text(encoding="utf-8").replace("components:\n", "components:\n  more0: cache\n", 1)
    workspace, graphs = Workspace(), list[weakref.ref[DesignGraph]]()
    for number in range(5):
        warm = workspace.update(str(path), text.replace("more0", f"more{number}"))
        assert warm.findings is not None
        assert warm.estimate is not None
        assert warm.design is not None
        graphs.append(weakref.ref(warm.design.graph))
    assert [graph() is None for graph in graphs[:2]] == [True, True]
    assert graphs[-1]() is not None


def test_the_review_of_a_text_ends_at_the_next_rule_when_a_newer_one_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace, ran = Workspace(), list[str]()
    run = reviewing._run

    def typed_meanwhile(rule: Rule, *rest: Any) -> None:
        ran.append(rule.code)
        if len(ran) == 3:
            workspace.update("shop.yaml", text + "\n")
        run(rule, *rest)

    text = "mlarch: 1\nflows: [app -> api -> ranker]\n"
    older = workspace.update("shop.yaml", text)
    monkeypatch.setattr(reviewing, "_run", typed_meanwhile)
    with pytest.raises(OutdatedError):
        assert older.findings
    assert len(ran) == 3
    assert workspace.specs["shop.yaml"].findings
    assert len(ran) > 100


def test_the_lines_of_a_text_are_known_before_it_is_read() -> None:
    warm = Workspace().update("shop.yaml", "\ufeffmlarch: 1\r\nname: Shop\n")
    assert warm.lines == ["mlarch: 1", "name: Shop", ""]
    assert "document" not in vars(warm)
