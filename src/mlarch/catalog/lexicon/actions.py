"""Words about what acts on the world, who agrees, and what stands in when something fails."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "ACTS_ON_THE_WORLD",
    "AGREED_BEFORE",
    "ALL_POWERFUL",
    "APPROVED_BY_PEOPLE",
    "BY_ITSELF",
    "CARRIES_OUT",
    "GRAVE",
    "MOVES_SOMETHING",
    "NOBODY",
    "OF_A_LANGUAGE_MODEL",
    "READS_ONLY",
    "UNBOUNDED",
]

ACTS_ON_THE_WORLD = any_of(
    r"(?:accepts|settles|approves|rejects|refuses|denies|terminates|archives|signs|enrols|releases|resets|bans|blocks|suspends|fines|changes|merges|installs|restarts|drops|prescribes|writes the prescription)\b",
    r"carries (?:it |them |this )?out|puts? (?:\w+ ){0,4}back in(?:to)? (?:service|use)|points off|sends? (?:the |an? |it|them|those|out)\b|mails the|pays\b",
    r"refunds?\b",
    r"wires?\b",
    r"resets?\b",
    r"issues?\b",
    r"drops? (?:tables?|the)",
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
    r"sends? (?:e-?mails?|money|messages|texts?|letters?)",
    r"(?:sends?|writes?) (?:\w+ )?(?:e-?)?mails?",
    r"(?:updates?|edits?|changes?|corrects?) (?:the|an?) \w+",
    r"(?:e-?mail|sms|letter) sender",
    r"writes? to",
    r"writes? into",
    r"grants?\b",
    r"actuat\w+",
    r"moves? money",
    r"gripper",
    r"robot arm",
    r"dispatch(?:es|ing)?\b",
    r"executes?\b",
    r"runs? (?:shell |sql |any )?(?:commands?|scripts?|code|sql)",
    r"shell\b",
    r"deploys?\b",
    r"restarts?\b",
    r"shuts? (?:down|off)",
    r"switch(?:es)? (?:off|on)",
    r"prescrib\w+",
    r"signs?\b(?! in)",
    r"files? (?:claims?|returns?|orders?|reports?)",
    r"(?:changes?|updates?|edits?|sets?) (?:the )?(?:\w+ )?(?:records?|prices?|accounts?|address\w*|limits?|contracts?|tariffs?|settings?|dose\w*|appointments?|bookings?|tickets?|files?)",
    r"merges?\b",
    r"posts? (?:to|on|in)",
    r"publish\w*",
)
"""What cannot be taken back by computing again."""

READS_ONLY = any_of(
    r"reads? the",
    r"read[- ]only",
    r"reads? only",
    r"only reads?",
    r"look[- ]?ups? only",
    r"changes nothing",
)
"""It changes nothing, whatever it is named after."""

APPROVED_BY_PEOPLE = any_of(
    r"approv\w+",
    r"confirm\w*",
    r"person",
    r"people",
    r"human",
    r"two-person",
    r"four-eyes",
    r"sign-?off",
    r"signed off",
    r"consent",
    r"asks? the",
    r"read-only",
    r"drafts?\b",
    r"dry[- ]run",
    r"sandbox",
    r"suggest\w*",
    r"propos\w+",
    r"clerk",
    r"officer",
    r"up to \d+",
    r"at most \d+ (?:eur\w*|usd|dollars|pounds|euros|gbp)",
    r"limited to",
    r"limits? (?:on|of|per|for|to)",
    r"pin\b",
    r"second factor",
)
"""Somebody agrees before it happens, or it only proposes."""

_PERSON = r"(?:\w+(?:er|or|ist|ian|man)|clerk|nurse|finance|staff|people|persons?|human|desk|on-call|crew|lead|steward|customer|patient|pilot)s?"
AGREED_BEFORE = any_of(
    rf"{_PERSON} (?:\w+ ){{0,2}}?(?:confirm|approv|releas|review|sign|enter|decid|click|tap|press|agree)\w*",
    rf"(?:confirmed|approved|released|signed|reviewed|entered|sent|decided|checked) by (?:an? |the |one )?{_PERSON}",
    r"(?:must|has to|needs? (?:the|an?)|until|once|before) (?:\w+ ){0,4}(?:confirm|approv|sign|agree|tap)\w*",
    r"(?:drafts?|proposals?|suggest\w*|propos\w+|prepares?|recommend\w*)\b",
    r"read-only|nothing it can call|cannot (?:send|pay|move|act|change)|no right to",
    r"asks (?:\w+ ){0,3}(?:before|first)\b",
    r"(?:two|four|both) (?:eyes|engineers|people|persons)",
    r"opens? (?:a |the )?(?:pull request|ticket)s?\b|(?:changes|actions|everything else) needs?\b",
)
"""A person agrees before the agent's act, and does not only read of it."""

