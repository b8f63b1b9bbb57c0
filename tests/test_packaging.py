"""The wheel: what is in it, and that it works where nothing of the checkout is."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

import mlarch

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the build backend that is installed, without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mlarch` program of a fresh environment that holds the wheel.

    Its dependencies are those of this environment, by one path entry, so that nothing is downloaded. The path
    entries of this environment, and so the checkout itself, are not followed.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    command = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "install", "--quiet"]
    command += ["--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run(command, check=True, timeout=120)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / ("mlarch.exe" if os.name == "nt" else "mlarch")


def _run(program: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [program, *args], cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_wheel_holds_the_package_its_data_and_the_case_studies(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {
        path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path.relative_to(ROOT / "src").as_posix() for path in sources} <= names
    assert {f"mlarch/specs/{path.name}" for path in (ROOT / "specs").glob("*.yaml")} <= names
    assert "mlarch/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "output/", "docs/"))]


def test_the_fresh_environment_has_the_wheel_and_not_the_checkout(installed, tmp_path):
    code = "import mlarch; print(mlarch.__file__)"
    place = _run(installed.with_name("python"), "-c", code, cwd=tmp_path).stdout.strip()
    assert Path(place).is_relative_to(installed.parents[1])


def test_the_installed_command_starts_and_draws_a_case_study_from_an_empty_folder(installed, tmp_path):
    assert _run(installed, "--version", cwd=tmp_path).stdout == f"mlarch {mlarch.__version__}\n"
    assert "video_recommendation" in _run(installed, "new", "--list", cwd=tmp_path).stdout
    for args in (("new", "web_service"), ("check",), ("render",)):
        done = _run(installed, *args, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), args
    picture = tmp_path / "output" / "web_service.svg"
    assert "</svg>" in picture.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "web_service.yaml"]


def test_the_version_is_said_once(wheel):
    assert wheel.name.startswith(f"mlarch-{mlarch.__version__}-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]


def test_the_tools_are_pinned_by_version_and_by_nothing_else():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert all(version[0].isdigit() for version in pins.values())
    assert list(pins) == sorted(pins, key=str.lower)
    wanted = {_name(line) for line in requires("mlarch") or ()}
    assert wanted <= {_name(name) for name in pins}


def _name(requirement: str) -> str:
    """The name of a requirement, as package indexes compare names."""
    name = requirement.split(";")[0].strip()
    for mark in "[<>=!~ (":
        name = name.split(mark)[0]
    return name.lower().replace("_", "-").replace(".", "-")
