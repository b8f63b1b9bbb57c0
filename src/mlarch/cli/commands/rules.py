"""`mlarch rules`: what the review looks for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.options import format_option
from mlarch.cli.streams import echo_data, echo_lines
from mlarch.records import dataclass

__all__ = ["command"]


@dataclass(frozen=True, slots=True)
class _Row:
    """One rule of the list, with the keys that `--format json` prints."""

    rule: str
    name: str
    family: str
    severity: str
    stage: str
    summary: str

    def matches(self, word: str) -> bool:
        return any(word.lower() in text.lower() for text in asdict(self).values())


@click.command("rules", short_help="List the rules of the review.")
@click.argument("words", nargs=-1, metavar="[WORD]...", shell_complete=completion.rule_words)
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

    rows = [row for row in _rows() if all(row.matches(word) for word in words)]
    if not rows:
        raise MlarchError(f"no rule matches `{' '.join(words)}`", "`mlarch rules` lists them all.")
    if format_name == "json":
        echo_data(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    else:
        _table(rows)
    return OK


def _rows() -> Iterator[_Row]:
    """The mistakes that keep a spec from being read, which are always looked for, then the rules."""
    from mlarch.language.problems import CODES
    from mlarch.model import Stage
    from mlarch.rules import RULES
    from mlarch.rules.engine.registry import READING

    for code in CODES.values():
        yield _Row(
            code.code, code.name, READING[0], "error", Stage.SKETCH.value, code.description.rstrip(".")
        )
    for rule in RULES.values():
        yield _Row(rule.code, rule.name, rule.family, rule.severity.value, rule.stage.value, rule.summary)


def _table(rows: Sequence[_Row]) -> None:
    from mlarch.rules.engine.registry import FAMILIES, READING

    titles = {**dict([READING]), **FAMILIES}
    code = max(len(row.rule) for row in rows)
    name = max(len(row.name) for row in rows)
    lines: list[str] = []
    family = ""
    for row in rows:
        if row.family != family:
            lines += [""] if family else []
            lines.append(f"{row.family}  {titles.get(row.family, 'from a plugin')}")
            family = row.family
        lines.append(
            f"  {row.rule:<{code}}  {row.name:<{name}}  {row.severity:<7}  {row.stage:<10}  {row.summary}"
        )
    echo_lines("\n".join(lines))