CARRIES_OUT = any_of(
    r"execut(?:es?|ed) (?:what|whatever|all|any|every|directly|at once|it|them|orders)",
    r"any (?:payee|sum|amount|accounts?|size|recipient|customer|order|table|command|value|limit|url)",
    r"(?:of|in) any (?:size|amount|value)",
    r"without (?:asking|confirm\w*|approval|an? (?:limits?|person|approval|check|cap)|limits?|anybody|anyone|review|a? ?checks?|a? ?human)",
    r"no (?:limits?|confirmation|approval|person|human|questions? asked|checks?|cap|review|upper bound)\b",
    r"nobody (?:is asked|confirms|approves|looks|checks)",
    r"by itself",
    r"on its own",
    r"(?:what|whatever) (?:the )?(?:\w+ )?(?:model|assistant|agent|llm|bot) (?:says|orders|wants|decides|asks|sends|calls|returns|chooses)",
    r"(?:at once|immediately|directly|straight away)\b",
    r"autonomous\w*",
    r"unattended",
    r"fully automatic\w*",
    r"automatically",
    r"as soon as (?:the )?(?:model|agent|assistant|llm|it)",
    r"called by the (?:model|agent|llm|assistant) as a tool",
)
"""It is done as the model wants it."""

UNBOUNDED = any_of(
    r"(?:again|on|itself|calls|steps|turns|loops|tools) without (?:a |any |an )?(?:limit|end|bound|cap)",
    r"(?:unbounded|unlimited|any|arbitrary) (?:number|amount) of (?:\w+ )?(?:steps?|calls?|turns?|tokens?|loops?|rounds?|retries|tools?)",
    r"(?:goes|keeps|runs|loops|continues|tries|works)(?: on)?(?: going| trying)? (?:until|as long as|till)",
    r"until (?:the )?(?:model|agent|llm|it|goal|task|job) (?:says|thinks|decides|is|has)",
    r"as (?:often|many (?:rounds|steps|calls|turns|tools?|times)|long) as (?:it|the (?:model|agent|assistant)|needed|necessary)",
    r"(?:no|without(?: an?)?) (?:\w+ )?(?:limits?|caps?|budgets?|ends?|maximum|bounds?) (?:of|on|to|for|in) (?:the )?(?:number of )?(?:\w+ )?(?:steps?|calls?|turns?|tokens?|costs?|tools?|loops?|time|iterations?|rounds?)",
    r"(?:unlimited|unbounded|endless|any number of|arbitrar(?:y|ily) many) (?:\w+ )?(?:steps?|calls?|turns?|tokens?|loops?|iterations?|rounds?|retries)",
    r"(?:steps?|calls?|turns?|tokens?|loops?|iterations?) (?:are |is )?(?:unlimited|unbounded|not limited|not capped|not counted)",
    r"no (?:step|call|turn|token|cost|time|tool|loop) (?:limit|cap|budget)",
)
"""An agent that ends when it thinks that it is done."""

