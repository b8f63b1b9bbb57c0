"""docs/configuration.md is true: its settings are legal, its commands run, and every key is explained."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mlarch import rules
from mlarch.diagnostics import Severity
from mlarch.rules.engine.resolution import resolve
from mlarch.session import settings
from pages import ROOT, agrees, blocks, commands, run

PAGE = ROOT / "docs" / "configuration.md"
BLOCKS = blocks(PAGE)
SETTINGS = [block for block in BLOCKS if "settings" in block.marks]


@pytest.mark.parametrize("block", SETTINGS, ids=str)
def test_the_settings_are_legal(block):
    found = settings.decode(tomllib.loads(block.text)["tool"]["mlarch"], Path("pyproject.toml"))
    known = rules.load()
    resolve(found, known)
    assert known.chosen(found.select, found.ignore)


def test_a_later_severity_wins_as_the_page_says():
    (block,) = [block for block in SETTINGS if "severity" in block.text]
    found = settings.decode(tomllib.loads(block.text)["tool"]["mlarch"], Path("pyproject.toml"))
    severities, _ = resolve(found, rules.load())
    assert severities["MON001"] is Severity.INFO
    assert severities["MON002"] is Severity.ERROR
    assert severities["SRV002"] is Severity.WARNING


def test_the_commands_print_what_is_shown(tmp_path):
    (tmp_path / "shop.yaml").write_text(
        (ROOT / "src/mlarch/rules/examples/SRV004.bad.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for block in BLOCKS:
        if "tour" in block.marks:
            for command in commands(block.text):
                printed = run(command, tmp_path)
                assert agrees(command.output, printed), "\n".join(printed)


def test_every_key_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    assert [key for key in settings.KEYS if f"| `{key}` |" not in text] == []
