"""The blocks of code in a page of Markdown, and what the tests do with them.

The words after the language of a block say what it is:

    ```yaml file=shop.yaml          a whole spec, written to that file
    ```yaml extends=shop.yaml       a fragment: read as a spec that extends that file
    ```yaml wrong=SPEC014           a spec, or with `extends=` a fragment, that is refused with this code
    ```console tour                 commands that run, and what they print; a line `…` stands for any lines
    ```python tour                  a program that runs
    ```python file=acme_rules.py    a module, written to that file

A `yaml` block without such a word is a whole spec.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Block:
    """A block of code: where it begins, its language, marks (`file=x` is `{"file": "x"}`) and text."""

    page: str
    line: int
    language: str
    marks: dict[str, str]
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A line after `$`, and the lines below it."""

    line: str
    output: tuple[str, ...]


def blocks(path: Path) -> list[Block]:
    found: list[Block] = []
    start, info, lines = 0, "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if start and line.rstrip() == "```":
            language, *words = info.split() or [""]
            marks = dict(word.partition("=")[::2] for word in words)
            found.append(Block(path.name, start, language, marks, "\n".join(lines) + "\n"))
            start = 0
        elif start:
            lines.append(line)
        elif line.startswith("```"):
            start, info, lines = number, line.removeprefix("```"), []
    assert start == 0, f"{path.name}:{start}: a block that is never closed"
    return found


def commands(text: str) -> Iterator[Command]:
    """The commands of a transcript. Nothing stands before the first `$`."""
    assert text.startswith("$ ")
    for part in ("\n" + text).split("\n$ ")[1:]:
        line, *output = part.rstrip("\n").split("\n")
        yield Command(line, tuple(output))


def run(command: Command, folder: Path) -> list[str]:
    """Run a command as a reader would, with the installed program, and give what it prints.

    It must end with status 0, or with the one in a comment `# exit status 1`.
    """
    scripts = Path(sys.executable).parent
    environment = {
        name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "COLUMNS")
    }
    environment |= {"PATH": f"{scripts}{os.pathsep}{environment.get('PATH', '')}", "NO_COLOR": "1"}
    done = subprocess.run(
        command.line,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
    )
    _, _, wanted = command.line.partition("# exit status ")
    assert done.returncode == int(wanted or 0), f"{command.line}\n{done.stdout}"
    return done.stdout.rstrip("\n").split("\n") if done.stdout else []


def agrees(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether a page shows what was printed; `…` on a line of its own stands for any number of lines."""
    if "…" not in shown:
        return list(shown) == printed
    at = shown.index("…")
    head, rest = shown[:at], shown[at + 1 :]
    if list(head) != printed[:at]:
        return False
    return any(agrees(rest, printed[start:]) for start in range(at, len(printed) + 1))
