"""What is printed moves no cursor, reorders no line, and gives a CI server no command."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlarch.cli.app import app

Run = Callable[..., Result]

EVIL = (
    "a\x1b]0;owned\x07b \x1b[2J \u202egnirts \u2066x\u2069 \u200b"
    "\n::error file=x,line=1::owned\n  ::add-mask::y\r::stop-commands::z\u2028::warning::w"
    " ##[error]v ##vso[task.setvariable variable=a]b ##teamcity[c]\x85::debug::u\u00a0::group::t"
    " ::notice::" + "long " * 20 + "::notice::s %0A::error::r"
)

SPEC = f"""\
mlarch: 1
name: {json.dumps(EVIL)}
summary: {json.dumps(EVIL)}
requirements: {{latency: 10ms}}
components:
  app: {{kind: client, name: {json.dumps(EVIL)}, description: {json.dumps(EVIL)}}}
  api: {{kind: {json.dumps(EVIL)}}}
  model: {{kind: model server, tech: {json.dumps(EVIL)}}}
  {json.dumps(EVIL)}: queue
groups: {{g: {{name: {json.dumps(EVIL)}, members: [app]}}}}
flows: [app -> api, {json.dumps("app -> model: " + EVIL)}, {json.dumps(EVIL)}]
views: {{{json.dumps(EVIL)}: {{title: {json.dumps(EVIL)}, include: [app, {json.dumps(EVIL)}]}}}}
scenarios: {{{json.dumps(EVIL)}: [app, model]}}
ignore: {{SRV001: {json.dumps(EVIL)}}}
{json.dumps(EVIL)}: 1
"""

# What a spec may hold: the reader refuses control characters, written as escapes too.
TAME = "".join(c for c in EVIL if c == "\n" or unicodedata.category(c) not in ("Cc", "Zl"))

READABLE = f"""\
mlarch: 1
name: {json.dumps(TAME)}
summary: {json.dumps(TAME)}
components:
  app: {{kind: client, name: {json.dumps(TAME)}}}
  api: {{kind: api server, name: {json.dumps(TAME)}}}
  model: {{kind: model server, name: {json.dumps(TAME)}, tech: {json.dumps(TAME)}}}
