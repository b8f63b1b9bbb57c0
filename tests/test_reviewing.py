"""Every example of docs/reviewing.md is what it says it is."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import mlarch
from mlarch import rules
from mlarch.model import Stage
from mlarch.rules.engine import plugins, registry
from pages import ROOT, agrees, blocks, commands, run

BLOCKS = blocks(ROOT / "docs" / "reviewing.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of the page."""
    for block in BLOCKS:
        if "file" in block.marks:
            (tmp_path / block.marks["file"]).write_text(block.text, encoding="utf-8")
    return tmp_path


def test_commands_print_what_is_shown(folder):
    for block in BLOCKS:
        if "tour" in block.marks:
            for command in commands(block.text):
                printed = run(command, folder)
                assert agrees(command.output, printed), "\n".join(printed)


def test_an_ignore_of_the_page_is_read(folder):
    block = next(block for block in BLOCKS if "extends" in block.marks)
    design = mlarch.loads(f"mlarch: 1\nextends: shop.yaml\n{block.text}", str(folder / "mine.yaml"))
    assert [entry.rule for entry in design.architecture.ignores] == ["SRV002", "MON"]


def test_the_rule_of_the_page_is_a_plugin_that_finds_what_it_says(folder, monkeypatch):
    monkeypatch.syspath_prepend(folder)
    mine = registry.collect(plugins.rules_of(importlib.import_module("acme_rules")))
    review = rules.review(mlarch.load(folder / "shop.yaml").graph, registry=mine)
    assert [(finding.rule, finding.components) for finding in review.findings] == [
        ("ACM001", ("api",)),
        ("ACM001", ("ranker",)),
        ("ACM001", ("features",)),
    ]


def test_every_stage_is_explained():
    text = (ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")
    assert [stage for stage in Stage if f"| `{stage}`" not in text] == []
