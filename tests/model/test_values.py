"""Models are values: they compare by what they say, hash, and pickle."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mlarch import language
from mlarch.diagnostics import Review, SpecError
from mlarch.frozen import FrozenMap
from mlarch.graph import build
from mlarch.rules import review

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))

TEXT = """\
mlarch: 1
name: Shop
requirements: {latency: {p99: 150ms}, requests_per_second: 1200/s}
components:
  app: client
  api: {kind: api server, replicas: 3}
flows:
  - app -> api: request
scenarios:
  A request: [app, api]
"""

RESTYLED = """\
# Another layout and other comments.
mlarch: 1

name: "Shop"
requirements:
  requests_per_second: 1.2k/s   # the same rate
  latency:
    p99: 0.15s
components:
    app: client

    api:
        replicas: 3
        kind: api server
flows: [{"app -> api": [request]}]
scenarios: {A request: [app, api]}
"""


def test_a_model_compares_and_hashes_without_places_and_layout() -> None:
    one, other = language.read_text(TEXT, "a.yaml"), language.read_text(RESTYLED, "b.yaml")
    assert one.components["api"].span != other.components["api"].span
    assert one == other
    assert hash(one) == hash(other)
    assert one.components["api"] in set(other.components.values())
    assert one.flows == other.flows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("replicas: 3", "replicas: 4"),
        ("150ms", "151ms"),
        ("app -> api: request", "app ~> api: request"),
        ("app -> api: request", "app -> api: query"),
        ("name: Shop", "name: Store"),
        ("[app, api]", "[api, app]"),
    ],
)
def test_what_the_spec_says_makes_a_difference(before: str, after: str) -> None:
    assert language.read_text(TEXT) != language.read_text(TEXT.replace(before, after))


def test_the_order_of_components_is_part_of_a_model() -> None:
    lines = TEXT.splitlines(keepends=True)
    lines[4], lines[5] = lines[5], lines[4]
    swapped = "".join(lines)
    assert language.read_text(TEXT) != language.read_text(swapped)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_model_pickles(path: Path) -> None:
    architecture = language.read(path)
    copy = pickle.loads(pickle.dumps(architecture))
    assert copy == architecture
    assert hash(copy) == hash(architecture)
    assert copy.sources == architecture.sources
    assert [c.span for c in copy.components.values()] == [c.span for c in architecture.components.values()]


def test_a_review_and_the_error_of_a_spec_pickle() -> None:
    found = review(build(language.read_text(TEXT)))
    copy: Review = pickle.loads(pickle.dumps(found))
    assert copy == found
    with pytest.raises(SpecError) as error:
        language.read_text("mlarch: 1\n")
    again: SpecError = pickle.loads(pickle.dumps(error.value))
    assert again.findings == error.value.findings
    assert again.sources == error.value.sources
    assert str(again) == str(error.value)


def test_specs_are_read_in_many_threads_at_once() -> None:
    texts = [TEXT.replace("Shop", f"Shop {number}") for number in range(40)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(language.read_text, texts))
    finally:
        sys.setswitchinterval(interval)
    assert together == [language.read_text(text) for text in texts]


def test_a_frozen_map_cannot_be_changed_and_keeps_its_order() -> None:
    source = {"b": 1, "a": 2}
    frozen = FrozenMap(source)
    source["c"] = 3
    assert list(frozen) == ["b", "a"]
    assert frozen != FrozenMap({"a": 2, "b": 1})
    assert frozen == pickle.loads(pickle.dumps(frozen))
    with pytest.raises(TypeError):
        frozen["a"] = 1  # type: ignore[index]
