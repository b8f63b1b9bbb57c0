"""What other programs run: the hooks, the action and docs/ci.md, executed as those programs would.

Nothing is downloaded: the action's scripts find a `python3` that makes an environment holding the installed
mlarch, and a `gh` that writes down what it is asked.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from pages import ROOT, blocks, commands, run
from published import mistakes

BIN = Path(sys.executable).parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = blocks(ROOT / "docs" / "ci.md")
CLEAN = (ROOT / "src/mlarch/rules/examples/SRV002.good.yaml").read_text(encoding="utf-8")
WARNED = (ROOT / "src/mlarch/rules/examples/SRV002.bad.yaml").read_text(encoding="utf-8")
SELECT = '[tool.mlarch]\nselect = ["SRV002"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with one spec that gets one warning."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "shop.yaml").write_text(WARNED, encoding="utf-8")
    (tmp_path / "shop.yaml").write_text(WARNED, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(SELECT, encoding="utf-8")
    return tmp_path


# The hooks


def test_the_hooks_are_a_manifest():
    hooks = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["mlarch-check", "mlarch-render"]


def _hook(name: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a hook as pre-commit does: entry, arguments, then the names of the files it is for."""
    hook = next(h for h in load_manifest(ROOT / ".pre-commit-hooks.yaml") if h["id"] == name)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    chosen = [name for name in names if re.search(hook["files"], name)]
    command = [*shlex.split(hook["entry"]), *hook["args"], *args, *chosen]
    return subprocess.run(
        [BIN / command[0], *command[1:]], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_check_hook(folder):
    relaxed, strict = _hook("mlarch-check", folder), _hook("mlarch-check", folder, "--strict")
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert relaxed.stdout == strict.stdout
    assert relaxed.stdout.endswith("1 file: 1 warning\n")
    assert "specs/shop.yaml:" in relaxed.stdout


def test_the_render_hook(folder):
    assert _hook("mlarch-render", folder).returncode == 1
    subprocess.run([BIN / "mlarch", "render", "-q", "specs/shop.yaml"], cwd=folder, check=True, timeout=120)
    assert _hook("mlarch-render", folder).returncode == 0


# The action


@dataclass
class Job:
    """One run of the action in `folder`, with the answers of its expressions."""

    folder: Path
    inputs: dict[str, str]
    comments: str = ""
    login: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    status: int = 0

    def __post_init__(self) -> None:
        self.runner = self.folder / "runner"
        self.runner.mkdir()
        stubs = self.runner / "stubs"
        stubs.mkdir()
        _script(
            stubs / "python3", _PYTHON.format(real=sys.executable, bin=BIN, log=self.runner / "python.log")
        )
        _script(stubs / "gh", _GH.format(log=self.runner / "gh.log", ids=self.comments, login=self.login))
        self.environment = {
            "PATH": f"{stubs}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.runner),
            **{
                name: str(self.runner / name.lower())
                for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
            },
        }
        given = {name: str(entry["default"]) for name, entry in ACTION["inputs"].items()} | self.inputs
        self.answers = {f"inputs.{name}": value for name, value in given.items()} | {
            "github.action_path": str(ROOT),
            "github.repository": "acme/shop",
            "github.event.pull_request.number": "7",
            "github.token": "secret",
        }

    def execute(self) -> Job:
        """Run the steps, as far as their conditions hold and until one fails."""
        for step in ACTION["runs"]["steps"]:
            if step["name"] == "Comment" and self.answers["inputs.comment"] != "true":
                continue
            done = self._step(step)
            self.log += done.stdout
            if done.returncode != 0:
                self.status = done.returncode
                break
        return self

    def _step(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        assert "${{" not in step["run"], "an expression in a script is a way to inject commands"
        (self.runner / "step.sh").write_text(step["run"], encoding="utf-8")
        given = {name: self._answer(value) for name, value in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(self.runner / "step.sh")],
            cwd=self.folder,
            env=self.environment | given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        self.environment |= _pairs(self.runner / "github_env")
        self.outputs = _pairs(self.runner / "github_output")
        self.answers |= {f"steps.check.outputs.{name}": value for name, value in self.outputs.items()}
        return done

    def _answer(self, text: str) -> str:
        return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: self.answers[found.group(1)], text)

    def read(self, name: str) -> str:
        file = self.runner / name
        return file.read_text(encoding="utf-8") if file.exists() else ""


_PYTHON = """#!/bin/bash
if [ "$2" = -c ]; then exec "{real}" "$@"; fi
echo "$@" >> "{log}"
if [ "$3" = venv ]; then
  mkdir -p "$4/bin"
  ln -s "$0" "$4/bin/python"
  ln -s "{bin}/mlarch" "$4/bin/mlarch"
fi
"""

_GH = """#!/bin/bash
echo "$@" >> "{log}"
case "$*" in *--paginate*) echo "{ids}" ;; "api user"*) echo "{login}"; test -n "{login}" ;; esac
"""


def _script(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def _pairs(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    return dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines())


def test_the_action_is_one():
    assert mistakes("github-action", ACTION) == []
    every = {"paths", "version", "format", "strict", "comment", "token"}
    assert set(ACTION["inputs"]) == every
    written = json.dumps(ACTION["runs"])
    assert all(f"inputs.{name}" in written for name in every)


def test_the_action_annotates_and_passes(folder):
    job = Job(folder, {}).execute()
    assert (job.status, job.outputs["status"]) == (0, "0")
    assert job.log.startswith("::warning file=specs/shop.yaml,line=")
    assert job.log.endswith("1 file: 1 warning\n")
    assert Path(job.outputs["report"]).read_text(encoding="utf-8") == job.log
    assert "### mlarch: 1 warning in 1 file" in job.read("github_step_summary")
    assert job.read("python.log").splitlines() == [
        f"-I -m venv {job.runner}/mlarch",
        f"-I -m pip install --quiet --disable-pip-version-check {ROOT}",
    ]
    assert job.read("gh.log") == ""


def test_the_action_runs_no_module_of_the_checkout():
    """`python -m venv` and `-m pip` would look for a `venv.py` and a `pip.py` in the working directory."""
    starts = re.findall(r'python" (\S+)', "\n".join(step["run"] for step in ACTION["runs"]["steps"]))
    assert starts == ["-I"] * 3


def test_the_action_fails_when_strict_and_after_it_has_reported(folder):
    job = Job(folder, {"strict": "true", "comment": "true", "version": "0.1.0"}).execute()
    assert (job.status, job.outputs["status"]) == (1, "1")
    assert job.read("python.log").splitlines()[1].endswith(" mlarch==0.1.0")
    asked, listed, written = job.read("gh.log").splitlines()
    assert asked == "api user --jq .login"
    assert listed == (
        "api --paginate repos/acme/shop/issues/7/comments --jq "
        '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- mlarch -->"))) | .id'
    )
    body = job.outputs["comment"]
    assert written == f"api --silent --method POST repos/acme/shop/issues/7/comments -F body=@{body}"
    assert Path(body).read_text(encoding="utf-8").startswith("<!-- mlarch -->\n")


def test_a_comment_that_is_there_is_replaced(folder):
    job = Job(folder, {"comment": "true"}, comments="41\n42").execute()
    assert job.status == 0
    assert "--method PATCH repos/acme/shop/issues/comments/42 -F" in job.read("gh.log")


def test_the_comment_of_a_person_s_token_is_found_again_by_the_name(folder):
    job = Job(folder, {"comment": "true"}, login="jo-doe").execute()
    assert '--jq .[] | select(.user.login == "jo-doe" and (.body | startswith(' in job.read("gh.log")


@pytest.mark.parametrize("form", ["sarif", "json", "junit", "markdown"])
def test_other_formats_go_to_the_report(folder, form):
    job = Job(folder, {"format": form}).execute()
    assert (job.status, job.log) == (0, "")
    assert job.outputs["report"].endswith(f".{form}")
    text = Path(job.outputs["report"]).read_text(encoding="utf-8")
    assert "SRV002" in text
    if form == "sarif":
        assert mistakes("sarif-2.1.0", json.loads(text)) == []


def test_paths_are_paths_whatever_is_in_them(folder):
    hostile = 'a b; touch "x" $(touch y) `touch z`.yaml'
    (folder / hostile).write_text(CLEAN, encoding="utf-8")
    (folder / "-dash.yaml").write_text(CLEAN, encoding="utf-8")
    job = Job(folder, {"paths": f"{hostile}\n\n-dash.yaml\n"}).execute()
    assert (job.status, job.log) == (0, "2 files: no findings\n")
    assert not any((folder / name).exists() for name in "xyz")
    missing = Job(_fresh(folder), {"paths": "nowhere.yaml"}).execute()
    assert missing.status == 2
    assert "nowhere.yaml" in missing.log


def _fresh(folder: Path) -> Path:
    other = folder / "other"
    other.mkdir()
    return other


# The page


def test_the_workflows_of_the_page_are_valid_and_use_what_there_is():
    workflows = [yaml.safe_load(block.text) for block in PAGE if "workflow" in block.marks]
    assert len(workflows) == 2
    for workflow in workflows:
        # YAML 1.1 reads the key `on` as true.
        assert mistakes("github-workflow", {("on" if k is True else k): v for k, v in workflow.items()}) == []
        steps = workflow["jobs"]["review"]["steps"]
        (ours,) = [step for step in steps if step["uses"].startswith("your-org/mlarch@")]
        assert set(ours["with"]) <= set(ACTION["inputs"])


def test_the_hooks_of_the_page_exist():
    (block,) = [block for block in PAGE if "pre-commit" in block.marks]
    config = yaml.safe_load(block.text)
    assert mistakes("pre-commit-config", config) == []
    known = {hook["id"] for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == known


def test_the_commands_of_the_page_run(folder):
    for block in PAGE:
        if "tour" in block.marks:
            for command in commands(block.text):
                run(command, folder)
    assert {"review.sarif", "review.xml", "review.md"} <= {path.name for path in folder.iterdir()}
    (block,) = [block for block in PAGE if "gitlab" in block.marks]
    line = yaml.safe_load(block.text)["design"]["script"][1]
    assert line.startswith("mlarch check specs --strict --format junit")
    done = subprocess.run(
        [BIN / "mlarch", *shlex.split(line)[1:-2]], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 1


def test_every_format_is_on_the_page():
    from mlarch.report import FORMATS

    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert [form for form in FORMATS if f"| `{form}` |" not in text] == []
