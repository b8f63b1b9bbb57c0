"""Rules of a project's own: they run when the user says so, and never because a checkout does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mlarch
from mlarch.cli.app import app

SPEC = "mlarch: 1\nname: Shop\ncomponents: {app: client, api: api server}\nflows: [app -> api]\n"
RULE = '''\
"""Rules of the shop."""

from pathlib import Path

from mlarch.rules import problem, rule

from .words import MESSAGE

Path(__file__).with_name("executed").touch()


@rule("SHO001", "shop-rule")
def shop_rule(design):
    """A shop.

    **Checks.** Nothing.

    **Why.** No reason.

    **When it is wrong.** Never.
    """
    yield problem(next(iter(design.architecture.components.values())), MESSAGE)
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    (folder / "review").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[tool.mlarch]\nlocal-rules = "review"\n')
    (folder / "shop.yaml").write_text(SPEC)
    (folder / "review" / "shop.py").write_text(RULE)
    (folder / "review" / "words.py").write_text('"""Words."""\n\nMESSAGE = "said by the shop"\n')
    monkeypatch.chdir(folder)
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


def check(*args: str) -> Result:
    return CliRunner().invoke(app, ["check", "shop.yaml", *args])


def trust(project: Path, text: str) -> None:
    file = project.parent / "config" / "mlarch" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_the_settings_alone_run_no_code_and_that_is_said(project):
    for args in ((), ("-q",)):
        result = check(*args)
        assert f"the rules in {project / 'review'} are not run" in " ".join(result.output.split())
    assert not (project / "review" / "executed").exists()
    assert "SHO001" not in mlarch.load("shop.yaml").check().rules


def test_the_command_line_allows_them(project):
    result = check("--local-rules", "--format", "json")
    (file,) = json.loads(result.stdout)["files"]
    assert [f["message"] for f in file["findings"] if f["rule"] == "SHO001"] == ["said by the shop"]
    assert check("--local-rules", "--select", "SHO001").exit_code == 0
    assert check("--local-rules", "--format", "sarif").exit_code == 0
    assert sorted(p.name for p in (project / "review").iterdir()) == ["executed", "shop.py", "words.py"]


def test_the_user_allows_them_for_a_project_and_not_for_what_lies_below(project):
    trust(project, f"trusted = ['{project}']\n")
    assert "SHO001" in mlarch.load("shop.yaml").check().rules
    trust(project, f"trusted = ['{project.parent}']\n")
    assert "SHO001" not in mlarch.load("shop.yaml").check().rules


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("trusted = 'x'", "`trusted` must be a list of whole paths"),
        ("trusted = ['shop']", "`trusted` must be a list of whole paths"),
        ("truste = []", "unknown key `truste`"),
        ("[", "is not TOML"),
    ],
)
def test_wrong_settings_of_the_user(project, text, message):
    trust(project, text)
    result = check()
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_a_folder_outside_of_the_project_is_refused(project):
    (project / "pyproject.toml").write_text('[tool.mlarch]\nlocal-rules = "../elsewhere"\n')
    result = check("--local-rules")
    assert result.exit_code == 2
    assert "leads out of the project" in result.stderr


def test_a_file_that_does_not_load_is_named_and_stops_nothing(project):
    (project / "review" / "broken.py").write_text("import nowhere_to_be_found\n")
    result = check("--local-rules", "-q")
    assert "said by the shop" in result.stdout
    assert "broken.py does not load: ModuleNotFoundError" in " ".join(result.stderr.split())


def test_a_rule_that_fails_is_blamed_on_its_file(project):
    body = RULE.replace(
        "yield problem(next(iter(design.architecture.components.values())), MESSAGE)", "raise KeyError"
    )
    (project / "review" / "shop.py").write_text(body)
    words = " ".join(check("--local-rules").stdout.split())
    assert "rule SHO001 shop-rule failed (KeyError:): a fault of this rule, which comes from" in words
    assert "review/shop.py" in words.replace("\\", "/")
    assert "Whoever wrote it can mend it." in words
