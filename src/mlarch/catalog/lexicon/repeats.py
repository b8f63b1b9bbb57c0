"""Words about calls that are made again."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = ["IDEMPOTENT", "NEW_NUMBER", "READS_SOMETHING", "REPEATED", "WRITES"]

_FRESH = r"(?:new|fresh|different|another|random|its own|distinct|next)"
_NUMBER = r"(?:ids?|uuids?|guids?|numbers?|keys?|references?|nonces?|tokens?|messages?|vouchers?|shipments?|orders?|labels?|cases?|bookings?|tickets?|sequence numbers?|headers?)"
_TRY = r"(?:try|tries|attempts?|retry|retries|repeats?|resends?|time-?outs?)"
NEW_NUMBER = any_of(
    rf"{_FRESH} (?:\w+ ){{0,3}}?{_NUMBER}\b[^.;]*\b(?:on|for|with|per|at|in|under|each|every|any|until) (?:\w+ ){{0,2}}?(?:{_TRY}|time\b|call\b|send\b|\w+ (?:confirms?|answers?))",
    rf"(?:each|every|any|per|a|on) (?:\w+ )?(?:{_TRY}|repeat|post)\b[^.;]*\b{_FRESH} (?:\w+ ){{0,3}}?{_NUMBER}\b",
    rf"(?:each|every|any) (?:\w+ )?(?:{_TRY}|post|call|request|message)\b (?:\w+ )?(?:prints|creates|makes|opens|books|sends|posts|draws|starts|places|is|issues|charges|orders|moves) (?:an? )?(?:\w+ )?(?:new|another|further|second|further|more|own)",
    r"(?:simply|just|is|are|we) (?:\w+ )?(?:post|send|order|pay|book|place|call|fire|sent|placed|ordered|posted|paid|issued|booked)s? (?:it |them |the \w+ )?again\b",
    r"(?:whether or not|even if|no matter (?:whether|if)) it (?:has|had|was|came)? ?(?:already )?(?:seen|had|sent|done|came|been)\w*",
    r"(?:never|not|nothing|no repeat) (?:\w+ ){0,4}?(?:as|for) (?:an? )?(?:duplicate|double|repeat)\b",
    r"again under (?:an? )?(?:new|fresh|different|another)",
)
"""A repeat that cannot be told from a second request."""

REPEATED = any_of(
    rf"{_TRY}\b", r"again\b", r"on (?:each|every) request", r"up to \d+ times", r"until it (?:hears|gets|is)"
)
"""A description that tells of repeats."""

WRITES = any_of(
    r"(?:adds?|appends?|posts?|creates?|inserts?|registers?|books?|credits?|debits?|deducts?|subtracts?|pays?|issues?|grants?|gives|sends?|ships?|"
    r"opens?|places?|files?|prints?|charges?|refunds?|transfers?|increments?|increases?|raises|lowers|moves?|starts?|writes?|enrols?|"
    r"reserves?|orders?|dispenses?|submits?|mails?|texts?|dials?|tops up|withdraws?|launches|triggers?|schedules?)\b(?! (?:id|number|key)s?\b)",
)
"""What a service is said to do with each call, so that a second call does it again."""

READS_SOMETHING = any_of(
    r"(?:reads?|looks?|look-?ups?|fetch\w*|quer\w+|search\w*|finds?|lists?|gets?|answers?|scor\w+|check\w*|valid\w+|estimat\w+|"
    r"comput\w+|calculat\w+|predict\w*|forecast\w*|weather|maps?|geocod\w+|rout(?:es?|ing)|translat\w+|statistics|status|rates)\b",
)
"""What a service is asked for, and leaves as it is."""

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
    r"once (?:for|per|in) (?:a|an|each|every|the|one)\b",
    r"(?:upserts?|overwrites?|sets? the (?:value|state)|puts? the|replaces) ?",
    r"only once",
    r"at most once",
    r"same key",
    r"with (?:its|an?|their|the) (?:own |unique )?(?:number|id|key|hash|nonce|token)",
    r"unique (?:id|key|number)",
    r"duplicates? (?:are |is )?(?:refused|dropped|ignored|rejected|detected)",
    r"repeat(?:ed|s)? (?:calls? )?(?:are |is )?(?:ignored|recogni[sz]ed|harmless)",
    r"under (?:the|its|their|our|a) (?:own )?(?:\w+ )?(?:id|number|key|reference|code)\b",
    r"(?:drops|ignores|refuses|knows|recogni[sz]es|finds|returns) (?:an? |the |it )?(?:repeat\w*|first|second|known|earlier|from the first)",
    r"(?:a |the )?(?:repeat|second (?:request|call|post|try))(?: \w+){0,4} (?:returns|finds|gets|is dropped|is ignored)",
    r"(?:a |each |every )?(?:reference|number|id|key|contract|version) (?:\w+ )?(?:once|one time)\b",
    r"(?:books|pays|sends|acts|charges|posts|counts) (?:\w+ )?(?:it |a \w+ )?once\b",
    r"(?:twice|a second time|again)(?: the same| \w+)? (?:has|gives?|does|makes?|changes?|is) (?:no\b|nothing|one\b|the same|not)",
    r"same \w+ (?:sent |given |placed )?twice (?:gives?|does|is|has|makes?|changes?) (?:no\b|nothing|one\b|the same|not)",
    r"sets? (?:a|the) (?:(?:state|position|level|mode|value) (?:until|for|of|to)|\w+ to)\b",
    r"sequence number|asks (?:first )?(?:whether|if) the first",
)
"""A repeated call has the effect of one."""
