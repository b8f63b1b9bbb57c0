"""A spec on standard input, with the name of the file that it stands for."""

from __future__ import annotations

import json

from .conftest import BROKEN, SMALL

BASE = SMALL.replace("Fraud check", "Base")
CHILD = "mlarch: 1\nextends: base.yaml\nname: Child\nstage: production\n"


def test_it_is_reviewed_as_the_file_would_be(run, folder):
    (folder / "team").mkdir()
    (folder / "team" / "base.yaml").write_text(BASE)
    (folder / "team" / "pyproject.toml").write_text('[tool.mlarch]\nselect = ["SRV"]\n')
    result = run("check", "-", "--stdin-filename", "team/child.yaml", "--format", "json", stdin=CHILD)
    (file,) = json.loads(result.stdout)["files"]
    assert file["path"] == "team/child.yaml"
    assert {finding["rule"][:3] for finding in file["findings"]} <= {"SRV"}
    (folder / "team" / "child.yaml").write_text(CHILD)
    assert json.loads(run("check", "team/child.yaml", "--format", "json").stdout)["files"] == [file]


def test_its_mistakes_are_said_of_the_file(run, folder):
    result = run("check", "-", "--stdin-filename", "team/new.yaml", stdin=BROKEN)
    assert result.exit_code == 2
    assert result.stdout.startswith("team/new.yaml:5:37 error")


def test_it_is_fixed_onto_standard_output_and_no_file_is_written(run, folder):
    text = SMALL.replace("stage:", "stagee:")
    result = run("check", "-", "--stdin-filename", "new.yaml", "--fix", stdin=text)
    assert result.stdout == SMALL
    assert "fixed 1 in new.yaml" in result.stderr
    assert list(folder.iterdir()) == []
