"""`[tool.mlarch]` of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError, Severity
from mlarch.model import Stage
from mlarch.rules import Settings
from mlarch.rules.settings import find, load


def write(folder: Path, text: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_everything_it_can_say(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
[tool.mlarch]
select = ["SRV", "GRA001"]
ignore = ["dead-output"]
stage = "production"
baseline = "known.json"
[tool.mlarch.severity]
SRV001 = "error"
[tool.mlarch.rules.SRV008]
requests_per_second = 500
""",
    )
    assert load(tmp_path) == Settings(
        select=("SRV", "GRA001"),
        ignore=("dead-output",),
        stage=Stage.PRODUCTION,
        baseline=str(tmp_path / "known.json"),
        severity={"SRV001": Severity.ERROR},
        options={"SRV008": {"requests_per_second": 500}},
        path=str(file),
    )


def test_the_nearest_table_above_counts(tmp_path: Path) -> None:
    outer = write(tmp_path, "[tool.mlarch]\nstage = 'sketch'\n")
    inner = tmp_path / "package" / "specs"
    inner.mkdir(parents=True)
    write(tmp_path / "package", "[project]\nname = 'other'\n")
    (inner / "a.yaml").write_text("mlarch: 1\n")
    assert find(inner / "a.yaml") == outer
    assert load(inner / "a.yaml").stage is Stage.SKETCH


def test_without_a_table_nothing_is_set(tmp_path: Path) -> None:
    write(tmp_path, "[tool.other]\nx = 1\n")
    assert find(tmp_path) is None or find(tmp_path).parent != tmp_path


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("selekt = []", "unknown key `selekt`", "Did you mean `select`?"),
        ("select = 'SRV'", '`select` must be a list of rules, like `select = ["SRV001"]`', ""),
        ("ignore = [1]", '`ignore` must be a list of rules, like `ignore = ["SRV001"]`', ""),
        (
            "stage = 'prodution'",
            "`stage` must be `sketch`, `design` or `production`, not `prodution`",
            "Did you mean `production`?",
        ),
        ("baseline = 3", "`baseline` must be the name of a file, in quotes", ""),
        ("baseline = ' '", "`baseline` must be the name of a file, in quotes", ""),
        (
            "severity = {SRV001 = 'fatal'}",
            "`severity.SRV001` must be `error`, `warning` or `info`, not `fatal`",
            "Known: error, warning, info.",
        ),
        (
            "severity = {SRV = 'off'}",
            "`severity.SRV` cannot turn a rule off",
            'Put it into `ignore = ["SRV"]`.',
        ),
        ("severity = {SRV = 0.5}", "`severity.SRV` must be `error`, `warning` or `info`, not `0.5`", ""),
        ("rules = 3", "`rules` must be a table, like `[tool.mlarch.rules]`", ""),
        ("rules.SRV001 = 3", "`rules.SRV001` must be a table, like `[tool.mlarch.rules.SRV001]`", ""),
    ],
)
def test_a_wrong_entry_is_explained(tmp_path: Path, text: str, message: str, hint: str) -> None:
    file = write(tmp_path, f"[tool.mlarch]\n{text}\n")
    with pytest.raises(MlarchError) as caught:
        load(tmp_path)
    assert caught.value.message == f"{file}: [tool.mlarch]: {message}"
    assert caught.value.help == hint


@pytest.mark.parametrize("content", [b"[tool.mlarch\n", b"\xff\xfe"])
def test_a_file_that_is_not_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(MlarchError, match="is not TOML"):
        load(tmp_path)


def test_a_table_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, "[tool]\nmlarch = 3\n")
    with pytest.raises(MlarchError, match="must be a table"):
        load(tmp_path)