groups: {{g: {{name: {json.dumps(TAME)}, members: [app]}}}}
flows: [app -> api, {json.dumps("api -> model: " + TAME)}]
views: {{{json.dumps(TAME)}: {{include: [app]}}}}
scenarios: {{{json.dumps(TAME)}: [app, api, model]}}
ignore: [{{rule: SRV, reason: {json.dumps(TAME)}}}, {{rule: MON, reason: {json.dumps(TAME)}}}]
"""

# A runner trims white space before it looks for `::`, and finds the old form anywhere in a line.
COMMAND = re.compile(r"^\s*::", re.MULTILINE)
OLD_COMMAND = re.compile(r"##\w*\[")
OURS = re.compile(r"^::(error|warning|notice) [^\n]*$", re.MULTILINE)


def live(text: str) -> list[str]:
    """What a terminal or a CI server would act on."""
    moving = [
        f"U+{ord(c):04X}"
        for c in text
        if c != "\n" and c not in "\u200c\u200d" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")
    ]
    return sorted({*moving, *COMMAND.findall(text), *OLD_COMMAND.findall(text)})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(app, args)

    return invoke


FORMATS = ["text", "json", "sarif", "github", "junit", "markdown"]
FLAGS = ["--show-unknown", "--show-suppressed", "--statistics", "--score", "--stage", "production"]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("spec", [SPEC, READABLE], ids=["broken", "readable"])
def test_reports_are_not_live(run, form, spec):
    Path("a.yaml").write_text(spec)
    out = run("check", "a.yaml", "--format", form, *FLAGS).output
    assert "a.yaml" in out
    assert ("SPEC0" in out) is (spec is SPEC)
    assert live(OURS.sub("", out) if form == "github" else out) in ([], markdown(form))
    if form in ("json", "sarif"):
        json.loads(out)


def markdown(form: str) -> list[str]:
    """Markdown breaks mentions and links by a space that is not seen, and Python calls that a format."""
    return ["U+200B"] if form == "markdown" else []


@pytest.mark.parametrize(
    "line",
    [
        ["check", "a.yaml", "--explain-flows"],
        ["check", "a.yaml", "--quiet"],
        ["check", "a.yaml", "--fix", "--unsafe-fixes"],
        ["render", "a.yaml", "--view", "all", "--scenario", "all", "--report"],
        ["render", "a.yaml", "--check"],
        ["render", "a.yaml", "--view", EVIL],
        ["render", "a.yaml", "--view", "nowhere"],
        ["compare", "a.yaml", "fraud_detection"],
        ["compare", "a.yaml", "fraud_detection", "--format", "json"],
        ["compare", "a.yaml", EVIL],
        ["check", EVIL],
        ["check", "--select", EVIL],
        ["check", "--format", EVIL],
        ["explain", EVIL],
        ["new", EVIL],
        ["kinds", EVIL],
        ["rules", EVIL],
        [EVIL],
    ],
    ids=lambda line: " ".join(word if word != EVIL else "EVIL" for word in line),
)
def test_nothing_else_that_is_printed_is_live(run, line):
    Path("a.yaml").write_text(READABLE)
    assert live(run(*line).output) == []


def test_commands_that_read_specs_are_all_tried(run):
    """A command that is added is run on a hostile spec without further words."""
    Path("a.yaml").write_text(READABLE)
    serving = {"lsp", "serve"}  # these run until they are ended, and print an address at most
    for name in sorted({*app.list_commands(None)} - serving):  # type: ignore[arg-type]
        assert live(run(name, "a.yaml").output) == [], name


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_are_not_live(run, form):
    name = EVIL.replace("/", "")[:60] + ".yaml"
    for folder in (Path(), Path("::error::x"), Path("##[error]y")):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(READABLE)
    Path("broken\n::error::z.yaml").write_text(SPEC)
    out = run("check", ".", "--format", form).output
    assert live(OURS.sub("", out) if form == "github" else out) in ([], markdown(form))
    assert live(run("render", ".", "--index").output) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{json.dumps(EVIL)} = 1",
        f"select = [{json.dumps(EVIL)}]",
        f"ignore = [{json.dumps(EVIL)}]",
        f"stage = {json.dumps(EVIL)}",
        f"format = {json.dumps(EVIL)}",
        f"baseline = {json.dumps(EVIL.replace(chr(47), ''))}",
        f"paths = [{json.dumps(EVIL)}]",
        f"exclude = [{json.dumps(EVIL)}]",
        f"severity.SRV001 = {json.dumps(EVIL)}",
        f"severity.{json.dumps(EVIL)} = 'error'",
        f"rules.SRV009.{json.dumps(EVIL)} = 1",
        f"rules.{json.dumps(EVIL)}.x = 1",
        "x = '''\n::error::a\n''' ::error::b",
    ],
)
@pytest.mark.parametrize("form", ["text", "github", "markdown"])
def test_settings_are_not_live(run, text, form):
    Path("a.yaml").write_text(READABLE)
    Path("pyproject.toml").write_text(f"[tool.mlarch]\n{text}\n")
    out = run("check", "a.yaml", "--format", form).output
    assert live(OURS.sub("", out) if form == "github" else out) in ([], markdown(form))


def test_a_baseline_is_not_live(run):
    Path("a.yaml").write_text(READABLE)
    for content in (EVIL, json.dumps({EVIL: 1}), json.dumps({"version": 2, "specs": {EVIL: [{EVIL: EVIL}]}})):
        Path("known.json").write_text(content)
        assert live(run("check", "a.yaml", "--baseline", "known.json").output) == []
