"""GRA: words for kinds, and words that say that a part is of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import fields_of
from mlarch.catalog import KINDS, find_kind, normalize
from mlarch.catalog.lexicon.exactness import CALCULATES, NAMES_ONE, RULES_ONLY, SOMETHING_LEARNED
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.model import Component
from mlarch.rules import Outcome, fixes, problem, rule

__all__ = ["alias_kind", "inexact_kind"]


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


@rule(
    "GRA020",
    "inexact-kind",
    about=(Trait.SERVES_MODEL, Trait.GENERATES, Trait.INDEXES_VECTORS, Trait.DECIDES),
)
def inexact_kind(design: DesignGraph) -> Iterator[Outcome]:
    """A model, or a search for what is near, where one result is right.

    **Checks.** The name or description of a model server says that it is rules, a table or a formula, and
    nothing of a model; no entry of `models:` is served by it, and no flow brings it a model. Or a language
    model is said to do arithmetic (`works out the tax`). Or a vector index is said to hold numbers that name
    one thing (`parcel numbers, embedded`).

    **Why.** Rules are read, tested and changed by people, and need no training, registry or drift monitor;
    who reads the drawing looks for these in vain. A language model gives a likely sum, and the nearest number
    is another one.

    **When it is wrong.** It is a model: say which, `models: {name: {served_by: ...}}`. Or exact tools do the
    arithmetic: say so in the description.
    """
    for part in design.parts.accountable():
        for field, text in fields_of(part):
            why = _inexact(design, part, text)
            if why:
                yield problem(part, f"{part.id} {why}", at=field, help=_EXACT)
                break


_EXACT = (
    "Give it the kind of what it does: `decision_engine`, `content_filter`, `relational_db`, `search_index`."
)


def _inexact(design: DesignGraph, part: Component, text: str) -> str:
    """What is exact by a text (lower case) about a part that is not; empty where nothing is."""
    if len(part.kinds) > 1:
        return ""
    if design.has(part.id, Trait.INDEXES_VECTORS):
        found = NAMES_ONE.search(text)
        return f"finds what is near, and `{found[0]}` is one thing or another" if found else ""
    if design.has(part.id, Trait.GENERATES):
        found = CALCULATES.search(text)
        return f"is a language model, and `{found[0]}` has one right result" if found else ""
    if not design.has(part.id, Trait.SERVES_MODEL) or design.served_models(part.id):
        return ""
    if any("model_artifact" in edge.types for edge in design.data_into(part.id)):
        return ""
    said = f"{part.name or ''}; {part.description or ''}; {part.tech or ''}".lower()
    found = RULES_ONLY.search(text) if part.latency is None and not SOMETHING_LEARNED.search(said) else None
    return (
        f"is a model by its kind, and by its words (`{found[0]}`) something that people wrote"
        if found
        else ""
    )
