"""All rules by code: those of `mlarch.rules.families`, then those of plugins.

The mistakes of the SPEC family are no rules, for the reader of specs finds them; but they are named like
rules wherever rules are chosen.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from mlarch import catalog
from mlarch.diagnostics import MlarchError
from mlarch.language.problems import CODES, Code
from mlarch.records import dataclass
from mlarch.rules import families
from mlarch.rules.engine import plugins
from mlarch.rules.engine.rule import Rule
from mlarch.text import nearest as text_nearest

__all__ = [
    "CANNOT",
    "FAMILIES",
    "READING",
    "RULES",
    "Registry",
    "collect",
    "load",
    "matches",
    "mistakes",
    "nearest",
    "unheard",
]

READING = ("SPEC", "Reading")
"""The family of the mistakes that keep a spec from being read, and its title; it stands before all others."""

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "GRA": "Structure",
        "SRV": "Serving",
        "TRN": "Training",
        "SKW": "Training/serving skew",
        "LBL": "Labels and feedback",
        "MON": "Monitoring",
        "REL": "Reliability",
        "CAP": "Latency and capacity",
        "FUN": "Retrieval and ranking funnel",
        "GOV": "Data governance",
        "EXP": "Experiments",
        "SAF": "Safety and abuse",
        "BRF": "The seven-step brief",
    }
)
"""The families in the order in which lists show them. Plugins may have families of their own."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Rules by code, in the order of lists. `faults` says which plugins were left out, and why."""

    rules: Mapping[str, Rule]
    faults: tuple[str, ...] = ()

    def find(self, pattern: str) -> tuple[Rule, ...]:
        """The rules that `pattern` (a code, the beginning of one, or a name) stands for; empty when none."""
        return tuple(rule for rule in self.rules.values() if matches(pattern, rule))

    def get(self, code: str) -> Rule:
        """The one rule of a code or a name. Raises `MlarchError` with the nearest one when there is none."""
        wanted = code.strip()
        for rule in self.rules.values():
            if wanted.upper() == rule.code or wanted.lower() == rule.name:
                return rule
        raise MlarchError(f"there is no rule `{code}`", nearest(code, self.rules.values()))

    def chosen(self, select: Iterable[str], ignore: Iterable[str], where: str = "") -> tuple[Rule, ...]:
        """The rules that `select` names (all when it is empty), without those of `ignore`.

        A rule that is `opt_in` must be named by its whole code or its name. A pattern may also stand for
        mistakes of the SPEC family: they are looked for in any case, so it chooses no rule.

        Raises `MlarchError` for a pattern that stands for no rule; `where` says where it was written.
        """
        wanted, unwanted = tuple(select), tuple(ignore)
        for pattern in (*wanted, *unwanted):
            if not self.find(pattern) and not mistakes(pattern):
                hint = nearest(pattern, (*self.rules.values(), *CODES.values()))
                raise MlarchError(f"there is no rule `{pattern}`{where}", hint)
        return tuple(
            rule
            for rule in self.rules.values()
            if _wanted(rule, wanted) and not any(matches(pattern, rule) for pattern in unwanted)
        )


def _wanted(rule: Rule, select: tuple[str, ...]) -> bool:
    if rule.opt_in:
        return any(
            pattern.strip().upper() == rule.code or pattern.strip().lower() == rule.name for pattern in select
        )
    return not select or any(matches(pattern, rule) for pattern in select)


def mistakes(pattern: str) -> tuple[Code, ...]:
    """The mistakes of the SPEC family that `pattern` stands for, as it would for rules."""
    return tuple(code for code in CODES.values() if matches(pattern, code))


def matches(pattern: str, rule: Rule | Code) -> bool:
    """Whether `pattern` is the code of `rule`, the beginning of it, or its name."""
    text = pattern.strip()
    return text.lower() == rule.name or (text != "" and rule.code.startswith(text.upper()))


def nearest(pattern: str, rules: Iterable[Rule | Code]) -> str:
    """A sentence with the code or name that is most like `pattern`, or with where to look."""
    known = tuple(rules)
    text = pattern.strip()
    codes = text_nearest(text, [rule.code for rule in known])
    names = text_nearest(text, [rule.name for rule in known])
    best = (codes or names) if any(letter.isdigit() for letter in text) else (names or codes)
    return f"Did you mean `{best[0]}`?" if best else "`mlarch rules` lists all rules."


def unheard(ignore: Iterable[str], registry: Registry) -> tuple[str, ...]:
    """For each pattern to ignore that stands for mistakes of the SPEC family alone: that it does nothing."""
    return tuple(
        f"`{pattern}` is not ignored: {CANNOT}"
        for pattern in dict.fromkeys(ignore)
        if any(code.name not in _READ_ALL_THE_SAME for code in mistakes(pattern))
        and not registry.find(pattern)
    )


_READ_ALL_THE_SAME = ("unknown-kind", "spelling")

CANNOT = "a mistake of the SPEC family keeps a spec from being read, and what cannot be read is not reviewed"
"""Why such a mistake can be neither ignored nor made lighter."""


def collect(builtin: Iterable[Rule], extra: Iterable[plugins.Plugin] = ()) -> Registry:
    """A registry of these rules. A plugin's rule whose code or name is taken is left out and reported."""
    rules: dict[str, Rule] = {}
    owners = {word: "mlarch" for code in CODES.values() for word in (code.code, code.name)}
    faults: list[str] = []

    def add(rule: Rule, owner: str) -> None:
        for identity in (rule.code, rule.name):
            if identity in owners:
                other = owners[identity]
                faults.append(
                    f"{owner}: rule {rule.code} {rule.name} left out: {other} has `{identity}` already"
                )
                return
        owners[rule.code] = owners[rule.name] = owner
        rules[rule.code] = rule

    for rule in builtin:
        add(rule, "mlarch")
    for plugin in extra:
        if plugin.fault:
            faults.append(plugin.fault)
        for rule in plugin.rules:
            add(rule, plugin.name if plugin.local else f"plugin `{plugin.name}`")
    return Registry(MappingProxyType(dict(sorted(rules.items(), key=_order))), tuple(faults))


def _order(item: tuple[str, Rule]) -> tuple[int, str]:
    known = list(FAMILIES)
    family = item[1].family
    return (known.index(family) if family in known else len(known), item[0])


@cache
def load(local: str | None = None) -> Registry:
    """Every rule that is installed, and those in the folder `local`, whose code is run.

    Read once: later calls return the same registry.
    """
    own = () if local is None else plugins.load_folder(local)
    registry = collect(_builtin(), (*plugins.load(), *own))
    return Registry(registry.rules, (*catalog.FAULTS, *registry.faults))


def _builtin() -> Iterator[Rule]:
    for module in sorted(
        info.name for info in pkgutil.walk_packages(families.__path__, f"{families.__name__}.")
    ):
        yield from plugins.rules_of(importlib.import_module(module))


class _Installed(Mapping[str, Rule]):
    """The rules of `load()`, not read before they are asked for."""

    def __getitem__(self, code: str) -> Rule:
        return load().rules[code]

    def __iter__(self) -> Iterator[str]:
        return iter(load().rules)

    def __len__(self) -> int:
        return len(load().rules)


RULES: Mapping[str, Rule] = _Installed()
"""Every installed rule by code."""
