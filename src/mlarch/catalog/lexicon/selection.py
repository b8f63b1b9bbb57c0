"""Words about which cases get a label."""

from __future__ import annotations

from mlarch.catalog.lexicon.meaning import (
    AT_RANDOM,
    BY_IT,
    DECIDED,
    KEPT_OUT,
    PARTS,
    SYSTEM,
    TAKEN_FOR_NEGATIVE,
    UNSEEN,
)
from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "CHOSEN_BY_SYSTEM",
    "OF_EVERYTHING",
    "PICKED_CASES",
    "POINTED_AT",
    "RANDOM_SHARE",
    "REFUSED_HAVE_NONE",
    "REST_IS_LEFT_OUT",
    "REST_IS_NEGATIVE",
    "UNSEEN_IS_NEGATIVE",
]

CHOSEN_BY_SYSTEM = any_of(
    rf"(?:the )?{SYSTEM}\b",
    r"(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|clicked|escalated|selected"
    r"|recommended|audited|answered|alarmed|suspicious|high-scor\w+|treated|called|visited|tested|interviewed|invited|funded"
    r"|admitted|hired|served|opened|stopped|disputed|contested|corrected|reported|doubtful|unsure|top-\w+)"
    r" (?:ones|cases|claims|customers|applicants|applications|loans|items|messages|calls|orders|accounts|transactions|patients|"
    r"parts|leads|tickets|ads|songs|candidates|sites|machines|turbines|meters|households|students|drivers|only)",
    r"only (?:the |those |what was |who was |who were |that were )?(?:\w+ )?(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|"
    r"offered|escalated|visited|tested|called|treated|interviewed|invited|funded|admitted|hired|opened|stopped|alarmed|selected|contacted)",
    rf"only (?:the |those |what was |who was |that were )?{DECIDED}",
    r"(?:above|below|over) (?:the |a |our )?(?:threshold|cut-?off|score|limit|0\.\d+)",
    r"top (?:\d+|decile|percent|ranked|scor\w+)",
)
"""Cases that the system itself chose."""

PICKED_CASES = pattern(
    r"\b(?:found|seen|measured|counted) where (?:the |our |an? )\w+ (?!is\b|was\b|has\b|were\b)\w+ed\b|"
    r"\b(?:after|to|at|on|of) (?:an? |the )?(?:alarms?|alerts?|flags?|stopped|flagged|warned|alarmed)\b|\bonly \w+ (?:that|who|which) (?:were|are|was|got|had) \w+"
    r"|\b(?:who|that|which) (?:were|was|are|got|had) (?:accepted|approved|granted|hired|admitted|selected|stopped|escalated|the \w+)\b|\bfollowed(?: up)? by the\b|"
    r"^(?:\w+ )*(?:investigated|inspected|ordered|audited|escalated|opened|contacted) (?:\w+)$|\b(?:of|on|for|from) (?:the )?(?:ordered|shown|accepted|approved|granted|opened|contacted|investigated|inspected) \w+(?: only)?$|"
    r"\b(?:warned|flagged|alarmed|suspicious|escalated|ranked|recommended|doubtful|high-?risk|high-?scor\w+|top-?\w*) (?:visits|cases|claims|customers|messages|items|calls|orders|accounts|parts|patients|ones)\b"
    r"|\bcases? (?:with|that have|that had) (?:an? |the )?(?:\w+ )?(?:alarms?|flags?|warnings?|scores?|alerts?)\b|\bwith the (?:highest|lowest|top) scores?\b"
    r"|\b(?:reviews?|checks?|readings?|verdicts?|labels?) (?:of|on|for) (?:the )?(?:referred|warned|escalated|flagged|unsure|top)\b|"
    rf"\b(?:where|which|that|when|if|what) (?:the |our |an? )?(?:\w+ )?{SYSTEM}\b"
    r"|\b(?:where|when|if) (?:an? |the )?(?:\w+ )?(?:alarms?|flags?|complain\w*|disput\w*|reports?|doubts?|alerts?)\b"
    r"|\b(?:corrections?|complaints?|disputes?|appeals?|escalations?|alarms?|flags?|interventions?) only\b"
    r"|\b(?:verdicts?|labels?|findings?|readings?|outcomes?|results?) (?:of|on|for|from) (?:the )?(?:flagged|alarmed|suspicious|reviewed|escalated|selected|doubtful|urgent|blocked|shown|top|high)\b"
    rf"|\b(?:ordered|requested|chosen|picked|selected|triggered|sent|flagged|raised|found|proposed|asked for|routed|pointed at|listed) {BY_IT}"
    r"|\bonly (?:of |the |those |what |what was |cases |ones )?(?:that (?:are|were) )?(?:\w+ )?(?:flagged|reviewed|disputed|corrected|contested|escalated|appealed|unsure|doubtful|"
    r"uncertain|suspicious|alarmed|refused|reported|visited|inspected|investigated|selected|opened|above)\b"
    r"|\b(?:second (?:reading|look|opinion)s?|reviews?|readings?|inspections?|checks?|audits?|verdicts?|findings?|labels?|labelling) "
    r"(?:of|on|for) (?:the |all )?(?:\w+ )?(?:disputed|flagged|escalated|corrected|contested|doubtful|unsure|uncertain|suspicious|high-scor\w+|refused|"
    r"reported|appealed|alarmed|low-confidence|selected)\b"
    r"|\b(?:cases|claims|items|messages|customers|accounts|everything|those|minutes|calls|all|pictures) (?:above|over) (?:the |a |our )?(?:threshold|cut-?off|score|p ?=|0\.\d)"
    r"|\b(?:the |our )?(?:top|highest) (?:\d+|decile|scor\w+|ranked)[^.;]*\b(?:label|review|inspect|check|read|verdict)"
    r"|^(?:the )?(?:corrected|disputed|contested|flagged|escalated|alarmed|refused) \w+$"
)
"""What gets a label is said to be what the system pointed at, or what somebody complained of."""

