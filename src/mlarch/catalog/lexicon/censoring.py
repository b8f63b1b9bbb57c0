"""Words about cases whose end is not known, and about demand that was cut off."""

from __future__ import annotations

from mlarch.catalog.lexicon.meaning import TAKEN_FOR_NEGATIVE
from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AS_MUCH_AS_THERE_WAS",
    "CAPPED",
    "CLOSED_CASES_ONLY",
    "DEMAND",
    "ENTERS_AFTER",
    "NOT_ENDED",
    "NOT_YET_IS_NEGATIVE",
    "ONLY_ENDED",
    "OPEN_CASES_TREATED",
    "OPEN_LEFT_OUT",
    "RUNS_OUT",
    "SALES",
    "STOPPED_EARLY",
    "TAKEN",
    "WHEN_ENDED",
]

CAPPED = pattern(
    r"\b(?:without|no) (?:\w+ )?\w+ (?:show|have|give|mean|are (?:kept|left|stored) as|stand for) (?:zeros?|no|0)\b|\b(?:full|sold[- ]?out|closed|empty|at capacity|out[- ]of[- ]stock)\b[^.;]*\b(?:counts?|keeps?|shows?|has|gets|with) (?:only )?(?:the |those )?(?:few |\w+ )?(?:\w+ )?(?:that|who|which) (?:got|came|fitted|were (?:sold|served)|found)\b|"
    r"\b(?:full|fully booked|booked out|without an? (?:free \w+|seat|bed|room|bike|car|table|place|space|slot|driver|courier|offer)|sold[- ]?out|empty|out[- ]of[- ]stock|stock-?outs?|closed|capped|saturated|at capacity|unavailable|turned away|(?:no|without) (?:sales|stock|seats|spaces|beds|cars|"
    r"bikes|tables|offers|supply))\b[^.;]*\b(?:as (?:they are|it is|is|they come)|(?:as|is|are|means?|counts? (?:as|for)|taken (?:as|for)|treated as|set to|become) "
    r"(?:zeros?\b|zero|0\b|no demand|demand|none|low demand|nothing|normal|usual)|are (?:kept|included|left in))"
)
"""What was sold or served when there was no more, taken for what was wanted."""

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

DEMAND = any_of(r"demand\w*", r"want(?:s|ed)?\b|wished", r"need(?:s|ed)?\b", r"asked for")
"""What people would take if there were enough."""

