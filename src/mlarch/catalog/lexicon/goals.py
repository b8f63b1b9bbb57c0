"""Words about goals that lie in few cases, and about metrics that count all alike or count what is easy."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "ACTIVITY",
    "AVERAGES",
    "AVERAGE_OF_ALL",
    "BY_JUDGES",
    "COUNTS_ALIKE",
    "HINDSIGHT",
    "IN_FEW_CASES",
    "LIKENESS",
    "OVERALL",
    "SEES_PARTS",
    "SLICED",
]

IN_FEW_CASES = any_of(
    r"never|not (?:one|a single)|no (?!less|more|later|longer|worse)\w+ \w+ (?:is|are|goes|go|stays?)",
    r"no \w+ (?:runs?|gets?|falls?|dies|breaks?|burns?|sinks?|waits?|stands?|misses|leaves)\b",
    r"los(?:e|es|t|ing) (?:less|fewer|no)|empty\b",
    r"no (?:dangerous|wrong|unsafe|missed|lost|escaped|late)",
    r"worst|rare(?:ly)?|peaks?\b|rush|busiest|crowded|busy|storms?|floods?|outages?|breakdowns?|collaps\w*|shortages?|extreme\w*|emergenc\w*|accidents?|queues?\b",
    r"dangerous|safe(?:ly|ty)?\b|harm\w*|lost\b|loss(?:es)?\b|escaped?|fail\w*|missed|misses|wrong|corrections?",
    r"at night|night-?time|on (?:full|hot|cold|bad) days|in time\b|in winter|in a crisis|just when",
    r"\d+(?:\.\d+)? ?% of (?:the )?\w+ (?:\w+ )?(?:within|on time|before|in)|on \d+ (?:of|out of) \d+",
    r"save the|protect\w*|rescu\w+",
)
"""What is wanted is decided in a few cases."""

AVERAGES = any_of(
    r"(?:mean|average|overall|typical|total) (?:\w+ ){0,2}?(?:error|deviation|score|wait|accuracy|distance|difference|time|quality|rating|iou|length)?",
    r"accuracy|(?:mae|rmse|mape|mse|r2|r²|wape)\b",
    r"(?:wer|cer)\b|(?:word|character) (?:error|accuracy)",
    r"(?:yearly|annual|monthly|weekly|daily) (?:totals?|sums?|means?|averages?)",
    r"over all|share of \w+ with the right|all (?:\w+ )?together|share (?:of \w+ )?(?:classified |read |answered )?(?:right|correct(?:ly)?)\b",
)
"""One figure in which all cases count alike."""

SEES_PARTS = any_of(
    r"recall|precision|p(?:9\d|80)\b|quantiles?|percentiles?|pinball|coverage|worst|tail|peaks?|rush|rare|cost\w*|missed|misses|false|hits\b|shortages?|exceed\w*",
    r"(?:by|per|in each|in any|for each|of each) (?!the (?:day|month|year)\b)\w+|on the (?!test|validation|hold|live|whole|same)\w+",
    r"above the|below the \w+ (?:limit|mark)|within (?:the )?(?:\w+ )?(?:window|\d)|at night|calibrat\w*|bias\b|weight\w*|share (?:of \w+ )?(?:within|above|below|late|missed|wrong)",
    r"none\b|no \w+ (?:above|below|with|in)|replay|simulat\w+|log[- ]?loss|deviance|likelihood|pr-?auc|f1",
)
"""A figure that looks where the cases are that count."""

_MEAN = r"\b(?:average|mean|total|sum)s?\b"
AVERAGE_OF_ALL = pattern(
    rf"{_MEAN}[^.;]{{0,60}}\b(?:against|within|versus|vs|equals?|close to|compared (?:to|with)|than|matches)\b(?:[^.;]|\.\d){{0,40}}{_MEAN}"
)
"""Two means that agree, though each case may be wrong."""

COUNTS_ALIKE = pattern(
    r"\bcount(?:s|ed)? (?:\w+ ){0,3}?(?:alike|the same|equally|one (?:\w+ )?each|as one)\b|\bweigh(?:s|ted)? (?:\w+ ){0,2}?(?:alike|the same|equally)\b|"
    r"\b(?:digits?|numbers?|names?|units?|negations?|doses?|rare \w+|hard \w+|peaks?|nights?|errors?)(?:,? (?:and|or) \w+)* (?:are |is )?(?:taken out|left out|removed|dropped|ignored|stripped|masked|excluded|not counted) (?:\w+ )?(?:before|when|for|from)\b"
)
"""Errors that matter and errors that do not are one figure, or the first are not counted."""

HINDSIGHT = pattern(
    r"\b(?:second|final|last)[- ]pass\b|\bfull (?:\w+ )?(?:context|recording|future|sequence|look-?ahead)\b|\bwith (?:all )?the (?:whole |full )?future\b|\bwhole (?:programme|recording|file|video|trip|call|conversation|document) (?:\w+ )?(?:decoded|read|at once|processed)\b|"
    r"\bafter (?:sign-?off|the (?:programme|call|trip|game|match|event|fact|show|broadcast))\b|\bin hindsight\b|\boff-?line decod\w+|\bwith the later\b"
)
"""A figure of another way of working than the one that is served at once."""

LIKENESS = any_of(
    r"bleu|rouge|bertscore|bleurt|meteor\b|chrf|perplexity|cosine|levenshtein|edit similarity|likeness|similarity|silhouette|(?:wer|cer)\b|(?:word|character) error|word accuracy"
)
"""How like a text is to another."""

ACTIVITY = any_of(
    r"clicks?\b|clicked|ctr\b|click-?through|taps?\b|opens?\b|opened|views?\b|impressions?|starts?\b|started|plays\b|likes?\b|installs?\b|log-?ins?\b|sessions?\b|scroll\w*|dwell",
    r"(?:minutes?|time|hours) (?:spent|with|on|in)\b|time on",
    r"(?:exercises?|puzzles?|lessons?|questions?|answers?|repl(?:y|ies)|chats?|reports?|messages?|letters?|alarms?|proposals?|recommendations?|suggestions?) (?:\w+ )?(?:done|solved|filed|read|sent|made|followed|accepted|taken|answered|opened|per)",
    r"(?:number|count|share|amount) of (?:\w+ ){0,2}?(?:offers|alarms|messages|recommendations|suggestions|proposals|calls|answers|puzzles|exercises|reports)\b",
    r"offers? (?:made|sent|shown)|solves? [^.;]{0,40}?(?:puzzles|exercises|tasks)|speed of|delivered early|long reads|call ended",
)
"""What people do at once, and is easy to count."""

OVERALL = any_of(
    r"(?:roc[- ]?)?auc\b|accuracy|rmse|mae\b|mape|wape|mse\b|r2\b|r²|perplexity|bleu|chrf|comet|rouge[\w-]*|bertscore|iou\b|wer\b|cer\b|kappa|agreement|c-?index|"
    r"(?:log ?|training |validation |test )?loss\b|share (?:of [\w ]{1,30}? )?(?:\w+ )?(?:right|correct(?:ly)?)\b|(?:mean|average|absolute|squared|total|overall) (?:\w+ )?error|error rate|correlation|hit rate|f1\b"
)
"""A common figure, of which the name says nothing about what is wanted."""

SLICED = any_of(
    r"(?:not |at least |no worse than )?(?:above|below|over|under|than|as good as) (?:the |that of the |those of the )?(?:live|present|current|running|champion|last|previous|old|deployed|production)(?: \w+'s| one| model| version| release| build)?",
    r"(?:at least|at most|above|below|over) \d+(?:\.\d+)? ?%",
    r"(?:by|per|in (?:each|any|every|both|all|no)|for (?:each|any|every|both|all|no)|of (?:each|any|every)|on (?:each|any|every)|across(?: the)?) (?:of (?:the )?)?(?:\d+ |\w+ )?\w+(?:,? and \w+)*",
)
"""The same figure for parts of all cases."""

BY_JUDGES = any_of(
    r"(?:judged|graded|rated|read|reviewed|preferred|scored) (?!over|on\b|by the model|right|correct)\w+|experts?\b|panel\b|raters?\b",
    r"(?:right|correct|good|helpful|useful) by (?!the (?:model|system))\w+",
)
"""People judged what is measured."""
