"""The same spec in the same folder gets the same answer from the command line and from the Python API."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import mlarch
from mlarch.cli.app import app
from mlarch.diagnostics import MlarchError

SPEC = """\
mlarch: 1
name: Shop
components: {app: client, api: api server, model: model server, spare: cache}
flows: [app -> api -> model: request]
"""

SETTINGS = """\
[tool.mlarch]
ignore = ["GRA"]
stage = "production"
strict = true
exclude = ["old"]
baseline = "known.json"
paths = ["designs"]
[tool.mlarch.severity]
SRV = "error"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "designs" / "old").mkdir(parents=True)
    (tmp_path / "designs" / "shop.yaml").write_text(SPEC)
    (tmp_path / "designs" / "old" / "shop.yaml").write_text(SPEC)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    monkeypatch.chdir(tmp_path)
    check("--update-baseline")
    (tmp_path / "designs" / "shop.yaml").write_text(SPEC.replace("spare: cache", "spare: cache, w: worker"))
    return tmp_path


def check(*args: str) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(app, ["check", "--format", "json", *args], standalone_mode=False)
    return int(result.return_value or 0), json.loads(result.stdout)["files"]


@pytest.mark.parametrize("load", [mlarch.load, mlarch.open])
def test_the_api_reads_the_settings_and_the_baseline_of_the_project(project, load):
    _, (shown,) = check("--show-suppressed")
    review = load("designs/shop.yaml").check()
    assert [f.fingerprint for f in review.findings] == [f["fingerprint"] for f in shown["findings"]]
    assert [f.severity for f in review.findings] == [f["severity"] for f in shown["findings"]]
    assert len(review.suppressed) == len(shown["suppressed"]) > 0
    assert not any(code.startswith("GRA") for code in review.rules)


def test_from_another_folder_the_answer_is_the_same(project, monkeypatch):
    here = mlarch.load(project / "designs" / "shop.yaml").check()
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "pyproject.toml").write_text("[tool.mlarch]\nselect = ['GRA']\n")
    monkeypatch.chdir(project / "elsewhere")
    assert mlarch.load("../designs/shop.yaml").check().rules == here.rules


def test_text_alone_belongs_to_no_project_and_text_of_a_file_does(project):
    assert "GRA001" in mlarch.loads(SPEC).check().rules
    assert "GRA001" not in mlarch.loads(SPEC, "designs/shop.yaml").check().rules


def test_wrong_settings_stop_a_review_and_not_a_picture(project):
    (project / "pyproject.toml").write_text("[tool.mlarch]\nselekt = []\n")
    design = mlarch.load("designs/shop.yaml")
    assert design.render().startswith(b"<svg")
    with pytest.raises(MlarchError, match="unknown key `selekt`"):
        design.check()


def test_what_is_excluded_is_left_out_of_folders_only(project):
    _, files = check("designs", "--no-baseline")
    assert [file["path"] for file in files] == ["designs/shop.yaml"]
    _, files = check("designs/old/shop.yaml", "--no-baseline")
    assert [file["path"] for file in files] == ["designs/old/shop.yaml"]
    result = CliRunner().invoke(app, ["check", "designs/old"])
    assert result.exit_code == 2
    assert "every spec in designs/old is excluded by the settings" in result.stderr


def test_without_a_path_those_of_the_settings_are_read(project):
    (project / "stray.yaml").write_text(SPEC)
    _, files = check()
    assert [file["path"] for file in files] == ["designs/shop.yaml"]


def test_strict_and_the_format_are_settings_too(project):
    (project / "pyproject.toml").write_text('[tool.mlarch]\nstrict = true\nformat = "github"\n')
    result = CliRunner().invoke(app, ["check", "designs/shop.yaml"])
    assert result.exit_code == 1
    assert result.stdout.startswith("::warning file=designs/shop.yaml")
    (project / "pyproject.toml").write_text("[tool.mlarch]\n")
    result = CliRunner().invoke(app, ["check", "designs/shop.yaml"])
    assert (result.exit_code, "::warning" in result.stdout) == (0, False)