RANDOM_SHARE = any_of(
    r"random",
    r"\ball\b(?! (?:others?|else|the rest|the other))",
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
    r"whatever (?:the|its) score",
    r"regardless of",
)
"""Something that is chosen without the model, or a correction for its choice."""

REST_IS_LEFT_OUT = pattern(
    r"\b(?:the )?(?:others?|rest|remaining \w+|everybody else|all else)\b[^.;]*\b(?:no|without|never|not|nothing|unknown|missing)\b"
    r"[^.;]*\b(?:left out|unused|not used|dropped|ignored|excluded|skipped|discarded)\b"
)
"""The cases that were not chosen have no outcome, and are left out."""

REST_IS_NEGATIVE = pattern(
    r"\b(?:everything|everybody|everyone|all(?: the)?|the|any|each) (?:else|others?|rest|remaining)\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|assumed) (?:as |to be )?\w+|"
    r"\b(?:without|no) (?:an? )?(?:warning|alert|flag|alarm|report|complaint|verdict|review|label|finding|visit|inspection|claim|call)s?\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|assumed|as|means?) (?:\w+ )?"
    r"(?:negatives?|honest|good|healthy|clean|fine|safe|genuine|normal|ok|legitimate|satisfied|correct|zero|sound|kept|repaid|done|paid)\b|"
    r"\b(?:unlabell?ed|unreviewed|uninspected|uninvestigated|unflagged|unreported|not (?:reviewed|inspected|reported|flagged|investigated|called|visited))\b"
    r"[^.;]*\b(?:negatives?|honest|good|healthy|clean|fine|safe|genuine|normal|ok|as no|legitimate|satisfied|correct)\b"
)
"""What nobody looked at is taken for negative."""

UNSEEN_IS_NEGATIVE = Together((UNSEEN, TAKEN_FOR_NEGATIVE), unless=(AT_RANDOM, KEPT_OUT))
"""`what was not inspected counts as clean`."""

