"""Words about how examples are divided into training and test."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "BEFORE_THE_SPLIT",
    "BOTH_SIDES",
    "BY_RANDOM_ROWS",
    "FINE_UNIT",
    "FOR_THE_TEST",
    "SAME_ENTITY_APART",
]

_FINE = (
    r"(?:photo|image|picture|frame|tile|window|patch|crop|clip|segment|sentence|utterance|record|row|example|line|slice|"
    r"spectrum|spectra|reading|sample|transaction|message|event|visit|session|measurement|consultation|answer|attempt|"
    r"observation|log|case|player-day|\w+-(?:day|hour|week|minute))s?\b"
)

FINE_UNIT = any_of(
    r"(?:player-day|utterance|consultation|reading|board|item|response|day|detection|answer|attempt|exercise|click|impression|word|token|pixel|measurement|call|trial|episode|step|interaction|observation|log)s?\b",
    r"(?:photo|image|picture|frame|tile|window|patch|crop|clip|segment|sentence|utterance|record|row|example|line|page|slice|"
    r"spectrum|reading|sample|transaction|message|event|visit|session|order|trip|claim|stay|hour|minute)s?\b",
)
"""A piece of which one person, place or machine has many."""

BY_RANDOM_ROWS = any_of(
    r"random(?:ly|ised|ized)?\b",
    r"shuffl\w+",
    r"(?:drawn )?by lot\b|mixed (?:well )?and (?:cut|divided|split)",
    r"k-?fold",
    r"\d+-fold",
    r"(?:ten|five)-fold",
    r"stratified\b",
    r"by (?:hash of )?(?:the )?(?:photo|image|picture|frame|tile|window|patch|crop|clip|record|row|example|reading|sample|slice)s?\b(?! (?:cluster|group|set|series|source|owner))",
    r"(?:every|each) (?:second|third|fourth|fifth|tenth|\d+(?:th|nd|rd)?) \w+ (?:goes|is|are|for|into|to|as) (?:\w+ ){0,3}?(?:test\w*|validation|evaluation|held)",
    r"every (?:second|third|fourth|fifth|tenth|\d+(?:th|nd|rd)?) (?:row|example|record|line|image|photo|frame|message|hour|day|\w+ is test)",
    r"(?:a|one) (?:fifth|tenth|quarter|third) of (?:the |all )?(?:rows|examples|records|lines|images|photos|frames|messages|hours|cases)",
    r"train_test_split",
    r"(?:with a |fixed )?seed\b",
    r"by chance",
    r"iid\b|i\.i\.d",
    r"(?:by|with|on) an? (?:coin|die|dice|lot)\b|coin|dice\b|toss(?:ed|ing)?\b",
    r"(?:id|number|index|hash)s? (?:modulo|mod|%)",
    r"\d+ ?% of (?:the |all )?(?:rows|examples|records|lines|images|photos|frames|messages|hours|cases|windows|trips|pages|minutes|calls)",
    r"stratifi\w+",
    r"leave-one-out",
    r"blind(?:ly)?\b|arbitrar\w+|haphazard\w*|scrambl\w+|jumbl\w+|dealt (?:out)?|uniform(?:ly)?\b|bootstrap\w*|monte[- ]carlo\w*|thrown into|out-of-bag|oob\b",
    r"(?:odd|even) (?:\w+ )?(?:train|test|go|are|in|for|rows|lines|numbers|ids)",
    r"(?:last|final|first) digit|modulo|mod \d",
    r"(?:regardless|irrespective|independent(?:ly)?) of (?:the )?(?!date|score|outcome|label)\w+",
    r"mixed (?:up |together |well )?(?:and|then)|all (?:in|into) one (?:pot|bag|pool)",
    rf"(?:\d+(?:\.\d+)? ?(?:%|percent|per cent)|(?:ten|twenty|fifteen|five) percent|(?:a|one) (?:fifth|tenth|quarter|third|half)|n|\d+[km]?) (?:of )?(?:all )?(?:the )?{_FINE}",
    rf"(?:by|per|over|across) (?:each |single |individual |all (?:the )?)?{_FINE}(?! (?:id|cluster|group|set|series|source|owner|date|time|of the (?:last|newest)))",
)
"""A division of examples that looks at no time and no entity."""

SAME_ENTITY_APART = any_of(
    r"(?:by|per|grouped by|group(?:ed)? on|disjoint|never|no) (?:time|date|day|week|month|season|user|customer|(?!row|line)\w+ id(?! mod))",
    r"(?<!stratified )(?<!stratification )(?<!balanced )by (?!an? |\w+ (?:id|number|index) mod|(?:row|line)s?\b|random|hash|the hash|coin|chance|lots?\b|dic?e\b|luck|"
    rf"{_FINE}(?! (?:cluster|group|set|series|source|owner|date|time)))\w+",
    r"(?:chronolog|out-of-time|temporal|time-based|last(?! digit)|later|earlier|newest|forward|rolling)",
    r"(?:no|each|one) \w+ (?:in|on) (?:both|one)",
    r"(?:never|not) (?:\w+ )?(?:seen|heard|in training|on both)",
    r"(?:speaker|patient|subject|site|user|customer|plant|device|group)[- ](?:disjoint|independent|wise)",
    r"(?:two|three|four|\d+)? ?most recent|out of (?:time|site|sample)|walk-?forward|back-?test|leave (?:one|a) (?!out)\w+ out",
    r"group(?:ed|s)?\b(?! of (?:rows|images|frames))|on (?!row|line)\w+ ids?\b",
    r"(?:stay|kept|keep|remain)s? (?:together|whole|on one side)|over (?:vessel|household|patient|customer|user|plant)s\b",
    r"(?:test|hold-?out) (?:year|season|month|quarter)|everything older|cut (?:on \d|at (?:19|20)\d\d)",
    r"(?:whole|complete|entire) \w+s?\b",
    r"(?:a|each|every|all \w+ of (?:a|one)) (?:\w+ ){1,5}?(?:in|on|to) one side",
    r"hash of (?:the )?(?:\w+ )?(?:customer|patient|user|household|farm|plant|vessel|account|device|site|person|client|member)|salted",
    r"unseen",
    r"leave-one-(?!out)\w+-out",
    r"whole \w+s? (?:in|on|go|to|kept)",
)
"""A division that keeps times or entities apart."""

BOTH_SIDES = any_of(
    r"(?:in|on|into) (?:both|all) (?:(?:of )?(?:the )?(?:two|three|four) )?(?:sides|parts|sets|halves|splits|folds|subsets)",
    r"(?:in|on|between|across) (?:the )?train(?:ing)?(?: set| part)?,?(?: and| as well as)(?: in| on)?(?: the)? (?:test|validation|evaluation)(?: sets?| parts?)?(?: alike| too| both)?",
    r"(?:on|to|at|in) either side\b|(?:on|land on) both sides?\b",
    r"(?:represented|present|found|appears?|occurs?|contained) (?:\w+ )?(?:everywhere|in (?:each|every|all|both|train))",
    r"(?:train(?:ing)?|test)(?: and| &|/)(?: the)? ?(?:test|train(?:ing)?) (?:share|see|know|have) the same",
)
"""Said aloud: the same things stand on both sides."""

FOR_THE_TEST = any_of(
    r"tests?\b",
    r"testing",
    r"hold-?out",
    r"held (?:out|back)",
    r"validation",
    r"cross-?valid\w*",
    r"eval\w*",
    r"auc\b|mae\b|f1\b",
)
"""What is drawn is for the test."""

BEFORE_THE_SPLIT = pattern(
    r"\b(?:smote|over-?sampl\w*|up-?sampl\w*|duplicat\w*|augment\w*|balanc\w*|re-?sampl\w*|scal\w*|normali[sz]\w*|"
    r"standardi[sz]\w*|imput\w*|encod\w*|select\w*|filled|de-?duplicat\w*|doubled|copied)\b[^.;]*?"
    r"\b(?:(?:before|prior to) (?:the |it is |being )?(?:split|divid|cross|fold|train)\w*|and (?:the (?:result|whole)|everything|all) (?:is |are )?(?:cut|split|divid|parted)\w*|(?:and )?(?:then|afterwards|later|and) (?:it is |they are |we )?(?:split|divid)\w*|(?:before|prior to) [^.;]*\b(?:split|divid|parted|cut)\w*|first\b[^.;]*\b(?:split|divid)\w*)"
    r"|\bsplit\b[^.;]*\bafter (?:smote|over-?sampling|up-?sampling|augment\w*|balanc\w*|re-?sampling|scaling|imput\w*|duplicat\w*)"
)
"""Examples are copied, or figures are taken, before training and test set are parted."""
