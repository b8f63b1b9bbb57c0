"""What a shell offers when the tabulator is pressed: paths, and names of the catalogue, rules and specs.

Each function is the `shell_complete` of a parameter. Nothing here fails or prints: a spec that cannot be read
offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from mlarch.design import Design

    Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

__all__ = [
    "component_ids",
    "directories",
    "explained",
    "files",
    "item",
    "kind_words",
    "parts",
    "references",
    "rule_words",
    "scenarios",
    "starting",
    "templates",
    "views",
]


def item(value: str, type: str = "plain") -> CompletionItem:  # noqa: A002 (click's name)
    """What is offered: a word, or the wish for a `file` or a `dir`."""
    from click.shell_completion import CompletionItem  # only now: most runs complete nothing

    return CompletionItem(value, type=type)


def starting(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The words that begin with `incomplete`; of several with commas between, the last is completed."""
    before, comma, last = incomplete.rpartition(",")
    return [
        item(f"{before}{comma}{word}")
        for word in dict.fromkeys(words)
        if word.lower().startswith(last.lower())
    ]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, which the shell finds by itself."""
    return [item(incomplete, type="file")]


def directories(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Folders, which the shell finds by itself."""
    return [item(incomplete, type="dir")]


def _of(words: Callable[[], Iterable[str]]) -> Offer:
    """Words that do not depend on the command line."""
    return lambda ctx, param, incomplete: starting(words(), incomplete)


def _rule_words() -> Iterator[str]:
    from mlarch.language.problems import CODES
    from mlarch.rules import FAMILIES, RULES

    names = [(mistake.code, mistake.name) for mistake in CODES.values()]
    names += [(rule.code, rule.name) for rule in RULES.values()]
    yield from (code for code, _ in names)
    yield from (name for _, name in names)
    yield from ("SPEC", *FAMILIES)


def _kind_words() -> Iterator[str]:
    from mlarch.catalog import KINDS

    yield from KINDS


def _explained() -> Iterator[str]:
    from mlarch.catalog import TECHS, TYPES

    yield from (*_rule_words(), *_kind_words(), *TYPES, *TECHS)


def _templates() -> Iterator[str]:
    from mlarch.session.new import templates

    yield from (template.id for template in templates())


def _in_specs(names: Callable[[Design], Iterable[str]], *more: str) -> Offer:
    """Names that the specs of the command line define, and some words more."""

    def offer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from mlarch.design import Design
        from mlarch.diagnostics import MlarchError
        from mlarch.session.cache import Cache, default_folder
        from mlarch.session.settings import SettingsFinder
        from mlarch.session.specs import read_specs

        paths = [path for path in ctx.params.get("paths") or () if path != "-"]
        try:
            found = [spec for _, spec in read_specs(paths, SettingsFinder(), Cache(default_folder()))]
        except MlarchError:
            return starting(more, incomplete)
        words = [name for design in found if isinstance(design, Design) for name in names(design)]
        return [item(word) for word in (*words, *more) if word.startswith(incomplete)]

    return offer


def references(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Case studies and files."""
    return [*starting(_templates(), incomplete), *files(ctx, param, incomplete)]


rule_words = _of(_rule_words)
"""Codes and names of rules, and families."""
kind_words = _of(_kind_words)
"""Ids of kinds."""
explained = _of(_explained)
"""All that has a page."""
templates = _of(_templates)
"""What a spec can start from."""
views = _in_specs(lambda design: design.views, "all")
"""The views of the specs."""
scenarios = _in_specs(lambda design: design.scenarios, "all")
"""The scenarios of the specs."""
component_ids = _in_specs(lambda design: design.architecture.components)
"""The components of the specs."""
parts = _in_specs(
    lambda design: [*design.architecture.components, *(group.id for group in design.architecture.groups)]
)
"""The components and groups of the specs."""
