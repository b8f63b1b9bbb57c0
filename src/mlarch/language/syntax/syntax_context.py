"""Where a YAML parser gave up, and what we say about it."""

from __future__ import annotations

from typing import NamedTuple

from mlarch.records import dataclass

__all__ = ["Answer", "Situation", "indent", "short"]

# Longer pieces of the file are cut in messages.
_LONGEST = 60

# Nobody typed a line that is longer than this.
_LEGIBLE = 2000


class Answer(NamedTuple):
    """What to report. `columns` of `line` count from 0."""

    line: int
    column: int
    end_column: int
    message: str
    help: str
    edits: tuple[tuple[int, int, int, str], ...] = ()
    """Each a line, two columns and the new text."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the parser stopped and why, and the lines of the text. Lines and columns count from 0."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    opened: tuple[int, int] | None

    @property
    def here(self) -> str:
        """The line at which the parser stopped."""
        return self.lines[self.line]

    @property
    def is_legible(self) -> bool:
        """Whether the lines concerned are short enough to be looked at with regular expressions."""
        first = min(self.line, self.opened[0] if self.opened is not None else self.line)
        return all(len(line) <= _LEGIBLE for line in self.lines[max(first - 1, 0) : self.line + 1])

    @property
    def char(self) -> str:
        """The character at which it stopped; empty at the end of a line."""
        return self.here[self.column : self.column + 1]


def indent(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def short(text: str) -> str:
    """A piece of the file on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
