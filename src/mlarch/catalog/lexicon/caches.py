"""Words about what caches keep, and for whom."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "COPIES",
    "COPY_OF",
    "FOR_EVERYBODY",
    "IMPERSONAL",
    "KEYED_BY",
    "OF_ONE",
    "OF_ONE_PERSON",
    "RECORDS",
    "STATES",
    "VERSIONED",
    "WHO_ASKS",
]

_PEOPLE = (
    r"users?|shoppers?|patrons?|members?|customers?|persons?|viewers?|readers?|guests?|patients?|employees?|askers?|subjects?|"
    r"buyers?|players?|listeners?|riders?|drivers?|clients?|travell?ers?|passengers?|students?|pupils?|learners?|seekers?|"
    r"applicants?|addressees?|recipients?|policy-?holders?|citizens?|donors?|subscribers?|visitors?|clerks?|doctors?|lawyers?|nurses?|sellers?|farmers?|agents?\b|residents?|"
    r"tenants?|caller|owners?|insured|declarants?|borrowers?|staff|operators?|engineers?|investors?|voters?|holders?|house-?holds?"
)
_GROUPS = (
    r"groups?|teams?\b|organi[sz]ations?|compan(?:y|ies)|merchants?|practices?|municipalit(?:y|ies)|banners?|shops?\b|departments?|namespaces?|"
    r"workspaces?|firms?|hospitals?|schools?|brands?|clinics?|wards?|offices?|agenc(?:y|ies)|banks?|insurers?|airlines?|publishers?|advertisers?|cooperatives?|unions?|associations?|societ(?:y|ies)|councils?|chambers?|"
    r"(?<!source )(?<!target )(?<!text )segment"
)
_STANDS_FOR_ONE = (
    r"(?:library |loyalty )?cards?\b|accounts?|profiles?|sessions?|devices?|access|permissions?|roles?|cookies?|logins?|who asks|tokens?|rights|"
    r"conversations?|visits?\b|subscriptions?|licen[cs]es?|memberships?|mailbox\w*|(?:\w+ )?contracts?\b|(?:case|claim|policy|order|ticket|file|booking) (?:number|id)"
)
WHO_ASKS = any_of(_PEOPLE, _GROUPS, _STANDS_FOR_ONE)
"""The part of a key that tells one person, or one group with equal rights, from another."""

OF_ONE = any_of(_PEOPLE, _STANDS_FOR_ONE)
"""The part of a key that tells one person from another."""

OF_ONE_PERSON = any_of(
    r"(?:child|customer|user|reader|patient|pupil|player|guest|member|tenant|client|student|listener|shop|driver|asker|person|visitor)'?s'? (?:own|name|level|history|account|steps|data|details|profile|mistakes|terms|wording|prices?)",
    r"(?:with|by|incl\w*|and) (?:the |its |his |her |their )?(?:first|full|own)? ?names?\b",
    r"(?:written|made|worded|drawn up|chosen|ranked|tailored|computed|calculated|priced|personali[sz]ed) for (?:the|this|that|one|a|each|its|his|her) (?:\w+ )?(?:child|customer|user|reader|patient|pupil|player|guest|member|tenant|client|student|listener|shop|driver|asker|person|visitor|caller|owner)",
    r"(?:personal|account|profile|my|own|home) (?:page|answers?|lists?|offers?|advice|replies|hints?|results?)\b",
    r"speaks? (?:of|to) (?:the |one |a )?\w+(?:'s)?",
)
"""What is kept was made for one person."""

KEYED_BY = pattern(
    r"\b(?:look-?ups?|finds?|retrieves?|searche[sd])\b[^.;,]{0,25}? (?:again )?(?:by|on|under|via|is) (?:the )?(?P<key5>[^.;]+)"
    r"|\b(?:nearest|closest|most similar) (?:stored |cached |earlier |former )?(?P<key6>question|query|prompt|request|mail|text)\b|\bsame (?P<key7>question|query|prompt|wording|text|request|mail)s?,? (?:the )?same\b"
    r"|\b(?:answer|explanation|advice|reply|remark|comment|draft|letter|text|page|summary|quote|hint|list|result) by "
    r"(?!(?:a|an|the|hand|return|way|name|itself|stream|event|then)\b)(?P<key11>[^.;,]+)"
    r"|\b(?:two|similar) (?P<key12>questions?|prompts?|texts?|queries|requests?) (?:are |is )?(?:close|near|similar|alike)\b"
    r"|\b(?P<key8>[\w ]{3,40}) (?:is|are|as|makes|make) the key\b|\bkey carries (?:the )?(?P<key9>[^.;]+)|\b(?:stores?|keeps?|holds?|files?|saves?) [^.;,]{0,40}? (?:under|by) (?:the )?(?P<key10>[^.;,]+)"
    r"|\b(?:(?:keyed|looked up|found|fetched|stored|indexed|matched|kept|cached|addressed) (?:again |only |just |under |by |on |per |over )+|(?:one )?(?:entry|entries|copy|answer) (?:per|for each|for every|by) |"
    r"(?!(?:this|expires|updates|purges|invalidates|evicts|drops|loads|goes|does|deletes|always|thus|times|embeddings|vectors|texts|tokens|descriptions|features|images|pictures|photos|tiles|chunks|passages|plans)\b)\w{3,}(?:[^s\W]s|ies) by (?!(?:stream|event|hand|then|itself|them)\w*\b)|per )(?:the |nearness of |likeness of |hash of )*(?P<key>[^.;,]+(?:, (?!so |which |the same|every|each |all )[\w '-]{1,30}(?=,|;|\.|$))*)|\b(?:hash of |by )?(?:the )?(?P<key3>(?:prompt|question|query|url|text|path)(?: hash)?) (?:only|alone)\b|\bfor the same (?P<key4>question|query|prompt|text|request)\b|\bkey ?(?:is |=|:) ?(?:the )?(?P<key2>[^.;,]+)"
)
"""How entries of a cache are found, in words."""

_ANY = (
    r"(?:users?|customers?|tenants?|members?|patients?|students?|clients?|guests?|players?|firms?|schools?|compan(?:y|ies)|departments?|"
    r"shops?|banners?|clinics?|wards?|insurers?|airlines?|carriers?|lenders?|partners?|suppliers?|retailers?|owners?|landlords?|clubs?|stores?|brands?|hospitals?|practices?|municipalit(?:y|ies)|towns?|cities|teams?|agenc(?:y|ies)|banks?|callers?|"
    r"readers?|sellers?|buyers?|branches|subsidiar(?:y|ies)|accounts?|organi[sz]ations?|everyone|everybody|people|houses?|sites?|units?)"
)

FOR_EVERYBODY = any_of(
    rf"(?:re-?used|given|served|shown|handed) (?:for|to|by) (?:the )?(?:others?\b|another \w+|next \w+|all {_ANY})|by whom(?:so)?ever",
    rf"(?:all|every|each|any|both) (?:of )?(?:the |our |\d+ )*{_ANY}\b",
    rf"(?:over|across|between|amongst?) (?:all |the |our |different |several )*{_ANY}\b",
    r"(?:for|to|with) (?:each other|one another)|mutual(?:ly)?|(?:common|joint|shared|single|one big) (?:pool|memo|store|stock|cache|set|entry)",
    r"(?:one|first|a|an|each|another) [^.;]{0,80}?\b(?:for|to|gets|by|with) the (?:next|second|following|others?)\b",
    r"the (?:second|next|following|other) \w+ [^.;]{0,60}?\bthe first\b",
    r"no matter (?:who|which|whose)|whoever(?: the \w+ is)?|whichever (?:account|user|customer|tenant|person|client|member)|regardless of who|(?:all|they|everyone|everybody)(?: \w+)? shares? (?:it|them|one)",
    r"(?:identical|similar|same|equal|like) (?:prompts?|questions?|queries|requests?) (?:are |is )?(?:answered|asked|computed|sent) (?:only )?once",
    r"served to (?:everybody|everyone|anybody|all)|(?:users|people|names|tenants|accounts|who asks) (?:is |are )?(?:left out|not in (?:it|the key)|ignored)",
    r"(?:shared by |for |over |across |between |among |by )?(?:all|every|any) (?:\w+ )?(?:users?|customers?|tenants?|members?|patients?|students?|clients?|guests?|players?)\b",
    r"for (?:all|every) (?:\w+ )?(?:users?|customers?|tenants?|members?|patients?|students?|clients?|guests?|players?|\w+ers?)\b",
    r"(?:over|across|between|among|by) (?:all )?(?:the )?(?:users|customers|tenants|members|patients|students|clients|guests|players|employees|accounts)\b",
    r"for everybody",
    r"for the whole (?:agency|compan\w+|organi[sz]ation|building|house|site|school|office|team)",
    r"(?:whoever|who) (?:asked|came|called) first",
    r"for everyone",
    r"shared (?:by|between|among|across|cache)",
    r"whoever asks",
    r"(?:identical|similar|same|equal) (?:prompts?|questions?|queries) (?:get|share|of anybody|of everybody)",
    r"of any(?:body|one)\b",
    r"who(?:ever)? (?:else )?asks (?:alike|the same|next)",
    r"one cache for",
    r"one (?:entry|answer|copy) for all",
    r"global(?:ly)?\b",
)
"""One entry serves all who ask alike."""

IMPERSONAL = any_of(
    r"without ",
    r"anonymous",
    r"signed[- ]out",
    r"logged[- ]out",
    r"not personal",
    r"impersonal",
    r"nothing (?:personal|(?:about|of|that names) (?:the |any |one )?\w+)",
    r"before anything personal",
    r"only for",
    r"only (?:\w+ ){0,2}(?:questions|answers|pages|policy|public|static)",
    r"public (?:pages|answers|documents|questions)",
    r"no (?:personal|customer|user|account)",
    r"same for (?:all|every)",
)
"""Only what is the same for everybody is cached."""

STATES = any_of(
    r"(?:free|available|open|vacant|remaining|left|unused|occupied|busy|current|live)\b",
    r"(?:\w+ )?levels?\b|queue lengths?|(?:used|spent|worked|driven|flown|nearby)\b",
    r"(?:so far|left|remaining|in stock|on hand|availability|occupancy|balances?|inventor(?:y|ies)|stocks?)\b",
)
"""A quantity that each decision of the system changes."""

VERSIONED = any_of(
    r"versions?|models?\b|releases?|editions?|revisions?|index\b|build|hash\w*|digest|checksum|content|generation|date\b|day\b|week\b|arms?\b",
)
"""A part of a key that changes when the model, or what is asked about, does."""

COPIES = any_of(
    r"(?:kept|held|loaded|cached) (?:in|into) (?:the )?memory",
    r"(?:spread-?sheets?|exports?|extracts?|snap-?shots?|dumps?|csv|backups?)\b",
    r"files? (?:of|from)",
    r"(?:loaded|synchroni[sz]ed|copied|read|refreshed) (?:once|at \d|at (?:start|midnight)|each|every|daily|weekly|nightly)",
    r"excel\b",
    r"cached for",
    r"(?:last night's|yesterday's|sunday's|the morning's) \w+",
    r"(?:kept|held|valid|loaded|read) (?:once )?for the (?:day|night|week|shift)",
)
"""What was written down at one time, and is not asked again."""

RECORDS = any_of(
    r"(?:ledger|diar(?:y|ies)|journal|registers?|records?|bookings?|balances?|consents?|contracts?|orders?|invoices?|receipts?|"
    r"payments?|accounts?|settle\w*|issued|redeemed|budgets?|entries of|entitlements?|appointments?|reservations?|prescriptions?|"
    r"decisions|verdicts|labels|audit\w*|proofs?|evidence|notes|tickets|claims|credits|points|vouchers|subscriptions?)\b",
)
"""What somebody relies on to be there later."""

COPY_OF = any_of(
    r"cop(?:y|ies)\b|cached?\b|mirror\w*|replica\w*|backed by|(?:written|write)[- ](?:through|behind)|snapshots?|last (?:\d+|few|known)|recent|"
    r"sessions?|hot\b|(?:re-?)?load\w*|filled|kept (?:also|too)|also (?:in|kept)|source of truth|from the|of the database|look-?ups?|answers?|ready|seen|pages?|prices?|results?",
)
"""A copy, which may go: what it was copied from stays."""
