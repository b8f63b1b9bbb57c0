"""`--baseline` and `--update-baseline`: written once, then only smaller; and what the user is told."""

from __future__ import annotations

import json

import pytest

from mlarch.session.baseline import Baselines

from .conftest import BROKEN, SMALL

WARNED = (
    SMALL.replace("stage: sketch\n", "")
    .replace("  lb: load balancer\n", "  spare: cache\n")
    .replace("app -> lb -> api", "app -> api")
)
"""Findings of GRA (a cache that nothing touches) and of SRV (no load balancer), among others."""

KEY = ("--baseline", "known.json")
UPDATE = (*KEY, "--update-baseline")


@pytest.fixture
def count(run, small) -> int:
    """How many findings there are without a baseline."""
    small.write_text(WARNED)
    (file,) = json.loads(run("check", "--format", "json").stdout)["files"]
    return len(file["findings"])


def total(folder) -> int:
    document = json.loads((folder / "known.json").read_text())
    return sum(map(len, document["specs"].values()))


def test_written_once_it_accepts_everything_that_was_there(run, small, count):
    written = run("check", "--strict", *UPDATE)
    assert (written.exit_code, written.stdout) == (0, f"1 file: no findings ({count} accepted)\n")
    assert written.stderr == (
        f"known.json: written, {count} findings are accepted; from now on it only shrinks\n"
    )
    assert total(small.parent) == count
    again = run("check", "--strict", *KEY)
    assert (again.exit_code, again.stdout, again.stderr) == (0, written.stdout, "")
    shown = run("check", "--show-suppressed", *KEY).stdout
    assert shown.count("accepted by the baseline: known since the baseline was written") == count


def test_a_baseline_without_a_name_is_a_mistake(run, small):
    result = run("check", "--baseline", "")
    assert result.exit_code == 2
    assert "it is empty; name a file of findings." in result.stderr


