"""SKW: values from the future, or of the answer itself."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import described
from mlarch.catalog.lexicon.features import (
    AGGREGATE,
    FOLLOWS_FROM_IT,
    FROM_THE_FUTURE,
    HAS_ANOTHER_WHEN_SERVED,
    KNOWN_BY_THEN,
    OF_THE_PAST,
    WHOLE_TABLE,
)
from mlarch.catalog.lexicon.moments import (
    AS_OF_BUILDING,
    BACKDATED,
    BETRAYING,
    HAPPENED,
    HOLDS_THE_CASE,
    KEPT_OUT,
    KNOWN_LATE,
    OF_THIS_CASE,
    REVISED,
)
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Feature
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.skw.moments import compared_moments

__all__ = ["value_from_the_future"]

_LATER = regex(r"\+\s*\d")
_AFTER = regex(
    r"\b(?:after|later|end of|with the (?:invoice|bill|result|report|outcome|label)|"
    r"when (?:it|the \w+) (?:ends|closes|is (?!submitted|placed|opened|received|made|scored|asked|filed)))\b"
)
_OF_THE_LABEL = regex(r"(?<!before )(?<!before the )\b(?:labels?|outcome)\b|\b(?:either|both) sides?\b")
_ENCODES_TARGET = regex(
    r"\b(?:target|label|mean|likelihood|impact)[- ](?:encod|statistic|mean)\w*|"
    r"\b(?:mean|average|rate) of the (?:target|label)|"
    r"\bby its (?:mean|average) (?:outcome|target|label|price|rate)"
)


_LATE_WORDS = (HOLDS_THE_CASE, AS_OF_BUILDING, BACKDATED, BETRAYING, OF_THIS_CASE, REVISED)
_AROUND = regex(r"\bbefore\b.*\b(?:after|behind)\b")
_STATISTIC = regex(
    r"\b(?:encod\w+|normali[sz]\w+|standardi[sz]\w+|scal(?:ed|er|ing)|selection|imput\w+|constants|"
    r"(?:averages|means|rates) of the (?:label|outcome|target))\b"
)
_NAMES_A_FEATURE = regex(r"\b(?:features?|columns?|inputs?|variables?|predictors?|values?|encodings?)\b")
_MAKES_EXAMPLES = (
    Trait.COMPUTES_FEATURES_IN_BATCH,
    Trait.COMPUTES_FEATURES_LIVE,
    Trait.KEEPS_FEATURE_HISTORY,
    Trait.SERVES_FEATURES,
    Trait.ASSEMBLES_FEATURES,
    Trait.JOINS_LABELS,
    Trait.BUILDS_DATASETS,
)


@rule("SKW009", "value-from-the-future", about=("@features", *_MAKES_EXAMPLES))
def value_from_the_future(design: DesignGraph) -> Iterator[Outcome]:
    """A feature whose value exists only after the prediction, or holds the answers of the test set.

    **Checks.** A feature's `known_at` is a time after the prediction (`+14d`) or says that it is known when
    the outcome is (`at settlement`); or, where `known_at` is not stated, its `transform` or `name` says so
    (`final amount`, `whole trip`, `notes of the adjuster`) with no word of history, plans or forecasts; or it
    says that the service has a forecast in its place, or that it is a figure of the calendar period around
    the case. Or one of its clauses says that the case itself is counted in it (`this order included`), that
    it is as of the day on which the table is made (`as the system shows today`), or what is measured of this
    very case, with no such word in the same clause; or what happened to it, told in the past. `task: input`
    and the descriptions of what joins, builds or keeps features and examples are read for the same (`goes in
    from the time of its sample`, `the best column by far`). Or its `transform` encodes the target, or takes
    one figure of the whole table (`mean over all dates`, `before the split`), with no word of past,
    training-only or out-of-fold values. Or it comes into being nearer to the event than the prediction is
    made (`3 h before seating`, where the objective says 24 h), or holds what people drew on it when they
    judged. An *info* at production where it is left open: other features state `known_at` and this one does
    not, or none does and it is a value that changes when a case ends (a status, a reply).

    **Why.** In the history the value is there, and it gives the label away; when the model is asked, it is
    missing. The offline metrics are excellent, the live ones are not (Kaufman et al., *Leakage in Data
    Mining*, TKDD 2012).

    **When it is wrong.** The value is as of the moment of the prediction: state `known_at: at request`.
    """
    data = design.architecture.data
    named: set[str] = set()
    for feature in data.features if data is not None else ():
        said = f"{feature.name}; {feature.transform or ''}".lower()
        whole = _of_everything(said)
        if whole:
            named.add(feature.name)
            yield problem(
                feature,
                f"{feature.name} is taken over data that holds the test set and the time after each example "
                f"(`{whole}`): it gives the label away",
                at="transform" if feature.transform else "name",
                help="Take it from what lies before each example, or fold by fold from the training part.",
            )
            continue
        stated = _too_late(feature, said)
        if stated:
            named.add(feature.name)
            yield problem(
                feature,
                f"{feature.name} does not exist yet when the prediction is made ({stated}): in training it "
                "gives the label away",
                at="known_at" if feature.known_at else ("transform" if feature.transform else "name"),
                help="Leave it out, or take the value as it stood then: `known_at: at request`.",
            )
    yield from (found for feature, found in compared_moments(design) if feature.name not in named)
    yield from _in_the_input(design)
    yield from _of_examples(design)


def _in_the_input(design: DesignGraph) -> Iterator[Outcome]:
    """What the model sees, by the brief, that is there only when the case is over."""
    task = design.architecture.task
    said = (task.input or "").lower() if task is not None else ""
    found = OF_THIS_CASE.outside(said, KNOWN_BY_THEN) or HOLDS_THE_CASE.outside(said, KNOWN_BY_THEN)
    if task is not None and found is not None:
        yield problem(
            task,
            f"the model sees `{found[0].strip()}`, which is there only when the case is over: in training it "
            "gives the label away",
            at="input",
            help="Leave it out, or take the value as it stood when the prediction is made.",
        )


def _of_examples(design: DesignGraph) -> Iterator[Outcome]:
    """What is said where features and examples are made: later results under an earlier time, or one figure
    of all rows."""
    for part, said in described(design.having(*_MAKES_EXAMPLES).accountable()):
        found = BETRAYING.outside(said, KEPT_OUT)
        for words in (BACKDATED, AS_OF_BUILDING, REVISED):
            if _NAMES_A_FEATURE.search(said):
                found = found or words.outside(said, KEPT_OUT)
        if found is None and not OF_THE_PAST.search(said) and _STATISTIC.search(said):
            found = WHOLE_TABLE.outside(said, KEPT_OUT)
        if found is not None:
            yield problem(
                part,
                f"{part.id}: `{found[0].strip()}` is known only after the case, or of the test set too: in "
                "training it gives the label away",
                at="description",
                help="Join each value as it stood when the prediction was made, and take figures of many "
                "rows from the training part.",
            )


def _of_everything(said: str) -> str:
    """The words by which a feature is one figure of all data, the test set with it; else empty."""
    if OF_THE_PAST.search(said):
        return ""
    encoded = _ENCODES_TARGET.search(said)
    whole = WHOLE_TABLE.search(said)
    if whole is not None and AGGREGATE.search(said):
        return whole[0]
    return encoded[0] if encoded is not None else ""


def _too_late(feature: Feature, said: str) -> str:
    """How a feature says that it is known too late; empty when it does not."""
    known = (feature.known_at or "").lower()
    if known:
        late = _LATER.search(known) or _OF_THE_LABEL.search(known) or FROM_THE_FUTURE.search(known)
        late = late or _AFTER.search(known)
        late = late or KNOWN_LATE.outside(known, KNOWN_BY_THEN)
        return f"known {feature.known_at}" if late is not None else ""
    found = HAS_ANOTHER_WHEN_SERVED.search(said) or FOLLOWS_FROM_IT.search(said)
    if found is None and not KNOWN_BY_THEN.search(said):
        found = FROM_THE_FUTURE.search(said)
    for late_words in _LATE_WORDS:
        found = found or late_words.outside(said, KNOWN_BY_THEN)
    told, asked = (feature.transform or "").lower(), feature.freshness == "request"
    found = found or FROM_THE_FUTURE.outside(told, KNOWN_BY_THEN)
    if found is None and not (asked or KEPT_OUT.search(told) or KNOWN_BY_THEN.search(said)):
        found = HAPPENED.search(told)
    if found is not None and asked and _AROUND.search(found[0]):
        return ""  # it comes with the request, which waits until both sides are there
    return f"`{found[0].strip()}`" if found is not None else ""
