"""SKW: features and embeddings between training and serving; what is said, and what is left open."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.diagnostics import Finding, Severity
from mlarch.rules import review

SERVING = """
  app: client
  lb: load balancer
  home: feed service
  ranker: ranker
  features: online feature store
"""
CALLS = """
  - app -> lb -> home: {sends: request, returns: ranked list}
  - home -> ranker: {sends: candidates, returns: scores}
  - ranker -> features: features
"""
LEARNING = "  lake: data lake\n  counters: streaming feature pipeline\n  trainer: training pipeline\n"
LEARNS = """
  - app ~> lake: clicks
  - lake ~> counters: clicks
  - counters ~> features: features
  - lake => trainer: training data
  - trainer => ranker: model
"""


def found(components: str, flows: str, head: str = "") -> list[Finding]:
    text = f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"
    result = review(graph.build(language.read_text(text)), select=["SKW"])
    assert not [finding for finding in result.findings if finding.name == "internal"]
    return list(result.findings)


def codes(components: str, flows: str, head: str = "") -> list[str]:
    return [finding.rule for finding in found(components, flows, head)]


def features(*rows: str, models: str = "") -> str:
    return "data:\n  features:\n" + "".join(f"    - {{{row}}}\n" for row in rows) + models


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (features("name: age, transform: years", "name: age, transform: days"), ["SKW001"]),
        (features("name: age, transform: years", "name: age, transform: Years "), []),
        (
            features("name: age, entity: user, transform: years", "name: age, entity: item, transform: days"),
            [],
        ),
        (features("name: age, transform: years", "name: age"), []),
        (features("name: x, online: ranker, offline: trainer"), []),
        (features("name: x, online: counters, offline: job"), ["SKW001"]),
        (features("name: x, online: counters, offline: job, transform: mean"), []),
        (features("name: x, online: features, offline: job"), []),
    ],
)
def test_one_definition_of_a_feature(head: str, expected: list[str]) -> None:
    components = SERVING + LEARNING + "  job: batch feature pipeline"
    flows = CALLS + LEARNS + "  - ranker ~> lake: served features\n  - job => trainer: training data"
    assert codes(components, flows, head) == expected


MODEL = "models:\n  m: {features: [age], trained_by: trainer, served_by: ranker}\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("name: age, online: features, offline: lake", []),
        ("name: age, online: features", []),
        ("name: age", []),
        ("name: age, online: false, offline: lake", ["SKW002"]),
        ("name: age, online: true, offline: false", ["SKW002"]),
        ("name: age, online: features, offline: elsewhere", []),
        ("name: age, online: alone, offline: lake", ["SKW002"]),
        ("name: Age , online: false", ["SKW002"]),
    ],
)
def test_features_that_a_side_cannot_have(row: str, expected: list[str]) -> None:
    components = SERVING + LEARNING + "  alone: {kind: key-value store}"
    flows = CALLS + LEARNS + "  - ranker ~> lake: served features\n  - counters ~> alone: features"
    assert codes(components, flows, features(row, models=MODEL)) == expected


def test_a_feature_of_a_model_that_is_served_in_batch_only() -> None:
    components = "  lake: data lake\n  trainer: trainer\n  batch: batch predictor\n"
    flows = "  - lake => trainer: training data\n  - lake => batch: features\n  - trainer => batch: model"
    head = features("name: age, online: false, offline: lake", models=MODEL.replace("ranker", "batch"))
    assert codes(components, flows, head) == []


@pytest.mark.parametrize(
    "extra",
    [
        "  - ranker ~> lake: served features",
        "  - counters => lake: features",
        "  - features => lake: features",
        "  - ranker ~> lake: what was seen",
    ],
)
def test_features_that_training_sees(extra: str) -> None:
    assert codes(SERVING + LEARNING, CALLS + LEARNS + extra) == []


def test_features_that_may_be_among_what_services_tell_of_their_answers() -> None:
    components = SERVING + LEARNING + "  dataset: dataset builder\n"
    flows = CALLS + LEARNS.replace("lake => trainer: training data", "dataset => trainer: training data")
    flows += "  - lake => dataset: features\n"
    (asked,) = found(components, flows + "  - home ~> lake: events")
    assert (asked.rule, asked.severity) == ("SKW003", Severity.INFO)
    (finding,) = found(components, flows)
    assert (finding.rule, finding.severity) == ("SKW003", Severity.WARNING)


def test_features_that_training_never_sees() -> None:
    (finding,) = found(SERVING + LEARNING, CALLS + LEARNS)
    assert (finding.rule, finding.severity) == ("SKW003", Severity.WARNING)
    assert finding.components[:3] == ("features", "counters", "trainer")
    assert finding.components[3:] == ("ranker",), "who is served, and where its log would begin"
    assert finding.kinds == ("prediction_logger", "feature_store_offline")


def test_a_design_without_training_has_no_twin_to_miss() -> None:
    flows = (
        CALLS + "  - app ~> lake: clicks\n  - lake ~> counters: clicks\n  - counters ~> features: features"
    )
    assert codes(SERVING + "  lake: data lake\n  counters: streaming feature pipeline", flows) == []


SEARCH = """
  app: client
  lb: load balancer
  api: search service
  enc: {kind: embedding service, holds: {dimensions: %s}}
  ann: {kind: vector index, holds: {items: 1M, dimensions: %s}}
  docs: object store
  job: {kind: embedding generator, holds: {dimensions: %s}}
  build: index builder
