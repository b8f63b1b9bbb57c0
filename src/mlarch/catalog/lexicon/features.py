"""Words about when the value of a feature is known, and what it is taken from."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AGGREGATE",
    "FOLLOWS_FROM_IT",
    "FROM_THE_FUTURE",
    "HAS_ANOTHER_WHEN_SERVED",
    "KNOWN_BY_THEN",
    "OF_THE_PAST",
    "WHOLE_TABLE",
]

_CASE = (
    r"(?:trip|ride|journey|route|flight|stay|visit|admission|treatment|session|call|chat|conversation|match|game|order|"
    r"delivery|shipment|batch|shift|month|quarter|season|semester|term|course|episode|ticket|case|claim|contract|loan|"
    r"policy|auction|campaign|lifetime|video|song|exam|surgery|harvest|run|heat|charge|project)"
)
_EVENT = (
    r"(?:outcome|decision|prediction|event|snapshot|incident|failure|breakdown|fault|default|churn|cancell?ation|"
    r"application|booking|purchase|payment|transaction|quote|offer|request|departure|arrival|appointment|admission|"
    r"discharge|diagnosis|interview|inspection|repair|review|sale|harvest|delivery|dispatch|closing|exam|release|"
    rf"score|alarm|alert|hand-?over|{_CASE[3:-1]})"
)


_PAPER = (
    r"(?:letter of thanks|thank-?you \w+|refund|receipt|credit note|dunning \w+|reminder|complaint|cancell?ation|return \w+|follow-?up|"
    r"closing \w+|replacement|voucher|one)"
)
_THERE = r"(?:is|was|has been) (?:on file|issued|sent|booked|made|paid|filed|recorded)"
FOLLOWS_FROM_IT = any_of(
    rf"whether (?:an? |the |any )?{_PAPER} for (?:the|this|that) (?!last|previous|earlier|former)\w+ {_THERE}\b",
    rf"whether (?:an? |the |any )?{_PAPER} {_THERE} for (?:the|this|that) (?!last|previous|earlier|former)\w+",
    r"whether (?:the )?(?:money|goods|amount|deposit) (?:went|came|goes|was sent|was paid) back\b",
)
"""A paper that is written because the event has come, and for this very case."""

FROM_THE_FUTURE = any_of(
    r"(?:time|days|hours|minutes) (?:until|till) (?:it |they |he |she |the \w+ )?(?:was |were |is |has )?\w+ed\b",
    r"(?:finally|eventually|ultimately) (?:\w+ed|paid|sold|taken|built)\b|amounts? (?:finally|later|eventually)\b",
    r"from the (?:\w+(?:'s)? )?(?:final |closing )?(?:bill|invoice|receipt)\b(?! (?:before|of (?:the )?last))|days in hospital",
    r"follow-?up (?:visits?|calls?|orders?|treatments?)",
    r"(?:observed|measured|metered) (?:\w+ )?(?:weather|temperature|rain|wind|traffic|prices?|demand|load|sun) (?:of|on|at|in|during) (?:the|that|this) (?!last|past|previous)",
    rf"after (?:the |this |that |its |each |a )?(?:\w+ )?{_EVENT}\b",
    r"once the \w+ (?:is|has|was)",
    rf"when (?:the )?{_CASE} (?:is |was |were |has |had )?(?:ended|closed|settled|cancelled|paid|finished|over|done|resolved|complete)",
    r"(?:known )?(?:at|on|upon) (?:settlement|closing|closure|cancell?ation|resolution|discharge|label time|training time"
    r"|completion|repayment|maturity|return)",
    r"final (?!exams?\b|layers?\b|rank|score|stage|list|hidden|answer|assembly)\w+",
    r"(?:the )?(?:outcome|label) itself",
    rf"(?:whole|entire|complete|full) {_CASE}\b",
    rf"(?:total|overall) (?:\w+ )?(?:of|over) (?:the|this|its) {_CASE}\b",
    rf"(?:by|at|until|to) (?:the )?end of (?:the |this |its )?{_CASE}\b",
    r"(?:actual|reali[sz]ed|eventual|ultimate) (?:\w+ )?(?:duration|length|distance|fare|cost|price|time|delay|weight|amount|"
    r"demand|arrival|sales|load|consumption|value|spend|yield|usage|outcome|result|grade|stay|temperature|weather|loss)",
    r"(?:next|following|coming|subsequent|ensuing) (?:\d+ |few |two |three )?(?:hours?|days?|weeks?|months?|quarters?|years?|"
    r"orders?|visits?|purchases?|payments?|calls?|trips?|claims?)\b",
    r"later (?:payments?|purchases?|claims?|visits?|events?|orders?|behaviou?r|reports?|calls?|status|outcomes?|complaints?|repairs?)",
    r"(?:around|before and after|both sides of) the (?:hour|day|date|moment|event|prediction|failure|visit|trip|order|snapshot)",
    r"cent(?:re|ere)d (?:[\w-]+ )?(?:window|mean|average|median|moving)",
    r"(?:time|days|hours|minutes) to (?:resolution|resolve|repair|close|closure|settle\w*|discharge|deliver\w*|failure|return|"
    r"default|cancell?ation|death)\b",
    r"(?:resolution|closing|closure|discharge|settlement|cancell?ation|termination|exit|churn|return|refund|chargeback|dispute|"
    r"write-?off|dismissal) (?:time|codes?|notes?|status|summary|summaries|diagnos[ie]s|reasons?|dates?|flags?|forms?|surveys?|"
    r"letters?|calls?|amounts?|desk|requests?)\b",
    r"length of (?:the )?stay",
    r"post-?(?:mortem|discharge|operative|op\b|sale|purchase|trip|event|treatment|payment|visit|interview)",
    r"amounts? (?:paid|settled|refunded|recovered|written off)",
    r"(?:paid|refunded|recovered|written-off|settled) amounts?",
    r"(?:adjuster|investigator|reviewer|moderator|inspector|auditor|underwriter|agent|collector)(?:'?s'?)? (?:notes?|comments?|"
    r"verdicts?|reports?|findings?)",
    r"(?:result|outcome|report|verdict) of (?:the|this|its) (?:\w+ )?(?:inspection|test|investigation|review|audit|operation|appeal|"
    r"repair|treatment|trip|call|visit|interview)",
    r"(?:filled|entered|recorded|written|set|added|updated|coded|noted)(?: in)?(?: by (?:the )?\w+)? (?:after|once|when|on|upon|at) "
    r"(?:the )?(?:\w+ ){0,3}(?:clos|settl|discharg|resol|decision|decided|review|outcome|repair|return|cancel|deliver|complet|"
    r"found|known|end)\w*",
    r"(?:prescribed|ordered|performed|given|started) (?:after|because of|for) the (?:diagnosis|result|event|condition|disease)",
    r"in the end\b",
    r"(?:year|month|week|quarter|days?) to come",
    r"as measured(?: later)?\b|\w+ ahead as",
    rf"how (?:the|this|it|an?) ?(?:{_CASE})? ?(?:ended|went|turned out|finished)",
    r"(?:sent|given|paid|brought|called) (?:back|out)\b",
    r"whether (?:an?|the) \w+ (?:was|were) (?:shipped|sent|opened|made|given)",
    rf"at the time of (?:the )?(?:{_EVENT})\b(?<!request)(?<!offer)(?<!quote)(?<!application)(?<!booking)(?<!order)(?<!prediction)(?<!decision)(?<!purchase)(?<!transaction)(?<!admission)(?<!event)(?<!call)(?<!trip)(?<!visit)",
    r"in the (?:\w+ )?(?:report|protocol|discharge letter|final bill|post-?mortem)\b",
    r"(?:response|reaction|answer|reply) (?:of the \w+ )?to the (?:offer|letter|call|treatment|message|campaign)",
    r"until (?:the |its |it )?(?:part |machine |unit )?(?:fail\w*|broke|breakdown|death|default|churn)",
    r"(?:settlement|closing|survival|discharge|maturity|exit) (?:figure|stock|balance|status|value|price|time|sum)s?\b|at maturity\b",
    r"whether (?:it|he|she|they|(?:the|an?) (?!\w+ed\b)\w+) (?:later |then )?(?:\w+ed|left|died|quit|paid|went|came back)\b",
    r"(?:days|months|weeks|time|hours) (?:that )?(?:the )?\w+ (?:stayed|remained|kept|lasted|survived|was kept)\b",
    r"(?:contacts?|calls?|complaints?|stops?|errors?|messages?|changes?|reminders?|interactions?|speed|consumption|time spent|incidents?) (?:\w+ )?(?:during|in|on|of) (?:the|this|that) "
    + _CASE,
    r"average speed|speed driven",
    r"penalt(?:y|ies) (?:charged|paid|due)",
    r"repeat (?:purchases?|orders?|visits?|bookings?)\b",
    r"delay (?:at|on) (?:arrival|departure|delivery|landing)",
    r"(?:code|class|cause|reason|category|grade|label|status)s? (?:set|given|entered|assigned|chosen|found|noted|recorded) by (?:the |an? )?\w+",
    r"total (?:after|incl\w*) (?:corrections?|adjustments?|refunds?|returns?)|after (?:corrections?|adjustments?|reconciliation)\b",
    r"time (?:spent )?in (?:theatre|surgery|court|repair|transit)\b",
    rf"(?:minutes|hours|duration|bills?|invoices?|costs?|prices?|ratings?|stars|signatures?|reasons?|delays?|damages?|penalt(?:y|ies)|tips?|mileage|fares?|"
    rf"feedback|complaints?|refunds?|revenue|results?|outcomes?|grades?|marks?|winners?|scores?) (?:\w+ ){{0,3}}?(?:of|for|on|in|from|after) (?:the|this|that) (?:same )?{_CASE}\b",
    rf"(?:for|by|in|because of) which (?:the|this|that) {_CASE} (?:\w+ed\b|was|failed|broke|ended)",
    r"until (?:the )?\w+ (?:was|is|has been|were) (?:\w+ed|open|found|done|over|known|free)\b",
    r"afterwards\b",
    r"within (?:the )?(?:next |following )?(?:\d+|a|one|two|three|few) (?:hours?|days?|weeks?|months?|years?) (?:of|after|from|following) (?!now)",
    r"(?:computed|known|counted|updated|closed|summed) (?:at|after) (?:midnight|the end|closing)",
    r"at the (?:next|following|coming|later) \w+",
    r"(?:before|prior) (?:to|and) (?:\d+ \w+ )?(?:\d+ \w+ )?after\b|(?:days?|hours?|weeks?|minutes?) before (?:to|and|until) (?:\d+ )?(?:\w+ )?(?:after|behind)",
    r"then (?:took|cost|paid|needed|lasted|went|had)",
    r"(?:\d+|a|one|two|three|six|twelve) (?:days?|weeks?|months?|years?) (?:later|after(?:wards)?)\b",
    rf"(?:duration|length|talk time|play time|dwell time|time taken|outcome|result|total|cost|costs|amount|end|rating|mileage|distance|fare) of (?:this|the|that) (?:same )?{_CASE}\b",
    r"(?:that|which|what|as) the (?:\w+ )?(?:clerk|invigilator|agent|doctor|nurse|physician|adjuster|driver|reviewer|moderator|officer|inspector|teacher|mechanic|technician|examiner|judge|analyst|operator) "
    r"(?:\w+ )?(?:left|wrote|set|gave|chose|noted|entered|recorded|found|decided|ordered|prescribed|marked|reported|assigned)",
    r"(?:notes?|verdict|report|findings?|diagnosis|assessment|comments?) (?:of|by|from) the (?:\w+ )?(?:clerk|invigilator|agent|doctor|nurse|physician|adjuster|reviewer|moderator|officer|inspector|mechanic|technician|examiner|analyst)",
    r"(?:those |values )?(?:entered|added|coded|recorded|found|taken|measured) (?:at|during|in) the (?:visit|stay|appointment|inspection|repair|treatment|trip|hearing|interview|call)",
    r"whether (?:an? |the )?\w+ (?:was|were|is|has been|had to be) (?:later )?(?:ordered|called|issued|opened|used|needed|replaced|cancelled|refunded|paid|returned|repaired|escalated|admitted|sent)",
    r"(?:save|retention|cancellation|claims|collections?|recovery|complaints?|returns?) (?:desk|team|department|hotline|line|agency)",
    r"in collections?\b",
    r"whether (?:it|he|she|they|the \w+) (?:was |were |is |are )?(?:later|eventually|finally|in the end)",
)
"""A value that exists only when the outcome does."""

HAS_ANOTHER_WHEN_SERVED = pattern(
    r"\b(?:while|when|at|in|for) (?:serving|served|service|live|production|run ?time)\b[^.;]*\b(?:forecasts?|estimates?|guess\w*|predict\w*|plan\w*|stands? in|fills? in|instead|not there)\b"
    r"|\b(?:forecasts?|estimates?|predictions?) (?:\w+ ){0,2}?(?:fills? in|stands? in|instead|is used) (?:while|when|at|in)\b"
    r"|\b(?:of|over|in|for) (?:the |this |that |its )(?:calendar|same|whole|current|running) (?:year|quarter|month|week|season)\b"
    r"|\b(?:year(?:ly)?|annual|quarterly|year-end)[- ](?:export|report|statement|summar\w+|closing|accounts?|total)s?\b"
)
"""What training has, and the service replaces by a guess; or a figure of the whole period in which the case lies."""

KNOWN_BY_THEN = any_of(
    r"as (?:known|seen|it stood|they stood) (?:when|at|by|then|on)\b|(?:of|in) that (?:minute|second|moment)\b",
    r"when the \w+ (?:was|were) (?:built|changed|installed|renewed|replaced|made|founded|opened)$",
    r"before\b(?! (?:and|to|until) (?:\w+ )?(?:\w+ )?after)",
    r"prior\b",
    r"previous",
    r"past\b",
    r"earlier",
    r"last\b",
    r"histor(?!y of the (?:whole|full|entire))",
    r"lag",
    r"up to(?! the (?:\w+ )?(?:extract\w*|export|training|pull|dump|label))",
    r"until (?!(?:the )?end|closing|clos|(?:the )?\w+ \w+ed\b)",
    r"over (?:the )?\d+ ?(?:h|d|hours?|days?|weeks?|months?)\b(?! (?:after|following|from))",
    r"so far",
    r"trailing|rolling|expanding|already|by then|of then|opening\b|at the start\b|on (?:file|record)\b|ends? the \w+ before",
    r"as (?:received|declared|uploaded|stated|filed|published|quoted|they stand|it stands|they stood|it stood|they were|it was)",
    r"(?:when|at the time|as) (?:the |its )?\w+ (?:came in|arrived|was (?:made|filed|received|placed|opened|submitted|reported))",
    r"when (?:ordering|booking|asked|\w+ing\b)|each time|declared|from the contract",
    r"to date",
    r"as of",
    r"(?:days?|hours?|weeks?|months?|minutes?) ago",
    r"planned",
    r"scheduled",
    r"expected",
    r"predicted",
    r"forecast",
    r"promised",
    r"estimated",
    r"booked(?! (?:when|once|after|on the))",
    r"calendar",
    r"as issued",
    r"at (?:the )?(?:request|prediction|booking|application|admission)",
    r"out[- ]of[- ]fold",
    r"finished trips",
)
"""A value that stands when it is asked for: history, plans and forecasts."""

WHOLE_TABLE = any_of(
    r"(?:the )?(?:whole|entire|full|complete) (?:\w+ )?(?:tables?|base|portfolio|book|fleet|catalogue|universe|inventory|market|data ?sets?|data|history|period|log|archive|database|series|"
    r"sample|corpus|warehouse|extract|file|dump|time range|population|years?)\b",
    r"(?:all|every) (?:the |of the |our )?(?:rows?|dates?|days|weeks|months|years?|records|examples|data|folds|time|history|splits)\b",
    r"(?:train(?:ing)?|both)(?: sets?)? and (?:the )?(?:test|validation)",
    r"incl(?:\.|uding|uded) (?:the |its |those of the )?(?:test|validation|held-?out)",
    r"before (?:the |any )?(?:split\w*|dividing|division)",
    r"(?:incl\.?|including|with) (?:the |its )?\w+ itself",
    r"(?:computed|calculated|fitted|estimated|derived|made) once\b",
    r"(?:labels?|targets?|outcomes?) of (?:the |its |all )?(?:\w+ )?(?:neighbours?|neighbors?|group|same)",
    r"test \w+ (?:incl\w*|too|as well)",
    r"(?:test|validation|held-?out) (?:months?|weeks?|years?|days?|rows?|part|set|period|data|seasons?) (?:incl\w*|too|as well|with)",
    r"of all (?:his|her|its|their)\b",
    r"(?:over|across|in|on|from|with|of) (?:all|every|everything|the lot)(?: (?:of )?(?:the |our )?\w+)?\b",
    r"(?:over|for) (?:its|the|their) (?:whole|entire|full) life(?:time)?",
    r"everything (?:we|there|that|in)",
    r"(?:every|all)(?: the)? \w+ (?:we|there|you) (?:have|hold|own|is|are|know|keep)",
    r"(?:the )?(?:whole|all) of (?:the )?(?:year )?(?:19|20)\d\d",
    r"(?:regardless|irrespective) of (?:the )?(?:date|time|split)",
    r"ignoring (?:the )?(?:date|time|split)",
    r"(?:incl(?:\.|uding|uded)|with) (?:the |this )?(?:row|example|order|case|claim|call|visit|transaction|day) itself",
    r"global (?:mean|average|rate|target|encod\w+)",
)
"""All that is there, the test set with it."""

AGGREGATE = any_of(
    r"conversions?\b",
    r"log[- ]odds|odds\b|divided by|counted",
    r"fitted",
    r"\w+s over \w+s",
    r"per \w+\b",
    r"ratio",
    r"fitted",
    r"means?\b",
    r"averages?\b",
    r"rates?\b",
    r"shares?\b",
    r"counts?\b",
    r"sums?\b",
    r"medians?\b",
    r"frequenc\w+",
    r"percentiles?",
    r"quantiles?",
    r"ranks?\b",
    r"statistics?",
    r"std\b",
    r"deviations?",
    r"z-?scores?",
    r"normali[sz]\w+",
    r"standardi[sz]\w+",
    r"scal(?:ed|er|ing)",
    r"number of",
    r"totals?\b",
    r"(?:target|label|likelihood|impact|mean|bayesian)[- ]encod\w+",
    r"encod(?:ed|ings?)",
    r"select(?:ed|ion)|correlat\w+|vocabular\w+",
    r"pca\b",
    r"imputed?\b",
    r"share of",
)
"""One figure of many rows."""

OF_THE_PAST = any_of(
    r"out[- ]of[- ]fold",
    r"leave-one-out",
    r"as of\b",
    r"up to",
    r"until",
    r"(?:before|prior to|preceding) (?!(?:the )?(?:split|dividing|cross|train))",
    r"past\b",
    r"previous",
    r"earlier",
    r"(?:only )?(?:on|of|over|in|from|within) (?:the )?train(?:ing)?\b(?! and)",
    r"training (?:part|fold|set|rows|period|split|window|weeks|months)s? only",
    r"lag",
    r"rolling",
    r"expanding",
    r"trailing",
    r"so far",
    r"last \d+",
    r"point[- ]in[- ]time",
    r"\d+ \w+ before",
    r"at (?:the )?(?:signing|filing|booking|admission|request|check-?in|order|scoring)",
)
"""A figure of what lies before, or of the training part alone."""
