"""Files: what may be anything is read with care, and written whole or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from mlarch import files
from mlarch.diagnostics import MlarchError

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_reading_up_to_a_limit() -> None:
    Path("x").write_bytes(b"0123456789")
    assert files.read_bytes("x", 100) == b"0123456789"
    assert files.read_bytes("x", 10) == b"0123456789"
    assert files.read_bytes(Path("x"), 4) == b"01234"


@pytest.mark.parametrize(
    ("path", "message", "help_"),
    [
        (
            "*.yml",
            "there is no *.yml",
            "No file fits that. Of a directory every spec is read: `mlarch check .`",
        ),
        (
            "https://example.org/x.yaml",
            "there is no https://example.org/x.yaml",
            "mlarch reads files, and gets nothing from the net: download it first.",
        ),
        ("fraud.yml", "there is no fraud.yml", "Did you mean fraud.yaml?"),
        ("farud.yaml", "there is no farud.yaml", "Did you mean fraud.yaml?"),
        ("nope.yaml", "there is no nope.yaml", ""),
        ("no/x.yaml", "there is no no/x.yaml", "There is no directory no."),
        ("folder", "folder is a directory, and a file is expected", "Name a file in it."),
        ("fraud.yaml/x", "cannot read fraud.yaml/x: a part of the path is a file and not a directory", ""),
        ("pipe", "pipe is a pipe and not a file", "Send it to standard input, and give `-` as the path."),
        ("/dev/null", "/dev/null is a device and not a file", None),
        ("a\0b", "cannot read a\N{REPLACEMENT CHARACTER}b: this is no possible file name", ""),
        ("x" * 5000, "cannot read " + "x" * 100 + "…" + "x" * 80 + ": file name too long", ""),
        ("loop", "cannot read loop: too many levels of symbolic links", ""),
    ],
)
def test_what_cannot_be_read(path: str, message: str, help_: str | None) -> None:
    Path("fraud.yaml").write_text("x")
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    with pytest.raises(MlarchError) as caught:
        files.read_bytes(path, 100)
    assert caught.value.message == message
    assert help_ in (None, caught.value.help)


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_no_permission_to_read() -> None:
    Path("x").write_text("x")
    Path("x").chmod(0)
    with pytest.raises(MlarchError, match="cannot read x: permission denied"):
        files.read_bytes("x", 10)


def test_process_substitution_is_read() -> None:
    """`mlarch check <(generate)` hands over a pipe that is open already."""
    reading, writing = os.pipe()
    os.write(writing, b"abc")
    os.close(writing)
    try:
        assert files.read_bytes(f"/dev/fd/{reading}", 10) == b"abc"
    finally:
        os.close(reading)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abcdef")))
    assert files.read_bytes("-", 3) == b"abcd"
    monkeypatch.setattr(sys, "stdin", io.StringIO("é"))
    assert files.read_bytes("-", 3) == "é".encode()


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(MlarchError, match="there is no standard input to read"):
            files.read_bytes("-", 3)


def test_writing_new_files_and_folders() -> None:
    files.write_atomic("a/b/x.svg", "é\n")
    files.write_atomic(Path("y"), b"\0")
    assert Path("a/b/x.svg").read_bytes() == "é\n".encode()
    assert Path("y").read_bytes() == b"\0"
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("y").stat().st_mode) == 0o666 & ~umask
    assert names() == ["a", "y"]


def test_replacing_keeps_permissions_and_links() -> None:
    Path("x").write_text("old")
    Path("x").chmod(0o640)
    Path("link").symlink_to("x")
    files.write_atomic("link", "new")
    assert Path("x").read_text() == "new"
    assert stat.S_IMODE(Path("x").stat().st_mode) == 0o640
    assert Path("link").is_symlink()
    assert names() == ["link", "x"]


def test_a_failure_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("x").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(MlarchError, match="cannot write x: no space left on device"):
        files.write_atomic("x", "new")
    assert Path("x").read_text() == "old"
    assert names() == ["x"]


def test_an_interruption_leaves_no_litter(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomic("x", "new")
    assert names() == []


def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    files.write_atomic("/dev/null", "x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_pipe_in_the_way_is_no_place_to_write_to() -> None:
    """Nobody may ever read from it, and we would wait."""
    os.mkfifo("pipe")
    with pytest.raises(MlarchError, match="cannot write pipe: it is a pipe and not a file"):
        files.write_atomic("pipe", "x")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("folder", "it is a directory"),
        ("file/x", "a part of the path is a file and not a directory"),
        ("file/x/y", "a part of the path is a file and not a directory"),
        ("a\0b", "this is no possible file name"),
        ("x" * 5000, "file name too long"),
        ("/proc/nothing/x", "no such file or directory"),
    ],
)
def test_what_cannot_be_written(path: str, reason: str) -> None:
    Path("folder").mkdir()
    Path("file").write_text("old")
    with pytest.raises(MlarchError) as caught:
        files.write_atomic(path, "x")
    assert caught.value.message.startswith("cannot write ")
    assert caught.value.message.endswith(f": {reason}")
    assert names() == ["file", "folder"]


@pytest.mark.skipif(AS_ROOT, reason="root may write everything")
def test_no_permission_to_write() -> None:
    Path("x").write_text("old")
    Path("x").chmod(0o444)
    with pytest.raises(MlarchError, match="cannot write x: the file is read-only"):
        files.write_atomic("x", "new")
    Path("folder").mkdir(mode=0o555)
    with pytest.raises(MlarchError, match="cannot write folder/x: permission denied"):
        files.write_atomic("folder/x", "new")
    assert Path("x").read_text() == "old"


def test_a_file_name_of_the_greatest_length() -> None:
    """The temporary name is not longer than the file system takes."""
    name = "x" * 255
    files.write_atomic(name, "x")
    assert names() == [name]


def test_a_link_that_leads_nowhere_is_no_slip_of_the_pen(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("nowhere.yaml")
    error = files.missing(str(link))
    assert (error.message, error.help) == (
        f"{link} is a link to nowhere.yaml, and nothing is there",
        "Mend the link.",
    )


def test_what_was_saved_meanwhile_is_kept() -> None:
    Path("x").write_text("old")
    files.write_atomic("x", "new", replaces=b"old")
    assert Path("x").read_text() == "new"
    for replaces in (b"old", None):
        with pytest.raises(MlarchError, match="x was changed by another program meanwhile"):
            files.write_atomic("x", "newer", replaces=replaces)
    with pytest.raises(MlarchError, match="y was changed"):
        files.write_atomic("y", "new", replaces=b"old")
    files.write_atomic("y", "new", replaces=None)
    assert (Path("x").read_text(), Path("y").read_text(), names()) == ("new", "new", ["x", "y"])


def test_what_a_killed_run_has_left_is_taken_out() -> None:
    Path("folder").mkdir()
    left, other = Path("folder/.mlarch-1.tmp"), Path("folder/.other.tmp")
    for path in (left, other):
        path.write_text("x")
    files.write_atomic("folder/x", "x")
    assert sorted(path.name for path in Path("folder").iterdir()) == [".other.tmp", "x"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_what_another_run_is_at_is_left_alone_until_nobody_can_be() -> None:
    Path("folder").mkdir()
    path, file, lock = files._temporary(Path("folder"))
    assert lock is not None
    file.close()
    files.write_atomic("folder/x", "x")
    assert path.exists()
    files._swept.clear()
    os.utime(path, (0, 0))
    files.write_atomic("folder/x", "x")
    assert not path.exists()
    os.close(lock)


def test_a_temporary_file_that_is_taken_for_left_over_at_once_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock, taken = files._lock, []

    def late(descriptor: int) -> int | None:
        if not taken:
            taken.extend(Path().glob(".mlarch-*"))
            taken[0].unlink()
        return lock(descriptor)

    monkeypatch.setattr(files, "_lock", late)
    files.write_atomic("x", "new")
    assert (Path("x").read_text(), names(), len(taken)) == ("new", ["x"], 1)


def test_a_link_that_is_called_like_a_temporary_file_leads_nowhere() -> None:
    Path("folder").mkdir()
    Path("precious").write_text("x")
    Path("folder/.mlarch-1.tmp").symlink_to("../precious")
    files.write_atomic("folder/x", "x")
    assert Path("precious").read_text() == "x"