ALL_POWERFUL = any_of(
    r"(?:rights|permissions?|role|access|token|account|credentials|login) of (?:an? |the )?(?:admin\w*|root|super-?user|system|operator|owner)",
    r"as (?:admin\w*|root|super-?user)\b",
    r"(?:admin|administrator|root|super-?user|service|master|god|system|shared|technical|privileged)(?:[- ]\w+)? (?:account|token|key|rights|credentials?|role|user|access|permissions?|login)",
    r"(?:full|unrestricted|unlimited|complete|write) (?:access|rights|permissions?) (?:to|on|for|over) (?:all|every|the (?:whole|entire)|any)",
    r"(?:access|rights|reads?|sees?|queries) (?:to |on |of )?(?:all|every|any) (?:customers?|users?|accounts?|tenants?|patients?|mailbox\w*|tables?|records?|employees?)(?:'s?|s'?)?\b",
    r"one (?:api )?(?:key|token|account|login) for (?:all|every)",
    r"(?:same|shared) (?:api )?(?:key|token|account|login|credentials) (?:for|by|between)",
    r"on behalf of (?:any|all|every)",
    r"(?:spend|pay|refund|book|order|transfer|grant)s? (?:\w+ ){0,3}?any (?:amount|sum|number)\b",
    r"(?:tokens?|keys?|account|role|rights|login|credentials?)(?: \w+){0,4}? (?:can|may|to) (?:\w+ (?:to |in |on )?){1,2}(?:all|every|any)\b",
    r"(?:does|do|carries out|performs|executes) (?:what|whatever|everything that|all that) (?!the (?:user|person|customer|model|plan|rule)s?\b|it\b)(?:[\w']+,? ){1,5}?(?:ask|say|tell|want|demand|order|request)s?\b",
    r"(?:follows|obeys|acts (?:up)?on) (?:the |any |all )?(?:instructions?|orders?|commands?|requests?|text|content) (?:in|of|from) (?:the |an? )?(?:\w+ )?(?:documents?|letters?|mails?|e-?mails?|tickets?|pages?|comments?|attachments?|files?|chats?)\b",
    r"as (?:the |an? )?(?:\w+ ){1,6}?(?:letter|document|mail|page|attachment|file|ticket|comment)s? (?:asks?|says?|tells?|wants?|demands?)\b",
    r"bypass\w* (?:the )?(?:permission|access|authori)\w*",
)
"""Rights that are wider than those of the person who asks."""

GRAVE = any_of(
    r"ends? (?:the )?(?:exam|contract|employment|session of|tenancy|policy|benefit\w*|treatment)",
    r"grades? f\b",
    r"fails? the (?:student|exam|candidate|course)",
    r"clos(?:es|ed) (?:the |an |their )?(?:accounts?|cards?|polic(?:y|ies)|shops?|profiles?|contracts?)",
    r"(?:is|are) (?:void|annulled|forfeit\w*)",
    r"cuts? (?:the )?limits? to zero",
    r"terminat\w+ (?:the )?(?:contract|employment|account|policy|tenancy|driver|courier|worker|seller)s?",
    r"deactivat\w+ (?:the )?(?:account|driver|courier|worker|seller|user|host)s?",
    r"dismiss\w* (?:the )?(?:worker|employee|driver|applicant|claim|student)s?",
    r"expel\w*",
    r"evict\w*",
    r"(?:bans?|banned|blocks?|suspends?) (?:for life|for good|permanently|forever)",
    r"permanent(?:ly)? (?:bans?|blocks?|suspen\w+|closes?)",
    r"reports? (?:\w+ )?to (?:the )?(?:police|authorities|regulator|credit bureau|employer|schufa)",
    r"den(?:y|ies) (?:the )?(?:treatment|care|benefits?|loans?|visas?|claims?|coverage|bail|parole)",
    r"cuts? (?:off )?(?:the )?(?:power|benefits?|supply|heating|water|treatment)",
    r"stops? (?:the )?(?:benefits?|payments? to|treatment|pension)",
    r"revok\w+ (?:the )?(?:licen[cs]es?|permits?|visas?|access for good)",
    r"cancels? (?:the )?(?:polic(?:y|ies)|contracts?|licen[cs]es?|surger\w+|treatment)",
    r"(?:rejects?|refuses?) (?:the )?(?:applicants?|patients?|claims?) (?:at once|automatically|by itself|without|directly)",
    r"discharges? (?:the )?patients?",
)
"""A decision about a person that is hard to take back."""