NOT_ENDED = pattern(
    r"\b(?:not (?:over|finished|ended|closed|done) yet|still (?:open|running))\b[^.;]*\b(?:take|get|keep|are filled with|enter with)s? (?:the|their|its) (?:last|latest|current|present) \w+|"
    r"\b(?:weeks?|days?|months?|cases|all|everything|hours) (?:up to|until|till) (?:yesterday|today|now|the last day|the export)[^.;]*\b(?:included|as well|too|count\w*|are|zeros?|0)\b|\b(?:exchanged|replaced|withdrawn|stopped|treated|removed|taken out) (?:early|as a precaution|in time|before(?: \w+)?)[^.;]*\b(?:included|as well|too|count\w*|are|is|as) ?(?:0|zero|negative|healthy|good|no failure)?\b(?! censored)|"
    r"\b(?:kept|paid|returned|reported|cancelled|defaulted|churned|sold|seen|found) so far\b|(?<!values )(?<!features )(?<!joined )\bas (?:of|at|on) (?:the )?(?:training|today|now|build|export|cut-?off|snapshot|extract)(?: (?:date|day|time|run))?\b"
    r"|\b(?:at the end of|by the end of|until|as of) (?:last|this|the (?:last|current)) (?:month|week|quarter|year)\b"
    r"|\bby (?:today|now)\b"
    r"|\b(?:open|pending|unsettled|unreported|running|ongoing) (?:\w+ )?(?:at|as|are|is|count\w*|enter\w*|taken|treated|set)(?: \w+)? (?:zero|none|nothing|no|0|negative|good|fine|ok|paid|closed|healthy)\b"
    r"|\b(?:joined|opened|sold|started|installed|signed|bought|created|shipped|discharged) (?:last|this|yesterday|in the last|within the last)\b[^.;]*\b(?:are|count\w*|is|enter|included|taken|treated|as)\b"
    r"|\b(?:outcomes?|labels?|claims?|defaults?|losses|events?|status|result|as (?:known|seen|recorded|of)) (?:\w+ )?(?:so far|to date|today|until now|as of today|at the time of training|yet)\b"
    r"|\b(?:known|as of|as seen) (?:today|now|at training)\b"
    r"|\b(?:no|not|without|nothing|none|never)\b[^.;,]*\b(?:yet|so far|until now|to date|by then)\b[^.;]*\b(?:counts?|taken|treated|is|are|labell?ed|enters?|as|means?)\b(?! (?:left out|kept out|excluded|masked|censored))"
    r"|\bincl(?:\.|uding|udes)? (?:also )?(?:those|the|policies|accounts|contracts|loans|customers|cases|claims|orders|users|machines)[^.;]*\b(?:last|this|yesterday|current|newest|recent|young)\b"
    r"|\b(?:young|recent|newest|latest|fresh|yesterday's|last week's|last month's) (?:accounts?|policies|loans?|contracts?|customers?|cases|claims|orders|users?|machines|patients|subscribers|months?|weeks?)\b"
    r"[^.;]*\b(?:counts?|counted|are|enter|included|taken|treated)\b(?! (?:left out|excluded|dropped|masked|weighted|censored|ignored))"
    r"|\bfrom the (?:first|second|third) (?:day|week|month) on\b|\bup to now$|\bas (?:booked|known|recorded|reported|seen) today\b|"
    r"\bby the day of (?:the )?\w+, otherwise\b|\bopen (?:\w+ )+?(?:are|is) filled with (?:today|the \w+ date)\b|\b(?:are|is) in, and so far\b"
)
"""The end of young cases is not known, and they are taken as they stand."""

