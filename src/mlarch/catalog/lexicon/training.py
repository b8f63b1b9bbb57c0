"""Words about what a model is trained on, and what is different when it is served."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AS_SERVED",
    "CASES_REMOVED",
    "CONTRAST",
    "LIKE_LIVE",
    "NARROW_SOURCE",
    "SAMPLING_RATE",
    "TRAINING_DIFFERS",
    "TWO_IMPLEMENTATIONS",
]

TRAINING_DIFFERS = pattern(
    r"(?:\b(?:in|for|at|during) (?:training|the training set)\b|\btrained (?:on|with)\b|\boffline\b)(?P<here>[^.;]*?)[,;:.]? ?"
    r"(?:\b(?:in|at|for|when|while|during) (?:serving|serve[ds]?|production|inference|live|online|request time|run ?time)\b|"
    r"\bserved (?:on|with|from|as)\b|\b(?:asked|used|runs?|online|live) (?:on|with|takes|gets|uses|has)\b|\bonline\b|\blive\b)"
    r"|\bin the (?:notebook|warehouse|batch job|training job)\b[^.;]*\bin the (?:app|service|browser|phone|api|server)\b"
    r"|\b(?:in|at|for|when|during) (?:serving|served|production|inference|online)\b[^.;]*\bin training\b"
    r"|\bserved (?:on|with|from|as)\b[^.;]*\btrained (?:on|with)\b"
    r"|\btraining (?:rows|data|examples|set|records|values|features)\b[^.;]*\b(?:in (?:service|production)|live|when served|while serving|at request time)\b"
    r"|\bfor training\b[;,] ?[^.]*\bfor the (?:run|request|forecast|live|service)\b"
)
"""One thing for training, and another when the model is asked."""

TWO_IMPLEMENTATIONS = pattern(
    r"\b(?:re-?implemented|re-?written|ported|re-?coded|written (?:again|twice)|second implementation|two implementations|"
    r"implemented twice|own implementation)\b"
    r"|\b(?:sql|python|pandas|spark|notebook)\b[^.;]*\b(?:training|offline)\b[^.;]*\b(?:java|c\+\+|go|rust|javascript|kotlin|swift|app|service)\b"
    r"|\b(?:training|offline)\b[^.;]*\b(?:sql|python|pandas|spark|notebook)\b[^.;]*\b(?:java|c\+\+|go|rust|javascript|kotlin|swift)\b"
)
"""A feature whose code exists twice."""

_BUT_LIVE = (
    r"(?:while|whereas|but|although|yet) (?:the |our )?(?:customers?|users?|sellers?|buyers?|drivers?|patients?|farmers?|live|field|production|serving|phones?|people|callers?|students?|guests?) (?:\w+ )?"
    r"(?:send|use|type|speak|upload|take|have|are|is|write|ride|wear|carry|shoot|record)"
)
NARROW_SOURCE = any_of(
    r"(?:invented|made up|composed|posed|asked|produced|designed|spoken|entered|acted|written) by (?:our|the|a|an|own|us)\b",
    r"(?:only|just) (?:the )?(?:flawless|perfect|good|clean|sharp|clear|intact|complete|successful|best|nice|healthy|undamaged|well-?lit|readable)\b",
    r"flawless|impeccable|pristine|spotless",
    r"from (?:just |only )?(?:one|a single) (?!another|year|month|week|table|source|place|pipeline|code|job)\w+",
    r"(?:audio ?books?|booth\b|read(?:ing)? aloud|narrat\w+|speech (?:generator|synthes\w+)|text-to-speech|tts\b|voice actors?)",
    r"(?:light table|controlled light\w*|clean ?room|climate chamber|lab-?grown|wind tunnel|test (?:tower|hall|field|kitchen|flock)|glass hives?|dummy|dummies|phantoms?|mock-?ups?)",
    r"(?:taken|shot|made|recorded|cut|drawn|aligned|cropped|written|corrected|typed|transcribed|retouched|cleaned) by (?:hand|secretar\w+|the supplier|(?:a |the )?(?:studio|laboratory|institute|agency))",
    r"hand-(?:corrected|cut|cropped|aligned|cleaned|typed|drawn|written (?:by us|questions))|perfect(?:ly)? \w+|cleansed|clean (?:targets|takes|speech|text|studio)",
    r"(?:simulat(?:or|ion)|flight sim\w*|generator|game engine) (?:flights?|drives?|hours?|patients?|logs?|records?)|from a generator",
    r"(?:solely|exclusively|purely|entirely|only) (?:on|from|of|with|by) (?!cases|what|rows|those|data|its?\b|the|their|when|after|live|served)\w+",
    r"(?:from|made of|of|on) (?:the )?(?:summer|winter|daylight|day|weekday|sunny|dry) (?:months?|passes|flights?|hours?|days?|shifts?)",
    r"(?:data|records|logs|images|rows|cases) (?:of|from|at) (?:the )?(?!last|past|whole|same|other|live|field)\w+ (?:plant|site|hospital|depot|store|branch|region|office|farm|clinic|factory|mine|port|school|ward)\b",
    r"(?:adults|patients|people|children|men|women|volunteers|students|staff) (?:at|of|from) (?:the |our |a )?(?:universit\w+|institute|hospital|clinic|office|company|head)",
    r"(?:english|german|french|us|uk|american) (?:manuals|texts|speakers|documents|articles|questions)\b",
    r"(?:\w+ )?(?:instrumented|instrumentalised|specially equipped) (?!to\b)\w+",
    r"(?:catalog(?:ue)?|product|marketing|press|seller|marketplace|studio|advert\w*|brochure) (?:\w+ )?(?:photos?|pictures?|images?|shots?)",
    r"public (?:\w+ )?(?:chips?|photos?|images?|videos?|recordings?|texts?|pictures?)",
    r"aerial photos?|photos? of \w+ from the web|from the web\b",
    r"quiet (?:booths?|studios?|places?)|high-end \w+|concert grand",
    r"(?:written|labelled|spoken|typed|recorded|acted) by (?:our )?own (?:staff|people|team|employees)",
    r"clean (?:pdfs?|scans?|texts?|audio|speech|recordings|pictures)",
    r"(?:pictures|photos|images|texts|videos) (?:from|of) the (?:web|internet)",
    r"one (?:maker|brand)'?s?\b",
    r"(?:clinic|hospital|store|site|school|office) (?:in|of) the capital",
    r"(?:white|grey|gray|black|plain|uniform|green) (?:paper|background|cloth|screen|card|wall)",
    r"single (?:picked|cut|isolated|washed|cropped)",
    r"(?:from|of|by) (?:the |a |our )?(?:universit\w+|museum|vendor|manufacturer|maker)\b",
    r"(?:in|from) (?:the|a|our) lab\b|closed (?:circuit|track|course)|healthy (?:volunteers|subjects)|web text|subtitles|hand-?picked",
    r"(?:typed|taken|recorded|made|collected|labelled|filmed) by (?:the |a )?(?:clerks?|vendor|supplier|manufacturer|maker|agency)",
    r"from the (?:manual|handbook|textbook|brochure)",
    r"(?:\w+ )?(?:only|alone|exclusively)$",
    r"bench recordings?|from a script|read from",
    r"synthetic \w+",
    r"curated",
    r"(?:data|images|recordings|records|pictures) (?:bought|purchased|licensed|rented)",
    r"without (?:motion blur|blur|noise|errors|occlusions?|rain|night|glare|accents?|background|typos|outliers|failures)",
    r"(?:written|labelled|spoken|typed|recorded|drawn|photographed) by (?:our |the |professional |paid )?(?:linguists?|translators?|experts?|employees|colleagues|staff|students|actors|authors|crowd workers|engineers|interns)",
    r"simulated\b",
    r"(?:only|all) (?:adults|men|women|english|daytime|daylight|new|large|german|american)\b|(?:adults|men|women|english|daytime|summer|weekdays?|weekends?|highways?|cities) only",
    r"(?:daytime|summer|winter|sunny|indoor|weekday) (?:images?|pictures?|photos?|data|recordings?|videos?|trips?|footage|rides?|flights?|calls|days)",
    r"(?:taken|shot|made|recorded|filmed) by (?:\w+ )?(?:professionals?|photographers?|trained \w+)\b|with a tripod",
    r"(?:data|logs|cases|records|customers|examples|traffic) (?:of|from) (?:the |our )?(?:\w+ )?(?:branch|subsidiary|parent company|other \w+|pilot|first \w+|headquarters|competitor)",
    r"but (?:\w+ )?(?:are|is) served|are served (?:as well|too)",
    _BUT_LIVE,
    r"greenhouse",
    r"institute\b",
    r"(?:from |of )?cad\b",
    r"render(?:ed|ings)",
    r"simulator (?:data|runs|scenes|episodes)",
    r"professional (?:translators?|speakers?|actors?|drivers?|photographers?|voices?|models?)",
    r"trained (?:drivers|speakers|staff)",
    r"(?:two|three|four|five|six) (?:test )?(?:drivers|speakers|phones|cameras|patients|farms|sites|subjects|rooms|machines|cars|vehicles|devices|clinics|shops|stores)\b",
    r"spell-?checked|lower-?cased|normalised text|cleaned text",
    r"dashboards? of",
    r"studio",
    r"laborator(?:y|ies)\b(?! (?:results?|values?|tests?|analys\w+|samples?|reports?|verdicts?|sends?|says?))",
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

CONTRAST = pattern(
    r"\b(?:while|whereas) (?:the |our |in |at |on )?\w+ \w+|"
    rf"\b{_BUT_LIVE}"
    r"|[;,] ?(?:\w+ ){1,4}(?:is|are|were|will be) (?:served|asked|seen live|seen in production)\b"
)
"""Said aloud: other data in training than people send."""

LIKE_LIVE = any_of(
    r"live",
    r"field\b",
    r"production",
    r"served",
    r"as (?:typed|they come|it comes|taken|recorded in)",
    r"user",
    r"customer",
    r"real (?!time)",
    r"\d+k (?:\w+ )?(?:users?|customers?|uploads?|requests?|calls|logs)\b",
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
    r"\b(?:long|short|hard|rare|noisy|difficult) (?:ones|rows|cases|texts|examples|records|sentences)?[^.;]*\b(?:cut|removed|dropped|skipped|left out|excluded)\b"
    r"|\b(?:emoji|slang|typing errors|typos|noise|noisy|blurr?(?:ed|y)|dark|low[- ]light|night|hard|difficult|rare|unusual|"
    r"outliers?|odd|short|long|half sentences|dialects?|accents?|code-?switch\w*|mixed language|occluded|crowded|rain|snow|"
    r"failures|incomplete|low[- ]quality|handwritten|scans|unclear|ambiguous)\b"
    r"[^.;]*\b(?:are |were |is |was )?(?:removed|dropped|filtered out|left out|excluded|discarded|cleaned (?:out|away)|thrown out|taken out|skipped|sorted out|thrown away|weeded out|deleted)\b"
    r"|\beverything (?:\w+ )?(?:was|is|were) (?:removed|dropped|filtered out|left out|excluded|discarded|sorted out|thrown out)\b"
)
"""What is hard stays out of training."""

SAMPLING_RATE = pattern(r"\b(\d+(?:\.\d+)?) ?(k?hz|fps|dpi|mp\b|megapixels?|kbit/s|kbps)(?!\w)")
"""How finely a sensor samples."""

AS_SERVED = any_of(
    r"(?:as|when|what|that) (?:the )?(?:\w+ )?(?:served|seen|saw|sent|asked|received|uploaded|came|comes|logged|recorded)|live\b|own\b|from (?:service|production|the field|operation)|"
    r"(?:customer|user|patient|caller|farmer|driver|visitor|pupil|student|rider|tenant|client|member|sender)s?'?s?\b|raw\b|all\b|every\b|whole\b|random\w*|incoming"
)
"""Data of those who ask, as it came."""
