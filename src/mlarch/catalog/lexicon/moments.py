"""Words about moments: what lies after the case is decided, what holds the case itself, what is as of now."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of
from mlarch.lazy import regex

__all__ = [
    "AS_OF_BUILDING",
    "AT_AN_EVENT",
    "BACKDATED",
    "BETRAYING",
    "CHANGES_WITH_THE_CASE",
    "DRAWN_UPON",
    "HAPPENED",
    "HOLDS_THE_CASE",
    "KEPT_OUT",
    "KNOWN_LATE",
    "OF_THE_REQUEST",
    "OF_THIS_CASE",
    "REVISED",
    "TOLD_AFTERWARDS",
]

_ENDS = (
    r"(?:clos|settl|grad|finish|complet|discharg|deliver|resolv|repair|decid|archiv|return|harvest|mark|sort|over\b|done|"
    r"sent|left|berth|land|dock|end|through|paid|known|sign|audit|inspect|bur[nt]|heal|cur|count)\w*"
)
_MADE = r"(?:pulled|made|built|drawn|extracted|created|assembled|exported|joined|taken|written|prepared|generated|computed|compiled)"
_ROWS = r"(?:table|rows?|data ?set|data|extract|training set|sample|snapshot|file|set|history|examples?|export|dump)"

HOLDS_THE_CASE = any_of(
    r"(?:incl\.?|includes|including|included|with|counting|plus) (?:\w+ )?(?:this|the (?:present|current|same|very)) (?:very )?(?!time|moment)\w+",
    r"(?:this|that|the same|the (?:very|own|present|current)) (?:very )?\w+ (?:and (?:its|the) \w+ )?(?:in it|included|is in|counted|too\b|as well)",
    r"\w+ (?:itself|being scored|to be scored|in question|to be predicted) (?:and (?:its|the) \w+ )?(?:in it|included|is in|counted|too\b|as well)",
    r"(?:our|its|their|his|her)? ?own [\w ,-]{0,30}?\b(?:included|counted in|in it)",
    r"(?:test|validation|held-?out)(?: \w+){0,2} (?:included|in it|counted|as well|too\b|ones too)",
    r"(?:any|all|every|each)?(?: \w+)? ?(?:on|from|of) (?:either|both) sides?\b",
    r"(?:values?|readings?|results?|weeks?|days?|draws?|hours?|minutes?|seconds?) (?:before|ahead) (?:and|,|to) (?:\d+ ?\w+ |values? |readings? |results? )?(?:after|behind)",
    r"(?:value|reading|result|draw|measurement|visit|level)s? after\b",
    r"(?:contain\w*|cover\w*|holds?|with) the (?:target|predicted) (?:day|week|month|hour|date|case)|the \w+ at hand\b",
    r"(?:for|of|in|over) the same (?:day|week|month|quarter|season|shift|hour|year|period)\b",
)
"""A value in which the case itself is counted, or what lies on both sides of it."""

AS_OF_BUILDING = any_of(
    rf"(?:when|as|at the (?:time|moment)) (?:the |our )?(?:\w+ )?{_ROWS} (?:is|are|was|were|gets?) {_MADE}",
    r"as (?:the |our |it |they )?(?:[\w ]{1,30})?(?:stands?|shows?|shown|reads?|looks?|is|are|seen) (?:it |them )?(?:today|now|nowadays|at present)\b",
    r"(?:today|now)\b(?:,| from| out of) (?:\w+ )?(?:the |our )?(?:\w+ )?(?:master|crm|erp|register|system|table|warehouse)",
    r"(?:up to|until|as of|at) the (?:\w+ )?(?:extract|extraction|export|pull|dump|training|join)(?: (?:date|day|time|run))?\b",
    r"(?:state|status|segment|value|balance|stage|class)s? (?:of (?:the )?\w+ )?(?:today|now|nowadays|at present)\b",
    r"joined (?:\w+ )?(?:at|when|in) (?:the )?train\w*|(?:at|in) the time of (?:the )?training",
    r"(?:current|present|latest|today'?s) (?:status|state|stage|segment|flag|class|value)s?\b[^.;]*\b(?:overwrit\w+|no history|without history|training)",
    r"overwritten (?:each|every|by|in|night|daily|on)",
    r"all (?:the )?dates\b|whatever (?:the|its) date|regardless of (?:the )?(?:date|when)",
)
"""A value as it is when the training table is made, whatever it was at the time of the case."""

OF_THIS_CASE = any_of(
    r"(?:\w+ed|run|burnt|driven|flown|spent|taken|sold|paid|found|played|drunk|eaten|lost|won|made|given|measured|metered|counted) "
    r"(?:(?:\w+ ){0,3})?(?:in|on|during|over|for|at|by) (?:that|this|the (?:same|very|whole|complete|entire)) (?!(?:form|list|request|query|record|photo|image|picture|text|mail|file|document|basket|page|time|point|moment|way)\b)\w+",
    r"(?:in|of|on|from|for|about|at) the \w+ in question",
    r"(?:measured|actual|observed|metered|counted|real) (?:\w+ ){1,2}(?:in|on|during|of|at) (?:the|that|this) (?!last|past|previous|time|moment)\w+",
    r"(?:in|over|during|of) the (?:whole|complete|entire|full) (?!day before|last|past|previous|text|picture|image|roster|description|document|page|catalogue)\w+(?: cycle| run)?\b",
    r"(?:as|when) (?:they|it|the \w+) (?:leaves?|comes? out of|exits?|get out of)\b",
    r"after (?:sorting|grading|closing|discharge|drying|firing|delivery|harvest|inspection|settlement|the fact|weighing|landing|berthing|departure|release|hand-?over)\b",
    r"(?:between|from) \w+ing (?:and|to) (?:closing|clos\w+|discharge|delivery|settlement|return|approval|the end)",
    r"had to (?:come|go|be) (?:back|sent|re\w+)",
    r"(?:in|within|over) the (?:\d+|next|two|three|few) ?(?:h|hours?|days?|weeks?|months?) (?:following|after)\b",
    r"(?:until|till|before) (?:the )?\w+ (?:answered|replied|responded|decided|returned|paid|closed|left|arrived)\b",
    r"(?:sent|filled|typed|entered|written|given|asked|collected|booked|assigned|coded) (?:\w+ ){0,2}?(?:the (?:day|week|morning|month) after|once|after|afterwards|later|when)\b",
    rf"(?:when|once|after|as soon as) (?:the |a |an |its |this )?\w+ (?:is|are|was|were|has been|have been) {_ENDS}",
    r"first (?:\w+ )?to (?:the )?last (?!\d)\w+|(?:scan|gps|sensor|machine|call) (?:traces?|logs?|tracks?) of the \w+|\b0 (?:when|where|if) there (?:was|were) (?:none|no \w+)",
    r"(?:on|from|in) the (?:closing|final|last) (?:invoice|bill|report|statement|letter)",
    r"final (?:count|tally|figure|total|sum|number|grade|score|price|amount|reading)s?\b",
    r"\d{1,2}(?::\d\d)? ?(?:am|pm|h|o'clock)? (?:\w+ )?(?:close|closing|cut-?off)\b",
    r"(?:sends?|comes?|arrives?|is back|are back|is known|are known|is released|returns?) (?:it |them )?(?:only )?\d+ ?(?:h|hours?|days?|weeks?|months?) (?:after|later)",
    r"whether (?:a |an |the )?(?:[\w-]+ ){1,3}?(?:has|have|was|were|had) (?:been )?(?:gone|printed|sent|issued|opened|phoned|called|written|paid|filed)",
    r"(?:answer|reply|response|reason|code|verdict|note|number|file|kit|gear)s? (?:\w+ )?(?:of|from|at|for) the (?:rejection|refusal|investigation|treatment|repair|call-?up|dismissal)\b",
)
"""What is measured of the case that is to be predicted, or written when it is over."""

BACKDATED = any_of(
    r"(?:put|placed|attached|stamped|entered|filed|booked|joined|set|goes in|go in|counted|used|taken)\b[^.;]*\b(?:on|at|to|under|with|by|from|as of) (?:the )?(?:\w+ )?"
    r"(?:date|time|moment|day|row|hour|milking|sample|trip|visit|case|event)s? (?:when|where|at which|on which|of) (?:the |its |it |a )?(?:\w+ )?(?:sample|draw\w*|taken|order\w*|sampling|event|request|test|was|is|were)",
    r"back-?dated|dated back",
)
"""A result that is filed under the time of its sample, and not under the time at which it was there."""

BETRAYING = any_of(
    r"(?:best|strongest|most important|most predictive|top|most useful) (?:\w+ )?(?:columns?|features?|predictors?|variables?|inputs?|signals?|fields?)\b[^.;]*\b(?:by far|of all|by a (?:wide|large|long) margin|alone)",
    r"by far the (?:best|strongest|most \w+) (?:\w+ )?(?:columns?|features?|predictors?|variables?|inputs?|signals?|fields?)",
    r"(?:nearly|almost|alone) (?:\w+ )?(?:perfect|separates|predicts the label|gives an? auc|gives? 0?\.9\d)",
    r"(?:also )?sees? the label\b|derived from the (?:\w+ )?(?:label|outcome|target|final \w+)",
    r"(?:closing|rejection|refusal|cancellation|discharge) (?:reason|code)s?\b[^.;]*\bas (?:an? )?(?:input|feature|column)",
)
"""A feature that is too good to be true, or is made of the label."""

KNOWN_LATE = any_of(
    r"(?:on )?(?:either|both) sides?\b",
    r"(?:the )?labels?\b|outcome\b",
    r"(?:next|following|coming|subsequent) \w+",
    r"afterwards?\b|later\b|\bafter (?!midnight|check-?in|the last|the (?:order|booking|request|call|form) (?:is |was )?(?:placed|made|received|opened|submitted))",
    r"(?:month|quarter|year|week|season|shift|day)[- ](?:end|close)\b|end of\b",
    r"(?:t|day|d|hour|h|week) ?\+ ?\d+",
    r"(?:as soon as|once|when) (?:the |an? |it |she |he )?\w+ (?:has|have|had) \w+(?:ed|n|d)\b",
    r"in the evening\b|at night\b",
    rf"(?:on|upon|at|by|with) (?:the )?(?:final )?(?:{_ENDS})",
    rf"(?:once|when|as soon as) (?:the |it |an? |its )?(?:(?:\w+ )?(?:is |are |was |were |has |been )*)?{_ENDS}",
    r"(?:same|that|the) (?:day|night|evening),? (?:at )?(?:1[2-9]|2\d)[:.h]",
    r"(?:1[2-9]|2\d)[:.h]?\d* ?h?(?:rs)? (?:of|on) the same day|(?:evening|night|end) of the same day|same (?:evening|night)",
    r"with the (?:\w+ )?(?:report|result|invoice|bill|verdict|outcome)",
)
"""A time that lies after the prediction, in the field that says when a value is known."""

KEPT_OUT = any_of(
    r"(?:left|kept|thrown|taken) out\b",
    r"dropped|removed|excluded|masked|filtered|ignored",
    r"never|nothing|none\b|not used|no longer",
    r"only (?:from|after|when|once|up to|what)",
    r"(?:inside|within|per|each|in every) (?:each )?fold",
    r"dashboards?|managers|reports?\b",
)
"""Said of values that no example holds."""

HAPPENED = any_of(
    r"(?:the|this|its|a|an) (?:\w+ )?(?!(?:asked|ordered|booked|picked|entered|typed|submitted|uploaded|filed|requested|applied|"
    r"selected|searched|clicked|declared|named|stated|needed|signed|used|based|related|fixed|shared|planned|learned|trained|need|feed|"
    r"seed|speed|red|bed|indexed|dated|issued|offered|published|received|salted|fused|finished|left out)\b)"
    r"(?:\w+ed|came|paid|left|went|took|found|made|sent|got|lost|won|ended|ran|fell|broke)"
    r"(?=$|[ ,;.)]*(?:$|(?:at|on|in|by|for|to|from|with|when|back|off|again|up|it|him|them|after|during|until|finally)\b))",
    r"(?:was|were|has been|have been|had)\b(?! (?:known|asked|published|booked|planned|issued|there|quoted|read\b|given by|in force|full))",
    r"(?:for|of|on|from|in|at|by) (?:this|that) (?!time|moment|point|way|kind|type|sort|quarter|hour|weekday|form|query|request|text|photo|image|picture|page|session)\w+",
    r"that (?:day|evening|night|week|month|morning|afternoon|shift)\b",
    r"(?:during|between \w+ing and \w+ing|between (?:the )?(?:start|beginning|opening|arrival|loading|entry) and)\b",
    r"at (?:the end of|check-?out|closing|the close|unloading|hand-?back|discharge)\b",
    r"(?:reported|recorded|scanned|charged|billed|paid|collected|diagnosed|confirmed|treated|repaired|replaced|spent|burnt|consumed) "
    r"(?:at|by|on|to|in|for|during|with|from) (?:the |that |this |its )?\w+",
    r"(?:pathology|histology|biopsy|autopsy|necropsy|court|inquest|audit|inspection|inquiry) (?:results?|findings?|verdicts?|reports?)",
    r"(?:finally|eventually|ultimately|in the end)\b",
    r"(?:from|of|by|at) the (?:re-?work|repair|returns?|complaints?|dunning|retention|collections?|recovery|settlement|warranty|refunds?|scrap) \w+",
)
"""What happened to the case, told in the past: hardly any value that is there in time is described so."""

REVISED = any_of(
    r"(?:latest|current|newest|present) (?:master )?(?:version|record|revision|state of the record)",
    r"corrections (?:made )?since|corrected (?:later|since|afterwards|by)|restated|revised figures|as (?:later )?corrected",
)
"""A record that was changed after the case."""

CHANGES_WITH_THE_CASE = any_of(
    r"(?:status|segment|(?:account|credit|good) standing|life-?cycle|disposition)(?:es|s)?\b",
    r"(?:stage|state)s? (?:of|in) (?:the |its |an? )?(?!art\b|the\b|its\b)\w+\b(?! when\b)",
    r"(?:repl(?:y|ies)|responses?|answers?|reactions?) (?:to|of|from)\b",
    r"(?:notes|remarks|comments|free text) (?:of|by|from|in)\b",
    r"(?:last|latest|current) (?:code|reason|class|action|step|state)\b",
)
"""A value that is another when the case has ended; whether it is kept as of each day is not said."""

DRAWN_UPON = any_of(
    r"with (?:the |its |their )?(?:\w+[ ,]+(?:and )?){0,5}?(?:arrows?|annotations?|markings?|marks|overlays?|circles|outlines|boxes|notes|comments|stamps|highlights|callipers?|calipers?)(?: \w+){0,2} (?:on|in|over|burnt into|burned into) (?:it|them|the)\b",
    r"(?:as )?exported from (?:the )?(?:\w+ )?(?:reading|review\w*|annotation|labell?ing|reporting|assessment|grading) (?:viewer|tool|station|software|system|desk|platform)",
    r"(?:annotated|marked-?up|marked up|outlined|stamped) (?:copy|copies|image|photo|picture|scan|page|document|version)s?",
)
"""What people drew or wrote on a thing when they judged it."""

AT_AN_EVENT = regex(r"(?!\d|[+-]|as of|true|false|static)(?=.*[a-z]{3})")
"""A moment that is named by what happens then."""

OF_THE_REQUEST = any_of(
    r"requests?|triage|fixture|calendar|schedule|plan|regist\w+|hand-?over|visit|predict\w+|scor\w+|infer\w+|quer(?:y|ies)|asked|call\b|book\w+|order\w*|submi\w+|fil(?:ed|ing)|admission|arriv\w+|upload\w*|captur\w+|intake|check-?in|"
    r"appl\w+|quot\w+|sign-?up|onboarding|start|open\w*|creat\w+|draw|shot|photo|scan|detect\w+|alert|before|prior|latest|morning|evening before|night before|snapshot|forecast|publi\w+|issue\w*|received"
)
"""The moment at which a case comes in and is scored, or one before it."""

TOLD_AFTERWARDS = any_of(
    r"from (?:the )?(?:\w+ )?(?:coding|billing|claims?|audit|quality|statistics|legal|settlement|accounting|collections?|recovery|compliance|complaints?|warranty|returns?|archive|investigation|"
    r"pathology|laborator(?:y|ies)|coroner|insurance|disciplinary|appeals?|tax) (?:office|department|desk|team|file|system|unit|bureau|report|register|log|records?|database|ledger)",
    r"under which (?:\w+ ){1,3}?(?:is|are|was|were) (?:later |then )?(?:sold|booked|filed|closed|stored|shipped|billed|coded|paid|archived)\b",
    r"joined (?:in )?(?:on|by|to|from|with|via|through|later|afterwards)\b",
    r"(?:sort|probe|final|end-of-line|outgoing|acceptance|post-\w+) (?:bin|test|result|grade|yield|inspection|check)s?\b",
)
"""A value from a place that hears of a case later, or joined to it by its key alone."""
