"""GRA: words for kinds, for those who want one word for one thing."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.catalog import KINDS, find_kind, normalize
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, fixes, problem, rule

__all__ = ["alias_kind"]


@rule("GRA014", "alias-kind", severity=Severity.INFO, fixes="safe", opt_in=True)
def alias_kind(design: DesignGraph) -> Iterator[Outcome]:
    """A kind written in other words than the catalogue's own.

    **Checks.** Nothing unless it is selected: aliases are as good as the catalogue's words, and friendlier.
    Then: the word after `kind` is an alias with one meaning, is neither the id nor the name of that kind, and
    is no product, which would be lost.

    **Why.** Where many people write specs, one word for one thing makes them easy to search and to compare.

    **When it is wrong.** The alias is what everybody here says: do not select the rule.
    """
    for component in design.components.values():
        kind = component.kind
        match = find_kind(component.written)
        own_words = {normalize(kind), normalize(KINDS[kind].name)}
        if len(component.kinds) > 1 or match is None or normalize(component.written) in own_words:
            continue
        if match.tech is None and match.kinds == (kind,):
            yield problem(
                component,
                f"`{component.written}` is `{kind}` in the words of the catalogue",
                at="kind",
                help=f"Write `{component.id}: {kind}`.",
                fix=fixes.replace(component.place("kind"), kind, safe=True),
            )
