"""The page of figures: docs/judgement.md."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from judgement.explain import CATEGORIES, explain
from judgement.judged import Judged, share, table
from judgement.matters import REASONS
from judgement.measure import Figures, Outcome, figures
from judgement.study import Mutator, Study
from mlarch.rules import RULES

__all__ = ["Measured", "page"]

_HEAD = """# Judgement, measured

How much can you rely on what `mlarch check` says, and on its silence? A sound design that was made worse on
purpose should be found out, and every finding on it is either the right one or noise.

{sets}

- The **{first}** are ours, and the rules were made while looking at them: at the stage `production` nothing
  is found in them that they do not accept with a reason. They show what the rules know, not how they do
  elsewhere.
{about}

*Strict* counts a mutant only when a finding is about the mutation; *named* when a new finding names something
beside it. *Left out one by one* are the two plainest ways to spoil a design: one component, or one flow, is
not there (strict). *With all that is set aside* counts the mutants too of which this page says, below, that
no reviewer would blame them. *Said of it* is what the review finds in the design as its author wrote it.

Of the warnings on **{published_count} published designs**, **{published_share} are right** ({published_right}
of {published_said}), and they earn {published_errors}. Of **{sound_count} sound designs** that hands wrote
which did not know the rules, {sound_quiet} are quiet and the others earn {sound_said} warnings and
{sound_errors}; {sound_share} of these are right. Each is judged [below](#warnings-judged).

Of the {first}, **{share} of {mutants} mutants that matter are named**, with {findings} at the median. Each of
the {survivors} that survive is listed at the end, with the reason.

This page is written by `make judgement`; `tests/test_judgement.py` keeps the figures from falling.

## What is measured

- A **mutant** is a design changed in one way as a value: nothing is typed, so nothing else changes.
  With a component go its flows and every word about it: its places in groups, scenarios and views, its
  name under `trained_by`, `served_by`, `online` and `offline`, and every `fallback:` that names it.
- It is **found** when the review at the stage `production` has a finding that the review of the design as
  it was has not (by rule and subject), and that finding names the right component or kind: for what was left
  out, one of its neighbours or its kind as missing; for what was changed, the thing itself.
- By the **strict** count the finding has to be about the mutation: its subject (the first component or flow
  that it names) was touched and was not named by that rule before, or was touched as a whole, the rule had
  no finding that named all of this, and none about it or the new one names all that was touched; or it
  stands at a model of the brief that named what is gone; or the kind that was touched is now named as
  missing. A message that only lists other names than before does not count.
- A flow that a scenario of the spec walks over is missed by the reader too (SPEC016): that is not counted.
- **Findings** counts all new findings of a mutant, by rule and subject: one cause should be one finding.
- **Aimed** counts the mutants found by a rule that the mutator was made for.

## What is set aside

A mutant that leaves a sound design is no fault to be found (an *equivalent* mutant). {aside} of {all} are set
aside, by these conditions on the drawing, before the reviewer is asked:

| condition | mutants | found all the same |
|---|---:|---:|
{reasons}

{conditions}

## By mutator

| mutator | what it does | mutants | found | score | aimed | findings | set aside |
|---|---|---:|---:|---:|---:|---:|---:|
{mutators}

## By rule

The mutants of the mutators that are aimed at a rule, and how many of them this rule found, and any rule.
The last column counts the mutants of any mutator to whose finding the rule contributed.

| rule | name | mutants | found by it | found by any | contributes to |
|---|---|---:|---:|---:|---:|
{rules}

{unaimed}

## By design

| design | mutants | found | score | findings |
|---|---:|---:|---:|---:|
{by_study}

## Warnings judged

Is what the review says right? Each warning is judged by hand, rule by rule, in `tests/judged.tsv`: *right* is
what the picture lacks and a design of its kind needs, also where a figure leaves out what the system has;
*wrong* is what the design has, what it does not need, and advice that does not fit it. A warning without a
verdict counts as wrong. Who judged also mended the rules: a stranger may be stricter.

{published_count} architectures from papers and engineering posts, encoded in `tests/published/` as their
authors drew them (partial pictures, arrows with the data, everyday words), at the stage `design`:

{published}

{sound_count} sound designs of `tests/reasoning/` at the stage `production`. The rules were mended after a
look at what was said of them (126 warnings and 2 errors before, of which about one in five was right):

{sound}

## Survivors

{categories}

{survivors_table}

### Of the other designs

{others_table}
"""


@dataclass(frozen=True)
class Measured:
    """A set of designs with all that was measured of them; `about` says how far the rules know them."""

    name: str
    about: str
    studies: Sequence[Study]
    outcomes: Sequence[Outcome]


def page(
    sets: Sequence[Measured],
    mutators: Sequence[Mutator],
    published: Sequence[Judged],
    sound: Sequence[Judged],
) -> str:
    """The whole page in Markdown; the same for the same outcomes. The first set is told in full."""
    first, *others = sets
    outcomes = first.outcomes
    total = figures(outcomes)
    asides = Counter(o.mutant.aside for o in outcomes if o.mutant.aside)
    seen = Counter(o.mutant.aside for o in outcomes if o.mutant.aside and o.found)
    return _HEAD.format(
        sets=_sets(sets),
        first=first.name,
        about="\n".join(_bullet(f"The **{found.name}** {found.about}") for found in others),
        share=_percent(total),
        mutants=total.mutants,
        findings=_findings(total),
        survivors=len(total.survivors),
        aside=total.aside,
        all=len(outcomes),
        reasons=_rows((reason, asides[reason], seen[reason]) for reason in REASONS),
        conditions="\n".join(f"- *{reason}*: {text}" for reason, text in REASONS.items()),
        mutators=_rows(_mutator_row(m, [o for o in outcomes if o.mutator is m]) for m in mutators),
        rules=_rows(_rule_rows(mutators, outcomes)),
        unaimed=_unaimed(mutators, outcomes),
        by_study=_rows(
            _study_row(s, [o for o in found.outcomes if o.mutant.study == s.name])
            for found in sets
            for s in found.studies
        ),
        published=table(published),
        sound=table(sound),
        **_said("published", published),
        **_said("sound", sound),
        categories="\n".join(f"- *{name}*: {text}" for name, text in CATEGORIES.items()),
        survivors_table=_survivors(total.survivors),
        others_table=_survivors([o for found in others for o in figures(found.outcomes).survivors]),
    )


def _said(name: str, judged: Sequence[Judged]) -> dict[str, object]:
    """The figures of a set of judged designs, by their names on the page."""
    errors = sum(len(design.errors) for design in judged)
    return {
        f"{name}_count": len(judged),
        f"{name}_share": f"{100 * share(judged):.0f} %",
        f"{name}_right": sum(design.right for design in judged),
        f"{name}_said": sum(len(design.warnings) for design in judged),
        f"{name}_quiet": sum(not design.warnings and not design.errors for design in judged),
        f"{name}_errors": f"{errors} error{'s' * (errors > 1)}" if errors else "no error",
    }


_PLAIN = ("remove component", "remove flow")


def _sets(sets: Sequence[Measured]) -> str:
    head = (
        "| designs | | mutants | strict | named | left out one by one | with all that is set aside "
        "| said of it |\n"
        "|---|---:|---:|---:|---:|---:|---:|---|\n"
    )
    return head + _rows(_set_row(found) for found in sets)


def _set_row(found: Measured) -> Sequence[object]:
    plain = figures([o for o in found.outcomes if o.mutator.name in _PLAIN])
    every = sum(o.found for o in found.outcomes) / len(found.outcomes) if found.outcomes else 1.0
    said = Counter(finding.severity.value for study in found.studies for finding in study.review.findings)
    words = [f"{said[key]} {key}{'s' * (said[key] > 1)}" for key in ("error", "warning", "info") if said[key]]
    total = figures(found.outcomes)
    return (
        found.name,
        len(found.studies),
        total.mutants,
        f"**{100 * total.strict_share:.1f} %**",
        _percent(total),
        f"{100 * plain.strict_share:.1f} %",
        f"{100 * every:.1f} %",
        ", ".join(words) or "nothing",
    )


def _bullet(text: str) -> str:
    return textwrap.fill(text, 110, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def _rows(rows: Iterable[Sequence[object]]) -> str:
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def _percent(found: Figures) -> str:
    return f"{100 * found.share:.1f} %"


def _findings(found: Figures) -> str:
    count = f"{found.findings:g}"
    return f"{count} finding" if count == "1" else f"{count} findings"


def _mutator_row(mutator: Mutator, outcomes: Sequence[Outcome]) -> Sequence[object]:
    found = figures(outcomes)
    aimed = found.aimed if mutator.rules else "–"
    score = _percent(found) if found.mutants else "–"
    return (
        mutator.name,
        mutator.about,
        found.mutants,
        found.found,
        score,
        aimed,
        f"{found.findings:g}",
        found.aside,
    )


def _rule_rows(mutators: Sequence[Mutator], outcomes: Sequence[Outcome]) -> Iterable[Sequence[object]]:
    for rule in RULES.values():
        aimed = [o for o in outcomes if rule.code in o.mutator.rules and not o.mutant.aside]
        by_it = sum(rule.code in o.rules for o in aimed)
        helps = sum(rule.code in o.rules for o in outcomes)
        if aimed or helps:
            link = f"[{rule.code}](rules.md#{rule.code.lower()}-{rule.name})"
            yield (link, rule.name, len(aimed), by_it, sum(o.found for o in aimed), helps)


def _unaimed(mutators: Sequence[Mutator], outcomes: Sequence[Outcome]) -> str:
    aimed = {code for mutator in mutators for code in mutator.rules}
    used = {code for outcome in outcomes for code in outcome.rules}
    idle = [code for code, rule in RULES.items() if code not in aimed | used and rule.family != "SPEC"]
    if not idle:
        return "Every rule has a mutator that is aimed at it, or finds mutants of others."
    return f"Without a mutator: {', '.join(idle)}."


def _study_row(study: Study, outcomes: Sequence[Outcome]) -> Sequence[object]:
    found = figures(outcomes)
    return (study.name.replace("_", " "), found.mutants, found.found, _percent(found), f"{found.findings:g}")


def _survivors(survivors: Sequence[Outcome]) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    order: Callable[[Outcome], tuple[str, str]] = lambda o: (explain(o), o.mutant.study)  # noqa: E731
    for outcome in sorted(survivors, key=order):
        key = (explain(outcome), outcome.mutant.study.replace("_", " "))
        groups.setdefault(key, []).append(f"{outcome.mutator.name} `{outcome.mutant.what}`")
    lines: Mapping[tuple[str, str], str] = {key: "; ".join(words) for key, words in groups.items()}
    head = "| why | design | survivors |\n|---|---|---|\n"
    return head + _rows((reason, study, words) for (reason, study), words in lines.items())
