"""Words about monitors and alerts that cannot see what they are for."""

from __future__ import annotations

from mlarch.catalog.lexicon.sentences import Together
from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "ALSO_OFTEN",
    "BY_PARTS",
    "MACHINES_ONLY",
    "MACHINE_WORDS",
    "MEAN_OVER_ALL",
    "MODEL_WORDS",
    "NOBODY_HEARS",
    "NOBODY_LOOKS",
    "ONLY_WHO_REPORTS",
    "OUTCOMES",
    "OWN_CONFIDENCE",
    "WHEN_PEOPLE_COMPLAIN",
]

_OUTCOME = any_of(
    r"agree\w*|disagree\w*|overrul\w*|against|labels?\b|outcomes?|found\b|drawn|samples? of|calibrat\w*|verdicts?|compared?|versus|reliab\w*|truth|"
    r"corrected|re-?read|distribution|drift|psi\b|moves?\b|shift\w*|differ\w*|changes?\b|half in|than last"
)
OWN_CONFIDENCE = Together(
    (
        any_of(
            r"(?:quality|health\w*|accuracy|errors?|missed \w+|misses|wrong|right|performance|correctness|false \w+|mistakes?|mix-?ups?|reliability|trust)\b"
        ),
        any_of(
            r"(?:mean|average|median|typical) (?:\w+ ){0,2}?(?:scores?|confidences?|probabilit\w+|certainty|margin|logits?)",
            r"(?:its|their|the model's|the recogni[sz]er's) own (?:\w+ )?(?:confidence|scores?|certainty|probabilit\w+|words)",
            r"(?:self-?reported|model) confidence|confidence (?:which|that) (?:the )?\w+ gives|how (?:sure|confident|certain) (?:it|the \w+) is",
        ),
    ),
    unless=(_OUTCOME,),
)
"""How sure a model is stands for how right it is."""

MEAN_OVER_ALL = pattern(
    r"\b(?:mean|average|averaged|total|sum|median)\b[^.;]{0,40}?\b(?:over|of|across|in|for) (?:all|the whole|the entire|every|everything|everybody|both)\b|"
    r"\b(?:one|a single) (?:mean|average|figure|number|sum)\b|\b(?:network|fleet|company|country|system|site|house)-?wide (?:mean|average|rate|error)|"
    r"\ball \w+(?: and \w+)? (?:together|in one)\b|\bin one figure\b"
)
"""One figure over everything."""

BY_PARTS = any_of(
    r"(?:by|per|in each|in any|of any|of one|of each|for each|for any|on any|on each|in one|worst|at any) ?(?:\w+)?",
    r"more than \d+ \w+",
    r"largest|lowest|highest|p\d\d|tail|also|as well",
)
"""Its parts are looked at."""

ONLY_WHO_REPORTS = pattern(
    r"\b(?:that|which|who) (?:have |has |still )?(?:reported|report|answer(?:ed)?|sen[dt]|respond(?:ed)?|are on[- ]?line|are connected|connected)\b|"
    r"\b(?:without|with no|silent|offline|dead|unreachable|missing) ?(?:an? |any )?(?:uplink|signal|data|answer|connection|report|reading|\w+)?\b[^.;]*\b(?:drops? out|dropped|left out|not counted|excluded|ignored|skipped|do(?:es)? not count|leaves? the)\b"
)
"""What has gone silent is not in the figure."""

WHEN_PEOPLE_COMPLAIN = any_of(
    r"when (?:\w+ )?(?:users|customers|somebody|someone|people|staff|we) (?:complain|notice|call)s?"
)
"""Nothing is measured until then."""

