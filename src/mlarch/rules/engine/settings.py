"""How a review is set up: which rules run, how severe they are, and their own options.

These are the values; `mlarch.session.settings` reads them from `[tool.mlarch]` of a `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from mlarch.diagnostics import Severity
from mlarch.frozen import FrozenMap
from mlarch.records import dataclass

if TYPE_CHECKING:
    from mlarch.model import Stage
    from mlarch.rules.engine.baseline import Baseline
    from mlarch.rules.engine.rule import Option

__all__ = ["Settings"]

_NO_SEVERITY: Mapping[str, Severity] = FrozenMap()
_NO_OPTIONS: Mapping[str, Mapping[str, Option]] = FrozenMap()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a review, not yet compared with the rules that exist.

    `select` and `ignore` hold codes, beginnings of codes, or names; an empty `select` means every rule.
    `stage` is that of specs which state none. `baseline` holds the findings that are accepted. `severity` and
    `options` are by rule. `path` is the file that all this comes from, for messages. `local_rules` is a
    folder with rules of the project's own, which may run; `notes` is what the review says of the settings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    stage: Stage | None = None
    baseline: Baseline | None = None
    severity: Mapping[str, Severity] = field(default_factory=lambda: _NO_SEVERITY)
    options: Mapping[str, Mapping[str, Option]] = field(default_factory=lambda: _NO_OPTIONS)
    path: str | None = None
    local_rules: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """`` in <file>``, for messages."""
        return f" in {self.path}" if self.path else ""
