"""The script runs with the diagrams library alone, and says what the design says."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import graphviz
import pytest
from hostile import HOSTILE
from hostile import SPEC as HOSTILE_SPEC

import mlarch

pygraphviz = pytest.importorskip("pygraphviz", exc_type=ImportError)

ROOT = Path(__file__).parents[3]
STUDIES = sorted((ROOT / "specs").glob("*.yaml"))


def _run(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> pygraphviz.AGraph:
    """Run the script and give the graph that the library would hand to Graphviz."""
    sources: list[str] = []

    def render(self: graphviz.Digraph, *_: object, **__: object) -> None:
        sources.append(self.source)
        Path("diagram").touch()  # the source, which the library then removes

    monkeypatch.setattr(graphviz.Digraph, "render", render)
    monkeypatch.chdir(folder)
    (folder / "draw.py").write_text(text, encoding="utf-8")
    runpy.run_path(str(folder / "draw.py"))
    (source,) = sources
    return pygraphviz.AGraph(string=source)


@pytest.mark.parametrize("study", STUDIES, ids=lambda path: path.stem)
def test_a_case_study_is_drawn_whole(study, tmp_path, monkeypatch):
    design = mlarch.load(study)
    text = design.render(format="diagrams").decode()
    graph = _run(text, tmp_path, monkeypatch)
    scene = design.drawing().scene
    assert len(graph.nodes()) == len(scene.cards)
    assert len(graph.edges()) == len(scene.links)
    labels = {" ".join(node.attr["label"].split()) for node in graph.nodes()}
    assert all(any(" ".join(card.name) in label for label in labels) for card in scene.cards)
    icons = [Path(node.attr["image"]) for node in graph.nodes() if node.attr["image"]]
    assert len(icons) == sum(bool(card.node_class) for card in scene.cards)
    assert all(icon.is_file() for icon in icons)
    assert "mlarch" not in {name.split(".")[0] for name in _imports(text)}


def _imports(text: str) -> list[str]:
    return [node.module or "" for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]


def test_modes_groups_links_and_what_returns_are_kept(tmp_path, monkeypatch):
    spec = """
mlarch: 1
name: Shop
components:
  app: client
  class: {kind: api server, name: API, link: "https://example.com/api"}
  Kafka: {kind: event stream, tech: Kafka}
  later: {kind: ranker, planned: true}
flows:
  - app -> class: {sends: query, returns: answer}
  - class ~> Kafka: events
  - class -> later: {when: failure}
groups:
  serving: {name: Serving, members: [class, inner]}
  inner: {name: Inner, members: [later]}
"""
    graph = _run(mlarch.loads(spec).render(format="diagrams").decode(), tmp_path, monkeypatch)
    edges = {" ".join(edge.attr["label"].split()): edge.attr for edge in graph.edges()}
    assert edges["query ← answer"]["arrowtail"] == "empty"
    assert edges["query ← answer"]["dir"] == "both"
    assert edges["events"]["style"] == "dashed"
    assert "https://example.com/api" in {node.attr["URL"] for node in graph.nodes()}
    assert "rounded,dashed" in {node.attr["style"] for node in graph.nodes()}
    outer = next(part for part in graph.subgraphs() if part.graph_attr["label"] == "Serving")
    assert [part.graph_attr["label"] for part in outer.subgraphs()] == ["Inner"]


def test_hostile_names_are_literals(tmp_path, monkeypatch):
    text = mlarch.loads(HOSTILE_SPEC).render(format="diagrams").decode()
    graph = _run(text, tmp_path, monkeypatch)
    assert len(graph.nodes()) == 2
    calls = [node.func.id for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]  # fmt: skip
    assert set(calls) == {"Diagram", "Cluster", "Node", "Edge"}
    assert HOSTILE.split()[0] in text


@pytest.mark.parametrize(
    "names", [("aws.general.User", "onprem.client.User"), ("k8s.infra.Node", "k8s.infra.Master")]
)
def test_classes_are_imported_under_names_of_their_own(names, tmp_path, monkeypatch):
    parts = ", ".join(f"p{number}: {{kind: ranker, icon: {path}}}" for number, path in enumerate(names))
    spec = f"mlarch: 1\nname: x\ncomponents: {{{parts}}}\nflows: []\n"
    graph = _run(mlarch.loads(spec).render(format="diagrams").decode(), tmp_path, monkeypatch)
    pictures = [node.attr["image"] for node in graph.nodes()]
    assert len(pictures) == 2
    assert all(Path(picture).is_file() for picture in pictures)


@pytest.mark.parametrize("ids", [("ﷺ", "x"), ("ª", "b"), ("class", "part_class"), ("推荐", "part_")])
def test_ids_become_names_that_python_reads(ids, tmp_path, monkeypatch):
    design = mlarch.loads(
        f"mlarch: 1\nname: Names\ncomponents:\n  {ids[0]}: cache\n  {ids[1]}: cache\n"
        f"flows:\n  - {ids[0]} -> {ids[1]}\n"
    )
    text = design.render(format="diagrams").decode()
    assert len(_run(text, tmp_path, monkeypatch).nodes()) == 2
