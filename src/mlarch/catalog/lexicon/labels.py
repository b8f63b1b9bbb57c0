"""Words about where labels come from, and for which cases there are none."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AGAINST_EXPOSURE",
    "BY_THE_SYSTEM",
    "CAPPED",
    "CHOSEN_BY_SYSTEM",
    "CLOSED_CASES_ONLY",
    "DECIDED_BY_SYSTEM",
    "DEMAND",
    "FROM_THE_WORLD",
    "NOT_ENDED",
    "OPEN_CASES_TREATED",
    "OUTCOMES",
    "OWN_OUTPUT",
    "PICKED_CASES",
    "PUT_BY_THE_SYSTEM",
    "RANDOM_SHARE",
    "REST_IS_LEFT_OUT",
    "REST_IS_NEGATIVE",
    "SALES",
]

_SYSTEM = (
    r"(?:model|system|classifier|scores?|scorer|rules?|engine|ranker|policy|threshold|algorithm|filter|matcher|detector|arm|robot|"
    r"bot|recommender|pipeline|screen|screening|network|planner|controller|app|gate|llm|predictor|forecaster|pricer|router|"
    r"dispatcher|software|guard|triage|scanner|checker|automatic \w+|blocker|sorter|selector|optimi[sz]er|heuristics?|automation|scorecard|crawler)"
)
_BY_IT = rf"(?:by|from|of) (?:the |our |its |an? |this )?(?:\w+ ){{0,3}}?{_SYSTEM}(?:'s)?\b"
_DECIDED = (
    r"(?:refused|rejected|blocked|declined|flagged|removed|banned|accepted|approved|granted|denied|predicted|classified|labell?ed|"
    r"marked|decided|routed|chosen|selected|picked|shortlisted|assigned|hidden|muted|escalated|graded|tagged|matched|booked|"
    r"confirmed|closed|detected|recogni[sz]ed|dispatched|cancelled|suspended|scored|judged|deemed|considered)"
)

CHOSEN_BY_SYSTEM = any_of(
    rf"(?:the )?{_SYSTEM}\b",
    r"(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|clicked|escalated|selected"
    r"|recommended|audited|answered|alarmed|suspicious|high-scor\w+|treated|called|visited|tested|interviewed|invited|funded"
    r"|admitted|hired|served|opened|stopped|disputed|contested|corrected|reported|doubtful|unsure|top-\w+)"
    r" (?:ones|cases|claims|customers|applicants|applications|loans|items|messages|calls|orders|accounts|transactions|patients|"
    r"parts|leads|tickets|ads|songs|candidates|sites|machines|turbines|meters|households|students|drivers|only)",
    r"only (?:the |those |what was |who was |who were |that were )?(?:\w+ )?(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|"
    r"offered|escalated|visited|tested|called|treated|interviewed|invited|funded|admitted|hired|opened|stopped|alarmed|selected|contacted)",
    rf"only (?:the |those |what was |who was |that were )?{_DECIDED}",
    r"(?:above|below|over) (?:the |a |our )?(?:threshold|cut-?off|score|limit|0\.\d+)",
    r"top (?:\d+|decile|percent|ranked|scor\w+)",
)
"""Cases that the system itself chose."""

PICKED_CASES = pattern(
    r"\b(?:after|to|at|on|of) (?:an? |the )?(?:alarms?|alerts?|flags?|stopped|flagged|warned|alarmed)\b|\bonly \w+ (?:that|who|which) (?:were|are|was|got|had) \w+"
    r"|\b(?:who|that|which) (?:were|was|are|got|had) (?:accepted|approved|granted|hired|admitted|selected|stopped|escalated|the \w+)\b|\bfollowed(?: up)? by the\b|"
    r"^(?:\w+ )*(?:investigated|inspected|ordered|audited|escalated|opened|contacted) (?:\w+)$|\b(?:of|on|for|from) (?:the )?(?:ordered|shown|accepted|approved|granted|opened|contacted|investigated|inspected) \w+(?: only)?$|"
    r"\b(?:warned|flagged|alarmed|suspicious|escalated|ranked|recommended|doubtful|high-?risk|high-?scor\w+|top-?\w*) (?:visits|cases|claims|customers|messages|items|calls|orders|accounts|parts|patients|ones)\b"
    r"|\bcases? (?:with|that have|that had) (?:an? |the )?(?:\w+ )?(?:alarms?|flags?|warnings?|scores?|alerts?)\b|\bwith the (?:highest|lowest|top) scores?\b"
    r"|\b(?:reviews?|checks?|readings?|verdicts?|labels?) (?:of|on|for) (?:the )?(?:warned|escalated|flagged|unsure|top)\b|"
    rf"\b(?:where|which|that|when|if|what) (?:the |our |an? )?(?:\w+ )?{_SYSTEM}\b"
    r"|\b(?:where|when|if) (?:an? |the )?(?:\w+ )?(?:alarms?|flags?|complain\w*|disput\w*|reports?|doubts?|alerts?)\b"
    r"|\b(?:corrections?|complaints?|disputes?|appeals?|escalations?|alarms?|flags?|interventions?) only\b"
    r"|\b(?:verdicts?|labels?|findings?|readings?|outcomes?|results?) (?:of|on|for|from) (?:the )?(?:flagged|alarmed|suspicious|reviewed|escalated|selected|doubtful|urgent|blocked|shown|top|high)\b"
    rf"|\b(?:ordered|requested|chosen|picked|selected|triggered|sent|flagged|raised|found|proposed|asked for|routed|pointed at|listed) {_BY_IT}"
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

REST_IS_NEGATIVE = pattern(
    r"\b(?:everything|everybody|everyone|all(?: the)?|the|any|each) (?:else|others?|rest|remaining)\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|assumed) (?:as |to be )?\w+|"
    r"\b(?:without|no) (?:an? )?(?:warning|alert|flag|alarm|report|complaint|verdict|review|label|finding|visit|inspection|claim|call)s?\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|assumed|as|means?) (?:\w+ )?"
    r"(?:negatives?|honest|good|healthy|clean|fine|safe|genuine|normal|ok|legitimate|satisfied|correct|zero|sound|kept|repaid|done|paid)\b|"
    r"\b(?:unlabell?ed|unreviewed|uninspected|uninvestigated|unflagged|unreported|not (?:reviewed|inspected|reported|flagged|investigated|called|visited))\b"
    r"[^.;]*\b(?:negatives?|honest|good|healthy|clean|fine|safe|genuine|normal|ok|as no|legitimate|satisfied|correct)\b"
)
"""What nobody looked at is taken for negative."""

REST_IS_LEFT_OUT = pattern(
    r"\b(?:the )?(?:others?|rest|remaining \w+|everybody else|all else)\b[^.;]*\b(?:no|without|never|not|nothing|unknown|missing)\b"
    r"[^.;]*\b(?:left out|unused|not used|dropped|ignored|excluded|skipped|discarded)\b"
)
"""The cases that were not chosen have no outcome, and are left out."""

PUT_BY_THE_SYSTEM = pattern(
    rf"\bagainst (?:the |what |where )?(?:\w+ ){{0,6}}?(?:(?:last|previous|earlier|old|current|our|yesterday\S*|night\S*) )(?:\w+ )?(?:plans?|{_SYSTEM}|decisions?) (?:has |had )?"
    r"(?:put|chose|gave|set|picked|placed|made|assigned|took|sent|said)"
)
"""A loss that compares with what the system did."""

BY_THE_SYSTEM = any_of(
    rf"by (?:the |our ){_SYSTEM}\b",
    rf"(?:that|which|what|as) (?:the |our )?(?:\w+ )?{_SYSTEM} (?:\w+ )?(?:chose|picked|made|took|blocked|selected|decided|said|wanted|flagged|hid|predicted|proposed|executed|gave|accepted|refused)",
    rf"{_SYSTEM}'?s? own (?:\w+)",
    r"(?:our|its|the) own (?:decisions?|predictions?|verdicts?|picks?|choices?|scores?|output|answers?|shortlists?|blocks?|flags?)",
    r"(?:auto(?:matic(?:ally)?)?[- ])(?:approved|rejected|blocked|labell?ed|accepted|closed|confirmed)",
)
"""Something that the system itself did."""

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

DECIDED_BY_SYSTEM = pattern(
    rf"\b(?:actions?|verdicts?|answers?|matches|outputs?|choices?|scores?) (?:found )?(?:of|by|from) (?:the |our )?(?:\w+ )?(?:{_SYSTEM}|assistant|optimi[sz]er)\b|"
    rf"\b(?:raised|placed|produced|generated) {_BY_IT}|\b(?:{_SYSTEM}|assistant) (?:answered|placed|produced|generated|raised)\b|"
    rf"\b(?:moderated|graded|removed|closed|blocked|approved|rejected|tagged) automatically\b|\b(?:chosen|set|picked|assigned) by (?:last \w+'s|yesterday's|the (?:previous|last|former)) (?:plan|run|list|policy|release)\b|\b{_DECIDED}(?: \w+){{0,3}}? {_BY_IT}"
    rf"|\b{_SYSTEM}(?:'s|s')? (?:own )?(?:decisions?|predictions?|verdicts?|picks?|choices?|shortlists?|flags?|labels?|answers?)\b"
    rf"|\b{_SYSTEM} (?:service |engine |model )?(?:has |had |have )?(?:chose|chosen|picked|blocked|selected|decided|said|says|predicted|flagged|accepted|refused|removed|gave|given|set|put|proposed|approved|took|stopped|hid|made|wanted|shortlisted|rejected|closed|sent|routed|assigned|marked|labelled|released|granted|(?:is|was) (?:\w+ )?(?:confident|sure))\b"
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

_ENDED = (
    "finished|completed?|closed|successful|delivered|returned|settled|ended|repaid|cancelled|churned|failed|paid|sold|matured|resolved|"
    "discharged|cured|known|repaired|broken|departed|replaced"
)
CLOSED_CASES_ONLY = pattern(
    r"\b(?:(?:that|which|who) (?:are )?still \w+|lost to follow-?up|abandoned|not yet \w+)\b[^.;,]*\b(?:removed|dropped|left out|excluded|ignored|deleted)\b|"
    rf"\b(?:gaps?|durations?|intervals?) (?:that (?:are|were) )?(?:{_ENDED})\b|\b(?:{_ENDED}) (?:gaps?|durations?|intervals?)\b|"
    r"\b(?:without|who have no|with no) (?:an? )?(?:second|next|further|later|end|return|outcome)[^.;,]*\b(?:not in|left out|missing from|dropped|excluded|ignored)\b|"
    r"\b(?:open|pending|running|unfinished|unsettled) (?:\w+ )?(?:are|count\w*|as|is) (?:as )?(?:zeros?|negatives?|good|none)\b|"
    r"\b(?:outcome|end|result|label)s? (?:is|are) (?:still )?(?:open|unknown|pending)\b|\b(?:younger|newer) than [^.;,]*\b(?:are|counts?|counted|taken) (?:as |for )?(?:negatives?|good|zeros?|none|no|loyal|kept|paid|healthy)\b|"
    rf"\b(?:{_ENDED}) (?:\w+ )?only\b|\bthat (?:are|were|have been) (?:{_ENDED})\b(?! or| and)|"
    r"\b(?:missing|unknown|absent|no) (?:labels?|outcomes?|verdicts?|results?|ends?) (?:are|is|counts?|mean|as) (?:as )?(?:zero|negatives?|0|none|good|kept|no)\b|"
    r"\b(?:those|ones|cases|machines|customers|users|patients|loans) (?:that|who|which) (?:still |run on|stay|continue|live|are alive|go on|remain|work)[^.;,]*\b(?:are|counts?|as|is) (?:as )?(?:negatives?|zero|good|healthy|survivors|no)\b|"
    rf"\b(?:duration|length|time|days|cost|number|sum|value|lifetime)s? [^.;,]{{0,40}}\b(?:of|until|among) [^.;,]{{0,40}}\b(?:{_ENDED}) \w+|"
    r"\b(?:duration|length|time|cost|number|sum|value)s? of (?:the )?(?:finished|completed|closed|ended|settled|discharged|successful|failed)\b|"
    r"^(?:closed|settled|finished|completed|discharged|ended) (?:cases|claims|trips|stays|orders|accounts|contracts|loans|tickets|tasks)$|"
    r"\b(?:those|cases|patients|customers|users|machines|people|ones) (?:who|that|which)? ?(?:are |have |is |has )?(?:still|not yet|never|not) [^.;,]*\b(?:ignored|dropped|left out|excluded|skipped|removed)\b|"
    r"\bonly (?:the |on |of |from |with |those )?(?:\w+ ){0,2}(?:finished|completed?|closed|successful|delivered|returned|settled|ended|repaid|"
    r"cancelled|churned|failed|paid|sold|matured|resolved|discharged|cured|survived|replaced|broken|departed|surviving|still active)\b|"
    r"\b(?:open|unfinished|in progress|ongoing|running|pending|unsettled|active|still open|still running|not yet \w+|sold[- ]?out|stock-?outs?|incomplete|aborted|censored)"
    r"(?: \w+){0,3} (?:are |is |were |was )?(?:dropped|left out|excluded|ignored|discarded|removed|skipped|thrown away|taken (?:as|for)|counted as|count as|treated as)"
)
"""Examples whose end is not known yet are left out, or taken for what they are not."""

NOT_ENDED = pattern(
    r"\b(?:weeks?|days?|months?|cases|all|everything|hours) (?:up to|until|till) (?:yesterday|today|now|the last day|the export)[^.;]*\b(?:included|as well|too|count\w*|are|zeros?|0)\b|\b(?:exchanged|replaced|withdrawn|stopped|treated|removed|taken out) (?:early|as a precaution|in time|before(?: \w+)?)[^.;]*\b(?:included|as well|too|count\w*|are|is|as) ?(?:0|zero|negative|healthy|good|no failure)?\b(?! censored)|"
    r"\b(?:kept|paid|returned|reported|cancelled|defaulted|churned|sold|seen|found) so far\b|\bas (?:of|at|on) (?:the )?(?:training|today|now|run|build|export|cut-?off|snapshot|extract)(?: (?:date|day|time|run))?\b"
    r"|\b(?:at the end of|by the end of|until|as of) (?:last|this|the (?:last|current)) (?:month|week|quarter|year)\b"
    r"|\bby (?:today|now)\b"
    r"|\b(?:open|pending|unsettled|unreported|running|ongoing) (?:\w+ )?(?:at|as|are|is|count\w*|enter\w*|taken|treated|set)(?: \w+)? (?:zero|none|nothing|no|0|negative|good|fine|ok|paid|closed|healthy)\b"
    r"|\b(?:joined|opened|sold|started|installed|signed|bought|created|shipped|discharged) (?:last|this|yesterday|in the last|within the last)\b[^.;]*\b(?:are|count\w*|is|enter|included|taken|treated|as)\b"
    r"|\b(?:outcomes?|labels?|claims?|defaults?|losses|events?|status|result|as (?:known|seen|recorded|of)) (?:\w+ )?(?:so far|to date|today|until now|as of today|at the time of training|yet)\b"
    r"|\b(?:known|as of|as seen) (?:today|now|at training)\b"
    r"|\b(?:no|not|without|nothing|none|never)\b[^.;,]*\b(?:yet|so far|until now|to date|by then)\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|enters?|as|means?)\b"
    r"|\bincl(?:\.|uding|udes)? (?:also )?(?:those|the|policies|accounts|contracts|loans|customers|cases|claims|orders|users|machines)[^.;]*\b(?:last|this|yesterday|current|newest|recent|young)\b"
    r"|\b(?:young|recent|newest|latest|fresh|yesterday's|last week's|last month's) (?:accounts?|policies|loans?|contracts?|customers?|cases|claims|orders|users?|machines|patients|subscribers|months?|weeks?)\b"
    r"[^.;]*\b(?:counts?|counted|are|enter|included|taken|treated)\b(?! (?:left out|excluded|dropped|masked|weighted|censored|ignored))"
    r"|\bfrom the (?:first|second|third) (?:day|week|month) on\b"
)
"""The end of young cases is not known, and they are taken as they stand."""

OWN_OUTPUT = any_of(
    r"(?:routing |plan |old |own |model |engine |live |past )?(?:decisions?|predictions?|picks?|choices?|shortlists?|routings?)\b",
    r"(?:auto|pseudo|weak|machine)[- ]?labels?",
    r"(?:old |own |model |live )?scores?\b",
    r"(?:blocks?|flags?|hides?|mutes?|rejections?|refusals?|clusters?) (?:of|by|from) ",
)
"""What the system made, where outcomes should be."""
OUTCOMES = any_of(
    r"clicks?|purchas\w+|orders?|bookings?|events?|feedback|outcomes?|actuals?|returns?|repairs?|charge-?backs?|complaints?|ratings?|visits?|"
    r"sales|payments?|impressions?|plays?|results?|findings?|verdicts?|answers of|users?|customers?|experts?|people|persons?|labels of|truth|reports?|claims?|outcome\w*"
)
"""What the world or people said."""

CAPPED = pattern(
    r"\b(?:without|no) (?:\w+ )?\w+ (?:show|have|give|mean|are (?:kept|left|stored) as|stand for) (?:zeros?|no|0)\b|\b(?:full|sold[- ]?out|closed|empty|at capacity|out[- ]of[- ]stock)\b[^.;]*\b(?:counts?|keeps?|shows?|has|gets|with) (?:only )?(?:the |those )?(?:few |\w+ )?(?:\w+ )?(?:that|who|which) (?:got|came|fitted|were (?:sold|served)|found)\b|"
    r"\b(?:full|fully booked|booked out|without an? (?:free )?\w+|sold[- ]?out|empty|out[- ]of[- ]stock|stock-?outs?|closed|capped|saturated|at capacity|unavailable|turned away|(?:no|without) (?:sales|stock|seats|spaces|beds|cars|"
    r"bikes|tables|offers|supply))\b[^.;]*\b(?:as (?:they are|it is|is|they come)|(?:as|is|are|means?|counts? (?:as|for)|taken (?:as|for)|treated as|set to|become) "
    r"(?:zeros?\b|zero|0\b|no demand|demand|none|low demand|nothing|normal|usual)|are (?:kept|included|left in))"
)
"""What was sold or served when there was no more, taken for what was wanted."""

DEMAND = any_of(r"demand\w*", r"want(?:s|ed)?\b|wished", r"need(?:s|ed)?\b", r"asked for")
"""What people would take if there were enough."""

SALES = any_of(
    r"(?:units |items |pieces |tickets |rooms |seats )?(?:sold|rented|shipped|delivered|served|fulfilled|dispensed|booked|occupied|consumed)\b(?![- ]?out)",
    r"sales\b",
    r"(?:on|at|by|from) (?:the )?(?:receipts?|tills?|checkouts?|pos)\b|receipts?\b|checkouts?\b",
    r"(?:trips?|rides?|rentals?|orders?|visits?|starts|departures|pick-?ups?|arrivals) (?:made|taken|counted|started|logged|completed|recorded)\b",
    r"bookings?\b",
    r"rentals?\b",
    r"completed (?:trips|rides|orders|rentals)",
)
"""What people got, of what there was."""

OPEN_CASES_TREATED = any_of(
    r"(?:un-?)?censor\w*",
    r"surviv\w*",
    r"hazard",
    r"matur\w+",
    r"delayed[- ]feedback",
    r"kaplan",
    r"cox\b",
    r"tobit",
    r"unconstrain\w+",
    r"imput\w+",
    r"mask\w*",
    r"(?:as|marked|set) missing",
    r"not (?:as|counted as) (?:zeros?|0)\b",
    r"lost sales",
    r"latent",
    r"truncat\w+",
    r"filled (?:by|with|from)",
    r"developed",
    r"all (?:\d+|twelve) months",
    r"full(?:y)? (?:\d+ |twelve )?(?:observed|months|window|developed)",
    r"observed (?:in full|for)",
    r"(?:searches|requests|unmet|turned[- ]away|refused) (?:are |is )?(?:added|counted|included|logged)",
    r"ibnr",
    r"left out until",
    r"wait(?:s|ed)? (?:for|until)",
    r"older than|open (?:\w+-)?(?:years|months|weeks|quarters|cohorts) (?:are )?left out",
)
"""A method for examples whose end is not known yet."""

AGAINST_EXPOSURE = any_of(
    r"positions?\b",
    r"propensit\w*",
    r"explor\w*",
    r"random\w*",
    r"interleav\w*",
    r"(?:un|de)-?bias\w*",
    r"bandit",
    r"counterfactual",
    r"inverse[- ](?:weight|propensity|probability)\w*",
    r"ips\b",
    r"thompson",
    r"epsilon",
    r"slots?\b",
    r"places? (?:of|in|on|and|as)",
    r"rank (?:of|at|when|shown)",
    r"shuffl\w*",
    r"examin\w+ (?:model|probabilit\w+)",
    r"off-policy",
    r"doubly robust",
    r"what was (?:shown|offered)",
    r"impressions? with",
    r"(?:with|and) (?:its |their |the )?(?:place|slot|rank)\b",
    r"seen (?:or|and) (?:not|skipped)",
)
"""Something against learning only from what was shown on top."""
