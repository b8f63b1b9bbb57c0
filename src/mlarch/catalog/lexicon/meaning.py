"""Classes of words with one meaning, of which the pages about labels are made."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AS_NEGATIVE",
    "AT_RANDOM",
    "BY_IT",
    "DECIDED",
    "DID",
    "KEPT_OUT",
    "PARTS",
    "SYSTEM",
    "TAKEN_FOR",
    "TAKEN_FOR_NEGATIVE",
    "TRUTH",
    "UNSEEN",
]

SYSTEM = (
    r"(?:model|system|classifier|scores?|scorer|rules?|engine|ranker|policy|threshold|algorithm|filter|matcher|detector|arm|robot|"
    r"bot|recommender|pipeline|screen|screening|network|planner|controller|app|gate|llm|predictor|forecaster|pricer|router|"
    r"dispatcher|software|guard|triage|scanner|checker|automatic \w+|blocker|sorter|selector|optimi[sz]er|heuristics?|automation|"
    r"scorecard|crawler)"
)
"""Who decides where no person does."""

PARTS = (
    rf"(?:{SYSTEM[3:-1]}|agent|assistant|recogni[sz]er|reader|tagger|scheduler|camera|survey|reading|index|ranking|list|alarm|light|"
    + (r"forecasts?|predictions?|machine|version in production|plans?)")
)
"""The same, with what else decides where examples are spoken of."""

BY_IT = rf"(?:by|from|of) (?:the |our |its |an? |this )?(?:\w+ ){{0,3}}?{SYSTEM}(?:'s)?\b"
"""`by the old model`."""

DECIDED = (
    r"(?:refused|rejected|blocked|declined|flagged|removed|banned|accepted|approved|granted|denied|predicted|classified|labell?ed|"
    r"marked|decided|routed|chosen|selected|picked|shortlisted|assigned|hidden|muted|escalated|graded|tagged|matched|booked|"
    r"confirmed|closed|detected|recogni[sz]ed|dispatched|cancelled|suspended|scored|judged|deemed|considered)"
)
"""What is done with a case by a decision."""

_PAST = r"(?:\w{2,}ed|wrote|written|read|put|threw|thrown|drew|drawn|kept|left|sold|told|built|cut|hit|shut|ran|brought|found|gave|given|said|says|chose|chosen|took|taken|let|sent|set|saw|made|held|shown|ranks|opens|puts|lists|picks|marks|flags|sends)"
DID = rf"(?:{PARTS}|we|it)(?: itself| has| had| have| already){{0,2}} {_PAST}"
"""`the reader has passed`: what the system did with a case."""

_LOOK = (
    r"(?:inspect|visit|audit|review|check|investigat|examin|open|read|seen?|look|test|dig|dug|call|escalat|queu|list|flag|mark|label|annotat|"
    r"correct|touch|ask|ping|show|shown|offer|propos|rank|stopp?|sent|send|drill|sampl|chosen|choose|pick|select|put|hear|heard|verif|"
    r"impression|contest|disput|report|warn|alarm|alert|notice|record|follow|object|survey|scann?|display|recommend|suggest|contact|"
    r"approach|expos|view|present|hit|reach|measur)\w*"
)
_LOOKED = rf"(?:been |being |was |were |ever |yet |have |has |had |is |are |so )*{_LOOK}"
UNSEEN = any_of(
    rf"(?:not|never|n't|hardly ever) {_LOOKED}",
    rf"\w+n't {_LOOKED}",
    rf"(?:nobody|no one|no-one|none|no \w+|nothing) (?:of us |of them )?{_LOOKED}",
    rf"un(?=\w+(?:ed|en|wn|nt)\b){_LOOK}",
    rf"(?:without|no|outside) (?:an? |any |the )?(?:\w+ )?(?:{_LOOK}|hearing|verdict|alarm|finding|diagnosis|ticket|entry|list|queue)\b",
    r"(?:the |all (?:the |of the )?|every |any )?(?:rest|others|remainder|remaining \w+)\b|(?:the|all|every|each|any) other(?: \w+)?\b",
    r"(?:everything|everybody|everyone|anything|all|whatever|whoever) (?:else|others?|that|which|below|under|over|the)\b",
    r"(?:what|whatever|those|all|files|cases|returns|rows|parts|frames|items) (?:that |which |who )?(?:\w+ )?(?:passe[sd]|went through|go through|gets? through|goes through)\b",
    r"(?:left|let|leave|lets|waved|waves|nodded|sent|handed) (?:alone|out|aside|pass|through|past|go)",
    r"(?:released|cleared|unheld) \w+",
    rf"(?:an? )?(?:empty|missing|blank) (?:{_LOOK}|verdict|label|finding)",
    r"(?:nobody|no one) (?:\w+ )?(?:\w+ed|rang|went|came|drove|saw|read|knew|was|has|had)\b",
    r"the (?:green|low|white|grey|bottom|lower) (?:ones|half|part|rows|scores)",
    r"(?:low|down) (?:in|on) (?:the )?(?:tray|list|ranking|page|queue)",
)
"""The cases at which nobody looked."""

_VALUE = (
    r"(?:(?:an? |the |as |class |label |y ?= ?)?(?:\w+ ){0,2}?(?:negatives?|zeros?|nought|0(?!\.?\d)|good|fine|clean|clear(?! (?:who|that|which|how|why|from))|healthy|honest|harmless|sound|tight|safe|ok|okay|"
    r"normal|genuine|legit\w*|conforming|intact|innocent|benign|original|\w*(?:stay|keep|surviv)ers?|satisf\w+|background|irrelevant|disliked?|worthless|survivors?|loyal|"
    r"sea|in order)\b|not (?:an? )?(?:wanted|worth|interest\w+|relevant|wanting|liked)|no (?:\w+ )?(?:leak|defect|fraud|damage|injur\w*|disease|fault|failure|crack|risk|danger|interest|demand|cheat\w*|story|error|event|problem|hazard|loss|illness|smoke|fire|tumou?r|finding|match)s?\b|unwanted|uninterest\w+)"
)
_TAKEN = (
    r"(?:(?:go|goes|went|come|comes|enter|enters|entered|put|stand|stands|get|gets|has|have|is|are|was|be|being|count|counts|counted|taken|take|"
    r"treated|used|labell?ed|marked|stored|kept|set|filled|filed|written|booked|recorded|assumed|considered|regarded|learn|learned|learnt|read|become|"
    r"becomes|means?|mean|stay|enter training|=|:)(?: (?:down|in|into|up|training|there|also|too|simply|just|again|learning)){0,2}"
    r"(?: (?:as|for|to|to be|with|at|by|label|a label of|an?))?)"
)
_UNKNOWN = r"(?:an? )?(?:unknown|missing|unlabell?ed|undecided|censored|pending|open|empty|null|nan|unsure|unused|such|before|is\b|they\b|it\b|well\b|usual|features?|inputs?|weights?|possible|many|much|soon|long|often|far|described|given|planned|high|urgent|risk|positive|suspicious|unsafe|red\b|doubt|danger|late)"
_CERTAIN = r"(?:counts?|counted|taken|treated|goes? (?:down |in |into \w+ )?|enters?(?: training)?|written down|filed|stored|booked|recorded|labell?ed|marked|passe[sd]?|put down|put in) (?:as|for) "
TAKEN_FOR_NEGATIVE = pattern(
    rf"\b(?:{_CERTAIN}|gets? the label )(?!{_UNKNOWN})[\"'“]?\w+|\bbecomes? [\"'“]?no \w+|"
    rf"(?<!\w){_TAKEN} {_VALUE}|(?<!\w)= ?{_VALUE}|\b(?:else|rest|others?),? {_VALUE}|"
    r"\b(?:negatives?|zeros?|0|good ones) (?:is|are|for|from|come from|being)\b|^no \w+, no \w+$"
)
"""`goes in as clean`: a case is made a negative, or something bad."""

AS_NEGATIVE = pattern(rf"(?<!\w){_TAKEN} {_VALUE}")
"""`count as benign`: nothing but what is known as a negative."""

TRUTH = (
    r"(?:(?:an? |the )?(?:\w+(?:'s)? )?(?:truth|class \w+|right(?: answers?)?|correct(?: \w+)?|true|labels?|targets?|positives?|negatives?|clean|good|confirmed|ground truth|"
    r"gold|examples?|training (?:data|examples?|rows)|sound|worth\w*|reference)\b|not worth \w+)"
)
TAKEN_FOR = pattern(
    rf"(?<!\w){_TAKEN} {TRUTH}|(?<!\w)= ?{TRUTH}|\binto (?:an? )?(?:\w+ )?(?:examples?|labels?|truth)|"
    r"\b(?:targets?|labels?|truth|examples?) (?:is|are|=|come from|comes from)(?!\w)|\b(?:positives?|negatives?) (?:are|=)(?!\w)|"
    r"\bas (?:\w+ ){0,2}?(?:truth|targets?|labels?|positives?|negatives?|examples?|reference|wrong|right|correct)\b"
)
"""`counts as right`: a case is made an example with this label."""

AT_RANDOM = any_of(
    r"random\w*",
    r"by (?:lot|dice|chance|coin)\b",
    r"lots?\b(?= (?:drawn|decides?))",
    r"lot-drawn|drawn (?:blind\w*|by|over|across|evenly|from all)",
    r"lotter\w+|dice\b|coin\b|raffle",
    r"blind (?:sample|share|re-?read\w*)",
    r"census",
    r"control (?:group|spots?|sample|share|cases?)",
    r"hold-?out",
    r"explor\w+",
    r"propensit\w+|(?:with|by|over) (?:its|the|their|his|her) (?:\w+ )?(?:chance|probability)s?\b",
    r"inverse",
    r"(?:unselected|uniform\w*|stratified)",
    r"weights? (?:correct|undo|1 ?/|by)|weighted (?:back|by|up|1)",
    r"whatever (?:the|its) (?:\w+ )?(?:score|light|screening)|whatever the \w+ said",
    r"regardless",
    r"reject inference|bandit",
    r"(?:one|\d+) in (?:\w+) (?:of the rest|drawn|of those|of all)",
    r"(?:an?|\d+ ?%|share|sample) (?:\w+ )?of (?:the )?(?:rest|others|passed|declined|rejected|refused)\b[^.;]*\b(?:too|as well|also|opened|read|accepted|granted)",
)
"""Chosen without the model, or corrected for its choice."""

KEPT_OUT = any_of(
    r"stays? out",
    r"(?:no|not an?|never an?) examples?\b",
    r"left unlabell?ed",
    r"never used as",
    r"(?:left|thrown|kept) out of (?:the )?training",
    r"(?:is|are|stay|stays|means?) (?:unknown|unlabell?ed|missing)",
    r"(?:not|never|n't) (?:be |been )?(?:used|taken|learned|a label|labels)\b",
    r"never labels\b",
    r"wait(?:s|ed)? (?:for|until|till)",
    r"park(?:ed|s)?\b",
    r"censored",
)
"""Such cases are no examples."""
