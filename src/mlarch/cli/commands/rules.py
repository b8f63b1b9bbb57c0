"""`mlarch rules`: what the review looks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mlarch.cli.failures import OK
from mlarch.cli.options import format_option
from mlarch.cli.streams import echo_data

if TYPE_CHECKING:
    from mlarch.rules import Rule

__all__ = ["command"]


@click.command("rules", short_help="List the rules of the review.")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@format_option(lambda: ("text", "json"))
def command(words: tuple[str, ...], format_name: str) -> int:
    """List the rules, family by family: all, or those that match every WORD (a code, a family, any word).

    \b
    Examples:
      mlarch rules
      mlarch rules SRV
      mlarch rules cache
      mlarch explain SRV001       the whole page of one
    """
    from mlarch.diagnostics import MlarchError
    from mlarch.rules import RULES

    chosen = [rule for rule in RULES.values() if all(_matches(rule, word) for word in words)]
    if not chosen:
        raise MlarchError(f"no rule matches `{' '.join(words)}`", "`mlarch rules` lists them all.")
    if format_name == "json":
        echo_data(json.dumps([_record(rule) for rule in chosen], indent=2) + "\n")
    else:
        _table(chosen)
    return OK


def _matches(rule: Rule, word: str) -> bool:
    text = f"{rule.code} {rule.name} {rule.summary} {rule.severity} {rule.stage}"
    return word.lower() in text.lower()


def _record(rule: Rule) -> dict[str, str]:
    return {
        "rule": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "stage": rule.stage.value,
        "summary": rule.summary,
    }


def _table(rules: Sequence[Rule]) -> None:
    from mlarch.rules.registry import FAMILIES

    width = max(len(rule.name) for rule in rules)
    family = ""
    for rule in rules:
        if rule.family != family:
            click.echo(
                ("\n" if family else "") + f"{rule.family}  {FAMILIES.get(rule.family, 'from a plugin')}"
            )
            family = rule.family
        facts = f"{rule.severity.value:<7}  {rule.stage.value:<10}"
        click.echo(f"  {rule.code}  {rule.name:<{width}}  {facts}  {rule.summary}")
