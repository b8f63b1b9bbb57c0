"""Words about the two sides of a model: where it learns and where it is asked, and that both are alike."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "ALIKE",
    "ASKED_OF_OTHERS",
    "FINE_VALUES",
    "LEARNING",
    "LIVE",
    "NO_LIVE_DATA",
    "OF_WHOM",
    "PLACE_HELD_FIXED",
    "REWORKED",
    "WORKED_OVER",
]

_LIVE_PLACE = (
    r"(?:serving|service|production|operation|live|online|scoring|inference|prediction|request(?: time)?|run-? ?time|real time|"
    r"use|the (?:\w+ )?(?:app|api|service|server|till|browser|phone|tablet|handheld|edge|box|device|gate|gateway|kiosk|terminal|counter|desk|bedside|check-?out|"
    r"controller|field|endpoint|machine|line|plant|street|ward|car|truck|camera|request|stream|feed))"
)
_LIVE_ACTOR = (
    r"(?:service|api|app|till|gate|gateway|box|device|phone|handheld|tablet|camera|server|scorer|endpoint|controller|kiosk|sensors?|"
    r"estimate|line|edge|browser|customers?|users?|callers?|patients?|farmers?|drivers?|sellers?|visitors?|"
    r"clients?|guests?|field \w+|live \w+|boxes|cameras|phones|devices)"
)
_TAKES = (
    r"(?:sends?|gets?|takes?|uses?|reads?|feeds?|fills?|has|have|sees?|delivers?|gives?|speaks?|types?|writes?|uploads?|receives?|"
    r"works? (?:on|with|from)|meets?|carr(?:y|ies)|records?|shoots?|makes?|arrives?|comes?|flies|flows? in)"
)

LEARNING = any_of(
    r"(?:in|for|at|while|during|by|of) (?:the |our )?(?:model )?(?:training|fitting|learning|corpus|notebook|warehouse|history|archive|backfill|batch|lake|sql|lab|train)\b",
    r"train(?:s|ed|ing)?\b",
    r"fit(?:s|ted|ting)?\b",
    r"for the past\b|in the past\b",
    r"learn(?:s|ed|t|ing)?\b",
    r"offline\b",
    r"in (?:pandas|spark|python|sql|r)\b",
)
"""The side where the model learns."""

LIVE = any_of(
    rf"(?:in|at|when|while|for|on|during) (?:the )?{_LIVE_PLACE}\b(?! (?:history|archive|log|store|table))",
    r"(?:the|our) (?:service|app|api|till|gate|box|device|scorer|phone|server) (?:the|an?|only|from)\b",
    r"when (?:it is |they are |we )?(?:served|scor(?:ed|ing)|asked|called|used|live)\b|online\b",
    rf"(?:the |our |its |a |an )?(?:\w+ )?{_LIVE_ACTOR} (?:\w+ ){{0,2}}?{_TAKES}\b",
    r"(?:the )?(?:model|network) (?:then |later )?(?:runs?|works?|is (?:used|run|asked|served)|reads?|hears?|sees?|gets?|takes?)\b",
    r"(?:the|our) \w+ (?:gives?|sends?|delivers?|writes?|speaks?|fl(?:y|ies)|uploads?|types?|shoots?|arrives?)\b",
    r"\w+s (?:arrive|come in|come|are sent) (?:with|at|in|from|as|by)\b|when the (?:forecast|model|job|plan|score|estimate) (?:runs|is made|is due)",
    r"(?:is|are|was|were|get|gets) (?:served|scored|queried|asked|used by|spoken)\b",
    r"served (?:on|with|from|as)\b",
    r"when (?!train|learn|fit|build|test|miss)\w+ing\b",
    r"seen (?:only )?(?:in|by) (?:the )?(?:service|production|use)|(?:whatever|what) the \w+ (?:\w+ )?(?:gives?|sends?|sees?|delivers?|hears?)",
)
"""The side where the model is asked."""

ALIKE = pattern(
    rf"\b(?:gaps|noise|errors?|slips|faults|drift|spikes|blur|typos|accents?|mistakes|glare)\b[^.;]*\bthat (?:the |our )?(?:\w+ )?{_LIVE_ACTOR} {_TAKES}|"
    r"\bsame\b(?! (?:names?|columns?|fields?|labels?))|\bidentical|\bshared\b|\bboth\b|\balike\b|\baugment|\beither way\b|\bequal(?:ly)?\b|\bone (?:library|code|job|transform|function|module|version|pipeline)\b"
    r"|\b(?:as|like|just as|exactly as) (?:in|at|on|when|the|it|they|we|our) (?!are\b|is\b|was\b)|\b(?:as|like|just as|exactly as) (?:served|seen|live|recorded|logged|uploaded|typed|spoken)\b|\blogged (?:when|as|at)\b|\btraining (?:job |set )?and (?:for )?(?:the )?(?:serving|service|scoring|till|app)\b"
    r"|\bfor the past and\b|\bhere and (?:in|when|at)\b|\bin training and (?:in |when |for |at )?(?:serving|service|served|production)\b|\b(?:serving|service) and (?:in |for )?training\b|\bas (?:issued|published|sent)\b|\bfixed (?:to|at) \d|\b(?:also|too|as well)\b|\bmixed (?:with|in|from)\b|\bfine-?tun|\badapt|\bre-?play|\barchived\b|\bread from the log|\bin (?:its|their) place in training\b"
    r"|\b(?:field|production|live|tunnel|served|real-?world|in-service|fleet|customers?') (?:\w+ ){0,2}(?:photos?|pictures?|recordings?|images?|frames?|logs?|flights?|calls?|audio|data|requests?|dictations?|sound|traffic)\b(?! are not)(?! (?:is|are|was|were) (?:too|not))"
)
"""Said of both sides at once, or of data of those who ask among the examples."""

NO_LIVE_DATA = pattern(
    r"\b(?:the|all) (?:others?|rest|remaining)\b[^.;]{0,40}?\b(?:get|use|take|run|ask|are (?:scored|served|judged|read)|is (?:scored|served|judged|read))s?\b[^.;]{0,30}?\b(?:from|with|by|on|use) (?:it|them|the same)\b|"
    r"\b(?:field|live|production|service|real|on-?board|in-service)\b[^.;]*\b(?:not kept|are not|is not|too (?:coarse|noisy|messy|dirty|few|rare|expensive)|never (?:kept|used|seen|recorded)|only (?:seen )?in service|cannot be)\b"
    r"|\bonly seen (?:in|by)\b"
)
"""Said aloud: data of those who ask is not among the examples."""

FINE_VALUES = pattern(
    r"\b(?P<number>\d+(?:[.,]\d+)?) ?(?P<unit>k?hz|fps|dpi|px|pixels?|mp|megapixels?|kbit/s|kbps|cm|mm|km|m|bit|channels?|mel|bands|leads?)\b(?!/)"
)
"""How finely data is taken: a number and its unit."""

ASKED_OF_OTHERS = any_of(
    r"used (?:all year|everywhere|everyday|day and night|by everybody|in (?:all|every) \w+|for (?:all|every) \w+)",
    r"(?:then )?(?:runs?|used|served|scored|asked|rolled out|applied) (?:\w+ )?(?:in|by|for|at|on) (?:all|every|the other|children|\w+ other)\b",
    r"(?:is|are) (?:used|scored|served|asked|queried)(?: by \w+)? (?:too|as well|also)|queried in \w+ languages|(?:night|winter|rain|children|dialects?)\b[^.;,]*\b(?:scored|used|served)(?: \w+)? (?:too|as well)",
)
"""Others are asked about than are learned from."""

PLACE_HELD_FIXED = any_of(
    r"(?:slot|place|position|rank)s?\b[^.;]*(?:; ?[^.;]*)?\b(?:always the first|the first|fixed|held|set|constant|one)\b[^.;]*\b(?:when|while|in|at|for) (?:serving|served|scoring|asked|inference)",
    r"(?:slot|place|position|rank)s?\b[^.;]*(?:; ?[^.;]*)?\b(?:when|while|in|at|for) (?:serving|served|scoring|asked|inference)\b[^.;]*\b(?:always|first|fixed|set|constant|one|1)\b",
)
"""The place on a list is an input in training and the same for all when served: against the bias of places."""

WORKED_OVER = any_of(
    r"(?:filled|smooth\w*|clean\w*|correct\w*|revis\w+|interpolat\w+|resampl\w+|re-?process\w*|reconcil\w+|curated|annotated|retouched|hand-\w+|hindsight|final|averaged|"
    r"harmoni[sz]ed|settled|verified|checked|adjusted|high-res\w*|full-res\w*|digiti[sz]ed|upscaled|denoised|translated|transcribed|enriched)\b"
)
"""Values that somebody worked over later."""

OF_WHOM = any_of(
    r"(?:\d[\d.,]*[km]? |million |thousand )?(?:[\w'-]+ (?:and )?){1,5}?(?:photos|pictures|images|scans|recordings|videos|clips|frames|dictations|x-rays|slides|spectra|sketches|drawings|essays|letters|shots|takes|pages)\b",
    r"(?:photos|pictures|images|scans|recordings|videos|clips|frames|sketches|drawings|letters) (?:that|which|taken|made|shot|drawn|by|from|of)\b",
    r"\d+(?:[.,]\d+)? ?(?:k?hz|fps|dpi|px|mp|megapixels?|kbit/s|kbps)\b|(?:hourly|daily|weekly|minute|monthly) (?:means?|averages?|totals?|values|aggregates?)\b",
)
"""Whose pictures, texts or sounds a collection holds."""

REWORKED = any_of(
    r"(?:reconcil\w+|re-?built|re-?processed|smoothed|interpolated|retouched|curated|hand-\w+|digiti[sz]ed|month-end|year-end|filled (?:in|up|with|by)|gaps filled|cleaned (?:up|by|later))\b"
)
"""Examples that were made anew from what was worked over."""
