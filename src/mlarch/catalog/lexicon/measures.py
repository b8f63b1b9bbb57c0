"""Words about goals, metrics, experiments, and how much people can do."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "APART",
    "CAN_DO",
    "COMES_IN",
    "FINE_PLACES",
    "ITEMS",
    "LASTING",
    "LIMITED_SUPPLY",
    "MARKET",
    "OF_EFFECT",
    "OF_QUANTILES",
    "ON_BOTH_SIDES",
    "PROXY",
    "SAME_ROOM",
    "SEES_COSTS",
    "SEES_EFFECT",
    "SEES_QUANTILES",
    "SINGLE_UNITS",
    "USERS_OF_SUPPLY",
]

OF_QUANTILES = any_of(
    r"quantiles?",
    r"percentiles?",
    r"prediction intervals?",
    r"intervals? of",
    r"spread\b",
    r"worst[- ]case",
    r"uncertainty",
    r"(?:the )?\d\d ?% (?:bound|quantile|band|interval)",
    r"distribution of",
    r"whole distribution",
    r"p(?:5|10|50|80|90|95|99)\b",
)
"""What is asked for is a range, and not a mean."""

SEES_QUANTILES = any_of(
    r"quantiles?",
    r"percentiles?",
    r"pinball",
    r"coverage",
    r"crps",
    r"intervals?",
    r"winkler",
    r"calibrat\w*",
    r"likelihood",
    r"sharpness",
    r"pit\b",
    r"log score",
    r"exceed\w*",
    r"spread",
    r"p\d\d of",
    r"cost\w*",
    r"deviance",
)
"""Tells whether a range is right."""

OF_EFFECT = any_of(
    r"(?:gain\w*|kept|saved|won|added|caused|changed|prevented|avoided|bought|earned) (?:by|per|through|because of|thanks to)",
    r"because of (?:the|an?|our) (?:\w+ )?(?:offers?|treatments?|ads?|campaigns?|coupons?|calls?|discounts?|e-?mails?|promotions?|reminders?|intervention)",
    r"uplift",
    r"incremental\w*",
    r"with and without",
    r"treated and untreated",
    r"(?:treatment |causal |marginal )effects?",
    r"effect of (?:the|an?|our)",
    r"(?:extra|additional|more) \w+ per (?:\w+ )?(?:pound|euro|dollar|offer|coupon|call|visit|discount)",
    r"per (?:retention |marketing |offer |promotion |campaign )(?:pound|euro|dollar|cost|spend)",
    r"persuad\w*",
    r"who (?:is|are|can be) (?:kept|saved|moved|persuaded|convinced|helped) by",
)
"""The goal is what an action changes, and not what happens anyway."""

SEES_EFFECT = any_of(
    r"qini",
    r"uplift",
    r"auuc",
    r"incremental\w*",
    r"treated",
    r"untreated",
    r"control",
    r"policy value",
    r"off-policy",
    r"effects?\b",
    r"causal",
    r"gain over",
    r"saved\b",
    r"randomi[sz]ed",
    r"random (?:share|group|\d)",
)
"""Compares with what would have happened."""

SEES_COSTS = any_of(
    r"cost\w*",
    r"recall",
    r"precision",
    r"f1",
    r"f-?score",
    r"pr-?auc",
    r"auc",
    r"gini",
    r"quantiles?",
    r"pinball",
    r"weight\w*",
    r"asymmetr\w*",
    r"false",
    r"miss(?:es|ed)?\b",
    r"pass rates?",
    r"accept\w*",
    r"win rates?",
    r"human",
    r"rated",
    r"judg\w*",
    r"wrong",
    r"share of",
    r"per (?:group|class|segment|region|hour)",
    r"by (?:group|class|segment|region|language|hour|country|article|zone)",
    r"coverage",
    r"bias",
    r"calibrat\w*",
    r"loss\b",
    r"likelihood",
    r"deviance",
    r"ndcg",
    r"mrr",
    r"map\b",
    r"groundedness|faithful\w*|exact match|edit|unit tests?|comet",
    r"under-?\w+|over-?\w+",
    r"tail",
    r"late\b|early\b",
    r"p\d\d",
    r"within \d",
)
"""Tells the two kinds of error apart, or looks where they fall."""

LASTING = any_of(
    r"still\b",
    r"stay\w*",
    r"reten\w+",
    r"retain\w*",
    r"return(?!s? (?:rate|per))\w*",
    r"com(?:e|es|ing) back",
    r"loyal\w*",
    r"life-?time",
    r"subscri\w+",
    r"churn\w*",
    r"months\b",
    r"active days|days active",
    r"satisf\w+",
    r"trust\w*",
    r"well-?being",
    r"health\w*",
    r"learn(?:s|t|ed|ing)?\b",
    r"understand\w*",
    r"long[- ]term",
    r"happ(?:y|iness)",
    r"renew\w*",
    r"orders?\b",
    r"purchas\w+",
    r"bought|buys?\b",
    r"sales\b|sold\b",
    r"revenue",
    r"book(?:ings?|ed|s)?\b",
    r"hir(?:es?|ed|ing)\b",
    r"interviews?",
    r"donat\w+",
    r"margin|profit|income",
    r"complet\w+",
    r"solved|resolved|finish\w*",
    r"graduat\w*",
    r"recover\w*",
    r"kept\b",
    r"to the end",
    r"saved?\b",
    r"applications?\b|apply|applied",
    r"quality",
    r"passed|pass the",
)
"""What lasts or pays: a purchase, a finished course, a listener who stays."""

PROXY = any_of(
    r"click\w*",
    r"ctr\b",
    r"opens?\b|opened",
    r"starts?\b|started",
    r"views?\b|viewed",
    r"impressions?",
    r"plays?\b|played",
    r"taps?\b|tapped",
    r"page ?views?",
    r"likes?\b|liked",
    r"time (?:spent|on)",
    r"session length",
    r"scroll\w*",
    r"dwell\w*",
    r"engag\w+",
    r"sends?\b|sent\b",
    r"installs?\b|installed",
    r"log-?ins?\b",
    r"messages per",
)
"""What is easy to count and comes at once."""

SINGLE_UNITS = any_of(
    r"(?:user|viewer|member|guest|customer|visitor|person|account|rider|driver|host|seller|buyer|shopper|reader|session|device|"
    r"request|card|author|order|basket|trip|ride|player|listener|robot|picker|courier|applicant|seeker|employer|student|pupil|"
    r"learner|teacher|patient|nurse|worker|household|vehicle|car|truck|message|turn|comment|post|call|ticket|query|search|page|"
    r"impression|campaign|advertiser|creative|bid|job|vacancy|appointment|slot|bed|delivery|parcel|route|turbine|battery|meter|"
    r"participant|speaker|fan|citizen|donor|farmer|tenant|borrower|subscriber|match|game)s?\b"
)
"""A unit that is one of many which may meet."""

ITEMS = any_of(
    r"(?:item|listing|product|article|ad|advert|song|track|video|post|offer|hotel|property|title|recipe|course|event)s?\b"
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
    r"(?:cell )?towers?\b|antennas?|base stations?",
    r"hexagons?|geohash\w*|grid cells?",
    r"aisles?\b|shel(?:f|ves)\b|bays?\b",
    r"plots?\b|fields?\b",
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
    r"corridors?|lines?\b|zones?\b",
    r"compan(?:y|ies)|organi[sz]ations?|fleets?\b",
)
"""A unit that keeps to itself: a city, a shop, a slot of time, a match with all its players."""

MARKET = any_of(
    r"(?:two-sided|marketplaces?|sellers?|couriers?|riders?|drivers?|dispatch\w*|bookings?|bookable|hosts?|guests?|auctions?|surge|"
    r"parking|shared (?:stock|inventory|pool|solver)|robots?|pickers|job seekers?|vacanc(?:y|ies)|freelancers?|"
    r"candidates for jobs|ride[- ]?hail\w*|taxis?|dating|car[- ]shar\w+|bike[- ]shar\w+|charging|appointments?|reservations?|"
    r"tickets for|seat|seats|slots?|carpool\w*|nurses? per|beds?)\b"
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
    r"(?:order|basket|pick|picker|trip|ride|rider|driver|courier|route|delivery|parcel|vehicle|car|truck|robot|bed|slot|appointment|"
    r"patient|product|item|article|listing|request|call|passenger|machine|crew|task)s?\b"
)
"""A unit that takes from what both arms share."""

CAN_DO = any_of(
    r"can\b",
    r"could\b",
    r"capacity",
    r"able to",
    r"clears?\b",
    r"manages?\b",
    r"handles?\b",
    r"possible",
    r"enough for",
    r"staffed for",
    r"each\b",
)
"""What people are able to decide."""

COMES_IN = any_of(
    r"com(?:e|es|ing)\b",
    r"arriv\w+",
    r"ordered",
    r"ask(?:s|ed)\b",
    r"hand(?:s|ed)\b",
    r"sent\b|sends?\b",
    r"go(?:es)? (?:through|to)",
    r"flags?\b|flagged",
    r"reported|reports?\b",
    r"raised|raises?\b",
    r"produced|produces?\b",
    r"received|receives?\b",
    r"wait\w*",
    r"incoming",
    r"in at\b|come in",
    r"need(?:s|ed)?\b",
    r"generat\w+",
    r"created|opened",
    r"expected",
    r"submitted|filed",
    r"lands?\b",
    r"reach(?:es)?\b",
    r"pass(?:es)? to",
    r"get(?:s)? (?:them|\d)",
    r"is fed|are fed",
    r"queued",
    r"selected|selects?\b|above",
)
"""What comes to them."""
