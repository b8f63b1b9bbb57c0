"""Graphviz is contained: a bad text, a crash, a hang or a missing library costs one message."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

import mlarch
from mlarch.diagnostics import EngineError
from mlarch.draw.layout import engine
from needs import embedded_graphviz

GOOD = "digraph { newrank=true; a -> b }"


@embedded_graphviz
def test_positions_count_y_downwards():
    (placed,) = engine.lay_out([GOOD])
    assert placed.centers["a"][1] < placed.centers["b"][1]


@embedded_graphviz
def test_several_texts_are_laid_out_in_order():
    first, second = engine.lay_out([GOOD, "digraph { only }"])
    assert set(first.centers) == {"a", "b"}
    assert set(second.centers) == {"only"}


@embedded_graphviz
def test_a_text_that_graphviz_refuses_costs_only_itself():
    good, bad = engine.lay_out([GOOD, "digraph { a -> "])
    assert good is not None
    assert bad is None


def child(monkeypatch, answer) -> None:
    """Let the child process do `answer` in place of Graphviz: a function of this module."""
    monkeypatch.setattr(engine, "_CHILD", f"{Path(__file__).stem}:{answer.__name__}")
    monkeypatch.setattr("mlarch.processes.child.import_path", lambda: [*sys.path, str(Path(__file__).parent)])


def dies(request: bytes) -> bytes:
    os.abort()


def hangs(request: bytes) -> bytes:
    time.sleep(60)
    return request


def lacks_a_library(request: bytes) -> bytes:
    return json.dumps("libX11.so.6: cannot open").encode()


def test_a_child_that_dies_is_an_error_and_not_another_picture(monkeypatch):
    child(monkeypatch, dies)
    with pytest.raises(EngineError, match="SIGABRT") as caught:
        engine.lay_out([GOOD, GOOD])
    assert "--engine dot" in caught.value.help


def test_a_child_that_cannot_be_imported_is_an_error(monkeypatch):
    monkeypatch.setattr(engine, "_CHILD", "mlarch.draw.nowhere:answer")
    with pytest.raises(EngineError, match=r"ModuleNotFoundError.*mlarch\.draw\.nowhere"):
        engine.lay_out([GOOD])


def test_a_child_that_hangs_is_ended(monkeypatch):
    child(monkeypatch, hangs)
    with pytest.raises(EngineError, match=r"longer than 0\.5 s"):
        engine.lay_out([GOOD], limit=0.5)


def test_without_any_graphviz_the_message_names_what_to_install(monkeypatch):
    child(monkeypatch, lacks_a_library)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError) as caught:
        engine.lay_out([GOOD])
    assert "libX11.so.6" in caught.value.message
    assert "graphviz" in caught.value.help


def program(tmp_path: Path, monkeypatch, text: str) -> None:
    """A `dot` on the path that is this shell script."""
    file = tmp_path / "dot"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cat >/dev/null; echo boom >&2; exit 7", "exit status 7.*boom"),
        ("cat >/dev/null; echo '{'", "no layout"),
        ('cat >/dev/null; echo \'{"bb": "1"}\'', "no layout"),
        ("sleep 60", "longer than 1 s"),
    ],
)
def test_a_program_that_fails_is_an_error(tmp_path, monkeypatch, text, message):
    program(tmp_path, monkeypatch, text)
    with pytest.raises(EngineError, match=message):
        engine.lay_out([GOOD], engine="dot", limit=1)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_what_the_program_answers_is_the_layout(tmp_path, monkeypatch):
    answer = {"bb": "0,0,54,108", "objects": [{"name": "a", "pos": "27,90"}, {"name": "b", "pos": "27,18"}]}
    program(tmp_path, monkeypatch, f"cat >/dev/null; echo '{json.dumps(answer)}'")
    (placed,) = engine.lay_out([GOOD], engine="dot")
    assert placed.centers == {"a": (27, 18), "b": (27, 90)}


def test_without_the_program_the_other_engine_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError, match="no `dot` program"):
        engine.lay_out([GOOD], engine="dot")


@embedded_graphviz
def test_a_whole_picture_is_laid_out_by_graphviz_with_everything_in_it():
    spec = Path(__file__).parents[3] / "specs" / "web_service.yaml"
    design = mlarch.load(spec)
    diagram = design.drawing(engine="graphviz").diagram
    assert {card.id for card in diagram.cards} == set(design.architecture.components)
    assert len(diagram.lines) == len(design.architecture.flows)
    boxes = {card.id: card.box.grown(3) for card in diagram.cards}
    for line in diagram.lines:
        for end, (x, y) in ((line.source, line.points[0]), (line.target, line.points[-1])):
            assert boxes[end].x <= x <= boxes[end].right
            assert boxes[end].y <= y <= boxes[end].bottom
    for panel in diagram.panels:
        assert all(panel.box.contains(boxes[name].grown(-3)) for name in panel.cards)


@embedded_graphviz
def test_embedded_is_another_name_of_graphviz():
    design = mlarch.loads(
        "mlarch: 1\nname: Two\ncomponents:\n  a: client\n  b: cache\nflows:\n  - a -> b: x\n"
    )
    assert design.render(engine="embedded") == design.render(engine="graphviz") != design.render()
