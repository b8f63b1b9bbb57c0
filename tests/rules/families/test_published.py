"""SKW, LBL, FUN and REL on published designs, drawn as their authors drew them: no errors, few warnings."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.rules import review

YOUTUBE = """
mlarch: 1
name: Deep neural networks for YouTube recommendations, 2016
components:
  user: client
  home: recommendation service
  history: {kind: data lake, name: User history and context}
  candidates: {kind: candidate generator, funnel: 1M -> 500}
  other: {kind: candidate generator, name: Other candidate sources}
  ranking: {kind: ranker, funnel: 500 -> 20}
  features: {kind: feature store, name: Video features}
  trainer: training pipeline
flows:
  - user -> home: {sends: request, returns: ranked list}
  - home -> candidates & other: {returns: candidates}
  - home -> ranking: {sends: candidates, returns: scores}
  - ranking -> features: features
  - user ~> history: watches
  - history => trainer: events
  - history => features: features
  - trainer => candidates & ranking: model
"""

WIDE_AND_DEEP = """
mlarch: 1
name: Wide & deep learning at Google Play, 2016
components:
  user: client
  front: {kind: api server, name: Recommender front}
  apps: {kind: database, name: App database}
  retrieval: retrieval
  ranking: ranker
  logs: data lake
  generation: dataset builder
  trainer: trainer
  verifier: model validator
flows:
  - user -> front: {sends: query, returns: ranked list}
  - front -> retrieval -> apps: candidates
  - front -> ranking: {sends: candidates, returns: scores}
  - user ~> logs: user actions
  - logs => generation => trainer: training data
  - trainer => verifier => ranking: model
"""

MONOLITH = """
mlarch: 1
name: Monolith, 2022
components:
  user: client
  server: model server
  kafka: event stream
  joiner: {kind: label joiner, name: Online joiner}
  online: online trainer
  shards: parameter server
  hdfs: data lake
  batch: training pipeline
flows:
  - user -> server: {sends: request, returns: predictions}
  - server ~> kafka: features
  - user ~> kafka: actions
  - kafka ~> joiner ~> online: training examples
  - joiner => hdfs => batch: training examples
  - online & batch => shards: model
  - shards => server: model
"""

MICHELANGELO = """
mlarch: 1
name: Michelangelo, 2017
components:
  app: client
  service: {kind: api server, name: Client service}
  predict: {kind: model server, name: Online prediction service}
  cassandra: online feature store
  hive: offline feature store
  lake: data lake
  kafka: event stream
  samza: streaming feature pipeline
  spark: batch feature pipeline
  train: training pipeline
  repository: model registry
flows:
  - app -> service -> predict: {sends: request, returns: predictions}
  - predict -> cassandra: features
  - kafka ~> samza ~> cassandra: features
  - kafka => lake => spark => hive: features
  - hive => cassandra: features
  - hive & lake => train: training data
  - train => repository => predict: model
  - predict ~> kafka: predictions
"""

SEARCH = """
mlarch: 1
name: Semantic search with FAISS
components:
  user: client
  api: search service
  encoder: embedding service
  faiss: vector index
  docs: database
  job: embedding job
flows:
  - user -> api: {sends: query, returns: results}
  - api -> encoder: {sends: query, returns: embedding}
  - api -> faiss: {sends: embedding, returns: candidates}
  - docs => job => faiss: embeddings
"""

RAG = """
mlarch: 1
name: Retrieval-augmented generation, the usual drawing
components:
  user: client
  api: api server
  embedder: {kind: embedding service, managed: true}
  pinecone: {kind: vector database, managed: true}
  llm: {kind: llm, external: true}
  docs: object store
  chunker: chunker
flows:
  - user -> api: {sends: question, returns: answer}
  - api -> embedder: {sends: query, returns: embedding}
  - api -> pinecone: {sends: embedding, returns: chunks}
  - api -> llm: {sends: prompt, returns: tokens}
  - docs => chunker => pinecone: chunks
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(YOUTUBE, [], id="YouTube"),
        pytest.param(WIDE_AND_DEEP, [], id="Google Play"),
        pytest.param(MONOLITH, [], id="Monolith"),
        # as drawn, streamed features have no history; the article says that they are logged as well
        pytest.param(MICHELANGELO, ["SKW003"], id="Michelangelo"),
        pytest.param(SEARCH, [], id="FAISS"),
        pytest.param(RAG, [], id="RAG"),
    ],
)
def test_published_designs(text: str, expected: list[str]) -> None:
    result = review(graph.build(language.read_text(text)), select=["SKW", "LBL", "FUN", "REL"])
    assert [finding.rule for finding in result.findings] == expected
