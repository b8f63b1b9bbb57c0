"""What the source may call: nothing that runs text or starts a program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mlarch

PACKAGE = Path(mlarch.__file__).parent
FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

# What runs text, and what reads values that can run text when they are read.
CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
# It makes functions of so many arguments: the text that it runs is made of a number alone.
TEMPLATES = {"records.py"}
OF_OS = {"system", "popen", "fork", "forkpty", "startfile", "posix_spawn", "posix_spawnp"}
MODULES = {"marshal", "shelve", "code", "codeop", "imp", "pdb", "runpy", "zipimport"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "xmlrpc",
}

# Requests to our own children and their answers, and the user's own cache behind a list of classes.
UNPICKLES = {"session/children.py", "session/workers.py", "session/cache.py"}
# The preview, which listens on this machine alone.
LISTENS = {"serve/run.py"}
READERS = {"pickle.load", "pickle.loads", "pickle.Unpickler"}


def _nodes(file: str) -> Iterator[ast.AST]:
    return ast.walk(ast.parse((PACKAGE / file).read_text(encoding="utf-8")))


def _imported(file: str) -> set[str]:
    found: set[str] = set()
    for node in _nodes(file):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _called(file: str) -> set[str]:
    found: set[str] = set()
    for node in _nodes(file):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
    return found


@pytest.mark.parametrize("file", FILES)
def test_no_text_is_run_and_no_program_is_started(file):
    called = _called(file)
    assert not called & CALLS - ({"exec"} if file in TEMPLATES else set())
    of_os = {name.removeprefix("os.") for name in called if name.startswith("os.")}
    assert not {name for name in of_os if name in OF_OS or name.startswith(("exec", "spawn"))}
    imported = _imported(file)
    assert not imported & MODULES
    assert not imported & NETWORK or file in LISTENS
    assert not called & READERS or file in UNPICKLES
    assert not {name for name in imported if name.startswith("pickle.")}


def test_the_source_is_looked_at():
    assert len(FILES) > 200
    assert set(FILES) >= UNPICKLES
    assert "subprocess" in _imported("processes/child.py")


def test_every_test_that_the_threat_model_names_exists():
    root = Path(__file__).parents[2]
    named = set(re.findall(r"`(tests/[^`]*)`", (root / "SECURITY.md").read_text(encoding="utf-8")))
    assert len(named) > 10
    assert [path for path in sorted(named) if not (root / path).exists()] == []
