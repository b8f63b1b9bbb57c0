"""`mlarch diff`: two files, or a file and what git has of it."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

HEAD = "mlarch: 1\nname: Shop\n"
OLD = HEAD + "components: {app: client, lb: load balancer, api: {kind: api server, replicas: 2}}\n"
FLOWS = "flows:\n  - app -> lb -> api: request\n"


@pytest.fixture
def versions(small):
    folder = small.parent
    (folder / "old.yaml").write_text(OLD + FLOWS, encoding="utf-8")
    (folder / "new.yaml").write_text(OLD.replace("replicas: 2", "replicas: 3") + FLOWS, encoding="utf-8")
    return folder


def test_a_change_and_its_exit_status(run, versions):
    result = run("diff", "old.yaml", "new.yaml", "--exit-code")
    assert (result.exit_code, "~ api: replicas 2 → 3" in result.stdout) == (1, True)
    assert run("diff", "old.yaml", "new.yaml").exit_code == 0


def test_a_file_against_itself(run, versions):
    result = run("diff", "old.yaml", "old.yaml", "--exit-code")
    assert (result.exit_code, result.stdout) == (0, "Shop: no change\n")


def test_json_lists_the_changes_alone_when_asked(run, versions):
    result = run("diff", "old.yaml", "new.yaml", "-f", "json", "--no-consequences")
    document = json.loads(result.stdout)
    row = {"action": "changed", "subject": "component", "name": "api", "field": "replicas"}
    assert document["changes"] == [row | {"old": "2", "new": "3"}]
    assert "findings" not in document


def test_markdown_is_escaped(run, versions):
    text = (OLD + FLOWS).replace("name: Shop", "name: '<b>@everyone</b>'")
    (versions / "new.yaml").write_text(text, encoding="utf-8")
    result = run("diff", "old.yaml", "new.yaml", "-f", "markdown")
    assert "<b>" not in result.stdout
    assert "@everyone" not in result.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_revision_with_its_base(run, versions):
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *name, *arguments], cwd=versions, check=True, capture_output=True)

    for folder in ("shared", "specs"):
        (versions / folder).mkdir()
    base, spec = versions / "shared" / "base.yaml", versions / "specs" / "child.yaml"
    base.write_text(OLD + FLOWS, encoding="utf-8")
    child = "mlarch: 1\nextends: ../shared/base.yaml\ncomponents: {api: {replicas: 5}}\n"
    spec.write_text(child, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    base.write_text((OLD + FLOWS).replace("name: Shop", "name: Store"), encoding="utf-8")
    spec.write_text(child.replace("5", "6"), encoding="utf-8")
    result = run("diff", "HEAD:specs/child.yaml", "specs/child.yaml", "--no-consequences")
    assert "~ api: replicas 5 → 6" in result.stdout
    assert "name Shop → Store" in result.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("word", ["--output=x:old.yaml", "nope:old.yaml", "HEAD:missing.yaml"])
def test_what_git_does_not_have_is_an_error(run, versions, word):
    result = run("diff", "--", word, "old.yaml")
    assert (result.exit_code, "Error" in result.stderr) == (2, True)
