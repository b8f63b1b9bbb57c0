"""Finding specs: what a directory walk takes for one, and what it passes over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.language import discover
from mlarch.language.discovery import is_spec

SPEC = "mlarch: 1\nname: x\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str | bytes = SPEC) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    "head",
    [
        "mlarch: 1\n",
        "mlarch:\n",
        "\ufeffmlarch: 1",
        "# comment\n\n  # more\r\nmlarch: 1\r\n",
        "---\nmlarch: 1\n",
        "%YAML 1.1\n--- # x\nmlarch: 1\n",
        '"mlarch": 1\n',
        "mlarch : 1",
        "{mlarch: 1, name: x}",
        '{\n  "mlarch": 1\n}',
    ],
)
def test_a_spec_begins_with_its_key(head: str) -> None:
    assert is_spec(head.encode())


@pytest.mark.parametrize(
    "head",
    [
        "",
        "# mlarch: 1\n",
        "name: x\nmlarch: 1\n",
        "mlarch1: 1",
        "mlarch:1",
        "- mlarch: 1",
        "mlarchs: 1",
        "\0\0",
        "x: mlarch: 1",
    ],
)
def test_other_files(head: str) -> None:
    assert not is_spec(head.encode())


def test_a_spec_in_utf16_is_found_so_that_it_can_be_refused() -> None:
    assert is_spec(SPEC.encode("utf-16"))


def test_files_stand_for_themselves() -> None:
    write("a.txt", "anything")
    assert discover(["a.txt", "-", "a.txt"]) == ("a.txt", "-")


def test_a_directory_is_searched_in_order() -> None:
    for path in ("s/b.yaml", "s/a/z.yml", "s/a/a.YAML", "s/c.yaml"):
        write(path)
    write("s/other.yaml", "name: x\n")
    write("s/notes.txt")
    assert discover(["s"]) == ("s/a/a.YAML", "s/a/z.yml", "s/b.yaml", "s/c.yaml")
    assert discover(["s/"]) == discover(["s"])
    assert discover(["s/c.yaml", "s"]) == ("s/c.yaml", "s/a/a.YAML", "s/a/z.yml", "s/b.yaml")
    assert discover(["."])[0] == "s/a/a.YAML"
    assert discover([str(Path("s").resolve())])[0] == str(Path("s/a/a.YAML").resolve())


def test_folders_of_other_tools_are_passed_over() -> None:
    for folder in (".git", ".venv", "venv", "node_modules/x", "__pycache__", "env", ".hidden"):
        write(f"s/{folder}/x.yaml")
    write("s/env/pyvenv.cfg", "home = /usr\n")
    write("s/.hidden.yaml")
    write("s/x.yaml")
    assert discover(["s"]) == ("s/x.yaml",)
    assert discover(["s/.hidden"]) == ("s/.hidden/x.yaml",)


def test_links() -> None:
    """A link to a file is a file; a link to a folder is not followed, so a circle of them has an end."""
    write("s/a/x.yaml")
    Path("s/a/up").symlink_to("..", target_is_directory=True)
    Path("s/y.yaml").symlink_to("a/x.yaml")
    Path("s/broken.yaml").symlink_to("nowhere.yaml")
    Path("s/self.yaml").symlink_to("self.yaml")
    assert discover(["s"]) == ("s/a/x.yaml", "s/y.yaml")


def test_odd_entries_do_not_stop_the_search() -> None:
    write("s/x.yaml")
    write("s/binary.yaml", bytes(range(256)))
    Path("s/folder.yaml").mkdir()
    os.mkfifo("s/pipe.yaml")
    assert discover(["s"]) == ("s/x.yaml",)


def test_a_missing_path_names_the_nearest() -> None:
    write("specs/fraud_detection.yaml")
    with pytest.raises(MlarchError) as caught:
        discover(["specs/fraud_detecton.yaml"])
    assert caught.value.message == "there is no specs/fraud_detecton.yaml"
    assert caught.value.help == "Did you mean specs/fraud_detection.yaml?"


def test_a_directory_without_specs() -> None:
    write("s/other.yaml", "name: x\n")
    with pytest.raises(MlarchError) as caught:
        discover(["s"])
    assert caught.value.message == "no spec in s: no YAML file there begins with `mlarch: 1`"


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "s/x.yaml/y"])
def test_impossible_paths(path: str) -> None:
    write("s/x.yaml")
    with pytest.raises(MlarchError):
        discover([path])
