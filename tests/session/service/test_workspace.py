"""Open specs: what earlier texts took is given back."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlarch.graph import DesignGraph
from mlarch.session.service import Workspace

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
