"""The words by which the rules of reasoning understand what an author writes, each with its meaning.

Only the first 2,000 characters of a text are looked at: nobody writes more in one field, and some patterns take
time that grows with the square of the length.

Policy: a word counts only in the field where it is meant. A rule names the field that it reads, asks one of
these patterns about its text, and says nothing where the text is silent. All patterns are English and are
asked of lower-case text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "ACTS_ON_THE_WORLD",
    "ALLOWS",
    "APPROVED_BY_PEOPLE",
    "BY_RANDOM_ROWS",
    "BY_THE_SYSTEM",
    "CHOSEN_BY_SYSTEM",
    "CLOCK",
    "CLOSED_CASES_ONLY",
    "DECIDED_BY_SYSTEM",
    "FROM_THE_FUTURE",
    "IDEMPOTENT",
    "INDEX_APART",
    "LIMITED",
    "METRIC",
    "OF_THE_MODEL",
    "OPEN_CASES_TREATED",
    "PERSONAL_BY_NATURE",
    "RANDOM_SHARE",
    "READS_ONLY",
    "REBALANCED",
    "REST_IS_NEGATIVE",
    "SAME_ENTITY_APART",
    "TRAINING_DIFFERS",
    "TREATED",
    "WHO_ASKS",
    "Words",
]


_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern that is looked for at the beginning of a text."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place that says it; None where nothing does."""
        return self.pattern.search(text, 0, _LONGEST)


def _words(*alternatives: str) -> Words:
    return Words(re.compile(rf"\b(?:{'|'.join(alternatives)})"))


def _pattern(text: str) -> Words:
    return Words(re.compile(text))


# ── training data ───────────────────────────────────────────────────────────────────────────────────────

FROM_THE_FUTURE = _words(
    r"after the (?:outcome|decision|prediction|event|case|claim|label|trip|order|stay|visit|call|sale|delivery)",
    r"once the \w+ (?:is|has|was)",
    r"when (?:the )?(?:case|claim|order|account|ticket|contract|loan) (?:is )?(?:closed|settled|cancelled|paid)",
    r"(?:known )?at (?:settlement|closing|cancellation|resolution|discharge|label time|training time)",
    r"final (?:status|amount|cost|price|outcome|grade|diagnosis|report|bill|count|state)",
    r"(?:the )?(?:outcome|label) itself",
    r"whole (?:trip|stay|session|month|season|quarter)",
)
"""A value that exists only when the outcome does."""

BY_RANDOM_ROWS = _words(
    r"random(?:ly|ised|ized)?\b", r"shuffl\w+", r"k-?fold", r"\d+-fold", r"stratified\b", r"by rows?\b"
)
"""A division of examples that looks at no time and no entity."""

SAME_ENTITY_APART = _words(
    r"(?:by|per|grouped by|group(?:ed)? on|disjoint|never|no) (?:time|date|day|week|month|season|user|customer|\w+ id)",
    r"by (?!rows?\b|random)\w+",
    r"(?:chronolog|out-of-time|temporal|time-based|last|later|earlier|newest|forward)",
    r"(?:no|each|one) \w+ (?:in|on) (?:both|one)",
    r"leave-one-\w+-out",
)
"""A division that keeps times or entities apart."""

TRAINING_DIFFERS = _pattern(
    r"(?:\b(?:in|for|at|during) (?:training|the training set)\b|\btrained on\b)(?P<here>[^.;]*?)[,;:.]? ?"
    r"(?:\b(?:in|at|for|when|while|during) (?:serving|serve[ds]?|production|inference|live|online|request time)\b|"
    r"\bserved (?:on|with|from)\b)"
    r"|\b(?:in|at|for|when|during) (?:serving|served|production|inference|online)\b[^.;]*\bin training\b"
)
"""One thing for training, and another when the model is asked."""

CHOSEN_BY_SYSTEM = _words(
    r"(?:the )?(?:model|score|classifier|ranker|rules?|system|threshold|policy)\b",
    r"(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|clicked|escalated|selected"
    r"|recommended|audited|answered) (?:ones|cases|claims|customers|applicants|loans|items|messages|calls|orders|only)",
    r"only (?:the )?(?:flagged|reviewed|investigated|inspected|shown|accepted|approved|granted|offered|escalated)",
    r"(?:above|below|over) (?:the )?(?:threshold|0\.\d+)",
)
"""Cases that the system itself chose."""

REST_IS_NEGATIVE = _pattern(
    r"\b(?:everything|everybody|all(?: the)?|the) (?:else|others?|rest)\b[^.;]*\b(?:counts?|taken|treated|is|are) (?:as )?\w+|"
    r"\bunlabell?ed\b[^.;]*\b(?:negatives?|honest|good|healthy)\b"
)
"""What nobody looked at is taken for negative."""

BY_THE_SYSTEM = _words(r"by the (?:model|system|classifier|rules?|engine|score|ranker)")
"""Something that the system itself did."""