OPEN_CASES_TREATED = any_of(
    r"(?:still|yet) (?:open|running|active|in|alive|unsold|unpaid|waiting|pending)\b|open (?:ones|cases|contracts|leases|claims) (?:count|enter|are kept|stay)",
    r"with(?:in)? (?:\w+ )?(?:the )?(?:months|days|weeks|time|age|exposure) (?:seen|so far|observed|at risk)",
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
    r"(?:lower|upper) bounds?",
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

SALES = any_of(
    r"(?:units |items |pieces |tickets |rooms |seats )?(?:sold|rented|shipped|delivered|served|fulfilled|dispensed|booked|occupied|consumed)\b(?![- ]?out)",
    r"sales\b",
    r"(?:on|at|by|from) (?:the )?(?:receipts?|tills?|checkouts?|pos)\b|receipts?\b|checkouts?\b",
    r"(?:trips?|rides?|rentals?|orders?|visits?|starts|departures|pick-?ups?|arrivals) (?:made|taken|counted|started|logged|completed|recorded)\b",
    r"bookings?\b",
    r"(?:seats|places|rooms|beds|tables|slots) (?:taken|occupied|filled)\b|(?:handed|given|lent) out|issued by\b",
    r"rentals?\b",
    r"completed (?:trips|rides|orders|rentals)",
)
"""What people got, of what there was."""

_BUILD = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?|then|now|today|yesterday|date|(?:the |its )?(?:day|night|evening|morning|date|time|end|moment) of (?:the )?\w+|(?:the )?(?:last |night of the )?(?:build|export|extract|training|cut-?off|snapshot|run|evening|night|month|week)(?: \w+)?)"
_NOT_YET = any_of(
    r"(?:no|not|never|none|nothing)\b[^.;]{0,60}?\bwhen (?:we|the|it) (?:\w+ ){0,2}?(?:build|built|export|extract|train|pull|make|made|run)\w*",
    rf"(?:no|not|without|never|nothing|none|has no|have no|whoever has no|otherwise)\b[^.;]{{0,80}}?\b(?:by|until|till|before|up to|at|to) {_BUILD}",
    r"(?:no|not|without|never|nothing|none)\b[^.;]{0,60}?\b(?:yet|so far|on record|to date)\b",
    r"(?:still|yet|currently) (?:open|running|at sea|out|under way|in \w+|pending|alive|active|on)\b",
    r"(?:open|running|unfinished|pending|ongoing|young|younger|recent|newest|latest|last (?:week|month|night|evening|year)'?s?|last (?:\w+ )?(?:days|weeks|months|years)|moved away|dropped out) ?(?:\w+ ){0,3}",
    r"(?:(?:gone|left|failed|broken|cancelled|churned|sold|paid|defaulted|returned)\b[^.;]{0,20}) by the day of",
    r"(?:who|that|which) (?:have|has) not (?!agreed|consented|opted|signed|answered|been (?:seen|read|opened))\w+",
    r"as (?:booked|known|seen|recorded|it stands) (?:today|now|on the day)",
)
_WAITED = any_of(
    r"(?:full|whole|entire) (?:window|period|term|\d+)",
    r"has passed|have passed|is over|are over",
    r"censor\w*",
    r"mature\w*",
    r"(?:older|age[sd]?) than",
    r"wait(?:s|ed)?\b",
    r"within (?:the )?\d|after \d|for \d",
    r"parked|lower bound",
    r"(?:left|stays?) out",
)
NOT_YET_IS_NEGATIVE = Together((_NOT_YET, TAKEN_FOR_NEGATIVE), unless=(_WAITED,))
"""`no ticket by the night of the build is a negative`."""

_OPEN = any_of(
    r"not (?:yet )?(?:sold|repaid|returned|closed|failed|ended|done|\w+ed) (?:at|by|until|on|when)\b",
    r"(?:still )?before (?:the )?(?:court|judge|board)",
    r"(?:who|which|that|what)? ?(?:is|are) still \w+",
    r"still (?:in|at|open|running|out|under|on|alive|waiting|working)\b",
    r"not (?:yet )?(?:ended|finished|arrived|returned|closed|come back)",
    r"ha(?:ve|s) (?:not|no) (?:yet )?(?:ended|finished|arrived|returned|closed|duration|end)\b",
    r"(?:open(?! (?:\w+-)?(?:years|months|weeks|quarters|cohorts|periods))|running|ongoing|unfinished|unanswered|undelivered|unclosed|uncured|pending|current|surviving|incomplete) (?:\w+ )?",
    r"(?:without|have no|has no|with no) (?:an? )?(?:\w+ )?(?:end|closing|cancellation|return|final|exit|departure|discharge|finish)\b",
    r"in the queue|in bed|in service|under way|at sea|in progress",
    r"(?:run|go|live|work|stay)s? on\b",
    r"(?:ha(?:ve|s|d)|did) not (?:yet )?(?!agree|consent|opt|sign|answer|send|sent|report|respond|give|given|log|register|take part)\w+",
)
_LEFT_OUT = any_of(
    r"(?:ha(?:s|ve)|gets?) (?:none|nothing)\b|(?:ha(?:s|ve)|gets?|with) no (?:labels?|reactions?|outcomes?|verdicts?|results?|ends?|rows?|examples?|target)\b|stays? out\b|no part of",
    r"(?:dropped|drops?|removed|removes|left (?:out|aside)|skip(?:s|ped)|excluded|ignored|filtered(?: out)?|discarded|deleted|missing from|thrown (?:away|out)|(?:are|is) missing|not in|no examples?|otherwise no example|never (?:become|get|are) (?:an? )?(?:rows?|examples?))\b",
    r"come in when|enter when",
)
OPEN_LEFT_OUT = Together(
    (_OPEN, _LEFT_OUT),
    unless=(
        any_of(
            r"censor\w*",
            r"until",
            r"not (?:dropped|left out|removed)",
            r"twice|duplicates?|double",
            r"waits?\b",
        ),
    ),
)
"""Cases that go on are no examples: the long ones are missing."""

