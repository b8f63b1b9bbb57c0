"""Words about what the system itself decided, and about outcomes of the world."""

from __future__ import annotations

from mlarch.catalog.lexicon.meaning import BY_IT, DECIDED, DID, KEPT_OUT, PARTS, SYSTEM, TAKEN_FOR
from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "BY_THE_SYSTEM",
    "DECIDED_BY_SYSTEM",
    "DONE_BY_ITSELF",
    "FROM_THE_WORLD",
    "ITS_OWN",
    "LABELS_SENT",
    "NOT_AN_EXAMPLE",
    "NOT_SEEN_BEFORE",
    "OUTCOMES",
    "OUTCOMES_SEEN",
    "OWN_AS_TRUTH",
    "OWN_OUTPUT",
    "PROPOSED",
    "PUT_BY_THE_SYSTEM",
    "TAKEN_OVER",
    "TRAINED_ON_ITSELF",
]

_AUTOMATIC = r"auto(?:matic(?:ally)?)?[- ](?:approved|rejected|blocked|labell?ed|accepted|closed|confirmed)"
BY_THE_SYSTEM = any_of(
    rf"by (?:the |our ){SYSTEM}\b",
    rf"(?:that|which|what|as) (?:the |our )?(?:\w+ )?{SYSTEM} (?:\w+ )?(?:chose|picked|made|took|blocked|selected|decided|said|wanted|flagged|hid|predicted|proposed|executed|gave|accepted|refused)",
    rf"{SYSTEM}'?s? own (?:\w+)",
    r"(?:our|its|the) own (?:decisions?|predictions?|verdicts?|picks?|choices?|scores?|output|answers?|shortlists?|blocks?|flags?)",
    _AUTOMATIC,
)
"""Something that the system itself did."""

DECIDED_BY_SYSTEM = pattern(
    rf"\b(?:actions?|verdicts?|answers?|matches|outputs?|choices?|scores?) (?:found )?(?:of|by|from) (?:the |our )?(?:\w+ )?(?:{SYSTEM}|assistant|optimi[sz]er)\b|"
    rf"\b(?:raised|placed|produced|generated) {BY_IT}|\b(?:{SYSTEM}|assistant) (?:answered|placed|produced|generated|raised)\b|"
    rf"\b(?:moderated|graded|removed|closed|blocked|approved|rejected|tagged) automatically\b|\b(?:chosen|set|picked|assigned) by (?:last \w+'s|yesterday's|the (?:previous|last|former)) (?:plan|run|list|policy|release)\b|\b{DECIDED}(?: \w+){{0,3}}? {BY_IT}"
    rf"|\b{SYSTEM}(?:'s|s')? (?:own )?(?:decisions?|predictions?|verdicts?|picks?|choices?|shortlists?|flags?|labels?|answers?)\b"
    rf"|\b{SYSTEM} (?:service |engine |model )?(?:has |had |have )?(?:chose|chosen|picked|blocked|selected|decided|said|says|predicted|flagged|accepted|refused|removed|gave|given|set|put|proposed|approved|took|stopped|hid|made|wanted|shortlisted|rejected|closed|sent|routed|assigned|marked|labelled|released|granted|(?:is|was) (?:\w+ )?(?:confident|sure))\b"
    r"|\b(?:by us\b|(?:into|in|on|of|from|above) (?:the )?(?:top \w+ )?(?:of )?our (?:own )?(?:ranking|list|shortlist|score|filter|rules|model|threshold|index|search)\b)"
    r"|\b(?:booked|approved|accepted|passed|closed|paid|granted|posted|confirmed) (?:without (?:a |any )?(?:questions?|doubts?|checks?|review|person)|automatically|at once|straight through)(?! or not)"
    r"|\b(?:our|its) own (?:decisions?|predictions?|verdicts?|picks?|choices?|scores?|shortlists?)"
    rf"|\b{_AUTOMATIC}"
    r"|\b(?:decisions?|predictions?|verdicts?|answers?|outputs?) (?:of|by|from) (?:the |our )?(?:\w+ )?(?:engine|model|system|rules?|classifier|ranker|planner|last|previous|live|current)\b"
    r"|\bpseudo-?labels?\b|\bpredicted (?:class|label|value|outcome)\b|\bpredictions? (?:of \w+ \w+ )?(?:as|for|taken|become|serve)\b|\bself-?train\w*"
)
"""What the system said, taken for the truth."""

