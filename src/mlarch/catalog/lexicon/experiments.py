"""Words about the units of experiments, and how units meet."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "ALLOCATES",
    "APART",
    "FINE_PLACES",
    "ITEMS",
    "LIMITED_SUPPLY",
    "MARKET",
    "ON_BOTH_SIDES",
    "SAME_FOR_BOTH",
    "SAME_ROOM",
    "SINGLE_UNITS",
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
    r"with all \w+",
    r"time\b",
    r"split\b",
    r"budgets?",
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
    r"with all (?:its|their|the)",
    r"teams?\b",
    r"strip|buffer|apart",
    r"clubs?|lobb(?:y|ies)|rooms?\b|servers?\b|guilds?|leagues?",
    r"corridors?|zones?\b",
    r"compan(?:y|ies)|organi[sz]ations?|fleets?\b",
)
"""A unit that keeps to itself: a city, a shop, a slot of time, a match with all its players."""

ALLOCATES = any_of(
    r"(?:two-sided|market-?places?|auctions?|surge)\b",
    r"(?:matching|allocation|assignment|scheduling|dispatch\w*|routing) of\b|shared \w+|(?:power|energy) grid|ride[- ]?pool\w*|\w+ routing\b|\w+ dispatch\b|demand response",
)
"""What the system does is to share out what there is."""

SAME_FOR_BOTH = any_of(
    r"both (?:arms|groups|halves|versions|variants)",
    r"(?:arms|groups|versions|variants) (?:share|compete|wait for|take from|draw (?:on|from))",
    r"(?:share|wait for|compete for|take from|draw from|use) the same",
)
"""A unit whose description says that arms share something."""

MARKET = any_of(
    r"(?:re-?ciprocal|mutual|two-way|both sides|each other|meet(?:s|ing)? (?:each other|people|others))\b",
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
    r"meetings?\b|class(?:room)?\b|forums?\b",
    r"friends?|followers?",
)
"""People who meet each other in it."""

ON_BOTH_SIDES = any_of(
    r"(?:message|player|turn|comment|post|participant|speaker|student|call|member|user|account|device|session)s?\b"
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