ONLY_ENDED = pattern(
    r"\bonly (?:the )?\w+ (?:with|that have|who have|which have) an? (?:\w+ )?(?:end|failure|closing|exit|death|return|event|outcome)(?: date| day| time)?\b|"
    r"\b(?:times?|lengths?|durations?|days|hours|weeks|months|minutes) (?:of|for|until \w+ of) (?:all |those|the \w+|\w+) (?:who|that|which) (?:were|was|got|did|had|have been) \w+|"
    r"\b(?:for|of|from|on|\()\s?(?:the )?(?:\w+ )?(?:that|which|who) (?:have |had |has )?(?:broke|failed|died|ended|finished|closed|left|had one|were finished|recovered|arrived|came back|converted|sold|were repaired|were replaced)\b|"
    r"\((?:units|those|cases|machines|patients|\w+) (?:that|which|who|with) (?:had )?(?:one|an end|an event)\)|"
    r"\b(?:only|just|filters? on|keeps?|restricted to|tests? only|status ?=)\b[^.;]{0,40}\b(?:cured|closed|finished|completed?|arrived|ended|settled|discharged|with an end(?: date)?|with a duration|delivered|saved cases)\b(?![^.;]*\b(?:still|open|running|too|alike|as well)\b)|"
    r"\b(?:must|has to|have to) have (?:ended|finished|closed|arrived|been (?:closed|settled|finished))\b|\b(?:were|are|been) finished; (?:running|open|the others?)\b"
)
"""Only what has come to an end has a value."""

STOPPED_EARLY = Together(
    (
        any_of(
            r"(?:removed|swapped|replaced|exchanged|taken out|changed|overhauled|repaired|visited|treated|stopped|withdrawn) (?:\w+ )?(?:for prevention|before|early|in time|as a precaution|preventively|on schedule)",
            r"(?:prevent\w+|precaution\w*|scheduled) (?:swap|exchange|removal|replacement|overhaul|visit)s?",
        ),
        any_of(
            r"count(?:s|ed)?\b",
            r"(?:are|is) taken",
            r"as (?:having|survivors?|healthy|failures?|good|if|a)",
            r"lasted exactly",
            r"enter as",
            r"treated as",
        ),
    ),
    unless=(any_of(r"censor\w*", r"left out", r"at least"),),
)
"""What was taken out before its end counts as if this were the end."""

_GOT = any_of(
    r"(?:sold|rented|charged|served|issued|occupied|handed out|dispensed|booked|seated|admitted|delivered|got in|let in|taken|parked|lent|borrowed|carried|shipped|hired out)\b",
    r"(?:sales|rentals|bookings|tickets|rides|loans|portions|check-?outs?)\b",
    r"(?:kilowatt hours|kwh|litres|sensors?|readings?)\b",
    r"shows? (?:0|zero)",
)
_FULL = any_of(
    r"(?:every|each|all) (?:\w+ )?(?:beds?|seats?|rooms?|places?|tables?|spaces?|cars?|slots?) (?:taken|full|occupied|booked|gone)",
    r"no (?:\w+ )?(?:beds?|seats?|rooms?|places?|tables?|spaces?|stock|bikes?|cars?) (?:left|free|there)",
    r"(?:is|are|was|were|runs?|ran) (?:full|empty|sold[- ]out)\b",
    r"(?:full|sold[- ]out|fully booked|booked out|out[- ]of[- ]stock) (?:days?|nights?|shows?|hours?|houses?|trains?|stations?|flights?|lots?|weeks?)",
    r"without (?:an? |any |free )?(?:scooters?|bikes?|cars?|seats?|stock|rooms?|beds?|spaces?|tables?|supply|places?)\b",
    r"at (?:their |its |the )?(?:upper )?(?:limit|capacity|maximum)\b",
    r"(?:we )?close when",
    r"(?:at most|up to|no more than|never above|capped at) (?:the )?(?:\w+(?:'s)? )?(?:capacity|seats|stock|rooms|limit)",
)
_MENDED = any_of(
    r"correct\w*",
    r"masked|censored|left out",
    r"bounds?",
    r"unconstrained",
    r"share of",
    r"not (?:as|counted)",
)
AS_MUCH_AS_THERE_WAS = Together((_GOT, _FULL), unless=(_MENDED,))
"""What was sold or served where there was no more."""

