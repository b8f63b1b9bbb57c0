"""Words about negatives that are too easy, and figures that are measured against few of them."""

from __future__ import annotations

from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "AS_IT_COMES",
    "DRAWN_NEGATIVES",
    "EASY_NEGATIVES",
    "FIGURE_ON_A_SAMPLE",
    "FROM_ELSEWHERE",
    "HARD_NEGATIVES",
    "LIKE_THOSE_MET",
    "OF_CLASSES",
    "PUT_BACK",
]

_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|nine|ten|twenty|fifty|a hundred|a few|some)"
_NEGATIVES = r"(?:negatives?|wrong|others?|distractors?|fields?|items?|titles?|documents?|passages?|candidates?|products?|hopeless|good|normal|healthy|non-?\w+|un\w+|clean)"
_MEASURED = any_of(
    r"(?:test|validation|evaluation|eval) (?:set|data|sample|split)|hold-?out",
    r"metrics?|recall|precision|accuracy|auc\b|mrr|hit rate|ndcg|f1\b|measured|evaluat\w+|benchmark",
    r"\d+ ?% (?:first|there|right|correct)|(?:what )?we quote|promised",
)
_FEW = any_of(
    rf"(?:against|among|between|with|versus|out of|next to) (?:itself and |the )?{_NUMBER} (?:\w+ )?{_NEGATIVES}\b(?: \w+)? (?:drawn|sampled|picked|chosen|taken|at random)",
    rf"(?:against|among|with|versus) (?:{_NUMBER} )?(?:random|randomly \w+|sampled) (?:\w+ )?(?:{_NEGATIVES}|\w+s\b)",
    rf"(?:made of|of|with|from) {_NUMBER} [\w -]{{1,30}} and (?:{_NUMBER}|as many) [\w -]{{1,40}}",
    r"(?:test|validation|evaluation) (?:set|data|sample) (?:is |was |are )?(?:\w+ )?(?:balanced|thinned|half and half|one to one|1:1|50[:/]50|down-?sampled|sampled)|"
    r"(?:balanced|thinned|down-?sampled|1:1|50[:/]50) (?:test|validation|evaluation|hold-?out)",
    r"sampled metrics?|sampled evaluation",
    r"(?:accuracy|precision|auc|right) (?:\w+ ){0,3}?(?P<number>\d+) [a-z -]{1,30} and (?P=number) ",
)
_WHOLE = any_of(
    r"(?:all|the full|full|whole|every|entire) (?:\w+ )?(?:catalogue|catalog|\d+|items|fields|titles|corpus|tips|cases)",
    r"as they (?:come|came)|natural|hard\b|look-?alikes? (?:only|all)|re-?weighted|weighted|corrected|true (?:rate|ratio|share)",
)
FIGURE_ON_A_SAMPLE = Together((_MEASURED, _FEW), unless=(_WHOLE,))
"""A figure against a few drawn negatives: served, there are all of them."""

EASY_NEGATIVES = Together(
    (
        any_of(r"negatives?\b|negative pairs|non-?match(?:es)?|different pairs"),
        any_of(
            r"(?:certain|sure|guaranteed|obviously|clearly|trivially) (?:to be )?(?:\w+ )?(?:different|wrong|negative|apart|other)",
            r"from (?:the whole|all over|anywhere in|the entire|other) (?:the )?(?:county|country|world|catalogue|city|network|years?|cities|countries|database|archive|corpus|base|region|plants?)",
            r"from (?:another|a different|other) (?:department|shop|plant|city|country|class|category|species|year|region|shelf)",
            r"(?:random|randomly drawn|drawn at random)[^.;]*\bany \w+|\bany \w+, any \w+",
            r"(?:two|pairs of) \w+ (?:drawn|picked|taken) (?:at random|by chance|blindly)",
        ),
    ),
    unless=(
        any_of(
            r"hard(?:er|est)?\b|near\w*|look-?alikes?|neighbou?r\w*|similar|confus\w+|within \d|same \w+|in-?batch|log ?q|correct\w*|weighted|mined|plus\b|half of"
        ),
    ),
)
"""Negatives that nothing could take for positives."""

