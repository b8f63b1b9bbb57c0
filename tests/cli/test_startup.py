"""Start-up discipline: what a command imports, asserted by module and not by time."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

import pytest
from tests.cli.conftest import SMALL

DRAWING = {"diagrams", "graphviz", "pygraphviz", "fontTools", "reportlab", "resvg_py", "jinja2"}
HEAVY = DRAWING | {"yaml", "networkx"}
# What a review has no use for, and what takes longer to import than a rule to run.
FOR_OTHERS = {
    *("concurrent", "difflib", "email", "html", "json", "logging"),
    *("numpy", "pickle", "secrets", "socket", "subprocess"),
}

PROGRAM = """\
import atexit, re._compiler, sys
compiled, compile = [], re._compiler.compile
re._compiler.compile = lambda *args: compiled.append(args) or compile(*args)

@atexit.register
def show():
    sys.stdout.flush()
    print(*sorted(sys.modules), f"expressions={len(compiled)}")

"""


@cache
def _modules(code: str, cwd: os.PathLike[str] | None = None) -> set[str]:
    """The modules that a fresh interpreter has after `code`; its own output is not looked at.

    One word more says how many regular expressions it has compiled.
    """
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + code],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=60,
    )
    assert done.stdout, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def _packages(code: str, cwd: os.PathLike[str] | None = None) -> set[str]:
    return {name.partition(".")[0] for name in _modules(code, cwd)}


def _command(*args: str) -> str:
    return f"sys.argv = ['mlarch', *{args!r}]\nfrom mlarch.cli import main\nmain()"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a first check of a small design has imported and compiled."""
    folder = tmp_path_factory.mktemp("checked")
    (folder / "fraud.yaml").write_text(SMALL, encoding="utf-8")
    return _modules(_command("check", "fraud.yaml"), folder)


@pytest.mark.parametrize("args", [("--version",), ("--help",), (), ("chek",), ("check", "-h"), ("new", "-h")])
def test_version_and_help_import_nothing_heavy(args):
    assert _packages(_command(*args)) & HEAVY == set()


@pytest.mark.parametrize("args", [("--version",), ("--help",)])
def test_version_and_help_import_no_part_of_mlarch_but_the_command_line(args):
    parts = {name.split(".")[1] for name in _modules(_command(*args)) if name.startswith("mlarch.")}
    assert parts - {"records"} == {"cli"}


def test_version_imports_no_command():
    assert not any(name.startswith("mlarch.cli.commands.") for name in _modules(_command("--version")))


def test_import_mlarch_imports_nothing_heavy():
    assert _packages("import mlarch\nmlarch.__version__\ndir(mlarch)") & (HEAVY | {"click"}) == set()


def test_the_public_names_cost_nothing_heavy():
    assert _packages("from mlarch import *") & HEAVY == set()


def test_check_imports_nothing_that_draws_and_little_besides_the_graph_library(checked):
    packages = {name.partition(".")[0] for name in checked}
    assert packages >= {"yaml", "networkx"}
    assert packages & (DRAWING | FOR_OTHERS) <= _packages("import networkx")


def test_check_imports_no_part_of_mlarch_that_is_for_others(checked):
    for_others = {
        "mlarch.draw.drawing",
        "mlarch.language.edit",
        "mlarch.language.syntax.explain",
        "mlarch.session.fixing",
        "mlarch.session.pickled",
        "mlarch.session.render",
        "mlarch.session.estimates",
        "mlarch.language.format",
        "mlarch.language.schema",
        "mlarch.processes",
        "mlarch.report.json",
        "mlarch.rules.handbook",
    }
    assert checked & for_others == set()


def test_check_compiles_few_expressions(checked):
    """Of two thousand expressions those are compiled that are asked; most of the rest is Python's own."""
    (count,) = (int(name.partition("=")[2]) for name in checked if name.startswith("expressions="))
    assert 20 < count < 180


@pytest.mark.parametrize("args", [("kinds",), ("rules",), ("new", "-o", "-"), ("explain", "ranker")])
def test_the_handbook_imports_nothing_that_draws(args, folder):
    assert _packages(_command(*args), folder) & DRAWING == set()


def test_an_unchanged_spec_is_reviewed_again_without_rules_and_graph(small, tmp_path, monkeypatch):
    monkeypatch.setenv("MLARCH_CACHE_DIR", str(tmp_path / "kept"))
    first, second = (_modules.__wrapped__(_command("check", "fraud.yaml"), small.parent) for _ in range(2))
    heavy = {"yaml", "mlarch.graph", "mlarch.catalog", "mlarch.rules.families.srv"}
    assert heavy <= first
    assert heavy & second == set()