ENTERS_AFTER = pattern(
    r"\b(?:enters?|used|joined|taken|labell?ed|known|counted|closed|final|in training|settled)\b[^.;]{0,40}?(?:\bthe (?:next )?(?P<next>minute|hour|day|week|month|quarter|year|season)(?: after)?\b|\b(?:after|within) (?P<number>a|an|one|two|three|four|six|\d+) (?P<unit>minute|hour|day|week|month|quarter|year|season)s?\b)"
)
"""The time after which an example is taken as it stands."""

_END = (
    r"(?:closed|ended|completed|finished|concluded|settled|discharged|moved out|left|sold|delivered|repaired|returned|resolved|paid (?:out|off|back)|"
    r"retired|scrapped|replaced|cancelled|terminated|archived|failed|broke\w*|died|decommissioned|graduated|repaid|expired|fulfilled|redeemed|won)"
)
WHEN_ENDED = any_of(
    r"(?:life(?:-?time)?|duration|time|days|weeks|months|years) from [\w ]{3,30}? to (?!end|start)\w+",
    r"(?:days|weeks|months|years) (?:until|till|to) (?:the |an? |its )?\w+",
    rf"(?:with|of|for|from) (?:an? |the |all )?{_END} (?!days|weeks|months|and|or|in)\w+",
    rf"(?:that|which|who|whose|where) (?:\w+ ){{0,3}}?(?:(?:have|has|had|is|are|was|were) (?:been |already )?)?{_END}\b",
    rf"(?:once|when|after|as soon as) (?:the |an? |its )?(?:\w+ ){{0,2}}?(?:(?:have|has|had|is|are|was|were) (?:been )?)?{_END}\b",
    rf"^{_END} (?!and|or|in|by|at|to|within|before|again)\w+$",
    r"(?:on|from|in) the (?:final|closing|last) (?:\w+ )?(?:statement|account|bill|invoice|report|settlement|record)",
)
"""There is a label when a case has come to its end."""

RUNS_OUT = any_of(
    r"(?:empty|full|sold[- ]?out|out[- ]of[- ]stock|stock-?outs?|out[- ]of[- ]shelf|on-shelf availability|shortages?|short(?:fall)?|overflow\w*|unfilled|unserved|unmet|turned away|fully booked|"
    r"lost sales|missed (?:sales|rides|trips|orders)|leftovers?|waste[ds]?|spoil\w*|write-?offs?|unsold|availability of|run(?:s|ning)? out)\b"
)
"""What is asked for is at times more than there is."""

TAKEN = any_of(
    r"(?:trips?|rides?|rentals?|journeys?|starts?|departures?|pick-?ups?|pickups|check-?outs?|withdrawals?|docks?|loans?|purchases?|sales|units|portions|meals|items|kilos|litres|tickets|bookings?|receipts?|"
    r"deliver\w+|issues?|dispens\w+|consumption|sold|picked|served|started|rented|used|taken|lent|shipped|consumed)\b"
)
"""What people took, of what there was."""
