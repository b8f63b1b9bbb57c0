"""Words about who sees a new model first, and what is taken as proof that it does well."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = ["BEFORE_AND_AFTER", "CONVENIENT", "FAIR", "PROVES", "SILENCE"]

_UPSET = r"(?:complain|phone|call|ring|shout|object|report|scream|notice|protest|react|write)\w*"
_NEWS = r"(?:complaints?|tickets?|calls?|call-?outs?|incidents?|incident reports?|alarms?|alerts?|reactions?|pages?|e-?mails?|crash\w*|reports?)"
SILENCE = any_of(
    rf"(?:nobody|no ?one|no \w+|none of \w+) (?:\w+ ){{0,3}}?{_UPSET}\b",
    rf"(?:no|without|zero|not one|not a single) (?:\w+ ){{0,2}}?{_NEWS}\b",
    r"no errors? in the logs?",
    rf"{_NEWS}(?: \w+){{0,3}} (?:stays?|remains?|is|are|at) (?:at )?(?:zero|none|0)\b",
    rf"if (?:the )?(?:\w+ ){{1,2}}(?:do|does) not {_UPSET}",
    rf"unless (?:somebody|someone|anybody|anyone|the \w+) {_UPSET}",
    r"silence\b",
    r"(?:all |stays? )?quiet(?: for [^,;.]+)? ?(?:->|→|=|means|counts)",
    r"(?:as|since|when|if|because|and|after) nothing (?:bad |has |had )?happen(?:s|ed)",
    r"no news",
)
"""That nothing is heard is taken for success."""

CONVENIENT = any_of(
    r"volunt\w+",
    r"(?:who|that|which) (?:have |has |had )?(?:asked|ask|applied|signed up|opted|like|want|wanted|agreed|offered|trust)\w*\b",
    r"opt(?:ed)?[- ]in",
    r"friendly \w+",
    r"(?:our|the|its) own (?:staff|people|employees|office|team|fleet|colleagues)",
    r"staff (?:use|only)|employees only|dog-?food\w*",
    r"(?:demo|show|toy|training) (?:tenant|site|account|line|room|customer)",
    r"(?:test|pilot|university|reference|model) (?:ward|site|plant|tenant|farm|line|store|yard|bench|track|hospital|school)",
    r"(?:quietest|smallest|simplest|easiest|newest|best|calmest|safest|nearest|friendliest|emptiest) \w+",
    r"(?:plant|line|machine|shop|site|yard|hall|fleet)s? (?:stands?|is|are) (?:still|empty|idle|closed)",
    r"empties\b|idle (?:ones|machines|units|vehicles)",
    r"early (?:access|adopters?|birds?)|power users|beta (?:users|testers|customers)|fans\b|champions of",
    r"one (?:make|type|vendor|model|breed|brand|language)\b",
    r"where (?:nothing|little|hardly anything) (?:can|could|may)",
)
"""Those who are at hand, who want it, or where nothing goes wrong: not like the others."""

PROVES = any_of(
    r"then (?:all|every\w*|the (?:rest|others?|fleet))",
    r"(?:goes?|gets?|is|are|given) (?:\w+ )?(?:to|it|for) (?:the others|all|every\w*|the (?:rest|others?|\d+|fleet|whole))",
    r"all (?:the )?(?:other )?\w+ get it",
    r"every(?:one|body|where)\b",
    r"prove\w*|released|it stays|keep(?:s|ing)? it|for good\b|works\b|green\b|passes\b|passed\b|= ?(?:go|ok|green)\b",
    r"(?:set|held|compared|measured) (?:against|with|to) (?:every|all)",
)
"""What follows is that all get it."""

_TIMES = r"(?:weeks?|months?|years?|days?|seasons?|quarters?|nights?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)"
BEFORE_AND_AFTER = any_of(
    rf"(?:compared?|set|measured|held|read|judged|against|with|than|vs\.?|versus|like|of|as|on|at|>=?|≥) (?:those |that |the |it |in )?(?:\w+ ){{0,3}}?(?:last|previous|prior|former|preceding) {_TIMES}\b",
    rf"same {_TIMES} (?:of )?(?:last|the previous|a year|the year)",
    rf"{_TIMES} before (?:the (?:switch|change|release|launch)|against|and|it)\b",
    rf"(?:with|against|to|than|of) the {_TIMES} before\b",
    r"before[ /-](?:and[ -])?after\b",
    r"(?:with|against|to|than) (?:the )?old (?:one|model|version)'?s'? (?:days|nights|weeks|months|past|figures of)",
    r"(?:with|against|to|than) (?:\w+ ){0,2}?yesterday",
)
"""The new is compared with an earlier time, in which other things differed too."""

FAIR = any_of(
    r"random\w*",
    r"(?:drawn|by lot|by hash|by coin|hash of)\b",
    r"a ?/ ?b\b|ab test",
    r"control (?:group|arm|set)|controls?\b",
    r"held[- ]back|hold-?(?:out|back)",
    r"champion\b|challenger",
    r"matched|pair(?:s|ed)?\b|(?:two|ten|\d+) like \w+|alike|similar \w+ (?:keep|stay|on)",
    r"(?:against|with|beside|than) the (?:rest|others?\b(?! \w* ?week))",
    r"(?:the )?(?:others?|rest|remaining) (?:keeps?|stays?)",
    r"(?:in|over|of|on) the same (?:weeks|days|hours|period|time|season|shifts)\b(?! (?:of|last|a) )",
    r"interleav\w+|switchback\w*|difference in differences|side by side",
    r"(?:per|of|in) 1[,.]?000",
    r"(?:than|below|above|beyond|exceed\w*) the old(?:er)?\b",
    r"old (?:version|model|one)'?s (?:lift|precision|recall|rate|value|band)",
    r"untouched \w+",
)
"""New and old are read at one time on the same sort of cases."""