REBALANCED = _words(
    r"balanced",
    r"under-?sampl\w*",
    r"down-?sampl\w*",
    r"over-?sampl\w*",
    r"smote",
    r"1:1",
    r"one to one",
    r"one negative",
    r"class weights?",
    r"negatives? (?:kept|sampled|per)",
    r"\d+ ?% of (?:the )?negatives",
)
"""Classes in training that do not stand as often as in the world."""

RANDOM_SHARE = _words(
    r"random",
    r"\ball\b",
    r"every ",
    r"control group",
    r"hold-?out",
    r"explor\w+",
    r"audit sample",
    r"uniform",
    r"unselected",
    r"propensit\w+",
    r"inverse",
    r"reject inference",
    r"bandit",
    r"sampled (?:at|from all)",
)
"""Something that is chosen without the model, or a correction for its choice."""

DECIDED_BY_SYSTEM = _pattern(
    r"\b(?:refused|rejected|blocked|declined|flagged|removed|banned|accepted|approved|denied|predicted|classified|"
    r"labell?ed|marked|decided|routed|chosen) (?:by|from) (?:the |our )?(?:\w+ )?(?:model|system|classifier|score|"
    r"rules?|engine|ranker|policy|threshold)\b|\b(?:model|system|engine|classifier)'?s? (?:own )?"
    r"(?:decisions?|predictions?|verdicts?|picks?|choices?)\b"
)
"""What the system said, taken for the truth."""

CLOSED_CASES_ONLY = _pattern(
    r"\bonly (?:the )?(?:\w+ ){0,2}(?:finished|completed|closed|successful|delivered|returned|settled|ended|repaid|"
    r"cancelled|churned|failed|paid|sold|matured|resolved)\b|"
    r"\b(?:open|unfinished|ongoing|running|pending|unsettled|active|still open|not yet \w+|sold-?out|stock-?outs?)"
    r"(?: \w+){0,3} (?:are |is )?(?:dropped|left out|excluded|ignored|discarded|removed|skipped|taken as|counted as)"
)
"""Examples whose end is not known yet are left out, or taken for what they are not."""

OPEN_CASES_TREATED = _words(
    r"censor\w*",
    r"surviv\w*",
    r"hazard",
    r"matur\w+",
    r"delayed[- ]feedback",
    r"kaplan",
    r"cox\b",
    r"tobit",
    r"unconstrain\w+",
    r"imput\w+",
)
"""A method for examples whose end is not known yet."""

# ── release, caches, actions ────────────────────────────────────────────────────────────────────────────

CLOCK = _words(
    r"(?:after|for|every|within) (?:a|an|one|two|three|\d+)? ?(?:min(?:ute)?s?|h(?:ours?)?|days?|nights?|weeks?)\b",
    r"\d+ ?(?:min|h|d|days?|hours?|weeks?)\b",
    r"by the clock",
    r"on schedule",
    r"automatically",
    r"overnight",
    r"next (?:day|morning|week)",
)
"""A step that comes when time has passed."""

OF_THE_MODEL = _words(
    r"(?:score|prediction|feature|output|input|class|confidence)s? distributions?",
    r"drift",
    r"calibration",
    r"model (?:metrics|quality|accuracy|performance)",
    r"accuracy",
    r"precision\b",
    r"recall\b",
    r"(?:p|r)?auc\b",
    r"psi\b",
)
"""A payload of metrics that tells how a model does, and not only whether it answers."""

METRIC = _words(
    r"guardrails?",
    r"metrics?",
    r"p9\d",
    r"error",
    r"complaints?",
    r"rate",
    r"unless",
    r"\bif\b",
    r"while ",
    r"hold",
    r"stops?\b",
    r"rolls? back",
    r"slo",
    r"latency",
    r"below",
    r"above",
    r"no worse",
    r"not worse",
    r"passes?",
)
"""Something that is looked at before the next step."""

INDEX_APART = _pattern(
    r"\bind(?:ex|exes|ices)\b[^.;]*\b(?:stays?|kept|unchanged|later|separate(?:ly)?|own (?:schedule|pace)|weekly|nightly|"
    r"next (?:build|run|night)|rebuilt (?:over ?night|later|afterwards|weekly)|follows|catches up|untouched|as it is|is not)\b|"
    r"\b(?:encoder|tower|embedding model|model)s?\b[^.;]*\b(?:alone|without the index|independent(?:ly)? of the index)\b"
)
"""An index that does not move with the model that makes its vectors."""

WHO_ASKS = _words(
    r"users?",
    r"members?",
    r"customers?",
    r"accounts?",
    r"tenants?",
    r"persons?",
    r"viewers?",
    r"readers?",
    r"guests?",
    r"patients?",
    r"employees?",
    r"askers?",
    r"subjects?",
    r"profiles?",
    r"sessions?",
    r"devices?",
    r"house-?holds?",
    r"shoppers?",
    r"buyers?",
    r"players?",
    r"listeners?",
    r"riders?",
    r"drivers?",
    r"clients?",
    r"access",
    r"groups?",
    r"permissions?",
    r"roles?",
    r"cookies?",
    r"logins?",
    r"team",
    r"organi[sz]ation",
    r"segment",
)
"""The part of a key that tells one person, or one group with equal rights, from another."""

