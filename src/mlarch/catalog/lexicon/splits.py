"""Words about how examples are divided into training and test."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "BEFORE_THE_SPLIT",
    "BY_RANDOM_ROWS",
    "FINE_UNIT",
    "SAME_ENTITY_APART",
]

FINE_UNIT = any_of(
    r"(?:answer|attempt|exercise|click|impression|word|token|pixel|measurement|call|trial|episode|step|interaction|observation|log)s?\b",
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
    r"(?:by|with|on) an? (?:coin|die|dice|lot)\b|coin flip",
    r"(?:id|number|index|hash)s? (?:modulo|mod|%)",
    r"\d+ ?% of (?:the |all )?(?:rows|examples|records|lines|images|photos|frames|messages|hours|cases|windows|trips|pages|minutes|calls)",
    r"stratifi\w+",
    r"leave-one-out",
)
"""A division of examples that looks at no time and no entity."""

SAME_ENTITY_APART = any_of(
    r"(?:by|per|grouped by|group(?:ed)? on|disjoint|never|no) (?:time|date|day|week|month|season|user|customer|\w+ id(?! mod))",
    r"(?<!stratified )(?<!stratification )(?<!balanced )by (?!an? |\w+ (?:id|number|index) mod|rows?\b|random|hash|the hash|(?:photo|image|picture|frame|tile|window|patch|crop|clip|record|example|reading|sample|slice)s?\b"
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
    r"standardi[sz]\w*|imput\w*|encod\w*|select\w*|filled|de-?duplicat\w*|doubled|copied)\b[^.;]*?"
    r"\b(?:(?:before|prior to) (?:the |it is |being )?(?:split|divid|cross|fold|train)\w*|(?:and )?(?:then|afterwards|later|and) (?:it is |they are |we )?(?:split|divid)\w*|(?:before|prior to) [^.;]*\b(?:split|divid|parted|cut)\w*|first\b[^.;]*\b(?:split|divid)\w*)"
    r"|\bsplit\b[^.;]*\bafter (?:smote|over-?sampling|up-?sampling|augment\w*|balanc\w*|re-?sampling|scaling|imput\w*|duplicat\w*)"
)
"""Examples are copied, or figures are taken, before training and test set are parted."""
