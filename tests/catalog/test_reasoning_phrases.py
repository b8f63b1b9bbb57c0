"""What people write in words of their own: does the rule of each kind speak where it should, only there?"""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.graph import DesignGraph
from mlarch.rules import RULES
from phrases import misunderstood, quoted

DESIGN = """mlarch: 1
stage: production
requirements: {{freshness: 10min, personalized: true, goal: fewer late ones}}
task:
  objective: P(late)
  type: classification
  input: {input}
  label: {{event: it was late, window: 14d, delay: 14d}}
data:
  features:
    - name: {feature_name}
      entity: unit
      freshness: {freshness}
      transform: {feature}
      known_at: {known_at}
  missing_values: {missing}
  imbalance: {imbalance}
  split: {split}
models:
  towers:
    task: retrieval
    architecture: {model}
    trained_by: train
    served_by: encoder
    retrain: 7d
evaluation: {{offline: [{evaluation}]}}
components:
  app: {{kind: client, name: App}}
  api: {{kind: orchestrator, name: Service, description: {service}}}
  encoder: {{kind: embedding service, name: Query side, description: {encoder}}}
  index: {{kind: vector index, name: Vectors, description: {index}}}
  store: {{kind: online feature store, name: Values, description: {store}}}
  answers: {{kind: cache, name: Answer cache, description: {cache}, key: {key}}}
  model: {{kind: model server, name: Scorer, replicas: {replicas}, description: {server}}}
  lake: data lake
  build: {{kind: dataset builder, name: Examples, description: {note}}}
  train: training pipeline
  registry: model registry
  ship: {{kind: model deployer, name: Deployer, description: {deployer}}}
  embed: {{kind: embedding generator, name: Vectors of items, description: {builder}}}
  job: {{kind: streaming feature pipeline, name: Job}}
flows:
  - app -> api: {{sends: request, returns: response}}
  - api -> answers: {{returns: response}}
  - api -> store: {{returns: features}}
  - api -> model: {{returns: scores}}
  - job ~> store: {{sends: features, label: {filled}}}
  - api -> encoder -> index: {{sends: query, returns: candidates}}
  - build => train: {{sends: training data, label: {flow}}}
  - lake => build: events
  - train => registry => ship => encoder: model
  - registry => embed: model
  - lake => embed => index: {{sends: embeddings, label: {vectors}}}
release: {{strategy: [{strategy}], rollback: {rollback}, guardrails: [orders returned]}}
"""

USUAL = {
    "input": "the form",
    "feature_name": "size",
    "feature": "as filed",
    "known_at": "at request",
    "missing": "a flag",
    "imbalance": "none removed",
    "split": "by time",
    "model": "two-tower",
    "freshness": "request",
    "evaluation": "log loss",
    "service": "front",
    "encoder": "small",
    "index": "fits in memory",
    "store": "by id",
    "cache": "in memory",
    "key": "[user]",
    "replicas": "2",
    "server": "small",
    "note": "as served",
    "deployer": "one click",
    "builder": "small",
    "filled": "values",
    "flow": "examples",
    "vectors": "vectors",
    "strategy": "shadow",
    "rollback": "previous version",
}

RULES_OF = {
    "cache-key": ("REL012",),
    "capacity": ("CAP",),
    "freshness": ("REL013", "SKW006"),
    "future-feature": ("SKW009",),
    "index-pair": ("SKW011",),
    "random-split": ("TRN014",),
    "target-leakage": ("SKW009", "TRN014"),
    "train-serve-data": ("SKW010",),
}
"""The rules, or families, that are about each kind."""


def design_with(place: str, text: str) -> DesignGraph:
    """The usual design with this text in one place; a feature is written as `name :: transform`."""
    said = dict(USUAL)
    if place == "feature":
        name, _, text = text.partition(" :: ")
        said |= {"feature_name": quoted(name), "known_at": "~", "freshness": "1d"}
    if place == "cache":
        said["key"] = "~"
    said[place] = text if text.startswith(("[", "{")) else quoted(text)
    return graph.build(language.read_text(DESIGN.format(**said)))


@pytest.mark.parametrize("kind", sorted(RULES_OF))
def test_phrases_are_understood(kind: str) -> None:
    rules = [rule for code, rule in RULES.items() if code.startswith(RULES_OF[kind])]
    assert misunderstood(kind, rules, design_with) == []
