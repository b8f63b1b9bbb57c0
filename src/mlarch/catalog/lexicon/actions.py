"""Words about what acts on the world, who agrees, and what stands in when something fails."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "ACTS_ON_THE_WORLD",
    "ALL_POWERFUL",
    "APPROVED_BY_PEOPLE",
    "BY_ITSELF",
    "CARRIES_OUT",
    "GRAVE",
    "IDEMPOTENT",
    "MOVES_SOMETHING",
    "NEW_NUMBER",
    "NOBODY",
    "OF_A_LANGUAGE_MODEL",
    "READS_ONLY",
    "UNBOUNDED",
]

ACTS_ON_THE_WORLD = any_of(
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

READS_ONLY = any_of(r"reads? the", r"read[- ]only", r"reads? only", r"only reads?", r"look[- ]?ups? only")
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
    r"(?:turn|start|stop|open|close|release|unlock|raise|lower)s? (?:the |an? )?(?:\w+ )?(?:valve|pump|gate|door|motor|heater|conveyor|burner|barrier|brake|winch|drill|sluice)s?\b",
    r"(?:print|issue|book|call|dial|post to)s? (?:the |an? )?(?:label|ticket|bed|taxi|number|ledger|seat|slot|invoice|room|table)s?\b",
    r"drops? \d+ ?g\b",
    r"(?:add|pump|pour|inject|spray|dose|give|heat|move|turn|open)s? (?:by )?(?:\w+|\d+(?:\.\d+)?) (?:more )?(?:ml|millilit\w*|mm|millimet\w*|lit\w*|grams?|kg|degrees?|metres?|meters?|steps?|units?)\b",
)
"""Done twice, it has twice the effect."""

NEW_NUMBER = any_of(
    r"(?:new|fresh|different|another|own|its own|random) (?:\w+ )?(?:ids?|numbers?|keys?|nonces?|tokens?) (?:on|for|with|per|at|in) (?:each|every|any) (?:\w+ )?(?:try|attempt|time|retry|repeat|call|send)\w*",
    r"(?:each|every) (?:try|attempt|retry|repeat|call) (?:gets?|has|carries|makes|takes) (?:an? )?(?:new|fresh|different|another|own|its own)",
)
"""A repeat that cannot be told from a second request."""

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
    r"when (?:nobody|no one) (?:is|looks|works|watches)",
    r"(?:nobody|no one) (?:looks|reads|checks|agrees|confirms|approves|is asked)",
    r"(?:sees?|see it|read|learns? of it|told) (?:\w+ ){0,4}?(?:afterwards|later|the next (?:morning|day))",
)
"""Nobody stands between the decision and what comes of it."""

NOBODY = any_of(r"none\b", r"nobody", r"no one", r"no\b", r"not needed", r"n/?a\b", r"automatic\w*")
"""An `approval` that says that there is none."""

IDEMPOTENT = any_of(
    r"same (?:\w+ )?(?:id|number|key|hash|token)\b",
    r"(?:id|number|key|hash) as (?:the )?(?:\w+ )?key\b",
    r"(?:a|the) (?:number|id|key) (?:that )?(?:it|they) (?:has|have) (?:seen|had)",
    r"one (?:\w+ )?per (?:\w+ )?(?:number|id|key)\b",
    r"idempot\w+",
    r"de-?duplicat\w+",
    r"exactly[- ]once",
    r"(?:request|order|transfer|payment|refund|booking|message|command|job|document|invoice|transaction|event) (?:id|number|hash|key)\b",
    r"once only",
    r"only once",
    r"at most once",
    r"same key",
    r"with (?:its|an?|their|the) (?:own |unique )?(?:number|id|key|hash|nonce|token)",
    r"unique (?:id|key|number)",
    r"duplicates? (?:are |is )?(?:refused|dropped|ignored|rejected|detected)",
    r"repeat(?:ed|s)? (?:calls? )?(?:are |is )?(?:ignored|recogni[sz]ed|harmless)",
)
"""A repeated call has the effect of one."""