ACTS_ON_THE_WORLD = _words(
    r"refunds?\b",
    r"pays?\b",
    r"payments?\b",
    r"payouts?\b",
    r"transfers?\b",
    r"charg(?:e|es|ing)\b",
    r"book(?:s|ing)?\b",
    r"cancel\w*",
    r"delet\w+",
    r"orders?\b",
    r"purchas\w+",
    r"buys?\b",
    r"sells?\b",
    r"trad(?:e|es|ing)\b",
    r"ships?\b",
    r"dispens\w+",
    r"unlock\w*",
    r"close[sd]? accounts?",
    r"sends? (?:e-?mails?|money|messages)",
    r"writes? to",
    r"grants?\b",
    r"actuat\w+",
    r"moves? money",
    r"gripper",
    r"robot arm",
    r"dispatch(?:es|ing)?\b",
)
"""What cannot be taken back by computing again."""

READS_ONLY = _words(r"read[- ]only", r"reads? only", r"only reads?", r"look[- ]?ups? only")
"""It changes nothing, whatever it is named after."""

APPROVED_BY_PEOPLE = _words(
    r"approv\w+",
    r"confirm\w*",
    r"person",
    r"people",
    r"human",
    r"two-person",
    r"four-eyes",
    r"sign-?off",
    r"consent",
    r"asks? the",
    r"read-only",
    r"drafts?\b",
    r"dry[- ]run",
    r"sandbox",
    r"suggest\w*",
    r"propos\w+",
)
"""Somebody agrees before it happens, or it only proposes."""

IDEMPOTENT = _words(
    r"idempot\w+",
    r"de-?duplicat\w+",
    r"exactly[- ]once",
    r"request id",
    r"once only",
    r"at most once",
    r"same key",
)
"""A repeated call has the effect of one."""

ALLOWS = _pattern(
    r"\b(?:approv(?:e|es|al)|accepts?|allows?|lets? (?:\w+ ){0,2}(?:through|in|pass)|pass(?:es)? (?:all|everything|through|"
    r"unchecked)|grants?|publish(?:es)?|go(?:es)? ahead|fail[- ]?open|auto-?approve\w*|is opened)\b"
)
"""The answer that lets a case through."""

LIMITED = _words(
    r"below",
    r"under",
    r"up to",
    r"small",
    r"known",
    r"low[- ](?:risk|value)",
    r"limit\w*",
    r"cap(?:s|ped)?\b",
    r"queue\w*",
    r"review\w*",
    r"refus\w+",
    r"declin\w+",
    r"hold",
    r"held",
    r"wait\w*",
    r"ask\w*",
    r"person",
    r"manually",
    r"manual review",
    r"human",
    r"nurse",
    r"agent",
    r"no flags?",
    r"reject\w*",
    r"block\w*",
    r"stop\w*",
    r"safe (?:stop|state|mode)",
    r"last decision",
)
"""A fallback that stays careful."""

PERSONAL_BY_NATURE = _words(
    r"voices?\b",
    r"voice recordings?",
    r"speech",
    r"audio",
    r"recordings?\b",
    r"selfies?",
    r"faces?\b",
    r"webcams?",
    r"id (?:card|document|photo)s?",
    r"passports?",
    r"fingerprints?",
    r"biometr\w+",
    r"gps",
    r"locations?\b",
    r"health",
    r"medical",
    r"patients?\b",
    r"symptoms?",
    r"diagnos\w+",
    r"prescriptions?",
    r"triage notes?",
    r"messages?\b",
    r"chats?\b",
    r"e-?mails?\b",
    r"conversations?\b",
    r"transcripts?",
    r"bank (?:statements?|transactions?)",
    r"salar(?:y|ies)",
    r"addresses\b",
    r"driving (?:traces?|data)",
    r"trips? traces?",
)
"""Data that tells of a person whatever its fields are called."""

TREATED = _words(
    r"anonym\w+",
    r"pseudonym\w+",
    r"de-?identif\w+",
    r"redact\w*",
    r"mask\w*",
    r"scrub\w*",
    r"blur\w*",
    r"aggregat\w+",
    r"token(?:s|ised|ized)\b",
    r"hash\w*",
    r"consent\w*",
    r"no personal",
    r"without (?:names|ids|personal)",
    r"stripped",
    r"synthetic",
    r"data processing agreement",
    r"dpa\b",
    r"processor",
    r"zero[- ]retention",
    r"public",
    r"on[- ]prem\w*",
    r"own (?:vpc|cloud|region)",
)
"""Personal data that was changed, or a party that is bound."""
