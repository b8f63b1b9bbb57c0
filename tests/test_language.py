"""Every example of docs/language.md is what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch
from mlarch.diagnostics import Severity, SpecError
from mlarch.language.decode.flows import MAX_LINE_LINKS, MAX_LINKS
from mlarch.language.syntax import bounds
from pages import ROOT, Block, agrees, blocks, commands, run

PAGE = ROOT / "docs" / "language.md"
BLOCKS = blocks(PAGE)
SPECS = [block for block in BLOCKS if block.language == "yaml"]
GOOD = [block for block in SPECS if "wrong" not in block.marks]
BAD = [block for block in SPECS if "wrong" in block.marks]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the page."""
    home = tmp_path_factory.mktemp("language")
    for block in SPECS:
        if "file" in block.marks:
            (home / block.marks["file"]).write_text(block.text, encoding="utf-8")
    return home


def _design(block: Block, folder: Path) -> mlarch.Design:
    head = f"mlarch: 1\nextends: {block.marks['extends']}\n" if "extends" in block.marks else ""
    return mlarch.loads(head + block.text, str(folder / "example.yaml"))


@pytest.mark.parametrize("block", GOOD, ids=str)
def test_an_example_is_read_and_has_no_errors(block, folder):
    review = _design(block, folder).check()
    assert [finding for finding in review.findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("block", BAD, ids=str)
def test_an_example_of_a_mistake_is_refused(block, folder):
    with pytest.raises(SpecError) as caught:
        _design(block, folder)
    assert block.marks["wrong"] in {finding.rule for finding in caught.value.findings}


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "console"], ids=str)
def test_commands_print_what_is_shown(block, folder):
    assert "tour" in block.marks, "commands of this page are run: mark the block `tour`"
    for command in commands(block.text):
        printed = run(command, folder)
        assert agrees(command.output, printed), "\n".join(printed)


def test_the_bounds_are_those_of_the_reader():
    text = " ".join(PAGE.read_text(encoding="utf-8").split("## Bounds")[1].split("## ")[0].split())
    for words in (
        f"{bounds.MAX_BYTES // 1024 // 1024} MiB in one file",
        f"{bounds.MAX_DEPTH} levels",
        f"{bounds.MAX_NODES:,} values",
        f"{bounds.MAX_SCALAR // 1024} KiB in one text",
        f"{MAX_LINE_LINKS:,} flows from one line",
        f"{MAX_LINKS:,} flows in all",
        f"{bounds.MAX_EXTENDS} specs",
    ):
        assert words in text
