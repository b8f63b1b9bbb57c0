"""What settings say of rules, compared with the rules that exist."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from types import MappingProxyType

from mlarch.diagnostics import MlarchError, Severity
from mlarch.language.problems import CODES
from mlarch.rules.engine.registry import CANNOT, Registry, mistakes, nearest
from mlarch.rules.engine.rule import Option, Rule
from mlarch.rules.engine.settings import Settings
from mlarch.text import hint

__all__ = ["resolve"]


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
