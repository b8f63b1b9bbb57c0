"""The README is true: its tour runs in an empty directory, and the installed command prints what is shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

import mlarch
from mlarch.catalog import KINDS, TYPES
from mlarch.cli.app import app
from pages import ROOT, agrees, blocks, commands, run

PAGE = ROOT / "README.md"
BLOCKS = blocks(PAGE)


def test_the_tour(tmp_path):
    """In the order of the page, in one directory: what one step writes, the next ones use."""
    ran = 0
    for block in BLOCKS:
        if "file" in block.marks:
            (tmp_path / block.marks["file"]).write_text(block.text, encoding="utf-8")
        if "tour" not in block.marks:
            continue
        if block.language == "python":
            (tmp_path / "tour.py").write_text(block.text, encoding="utf-8")
            block_commands = [*commands("$ python tour.py\n…\n")]
        else:
            block_commands = [*commands(block.text)]
        for command in block_commands:
            printed = run(command, tmp_path)
            shown = not command.output or agrees(command.output, printed)
            assert shown, f"{block}: {command.line}\n" + "\n".join(printed)
            ran += 1
    assert ran >= 6
    assert (tmp_path / "shop.svg").read_bytes() == (tmp_path / "pictures" / "shop.svg").read_bytes()


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "yaml"], ids=str)
def test_every_yaml_block_is_read(block, tmp_path):
    text = block.text
    if "extends" in block.marks:
        base = next(other for other in BLOCKS if other.marks.get("file") == block.marks["extends"])
        (tmp_path / "base.yaml").write_text(base.text, encoding="utf-8")
        text = f"mlarch: 1\nextends: base.yaml\n{text}"
    mlarch.loads(text, str(tmp_path / "block.yaml"))


def _untried() -> list[str]:
    """Command lines in blocks that the tour does not run."""
    texts = [block.text for block in BLOCKS if block.language == "console" and "tour" not in block.marks]
    return [line.partition("#")[0].strip() for text in texts for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("line", _untried())
def test_a_command_that_is_not_run_is_understood(line):
    program, *args = shlex.split(line.partition(" > ")[0])
    if program == "make":
        assert f"\n{args[0]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    else:
        command = app.get_command(click.Context(app), args[0])
        assert program == "mlarch"
        assert command is not None
        command.make_context(args[0], args[1:], parent=click.Context(app))


def test_the_numbers_are_true():
    words = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
    studies = len(list((ROOT / "specs").glob("*.yaml")))
    text = PAGE.read_text(encoding="utf-8").lower()
    assert [word for word in words if f"{word} worked case studies" in text] == [words[studies - 10]]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").lower()
    assert f"**{words[studies - 10]} case studies**" in changes
    assert f"{len(TYPES)} types of data" in changes
    assert 90 <= len(KINDS) <= 110, "CHANGELOG.md speaks of some hundred kinds"


def test_every_page_of_docs_is_linked():
    links = set(re.findall(r"\]\((docs/[^)#]+)", PAGE.read_text(encoding="utf-8")))
    assert [path.name for path in (ROOT / "docs").glob("*.md") if f"docs/{path.name}" not in links] == []


PAGES = [PAGE, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def _prose(path: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def _anchors(path: Path) -> set[str]:
    """The anchors that renderers of Markdown make of the headings."""
    found: dict[str, int] = {}
    anchors = set()
    for heading in re.findall(r"^#+ (.+)$", _prose(path), flags=re.MULTILINE):
        anchor = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        anchors.add(f"{anchor}-{found[anchor]}" if anchor in found else anchor)
        found[anchor] = found.get(anchor, 0) + 1
    return anchors


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page):
    text = _prose(page)
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:href|src)="([^"]+)"', text)]
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in _anchors(target), f"{page.name}: {link}"
