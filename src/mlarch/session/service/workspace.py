"""The specs that are open in an editor, each with what has been worked out about its newest text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from mlarch.design import Design
from mlarch.diagnostics import Finding, MlarchError, Review
from mlarch.language.discovery import is_spec
from mlarch.language.document import Document
from mlarch.language.syntax.text import split_lines
from mlarch.model import Architecture
from mlarch.session.load import project_settings
from mlarch.session.service.reviewed import Reviewed

if TYPE_CHECKING:
    from mlarch.estimate.engine import Estimate
    from mlarch.rules.engine.settings import Settings

__all__ = ["OutdatedError", "Warm", "Workspace"]


class OutdatedError(MlarchError):
    """The review of a text was given up, because there is a newer one."""

    def __init__(self) -> None:
        super().__init__("this was asked of an older text", "Ask again.")


class Warm:
    """One text of a spec. Everything is worked out when it is first asked for, and kept.

    `good` is the newest design of the file without errors, which may be of an earlier text; None before there
    was one. A change of the text makes another object, so that an answer never mixes two texts. Earlier texts
    that nobody has looked at are not read for it, but for the first. One that is made `anew` owes no findings
    to an earlier text. The review of one that is `outdated` ends at the next rule, by `OutdatedError`.
    """

    def __init__(
        self, path: str, text: str, version: int = 0, before: Warm | None = None, *, anew: bool = False
    ) -> None:
        self.path = path
        self.text = text
        self.version = version
        self.outdated = False
        self._settings = _remembered(path)
        self._before = None if before is None else before._left()
        self._reviewed = None if before is None or anew else before._known()

    @cached_property
    def is_spec(self) -> bool:
        """Whether the text begins as a spec does. Other YAML files are none of our business."""
        return is_spec(self.text.encode("utf-8", "replace"))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without line ends and byte-order mark: known before it is read."""
        return split_lines(self.text.removeprefix("\ufeff"))

    @cached_property
    def document(self) -> Document:
        """The text as nodes and model, with its mistakes."""
        return Document.read(self.text, self.path)

    @cached_property
    def design(self) -> Design | None:
        """The design, when the text has no errors."""
        document = self.document
        if document.errors or document.architecture is None:
            return None
        return Design(document.architecture, settings=self._settings)

    @property
    def good(self) -> Design | None:
        """The design of this text, or of the newest text before it that had no errors."""
        return self.design or self._earlier

    @property
    def _earlier(self) -> Design | None:
        return self._before.good if isinstance(self._before, Warm) else self._before

    def _left(self) -> Warm | Design | None:
        """What the next text falls back to. No chain of texts grows: a design has none behind it."""
        if "design" in self.__dict__:
            return self.design or self._before
        return self if self._before is None else self._before

    @property
    def architecture(self) -> Architecture | None:
        """The model of as much of the text as can be read, else that of an earlier text."""
        if self.document.architecture is not None:
            return self.document.architecture
        return None if self._earlier is None else self._earlier.architecture

    @cached_property
    def review(self) -> Review | None:
        """The review of the design; None when the text has errors, or its project's settings have."""
        from mlarch import rules  # only now: what is asked for while one types needs no rules

        try:
            if self.design is None:
                return None
            return rules.review(self.design.graph, settings=self._settings(), before_each=self._go_on)
        except OutdatedError:
            raise
        except MlarchError:
            return None

    def _go_on(self) -> None:
        if self.outdated:
            raise OutdatedError

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The mistakes of the text, then what the review says; those of this file alone.

        A text that says the same as the last that was reviewed has its findings, in their new places.
        """
        if self._reviewed is not None and self.design is not None and "review" not in self.__dict__:
            kept = self._reviewed.of(self.design.architecture, self.lines)
            if kept is not None:
                return kept
        reviewed = () if self.review is None else self.review.findings
        found = dict.fromkeys((*self.document.problems, *reviewed))
        return tuple(finding for finding in found if finding.path == self.path)

    def _known(self) -> Reviewed | None:
        """The findings that the next text may have as well: those of the last text that was reviewed."""
        if "review" in self.__dict__ and "findings" in self.__dict__ and self.design is not None:
            return Reviewed(self.design.architecture, self.lines, self.findings)
        return self._reviewed

    @cached_property
    def estimate(self) -> Estimate | None:
        """The figures of the design; None when the text has errors."""
        return None if self.design is None else self.design.estimate()


class Workspace:
    """The open specs by path. One caller at a time uses it: an editor sends one change after the other."""

    def __init__(self) -> None:
        self._open: dict[str, Warm] = {}

    @property
    def specs(self) -> Mapping[str, Warm]:
        """The open specs by path."""
        return self._open

    def update(self, path: str, text: str, version: int = 0) -> Warm:
        """Take the newest text of a spec. The same text again keeps what was worked out."""
        before = self._open.get(path)
        if before is None or before.text != text:
            self._replace(path, Warm(path, text, version, before))
        else:
            before.version = version
        return self._open[path]

    def _replace(self, path: str, warm: Warm) -> None:
        before = self._open.get(path)
        if before is not None:
            before.outdated = True
        self._open[path] = warm

    def close(self, path: str) -> None:
        """Forget a spec."""
        self._open.pop(path, None)

    def forget(self) -> None:
        """Work everything out anew: settings, or files that specs extend, have changed on the disk."""
        for path, warm in tuple(self._open.items()):
            self._replace(path, Warm(path, warm.text, warm.version, warm, anew=True))


def _remembered(path: str) -> Callable[[], Settings]:
    """The settings of a spec's project, read when they are first needed."""
    found: list[Settings] = []

    def settings() -> Settings:
        if not found:
            found.append(project_settings(path))
        return found[0]

    return settings