_POINTS = (
    r"(?:listed|lists|pulled|pull|put|puts|named?|names|sent|sends|flagged|flags|marks|marked|ranks|ranked|points?|pointed|held|holds|rejected|rejects|"
    r"raised|picked|picks|chose|chooses|suspect\w*|opened|opens|threw out|throws out|sorted out|sorts out|stopped|stops|selected|warned|warns|is unsure|was unsure|doubts?|found|proposed|scored|went to)"
)
_CHOICE = (
    r"(?:only|just) (?:gets?|sees?|goes|drives?|looks?|visits?|opens?)\b[^.;]{0,40}\b(?:that|which|where) (?:the |our )?\w+ (?:marked|marks|flagged|flags|listed|lists|ranked|ranks|chose|picked|proposed|beeped|pointed)|"
    r"\bscores? (?:above|over|of) \d+|"
    rf"(?:{PARTS}|we) (?:(?:had|has|have|already|itself) )?{_POINTS}\b|\b(?:hits?|alarms?|flags?|finds?|picks?|suspects?) (?:of|by|from) (?:the |our )?(?:\w+ )?{PARTS}\b|"
    rf"\b(?:stopped|held|flagged|sent|chosen|picked|pulled|pulled out|listed|selected|opened|rejected|marked) (?:\w+ ){{0,2}}?(?:by|because of|on the strength of) (?:the |our )?(?:\w+ ){{0,2}}?{PARTS}\b|"
    r"\b(?:head|top|first page|upper end) of (?:the |our )?(?:\w+ )?(?:plans?|lists?|ranking|queue)|\b(?:highest|high|top|worst) scores?\b|\bscor(?:es?|ed) (?:above|over|high)|"
    r"\bwith an? (?:red|yellow|orange) \w+|\bforecast is (?:worst|high\w*)|\bunsure of\b"
)
POINTED_AT = pattern(
    rf"\b(?:only|alone|exclusively|just)\b[^.;]*(?:{_CHOICE})|(?:{_CHOICE})[^.;]*\b(?:only|alone|exclusively|nothing else)\b|"
    rf"\b(?:reports?|results?|verdicts?|labels?|outcomes?|samples?|findings?|visited|visits?|drilled|biops\w+)\b[^.;]*(?:{_CHOICE})|(?:{_CHOICE})[^.;]*\b(?:reports?|results?|verdicts?|labels?|outcomes?|visit\w*|are enough)\b",
    part=_CHOICE,
)
"""Only what the system pointed at is looked at."""

REFUSED_HAVE_NONE = pattern(
    r"\b(?:known|labell?ed|available|exists?) (?:only )?for (?:the )?(?:granted|accepted|approved|admitted|hired|paid|released|shipped|inspected|visited|opened|called) \w+[^.;]*\b(?:others?|rest)\b[^.;]*\b(?:left out|dropped|ignored|unused|missing)\b|"
    r"\b(?:refused|declined|rejected|denied|turned down|not (?:admitted|accepted|granted)|blocked|withheld)\b(?: \w+){0,3}? (?:are |is |has |have |get |gets )?(?:never|no\b|not\b|dropped|left out|excluded|without|skipped|missing|ignored)|"
    r"\b(?:only|alone)\b[^.;]*\b(?:known|exists?|labell?ed|available|seen)\b[^.;]*\b(?:accepted|granted|approved|admitted|hired|paid|released|shipped)\b|"
    r"\b(?:uses|learns? from|trained on|trains on|enter)\b[^.;]*\b(?:accepted|granted|approved|admitted|released|paid) (?:ones|cases|loans|claims|applicants|only)\b"
)
"""Cases that were refused have no outcome, and are no examples."""

OF_EVERYTHING = pattern(
    r"\b(?:all|every|each|both|everybody|everyone)\b(?!(?: \w+){0,3}? (?:others?|else|rest|flagged|alarmed|escalated|reviewed|listed|above|over|warned|"
    r"stopped|held|suspicious|ranked|chosen|selected|high\w*|week|month|day|night|morning|year)\b)(?! (?:others?|else|week|month|day|night|morning|year|rest)\b)"
)
"""Nobody chooses: all cases have a label."""
