"""Words about learning from what was shown."""

from __future__ import annotations

from mlarch.catalog.lexicon.meaning import TAKEN_FOR_NEGATIVE
from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AGAINST_EXPOSURE",
    "IGNORES_THE_PLACE",
    "JUDGED",
    "LEFT_ASIDE",
    "NOT_SHOWN_IS_NEGATIVE",
    "OF_WHAT_WAS_SHOWN",
    "OWN_ORDER",
    "SHOWN",
    "WEIGHTED",
]

AGAINST_EXPOSURE = any_of(
    r"positions?\b",
    r"propensit\w*",
    r"explor\w*",
    r"random\w*",
    r"interleav\w*",
    r"(?:un|de)-?bias\w*",
    r"bandit",
    r"counterfactual",
    r"inverse[- ](?:weight|propensity|probability)\w*",
    r"ips\b",
    r"thompson",
    r"epsilon",
    r"(?<!takes the )(?<!take the )(?<!wins the )(?<!gets the )(?<!fills the )(?<!into the )slots?\b(?!,)",
    r"place (?:in|on|and|as)|places (?:in|on) (?:the |its |a )?(?:lists?|page|screen|row|results?)|place of (?!access|work|birth)",
    r"rank (?:of|at|when|shown)",
    r"shuffl\w*",
    r"examin\w+ (?:model|probabilit\w+)",
    r"off-policy",
    r"inverse to|(?:chance|probability|odds) (?:of|that) (?:the |its |a )?(?:place|slot|position|rank)\b",
    r"doubly robust",
    r"what was (?:shown|offered)",
    r"impressions? with (?:its |their |the )?(?:slots?|places?|positions?|ranks?|chances?)",
    r"(?:with|and) (?:its |their |the )?(?:place|slot|rank)\b",
    r"(?:seen|played|viewed) (?:or|and) (?:not|skipped)",
    r"same screen|looked at",
    r"above the last \w+|(?:the|its|shown) place (?:is|as)|by chance",
    r"looked at",
)
"""Something against learning only from what was shown on top."""

_PLACE = r"(?:ranks?|places?|positions?|slots?|order|rows?|page)"
IGNORES_THE_PLACE = pattern(
    rf"\b(?:regardless|irrespective|no matter|whatever|whichever|wherever|however|independent\w*)\b[^.;,]{{0,40}}?(?<!the )\b(?:{_PLACE}|stood|stands|down|far|shown|high|low)\b|"
    rf"\b{_PLACE}(?: (?:of|on|in) (?:the )?\w+)? (?:\w+ ){{0,2}}?(?:is |are |was |were )?(?:ignored|dropped|thrown away|skipped|left out|forgotten|not (?:used|modelled|logged|kept|stored|known|corrected|taken into account|a feature))|"
    rf"\b(?:skips?|ignor(?:es|ing|ed)|drops?|forgets?|leaves out|omits?) (?:the |its |their )?(?:\w+ )?{_PLACE}\b|\b(?:no|without(?: an?)?) (?:\w+ )?(?:{_PLACE} (?:feature|bias|correction|weights?|model)|propensit\w+|exploration|random traffic|correction for (?:the )?{_PLACE}|debiasing)\b|"
    r"\btop \w+ and bottom \w+ (?:alike|the same)|\b(?:just|exactly) as they (?:come|are)\b|\b(?:first|upper|top|lower|last) (?:and|or) (?:first|upper|lower|last|bottom) \w+ (?:alike|the same)|"
    rf"\b(?:same|full|equal|one|unit) weight as (?:slot|place|position|rank|the)\b|\bweight (?:one|1)\b[^.;]*\b(?:wherever|whatever|every offer|each)\b|\bevery (?:offer|impression|click|choice)\b[^.;]*\bweight (?:one|1)\b"
)
"""Said aloud: it does not matter where a thing stood."""

