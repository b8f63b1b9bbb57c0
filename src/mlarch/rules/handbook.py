"""The handbook: a page per rule, made of its docstring and its two fixtures; `docs/rules.md` holds them all.

`python -m mlarch.rules.handbook > docs/rules.md` writes that file anew.
"""

from __future__ import annotations

import sys
from importlib import resources

from mlarch.diagnostics import RulePage, Severity
from mlarch.language.problems import CODES, Code
from mlarch.model import Stage
from mlarch.rules.engine.registry import FAMILIES, READING, Registry, load
from mlarch.rules.engine.rule import Rule

__all__ = ["REFRESH", "document", "entry", "example", "index", "page"]

REFRESH = "python -m mlarch.rules.handbook > docs/rules.md"
"""The command that writes the generated page."""

_STAGES = {
    Stage.SKETCH: "from `sketch` on (at `sketch` only what is an error)",
    Stage.DESIGN: "from `design` on",
    Stage.PRODUCTION: "at `production`",
}

_FIXES = {"": "none", "safe": "safe (`--fix`)", "unsafe": "unsafe (`--fix --unsafe-fixes`)"}

_MISTAKE = "*error*, at every stage: the spec cannot be read, and no rule runs"

_INTRODUCTION = f"""\
# Rules

<!-- Generated from the rules' docstrings and examples: `{REFRESH}` -->

What `mlarch check` looks for. A rule fires on what a spec states or on what is structurally missing, never
on a field that was left out. `mlarch explain CODE` prints one of these pages.

An *error* cannot work as drawn. A *warning* is something that a design of this kind needs. An *info* is worth
knowing. To accept a finding, say why, in the spec:

```yaml
ignore:
  - {{rule: CODE, component: some_id, reason: why this is right here}}
```
"""


def example(code: str, which: str) -> str | None:
    """The `bad` or the `good` fixture of a rule without the marks of the tests; None without one."""
    file = resources.files("mlarch.rules") / "examples" / f"{code}.{which}.yaml"
    if not file.is_file():
        return None
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.partition("# expect:")[0].rstrip() for line in lines)


def page(code: str, registry: Registry | None = None, level: int = 1) -> str:
    """The page of one rule as Markdown, its heading at `level`.

    The codes of the SPEC family, which the reader of specs gives, have a page too. Raises `MlarchError` with
    the nearest code for a rule that does not exist.
    """
    for mistake in CODES.values():
        if code.strip().upper() == mistake.code or code.strip().lower() == mistake.name:
            return f"{'#' * level} {mistake.code} {mistake.name}\n\n{_MISTAKE}\n\n{mistake.description}\n"
    rule = (registry or load()).get(code)
    parts = [f"{'#' * level} {rule.code} {rule.name}", _facts(rule), rule.doc]
    if rule.options:
        parts.append(_options(rule))
    for which, title in (("bad", "A design that it finds"), ("good", "The same design put right")):
        text = example(rule.code, which)
        if text is not None:
            parts.append(f"**{title}**\n\n```yaml\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def entry(code: str, registry: Registry | None = None) -> RulePage:
    """The page of one rule (or of a code of the SPEC family) with what else reports say about it.

    Raises `MlarchError` for a rule that does not exist.
    """
    for mistake in CODES.values():
        if code == mistake.code:
            return RulePage(
                code=code,
                name=mistake.name,
                summary=mistake.description.rstrip("."),
                severity=Severity.ERROR,
                family=READING[1],
                text=page(code),
            )
    rule = (registry or load()).get(code)
    return RulePage(
        code=rule.code,
        name=rule.name,
        summary=rule.summary,
        severity=rule.severity,
        family=FAMILIES.get(rule.family, "from a plugin"),
        text=page(code, registry),
    )


def index(registry: Registry | None = None) -> str:
    """All rules as Markdown tables, one per family."""
    rules = (registry or load()).rules.values()
    parts = [_mistakes(tuple(CODES.values()))]
    for family in dict.fromkeys(rule.family for rule in rules):
        rows = [_row(rule) for rule in rules if rule.family == family]
        table = "\n".join(("| code | name | severity | stage | finds |", "|---|---|---|---|---|", *rows))
        parts.append(f"## {family} {FAMILIES.get(family, '(plugin)')}\n\n{table}")
    return "\n\n".join(parts) + "\n"


def document(registry: Registry | None = None) -> str:
    """The whole of `docs/rules.md`: the introduction, the tables, and every page."""
    known = registry or load()
    pages = [page(code, known, level=3) for code in known.rules]
    return "\n".join((_INTRODUCTION, index(known), "## Pages\n", *pages))


def _mistakes(codes: tuple[Code, ...]) -> str:
    rows = [f"| {code.code} | {code.name} | {_cell(code.description)} |" for code in codes]
    table = "\n".join(("| code | name | finds |", "|---|---|---|", *rows))
    return f"## SPEC Reading\n\nMistakes that keep a spec from being read; no rule runs then.\n\n{table}"


def _cell(text: str) -> str:
    return text.rstrip(".").replace("|", "\\|")


def _facts(rule: Rule) -> str:
    stage = "only when it is selected" if rule.opt_in else _STAGES[rule.stage]
    return f"*{rule.severity.value}*, {stage}. Fix: {_FIXES[rule.fixes]}"


def _options(rule: Rule) -> str:
    lines = [f"[tool.mlarch.rules.{rule.code}]"]
    lines += [f"{key} = {_toml(value)}" for key, value in rule.options.items()]
    body = "\n".join(lines)
    return f"**Options**, with their defaults, in `pyproject.toml`:\n\n```toml\n{body}\n```"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _row(rule: Rule) -> str:
    link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
    return f"| {link} | {rule.name} | {rule.severity.value} | {rule.stage.value} | {_cell(rule.summary)} |"


if __name__ == "__main__":
    sys.stdout.write(document())
