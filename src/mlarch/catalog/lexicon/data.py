"""Words about features, splits, sampling, and what is different in training."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AGGREGATE",
    "BEFORE_THE_SPLIT",
    "BY_RANDOM_ROWS",
    "CALIBRATED",
    "CASES_REMOVED",
    "CORRECTED",
    "FINE_UNIT",
    "FROM_THE_FUTURE",
    "KNOWN_BY_THEN",
    "LIKE_LIVE",
    "NARROW_SOURCE",
    "OF_THE_PAST",
    "ON_THE_SAMPLE",
    "RAW_SCORE",
    "REBALANCED",
    "SAME_ENTITY_APART",
    "SAMPLED",
    "SAMPLING_RATE",
    "TRAINING_DIFFERS",
    "TWO_IMPLEMENTATIONS",
    "USED_AS_A_VALUE",
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

# ── features ────────────────────────────────────────────────────────────────────────────────────────────

FROM_THE_FUTURE = any_of(
    rf"after (?:the |this |that |its |each |a )?(?:\w+ )?{_EVENT}\b",
    r"once the \w+ (?:is|has|was)",
    rf"when (?:the )?{_CASE} (?:is )?(?:closed|settled|cancelled|paid|finished|over|done|resolved|complete)",
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
    r"cent(?:re|er)ed (?:\w+ )?(?:window|mean|average|median)",
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
    r"whether (?:it|he|she|they|the \w+) (?:was |were |is |are )?(?:later|eventually|finally|in the end)",
)
"""A value that exists only when the outcome does."""

KNOWN_BY_THEN = any_of(
    r"before\b(?! and after)",
    r"prior\b",
    r"previous",
    r"past\b",
    r"earlier",
    r"last\b",
    r"histor(?!y of the (?:whole|full|entire))",
    r"lag",
    r"up to",
    r"until (?!(?:the )?end|closing|clos)",
    r"so far",
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
    r"booked",
    r"calendar",
    r"as issued",
    r"at (?:the )?(?:request|prediction|booking|application|admission)",
    r"out[- ]of[- ]fold",
    r"finished trips",
)
"""A value that stands when it is asked for: history, plans and forecasts."""

WHOLE_TABLE = any_of(
    r"(?:the )?(?:whole|entire|full|complete) (?:\w+ )?(?:tables?|data ?sets?|data|history|period|log|archive|database|series|"
    r"sample|corpus|warehouse|extract|file|dump|time range|population|years?)\b",
    r"(?:all|every) (?:the |of the |our )?(?:rows?|dates?|days|weeks|months|years?|records|examples|data|folds|time|history|splits)\b",
    r"(?:train(?:ing)?|both)(?: sets?)? and (?:the )?(?:test|validation)",
    r"incl(?:\.|uding|uded) (?:the |its |those of the )?(?:test|validation|held-?out)",
    r"computed once\b",
    r"(?:regardless|irrespective) of (?:the )?(?:date|time|split)",
    r"ignoring (?:the )?(?:date|time|split)",
    r"(?:incl(?:\.|uding|uded)|with) (?:the |this )?(?:row|example|order|case|claim|call|visit|transaction|day) itself",
    r"global (?:mean|average|rate|target|encod\w+)",
)
"""All that is there, the test set with it."""

AGGREGATE = any_of(
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
    r"(?:target|label|likelihood)[- ]encod\w+",
    r"encod(?:ed|ing)",
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
)
"""A figure of what lies before, or of the training part alone."""

# ── splits ──────────────────────────────────────────────────────────────────────────────────────────────

FINE_UNIT = any_of(
    r"(?:photo|image|picture|frame|tile|window|patch|crop|clip|segment|sentence|utterance|record|row|example|line|page|slice|"
    r"spectrum|reading|sample|transaction|message|event|visit|session|order|trip|claim|stay|hour|minute)s?\b"
)
"""A piece of which one person, place or machine has many."""

BY_RANDOM_ROWS = any_of(
    r"random(?:ly|ised|ized)?\b",
    r"shuffl\w+",
    r"k-?fold",
    r"\d+-fold",
    r"(?:ten|five)-fold",
    r"stratified\b",
    r"by (?:hash of )?(?:the )?(?:photo|image|picture|frame|tile|window|patch|crop|clip|record|row|example|reading|sample|slice)s?\b(?! (?:cluster|group|set|series|source|owner))",
    r"every (?:second|third|fourth|fifth|tenth|\d+(?:th|nd|rd)?) (?:row|example|record|line|image|photo|frame|message|hour|day|\w+ is test)",
    r"(?:a|one) (?:fifth|tenth|quarter|third) of (?:the |all )?(?:rows|examples|records|lines|images|photos|frames|messages|hours|cases)",
    r"train_test_split",
    r"leave-one-out",
)
"""A division of examples that looks at no time and no entity."""

SAME_ENTITY_APART = any_of(
    r"(?:by|per|grouped by|group(?:ed)? on|disjoint|never|no) (?:time|date|day|week|month|season|user|customer|\w+ id)",
    r"by (?!rows?\b|random|hash|the hash|(?:photo|image|picture|frame|tile|window|patch|crop|clip|record|example|reading|sample|slice)s?\b"
    r"(?! (?:cluster|group|set|series|source|owner)))\w+",
    r"(?:chronolog|out-of-time|temporal|time-based|last|later|earlier|newest|forward|rolling)",
    r"(?:no|each|one) \w+ (?:in|on) (?:both|one)",
    r"(?:never|not) (?:seen|in training|on both)",
    r"unseen",
    r"leave-one-(?!out)\w+-out",
    r"whole \w+s? (?:in|on|go|to|kept)",
)
"""A division that keeps times or entities apart."""

BEFORE_THE_SPLIT = pattern(
    r"\b(?:smote|over-?sampl\w*|up-?sampl\w*|duplicat\w*|augment\w*|balanc\w*|re-?sampl\w*|scal\w*|normali[sz]\w*|"
    r"standardi[sz]\w*|imput\w*|encod\w*|select\w*|filled|de-?duplicat\w*)\b[^.;]*?"
    r"\b(?:(?:before|prior to) (?:the |it is |being )?(?:split|divid|cross|fold|train)\w*|(?:and )?(?:then|afterwards) (?:it is |they are )?(?:split|divid)\w*)"
    r"|\bsplit\b[^.;]*\bafter (?:smote|over-?sampling|up-?sampling|augment\w*|balanc\w*|re-?sampling|scaling|imput\w*|duplicat\w*)"
)
"""Examples are copied, or figures are taken, before training and test set are parted."""

# ── training and serving ────────────────────────────────────────────────────────────────────────────────

TRAINING_DIFFERS = pattern(
    r"(?:\b(?:in|for|at|during) (?:training|the training set)\b|\btrained (?:on|with)\b|\boffline\b)(?P<here>[^.;]*?)[,;:.]? ?"
    r"(?:\b(?:in|at|for|when|while|during) (?:serving|serve[ds]?|production|inference|live|online|request time|run ?time)\b|"
    r"\bserved (?:on|with|from|as)\b|\b(?:asked|used|runs?|online|live) (?:on|with|takes|gets|uses|has)\b)"
    r"|\b(?:in|at|for|when|during) (?:serving|served|production|inference|online)\b[^.;]*\bin training\b"
    r"|\bserved (?:on|with|from|as)\b[^.;]*\btrained (?:on|with)\b"
)
"""One thing for training, and another when the model is asked."""

TWO_IMPLEMENTATIONS = pattern(
    r"\b(?:re-?implemented|re-?written|ported|re-?coded|written (?:again|twice)|second implementation|two implementations|"
    r"implemented twice|own implementation)\b"
    r"|\b(?:sql|python|pandas|spark|notebook)\b[^.;]*\b(?:training|offline)\b[^.;]*\b(?:java|c\+\+|go|rust|javascript|kotlin|swift|app|service)\b"
    r"|\b(?:training|offline)\b[^.;]*\b(?:sql|python|pandas|spark|notebook)\b[^.;]*\b(?:java|c\+\+|go|rust|javascript|kotlin|swift)\b"
)
"""A feature whose code exists twice."""

NARROW_SOURCE = any_of(
    r"studio",
    r"laborator\w+",
    r"lab (?:recordings?|data|pictures?|photos?|conditions?|samples?|set)",
    r"staged",
    r"acted",
    r"actors\b",
    r"read speech",
    r"scripted",
    r"(?:only|purely|entirely|all) (?:synthetic|simulated|rendered)",
    r"(?:synthetic|simulated|rendered|generated) (?:\w+ )?(?:only|pictures?|images?|scenes?|speech|records|patients|trips|calls)",
    r"public (?:\w+ )?(?:data ?sets?|sets?|corpus|corpora|benchmarks?)",
    r"benchmark (?:data|set|corpus)",
    r"(?:imagenet|coco|librispeech|common voice|plantvillage|mimic|wmt|europarl|squad|kitti|nuscenes|voxceleb|celeba|lfw|"
    r"movielens|criteo|kaggle)",
    r"parliament\w*",
    r"news(?:wire|paper)?s? (?:text|articles|corpus|and)",
    r"wikipedia",
    r"encyclop\w+",
    r"books\b",
    r"edited\b",
    r"proof-?read",
    r"test (?:tracks?|benches|bench|rigs?|rides?|drives?|stand)",
    r"demo (?:data|recordings?)",
    r"(?:one|a single) (?:phone|camera|device|clinic|site|hospital|country|city|store|sensor|scanner|microphone|vendor|plant|farm|"
    r"machine|farmer|school|airport|region)\b",
    r"white (?:paper|background)",
    r"(?:good|ideal|perfect|controlled|bright) (?:light(?:ing)?|conditions?|weather)",
    r"by daylight|daytime only|only (?:by|at) (?:day|daylight)",
    r"sunny",
    r"headsets?\b",
    r"quiet rooms?",
    r"native speakers",
    r"volunteers from",
    r"(?:another|the other|our us|our uk|the us|the home) (?:country|market|platform|region|brand)",
    r"(?:bought|purchased|licensed|vendor'?s?) (?:\w+ )?(?:data ?set|corpus|pictures|recordings|panel)",
    r"stock (?:photos?|images?|footage)",
    r"professional(?:ly)? (?:photos?|photograph\w*|recorded|recordings?)",
    r"catalogue (?:photos?|pictures?|images?)",
)
"""Data of one place, one device or good conditions, and not of those who will ask."""

LIKE_LIVE = any_of(
    r"live",
    r"field\b",
    r"production",
    r"served",
    r"as (?:typed|they come|it comes|taken|recorded in)",
    r"user",
    r"customer",
    r"real (?!time)",
    r"in the wild",
    r"noisy",
    r"noise (?:kept|added|of)",
    r"mixed",
    r"plus\b",
    r"as well as",
    r"fine-?tun\w+",
    r"adapt\w*",
    r"then\b",
    r"augment\w*",
    r"pre-?train\w*",
    r"warm[- ]?start",
    r"and our own",
    r"own (?:logs|traffic|data)",
    r"logged",
    r"\d{2,} (?:phone|device|camera|sensor|scanner|site|hospital|clinic)s?",
    r"(?:all|many|every) (?:phone|device|camera|sensor|scanner|site|hospital|clinic|countr)",
)
"""Data of those who will ask, alone or beside others."""

CASES_REMOVED = pattern(
    r"\b(?:emoji|slang|typing errors|typos|noise|noisy|blurr?(?:ed|y)|dark|low[- ]light|night|hard|difficult|rare|unusual|"
    r"outliers?|odd|short|long|half sentences|dialects?|accents?|code-?switch\w*|mixed language|occluded|crowded|rain|snow|"
    r"failures|incomplete|low[- ]quality|handwritten|scans|unclear|ambiguous)\b"
    r"[^.;]*\b(?:are |were |is |was )?(?:removed|dropped|filtered out|left out|excluded|discarded|cleaned (?:out|away)|thrown out|taken out|skipped)\b"
)
"""What is hard stays out of training."""

SAMPLING_RATE = pattern(r"\b(\d+(?:\.\d+)?) ?(k?hz|fps|dpi|mp\b|megapixels?|kbit/s|kbps)(?!\w)")
"""How finely a sensor samples."""

# ── sampling and scores ─────────────────────────────────────────────────────────────────────────────────

_PART = r"(?:\d+(?:\.\d+)? ?%|(?:one|\d+|every \w+) (?:in|of|out of|from) (?:\w+ ?)|a (?:tenth|fifth|quarter|third|half|hundredth|twentieth|share|part|sample|fraction)|one per (?:\w+))"
SAMPLED = pattern(
    rf"\b(?:down|under|sub)-?\s?sampl\w*|\bthinn\w*|\b{_PART}[^.;,]*\b(?:kept|keep|used|drawn|sampled|taken|left)\b"
    rf"|\b(?:kept|keep|keeps|sampled|drawn|reduced|cut|use[sd]?|taken|only)\b[^.;,]*\b{_PART}"
    r"|\b(?:negatives?|non-?clicks|stayers|others)\b[^.;,]*\b(?:sampled|drawn|dropped|thrown away)\b"
    r"|\b(?:four|five|ten|twenty|three|two|one|\d+) (?:\w+ )?(?:negatives?|\w+ drawn|\w+ sampled|random \w+) (?:from|for|per|each|to|at random|drawn|of)\b"
    r"|\b(?:sampled|random|drawn) negatives?\b|\bnegatives? (?:kept|sampled|per|drawn|from)\b"
    r"|\bdrawn from the (?:catalogue|catalog|rest|others|pool|items)\b"
)
"""Some of the examples are left out of training, by their class."""

REBALANCED = any_of(
    r"balanced",
    r"balancing",
    r"over-?sampl\w*",
    r"up-?sampl\w*",
    r"smote",
    r"1:1",
    r"50[/:]50",
    r"one to one",
    r"half (?:and half|positives?|of (?:them|each|all))",
    r"equal (?:parts|numbers|shares)",
    r"as many (?:\w+ )?as",
    r"one negative",
    r"class weights?",
    r"positives? (?:repeated|duplicated|weighted|drawn)",
    r"\d+ negatives?",
    r"\d+ ?% of (?:the )?negatives",
)
"""Classes in training that do not stand as often as in the world."""

CORRECTED = any_of(
    r"(?:re-?)?calibrat\w*",
    r"correct(?:ed|ion|s)\b",
    r"restor\w*",
    r"prior (?:odds|shift|correction|ratio)",
    r"by the prior",
    r"shifted back",
    r"rescal\w*",
    r"re-?weight\w*",
    r"weights? (?:undo|restore|make up|by the inverse)",
    r"undo(?:es)?\b",
    r"platt",
    r"isotonic",
    r"temperature[- ]scal\w*",
    r"p ?= ?q",
    r"log ?q",
    r"inverse",
    r"true (?:ratio|rate|prior)",
    r"natural (?:ratio|rate|data)",
    r"as (?:it|they) c[ao]me",
    r"un(?:thinned|sampled|balanced)",
)
"""What sampling and weights did to the scores is taken back."""

CALIBRATED = any_of(
    r"(?:re-?|un)?calibrat\w*",
    r"platt",
    r"isotonic",
    r"temperature[- ]scal\w*",
    r"reliability (?:by|diagram|curve|within|off|in|error)",
    r"expected calibration",
    r"\bece\b",
    r"brier",
    r"conformal",
    r"predicted (?:over|and|against|versus|vs) (?:observed|paid|actual|realis|realiz)\w*",
    r"(?:observed|paid|actual) (?:over|and|against|versus) predicted",
    r"within \d+ ?% of (?:the )?observed",
    r"precision (?:of|at|on)",
    r"recall at",
    r"at (?:a )?(?:fixed|chosen|given) (?:precision|recall|false)",
    r"(?:threshold|cut-?off)s? (?:is |are )?(?:set|chosen|picked|tuned|from|for|by|on|at \d+ ?% (?:precision|recall))",
    r"from the cost",
)
"""Scores are made to mean what they say, or the threshold is chosen for what it does."""

ON_THE_SAMPLE = any_of(
    r"on (?:the |its |our )?(?:same |own )?(?:thinned|down-?sampled|under-?sampled|over-?sampled|sampled|balanced|re-?balanced|weighted|"
    r"training|train|re-?sampled|smote\w*|reduced) (?:set|data|sample|examples|part|split|rows|table)?",
)
"""Fitted on data whose classes stand as in training, and not as in the world."""

RAW_SCORE = any_of(
    r"soft-?max",
    r"logits?\b",
    r"raw (?:\w+ )?(?:scores?|outputs?|margins?)",
    r"(?:tree|network|model|ranker|booster|boosted tree|svm|forest|net) (?:outputs?|scores?|margins?)",
    r"uncalibrated",
    r"(?:cosine|similarity|distance|margin)\b",
    r"sigmoid (?:output|score)?",
    r"scores?\b",
    r"confidence",
    r"token probabilit\w+",
    r"output of the (?:model|network|trees|ranker|classifier)",
)
"""A figure that a model gives, whatever it means."""

USED_AS_A_VALUE = any_of(
    r"above",
    r"below",
    r"over (?:a |0|\d)",
    r"under (?:a |0|\d)",
    r"exceed\w*",
    r"at least",
    r"more than",
    r"less than",
    r"threshold\w*",
    r"cut[- ]?off",
    r"cut at",
    r"at (?:a )?(?:score|0\.\d)",
    r"of 0\.\d",
    r"0\.\d",
    r"times",
    r"multipl\w*",
    r"minus",
    r"divided",
    r"formula",
    r"rate ?=",
    r"expected (?:value|loss|cost|margin|minutes|revenue|profit|claims)",
    r"as (?:a |the )?(?:chance|probability)",
    r"taken (?:as|for)",
    r"[=/*+]",
)
"""A figure is compared with a number, or calculated with."""
