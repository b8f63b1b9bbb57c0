"""docs/whiteboard.md is true: its commands run in the order of the page, and print what is shown."""

from __future__ import annotations

from pathlib import Path

from pages import ROOT, agrees, blocks, commands, run

BLOCKS = blocks(ROOT / "docs" / "whiteboard.md")


def test_each_step_of_the_page_prints_what_is_shown(tmp_path: Path) -> None:
    ran = 0
    for block in BLOCKS:
        if "file" in block.marks:
            (tmp_path / block.marks["file"]).write_text(block.text, encoding="utf-8")
            continue
        for command in commands(block.text):
            printed = run(command, tmp_path)
            assert agrees(command.output, printed), f"{block}: {command.line}\n" + "\n".join(printed)
            ran += 1
    assert ran >= 8
