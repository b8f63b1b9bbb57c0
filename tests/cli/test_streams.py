"""Progress on a terminal, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from mlarch.cli.streams import columns, counting, progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_count_on_a_terminal_is_gone_at_the_end(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    assert list(progress(range(30), 30, "drawing")) == list(range(30))
    assert "\rdrawing 1/30\x1b[K" in terminal.getvalue()
    assert terminal.getvalue().endswith("\rdrawing 30/30\x1b[K\r\x1b[K")


@pytest.mark.parametrize(("count", "quiet"), [(19, False), (30, True)])
def test_a_handful_and_a_quiet_run_show_none(monkeypatch, count, quiet):
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    list(progress(range(count), count, "drawing", quiet=quiet))
    assert "drawing" not in terminal.getvalue()


def test_in_a_pipe_there_is_none(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with counting("drawing") as show:
        show(30, 30)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("said", "expected"), [("40", 40), ("5", 20), ("500", 100), ("x", 100), (None, 100)])
def test_the_width_of_prose(monkeypatch, said, expected):
    monkeypatch.delenv("COLUMNS", raising=False)
    if said is not None:
        monkeypatch.setenv("COLUMNS", said)
    monkeypatch.setattr("shutil.os.get_terminal_size", lambda *_: (_ for _ in ()).throw(OSError))
    assert columns() == expected