MOVES_SOMETHING = any_of(
    r"payments?\b",
    r"refunds?\b",
    r"payouts?\b",
    r"(?:money |bank |wire )?transfers?\b(?! of (?:data|files|models))",
    r"charges?\b",
    r"purchases?\b",
    r"withdrawals?\b",
    r"top-?ups?\b",
    r"trades?\b",
    r"buy orders?",
    r"sell orders?",
    r"bookings?\b",
    r"reservations?\b",
    r"(?:invoice |ledger )?postings?\b",
    r"dispens\w+",
    r"(?:pick|move|drop|open|start|stop|drive|switch|dose|unlock|irrigation|actuator|valve|drone|robot|arm|door) commands?",
    r"commands? to (?:the )?(?:arm|robot|valve|pump|drone|door|machine|vehicle)",
    r"(?:place|places|placing|placed) (?:an |the )?orders?",
    r"order placement",
    r"(?:new|purchase|delivery) orders?\b",
    r"sms\b",
    r"e-?mails? to\b",
    r"letters? to\b",
    r"doses?\b",
    r"cancell?ations?\b",
    r"(?:text|push|e-?mail|voice) (?:message|notification)s? to",
    r"orders?\b(?! (?:status|id|number|history|data|lines|details))",
    r"credits? (?:to|of)\b",
    r"vouchers?\b",
    r"print jobs?",
    r"(?:git )?push(?:es)?\b|merges?\b|commits?\b|roll-?outs?\b",
    r"(?:turn|start|stop|open|close|release|unlock|raise|lower)s? (?:the |an? )?(?:\w+ )?(?:valve|pump|gate|door|motor|heater|conveyor|burner|barrier|brake|winch|drill|sluice)s?\b",
    r"(?:print|issue|book|call|dial|post to)s? (?:the |an? )?(?:label|ticket|bed|taxi|number|ledger|seat|slot|invoice|room|table)s?\b",
    r"drops? \d+ ?g\b",
    r"(?:add|pump|pour|inject|spray|dose|give|heat|move|turn|open)s? (?:by )?(?:\w+|\d+(?:\.\d+)?) (?:more )?(?:ml|millilit\w*|mm|millimet\w*|lit\w*|grams?|kg|degrees?|metres?|meters?|steps?|units?)\b",
)
"""Done twice, it has twice the effect."""

OF_A_LANGUAGE_MODEL = any_of(
    r"(?:large )?language models?",
    r"llms?\b",
    r"(?:\w+ )?(?:agents?|assistants?|copilots?)\b",
    r"gpt\w*|claude|gemini|llama",
)
"""Something that a language model drives."""

BY_ITSELF = any_of(
    r"(?:by|all by) (?:itself|themselves)",
    r"(?:on|of) (?:its|their) own\b",
    r"un(?:attended|supervised)\b",
    r"autonomous\w*",
    r"(?:without|before) (?:anybody|anyone|a person|people|a human|asking|confirmation|approval)\b",
    r"without (?:waiting|a second look|staff|sign-?off|review|a look)\b",
    r"no (?:sign-?off|human in the loop|second look|person in between)",
    r"(?:told|informed|notified|learns?|hears?) (?:\w+ ){0,3}?(?:afterwards|later|after|next day)\b",
    r"it ?self\b|direct(?:ly)?\b|at once\b|on the spot|(?:the|that) same (?:minute|second|moment|hour)|right away|immediately|instantly",
    r"without (?:waiting|anyone|a person|sign|approval|confirm\w*|the)",
    r"no (?:human|person|one|body) (?:in between|in the loop|between|needed|involved)",
    r"(?:when|if|once|as soon as) (?:it|the (?:model|agent|score|figure)) (?:is|thinks|believes|feels|decides) (?:\w+ ){0,2}?(?:sure|certain|confident|above|below|enough|so|right|needed|necessary|best|good|useful)\b",
    r"(?:whoever|anyone|anybody) (?:who )?(?:convinces|asks|persuades|tells)",
    r"can (?:complain|object|appeal|protest|be restored) (?:later|afterwards|still)|rows can be restored",
    r"(?:sees?|reads?|gets?|has|have|receives?|checks?|finds?|looks? (?:at|through)) (?:\w+ ){0,4}?(?:list|log|logs|digest|summar\w+|reports?|settlements?|overview|journal|protocol)(?: \w+){0,4}? ?(?:afterwards|later|in the morning|next morning|next day|weekly|monthly|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|of the week)",
    r"(?:gets?|get|sees?|reads?|receives?) (?:an? |the )?(?:weekly|daily|monthly|friday|monday|sunday|week's|end-of-\w+)?(?: ?)(?:digest|summary|settlements?)\b",
    r"its own (?:pull requests?|changes?|orders?|requests?|work|verdicts?|decisions?)\b",
    r"get those as a list|in (?:his|her|their) list (?:next|the next|on)",
    r"when (?:nobody|no one) (?:is|looks|works|watches)",
    r"(?:nobody|no one) (?:looks|reads|checks|agrees|confirms|approves|is asked)",
    r"(?:sees?|see it|read|learns? of it|told) (?:\w+ ){0,4}?(?:afterwards|later|the next (?:morning|day))",
)
"""Nobody stands between the decision and what comes of it."""

NOBODY = any_of(r"none\b", r"nobody", r"no one", r"no\b", r"not needed", r"n/?a\b", r"automatic\w*")
"""An `approval` that says that there is none."""
