"""Words about where labels come from, and for which cases there are none."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "BY_THE_SYSTEM",
    "CHOSEN_BY_SYSTEM",
    "CLOSED_CASES_ONLY",
    "DECIDED_BY_SYSTEM",
    "OPEN_CASES_TREATED",
    "RANDOM_SHARE",
    "REST_IS_NEGATIVE",
]

CHOSEN_BY_SYSTEM = any_of(
    r"(?:the )?(?:model|score|classifier|ranker|rules?|system|threshold|policy)\b",
    r"(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|clicked|escalated|selected"
    r"|recommended|audited|answered) (?:ones|cases|claims|customers|applicants|loans|items|messages|calls|orders|only)",
    r"only (?:the )?(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|escalated)",
    r"(?:above|below|over) (?:the )?(?:threshold|0\.\d+)",
)
"""Cases that the system itself chose."""

REST_IS_NEGATIVE = pattern(
    r"\b(?:everything|everybody|all(?: the)?|the) (?:else|others?|rest)\b[^.;]*\b(?:counts?|taken|treated|is|are) (?:as )?\w+|"
    r"\bunlabell?ed\b[^.;]*\b(?:negatives?|honest|good|healthy)\b"
)
"""What nobody looked at is taken for negative."""

BY_THE_SYSTEM = any_of(r"by the (?:model|system|classifier|rules?|engine|score|ranker)")
"""Something that the system itself did."""

RANDOM_SHARE = any_of(
    r"random",
    r"\ball\b",
    r"every ",
    r"control group",
    r"hold-?out",
    r"explor\w+",
    r"audit sample",
    r"uniform",
    r"unselected",
    r"propensit\w+",
    r"inverse",
    r"reject inference",
    r"bandit",
    r"sampled (?:at|from all)",
)
"""Something that is chosen without the model, or a correction for its choice."""

DECIDED_BY_SYSTEM = pattern(
    r"\b(?:refused|rejected|blocked|declined|flagged|removed|banned|accepted|approved|denied|predicted|classified|"
    r"labell?ed|marked|decided|routed|chosen) (?:by|from) (?:the |our )?(?:\w+ )?(?:model|system|classifier|score|"
    r"rules?|engine|ranker|policy|threshold)\b|\b(?:model|system|engine|classifier)'?s? (?:own )?"
    r"(?:decisions?|predictions?|verdicts?|picks?|choices?)\b"
)
"""What the system said, taken for the truth."""

CLOSED_CASES_ONLY = pattern(
    r"\bonly (?:the )?(?:\w+ ){0,2}(?:finished|completed|closed|successful|delivered|returned|settled|ended|repaid|"
    r"cancelled|churned|failed|paid|sold|matured|resolved)\b|"
    r"\b(?:open|unfinished|ongoing|running|pending|unsettled|active|still open|not yet \w+|sold-?out|stock-?outs?)"
    r"(?: \w+){0,3} (?:are |is )?(?:dropped|left out|excluded|ignored|discarded|removed|skipped|taken as|counted as)"
)
"""Examples whose end is not known yet are left out, or taken for what they are not."""

OPEN_CASES_TREATED = any_of(
    r"censor\w*",
    r"surviv\w*",
    r"hazard",
    r"matur\w+",
    r"delayed[- ]feedback",
    r"kaplan",
    r"cox\b",
    r"tobit",
    r"unconstrain\w+",
    r"imput\w+",
)
"""A method for examples whose end is not known yet."""