_NOT_SHOWN = any_of(
    r"never (?:came|come) up",
    r"all (?:the )?other \w+ (?:of|in) the (?:city|shop|catalogue|country|store|list)",
    r"(?:not|never|n't|hardly) (?:been |ever |were |was |got |get )?(?:the )?(?:shown|offered|proposed|seen|asked|pinged|ping|listed|displayed|recommended|presented|suggested|impression)",
    r"un(?:seen|shown|listed|offered)\b",
    r"(?:without|no) (?:an? |any )?impressions?",
    r"(?:which|that|whom?) nobody (?:saw|sees|was shown)",
    r"shown or not|seen or not",
    r"everything else (?:in|on|of) the",
    r"all (?:titles|items|products|songs|courses|jobs) that were not",
    r"whatever was not (?:clicked|taken|chosen)",
    r"far down the (?:list|page)",
)
_NEGATIVE = pattern(
    rf"{TAKEN_FOR_NEGATIVE.expression}|\by ?= ?0\b|\bis (?:0|bad)\b|\b(?:enter|count|are|as|is) (?:as )?(?:negatives?|refused|disliked|0|zero|1\b)|\bnegatives are\b"
)
NOT_SHOWN_IS_NEGATIVE = Together(
    (_NOT_SHOWN, _NEGATIVE), unless=(any_of(r"unlabell?ed", r"left out|never used|no examples?"),)
)
"""What nobody was shown counts as not wanted."""

OWN_ORDER = pattern(
    r"\bpre-?selected (?:\w+ ){0,3}?(?:is|are|counts?|as|a)\b|\bwhat the (?:present|old|last|current|former|live) \w+ put (?:on top|first|up)|\bhow (?:soon|early|fast|late) (?:\w+ ){0,4}?(?:opened|clicked|taken|read)\b|"
    r"\b(?:opened|taken|clicked|picked|chosen) (?:first|within)\b[^.;]*\b(?:counts?|is|as|=)|\b(?:from|on) (?:yesterday's|last (?:week|month)'s|its own|our own) (?:list|top \w+|page|ranking)|"
    r"\btop (?:proposals?|results?|places?|hits?) (?:are|is|get|count)\b|\bthe (?:first|top) (?:place|slot|proposal|one) (?:gets|is taken|wins)\b|\bpurely greedy\b|\bnothing else is (?:ever )?(?:tried|shown)"
)
"""What was taken because it stood on top."""

WEIGHTED = any_of(
    r"propensit\w*",
    r"random\w*",
    r"shuffl\w*",
    r"weighted",
    r"explor\w*",
    r"(?:un|de)-?bias\w*",
    r"coin|by lot",
    r"inverse",
)
"""The order is undone, or drawn at random."""

SHOWN = any_of(
    r"(?:shown|displayed|inserted|placed|pushed|mailed|suggested|proposed|recommended|listed|impressions?|in view)\b",
    r"(?:on|of|from|in|among) (?:the |our |a )?(?:\w+ )?(?:shelf|list|page|screen|top|carousel|feed|results?|suggestions?|recommendations?|slate|playlist|panel|tray)\b",
)
"""What the system put before people."""

_CHOSEN = any_of(
    r"(?:tap|click|pick|choice|choos|chos|select|open|play|start|skip|like|borrow|loan|hold|buy|bought|purchas|order|accept|hire|invite|book|stream|listen|watch|read|stay|visit|used|copied|add)\w*"
)
OF_WHAT_WAS_SHOWN = Together((SHOWN, _CHOSEN))
"""A reaction to something that the system put before people."""

LEFT_ASIDE = any_of(
    r"inverse\b|(?:is|are|was|were) not used|never used|left out|shuffl\w*|blind\w*|by lot|unlabell?ed|weight\w*|propensit\w*|random\w*"
)
"""What was shown is not what is learned from, or is corrected for its place."""

JUDGED = any_of(
    r"(?:two|three|panel|blind\w*|annotat\w+|graded?|grades|marks?|verdicts?|raters?|experts?|editors?|lawyers?|inspectors?|officers?|teachers?|clerks?|specialists?|linguists?|"
    r"physicians?|judges?|assessors?|consensus|independent\w*|signed|measured|confirmed|diagnos\w+|call-?ups?)\b"
)
"""People judge, whatever the list showed, or a measurement does."""
