"""Words about what the system itself decided, and about outcomes of the world."""

from __future__ import annotations

from mlarch.catalog.lexicon.meaning import BY_IT, DECIDED, SYSTEM
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "BY_THE_SYSTEM",
    "DECIDED_BY_SYSTEM",
    "FROM_THE_WORLD",
    "OUTCOMES",
    "OWN_OUTPUT",
    "PUT_BY_THE_SYSTEM",
]

BY_THE_SYSTEM = any_of(
    rf"by (?:the |our ){SYSTEM}\b",
    rf"(?:that|which|what|as) (?:the |our )?(?:\w+ )?{SYSTEM} (?:\w+ )?(?:chose|picked|made|took|blocked|selected|decided|said|wanted|flagged|hid|predicted|proposed|executed|gave|accepted|refused)",
    rf"{SYSTEM}'?s? own (?:\w+)",
    r"(?:our|its|the) own (?:decisions?|predictions?|verdicts?|picks?|choices?|scores?|output|answers?|shortlists?|blocks?|flags?)",
    r"(?:auto(?:matic(?:ally)?)?[- ])(?:approved|rejected|blocked|labell?ed|accepted|closed|confirmed)",
)
"""Something that the system itself did."""

DECIDED_BY_SYSTEM = pattern(
    rf"\b(?:actions?|verdicts?|answers?|matches|outputs?|choices?|scores?) (?:found )?(?:of|by|from) (?:the |our )?(?:\w+ )?(?:{SYSTEM}|assistant|optimi[sz]er)\b|"
    rf"\b(?:raised|placed|produced|generated) {BY_IT}|\b(?:{SYSTEM}|assistant) (?:answered|placed|produced|generated|raised)\b|"
    rf"\b(?:moderated|graded|removed|closed|blocked|approved|rejected|tagged) automatically\b|\b(?:chosen|set|picked|assigned) by (?:last \w+'s|yesterday's|the (?:previous|last|former)) (?:plan|run|list|policy|release)\b|\b{DECIDED}(?: \w+){{0,3}}? {BY_IT}"
    rf"|\b{SYSTEM}(?:'s|s')? (?:own )?(?:decisions?|predictions?|verdicts?|picks?|choices?|shortlists?|flags?|labels?|answers?)\b"
    rf"|\b{SYSTEM} (?:service |engine |model )?(?:has |had |have )?(?:chose|chosen|picked|blocked|selected|decided|said|says|predicted|flagged|accepted|refused|removed|gave|given|set|put|proposed|approved|took|stopped|hid|made|wanted|shortlisted|rejected|closed|sent|routed|assigned|marked|labelled|released|granted|(?:is|was) (?:\w+ )?(?:confident|sure))\b"
    r"|\b(?:by us\b|(?:into|in|on|of|from|above) (?:the )?(?:top \w+ )?(?:of )?our (?:own )?(?:ranking|list|shortlist|score|filter|rules|model|threshold|index|search)\b)"
    r"|\b(?:booked|approved|accepted|passed|closed|paid|granted|posted|confirmed) (?:without (?:a |any )?(?:questions?|doubts?|checks?|review|person)|automatically|at once|straight through)"
    r"|\b(?:our|its) own (?:decisions?|predictions?|verdicts?|picks?|choices?|scores?|shortlists?)"
    r"|\bauto(?:matic(?:ally)?)?[- ](?:approved|rejected|blocked|labell?ed|accepted|closed|confirmed)"
    r"|\b(?:decisions?|predictions?|verdicts?|answers?|outputs?) (?:of|by|from) (?:the |our )?(?:\w+ )?(?:engine|model|system|rules?|classifier|ranker|planner|last|previous|live|current)\b"
    r"|\bpseudo-?labels?\b|\bpredicted (?:class|label|value|outcome)\b|\bpredictions? (?:of \w+ \w+ )?(?:as|for|taken|become|serve)\b|\bself-?train\w*"
)
"""What the system said, taken for the truth."""

FROM_THE_WORLD = any_of(
    r"verdicts?",
    r"appeals?",
    r"confirm\w*",
    r"later",
    r"repaid",
    r"repay\w*",
    r"default\w*",
    r"charge-?backs?",
    r"paid",
    r"complain\w*",
    r"outcome",
    r"overturn\w*",
    r"upheld",
    r"random",
    r"panel",
    r"audit\w*",
    r"reviewers?",
    r"(?:by|after|in|on|human|manual) review",
    r"reviewed by",
    r"by (?:an? |the |two |three |his |her |their |its )?(?:\w+ )?(?:person|people|human|analyst|moderator|adjuster|nurse|doctor|physician|clerk|"
    r"expert|customer|user|buyer|seller|owner|annotator|linguist|radiologist|inspector|officer|agent|teacher|examiner|bank|recruiter|"
    r"employer|patient|editor|guest|rider|driver|member|operator|planner|engineer|player|listener|merchant|author|student|tenant)s?\b",
)
"""A person or an outcome stands behind the label."""

OUTCOMES = any_of(
    r"clicks?|purchas\w+|orders?|bookings?|events?|feedback|outcomes?|actuals?|returns?|repairs?|charge-?backs?|complaints?|ratings?|visits?|"
    r"sales|payments?|impressions?|plays?|results?|findings?|verdicts?|answers of|users?|customers?|experts?|people|persons?|labels of|truth|reports?|claims?|outcome\w*"
)
"""What the world or people said."""

OWN_OUTPUT = any_of(
    r"(?:routing |plan |old |own |model |engine |live |past )?(?:decisions?|predictions?|picks?|choices?|shortlists?|routings?)\b",
    r"(?:auto|pseudo|weak|machine)[- ]?labels?",
    r"(?:old |own |model |live )?scores?\b",
    r"(?:blocks?|flags?|hides?|mutes?|rejections?|refusals?|clusters?) (?:of|by|from) ",
)
"""What the system made, where outcomes should be."""

PUT_BY_THE_SYSTEM = pattern(
    rf"\bagainst (?:the |what |where )?(?:\w+ ){{0,6}}?(?:(?:last|previous|earlier|old|current|our|yesterday\S*|night\S*) )(?:\w+ )?(?:plans?|{SYSTEM}|decisions?) (?:has |had )?"
    r"(?:put|chose|gave|set|picked|placed|made|assigned|took|sent|said)"
)
"""A loss that compares with what the system did."""
