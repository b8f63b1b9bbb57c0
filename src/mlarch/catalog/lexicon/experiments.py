"""Words about the units of experiments, and how units meet."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "ALLOCATES",
    "APART",
    "ASKS_FOR_ONE",
    "CROWDED",
    "FINE_PLACES",
    "IN_ONE_PLACE",
    "ITEMS",
    "LIMITED_SUPPLY",
    "MARKET",
    "ON_BOTH_SIDES",
    "SAME_ROOM",
    "SHARES",
    "SINGLE_UNITS",
    "SWITCHED_AS_ONE",
    "TAKEN_BY_ONE",
    "USERS_OF_SUPPLY",
]

SINGLE_UNITS = any_of(
    r"(?:ambulance|trader|cook|desk|tutor|listing|charging point|passenger|worker|shift|night|keyword|carer|technician|agent|doctor|crew|user|viewer|member|guest|customer|visitor|person|account|rider|driver|host|seller|buyer|shopper|reader|session|device|"
    r"request|card|author|order|basket|trip|ride|player|listener|robot|picker|courier|applicant|seeker|employer|student|pupil|"
    r"learner|teacher|patient|nurse|worker|household|vehicle|car|truck|message|turn|comment|post|call|ticket|query|search|page|"
    r"impression|campaign|advertiser|creative|bid|job|vacancy|appointment|slot|bed|delivery|parcel|route|turbine|battery|meter|"
    r"participant|speaker|fan|citizen|donor|farmer|tenant|borrower|subscriber|match|game)s?\b"
)
"""A unit that is one of many which may meet."""

ITEMS = any_of(
    r"headlines?\b|teasers?\b|restaurants?\b|menus?\b|dishes\b",
    r"(?:flat|apartment|room|night|creative|keyword|candidate|profile|host|item|listing|product|article|ad|advert|song|track|video|post|offer|hotel|property|title|recipe|course|event)s?\b",
)
"""A unit that is ranked beside others of its kind."""

FINE_PLACES = any_of(
    r"block(?: face)?s?\b",
    r"streets?\b",
    r"kerbs?|curbs?",
    r"road segments?|roads?\b|lanes?\b",
    r"intersections?|junctions?|crossings?|traffic lights?|signals?\b",
    r"(?:bus |tram |charging )?(?:stops?|stations?)\b",
    r"chargers?\b",
    r"ramps?\b|wells?\b|pumps?\b",
    r"lifts?\b|elevators?",
    r"(?:cell )?towers?\b|antennas?|base stations?",
    r"hexagons?|geohash\w*|grid cells?",
    r"aisles?\b|shel(?:f|ves)\b|bays?\b",
    r"plots?\b",
    r"turbines?\b",
    r"docks?\b|berths?\b|gates?\b",
)
"""A place whose neighbours feel what happens in it."""

APART = any_of(
    r"cluster\w*",
    r"cit(?:y|ies)",
    r"markets?\b",
    r"regions?",
    r"countr\w+",
    r"geo(?!hash)\w*",
    r"switchback\w*",
    r"hours?\b",
    r"days?\b",
    r"weeks?\b",
    r"fortnights?\b",
    r"(?:and|by|per|of an?|for an?|in an?) (?:half-?day|shift|night|morning|evening|session)s?\b",
    r"with all \w+",
    r"time\b",
    r"split\b",
    r"budgets?",
    r"sales?\b|auctions?\b",
    r"networks?",
    r"ego\b",
    r"communit\w+",
    r"hold-?out",
    r"pairs?\b",
    r"districts?",
    r"stores?\b|shops?\b",
    r"depots?|warehouses?|plants?\b|sites?\b|farms?\b|villages?|towns?|islands?",
    r"clinics?|hospitals?|wards?\b|schools?|class(?:es|rooms?)?\b",
    r"whole \w+",
    r"with (?:all )?(?:its|their|the) (?:own )?\w+",
    r"teams?\b",
    r"strip|buffer|apart",
    r"clubs?|lobb(?:y|ies)|rooms?\b|servers?\b|guilds?|leagues?",
    r"corridors?|zones?\b",
    r"compan(?:y|ies)|organi[sz]ations?|fleets?\b",
)
"""A unit that keeps to itself: a city, a shop, a slot of time, a match with all its players."""

ALLOCATES = any_of(
    r"(?:two-sided|market-?places?|auctions?|surge)\b",
    r"(?:re-?ciprocal|mutual|two-way|both sides|each other|meet(?:s|ing)? (?:each other|people|others))\b",
    r"(?:matching|allocation|assignment|scheduling|dispatch\w*|routing) of\b|shared \w+|(?:power|energy) grid|ride[- ]?pool\w*|\w+ routing\b|\w+ dispatch\b|demand response",
)
"""What the system does is to share out what there is."""

_ARMS = r"(?:both|all|they|(?:the )?(?:two|arms|halves|groups|versions|variants|others?|control|\w+s))"
_ONE = r"(?:one|the same|an? (?:common|shared|single)|common|shared|out of one|out of the same)"
SHARES = any_of(
    r"both (?:\w+ )?(?:arms|groups|halves|versions|variants)\b",
    rf"{_ARMS} (?:\w+ )?(?:shar|wait|compet|take|draw|pull|hang|load|spend|feed|work|cross|meet|run|go|use|queue|lie|are (?:fed|served|supplied|cooled|heated|filled))\w* (?:\w+ ){{0,4}}?{_ONE} \w+",
    rf"(?:fed|served|supplied|cooled|heated|staffed|charged|filled|out) (?:by|from|of|at|with) {_ONE} \w+",
    r"(?:arms|groups|versions|variants|halves) (?:share|compete|wait for|take from|draw (?:on|from))",
    r"(?:share|wait for|compete for|take from|draw from|use|spend) the same",
    r"(?:mixed|next to each other|side by side) (?:on|in|over|across|within) (?:every|each|all|one|the same)",
    r"(?:half (?:and half )?|halves |split |50 ?/ ?50 |randomi[sz]ed |drawn )(?:of the \w+ )?(?:with)?in(?:side)? (?:each|every|one|the same) \w+",
    r"half of the \w+ (?:of|in|at|on) (?:each|every)",
    r"(?:splits|divides|halves) the \w+ of (?:each|every|one)",
    r"every (?:other|second|third) (?:\w+ )?(?:of|in|on) (?:an?|the|each|one) \w+",
    r"neighbou?r\w* (?:\w+ ){0,3}?(?:keep|old|take|other|control)",
    r"(?:carr(?:y|ies)|spills?|takes?|hands?) over (?:to|from|into|the)",
    r"across the (?:two )?(?:versions|arms)",
    r"(?:one|single|common) (?:pool|budget|queue|shelf|stock|dock|crane|silo|grid|pump|team) for (?:both|all)",
)
"""What says that the arms take from the same thing, or meet."""

_TIME = r"(?:week|day|month|hour|time|year|season|night|morning)\w*"
IN_ONE_PLACE = any_of(
    r"\w+ (?:in|of|at) (?:an?|the) (?:\w+ )?(?:group|class|team|pool|auction|lobby|queue|crew|league)$",
    rf"\w+ (?:of|in|on|at|from) one (?:\w+ )?(?!{_TIME})\w+$",
    rf"\w+ (?:of|in|on|at|from) the same (?!{_TIME}|(?:size|type|kind|make|age|class)\b)\w+",
    r"(?:with)?in(?:side)? (?:each|every) \w+(?:'s)? ?\w*",
)
"""A unit of experiment that is one of several in a place."""

SWITCHED_AS_ONE = any_of(
    r"whole \w+",
    r"as (?:one|a whole)\b",
    r"flips?\b|switch(?:es|ed) (?:as|the whole|at once)|switchback",
    r"by (?:\w+ and )?(?:whole |random )?(?:weeks?|days?|months?|shifts?)\b",
    r"in the same arm\b|in one arm|on one side",
    r"(?:its|their) own (?:\w+ )?(?:budget|pool|stock|queue|silo|line|share)",
    r"left out|buffer|apart\b|together\b",
    r"(?:not|never|rather than) (?:single |individual )?\w+, (?:are|is) drawn|\w+, not \w+, are",
    r"goes on and off|on[- ]off",
    r"split in two between",
)
"""What keeps the arms from each other."""

MARKET = any_of(
    r"(?:two-sided|marketplaces?|sellers?|couriers?|riders?|drivers?|dispatch\w*|bookings?|bookable|hosts?|guests?|auctions?|surge|"
    r"parking|shared (?:stock|inventory|pool|solver)|robots?|pickers|job seekers?|vacanc(?:y|ies)|freelancers?|"
    r"candidates for jobs|ride[- ]?hail\w*|taxis?|dating|car[- ]shar\w+|bike[- ]shar\w+|charging|appointments?|reservations?|"
    r"tickets for|seat|seats|slots?|carpool\w*|nurses? per|beds?)\b",
)
"""What one takes another cannot have."""

SAME_ROOM = any_of(
    r"match(?:es)?\b(?! (?:score|rate|of))",
    r"lobb(?:y|ies)",
    r"teammates?",
    r"team (?:game|shooter|chat|channel)",
    r"(?:chat|voice) rooms?|channels?\b|group (?:chats?|calls?)|threads?\b",
    r"multi-?player|shooter|guilds?",
    r"meetings?\b|class-?rooms?\b|school class(?:es)?\b|forums?\b",
    r"friends?|followers?",
)
"""People who meet each other in it."""

ON_BOTH_SIDES = any_of(
    r"(?:message|player|turn|comment|post|participant|speaker|student|call|member|user|account|device)s?\b"
)
"""A unit of which one room holds several."""

LIMITED_SUPPLY = any_of(
    r"free \w+ (?:near|left|now|on|at|in|of|before)\b",
    r"stocks?\b|in stock|out of stock|stock-?outs?",
    r"shel(?:f|ves)\b",
    r"inventor(?:y|ies)",
    r"free (?:drivers?|couriers?|bays?|docks?|rooms?|spaces?|beds?|seats?|vehicles?|cars?|bikes?|robots?|slots?)",
    r"(?:drivers?|couriers?|spaces?|beds?|seats?|vehicles?|bikes?|robots?|slots?|crews?) (?:free|left|available|near)",
    r"occupancy",
    r"vacanc(?:y|ies)",
    r"(?:remaining|left|spare) capacity",
    r"queue (?:length|size)",
)
"""Something of which there is only so much."""

USERS_OF_SUPPLY = any_of(
    r"(?:worker|shift|passenger|nurse|order|basket|pick|picker|trip|ride|rider|driver|courier|route|delivery|parcel|vehicle|car|truck|robot|bed|slot|appointment|"
    r"patient|product|item|article|listing|request|call|passenger|machine|crew|task)s?\b"
)
"""A unit that takes from what both arms share."""

CROWDED = any_of(
    r"neighbou?r\w*|nearby|adjacent|surrounding|compet\w+|rivals?|crowd\w*|congest\w*|queues?\b|backlogs?\b",
    r"(?:other|open|pending|waiting) (?!(?:features?|inputs?|data|sources?|models?)\b)\w+s (?:in|on|at|of|for|near|before)\b|others\b",
    r"occupan\w+|vacan\w+|free (?!text|form|trial|delivery|shipping|of\b|or\b)\w+|(?:work|zone|area|cell|queue|desk|team|street|traffic) ?loads?\b|demand\b",
    r"(?:seats|rooms|slots|places|beds|units|spaces|items|budget|capacity|drivers|bikes) (?:left|free|remaining)\b|(?:remaining|spare) \w+",
    r"market prices?",
)
"""A value that depends on what the others get."""

TAKEN_BY_ONE = any_of(
    r"(?:hir(?:e|ed|ing)|recruit\w*|vacanc\w+|freelanc\w+|bid(?:s|ders?|ding)?|auction\w*|reserved|book(?:ed|able)|bookings? (?:accepted|confirmed|per)|rented|"
    r"dispatch\w*|allocat\w+|assign(?:ed|ments?|s)?|matched with|pair(?:ed|ing)s? with|roster\w*|schedul(?:es?|ing)|rebalanc\w+|deals? (?:out )?\w+|boards?)\b",
    r"(?:the same|shared|free|available|nearest|idle|\d+|\w+ty) (?:\w+ )?(?:crews?|drivers?|trucks?|cars?|vans?|vehicles|beds?|berths?|seats?|tables?|docks?|bikes?|"
    r"scooters?|chargers?|slots?|inspectors|technicians|auditors|teams|shelf|list)\b|(?:couriers?|riders?|ambulances?|parking|seats?|stock|inventory|berths?)\b",
)
"""What one gets, another cannot have."""

ASKS_FOR_ONE = any_of(
    r"(?:(?:booking|reservation|ride|rental|delivery|dispatch|transport|visit|service|assistance) )?requests?\b|bookings?|reservations?|orders?\b|trips?\b|rides?\b|jobs?\b|absences?|shifts?\b(?! of (?:an?|the) )|deliver(?:y|ies)|parcels?",
    r"(?:single |emergency |incoming )calls?\b|offers?\b|listings?|lots?\b|appointments?|admissions?|tickets?\b|alarms?|incidents?|work orders?|tasks?\b|picks?\b|baskets?|bags?\b|flights?|legs?\b|vehicles?|drivers?|couriers?|riders?|workers?",
)
"""A unit that asks for something of which the next one asks, too, or is itself asked for."""
