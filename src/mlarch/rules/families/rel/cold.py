"""REL: users and items that the model has never seen."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import says
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Feature, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.fixes.proposals import suggest_id

__all__ = ["cold_start"]

_ANSWERS = (
    r"cold[ -]?start|\bnew (user|viewer|member|customer|visitor|guest|item|video|post|event|listing|product|"
    r"ad|host|account|rider|merchant)|\bpopular|trending|\bexplor|bandit|anonymous|logged[ -]out|"
    r"without (a )?histor|no histor|first visit|onboarding|default (list|answer|result|recommend|profile)|"
    r"editorial|heuristic"
)


# They answer by what they are given, and know nobody.
_BY_CONTENT = (Trait.GENERATES, Trait.ROUTES_PROMPTS, Trait.ENCODES_QUERIES)

_OF_THE_PAST = regex(
    r"histor|\bpast\b|\blast\b|previous|so far|usual|\bover \d|\b\d+ ?(?:d|days|weeks|months|y)\b|embedding|"
    r"vector|taste|prefer|affinit|habit|favou?rite|"
    r"\b(?:user|member|viewer|customer|reader|listener|profile)s?\b"
)


def _said(feature: Feature) -> str:
    return f"{feature.name} {feature.entity or ''} {feature.transform or ''}".lower()


@rule("REL008", "cold-start", fixes="unsafe", stage=Stage.PRODUCTION, about=("@personalized",))
def cold_start(design: DesignGraph) -> Iterator[Outcome]:
    """A personalised system that does not say what new users and new items get.

    **Checks.** The requirements say `personalized: true`, a model other than a language model or an encoder
    answers requests, the features (where they are stated) tell of people or of the past, and nothing in the
    spec answers a cold start: no component of kind `fallback` or `bandit`, and no word of it anywhere (new
    users, popular or trending items, exploration, anonymous visitors), in or out of scope.

    **Why.** Every user and every item is new once, and the features of a personalised model are empty then
    (Schein et al., *Methods and Metrics for Cold-Start Recommendations*, 2002; Zinkevich, *Rules of Machine
    Learning*).

    **When it is wrong.** The model copes by itself, with content and context: say so in
    `data: {missing_values: new users get the mean of their country}`, or name it in `out_of_scope`.
    """
    wanted = design.architecture.requirements
    if wanted is None or not wanted.personalized:
        return
    scoring = design.having(
        Trait.SCORES, Trait.PREDICTS_IN_BATCH, Trait.GENERATES_CANDIDATES, Trait.RUNS_ON_DEVICE
    )
    models = [name for name in scoring.ids if not design.has(name, *_BY_CONTENT)]
    data = design.architecture.data
    features = data.features if data is not None else ()
    if features and not any(_OF_THE_PAST.search(_said(feature)) for feature in features):
        return
    if not models or design.having(Trait.FALLS_BACK, Trait.EXPLORES) or says(design, _ANSWERS):
        return
    popular = suggest_id(design, Trait.FALLS_BACK)
    callers = (r.caller for m in models for r in design.calls_to(m) if r.caller)
    caller = next(callers, suggest_id(design, Trait.ANSWERS_REQUESTS, Trait.ORCHESTRATES))
    yield problem(
        wanted,
        f"answers are personal, and it is not said what {models[0]} makes of users and items without history",
        at="personalized",
        components=(),
        kinds=(Trait.FALLS_BACK, Trait.EXPLORES),
        help=f"Add `{popular}: fallback` with popular items and {{add}}, or state it: `missing_values: new "
        "users get popular items`.",
        add=f"{caller} -> {popular}: {{returns: ranked list, when: failure}}",
        near=caller,
        fix=caller in design.components,
    )
