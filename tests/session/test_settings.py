"""`[tool.mlarch]` of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError, Severity
from mlarch.frozen import FrozenMap
from mlarch.model import Stage
from mlarch.session.settings import ProjectSettings, SettingsFinder, find, load


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
    assert load(tmp_path) == ProjectSettings(
        folder=str(tmp_path),
        select=("SRV", "GRA001"),
        ignore=("dead-output",),
        stage=Stage.PRODUCTION,
        baseline_file=str(tmp_path / "known.json"),
        severity=FrozenMap({"SRV001": Severity.ERROR}),
        options=FrozenMap({"SRV008": {"requests_per_second": 500}}),
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
        ("select = []", "`select` is empty, and no rule would run", "Leave it out to run every rule."),
        ("strict = 1", "`strict` must be `true` or `false`, not `1`", ""),
        ("paths = 'specs'", '`paths` must be a list of paths, like `paths = ["specs"]`', ""),
        ("exclude = [2]", '`exclude` must be a list of patterns, like `exclude = ["drafts/*.yaml"]`', ""),
        (
            "format = 'githb'",
            "`format` must be `text`, `json`, `sarif`, `github`, `junit` or `markdown`, not `githb`",
            "Did you mean `github`?",
        ),
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
            "",
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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[tool.mlarch\n", "is not TOML"),
        ("[tool.mlarch]\n".encode("utf-16"), r"is not UTF-8 text \(byte 0\)"),
        ("# caf\xe9\n[tool.mlarch]\n".encode("latin-1"), r"is not UTF-8 text \(byte 5\)"),
        (b"a = " + b"[" * 100_000, "is nested too deep|is not TOML"),
        (b".".join([b"a"] * 200_000) + b" = 1", "is nested too deep"),
        (b"[" + b" . ".join([b'"a"'] * 100_000) + b"]", "is nested too deep"),
        (b"#" * (1 << 21), "is larger than 1 MiB"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    with pytest.raises(MlarchError, match=message):
        load(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xef\xbb\xbf[tool.mlarch]\nstrict = true\n")
    assert load(tmp_path).strict


def test_a_folder_that_is_left_again_is_not_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of the working directory do not govern `../other/spec.yaml`."""
    (tmp_path / "here").mkdir()
    (tmp_path / "other").mkdir()
    write(tmp_path / "here", "[tool.mlarch]\nstage = 'production'\n")
    write(tmp_path / "other", "[tool.mlarch]\nstage = 'sketch'\n")
    monkeypatch.chdir(tmp_path / "here")
    finder = SettingsFinder()
    assert finder.of("spec.yaml").stage is Stage.PRODUCTION
    assert finder.of("-").stage is Stage.PRODUCTION
    assert finder.of("../other/spec.yaml").stage is Stage.SKETCH
    assert finder.of("../spec.yaml").stage is None


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("old", "designs/old/a.yaml", True),
        ("old", "designs/older/a.yaml", False),
        ("*.draft.yaml", "designs/a.draft.yaml", True),
        ("designs/old", "designs/old/deep/a.yaml", True),
        ("designs/old/", "designs/old/a.yaml", True),
        ("designs/*.yaml", "designs/a.yaml", True),
        ("designs/*.yaml", "other/a.yaml", False),
        ("**/old/*.yaml", "old/a.yaml", True),
        ("**/old/*.yaml", "designs/old/a.yaml", True),
        ("old", "../old/a.yaml", False),
    ],
)
def test_what_is_excluded(tmp_path: Path, pattern: str, path: str, expected: bool) -> None:
    settings = ProjectSettings(folder=str(tmp_path), exclude=(pattern,))
    assert settings.excludes(str(tmp_path / path)) is expected


def test_a_table_that_is_none(tmp_path: Path) -> None:
    write(tmp_path, "[tool]\nmlarch = 3\n")
    with pytest.raises(MlarchError, match="must be a table"):
        load(tmp_path)
