"""What the source may call: nothing that runs text or starts a program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

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
UNPICKLES = {"session/children.py", "session/workers.py", "session/pickled.py"}
# The preview, which listens on this machine alone.
LISTENS = {"serve/run.py"}
READERS = {"pickle.load", "pickle.loads", "pickle.Unpickler"}


@cache
def _nodes(file: str) -> tuple[ast.AST, ...]:
    """What imports, calls, and names in a file."""
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    wanted = ast.Import | ast.ImportFrom | ast.Call | ast.Attribute
    return tuple(node for node in ast.walk(tree) if isinstance(node, wanted))


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


def test_no_text_is_run_and_no_program_is_started():
    wrong = [(file, name) for file in FILES for name in sorted(_refused(file))]
    assert wrong == []


def _refused(file: str) -> Iterator[str]:
    """What a file calls or imports and may not."""
    called, imported = _called(file), _imported(file)
    yield from called & CALLS - ({"exec"} if file in TEMPLATES else set())
    of_os = {name.removeprefix("os.") for name in called if name.startswith("os.")}
    yield from (name for name in of_os if name in OF_OS or name.startswith(("exec", "spawn")))
    yield from imported & MODULES
    yield from set() if file in LISTENS else imported & NETWORK
    yield from set() if file in UNPICKLES else called & READERS
    yield from (name for name in imported if name.startswith("pickle."))


def test_the_source_is_looked_at():
    assert len(FILES) > 200
    assert set(FILES) >= UNPICKLES
    assert "subprocess" in _imported("processes/child.py")


def test_every_test_that_the_threat_model_names_exists():
    root = Path(__file__).parents[2]
    named = set(re.findall(r"`(tests/[^`]*)`", (root / "SECURITY.md").read_text(encoding="utf-8")))
    assert len(named) > 10
    assert [path for path in sorted(named) if not (root / path).exists()] == []
