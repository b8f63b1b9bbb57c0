"""Paths as annotations and code scanning want them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.report.places import in_repository, relative, uri


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("specs/a.yaml", "specs/a.yaml"),
        ("./specs/../a.yaml", "a.yaml"),
        ("-", "stdin"),
        ("a b#?%.yaml", "a%20b%23%3F%25.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("é.yaml", "%C3%A9.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("\ud800.yaml", "%ED%A0%80.yaml"),
        ("/etc/a b.yaml", "file:///etc/a%20b.yaml"),
    ],
)
def test_a_uri(path: str, expected: str) -> None:
    assert uri(path) == expected


def test_below_the_current_directory_is_relative_and_elsewhere_is_absolute(tmp_path: Path) -> None:
    assert relative(str(tmp_path / "x" / "a.yaml")) == "x/a.yaml"
    assert relative("../a.yaml") == (tmp_path.parent / "a.yaml").as_posix()
    assert relative(f"{tmp_path}-other/a.yaml") == f"{tmp_path.as_posix()}-other/a.yaml"


def test_in_a_repository_paths_begin_at_its_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "team" / "specs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "team")
    assert in_repository("specs/a.yaml") == uri("specs/a.yaml") == "team/specs/a.yaml"
    assert in_repository("../a.yaml") == "a.yaml"
    assert in_repository("-") == "stdin"
    outside = tmp_path.parent / "b.yaml"
    assert in_repository(str(outside)) == outside.as_posix()
