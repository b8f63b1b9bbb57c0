"""Words about sampling, and about scores that are used as values."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "CALIBRATED",
    "CORRECTED",
    "ON_THE_SAMPLE",
    "RAW_SCORE",
    "REBALANCED",
    "SAMPLED",
    "TAKEN_AS_IT_IS",
    "USED_AS_A_VALUE",
]

_PART = r"(?:\d+(?:\.\d+)? ?%|(?:one|\d+|every \w+) (?:in|of|out of|from) (?:\w+ ?)|a (?:tenth|fifth|quarter|third|half|hundredth|twentieth|share|part|sample|fraction)|one per (?:\w+))"

SAMPLED = pattern(
    r"\bonly (?:every|each|one in|a) (?:\w+ )?\w+ [^.;,]*\b(?:used|kept|taken|seen)\b|"
    r"\b(?:one|two|three|1|2|3) (?:\w+ )?(?:positives?|missed|fraud|spam|bad|churned|clicked|bought|played|\w+) (?:\w+ )?(?:to|and|per|for|with) (?:two|three|four|five|ten|\d+) (?:\w+ )?(?:negatives?|good|kept|other|normal|un\w+|random|\w+ ones)\b|"
    r"\b(?:most|nine|eight|\d+) (?:of|in) (?:\w+ )?(?:ten|\d+|the)?\b[^.;,]*\b(?:dropped|thrown away|left out|discarded|removed|skipped)\b|"
    r"\b(?:kept|keep|sampled|drawn|taken) with (?:a )?probabilit\w+\b|"
    rf"\b(?:down|under|sub)-?\s?sampl\w*|\bthinn\w*|\b{_PART}[^.;,]*\b(?:kept|keep|used|drawn|sampled|taken|left)\b"
    rf"|\b(?:kept|keep|keeps|sampled|drawn|reduced|cut|use[sd]?|taken|only)\b[^.;,]*\b{_PART}"
    r"|\b(?:negatives?|non-?clicks|stayers|others)\b[^.;,]*\b(?:sampled|drawn|dropped|thrown away)\b"
    r"|\b(?:four|five|ten|twenty|three|two|one|\d+) (?:\w+ )?(?:negatives?|\w+ drawn|\w+ sampled|random \w+) (?:from|for|per|each|to|at random|drawn|of)\b"
    r"|\b(?:sampled|random|drawn) negatives?\b|\bnegatives? (?:kept|sampled|per|drawn|from)\b"
    r"|\bdrawn from the (?:catalogue|catalog|rest|others|pool|items)\b"
)
"""Some of the examples are left out of training, by their class."""

REBALANCED = any_of(
    r"except every \d+",
    r"one (?:\w+ ){1,3}in \w+ (?:is |are )?kept",
    r"(?:trimmed|cut|reduced|thinned|shrunk) (?:down )?to (?:an? |one |\d)",
    r"(?:drop|dropped|remove[ds]?|discard\w*) (?:most|nine|half|many|\d+ ?%)",
    r"(?:\w+ )?(?:repeated|replicated|duplicated) (?:\d+|ten|\w+) times",
    r"negatives? (?:are |is )?(?:limited|capped)",
    r"(?:one|\d+) in (?:\d+|\w+) (?:non-?\w+|negatives?|good|healthy|others)",
    r"half of each batch",
    r"random(?:under|over)sampl\w+",
    r"(?:majority|larger|common|negative|other) class(?:es)? (?:is |are |was |were )?(?:cut|reduced|trimmed|thinned|shrunk|sampled|limited)",
    r"\d+ ?% (?:positives?|of each|per class|\w+ in each)",
    r"class ratios?",
    r"ratio (?:of|set|is) ",
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
    r"(?:cut|reduced|brought|limited|trimmed|drawn) (?:down )?to (?:the )?(?:same )?(?:number|size|count|share)",
    r"(?:the )?same number of",
    r"equal(?:ly)? (?:in number|often|many)",
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
    r"(?<!taken )(?<!used )(?<!read )(?<!multiplied )as (?:it|they) c[ao]me",
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

TAKEN_AS_IT_IS = any_of(
    r"(?:scores?|outputs?|predictions?|chances?|probabilit\w+|results?) (?:\w+ ){0,3}?(?:taken|used|read|multiplied|handed on|shown|priced)\b",
    r"(?:multiplied|taken|used|read) as (?:it|they) (?:is|are|comes?)\b",
    r"(?:reads?|takes?|uses|treats?) (?:the |its |their )?(?:scores?|outputs?|predictions?|numbers?) (?:of the \w+ )?as\b",
)
"""What a model gives is used without a change."""

RAW_SCORE = any_of(
    r"(?:signals?|outputs?|numbers?|points|answers?) of the (?:\w+ )?(?:network|model|trees|ranker|classifier|net|booster)",
    r"(?:network|model|ranker|classifier|forest)'s (?:\w+ )?(?:number|output|score|value|margin)s?",
    r"(?:ctr|cvr|risk|click|conversion) outputs?",
    r"squash\w*|squeez\w+ (?:\w+ )*through",
    r"(?:\d+|zero) to (?:1|one|100|hundred) (?:score|index|points?)",
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
    r"(?:network|model|classifier|ranker|forest|trees) (?:says|gives|returns|outputs?|reports|answers|is (?:\w+ )?sure)",
)
"""A figure that a model gives, whatever it means."""

USED_AS_A_VALUE = any_of(
    r"above",
    r"below",
    r"over (?:a |0|\d)",
    r"under (?:a |0|\d)",
    r"exceed\w*",
    r"at least",
    r"greater",
    r"larger",
    r"decides?\b",
    r"cut-?off",
    r"more than",
    r"less than",
    r"threshold\w*",
    r"cut[- ]?off",
    r"cut at",
    r"at (?:a )?(?:score|0\.\d)",
    r"of 0\.\d",
    r"0\.\d",
    r"times",
    r"(?:\d+|score|value|price|probability) ?x ?(?:\d+|score|value|price)",
    r"multipl\w*",
    r"minus",
    r"divided",
    r"formula",
    r"rate ?=",
    r"linear\w*",
    r"proportional\w*",
    r"grows?\b|rises?\b|scales?\b",
    r"depends on",
    r"(?:a |the )?function of",
    r"weighted",
    r"against (?:the |a )?(?:price|cost|fee)",
    r"expected (?:value|loss|cost|margin|minutes|revenue|profit|claims)",
    r"as (?:a |the )?(?:chance|probability)",
    r"taken (?:as|for)",
    r"[=/*+]",
)
"""A figure is compared with a number, or calculated with."""
