"""A diff names its file as `patch` and git read it, and `patch` makes of the one text the other."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from mlarch.session.patches import diff


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    assert diff("dir/x.yaml", "a\r\nb", "a\r\nc") == (
        "--- a/dir/x.yaml\n+++ b/dir/x.yaml\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n"
        "+c\n\\ No newline at end of file\n"
    )


def test_without_a_change_there_is_no_diff() -> None:
    assert diff("x.yaml", "a\n", "a\n") == ""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("x.yaml", "a/x.yaml"),
        ("./d/../x.yaml", "a/x.yaml"),
        ("-", "a/stdin"),
        ("/elsewhere/x.yaml", "/elsewhere/x.yaml"),
        ("my specs/x, 1.yaml", "a/my specs/x, 1.yaml\t"),
        ('say "hi"\\\n.yaml', '"a/say \\"hi\\"\\\\\\012.yaml"'),
        ("\udcff é.yaml", '"a/\\377 \\303\\251.yaml"'),
        ("zürich.yaml", "a/zürich.yaml"),
    ],
)
def test_the_name_of_the_file(path: str, name: str) -> None:
    assert diff(path, "a\n", "b\n").partition("\n")[0] == f"--- {name}"


def test_a_file_below_is_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert diff(str(tmp_path / "x.yaml"), "a\n", "b\n").startswith("--- a/x.yaml\n+++ b/x.yaml\n")


@pytest.mark.parametrize("program", [["patch", "-p1"], ["git", "apply"]], ids=" ".join)
@pytest.mark.parametrize("name", ["x.yaml", "my specs, 100%: x.yaml", 'q"uote\\.yaml', "zürich ✓.yaml"])
def test_patch_makes_the_one_text_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: list[str], name: str
) -> None:
    if shutil.which(program[0]) is None:
        pytest.skip(f"there is no {program[0]}")
    monkeypatch.chdir(tmp_path)
    before, after = "\ufeffa\r\nb\r\nc", "\ufeffa\r\nB\r\nc\r\n"
    Path(name).write_bytes(before.encode())
    subprocess.run(program, input=diff(f"./{name}", before, after).encode(), check=True, capture_output=True)
    assert Path(name).read_bytes() == after.encode()
