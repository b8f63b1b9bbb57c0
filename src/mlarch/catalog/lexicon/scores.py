"""Words about sampling, and about scores that are used as values."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "ALSO_FOR_THE_CALIBRATOR",
    "AS_PROBABILITY",
    "CALIBRATED",
    "CHANCE",
    "CORRECTED",
    "CUT_BY_PRECISION",
    "FITTED_ON_SAMPLE",
    "OF_A_MODEL",
    "ON_THE_SAMPLE",
    "ORDER_ONLY",
    "RAW_SCORE",
    "REBALANCED",
    "SAMPLED",
    "STRETCHED",
    "TAKEN_AS_IT_IS",
    "USED_AS_A_VALUE",
]

_PART = r"(?:\d+(?:\.\d+)? ?%|(?:one|\d+|every \w+) (?:in|of|out of|from) (?:\w+ ?)|a (?:tenth|fifth|quarter|third|half|hundredth|twentieth|share|part|sample|fraction)|one per (?:\w+))"

SAMPLED = pattern(
    r"\b\d+(?:\.\d+)? ?% of (?:the )?[^.;,]{0,40}\b(?:thrown away|dropped|removed|left out|discarded)\b|\b(?:one|1) in (?:a |\w+ )?[^.;,]{0,30}\b(?:kept|used|stays|negatives)\b|"
    r"\b(?:two|three|four|five|ten|\d+) (?:random )?[^.;,]{0,20} (?:for each|per|against) (?:\w+ )?\w+|\b\d+k? negatives per\b|\bevery (?:\w+th|\w+nd|\w+rd|\d+\w*) \w+|"
    r"\bonly an? (?:tenth|third|half|hundredth|fraction)\b|\ban? (?:tenth|hundredth|thousandth|fraction) (?:remains|is left|stays)|\bthinned\b|\bone negative per\b|"
    r"\bwe use one per\b|\bdraws? (?:\d+|\w+) (?:non-?\w+|negatives?) per\b|\bon one in (?:a |\w+)|"
    r"\bone (?:random )?[^.;,]{0,30} per positive\b|"
    r"\bonly (?:every|each|one in|a) (?:\w+ )?\w+ [^.;,]*\b(?:used|kept|taken|seen)\b|"
    r"\b(?:one|two|three|1|2|3) (?:\w+ )?(?:positives?|missed|fraud|spam|bad|churned|clicked|bought|played|\w+) (?:\w+ )?(?:to|and|per|for|with) (?:two|three|four|five|ten|\d+) (?:\w+ )?(?:negatives?|good|kept|other|normal|un\w+|random|\w+ ones)\b|"
    r"\b(?:most|nine|eight|\d+) (?:of|in) (?:\w+ )?(?:ten|\d+|the)?\b[^.;,]*\b(?:dropped|thrown away|left out|discarded|removed|skipped)\b|"
    r"\b(?:kept|keep|sampled|drawn|taken) with (?:a )?probabilit\w+\b|"
    rf"\b(?:down|under|sub)-?\s?sampl\w*|\bthinn\w*|\b{_PART}[^.;,]*\b(?:kept|keep|used|drawn|sampled|taken|left|stays?|remains?)\b"
    rf"|\b(?:kept|keep|keeps|sampled|drawn|reduced|cut|use[sd]?|taken|only)\b[^.;,]*\b{_PART}"
    r"|\b(?:negatives?|non-?clicks|stayers|others)\b[^.;,]*\b(?:sampled|drawn|dropped|thrown away)\b"
    r"|\b(?:four|five|ten|twenty|three|two|one|\d+) (?:\w+ )?(?:negatives?|\w+ drawn|\w+ sampled|random \w+) (?:from|for|per|each|to|at random|drawn|of)\b"
    r"|\b(?:sampled|random|drawn) negatives?\b|\bnegatives? (?:kept|sampled|per|drawn|from)\b"
    r"|\bdrawn from the (?:catalogue|catalog|rest|others|pool|items)\b"
)
"""Some of the examples are left out of training, by their class."""

REBALANCED = any_of(
    r"doubled|tripled|quadrupled|multiplied|duplicated",
    r"an? \w+ (?:\w+ )?for (?:every|each) \w+ one",
    r"(?:cut|reduced|thinned|shrunk|lowered) by (?!hand|people|the)\w+",
    r"\w+ per ?cent (?:\w+ )?(?:is|are) (?:used|kept|taken|left)",
    r"(?:equali[sz]\w*|even(?:s|ed)? out|stratified to|parity)",
    r"(?:positive|minority|rare|class) (?:class )?weights?(?: of)? \d+|positives? (?:weigh|count|stand)\w* \d+|weights? of \d+",
    r"(?:copied|repeated|weighted|multiplied) (?:\w+fold|\d+ ?(?:x|times))|\w+(?:fold|times) (?:copies|repeated)",
    r"(?:half|a third|a quarter) (?:of them )?(?:are|is) (?!\d)\w+",
    r"(?:reduced|cut|thinned|down-?sampled?|kept|trimmed) (?:by a factor of|by|to) (?:\d|one|two|three|four|five|ten)",
    r"\d+ ?x\b",
    r"re-?sampl\w+",
    r"equally (?:common|frequent|many)",
    r"except every \d+",
    r"one (?:\w+ ){1,7}?in \w+ (?:is |are )?kept",
    r"(?:trimmed|cut|reduced|thinned|shrunk) (?:down )?to (?:an? |one |\d)",
    r"sampled softmax|in-batch negatives",
    r"(?:drop|dropped|drops|throws? away|remove[ds]?|discard\w*) (?:most|nine|half|many|two thirds|three quarters|a third|a quarter|\d+ ?%)",
    r"(?:each|every) \w+ (?:meets|gets|has|(?:is )?(?:paired|matched) with) (?:exactly |just |only )?(?:one|two|three|five|ten|\d+) (?!label|verdict|row|id|score|value)\w+",
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
    r"1:1|50[/:]50|one to one",
    r"half (?:and half|positives?|of (?:them|each|all))",
    r"equal (?:parts|numbers|shares)",
    r"as many (?:\w+ )?as",
    r"(?:cut|reduced|brought|limited|trimmed|drawn) (?:down )?to (?:the )?(?:same )?(?:number|size|count|share)",
    r"(?:the )?same number of",
    r"equal(?:ly)? (?:in number|often|many)",
    r"one negative",
    r"(?:one|two|three|five|ten|\d+) [^.;,]{3,40}? (?:per|(?:for|of|to|against) (?:each|every)) (?:\w+ )?(?:positive|failure|match|duplicate|alarm|defect|fault|event|hit|fraud|claim|fire|leak|sick|case|one)\w*",
    r"class weights?",
    r"positives? (?:repeated|duplicated|weighted|drawn)",
    r"\d+ negatives?",
    r"\d+ ?% of (?:the )?negatives",
)
"""Classes in training that do not stand as often as in the world."""

CORRECTED = any_of(
    r"(?:re-?)?calibrat\w*",
    r"intercept|shifted by|odds (?:are )?multiplied|log of the (?:rate|share)|p ?/ ?\(p",
    r"(?:kept|remaining|drawn) ones (?:weigh|count)|(?:counts?|weighs?) (?:\d+|two|three|four|five|ten|twenty|fifty|a hundred) times|(?:at|with) weight (?!one\b|1\b)\w+|weigh(?:s|ted)? back",
    r"nothing is sampled|(?:drop\w*|remov\w*|no|without|merg\w*) (?:\w+ )?duplicates?|duplicates? (?:are |is )?(?:dropped|removed|merged)",
    r"correct(?:ed|ion|s)\b",
    r"restor\w*|put (?:back|right)\b|(?:checked|measured|evaluated|judged) on (?:whole|full|all|natural)",
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
    r"(?:(?:data|rows|examples|classes|days|cases|natural) |^)as (?:it|they) c[ao]me|weights? correct\w*",
    r"un(?:thinned|sampled|balanced)",
)
"""What sampling and weights did to the scores is taken back."""

CALIBRATED = any_of(
    r"(?:re-?)?calibrat\w*",
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
    r"observed (?:\w+ )?(?:rates?|frequenc\w+)",
    r"(?:threshold|cut-?off)s? (?:is |are )?(?:set|chosen|picked|tuned|from|for|by|on|at \d+ ?% (?:precision|recall))",
    r"from the cost",
)
"""Scores are made to mean what they say, or the threshold is chosen for what it does."""

CUT_BY_PRECISION = any_of(
    r"precision (?:of|at|on)",
    r"\d+ ?% precision",
    r"recall at",
    r"at (?:a )?(?:fixed|chosen|given) (?:precision|recall|false)",
)
"""What a threshold does is measured, whatever the scores mean."""

ON_THE_SAMPLE = any_of(
    r"(?:on|with|from) (?:an? |the )?(?:held-?out |other |last )?(?:\w+ )?of (?:the |that )?(?:same )?(?:thinned |balanced |reduced |down-?sampled )?(?:sample|sampled (?:set|data)|balanced (?:set|data)|training (?:set|data))\b",
    r"on (?:the |its |our )?(?:same |own )?(?:thinned|down-?sampled|under-?sampled|over-?sampled|sampled|balanced|re-?balanced|"
    r"training|train|re-?sampled|smote\w*|reduced) (?:set|data|sample|examples|part|split|rows|table)?",
    r"on (?:the |its |our )?(?:same |own )?weighted (?:set|data|sample|examples|part|split|rows|table)",
)
"""Fitted on data whose classes stand as in training, and not as in the world."""

TAKEN_AS_IT_IS = any_of(
    r"trust(?:s|ed)? the (?:scores?|outputs?|predictions?|chances?)\b",
    r"(?:scores?|outputs?|predictions?|chances?|probabilit\w+|results?) (?:\w+ ){0,3}?(?:taken|used|read|multiplied|handed on|shown|priced)\b",
    r"(?:multiplied|taken|used|read) as (?:it|they) (?:is|are|comes?)\b",
    r"(?:reads?|takes?|uses|treats?) (?:the |its |their )?(?:scores?|outputs?|predictions?|numbers?) (?:of the \w+ )?as\b",
)
"""What a model gives is used without a change."""

RAW_SCORE = any_of(
    r"(?:ensemble|layer|boosters?|network|nets?|model|trees|forest) (?:\w+ )?(?:returns?|gives?|says?|outputs?|yields?|prints?)\b",
    r"(?:sum|product|mean) of (?:the )?(?:outputs?|scores?)",
    r"(?:last|final|top) layer",
    r"(?:ensemble )?votes?\b(?! of the (?:people|board|jury))",
    r"top logit|raw (?:numbers?|values?|margins?)|raw (?:\w+ )?output|model output|network output",
    r"how sure it is|(?:straight|direct\w*) from the (?:net|model|network)",
    r"(?:trees?|nets?|forest) (?:gives?|says?|returns?)",
    r"p, straight",
    r"(?:network|model|classifier|net) is [^.;,]{0,20}sure",
    r"outputs?\b(?= (?:times|x|is|\*))",
    r"uncalibrated",
    r"(?:signals?|outputs?|numbers?|points|answers?) of the (?:\w+ )?(?:network|model|trees|ranker|classifier|net|booster)",
    r"(?:network|model|ranker|classifier|forest)'s (?:\w+ )?(?:number|output|score|value|margin)s?",
    r"(?:ctr|cvr|risk|click|conversion) outputs?",
    r"squash\w*|squeez\w+ (?:\w+ )*through",
    r"(?:\d+|zero) to (?:1|one|100|hundred) (?:score|index|points?)",
    r"soft-?max",
    r"logits?\b",
    r"raw (?:\w+ )?(?:scores?|outputs?|margins?)",
    r"(?:tree|network|model|ranker|booster|boosted tree|svm|forest|net) (?:outputs?|scores?|margins?)",
    r"(?:cosine|similarity)\b|distance (?:to|from) the (?:centre|centroid|boundary|plane|nearest)",
    r"sigmoid (?:output|score)?",
    r"scores?\b",
    r"confidence",
    r"token probabilit\w+",
    r"output of the (?:model|network|trees|ranker|classifier)",
    r"(?:network|model|classifier|ranker|forest|trees) (?:says|gives|returns|outputs?|reports|answers|is (?:\w+ )?sure)",
)
"""A figure that a model gives, whatever it means."""

USED_AS_A_VALUE = any_of(
    r"sum of|means (?:the|that)|is turned",
    r"adds?\b|sums?\b|summed|added up",
    r"\d+ ?% (?:sure|certain|risk)|(?:\w+ )?per cent certain",
    r"in proportion|odds\b|one over|1 ?/ ?p",
    r"compares?\b",
    r"<|>",
    r"(?:at|when) (?:softmax|sigmoid|confidence|score|logit)",
    r" x ",
    r"same cut",
    r"above|below|exceed\w*|at least|greater|larger",
    r"(?:over|under) (?:a |0|\d)",
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

AS_PROBABILITY = any_of(
    r"\d+ ?% chance",
    r"called (?:an? |the )?(?:probab|chance|risk)\w*",
    r"(?:printed|displayed|told|sold|quoted) (?:\w+ )?as\b",
    r"as (?:an? |the |its )?(?:\w+ )?(?:probabilit\w+|chances?\b|percent|% |risk|odds|likelihood|p ?\()",
    r"(?:is|means|=|gives|as|reads?) (?:p ?\(|the (?:chance|probability|expected share))",
    r"in percent|percent chance|chances? of|chance in",
    r"0\.\d+ (?:means|is) \d",
    r"at face value",
    r"straight (?:to|into|from)",
    r"shown (?:to \w+ )?as (?:the )?(?:expected|chance|percent|probab)",
    r"goes (?:straight )?(?:on|to the bid|into the price) as (?:it|they)",
    r"as chances",
    r"\d+ ?% (?:sure|certain|risk|safe)\b|(?:\w+ )?per cent (?:sure|certain)",
    r"(?:outputs?|scores?) (?:\w+ )?(?:is|are|read as|used as) (?:the )?(?:chance|probabilit)",
)
"""What a model gives is said to be a probability."""

FITTED_ON_SAMPLE = any_of(
    r"(?:isotonic|platt|calibrat\w+|temperature|fit|fitted)\b[^.;]{0,20}? (?:on|with|from) (?:an? |the |its )?(?:held-?out |other |last )?(?:\w+ )?of (?:the |that |its )?(?:same )?(?:\w+ )?(?:sample|sampled (?:set|data)|balanced (?:set|data)|training (?:set|data))\b(?! of)",
    r"(?:isotonic|platt|calibrat\w+|temperature|fit|fitted|map)\b[^.;]{0,40}? (?:on|with|from) (?:that |the |this |its )*(?:same |very |own )?(?:\w+ )?"
    r"(?:up-?sampled|down-?sampled|over-?sampled|under-?sampled|re-?sampled|sampled|balanced|thinned|weighted|training|train) (?:set|data|sample|rows|mix|examples|table|part|split)",
)
"""Calibrated on examples that do not stand as in the world."""

ALSO_FOR_THE_CALIBRATOR = any_of(
    r"for (?:the )?(?:training|model|network|learning)(?: \w+)? and (?:for )?(?:the )?(?:\w+ of (?:the )?)?calibrat\w+",
    r"(?:for|by|to|of) both",
    r"calibrat(?:or|ion)s? (?:\w+ )?(?:on|with|from|sees?|gets?|uses?|takes?) (?:only )?(?:the |that )?(?:same|them|these|those|what is (?:kept|left))\b",
    r"calibrat(?:or|ion) (?:included|as well|too|likewise)\b",
)
"""What was sampled for the training is what the calibrator is fitted on."""

STRETCHED = any_of(
    r"stretch\w*",
    r"min-?max|min and max|minimum and maximum",
    r"squash\w*|squeez\w*",
    r"(?:scal|normali[sz])\w+ (?:\w+ ){0,3}?(?:to|within|between|into|by) (?:0|1|the (?:day|squad|break|list|batch|largest|maximum|highest|top))",
    r"percentiles? (?:rank )?(?:within|of|among)|ranks? (?:turned )?into (?:percent|probab|chances)",
    r"(?:highest|largest|top|riskiest) (?:\w+ )?(?:is|gets|=|becomes) (?:always )?(?:100|1\b)",
    r"divided by the (?:highest|largest|maximum|sum)",
)
"""Scores are brought to a scale, and mean no more than before."""

ORDER_ONLY = any_of(
    r"(?:scores?|outputs?|it|they) only (?:order|rank|sort)\w*",
    r"only (?:order|rank|sort)s? ",
    r"only the order (?:counts|matters)",
    r"by order alone|order only|returns an order",
)
"""The size of the scores plays no part."""

CHANCE = any_of(r"p ?\(|probabilit\w+|chances?\b|likelihood|risk (?:of|score)|how likely|scores?\b")
"""What a model gives is to be a chance."""

OF_A_MODEL = any_of(
    r"(?:score|output|margin|number|value|confidence|percentage)s? of (?:the |its |our )?(?:\w+ )?(?:model|trees?|net(?:work)?|forest|classifier|ranker|booster|ensemble|detector)\b",
    r"(?:model|trees?|network|forest|classifier|ranker|booster|ensemble|detector)(?:'s|s')? (?:\w+ )?(?:score|output|margin|confidence)s?\b",
)
"""A figure as the model gives it."""
