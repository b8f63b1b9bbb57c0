"""`mlarch explain`: the handbook, one page at a time."""

from __future__ import annotations

from collections.abc import Iterator

import click

from mlarch.cli import completion
from mlarch.cli.failures import OK
from mlarch.cli.streams import columns

__all__ = ["command"]


@click.command("explain", short_help="Explain a rule, a kind, a data type or a product.")
@click.argument("words", nargs=-1, required=True, metavar="WORD...", shell_complete=completion.explained)
def command(words: tuple[str, ...]) -> int:
    """Explain a rule (code or name), a kind of component, a type of data, or a product.

    \b
    Examples:
      mlarch explain SRV001
      mlarch explain unmonitored-model
      mlarch explain load balancer
      mlarch explain embeddings
      mlarch explain kafka
    """
    word = " ".join(words)
    pages = list(_rule(word)) or _catalogue(word)
    if not pages:
        raise _unknown(word)
    click.echo("\n".join(pages), nl=False)
    return OK


def _rule(word: str) -> Iterator[str]:
    from mlarch.language.problems import CODES
    from mlarch.report.wrap import wrap_markdown
    from mlarch.rules import handbook, load

    for mistake in CODES.values():
        if word.upper() == mistake.code or word.lower() == mistake.name:
            page = f"# {mistake.code} {mistake.name}\n\n*error*, at every stage\n\n{mistake.description}\n"
            yield wrap_markdown(page, columns())
    for rule in load().rules.values():
        if word.upper() == rule.code or word.lower() == rule.name:
            yield wrap_markdown(handbook.page(rule.code), columns())


def _catalogue(word: str) -> list[str]:
    """Kinds and products before types of data, unless the word is the very name of a type."""
    from mlarch.catalog import TYPES

    kinds, types = list(_kinds(word)), list(_types(word))
    return [*types, *kinds] if word in TYPES else [*kinds, *types]


def _kinds(word: str) -> Iterator[str]:
    from mlarch.catalog import KINDS, TECHS, find_kind, find_tech
    from mlarch.cli.describe import kind_page, tech_page
    from mlarch.report.wrap import wrap_lines

    match = find_kind(word)
    kinds = match.kinds if match is not None else ()
    tech = TECHS[match.tech] if match is not None and match.tech else None if match else find_tech(word)
    if tech is not None:
        yield tech_page(tech, kinds, columns())
    if len(kinds) > 1 and tech is None:
        which = f"`{word}` can be one of {len(kinds)} kinds; its neighbours in a spec decide, or you do.\n"
        yield wrap_lines(which, columns())
    yield from (kind_page(KINDS[kind], columns()) for kind in kinds)


def _types(word: str) -> Iterator[str]:
    from mlarch.catalog import TYPES, normalize
    from mlarch.cli.describe import type_page

    wanted = normalize(word)
    for data_type in TYPES.values():
        if wanted in map(normalize, (data_type.id, data_type.name, *data_type.aliases)):
            yield type_page(data_type, columns())


def _unknown(word: str) -> Exception:
    from mlarch.catalog import nearest_kinds, nearest_types
    from mlarch.diagnostics import MlarchError
    from mlarch.language.problems import CODES
    from mlarch.rules import RULES
    from mlarch.text import nearest

    known = [(rule.code, rule.name) for rule in RULES.values()]
    known += [(mistake.code, mistake.name) for mistake in CODES.values()]
    if any(code.startswith(word.upper()) for code, _ in known):
        return MlarchError(
            f"`{word}` is the beginning of several codes",
            f"`mlarch rules {word}` lists them; `mlarch explain` takes a whole one.",
        )
    rules = nearest(word, [name for pair in known for name in pair], most=2)
    near = list(dict.fromkeys((*rules, *nearest_kinds(word), *nearest_types(word, 1))))[:4]
    hint = f"Did you mean {' or '.join(f'`{name}`' for name in near)}? " if near else ""
    return MlarchError(
        f"there is no rule, kind, data type or product `{word}`",
        f"{hint}`mlarch rules` and `mlarch kinds` list what there is.",
    )
