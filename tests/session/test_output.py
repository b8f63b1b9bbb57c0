"""The folder of pictures on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.session.output import orphans, prepare, present, write

OURS = '<svg xmlns="http://www.w3.org/2000/svg" class="mlarch">'


def test_a_file_is_written_once(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.svg"
    assert present(target) is None
    assert write(target, b"a") is True
    assert write(target, b"a") is False
    assert present(target) == b"a"


def test_a_directory_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(MlarchError, match="a directory of that name is in the way"):
        write(tmp_path / "a.svg", b"a")


def test_a_directory_that_cannot_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("file", "file/below"):
        with pytest.raises(MlarchError, match="it is a file, or lies below one"):
            prepare(str(tmp_path / name))


def test_only_what_mlarch_has_drawn_can_be_left_over(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    for name, text in (
        ("kept.svg", OURS),
        ("team/Kept.view.svg", OURS),
        ("gone.svg", OURS),
        ("team/gone.svg", OURS),
        ("foreign.svg", "<svg/>"),
        ("gone.png", OURS),
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "link.svg").symlink_to("kept.svg")
    found = orphans(str(tmp_path), {"kept", "team/kept.view"})
    names = [path.relative_to(tmp_path).as_posix() for path in found]
    assert names == ["gone.svg", "team/gone.svg"]