DRAWN_NEGATIVES = any_of(
    r"in-?batch (?:negatives?|softmax)|sampled softmax|(?:random|easy|uniform|sampled) (?:\w+ )?negatives?",
    r"negatives? (?:\w+ ){0,4}?(?:drawn|sampled|taken|picked|chosen|from|per|at random)\b",
    r"(?:\d+|one|two|three|four|five|six|eight|ten|twenty|fifty) negatives?\b",
)
"""Negatives that somebody draws, for each positive."""

LIKE_THOSE_MET = any_of(
    r"log ?q|hard(?:est|er)?\b(?! drive)|near(?:est|by|-miss\w*)?\b|neighbou?r\w*|look-?alikes?|confus\w+|similar|same \w+|mined|mining|mistaken",
    r"frequency|popularity|corrections?\b|corrected|debias\w*|unbias\w*|propensit\w+",
    r"(?:turned down|rejected|refused|dismissed|shown|seen|false alarms?) (?:by|as|and|from)",
)
"""Negatives of the sort that the model will meet, or corrected for being drawn."""

PUT_BACK = any_of(
    r"(?:re-?)?calibrat\w*|isotonic|platt|temperature|conformal|prior|log-?odds|logits?|intercept|odds\b",
    r"correct\w*|put back|put right|shift\w*|rescal\w*|undo\w*|undone|restor\w*|re-?weight\w*|inverse|adjust\w*|scaled back|taken back|true (?:rate|ratio|share|mix)",
    r"(?:kept|remaining|drawn) ones weigh|threshold (?:\w+ )?(?:set|chosen|picked|tuned)|natural data|order\b",
    r"weights? (?:of |with )?(?:\d+|five|ten|twenty|one over|by)|with weight (?!one\b|1\b)|weighted (?:back|by|\d+)|weight(?:ed)? (?:in|by) the|counted (?:with|\d+)|(?:counts?|weighs?) (?:\w+ )?times|own weight",
    r"duplicates? (?:are |is )?(?:dropped|removed|merged)|none (?:needed|removed|resampled|dropped)|no (?:re)?sampling|no accounts|nothing is|not used|as (?:they|it) c(?:o|a)me|order only|only order|cop(?:es|e) with",
)
"""What sampling and weights did to scores is undone, or scores are no probabilities of a class."""

OF_CLASSES = any_of(
    r"classif\w*|detect\w*|(?:churn|fraud|risk|click|conversion) |scor\w+|multi-?label|binary|logistic|ordinal|segment\w*|anomal\w*"
)
"""A task whose scores are taken for chances."""

FROM_ELSEWHERE = any_of(
    r"(?:one|two|three|five|ten|\d+|as many) (?:\w+ ){1,4}?from (?:the |an? )?(?!same\b)[\w ]{3,40}? (?:for|per|to|against) (?:each|every|one)\b",
    r"(?:cut|taken|drawn|picked|collected|shot|recorded|sampled|copied|chosen|added|downloaded|scraped|borrowed) (?:\w+ )?from (?!all\b|both\b|it\b|them\b|each\b|every\b)(?:an? |the |our )?\w+",
    r"(?:known|certain|sure|guaranteed) to be (?:good|clean|healthy|fine|negative|empty|normal|sound|genuine)\b",
)
"""Negatives that come from a place of their own."""

AS_IT_COMES = any_of(
    r"natural\w*|un(?:sampled|thinned|weighted|balanced|touched)|as (?:it|they) c(?:o|a)mes?|true (?:rate|ratio|share|mix)|real (?:rate|ratio|share|mix)|random\w*|full (?:days?|weeks?|months?|data|runs)|"
    r"(?:latest|newest|last|recent|held-?out|later|fresh|own) (?:\w+ )?(?:days?|weeks?|months?|season|sales|data|cases|part)|by (?:the )?(?:rate|prior)|per \w+|isotonic|platt|prior|correct\w*|rate\b|back\b"
)
"""Data whose classes stand as in the world."""

HARD_NEGATIVES = any_of(
    r"(?:other|remaining|further) candidates|hard negatives|near misses|confus(?:able|ed) \w+|look-?alikes",
    r"(?:same|that) (?:\w+ )?(?:week|day|query|address|line|request|search|list|place|store-?room|pool)\b[^.;]*\b(?:not|other|half|most)",
)
"""Negatives that are as like the positives as what is compared when it is asked."""
