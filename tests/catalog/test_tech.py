"""The products, their icons, and finding them in free text."""

from __future__ import annotations

import importlib

import pytest

from mlarch.catalog import KINDS, TECHS, find_tech, normalize
from mlarch.catalog.tech import _LONGEST_NAME
from mlarch.catalog.words import tokens


def test_there_are_many_products():
    assert len(TECHS) >= 150
    assert all(key == tech.id for key, tech in TECHS.items())


def test_no_name_means_two_products():
    owners: dict[str, str] = {}
    for tech in TECHS.values():
        for word in (tech.id, tech.name, *tech.aliases):
            assert owners.setdefault(normalize(word), tech.id) == tech.id, word


def test_every_icon_is_a_node_class():
    icons = {tech.id: tech.icon.rpartition(".") for tech in TECHS.values() if tech.icon}
    nodes = {
        tech: getattr(importlib.import_module(f"diagrams.{module}"), name, None)
        for tech, (module, _, name) in icons.items()
    }
    any_node = importlib.import_module("diagrams").Node
    assert [t for t, node in nodes.items() if node is None or not issubclass(node, any_node)] == []


def test_every_kind_that_a_product_plays_exists():
    assert {tech.kind for tech in TECHS.values() if tech.kind} <= KINDS.keys()


def test_no_name_is_longer_than_the_search_looks():
    assert max(len(tokens(word)) for t in TECHS.values() for word in (t.name, *t.aliases)) <= _LONGEST_NAME


def test_every_name_finds_its_product():
    words = [(word, tech.id) for tech in TECHS.values() for word in (tech.id, tech.name, *tech.aliases)]
    found = {asked: find_tech(asked[0]) for asked in words}
    assert [asked for asked, tech in found.items() if tech is None or tech.id != asked[1]] == []


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Redis Cluster", "redis"),
        ("Kafka + Flink", "kafka"),
        ("Apache Spark 3", "spark"),
        ("spark structured streaming", "spark"),
        ("Spark Streaming on EMR", "spark_streaming"),
        ("postgres (RDS)", "postgresql"),
        ("our big Postgres", "postgresql"),
        ("Vertex AI Vector Search", "vertex_vector_search"),
        ("AWS X-Ray", "xray"),
        ("PyTorch on Ray", "pytorch"),
    ],
)
def test_found_in_free_text(text: str, product: str):
    found = find_tech(text)
    assert found is not None
    assert found.id == product


@pytest.mark.parametrize("text", ["two-tower + ANN", "", "in-house", "DCN v2", "GBDT", "rule engine"])
def test_no_product(text: str):
    assert find_tech(text) is None


@pytest.mark.parametrize("product", ["faiss", "triton", "feast", "pytorch", "milvus", "kubernetes", "gpu"])
def test_no_icon_rather_than_a_misleading_one(product: str):
    assert TECHS[product].icon is None
