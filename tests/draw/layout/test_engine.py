"""Graphviz is contained: a bad text, a crash, a hang or a missing library costs one message."""

import subprocess
import sys

import pytest

from mlarch.diagnostics import EngineError
from mlarch.draw.layout import engine

GOOD = "digraph { newrank=true; a -> b }"


def test_positions_count_y_downwards():
    (placed,) = engine.lay_out([GOOD])
    assert placed.centers["a"][1] < placed.centers["b"][1]


def test_several_texts_are_laid_out_in_order():
    first, second = engine.lay_out([GOOD, "digraph { only }"])
    assert set(first.centers) == {"a", "b"}
    assert set(second.centers) == {"only"}


def test_a_text_that_graphviz_refuses_costs_only_itself():
    good, bad = engine.lay_out([GOOD, "digraph { a -> "])
    assert good is not None
    assert bad is None


def child(monkeypatch, code: str) -> None:
    """Let the child process run `code` in place of Graphviz."""
    run = subprocess.run
    monkeypatch.setattr(
        engine.subprocess, "run", lambda command, **kwargs: run([sys.executable, "-c", code], **kwargs)
    )


def test_a_child_that_dies_loses_no_more_than_its_picture(monkeypatch):
    child(monkeypatch, "import os; os.abort()")
    assert engine.lay_out([GOOD, GOOD]) == [None, None]


def test_a_child_that_hangs_is_killed(monkeypatch):
    child(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(EngineError, match=r"longer than 0\.5 s"):
        engine.lay_out([GOOD], limit=0.5)


def test_without_any_graphviz_the_message_names_what_to_install(monkeypatch):
    child(monkeypatch, "import sys; print('libX11.so.6: cannot open', file=sys.stderr); sys.exit(3)")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError) as caught:
        engine.lay_out([GOOD])
    assert "libX11.so.6" in caught.value.message
    assert "graphviz" in caught.value.help


def test_without_the_program_the_other_engine_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(EngineError, match="no `dot` program"):
        engine.lay_out([GOOD], engine="dot")
