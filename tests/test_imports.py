"""The import contracts of pyproject.toml hold, and name every module of the package."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import mlarch

ROOT = Path(__file__).parents[1]
PACKAGE = Path(mlarch.__file__).parent


def test_the_contracts_hold():
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout


def test_the_contracts_are_exhaustive_and_forbid_what_the_fences_are_for():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    assert contracts["layers"]["exhaustive"] is True
    fences = {"yaml", "networkx", "diagrams", "graphviz", "processes", "drawing", "click"}
    assert set(contracts) >= {"layers", "draw-layers"} | fences


def test_every_module_says_what_it_is_and_what_it_offers():
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), file
        names = {
            target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        names |= {
            node.target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.AnnAssign)
            if isinstance(node.target, ast.Name)
        }
        has_definitions = any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)
        assert "__all__" in names or not has_definitions, file