FROM_THE_WORLD = any_of(
    r"verdicts?",
    r"by hand\b",
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

_PEOPLE = (
    r"(?:person|people|human|clerk|nurse|doctor|teacher|expert|inspector|officer|judge|moderator|botanist|editor|analyst|engineer|farmer|steward|"
    r"customer|buyer|annotator|linguist|reviewer|auditor|typist|handler|surgeon|pilot|vet\w*|mechanic|technician)s?"
)
_PEOPLE_SAY = any_of(
    rf"(?:checked|confirmed|judged|rated|corrected|read|seen|given|delivered|reviewed|found|labell?ed|graded) by (?:an? |the |two |three |their |one )?(?:\w+ )?{_PEOPLE}\b",
    r"outcomes? (?:is|are|counts?)",
    r"appeals?\b|whose\b|rulings? of|in the lab\b",
    r"drawn\b",
    r"(?:only )?where (?:the |an? )?(?:\w+ )?has corrected",
)
_OWN = any_of(
    DID,
    rf"(?:by|of|from|to) (?:the |our |an? |its |last |yesterday's )*(?:\w+ ){{0,2}}?{PARTS}\b",
    rf"{PARTS}(?:'s|s') (?:\w+ ){{0,2}}?\w+",
    rf"(?:by|of) (?:the |our )?{PARTS} (?:yesterday|last \w+|today)",
    rf"{PARTS}[- ](?:passed|made|written|accepted|labell?ed|chosen)",
    r"(?:its|their|our|the system's) own \w+",
    r"automatic(?:ally)? \w+",
    r"(?:untouched|unchanged|uncorrected|unedited|left (?:as|un))",
    r"without (?:an? |any )?(?:human|person|clerk|touch|correction|question)",
    r"(?:nobody|no one) (?:complain|object|protest|contradict)\w*|came not back|(?:not|never) (?:sent|given|come) back",
    r"what decide",
    r"(?:yesterday's|last \w+'s|the (?:previous|former|earlier|old|current|live) \w+'s|earlier) (?:routing|plan|choice|decision|order|list|ranking|schedule|labels?|outputs?|answers?|scores?|boxes|picks?)",
)
OWN_AS_TRUTH = Together(
    (_OWN, TAKEN_FOR), unless=(KEPT_OUT, _PEOPLE_SAY, any_of(r"(?:is|are|as) an? class of (?:its|their) own"))
)
"""`what the reader has passed goes in as clean`."""

_DECISION = (
    r"(?:sent|put|taken down|chosen|held|set|given|throttled|ejected|judged|stopped|opened|created|raised|closed|triggered|ruled|placed|scheduled|moved|shifted|"
    r"released|lowered|cut|switched|awarded|written|drawn up|withheld|paused|filtered|sorted|diverted|queued|listed|ranked|done|made)"
)
DONE_BY_ITSELF = pattern(
    rf"\b(?:on|by|at) (?:the )?(?:order|command|decision|request|advice|proposal|word)s? of (?:the |our )?(?:\w+ ){{0,2}}?{PARTS}\b|"
    rf"\b{_DECISION}\b(?: \w+){{0,6}}? (?:by|through) (?:the |our |an? |last \w+'s |former |old )*(?:\w+[ -]){{0,2}}?{PARTS}\b|"
    rf"\b(?:to which|as|that|which|what|where|because|includes? the \w+ that) (?:the |our )?(?:\w+ ){{0,2}}?{PARTS} (?:has |had |itself )*(?:{_DECISION}|decided|opens|puts|sends|closes|books|creates|raises|wanted|predicted|said)\b|"
    r"\b(?:booked|opened|closed|paid|approved|accepted|created|happens?|goes out|sent|settled) (?:\w+ ){0,2}?(?:straight through|on (?:its|their) own|by (?:itself|themselves)|automatically|without (?:a |any )?(?:touch|question|person|human))(?! or (?:not|by))|"
    r"\b(?:alert|alarm|warning|flag)s? (?:fired|went off|was raised|were raised|was sent|came)\b|"
    rf"\b(?:was|were|is) (?:not )?(?:put|placed|ranked|set) (?:on|in|into) (?:the |our )?(?:\w+ )?(?:list|shortlist|queue|ranking|tray)\b|"
    r"\bunchanged after (?:the )?machine\b|\bas (?:judged|seen|scored|rated|labell?ed|predicted) by (?:the |our |last \w+'s )?(?:\w+ ){0,2}?(?:model|system|engine|version|release)\b"
)
"""An event that the system makes happen by itself."""

LABELS_SENT = any_of(
    r"(?:as |are |for |the )?(?:ground )?truth\b",
    r"targets?\b",
    r"(?:as )?(?:positives?|negatives?)\b",
    r"as (?:the )?labels?\b",
    r"(?:predicted|assigned|chosen|decided) (?:class|label|value|grade)s?",
    r"labels? of (?:the )?(?:decision|model)",
)
"""What is handed on is meant as labels."""

TRAINED_ON_ITSELF = any_of(
    r"(?:trains?|trained|learns?|tuned) (?:\w+ ){0,2}?(?:on|from) what (?:it|we|the model) (?:has |have |had |itself |already )*(?!see|saw|measure)\w+ed",
    rf"(?:imitat\w+|mimics?|copies|reproduces?) (?:the |what )?(?:\w+ ){{0,3}}?(?:which|that|of) (?:the |our )?(?:\w+ )?{PARTS}\b",
    r"(?:re-?)?(?:trains?|trained|learns?|fitted|tuned) (?:\w+ ){0,4}?(?:on|from|with) (?:its|the system's|our|their) own (?!top|shop|staff)\w+",
    r"(?:former|last|past|previous|old|own) (?:\w+ )?(?:choices?|decisions?|verdicts?|plans?) (?:of the \w+ )?as (?:the )?targets?",
    rf"{PARTS}'s (?:former |past |last |own |old )?(?:choices?|decisions?|verdicts?|plans?|tariffs?) as (?:the )?(?:targets?|labels?)",
    rf"(?:to|from|with) (?:the )?\w+ (?:that|which) (?:the |our )?{PARTS} itself \w+",
)
"""A model that is trained on what it said."""

PROPOSED = any_of(
    r"(?:proposal|suggestion|recommendation|draft|pre-?fill\w*|default)s?\b",
    r"(?:proposed|suggested|recommended|prefilled|drafted|predicted|estimated|assigned|routed|ranked)\b",
    r"(?:taken over|left as (?:it is|proposed)|filled[- ]in|never touched|untouched|left alone|stands for|nobody (?:changed|touched|objected)|not touched|not (?:changed|corrected|objected|overridden|reopened|contested)|unchanged|uncorrected|unopposed)\b",
    r"(?:of|by|from|through) (?:the|our) (?:app|tool|assistant|bot|software|platform|system)\b",
)
"""An event that may be what the system itself put forward."""

ITS_OWN = any_of(
    r"(?:by|of|from|through) (?:the|our) (?:app|tool|assistant|(?:\w+ )?bot|software|platform|model|system|engine|robot|machine|automat\w+)\b(?! (?:or|and) (?:a|an|two) )",
    r"its own (?:\w+ )?(?:check|verdict|decision|answer|judge?ment|review|estimate|proposal|score)s?\b",
    r"(?:by itself|automatically|auto-\w+ed)\b(?! or (?:not|by))",
)
"""The event may be the work of the system itself."""

NOT_SEEN_BEFORE = any_of(
    r"blind\w*|unaware|independent\w*|not (?:seen|know|shown)|(?:does|did|do|has|have|had|who) (?:not|never) (?:see|seen|know|saw|known)|"
    r"without (?:an?|the|any|seeing|knowing) |neither|hidden|before (?:it|they|anything|the)\b|never see",
    r"(?:measured|lab(?:oratory)?|biops\w+|histolog\w+|sensors?|invoice of|by instrument|by hand)\b",
    r"(?:two|three|second|another|other|consensus|panel|agreed|agree)\b",
)
"""Who says so did not see what the system said, or a measurement does."""

OUTCOMES_SEEN = any_of(
    r"(?:found|proven|confirmed|measured|observed|seen|counted|diagnos\w+|arriv\w+|fail\w*|broke|default\w*|arrears|churn\w*|cancel\w*|repaid|died|"
    r"clicks?|clicked|purchas\w+|bought|play\w*|heard|read|visit\w*|return\w*|complain\w*|sold|solved|helpful|kept|hired|units|price|weight|verdict)\b"
)
"""What happened in the world."""

TAKEN_OVER = any_of(
    r"filled[- ]in|never touched|untouched|left alone|stands? for \d+|nobody (?:changed|touched|objected|corrected)|not (?:touched|changed|corrected|objected|reopened|contested)|unchanged|uncorrected|"
    r"taken over|accepted (?:as is|without)|went (?:out|through) (?:as|un)|kept as (?:it is|proposed|suggested)|no (?:objection|correction|complaint)"
)
"""What nobody changed."""

NOT_AN_EXAMPLE = any_of(
    r"no examples?|not? (?:an )?examples?|left out|unlabell?ed|dropped|stays? out|ignored|never a|excluded|kept apart"
)
"""It is not learned from."""
