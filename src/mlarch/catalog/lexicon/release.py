"""Words about releases, indexes, caches and monitoring."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "CLOCK",
    "COMPARED",
    "METRIC",
    "OF_THE_MODEL",
    "OF_THE_SYSTEM",
    "ONE_PART_OF_THE_TIME",
    "STEPWISE",
    "TO_ALL",
    "WHEN",
    "WHOLE_CYCLE",
]


STEPWISE = any_of(
    r"canar\w+",
    r"ramp\w*",
    r"roll(?:s|ed|ing|-?out)?\b",
    r"\d+(?:\.\d+)? ?(?:%|percent)",
    r"staged",
    r"gradual\w*",
    r"phased",
    r"waves?\b",
    r"half\b",
    r"an? (?:third|quarter|fifth|tenth)(?: of)?\b",
    r"(?:one|two|three|a|some|few|\d+) (?:\w+ )?(?:regions?|cit(?:y|ies)|clinics?|stores?|shops?|sites?|farms?|countr(?:y|ies)|markets?|teams?|plants?|schools?|branch\w*|hospitals?|districts?|depots?)\b",
)
"""A release that reaches some users before others."""

COMPARED = any_of(
    r"ab\b",
    r"a ?/ ?b\b",
    r"switchback",
    r"interleav\w+",
    r"champion",
    r"experiment",
    r"(?:long-term )?hold-?out",
    r"control group",
    r"split test",
    r"randomi[sz]ed",
)
"""A step that compares the new with the old, and so has a metric."""

TO_ALL = any_of(
    r"all\b",
    r"every(?:body|one|where)?\b",
    r"the rest",
    r"100 ?%",
    r"full\b",
    r"general",
    r"(?:the )?(?:others|fleet|remaining|whole)\b",
    r"\d",
)
"""How far a step goes, or that it goes to everybody."""

CLOCK = any_of(
    r"(?:after|for|every|within) (?:a|an|one|two|three|\d+)? ?(?:min(?:ute)?s?|h(?:ours?)?|days?|nights?|weeks?)\b",
    r"(?:after|for|over|within) (?:an?|the|one|two|three|four|five|six|ten|twelve|twenty|thirty|half an?|\w+) "
    r"(?:minutes?|hours?|days?|nights?|weeks?|afternoon|morning|evening|weekend|shift)",
    r"\d+ ?(?:min|h|d|days?|hours?|weeks?|nights?)\b",
    r"by the (?:clock|calendar)|(?:on|by|at) (?:day|week|night|hour|month) \d+|(?:on|by) the (?:second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b",
    r"on (?:schedule|a timer)",
    r"automatically",
    r"overnight",
    r"next (?:day|morning|week|monday)",
    r"(?:each|every|per|a|by|on|from|until|over (?:\w+ )?) ?(?:night|day|week|morning|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?\b",
    r"over (?:\w+ )?nights\b",
    r"(?:an?|half an|one|two|three|\d+) (?:minutes?|hours?|days?|nights?|weeks?) (?:apart|each|later|between|at a time|on)\b",
    r"then (?:all|every\w*|the rest|100)",
)
"""A step that comes when time has passed."""

METRIC = any_of(
    r"guardrails?",
    r"metrics?",
    r"p9\d",
    r"error",
    r"complaints?",
    r"rate",
    r"unless",
    r"\bif\b",
    r"while ",
    r"hold",
    r"stops?\b",
    r"rolls? back",
    r"slo",
    r"latency",
    r"below",
    r"above",
    r"no worse",
    r"not worse",
    r"passes?",
    r"alarms?",
    r"alerts?",
    r"review(?:ed)?",
    r"compared?",
    r"sign",
    r"approv\w+",
    r"watch\w*",
    r"check\w*",
    r"measured",
    r"under ",
    r"depends",
    r"pilot\w*",
    r"committee|board\b",
    r"(?:halt|abort|paus|revert|withdraw|freez)\w*",
    r"goes? back|turns? back|waits? for",
)
"""Something that is looked at before the next step."""

WHEN = any_of(
    r"if\b|when(?:ever)?\b|once\b|unless\b|as soon as|automatic\w*|by itself|on its own",
    r"on (?:an? |any |the )?(?:\w+ )?(?:alarm|alert|breach|regression|drop|rise|fault|failure|request|guardrail)s?\b",
    r"above|below|exceed\w*|guardrails?|worse|up \d|down \d|after (?:two|three|an?|\d+) (?:\w+ )?(?:alarm|alert|complaint|breach|miss)\w*",
)
"""A condition under which something is done."""

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
ONE_PART_OF_THE_TIME = any_of(
    r"(?:from |between )?\d\d:\d\d (?:to|and|until|till|-|–) \d\d:\d\d",
    r"(?:from|between) (?:midnight|\d\d?(?: ?[ap]m)?) (?:to|and|until|till) (?:\d\d?(?: ?[ap]m)?|dawn|morning|noon)\b",
    r"(?:at|by|during the|in the|every|each|only|one|quiet|first) nights?\b(?! shift)",
    r"(?:at|over|on|during|every|each) (?:the |a )?week-?ends?\b",
    r"(?:on|from|every|each) (?:a )?(?:sun|satur)days?\b",
    r"(?:off-?peak|quiet|low[- ]traffic|slow|calm|dead|idle) (?:hours?|times?|season|period|days?|months?|weeks?)",
    r"night shift'?s?'? (?:traffic|calls|orders|requests|cases)",
    r"(?:in|during|over|on|at) (?:the )?(?:\w+ )?(?:holidays?|christmas|easter|new year\S*|vacations?)",
    r"(?:the )?small hours",
    r"at \d\d? ?[ap]m for",
    r"(?:one|an|the (?:last|first)|two|few) (?:\w+ )?hours? (?:before|after) (?:closing|opening|midnight|lunch|dinner|the shift)",
    r"outside (?:of )?(?:office|business|opening|peak|working) hours",
    r"when (?:\w+ ){0,3}(?:quiet|idle|calm|asleep|closed|low|empty|bare)\b",
    rf"(?:in|during|from|until) {_MONTH}\b",
    r"(?:in|during|over) (?:the )?(?:winter|summer|spring|autumn|(?:dry|wet|low|off) season|holidays|vacation)\b",
)
"""Hours, days or months of one kind."""

WHOLE_CYCLE = any_of(
    r"includ\w+",
    r"around the clock",
    r"day and night|nights? and days?|days and nights",
    r"(?:whole|full|entire|complete) (?:days?|weeks?|months?|years?|seasons?|cycles?)",
    r"(?:at least|over|for) (?:one|a|two|three|four|\d+) (?:whole |full )?(?:weeks|months|seasons)",
    r"(?:weekdays?|peak|rush)\b[^.;]* and",
    r"and (?:the )?(?:\w+ )?(?:peak|rush|weekdays?)",
)
"""All kinds of hours and days."""

OF_THE_MODEL = any_of(
    r"(?:score|prediction|feature|output|input|class|confidence)s? distributions?",
    r"drift",
    r"calibration",
    r"model (?:metrics|quality|accuracy|performance)",
    r"accuracy",
    r"precision\b",
    r"recall\b",
    r"(?:p|r)?auc\b",
    r"psi\b",
)
"""A payload of metrics that tells how a model does, and not only whether it answers."""

OF_THE_SYSTEM = any_of(
    r"cpus?\b",
    r"gpus?\b",
    r"memory\b",
    r"ram\b",
    r"disks?\b",
    r"storage\b",
    r"pods?\b",
    r"nodes?\b",
    r"containers?\b",
    r"hosts?\b",
    r"servers?\b",
    r"replicas?\b",
    r"restart\w*",
    r"crash\w*",
    r"uptime",
    r"(?:is|are|goes|service|server|endpoint|api) down\b",
    r"latency",
    r"p\d\d",
    r"time-?outs?",
    r"5xx",
    r"http",
    r"(?:api|sync|server|service|job|job's|request|connection|upload|write|read|network|tls|dns|build|pipeline) errors?",
    r"error rates?(?! (?:of|in|by|for))",
    r"queue\w*",
    r"back-?log",
    r"(?:kafka |consumer )?lag\b",
    r"throughput",
    r"requests? per",
    r"qps\b",
    r"cache hits?",
    r"hit rates?",
    r"cert\w*",
    r"backups?",
    r"bandwidth",
    r"old (?:packs?|versions?|apps?|builds?)",
    r"app versions?",
    r"battery",
    r"bill\b",
    r"job (?:late|failed|not done|missing|runs)",
    r"heart-?beats?",
    r"links? down",
    r"saturation",
    r"oom\b|kills?\b",
    r"buckets?\b|partitions?\b|quota\w*|connections?\b|heap\b|instances?\b|threads?\b",
    r"(?:nearly|almost) full",
    r"traffic\b",
    r"(?:machine|system|service|api) (?:load|health)",
    r"availability",
    r"temperature of the",
)
"""A measure of machines and services, which are well while a model is wrong."""
