"""Rules from other packages, through the entry-point group `mlarch.rules`.

An entry point names a module whose rules are collected, a single rule, or an iterable of rules:

    [project.entry-points."mlarch.rules"]
    acme = "acme_rules"
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mlarch.installed import entry_points
from mlarch.records import dataclass
from mlarch.rules.engine.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "Plugin", "load", "load_folder", "rules_of"]

GROUP = "mlarch.rules"


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one entry point, or one file of a project (`local`), brought: rules, or why there are none."""

    name: str
    rules: tuple[Rule, ...] = ()
    fault: str = ""
    local: bool = False


def load() -> Iterator[Plugin]:
    """Every installed plugin, by name. A plugin that cannot be loaded is returned with its fault."""
    for point in entry_points(GROUP):
        yield _load(point)


def load_folder(folder: str) -> Iterator[Plugin]:
    """The rules in each Python file of a folder, whose code is run: only who runs mlarch may ask for that.

    The files are one package, so that they can import each other (`from .words import ...`).
    """
    import hashlib  # only now: most projects have no rules of their own

    digest = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()
    package = f"mlarch_local_{digest[:12]}"
    if package not in sys.modules:
        parent = ModuleType(package, "The rules of a project.")
        parent.__path__ = [folder]
        sys.modules[package] = parent
    for file in sorted(Path(folder).glob("*.py")):
        if file.stem.isidentifier() and file.stem != "__init__":
            yield _load_file(file, f"{package}.{file.stem}")


def _load_file(file: Path, name: str) -> Plugin:
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # nothing is left in the checkout
    try:
        return Plugin(str(file), rules_of(import_module(name)), local=True)
    except Exception as error:  # it may fail in any way, and must not stop the others
        return Plugin(str(file), fault=f"{file} does not load: {_detail(error)}", local=True)
    finally:
        sys.dont_write_bytecode = written


def rules_of(source: object) -> tuple[Rule, ...]:
    """The rules of a module (in the order of its text), an iterable of rules, or a rule.

    Raises `TypeError` when `source` is something else.
    """
    if isinstance(source, Rule):
        return (source,)
    if isinstance(source, ModuleType):
        found = (value for value in vars(source).values() if isinstance(value, Rule))
        return tuple(dict.fromkeys(rule for rule in found if _is_from(rule, source)))
    if isinstance(source, Iterable):
        rules = tuple(source)
        if all(isinstance(rule, Rule) for rule in rules):
            return rules
    raise TypeError(f"expected a module, a rule or a list of rules, got {type(source).__name__}")


def _is_from(rule: Rule, module: ModuleType) -> bool:
    """Whether the rule was written in `module` or below it, and not merely imported there."""
    origin = getattr(rule.check, "__module__", "")
    return origin == module.__name__ or origin.startswith(f"{module.__name__}.")


def _load(point: EntryPoint) -> Plugin:
    try:
        rules = rules_of(point.load())
    except Exception as error:  # a plugin may fail in any way, and must not stop the others
        fault = f"plugin `{point.name}` ({point.value}) does not load: {_detail(error)}"
        return Plugin(point.name, fault=fault)
    if not rules:
        return Plugin(point.name, fault=f"plugin `{point.name}` ({point.value}) has no rules")
    return Plugin(point.name, rules)


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().splitlines()[0]
