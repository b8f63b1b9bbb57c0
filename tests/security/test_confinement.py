"""A checkout reaches no file outside itself: neither to read it, nor to write it, nor to learn of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlarch.cli.app import app
from mlarch.diagnostics import MlarchError
from mlarch.project import OutsideError, allowing, locate, root

SPEC = "mlarch: 1\nname: Shop\ncomponents: {app: client, api: api server}\nflows: [app -> api]\n"
SECRET = "hunter2-of-somebody-else"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="9" height="9"/></svg>'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights there")

Run = Callable[..., Result]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout, the current folder, beside files of others."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(f"{SECRET}: [\n")
    (outside / "mapping.yaml").write_text(f"{SECRET}: 1\n")
    (outside / "binary").write_bytes(b"\xff" + SECRET.encode())
    (outside / "other.yaml").write_text(SPEC.replace("Shop", SECRET))
    (outside / "icon.svg").write_text(SVG)
    folder = tmp_path / "checkout"
    (folder / "specs").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "specs" / "plain.yaml").write_text(SPEC)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run() -> Run:
    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, args)

    return invoke


OUTSIDE = [
    "../../outside/secret.txt",
    "../../outside/mapping.yaml",
    "../../outside/binary",
    "../../outside/other.yaml",
    "../../outside/nothing.yaml",
    "../../outside",
    "../../../../../../../../../../etc/passwd",
    "../../../../../../../../../../proc/self/environ",
    "../../../../../../../../../../dev/zero",
    "../../../../../../../../../../dev/tty",
]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("way", ["as it is", "through a link", "through a link to a folder"])
def test_extends_says_the_same_of_everything_outside(checkout, run, path, way):
    named = path
    if way == "through a link":
        named = "link.yaml"
        Path("specs/link.yaml").symlink_to(path)
    elif way == "through a link to a folder":
        Path("specs/folder").symlink_to(os.path.dirname(path) or ".")  # noqa: PTH120
        named = f"folder/{Path(path).name}"
    Path("specs/x.yaml").write_text(f"mlarch: 1\nextends: {named}\n")
    for form in ("text", "json", "sarif", "github", "junit", "markdown"):
        result = run("check", "specs/x.yaml", "--format", form)
        assert result.exit_code == 2
        assert "leads out of the project" in result.output
        assert SECRET not in result.output
    text = run("check", "specs/x.yaml").output
    shown = os.path.normpath(f"specs/{named}")
    assert text.replace(shown, "…").splitlines()[:2] == [
        "specs/x.yaml:2:10 error SPEC013 extends",
        "  `…` leads out of the project",
    ]
    assert "Did you mean" not in text


def test_nothing_is_shown_of_a_file_of_the_project_that_is_no_spec(checkout, run):
    Path("specs/x.yaml").write_text("mlarch: 1\nextends: ../.env\n")
    for content in (f"TOKEN={SECRET}\n", f"{SECRET}: [", f"# mlarch: 1\n{SECRET}: 1\nmlarch: 1\n", "", "\0"):
        Path(".env").write_text(content)
        result = run("check", "specs/x.yaml")
        assert "does not begin with `mlarch: 1`" in result.output
        assert SECRET not in result.output


def test_the_command_line_lets_another_folder_be_used(checkout, run):
    Path("specs/x.yaml").write_text("mlarch: 1\nextends: ../../outside/other.yaml\n")
    assert run("check", "specs/x.yaml").exit_code == 2
    assert run("check", "specs/x.yaml", "--allow-outside", "../outside").exit_code == 0
    assert run("check", "specs/x.yaml", "--allow-outside", "../elsewhere").exit_code == 2
    assert run("check", "specs/x.yaml").exit_code == 2  # it was for that run only
    Path("pyproject.toml").write_text('[tool.mlarch]\nallow-outside = ["../outside"]\n')
    assert run("check", "specs/x.yaml").exit_code == 2


def test_icons_stay_in_the_project(checkout, run):
    Path("icons").mkdir()
    Path("icons/own.svg").write_text(SVG)
    Path("specs/link.svg").symlink_to("../../outside/icon.svg")
    spec = (
        "mlarch: 1\ncomponents: {{app: client, api: {{kind: api server, icon: {}}}}}\nflows: [app -> api]\n"
    )
    for icon, status in (("../icons/own.svg", 0), ("../../outside/icon.svg", 2), ("link.svg", 2)):
        Path("specs/x.yaml").write_text(spec.format(icon))
        assert run("check", "specs/x.yaml").exit_code == status
        assert run("render", "specs/x.yaml", "-q").exit_code == status
    outside = ("render", "specs/x.yaml", "specs/plain.yaml", "--view", "all", "-f", "svg,png", "-q")
    assert run(*outside, "-j", "2", "--allow-outside", "../outside").exit_code == 0


def test_a_spec_that_is_a_link_out_is_not_read(checkout, run):
    Path("specs/x.yaml").symlink_to("../../outside/other.yaml")
    for path in ("specs/x.yaml", "specs", "."):
        for command in ("check", "render"):
            result = run(command, path)
            assert result.exit_code == 2
            assert "leads out of the project" in result.output
            assert SECRET not in result.output
    before = Path("../outside/other.yaml").read_text()
    assert run("check", "specs/x.yaml", "--fix", "--unsafe-fixes").exit_code == 2
    assert Path("../outside/other.yaml").read_text() == before


def test_a_folder_that_is_a_link_out_is_not_read(checkout, run, tmp_path):
    """Also when there is a project of its own behind it."""
    (tmp_path / "outside" / ".git").mkdir()
    Path("designs").symlink_to("../outside")
    for path in ("designs", "designs/other.yaml"):
        result = run("check", path)
        assert result.exit_code == 2
        assert SECRET not in result.output


@pytest.mark.parametrize(
    "target", ["../../outside/secret.txt", "/dev/zero", "/dev/full", "../../outside/new.svg"]
)
def test_pictures_do_not_leave_the_output_folder(checkout, run, target):
    Path("output").mkdir()
    Path("output/plain.svg").symlink_to(target)
    Path("output/index.html").symlink_to(target)
    for extra in ([], ["--check"], ["--index"]):
        result = run("render", "specs/plain.yaml", *extra)
        assert result.exit_code == 2
        assert "leads out of the project" in result.output
    assert Path("../outside/secret.txt").read_text() == f"{SECRET}: [\n"
    assert not Path("../outside/new.svg").exists()


def test_an_output_folder_that_is_a_link_out_is_refused(checkout, run):
    Path("output").symlink_to("../outside")
    assert run("render", "specs/plain.yaml").exit_code == 2
    assert not Path("../outside/plain.svg").exists()


def test_what_is_no_file_is_neither_read_nor_written(checkout, run):
    Path("output").mkdir()
    os.mkfifo("output/plain.svg")
    for extra in ([], ["--check"]):
        result = run("render", "specs/plain.yaml", *extra)
        assert result.exit_code == 2
        assert "is a pipe and not a file" in result.output
    Path("new.yaml").symlink_to("../outside/new.yaml")
    assert run("new", "blank", "-o", "new.yaml", "--force").exit_code == 2
    assert run("compare", "specs/plain.yaml", "fraud_detection", "-o", "new.yaml").exit_code == 2
    assert not Path("../outside/new.yaml").exists()


@pytest.mark.parametrize("key", ["baseline", "paths"])
@pytest.mark.parametrize("path", ["../outside/mapping.yaml", "/etc/passwd", "link", "../outside/none.json"])
def test_settings_name_no_file_outside(checkout, run, key, path):
    Path("link").symlink_to("../outside/secret.txt")
    value = f'"{path}"' if key == "baseline" else f'["{path}"]'
    Path("pyproject.toml").write_text(f"[tool.mlarch]\n{key} = {value}\n")
    for line in (["check"], ["check", "specs", "--update-baseline"]):
        result = run(*line)
        assert result.exit_code == 2
        assert f"`{key}`: " in result.output
        assert "leads out of the project" in result.output
    assert Path("../outside/secret.txt").read_text() == f"{SECRET}: [\n"
    assert not Path("../outside/none.json").exists()


def test_the_project_is_the_nearest_marked_folder(tmp_path):
    nested = tmp_path / "a" / "b" / "c"
    nested.mkdir(parents=True)
    assert root(nested / "x.yaml") == nested.resolve()
    (tmp_path / "a" / "pyproject.toml").write_text("")
    assert root(nested / "x.yaml") == (tmp_path / "a").resolve()
    (nested.parent / ".git").write_text("gitdir: elsewhere")  # as in a worktree
    assert root(nested / "x.yaml") == nested.parent.resolve()


def test_a_path_through_a_link_is_no_way_out_of_a_project_but_one_into_it(tmp_path):
    project = tmp_path / "project"
    (project / ".git").mkdir(parents=True)
    (tmp_path / "way").symlink_to(project)
    assert locate(tmp_path / "way" / "x.yaml") == (project / "x.yaml").resolve()
    with pytest.raises(OutsideError):
        locate(project / ".." / "y.yaml", of=project / "x.yaml")
    with allowing([tmp_path]):
        assert locate(project / ".." / "y.yaml", of=project / "x.yaml") == (tmp_path / "y.yaml").resolve()
    with allowing(["/"]), pytest.raises(MlarchError):
        locate("/proc/self/environ", of=project / "x.yaml")


def test_a_baseline_tells_of_no_file_outside(checkout, run):
    """Whether an entry is gone would say whether a file is there."""
    entry = {"rule": "SRV001", "name": "x", "about": [], "message": "x", "fingerprint": "0"}
    texts = []
    for path in ("../outside/other.yaml", "../outside/nothing.yaml"):
        Path("known.json").write_text(json.dumps({"version": 2, "specs": {path: [entry]}}))
        texts.append(run("check", "specs/plain.yaml", "--baseline", "known.json").output)
    assert texts[0] == texts[1]
