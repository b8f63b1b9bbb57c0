"""Words about what stands in when something fails."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "AFTERWARDS",
    "ALLOWS",
    "CAREFUL",
    "COUNTS_AS_GOOD",
    "GOES_ON_BLINDLY",
    "LIMITED",
    "PURPOSE",
    "REFUSES",
    "SMALL_OR_HELD",
    "WAITS",
]

_NOTHING_WRONG = (
    r"(?:no|without|nothing) (?!answer|score|result|reply|response|hit|route|path|document|passage|source|match|more\b)\w+ (?:is |are )?"
    r"(?:known|found|seen|detected|suspected|on (?:record|file))\b"
    r"|(?:without|no) (?:an? )?(?:objections?|concerns?|contraindications?|complaints?|suspicions?)\b"
    r"|nothing (?:suspicious|unusual|wrong|conspicuous|dangerous|to (?:report|declare))\b"
)
_VERDICT = r"(?:accept(?:ed)?|approved?|pass(?:ed)?|allow(?:ed)?|green|clear(?:ed)?|admit(?:ted)?|grant(?:ed)?|eligible|waived?)"

ALLOWS = pattern(
    r"\b(?:usual|ordinary|default|average|standard|normal|regular|declared|requested|claimed|stated|reported|planned|scheduled|advertised) (?:\w+ )?(?:level|class|category|grade|code|rate|dose|urgency|priority|severity|value|amount|limit|verdict|result|answer|decision|reading)s?\b|"
    r"\bstays? (?:\w+able|active|live|enabled|eligible|on (?:the|its) (?:list|way)|in the (?:list|pool|line))\b|"
    r"\b(?:anyway|anyhow|all the same|regardless|nevertheless|no matter what|in any case)\b|"
    r"^(?:give|issue|enrol|pay|book|post|ship|hire|prescribe|dispense|transfer|fire|launch|waive|confirm|charge|credit|admit|carry out)s? (?:the |an? |all |every\w*|it\b|them\b|\w+$)|"
    r"\bappears? (?:at once|immediately|straight away|in the (?:feed|list|shop))|\b(?:is|are) (?:shown|displayed|visible) to (?:everybody|everyone|all|users|readers|viewers)\b|\bgoes? live\b|\bgreen light|\bnon-urgent|\b(?:authori[sz]ed|cleared|allowed|granted|on|open) by default|\bstays? (?:up|online|visible|open)\b|\bnormal operation\b|^releases? (?:the|all|it)\b|^discharge\b|^full \w+$|\bat (?:his|her|their|its) word\b|\bprevious answer of the check\b|"
    r"\bno (?:score|answer|verdict|result) (?:\w+ ){0,2}?(?:means?|is|counts? as) (?:no|ok|a pass)\b|\b(?:door|gate|barrier)s? opens?\b|\bskips? the guard\w*|\bwaiv\w+|\balways (?:yes|ok|true|on|open|allow)\b|\b(?:treat|mark|pass|class|consider|regard|take|count|rate)(?:s|es|ed|ify)? (?:\w+ ){0,3}?as (?!un\w+|such\b|not\b|no\b|guest|anonymous|suspicious|fraud|unknown|unsure|doubtful|unclear|failed|missing|pending|spam|risky|high|it|before|is|a |an |usual|p[0-2]\b|urgent|critical|emergenc|severe|worst|positive|suspect|provisional|preliminary|stale|dated|old\b|manual)\w*|"
    r"\b(?:approv(?:e[sd]?|al|es)\b|accept(?:s|ed|ance)?\b|allow(?:s|ed)?\b|admit(?:s|ted)?\b|grant(?:s|ed)?\b|clear(?:s|ed)\b|trust(?:s|ed)\b|"
    r"(?:let|put|wave|pass|go|goes|waved)(?:s|ed)? (?:\w+ ){0,3}(?:through(?! (?:the|an?|all|its) )|in\b|pass\b|ahead)|pass(?:es|ed)? (?:all|everything|on|un\w+)|"
    r"(?:publish|post|show|print|air|broadcast|deliver|release|send)(?:s|es|ed|d)? (?:\w+ )?(?:all|every\w*|it|them|un(?:checked|moderated|screened|filtered|reviewed|verified)|anyway|as (?:it|they)|with(?:out)?)\b|"
    r"publish(?:es|ed)?\b|fail[- ]?open|(?:is|are) opened|opens? (?:the |all )?(?:gate|door|account|barrier)s?|unlock(?:s|ed)?\b|"
    r"(?:file|mark|treat|label|handle|rate|take|class|regard|declare|count|score|tag|set|sort|book|report|consider)(?:s|d|ed)? (?:\w+ ){0,4}?(?:as|for|to|under) (?:\w+ )?(?:routine|harmless|safe|normal|clean|fine|ok|okay|"
    r"legit\w*|genuine|honest|healthy|negative|low|benign|valid|green|passed|no risk|good|trusted|clear|zero|0)\b|"
    r"(?:routine|lowest|low|normal|regular|standard) (?:list|queue|pile|care|priority|lane|track|risk|slot|visit|appointment|advice)\b|"
    r"assum(?:e[sd]?|ing)\b|"
    r"(?:skip|bypass|omit|drop|ignore)(?:s|ped|es|d|ted)? (?:the |all )?(?:\w+ )?(?:checks?|screening|review|scoring|control|filter|test|inspection|verification)|"
    r"(?:without|no) (?:the |a |any |further )?(?:\w+ )?(?:check|screening|scoring|control|moderation|filter|inspection|verification|test)(?:ing|s)?\b|"
    r"(?:confirm|execute|carry out|perform|complete|proceed|continue|go on|keep|do)(?:s|ed)? (?:the|with|all|every\w*|it|them|as|anyway)\b|everything counts|as last time\b|(?:spoken|sent|shown|used|published|played|delivered|executed|printed|posted|handed (?:on|out)) (?:as (?:it|they) (?:is|are|comes?|stands?)|unchanged|all the same|anyway)\b|"
    r"un(?:checked|screened|moderated|filtered|verified|scored|tested)|"
    r"(?:book|pay|post|buy|order|dispense|ship|refund|transfer|charge|inject|dose|prescribe|sell|trade|bid)s? (?:the|all|out|it|them|what|whatever|anyway|everything|values?|last|same|at|with|as|from|usual|in full)\b|"
    r"(?<!\bthe )(?<!\ba )(?<!\ban )(?:paid|booked|posted|refunded|released|shipped|dispensed|credited|discharged)\b|"
    r"(?:default|risk|score|answer)s? (?:is |to |of )?(?:yes|allow|approve|pass|0(?:\.0+)?|zero|low|safe|green)\b|"
    r"(?:everything|everybody|everyone|all) (?:is |are |may |can )?(?:shown|published|allowed|accepted|paid|pass\w*|goes through|let in|through|in)\b)"
)
"""The answer that lets a case through."""

GOES_ON_BLINDLY = pattern(
    r"\b(?:finish|complet)(?:es|e)? (?:its|the|their) (?:\w+ )?(?:move|movement|run|dose|cycle|cut|trip|job|program\w*)\b|"
    r"\b(?:go(?:es)? on|carr(?:y|ies) on|continues?|proceeds?|keeps? (?:going|moving|driving|running|pumping|dosing|flying|picking|heating))\b(?! without (?!(?:the )?(?:check|screen|vision|sensor)))"
    r"|\b(?:last|previous|old|same|usual) (?:known )?(?:pose|command|set-?point|dose|dosage|position|steering|trajectory|path|speed|throttle|amount|heading|route)\b"
    r"|\b(?:repeat|reuse|hold|replay)s? the (?:last|previous) (?:pose|command|set-?point|dose|position|move|action)\b"
    r"|\bblind(?:ly)?\b|\bopen[- ]loop\b|\bdead reckoning\b"
)
"""It acts on, and does not see."""

_GOOD = (
    r"(?:good|0(?:\.0+)?\b(?![\d.])|zero\b|passed|pass\b|match\w*|clean\w*|clear(?:ed)?\b|checked(?! (?:next|later|tomorrow|after|by|again|when|in|at|before|on))|ok\b|okay|fine\b|safe\b|harmless|genuine|legit\w*|valid\b|negative|"
    r"normal|healthy|approved|eligible|entitled|compliant|verified|honest|undamaged|intact|sound\b|free of|free\b|empty\b|known[- ]good|low[- ]risk|"
    r"(?:no|zero|without|not) (?:\w+ )?(?:finding|risk|defect|fraud|smoke|fire|alarm|vessel|threat|match|leak|crack|person|people|damage|problem|event|issue|hit|concern)s?\b|"
    r"green\b|routine|trusted|non-?urgent|like (?:a |the )?(?:known|good|all|any)|authentic|real\b|human\b|fit\b|suitable|qualified)"
)
COUNTS_AS_GOOD = any_of(
    _NOTHING_WRONG,
    r"(?:risk|danger|severity|urgency)(?: (?:class|level|score|group))? (?:is )?(?:low|none|zero|minimal|green)\b",
    r"returns? (?:an? )?['\"]?(?:verified|ok|true|valid|genuine|safe|clean|negative|match)\b",
    r"(?:settled|paid|taken|accepted|booked|granted|entered) as (?:filed|stated|claimed|declared|requested|submitted|entered|asked)\b",
    r"let (?:past|by|on board)\b",
    rf"(?:(?<=^)|(?<=; )|(?<=\()){_VERDICT}(?: (?:all|every\w+|anyway))?(?=$|;|\))",
    r"(?:checks?|tests?|builds?|gates?|reviews?|cases?|items?|every \w+|all \w+) pass(?:es)?(?= *(?:$|[.;,)]))",
    r"(?:counts?|counted|tak(?:e|es|en)|treat(?:s|ed)?|report(?:s|ed)?|mark(?:s|ed)?|rat(?:e|es|ed)|shown?|shows|sets?|record(?:s|ed)?|fil(?:e|es|ed)|"
    r"class(?:es|ed|ified)?|regard(?:s|ed)?|declar(?:e|es|ed)|consider(?:s|ed)?|assum(?:e|es|ed)|scor(?:e|es|ed)|"
    rf"default|defaults|handled|presumed|labelled|labeled|tagged|signed off|handed on|put down) (?:(?:\w+|->|→) ){{0,3}}?(?:(?:as|to|for|like|with|:) )*(?:an? |the |its |all )?['\"]?(?<!not )(?<!un){_GOOD}",
    rf"(?:stays?|becomes?|is|are|goes|answer(?:s|ed)?|passes) (?:(?:\w+ )?(?:as|to|for|like) )?(?:an? |the |its |all )?['\"]?(?!free\b|empty\b|human\b|real\b|fit\b){_GOOD}",
    rf"\w+,? ?(?:= ?|: ?|-> ?|→ ?|i\.e\. )(?:'|\")?{_GOOD}(?:$|[ '\",;.)])",
    r"score (?:is |of |= ?|: ?)?(?:0\b|zero)",
    rf"as (?:an? |the )?(?!good as|fine as|safe as){_GOOD}(?=$|[ ,;.])",
    r"assumes? (?:the |that )?(?:\w+ ){0,3}(?:matches|fits|is right|is right|belongs|holds|is free|are free)",
    r"(?:is|are|gets?|goes|go) (?:\w+ )?(?:released|official|published|carried out|paid|put on sale|put into (?:service|use)|posted as|sent as|shipped|certified|enrolled|live)\b",
    r"(?:goes|go) (?:out|on air|ahead|to (?:the )?(?:customers?|ward|line|reader|market|street|press|print))\b",
    r"(?:opens?|lifts?|raises?|unlocks?) (?:the |all )?(?:\w+ )?(?:door|barrier|gate|account|turnstile|lock)s?",
    r"(?:keeps?|go(?:es)? on) (?:moving|running|driving|flying|cutting|pumping|selling|paying|printing)",
    r"(?:waved|let|goes|go|passed|passes) (?:\w+ )?(?:through(?! (?:the|an?|all|its) )|in)\b",
    r"without (?:the |a |any )?(?:check|screen\w*|scan|test|review|verdict|answer|second factor|inspection)",
    r"(?:password|badge|name|id) alone",
    r"(?:of|from|with) (?:the )?(?:\w+ )?(?:of )?(?:the )?(?:last|previous) (?:patient|batch|customer|part|case|order|unit|animal|piece|one)\b|(?:patient|batch|customer|part|case|order|unit|animal|piece) before\b",
)
"""Without an answer, the case is taken for a good one, and goes on as such."""

SMALL_OR_HELD = any_of(
    r"until then\b|counts? as (?:open|unverified|unknown|undecided)|below \d|under \d|up to (?:\d|a )|small (?:sums|amounts|orders)|low[- ]value|(?:a |with a |in a )?queue\b|held\b|on hold|pending|provisional\w*|preliminary|"
    r"(?:by|with|from|until|before|after) (?:the |an? )?(?:person|clerk|officer|nurse|doctor|chemist|guard|operator|inspector|analyst|reviewer|human|people|colleague)\b|"
    r"confirm\w*|manual\w*|withheld|hidden|second factor|step-?up|not before|second site|spare|rules? (?:only|alone|decide)|reduced speed|slow\w*|stops\b|stopped"
)
"""What is small, known or held, whatever the verdict is."""

PURPOSE = pattern(
    r"\b(?:when|if|while|once|until|whenever) (?:\w+ ){1,5}?(?:cannot|does not|do not|is down|are down|fails?|is not|are not|times? out|is missing|are missing)\b(?: (?:be )?\w+)?|"
    r",? ?\b(?:so that|so the|so no|because|since|in order (?:that|to)|nobody should|that way|to keep|lest|otherwise)\b[^;.]*"
)
"""Why it is done so: it says nothing of what is done."""

CAREFUL = any_of(
    r"no\b|none\b|not\b|never\b|nothing\b|nobody\b|without\b|only\b|at most\b|less\b",
    r"by hand|by eye|hand\b|paper|rules?\b|protocol|fixed|card\b|counter|colleague|supervis\w+|staff|crew|dispatcher|planner|driver|expert|specialist",
    r"order of|first come|oldest|longest|nearest|earliest|by (?:age|arrival|date|time|symptoms?|size)",
    r"worst|highest|most urgent|maximum|pessimis\w+|conservativ\w+|cautious\w*|strict\w*|lowest (?:speed|dose|limit)|safe\w*|both\b|all of them|every(?:one|thing) (?:to|is read|goes to)",
    r"warn\w*|marked|says (?:that|so)|told|error|paus\w+|clos(?:e[sd]?|ed)|shut|halts?|off\b|dark\b|empty\b|unknown|apolog\w+|sorry|busy",
    r"bm25|charts?|favourites|best-?sellers?|baseline|time-?table|average|median|last (?:known )?\w+|yesterday|house (?:rate|price|spot)|template|tariff|words\b|second|other|replica|standby|smaller|simple\w*|linear",
)
"""A fallback of which nothing is known but that it is careful, or that it answers something else."""

REFUSES = pattern(
    rf"^(?!{_NOTHING_WRONG})(?:(?:and|so|then) )?(?:nothing|nobody|none|no (?!(?:answer|score|verdict|result|reply|response|hit|"
    r"check|match|decision|finding|signal|flag|alarm|limit)s?\b)\w+|no \w+(?: \w+)? without)\b"
)
"""A clause that says what is not done: `nothing is paid`, `no orders go out`."""

AFTERWARDS = any_of(
    r"(?:looked (?:at|over|through|up)|check(?:s|ed)|read|audit(?:s|ed)|review(?:s|ed)|verif(?:y|ies|ied)|weigh(?:s|ed)|inspect(?:s|ed)|examin(?:es|ed)|judged?|scored?|asked|screened) "
    r"(?:\w+ ){0,3}?(?:later|afterwards|tomorrow|after the (?:event|fact)|(?:the )?next (?:day|morning|week|month|working day)|in the (?:evening|morning)|at night)\b",
)
"""The check comes when all is done."""

WAITS = any_of(
    r"(?:no|not|never|nothing|nobody|waits?|waiting|stays?|told|put|set|laid|stored|parked|kept|un\w+ed)\b"
)
"""Until then, nothing is done."""

LIMITED = any_of(
    r"(?:stays?|remains?|is|are|left) (?:\w+ and )?(?:empty|unverified|unchecked|open)\b|counts? as (?:open|unverified|unknown)|until then|says? [a-z]+ off\b|banner|protocol",
    r"(?:to|by|with|for) (?:an?|the|our) (?:\w+ )?(?!customer|user|reader|buyer|server|order|number|next|ledger|letter|register|router|other|door|vendor)\w+(?:er|or|ist|ian)s?\b(?= |$|,|;)",
    r"below",
    r"under (?:\d|a|the|an)",
    r"up to",
    r"small",
    r"known (?!pose|position|value)",
    r"low[- ]value",
    r"limited",
    r"with (?:a |the )?(?:limits?|cap)",
    r"limits? (?:of|stays?|as|is kept)",
    r"cap(?:s|ped)?\b",
    r"(?<!routine )queue(?:s|d)?\b",
    r"review\w*",
    r"refus\w+",
    r"declin\w+",
    r"hold(?!s? the last)",
    r"held",
    r"wait\w*",
    r"asks?\b",
    r"asked\b(?! for)",
    r"person",
    r"manual\w*",
    r"humans?",
    r"nurses?",
    r"doctors?",
    r"agents?",
    r"desk",
    r"team\b",
    r"people",
    r"operators?",
    r"officers?",
    r"no flags?",
    r"reject\w*",
    r"blocks?\b",
    r"blocked",
    r"stop\w*",
    r"safe (?:stop|state|mode|speed|distance)",
    r"slow\w*",
    r"park\w*",
    r"last decision",
    r"clerks?",
    r"rules? (?:alone|only|of|instead)",
    r"by rules?",
    r"word list",
    r"menu\b",
    r"later\b",
    r"again\b",
    r"cached",
    r"popular",
)
"""A fallback that stays careful."""
