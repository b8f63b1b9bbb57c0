"""Texts that an editor opens as documents: reports, and pages of the handbook of rules."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.lsp.convert import uri_of

__all__ = ["Pages"]


class Pages:
    """Files in a folder of their own, made when the first is written, which goes when the server ends."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._rules: dict[str, str | None] = {}

    def write(self, name: str, text: str) -> str:
        """The address of a file of this name that holds a text."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mlarch-")
        file = Path(self._folder.name) / name
        file.write_text(text, encoding="utf-8")
        return uri_of(str(file))

    def of_rule(self, code: str) -> str | None:
        """The address of the page of a rule, written when it is first asked for; None for a rule without."""
        if code not in self._rules:
            from mlarch.rules.handbook import page

            try:
                self._rules[code] = self.write(f"{code}.md", page(code))
            except (MlarchError, OSError):  # a rule of a project, or a folder that is full
                self._rules[code] = None
        return self._rules[code]