NOBODY_LOOKS = any_of(
    r"when (?:there is|we have|somebody has|someone has|time) (?:\w+ )?(?:time|allows|permits)\b|now and then\b|from time to time\b|occasionally\b",
    r"compares? (?:it|them|(?:the |this )?\w+) with (?:its|their) own (?:\w+ )?(?:answers|scores|predictions|outputs?|forecasts)",
    r"(?:nobody|no one|no-one|none) (?:\w+ )?(?:looks?|compar\w+|checks?|reads?|watch\w*|opens?|sees?|notices?|measures?|counts?)",
    r"(?:outcomes?|labels?|answers?|scores?|results?) (?:are|is) (?:not|never) (?:collected|compared|looked at|checked|read|kept|watched)",
    r"(?:users|customers|people|they|somebody|someone|patients|farmers|drivers) (?:will |would )?(?:complain|notice|call|tell)s?\b(?! \w+ (?:to|in) )",
    r"when (?:users|customers|somebody|someone|people) (?:complain|notice|call)s?",
    r"(?:measured|checked|tested|looked at|known) (?:only )?(?:once )?(?:before|at) (?:the )?(?:\w+ )?(?:launch|start|release|go-?live|beginning|acceptance)",
    r"(?:once|only|every|each) (?:a |per |in the )?(?:year|half-?year|quarter|season)\b|(?:yearly|annual|quarterly) (?:meeting|report|review|board)",
    r"(?:proven|shown|checked|measured|tested|proved) in the (?:acceptance|pilot|first) \w+",
    r"(?:would|will|'ll) hear (?:of |about )?(?:it |this )?from",
    r"only (?:the )?(?:load|latency|cpu|speed|up-?time|traffic) (?:is|are) (?:watched|measured|looked at)",
    r"(?:looks? at|reads?|counts?) (?:the )?complaints? (?:only|alone)|only (?:at )?(?:the )?complaints?\b",
    r"for the (?:annual|yearly|quarterly) (?:report|review)",
    r"(?:not|never) (?:watched|monitored|measured)",
)
"""A figure that nobody, or hardly anybody, looks at."""

ALSO_OFTEN = any_of(
    r"alarms?\b|alerts?\b|pages?\b|paged\b|hourly\b|daily\b|by the hour|(?:each|every) (?:hour|day|shift|night|week)\b"
)
"""Something is looked at more often, too."""

NOBODY_HEARS = any_of(
    r"(?:read|opened|looked at|checked|emptied) (?:only )?(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|once a (?:week|month)|weekly|monthly|at the end of)\b",
    r"(?:that|which) (?:nobody|no one) (?:\w+ )?(?:reads?|opens?|looks? at|watches|answers)",
    r"(?:switched|turned) off|muted|silenced|disabled",
    r"(?:nobody|no one) (?:is|gets|will be) (?:paged|called|told|woken|on call)",
)
"""An alarm that reaches nobody."""

MODEL_WORDS = any_of(
    r"scores?|predict\w*|forecasts?|drift|psi\b|distribution|calibrat\w*|labels?|outcomes?|accuracy|precision|recall|agree\w*|disagree\w*|overrul\w*|quality|"
    r"share of|error of|forecast error|false|missed|detections?|refus\w+|reject\w+|approv\w+|decisions?|complain\w*|correct\w*|features?|missing values?|classes?|"
    r"confiden\w*|verdicts?|bias|appeals?|returns?|clicks?|conversion|hits?\b(?! rate)|matches|wrong|found|findings?|per (?:group|class|site|store|region)|inputs?\b"
)
"""An alert that may be about what a model does."""

OUTCOMES = any_of(
    r"(?:up|down|moved|moves|outside|share|per|ratio|rates? of|more (?:often )?than|fewer|twice|half|doubl\w+|drop\w*|falls?|rises?|changed?)\b"
    r"(?! (?:to zero|for \d))",
    r"older than|missing|silent|empty|unsupported|wrong\w*|refused|passed|overrid\w+|cancell\w+|answered|accepted|disputed|undone|blocked|found|proven|confirmed",
)
"""How what comes of the answers goes up or down."""

MACHINE_WORDS = any_of(
    r"slow(?:er)?\b|later than \d|unreachable|(?:is|are|goes|went) down|down$|off-?line|does not answer|no answer|busy|usage|behind$|behind by|expires?|licen[cs]es?|"
    r"(?:too|over) (?:warm|hot)|longer than|\d ?(?:mb|gb|kb)(?:/s|ps)?\b|space|full$|\d ?% full|response|drops? to zero|cost of|costs? (?:above|over)\b|(?:deploy\w*|roll-?out|build|job|backup|import|etl) (?:fail\w*|did not (?:finish|run|end))|tokens? (?:per|a|used|spent)\b|(?:job|run|build|batch|scan|export|import)s? (?:\w+ )?(?:above|over|longer|takes?|later|beyond)\b|load\b|overload\w*|power\b|reboot\w*"
)
"""Beside the measures of machines: other words for them."""

MACHINES_ONLY = pattern(
    r"\b(?:up and (?:fast|running)|is up|up-?time|response times?|requests? and (?:errors?|(?:their )?(?:durations?|times?|latenc\w+))|errors? and requests?|cpu\b|memory\b|latency\b|endpoints? (?:repl|respond|answer|is up)\w*|alive\b|ping\w*|heart-?beats?|reachable)"
)
"""A monitor that looks whether a machine answers."""