"""
ASKS = """
  - app -> lb -> api: {sends: request, returns: results}
  - api -> enc: {sends: query, returns: embedding}
  - api -> ann: {sends: embedding, returns: candidates}
  - docs => job: documents
  - job => build: embeddings
  - build => ann: index
"""


@pytest.mark.parametrize(
    ("sizes", "blamed"),
    [
        ((64, 64, 64), []),
        ((64, 64, 32), ["job"]),
        ((32, 64, 64), ["enc"]),
        ((64, 128, 64), ["enc", "job"]),
    ],
)
def test_dimensions_that_differ_are_an_error(sizes: tuple[int, ...], blamed: list[str]) -> None:
    result = found(SEARCH % sizes, ASKS)
    assert {(f.rule, f.severity) for f in result} <= {("SKW004", Severity.ERROR)}
    assert [f.components[0] for f in result] == blamed


def test_what_may_be_projected_on_the_way_is_a_warning() -> None:
    components = SEARCH % (64, 64, 256) + "  pca: {kind: embedding service, name: Projection}\n"
    flows = ASKS.replace("  - job => build: embeddings", "  - job => pca => build: embeddings")
    assert [f.severity for f in found(components, flows) if f.rule == "SKW004"] == [Severity.WARNING]


def test_an_encoder_of_two_indexes_may_mean_the_other() -> None:
    components = SEARCH % (32, 64, 64) + "  ann2: {kind: vector index, holds: {dimensions: 32}}\n"
    flows = ASKS + "  - api -> ann2: {sends: embedding, returns: candidates}\n  - build => ann2: index"
    assert Severity.ERROR not in [f.severity for f in found(components, flows)]


PLAIN = (SEARCH % (1, 1, 1)).replace("{kind: embedding service, holds: {dimensions: 1}}", "embedding service")
PLAIN = PLAIN.replace("{kind: embedding generator, holds: {dimensions: 1}}", "embedding generator")
PLAIN = PLAIN.replace("dimensions: 1}", "dimensions: 64}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two-tower network, 128-dimensional outputs", True),
        ("bi-encoder, 128 dimensions", True),
        ("bi-encoder, 64 dims", False),
        ("768-dimensional text encoder and a 64-dimensional head", False),
        ("ResNet-50", False),
        ("trees of depth 12", False),
    ],
)
def test_dimensions_in_words(text: str, said: bool) -> None:
    head = f'models:\n  m: {{architecture: "{text}", served_by: [enc, job]}}'
    assert [f.severity for f in found(PLAIN, ASKS, head)] == ([Severity.WARNING] if said else [])


@pytest.mark.parametrize(
    ("query", "item", "severity"),
    [
        ('version: "2"', 'version: "2"', None),
        ('version: "2"', 'version: "1"', Severity.ERROR),
        ("trained_by: build", "trained_by: build", None),
        ("trained_by: build", "trained_by: docs", Severity.WARNING),
        ("retrain: 1d", "retrain: 1d", None),
    ],
)
def test_the_versions_of_the_two_sides(query: str, item: str, severity: Severity | None) -> None:
    head = f"models:\n  q: {{served_by: enc, {query}}}\n  i: {{served_by: job, {item}}}\n"
    assert [f.severity for f in found(PLAIN, ASKS, head)] == ([] if severity is None else [severity])


def test_an_index_without_items() -> None:
    flows = "\n".join(line for line in ASKS.splitlines() if "job => build" not in line)
    (finding,) = found(PLAIN, flows)
    assert (finding.rule, finding.components) == ("SKW005", ("ann",))
    assert "embedding_generator" in finding.kinds


@pytest.mark.parametrize(
    ("components", "flows"),
    [
        pytest.param(
            PLAIN.replace("ann: {", "ann: {managed: true, "),
            ASKS.replace("  - api -> enc: {sends: query, returns: embedding}\n", ""),
            id="a hosted index embeds by itself",
        ),
        pytest.param(
            "  app: client\n  api: search service\n  ann: vector index",
            "  - app -> api -> ann: results",
            id="only the request path is drawn",
        ),
        pytest.param(
            "  app: client\n  api: search service\n  ann: [vector index, embedding service]\n"
            "  d: object store\n  b: index builder",
            "  - app -> api -> ann: results\n  - d => b => ann: documents",
            id="an index of two kinds",
        ),
    ],
)
def test_indexes_of_which_nothing_is_missing(components: str, flows: str) -> None:
    assert "SKW005" not in codes(components, flows)


@pytest.mark.parametrize(
    ("deployments", "expected"),
    [
        ("  - reg => enc & job: model", []),
        ("  - reg => enc: model", ["SKW007"]),
        ("  - reg => job: model", ["SKW007"]),
        ("", []),
        ("  - reg => enc: model\n  - reg => job: the same", []),
    ],
)
def test_both_towers_get_the_model(deployments: str, expected: list[str]) -> None:
    assert codes(PLAIN + "  reg: model registry", ASKS + deployments) == expected


@pytest.mark.parametrize(
    ("row", "write", "expected"),
    [
        ("freshness: 1min, online: features", "  - counters ~> features: features", []),
        (
            "freshness: 1min, online: features",
            "  - counters => features: {sends: features, every: 1h}",
            ["SKW006"],
        ),
        ("freshness: 2h, online: features", "  - counters => features: {sends: features, every: 1h}", []),
        ("freshness: 1min, online: features", "  - counters => features: features", []),
        (
            "freshness: 1min, online: features",
            "  - counters ~> features: {sends: features, lag: 10min}",
            ["SKW006"],
        ),
        (
            "freshness: request, online: features",
            "  - counters => features: {sends: features, every: 1h}",
            [],
        ),
        ("freshness: 1min, online: elsewhere", "  - counters => features: {sends: features, every: 1h}", []),
        ("freshness: 1min, online: features", "", ["SKW006"]),
        # queries that come by a stream are kept; a question is not
        ("freshness: 1min, online: features", "  - log ~> features: submitted queries", []),
        ("freshness: 1min, online: features", "  - ranker -> features: query", ["SKW006"]),
    ],
)
def test_how_old_features_are(row: str, write: str, expected: list[str]) -> None:
    components = SERVING + "  counters: stream processor\n  log: event stream"
    flows = CALLS + "  - app ~> log ~> counters: clicks\n" + write
    assert codes(components, flows, features(f"name: x, {row}")) == expected


def test_the_slowest_hop_may_lie_further_up() -> None:
    components = SERVING + "  job: batch feature pipeline\n  lake: data lake\n  log: event stream"
    flows = CALLS + (
        "  - app ~> log: clicks\n  - log => lake: {sends: clicks, every: 24h}\n"
        "  - lake => job: clicks\n  - job => features: features"
    )
    (finding,) = found(components, flows, features("name: x, freshness: 1h, online: features"))
    assert finding.components == ("features", "log", "lake")
