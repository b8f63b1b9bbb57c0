"""Words about an encoder and the index of its vectors: whether they move as one."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AS_A_PAIR",
    "ENCODER_ALONE",
    "INDEX_APART",
    "LEFT_BEHIND",
    "RENEWED",
    "SAME_DIMENSIONS",
    "SIDE_OF_QUERIES",
    "SIDE_OF_VECTORS",
]

_INDEX = r"(?:(?<!text )(?<!keyword )(?<!search )ind(?:ex|exes|ices)|(?:\w+ )?memory|vectors|embeddings|item vectors|catalogue|documents|passages|corpus|items|collections?|tables?)"
_GRADUALLY = (
    r"(?:in place|one by one|row by row|bit by bit|piece by piece|step by step|(?:\w+ ){0,2}?(?:one|each) (?:\w+ )?after (?:the |an)?other|oldest (?:first|last)|after the switch|"
    r"as they are (?:renewed|touched|read)|over (?:the|a) (?:week|month|quarter|year)|(?:over|during|within|in|about|some|takes?|through) (?:the (?:next |following |coming )?)?(?:\w+ ){0,2}?(?:nights|days|weeks|months)|"
    r"in (?:portions|batches|stages|waves|parts|the background)|as (?:time|load|capacity|budget) (?:allows|permits)|night by night|when (?:idle|quiet))"
)
INDEX_APART = pattern(
    rf"\b{_INDEX}\b[^.;]*\b(?:stays?|kept as|unchanged|later|separate(?:ly)?|own (?:schedule|pace|day|cycle)|weekly|nightly|monthly|"
    r"next (?:build|run|night|week|rebuild)|(?:rebuilt|built|renewed|refreshed|re-?encoded|encoded again|re-?embedded|re-?indexed) "
    r"(?:over ?night|later|afterwards|weekly|nightly|monthly|over|during|on|within|when|in the|the (?:following|next)|each|every|once)|"
    r"follows?|catch(?:es)? up|untouched|as it is|is not|over the following|some time|in the background)\b"
    r"|\b(?:encoder|tower|embedding model|embedder|model)s?\b[^.;]*\b(?:alone|first|without the index|independent(?:ly)? of the index|"
    r"on its own|before the index|ahead of the index)\b"
    r"|\b(?:each|both|models?|tower|encoder|parts)\b[^.;]*\bon (?:its|their|an) own (?:day|schedule|pace|cycle|time)\b"
    rf"|\b(?:renew\w*|re-?embed\w*|re-?encod\w*|overwrit\w*|replac\w*|updat\w*|refresh\w*|add\w*|(?:embedded|encoded|computed|made|done) again|moved? over|convert\w*|migrat\w*)\b[^.;]*\b{_GRADUALLY}\b"
    r"|\bback-?fill\w*\b[^.;]*\b(?:later|afterwards|over|during|follows?|slowly)\b"
    r"|^in[- ]place$|\btrickl\w+\b|\b(?:new|changed|edited|touched) \w+ only\b[^.]*\b(?:waits?|later|next|stay)\b"
    r"|\b(?:re-?built|built|renewed|refreshed|re-?embedded|re-?encoded) (?:\w+ ){0,4}?(?:each|every|once a) (?:week|month|quarter|season|half[- ]year|year)\b"
    r"|\b(?:vectors|embeddings) (?:of|from|by|made by) (?:the |an? )?(?:old|former|earlier|first|previous|several|different|two)\b"
    r"|\bkeeps? (?:its|their) (?:old )?(?:vectors?|embeddings?)\b|\bonly new \w+ (?:is|are|get) (?:re-?)?embedded\b|\btwo generations of (?:vectors|embeddings)\b"
    r"|\b(?:embedded|encoded|filled) once\b[^.;]*\bnever\b|\b(?:updated|embedded|renewed|refreshed) (?:lazily|when (?:a |an |the )?\w+ (?:is|are) (?:edited|changed|read|touched))"
    r"|\bmix(?:es|ed)? (?:the )?(?:vectors|embeddings|versions)\b|\b(?:two|both|different) versions of (?:the )?(?:vectors|embeddings)\b"
    r"|\buntil (?:the )?(?:next|weekly|nightly|sunday) (?:\w+ )?(?:rebuild|build|run|index)\b"
    r"|\b(?:old|existing|stored) (?:vectors|embeddings|index)\b[^.;]*\b(?:stay|remain|are kept|is kept|keeps? serving|are not|is not)\b"
)
"""An index that does not move with the model that makes its vectors."""

AS_A_PAIR = any_of(
    r"together",
    r"pairs?\b(?! (?:\w*model|classif\w+|scor\w+|server|service|match\w+))",
    r"both\b(?! (?:are|have|at|with) \d)",
    r"compatible",
    r"(?:same|one|its|that|own|encoder'?s?|model) version",
    r"with (?:its|their|the) (?:own )?(?:index|vectors|memory|encoder|tower|tables?|collections?)",
    r"old index",
    r"(?:one|single|common|the same) (?:release|bundle|unit|artefact|artifact|tag|step|go|number|alias|switch|transaction|manifest|id)\b",
    r"blue (?:and|/) ?green|blue-green",
    r"switch(?:es|ed)? (?:at once|as one)",
    r"side by side",
    r"atomic\w*",
    r"in lock-?step",
    r"before the (?:new )?(?:encoder|tower|model)",
    r"index first",
    r"(?:encoder|tower|model)s?(?: and|,) (?:its |the |their )?(?:\w+ )?(?:index|vectors)(?: (?!apart|separate|on their)\w+){0,6}? (?:stays?|remain|kept|loaded|switched)\b",
    r"index and (?:\w+ )?(?:encoder|tower|model)(?: (?!apart|separate|on their)\w+){0,6}? (?:stays?|remain|kept|loaded|switched)\b",
    r"frozen",
    r"bundles?\b|units?\b|as one\b|in one move|lock(?:ed)?[- ]?step",
    r"beside (?:it|the)|in parallel to the old|second (?:index|collection)|into a (?:new|second|fresh) (?:index|collection)",
    r"alias(?:es)?\b|flips?\b|(?:change|go|move|switch)(?:s|es)? over (?:to both )?",
    r"(?:carries|named after|stamped with|tagged with|with|per|under one) (?:the )?(?:model|encoder|release) (?:version|hash|id|name)|release id|version stamp",
    r"(?:model|encoder) hash|refuses|of (?:its|their) (?:own )?encoder|encoder of the (?:index|collection)|from the (?:live|current) encoder(?! on)",
    r"(?:in full|whole|completely|all (?:of it|of them)?|entire(?:ly)?)(?:,? \w+){0,2},? (?:when|for each|whenever|each time) (?:the |a |new )?(?:encoder|model)",
    r"re-?(?:embed|encod|read)\w* (?:everything|all|the whole|the \w+ million|in full)",
    r"full re-?(?:embedding|encoding|build) (?:first|before)",
    r"(?:encoder|query side|tower) (?:is |stays |remains )?(?:untouched|unchanged|as it is)",
)
"""Encoder and index change as one, or need not match."""

SIDE_OF_VECTORS = any_of(
    r"(?:vectors?|embeddings?|ind(?:ex|exes|ices)|passages?|documents?|articles?|chunks?|fields|items?|corpus|catalogue|collections?|"
    r"backlog|library|archive|clauses?|titles?|products?|profiles?|memory|store|entries|answers|texts|rest)\b",
)
"""What is embedded beforehand and kept."""

SIDE_OF_QUERIES = any_of(
    r"(?:encoder|embedder|embedding model|query (?:model|side|tower|encoder|vectors?)|question (?:side|encoder|model)|text tower|towers?|"
    r"quer(?:y|ies)|questions?|model|tuned weights|weights|checkpoint)\b",
)
"""What embeds a question when it is asked."""

ENCODER_ALONE = any_of(
    r"(?:query |text |question |user )?(?:encoder|embedder|embedding model|tower|query model|embedding service)s?\b",
)
"""A release that names the encoder."""

LEFT_BEHIND = any_of(
    r"(?:stays?|remains?|(?:is|are) left|left (?:alone|as)|untouched|as (?:it|they) (?:is|are)|no (?:change|rebuild|renewal|need)|(?:do|does|need)(?: not|n't) (?:change|move|need))\b",
    r"keeps? (?:the |its |their |what |all )?(?:vectors?|embeddings?|they|it|is|was)\b",
    r"(?:still|partly) (?:\w+ )?(?:v\d|from|of|stem|made|the old|on the old|come)",
    r"(?:follow|catch(?:es)? up|come)s? (?:later|with|in|over|when|the next)\b|back-?fill\w*|afterwards|later\b|slowly|gradual\w*|bit by bit|piecemeal|trickl\w*",
    r"over (?:the )?(?:following|next|coming) (?:\w+ )?(?:days|weeks|months)",
    r"(?:only )?(?:when|once|if|as) (?:a |an |the |its |their |it )?(?:\w+ )?(?:next )?(?:is |are )?(?:changes?|changed|edited|touched|opened|updated|read|re-?published)",
    r"only (?:the )?(?:new|changed|edited|articles|documents|items|what)|(?:new|changed) (?:and \w+ )?\w+ only|skips?\b|already have|from then on",
    r"appended|added to since|filled in \d{4}|built (?:once )?in \d{4}|built once|never (?:re-?\w+|touched)",
    r"(?:when(?:ever)?|if) there is (?:spare|time|free|idle)|spare (?:capacity|time)|oldest last|worked off|on its usual",
    r"(?:refreshed|renewed|re-?embedded|re-?encoded|updated|re-?built|encoded again) (?:\w+ )?(?:in|within|over|by|during|once|each|every) (?!one|the same|a second|lock)",
    r"re-?(?:embed|encod)\w* (?:the |all )?(?:\w+ )?(?:within|over|during|by|in) the (?!same)",
    r"(?:former|old|older|first|original|initial|previous|earlier|last) (?:[\w']+ )?(?:model|encoder|one|version|release|checkpoint|weights|english one|generation)\b",
    r"independent(?:ly)? of|(?:has|have|its|on|with) (?:an)?other(?: release train)?\b|own release train|whichever (?:model|encoder)|whatever (?:model|encoder)",
)
"""Vectors that do not move with the model that asks for them."""

SAME_DIMENSIONS = any_of(
    r"(?:same|equal|identical) (?:dimensions?|dims?|width|size|length)|(?:both|all)(?: \w+)? (?:are|have|is|at) \d+ ?(?:dim\w*|d\b|floats|numbers)",
)
"""The dimension taken for the space."""

RENEWED = any_of(
    r"fine-?tuned|re-?trained|tuned|pull(?:s|ed)|picks? up|loads?\b|ships?\b|upgraded|updated|refreshed|replaced|released|takes the (?:newest|latest)",
)
"""An encoder that gets new weights."""
