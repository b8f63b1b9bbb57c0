"""Words about data that tells of a person."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "BOUND",
    "FREE_TEXT",
    "GIVEN_AWAY",
    "HANDED_OUT",
    "OF_PEOPLE",
    "OUTSIDERS",
    "PERSONAL_BY_NATURE",
    "PICTURES",
    "SENSITIVE",
    "STAYS_INSIDE",
    "STILL_KNOWN",
    "TREATED",
    "WHOLE_RECORDS",
]

PERSONAL_BY_NATURE = any_of(
    r"voices?\b",
    r"voice recordings?",
    r"speech",
    r"audio",
    r"(?:call |phone )?recordings?\b",
    r"selfies?",
    r"faces?\b",
    r"webcams?",
    r"id (?:card|document|photo)s?",
    r"passports?",
    r"fingerprints?",
    r"biometr\w+",
    r"gps",
    r"locations?\b",
    r"positions? of (?:the )?(?:phone|driver|user|person|rider|car|vehicle)s?",
    r"latitudes?",
    r"where (?:the |a |each )?\w+ (?:is|was|are|stands|drives|goes)\b",
    r"whereabouts",
    r"coordinates\b",
    r"(?:raw )?(?:gps |location |position |driving |trip )?(?:tracks?|traces?)\b",
    r"movement (?:profiles?|data)",
    r"health",
    r"medical",
    r"patients?\b",
    r"symptoms?",
    r"diagnos\w+",
    r"prescriptions?",
    r"triage notes?",
    r"(?:doctor'?s?|physician'?s?|lawyer'?s?|medical) (?:letters?|reports?)",
    r"wounds?\b",
    r"medications?\b",
    r"(?:insurance|policy|pension|membership|tax) numbers?",
    r"(?:doctor'?s?|clinical|nurse'?s?|case|session|therapy) notes?",
    r"discharge letters?",
    r"lab(?:oratory)? (?:values|results)",
    r"x-?rays?",
    r"\b(?:mri|ct|ecg|eeg|dna|genom\w+)\b",
    r"heart rates?",
    r"messages?\b",
    r"chats?\b",
    r"e-?mails?\b",
    r"conversations?\b",
    r"transcripts?",
    r"bank (?:statements?|transactions?)",
    r"(?:card|account|iban|payment) (?:numbers?|data|details)",
    r"(?:account|bank|card) (?:movements|transactions)",
    r"salar(?:y|ies)|payslips?|wages?",
    r"incomes?\b",
    r"tax (?:returns?|files?)",
    r"addresses\b",
    r"(?:home|postal|e-?mail|street) address",
    r"name and address",
    r"names and",
    r"name,? (?:and )?(?:address|age|phone|birth|balance)",
    r"ibans?\b|diar(?:y|ies)\b|biograph\w+",
    r"sounds? of (?:the |an? )?(?:room|child|home|house|car|turn)",
    r"with names?\b",
    r"phone numbers?",
    r"birth ?dates?|dates? of birth",
    r"(?:national|social security|passport|customer|student|employee) (?:ids?|numbers?)\b",
    r"cvs?\b",
    r"r[eé]sum[eé]s?\b",
    r"application letters?",
    r"personnel files?",
    r"(?:browsing|search|purchase|viewing|call) histor(?:y|ies)",
    r"call records?",
    r"contacts?\b(?! form)",
    r"driving (?:traces?|data)",
    r"trips? traces?",
    r"school records?",
    r"grades of",
    r"religio\w+",
    r"ethnic\w*",
    r"(?:licence|license|number) plates?",
    r"meter readings? (?:of|per|by) (?:household|home|flat|customer)s?",
)
"""Data that tells of a person whatever its fields are called."""

PICTURES = any_of(
    r"(?:photo|image|picture|video|frame|footage|screenshot|clip|scan|media|camera stream)s?\b",
)
"""What may show people."""

OF_PEOPLE = any_of(
    r"faces?\b",
    r"webcams?",
    r"selfies?",
    r"people",
    r"persons?\b",
    r"students?",
    r"pupils?",
    r"passengers?",
    r"patients?",
    r"pedestrians?",
    r"customers? in",
    r"shoppers?",
    r"visitors?",
    r"children",
    r"workers?",
    r"drivers?'? (?:face|cabin|seat)",
    r"cabin",
    r"living rooms?",
    r"homes?\b",
    r"bedrooms?",
    r"skin\b",
    r"wounds?",
    r"gaze",
    r"doorbell",
    r"identity (?:check|document)s?",
)
"""Whom pictures show."""

TREATED = any_of(
    r"anonym\w+",
    r"pseudonym\w+",
    r"de-?identif\w+",
    r"redact\w*|(?:cut|taken|blacked|struck) out\b",
    r"(?<!un)mask\w*",
    r"scrub\w*",
    r"blur\w*",
    r"aggregat\w+",
    r"token(?:s|ised|ized)\b",
    r"hash\w*",
    r"consent\w*",
    r"no (?:personal|position|names?|pictures?|text|message|face)",
    r"without (?:names|ids|personal|place|faces?|person)",
    r"stripped",
    r"synthetic",
    r"data processing agreement",
    r"dpa\b",
    r"processor",
    r"zero[- ]retention",
    r"(?:keeps|stores|retains) nothing",
    r"by contract",
    r"under contract",
    r"public",
    r"on[- ]prem\w*",
    r"own (?:vpc|cloud|region|servers|gpus|network)",
    r"district(?:s)? only",
    r"counts? only",
    r"only (?:counts?|aggregates?|ids?|tokens)",
    r"map tiles",
    r"(?:numbers?|codes?|geometry|coordinates of the \w+|titles?) only|no accounts|blacked out",
)
"""Personal data that was changed, or a party that is bound."""

STILL_KNOWN = any_of(
    r"(?:sha-?\d*|md5|hash\w*|pseudonym\w*|token\w*)\b[^.;]{0,60}\b(?:match\w*|join\w*|link\w*|look\w* up|recogni[sz]\w*|find\w* again|re-?identif\w*|target\w*|audience\w*)",
    r"(?:match\w*|join\w*|link\w*|recogni[sz]\w*)\b[^.;]{0,40}\b(?:by|on|with|over) (?:the |an? )?(?:sha-?\d*|md5|hash\w*|pseudonym\w*|advertising id)",
    r"(?:one )?(?:row|line|record|entry|event)s? (?:per|for each|of each|by) (?:customer|household|person|user|patient|member|employee|student|card|player|driver|tenant|guest|patron|subscriber|account|applicant)",
)
"""It tells of single persons, or is there to find them again, whatever their names were turned into."""

FREE_TEXT = any_of(
    r"(?:whole |raw |full )?(?:texts?|questions?|notes?|letters?|documents?|prompts?|requests?|cases?|tickets?|files?|records?|histor(?:y|ies)|profiles?|stor(?:y|ies))\b"
)
"""What people write of themselves, or what is written of them."""

_THEY = r"(?:provider|vendor|supplier|partner|agency|third part(?:y|ies)|hosted \w+|platform)s?"
HANDED_OUT = any_of(
    rf"(?:the )?(?:\w+ )?{_THEY} (?:also )?(?:receives?|gets?|hears?|sees?|keeps?|stores?|reads?)",
    rf"(?:go|goes|sent|given|handed|passed|streamed) (?:along )?(?:on )?(?:to|with) (?:the |an? |each )?(?:\w+ )?(?:{_THEY}|prompt)\b",
    r"(?:to )?(?:improv|train|tun)\w* (?:its|their) (?:own )?(?:models?|services?|products?)",
    r"(?:receives|gets|hears|reads) (?:the )?(?:whole|full|raw|complete|child|customer|patient|caller|user)\w*",
    r"from the \w+ records?\b",
    r"(?:may|can|will) (?:use|keep) [^.;]*\b(?:train|improve|tune)\w*",
)
"""A third party gets it, or learns from it."""

SENSITIVE = any_of(
    r"clinics?|hospitals?|patients?|health\w*|medical|hipaa|therap\w+|pharmac\w+|nurses?|doctors?|insur\w+",
    r"bank\w*|credit|loans?|payments?|psd2|tax(?:es)?\b",
    r"employees?|hiring|recruit\w*|applicants?|hr\b|payroll",
    r"students?|pupils?|schools?|ferpa|exams?",
    r"children|minors|coppa",
    r"legal|lawyers?|court|asylum|police|social (?:work|security|services)|welfare",
)
"""Domains in which what people write is about them."""

_SERVICE = r"(?:apis?|model|llm|chat\w*|assistant|service|vendor|provider|supplier|compan\w+|partner|platform|site|website|tool|ocr(?: service)?|cloud|marketplace|start-?up|agency|app|bot|account|system|lab|contractor)s?"
OUTSIDERS = any_of(
    rf"(?:public|consumer|commercial|foreign|overseas|offshore|outside|external|third[- ]party|online|free|cheap\w*|hosted|someone else's|us-based|open crowd) (?:\w+ ){{0,3}}?{_SERVICE}\b",
    rf"{_SERVICE} (?:abroad|overseas|offshore|in (?:the us|india|china|another country))",
    r"crowd[- ]?(?:work\w*|sourc\w+|marketplace|labell?\w*|annotat\w*|platform)|gig work\w*|freelancers|mechanical turk",
    r"(?:open|public|anonymous|paid) crowd|(?:workers|people|annotators|labellers|site|desk|team|office|agency) (?:abroad|overseas|offshore)|abroad\b|overseas|offshore\w*|outside (?:of )?(?:the )?(?:eu|eea|europe|country)",
    r"(?:own|private|personal|developer'?s?|colleague'?s?) (?:\w+ )?(?:key|login|account)\b",
    r"click-?through terms|standard terms|terms of (?:use|service)",
    r"(?:the |our |its |each )?(?:\w+ )?(?:vendors?|suppliers?|providers?|ad partners?|third part(?:y|ies)|partner (?:company|firm|agency)|data brokers?|(?:ad|analytics|marketing|insurance|labelling) (?:partner|network|supplier|vendor|agency|firm)s?)",
)
"""Somebody outside of the organisation, in what is said of a part or a promise."""

GIVEN_AWAY = any_of(
    r"sends?\b|sent\b|sending",
    r"go(?:es)? (?:\w+ ){0,3}?(?:to|along|with|out|through|over)\b|go(?:es)? along",
    r"gets?\b|receiv\w+|sees?\b|reads?\b|hears?\b",
    r"shar(?:e|es|ed)\b|hand(?:s|ed)\b|pass(?:es|ed)\b|giv(?:es|en)\b",
    r"upload\w*|past(?:e|es|ed)\b|post(?:s|ed)? to|forward\w*|stream(?:s|ed)\b|export\w*|copied|copies",
    r"calls? (?:an? |the )|asks? (?:an? |the )",
    r"keep\w*|train\w*|learn\w*|stor(?:es|ed)\b",
    r"including|included|with (?:the |its |their )?(?:\w+ )?(?:name|contract|salary|address|record|file)\w*",
    r"through (?:an? |the )|grades?\b|translat\w+|transcrib\w+|writes?\b|summari[sz]\w+",
)
"""It is given to somebody, or somebody reads it."""

WHOLE_RECORDS = any_of(
    r"(?:whole|full|entire|complete|original|raw|unmasked|plain|case|application|patient|customer|client|member|employee|student|pupil|tenant|claim|personnel|medical|court|tax) (?:\w+ )?(?:files?|records?|profiles?|histor(?:y|ies)|letters?|lists?|data|documents?|conversations?|transcripts?|notes?)\b",
    r"names?\b(?! of (?:the )?(?:model|file|table|field|product|service))",
    r"(?:their|her|his|the (?:child|student|patient|customer|applicant|tenant)(?:'s)?|birth|full) (?:name|school|age|address|birthday|salary|income|account|diagnosis)\b",
    r"diagnos\w+|disabilit\w+|accommodation flag|account numbers?|flat numbers?|passport\w*|payslips?|salar(?:y|ies)|class lists?|contracts? (?:and|with) salar\w+|clear text|minors?\b|birthdays?",
)
"""What tells of a person though no field is named."""

BOUND = any_of(
    r"agreement|dpa\b|zero[- ]retention|without storage|contract\w*|consent\w*|keeps nothing|no retention|in(?:side)? our (?:own )?(?:vpc|tenancy|cloud|account)|own tenancy|self[- ]hosted|processor\b|joint control\w*|statutory|required by law"
)
"""What ties the one who gets it, or the person agreed to."""

STAYS_INSIDE = any_of(
    r"(?:names?|numbers?|addresses|faces) (?:\w+ )?(?:were|are|is|was) (?:cut|taken|left|struck|blacked) out",
    r"no(?:thing|ne|body)? (?:\w+ ){0,3}?(?:leaves?|personal|names?|student|customer|patient|record|order|history|is sent|goes)",
    r"(?:never|not|no longer) (?:\w+ ){0,3}?(?:go|goes|sent|leave|leaves|see|sees|get|gets|shared|stored|given)\b",
    r"(?:names?|addresses|numbers|faces|records|data|all|everything) (?:\w+ ){0,2}?(?:stays?|remain\w*|kept) (?:in|on|at|with|inside)",
    r"(?:removes?|removed|strips?|stripped|cuts?|without|blacked|masked|redact\w*|blurred|pseudonym\w*|random ids?|nickname\w*)\b",
    r"(?:our|its|their|the (?:state|office|school|hospital|clinic|company|bank|agency)'?s?) own|on our|own (?:machines|tenancy|site|data cent\w+)|in our|on[- ]prem\w*|(?:state|own|our) (?:tenancy|cloud)",
    r"only (?:geometry|positions?|the text|counts|ids|scores|what)|geometry only|ids only",
    r"agreement|dpa\b|zero[- ]retention|without storage|contract (?:graders|without|that)|under contract",
)
"""It does not leave, or not as it is, or the other is bound."""
