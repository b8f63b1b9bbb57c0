"""How a review is set up: which rules run, how severe they are, and their own options.

These are the values; `mlarch.session.settings` reads them from `[tool.mlarch]` of a `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType

from mlarch.diagnostics import MlarchError, Severity
from mlarch.frozen import FrozenMap
from mlarch.language.problems import CODES
from mlarch.model import Stage
from mlarch.rules.engine.baseline import Baseline
from mlarch.rules.engine.registry import CANNOT, Registry, mistakes, nearest
from mlarch.rules.engine.rule import Option, Rule
from mlarch.text import hint

__all__ = ["Settings", "resolve"]

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


def resolve(
    settings: Settings, registry: Registry
) -> tuple[dict[str, Severity], dict[str, dict[str, Option]]]:
    """Severities and options by code, checked against the rules that exist.

    Raises `MlarchError` for a rule or an option that does not exist, and for an option of the wrong type. A
    later entry wins over an earlier, wider one (`SRV`, then `SRV001`).
    """
    severities: dict[str, Severity] = {}
    for pattern, severity in settings.severity.items():
        rules = _named(pattern, registry, settings)
        if not rules and severity is not Severity.ERROR:
            raise MlarchError(f"`{pattern}` is always an `error`{settings.where}: {CANNOT}")
        severities.update((rule.code, severity) for rule in rules)
    options: dict[str, dict[str, Option]] = {}
    for pattern, given in settings.options.items():
        rules = _named(pattern, registry, settings)
        if not rules and given:
            raise MlarchError(
                f"`{pattern}` has no options{settings.where}, so `{next(iter(given))}` means nothing"
            )
        for rule in rules:
            options[rule.code] = {key: _option(rule, key, value, settings) for key, value in given.items()}
    return severities, options


def _named(pattern: str, registry: Registry, settings: Settings) -> tuple[Rule, ...]:
    """The rules that `pattern` stands for; none when it stands for mistakes of the SPEC family."""
    rules = registry.find(pattern)
    if not rules and not mistakes(pattern):
        hint = nearest(pattern, (*registry.rules.values(), *CODES.values()))
        raise MlarchError(f"there is no rule `{pattern}`{settings.where}", hint)
    return rules


def _option(rule: Rule, key: str, value: Option, settings: Settings) -> Option:
    if key not in rule.options:
        known = tuple(rule.options)
        has = f"has no option `{key}`" if known else f"has no options, so `{key}` means nothing"
        raise MlarchError(f"{rule.code} {rule.name} {has}{settings.where}", hint(key, known))
    default = rule.options[key]
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default) or (isinstance(value, float) and not isfinite(value)):
        message = (
            f"`{key}` of {rule.code} must be a {_TYPES[type(default)]}{settings.where}, like {default!r}"
        )
        raise MlarchError(message)
    return value


_TYPES: Mapping[type, str] = MappingProxyType(
    {bool: "`true` or `false`", int: "whole number", float: "number", str: "text in quotes"}
)
