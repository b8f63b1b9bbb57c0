"""A checkout runs no code: files named like every module that could be imported stay files.

The commands are those that the program has, so that one that is added later is tried too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from extent import THOROUGH
from mlarch.cli.app import App, app

SPEC = """\
mlarch: 1
name: Shop
components:
  app: client
  api: api server
  model: {kind: model server, icon: onprem.queue.Kafka}
flows: [app -> api, api -> model]
views: {front: {include: [app, api]}, back: {include: [api, model]}}
scenarios: {walk: [app, api, model]}
"""

MARK = """\
open({marker!r}, "a").write(__name__ + "\\n")
raise RuntimeError("code of the checkout was run")
"""

# Loaded before any program can say a word, or by every program on this interpreter.
ALREADY_LOADED = {"mlarch", "__main__"}

# What each command is run with; one that is not listed here is given a spec.
ARGUMENTS: dict[str, list[list[str]]] = {
    "check": [["a.yaml"], ["."], ["--format", "sarif"], ["--fix", "--unsafe-fixes", "--diff"], ["--score"]],
    "compare": [["a.yaml", "b.yaml", "-o", "out.svg"], ["a.yaml", "fraud_detection"]],
    "explain": [["SRV001"], ["api server"]],
    "new": [["fraud_detection", "-o", "new.yaml"]],
    "render": [
        ["a.yaml", "-f", "svg,png,pdf,dot"],
        ["a.yaml", "b.yaml", "--view", "all", "--scenario", "all", "-j", "2", "--index", "--report"],
        ["a.yaml", "--check"],
        ["a.yaml", "--engine", "dot"],
    ],
}


def names() -> list[str]:
    """Every module of the standard library, and every one that is installed beside mlarch."""
    installed = {name for name in packages_distributions() if name.isidentifier()}
    extra = {"sitecustomize", "usercustomize", "evil_rules"}
    return sorted((set(sys.stdlib_module_names) | installed | extra) - ALREADY_LOADED)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with two specs, a shadow of every module, a plugin's metadata, and a program `dot`."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    text = MARK.format(marker=str(tmp_path / "marker"))
    for name in names():
        (folder / f"{name}.py").write_text(text)
    plugin = folder / "evil-1.0.dist-info"
    plugin.mkdir()
    (plugin / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (plugin / "entry_points.txt").write_text("[mlarch.rules]\nevil = evil_rules\n")
    (folder / "dot").write_text(f"#!/bin/sh\necho dot >> {tmp_path}/marker\n")
    (folder / "dot").chmod(0o755)
    for stem in ("a", "b"):
        (folder / f"{stem}.yaml").write_text(SPEC)
    return folder


def lines() -> list[tuple[str, ...]]:
    assert isinstance(app, App)
    commands = app.list_commands(None)  # type: ignore[arg-type]
    assert set(ARGUMENTS) <= set(commands)
    return [(name, *words) for name in commands for words in ARGUMENTS.get(name, [["a.yaml"], []])]


PROGRAM = [str(Path(sys.executable).with_name("mlarch"))]
MODULE = [sys.executable, "-P", "-m", "mlarch"]


def runs() -> dict[str, tuple[list[str], tuple[str, ...]]]:
    """Every line by the program, and one of some commands by `python -P -m`, which has the same path then."""
    once = {line[0]: line for line in reversed(lines()) if THOROUGH or line[0] in ("check", "render")}
    by_program = {" ".join(("mlarch", *line)): (PROGRAM, line) for line in lines()}
    return by_program | {" ".join(("-m mlarch", *line)): (MODULE, line) for line in once.values()}


RUNS = runs()


def run(command, folder, env, *, serves):
    """Run a command to its end; one that serves is interrupted once it says that it is there."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=folder, env=env, text=True, **pipes) as process:
        if serves:
            assert process.stdout.readline().startswith("Open http://127.0.0.1:")
            process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=120)
        return subprocess.CompletedProcess(command, process.returncode, out, error)


@pytest.mark.parametrize(("program", "line"), RUNS.values(), ids=RUNS)
def test_no_file_of_a_checkout_is_imported(checkout, program, line):
    # An empty entry of PATH means the working directory.
    env = {**os.environ, "PATH": f"{os.pathsep}{os.environ['PATH']}", "MLARCH_DEBUG": "1"}
    done = run([*program, *line], checkout, env, serves=line[0] == "serve")
    marker = checkout.parent / "marker"
    assert not marker.exists(), marker.read_text()
    assert "Traceback" not in done.stderr, done.stderr
    if line[0] in ("check", "compare") or (
        line[0] == "render" and "dot" not in line[1:] and "--check" not in line
    ):
        assert done.returncode in (0, 1), done.stderr


def test_python_m_imports_no_dependency_and_no_plugin_of_a_checkout(checkout):
    """What Python itself imports for `-m` is beyond mlarch's reach (SECURITY.md); what comes after is not."""
    for name in sys.stdlib_module_names:
        (checkout / f"{name}.py").unlink(missing_ok=True)
    for line in (["check", "a.yaml"], ["render", "a.yaml", "-f", "svg,png,pdf"]):
        command = [sys.executable, "-m", "mlarch", *line]
        subprocess.run(command, cwd=checkout, check=True, capture_output=True, timeout=60)
    assert not (checkout.parent / "marker").exists()


def test_the_shadows_would_be_seen(checkout):
    """The trap works: the same files are run by an interpreter that does not keep away from them."""
    subprocess.run(
        [sys.executable, "-c", "import json.decoder"],
        cwd=checkout,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (checkout.parent / "marker").exists()


def test_a_picture_drawn_among_shadows_is_the_same_picture(checkout, tmp_path):
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "a.yaml").write_text(SPEC)
    pictures = []
    for folder in (checkout, clean):
        command = [*PROGRAM, "render", "a.yaml", "-q", "-o", "-"]
        pictures.append(
            subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60).stdout
        )
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"<svg")