def test_a_renamed_spec_is_still_accepted(run, small, count):
    run("check", *UPDATE)
    small.rename("renamed.yaml")
    result = run("check", *KEY, "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("check", *UPDATE).stderr == f"known.json: nothing is gone; accepted: {count}\n"
    assert list(json.loads((small.parent / "known.json").read_text())["specs"]) == ["renamed.yaml"]


def test_a_new_spec_is_taken_in_when_that_is_asked_for(run, small, count):
    run("check", *UPDATE)
    (small.parent / "new.yaml").write_text(WARNED)
    result = run("check", *UPDATE, "--strict")
    assert result.exit_code == 1
    assert "does not list new.yaml; `--extend-baseline` takes in what is found there" in result.stderr
    taken = run("check", *KEY, "--extend-baseline", "--strict")
    assert (taken.exit_code, taken.stdout) == (0, f"2 files: no findings ({2 * count} accepted)\n")
    assert taken.stderr == f"known.json: nothing is gone, 1 spec is taken in; accepted: {2 * count}\n"
    assert run("check", "--strict", *KEY).exit_code == 0


def test_no_baseline_accepts_nothing(run, small, count):
    run("check", *UPDATE)
    (small.parent / "pyproject.toml").write_text('[tool.mlarch]\nbaseline = "known.json"\n')
    assert run("check", "--strict").exit_code == 0
    shown = run("check", "--strict", "--no-baseline")
    assert shown.exit_code == 1
    assert "accepted" not in shown.stdout
    assert run("check", "--no-baseline", "--update-baseline").exit_code == 2


def test_a_new_finding_is_found_and_never_taken_in(run, small, count):
    run("check", *UPDATE)
    small.write_text(WARNED.replace("  spare: cache\n", "  spare: cache\n  other: cache\n"))
    for options in (KEY, UPDATE):
        result = run("check", "--strict", *options)
        assert result.exit_code == 1
        assert "other is cut off" in result.stdout
        assert "spare is cut off" not in result.stdout
    assert total(small.parent) == count


def test_what_is_gone_is_said_and_taken_out_on_request(run, small, count):
    run("check", *UPDATE)
    small.write_text(WARNED.replace("  spare: cache\n", ""))
    before = (small.parent / "known.json").read_bytes()
    assert run("check", *KEY).stderr == "known.json: 1 finding is gone; `--update-baseline` takes it out\n"
    assert (small.parent / "known.json").read_bytes() == before
    assert run("check", "-q", *KEY).stderr == ""
    left = count - 1
    assert run("check", *UPDATE).stderr == f"known.json: 1 finding is gone; accepted: {left}\n"
    assert total(small.parent) == left
    assert run("check", *UPDATE).stderr == f"known.json: nothing is gone; accepted: {left}\n"


def test_the_entries_of_a_spec_that_was_removed_go(run, small, count):
    (small.parent / "other.yaml").write_text(WARNED)
    run("check", *UPDATE)
    assert total(small.parent) == 2 * count
    (small.parent / "other.yaml").unlink()
    assert f"{count} findings are gone" in run("check", *UPDATE).stderr
    assert total(small.parent) == count


def test_part_of_the_rules_says_nothing_about_the_rest(run, small, count):
    run("check", *UPDATE)
    assert run("check", *KEY, "--select", "GRA").stderr == ""
    for option in (("--select", "GRA"), ("--ignore", "GRA"), ("--stage", "sketch")):
        result = run("check", *UPDATE, *option)
        assert result.exit_code == 2
        assert "leave out --select, --ignore and --stage" in " ".join(result.stderr.split())
    assert total(small.parent) == count


def test_the_file_of_the_settings(run, small, count):
    (small.parent / "pyproject.toml").write_text('[tool.mlarch]\nbaseline = "known.json"\n')
    missing = run("check")
    assert missing.exit_code == 2
    assert "there is no baseline" in missing.stderr
    assert "--update-baseline` writes it with the findings of today" in missing.stderr
    assert run("check", "--update-baseline").exit_code == 0
    assert run("check").stdout == f"1 file: no findings ({count} accepted)\n"
    (small.parent / "empty.json").write_text('{"version": 2, "specs": {}}')
    assert "accepted" not in run("check", "--baseline", "empty.json").stdout


def test_nothing_to_update(run, small):
    result = run("check", "--update-baseline")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: there is no baseline to update\n")


def test_a_diff_writes_nothing(run, small):
    result = run("check", *UPDATE, "--diff")
    assert result.exit_code == 2
    assert not (small.parent / "known.json").exists()


def test_it_is_not_written_while_a_spec_cannot_be_read(run, small):
    (small.parent / "broken.yaml").write_text(BROKEN)
    result = run("check", *UPDATE, ".")
    assert result.exit_code == 2
    assert "is not written: some specs cannot be read" in result.stderr
    assert "broken.yaml:5:37 error SPEC" in result.stdout
    assert not (small.parent / "known.json").exists()


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 2}', '{"version": 1, "findings": {"a": {"b": -1}}}']
)
def test_a_file_that_is_no_baseline(run, small, content):
    (small.parent / "known.json").write_text(content)
    for options in (KEY, UPDATE):
        result = run("check", *options)
        assert result.exit_code == 2
        assert "baseline" in result.stderr
        assert (small.parent / "known.json").read_text() == content


def test_two_first_runs_at_once_leave_one_whole_baseline(run, small, count, monkeypatch):
    """The second finds a file where it had found none, and must not take its findings out of it."""
    finish = Baselines.finish

    def slow(self, *, complete):
        monkeypatch.setattr(Baselines, "finish", finish)
        assert run("check", *UPDATE).exit_code == 0  # the other run, which is done first
        yield from finish(self, complete=complete)

    monkeypatch.setattr(Baselines, "finish", slow)
    result = run("check", *UPDATE)
    assert result.exit_code == 2
    assert "known.json was changed by another program meanwhile" in result.stderr
    assert total(small.parent) == count


def test_another_file_in_place_of_a_baseline_is_not_to_be_deleted(run, small):
    before = small.read_bytes()
    for more in ((), ("--update-baseline",)):
        result = run("check", "--baseline", str(small), *more)
        assert result.exit_code == 2
        assert "Is it the right file?" in result.stderr
        assert "elete" not in result.stderr
    assert small.read_bytes() == before
