"""`[tool.mlarch]` of `pyproject.toml`: which rules run, how severe they are, and their own options.

[tool.mlarch]
select = ["SRV", "TRN"]           # codes, beginnings of codes, or names; all when absent
ignore = ["dead-output"]
stage = "production"              # for specs that state none
baseline = "mlarch-baseline.json" # relative to this file

[tool.mlarch.severity]
SRV001 = "error"

[tool.mlarch.rules.SRV009]        # options of one rule, see its page
requests_per_second = 2000.0
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from mlarch.diagnostics import MlarchError, Severity
from mlarch.language.problems import CODES
from mlarch.model import Stage
from mlarch.rules.base import Option, Rule
from mlarch.rules.registry import CANNOT, Registry, mistakes, nearest

__all__ = ["KEYS", "Settings", "decode", "find", "load", "resolve"]

_NO_SEVERITY: Mapping[str, Severity] = MappingProxyType({})
_NO_OPTIONS: Mapping[str, Mapping[str, Option]] = MappingProxyType({})

KEYS = ("select", "ignore", "stage", "baseline", "severity", "rules")
"""What `[tool.mlarch]` may hold."""

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `[tool.mlarch]` says, as written; `path` is the file it comes from."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    stage: Stage | None = None
    baseline: str | None = None
    severity: Mapping[str, Severity] = field(default_factory=lambda: _NO_SEVERITY)
    options: Mapping[str, Mapping[str, Option]] = field(default_factory=lambda: _NO_OPTIONS)
    path: str | None = None

    @property
    def where(self) -> str:
        """`` in <file>``, for messages."""
        return f" in {self.path}" if self.path else ""


def find(start: str | Path) -> Path | None:
    """The `pyproject.toml` nearest above `start` (a file or a folder) that has a `[tool.mlarch]` table."""
    here = Path(start).absolute()
    for folder in (here, *here.parents):
        file = folder / "pyproject.toml"
        if file.is_file() and _table(file) is not None:
            return file
    return None


def load(start: str | Path) -> Settings:
    """The settings that hold for `start`. Raises `MlarchError` for bad TOML or a wrong entry."""
    file = find(start)
    table = _table(file) if file is not None else None
    return Settings() if file is None or table is None else decode(table, file)


def decode(table: Mapping[str, object], file: Path) -> Settings:
    """Settings from the table `[tool.mlarch]` of `file`. Raises `MlarchError` for the first wrong entry."""
    for key in table:
        if key not in KEYS:
            raise _error(file, f"unknown key `{key}`", _hint(key, KEYS))
    baseline = table.get("baseline")
    if baseline is not None and (not isinstance(baseline, str) or not baseline.strip()):
        raise _error(file, "`baseline` must be the name of a file, in quotes")
    stage = table.get("stage")
    return Settings(
        select=_strings(table, "select", file),
        ignore=_strings(table, "ignore", file),
        stage=None if stage is None else _choice(stage, Stage, "stage", file),
        baseline=None if baseline is None else str(file.parent / baseline),
        severity=MappingProxyType(
            {rule: _severity(level, rule, file) for rule, level in _mapping(table, "severity", file).items()}
        ),
        options=MappingProxyType(
            {
                rule: _mapping(_mapping(table, "rules", file), rule, file, "rules.")
                for rule in _mapping(table, "rules", file)
            }
        ),
        path=str(file),
    )


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
        raise MlarchError(f"{rule.code} {rule.name} {has}{settings.where}", _hint(key, known))
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


def _table(file: Path) -> Mapping[str, object] | None:
    """`[tool.mlarch]` of `file`, or None when it has none."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MlarchError(f"cannot read {file}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MlarchError(f"{file} is not TOML: {error}") from error
    tool = document.get("tool")
    table = tool.get("mlarch") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise _error(file, "`mlarch` must be a table")
    return table


def _strings(table: Mapping[str, object], key: str, file: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _error(file, f'`{key}` must be a list of rules, like `{key} = ["SRV001"]`')
    return tuple(value)


def _mapping(table: Mapping[str, object], key: str, file: Path, prefix: str = "") -> Mapping[str, Option]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _error(file, f"`{prefix}{key}` must be a table, like `[tool.mlarch.{prefix}{key}]`")
    return value


_OFF = ("off", "none", "ignore", "disable", "disabled", False)


def _severity(value: object, rule: str, file: Path) -> Severity:
    """A severity; whoever wants none is told where rules are turned off."""
    if value in _OFF:
        raise _error(file, f"`severity.{rule}` cannot turn a rule off", f'Put it into `ignore = ["{rule}"]`.')
    return _choice(value, Severity, f"severity.{rule}", file)


def _choice(value: object, choices: type[_Choice], key: str, file: Path) -> _Choice:
    names = [choice.value for choice in choices]
    if isinstance(value, str) and value in names:
        return choices(value)
    hint = _hint(value, names) if isinstance(value, str) else ""
    listed = ", ".join(f"`{name}`" for name in names[:-1]) + f" or `{names[-1]}`"
    raise _error(file, f"`{key}` must be {listed}, not `{value}`", hint)


def _hint(word: str, known: Iterable[str]) -> str:
    best = get_close_matches(word, tuple(known), n=1)
    return f"Did you mean `{best[0]}`?" if best else f"Known: {', '.join(known) or 'none'}."


def _error(file: Path, message: str, help: str = "") -> MlarchError:  # noqa: A002
    return MlarchError(f"{file}: [tool.mlarch]: {message}", help)
