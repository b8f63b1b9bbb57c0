"""What a kind of component does, as rules, the graph and the picture ask for it.

A rule asks for a trait and never for a kind, so that a new kind takes part in the review by what its one
entry says that it does. The first part lists functions (most kinds have one of their own), the second what
several kinds have in common.
"""

from __future__ import annotations

import enum

__all__ = ["Trait", "traits"]


class Trait(enum.StrEnum):
    """One thing that a kind does or is; a kind has any number of them."""

    __hash__ = str.__hash__  # sets of traits are asked for all the time: no Python-level hash

    # ── ingress ─────────────────────────────────────────────────────────────────────────────────────────────
    STARTS_REQUESTS = enum.auto()
    """Where people or programs outside ask: requests begin here and answers end here."""
    RESOLVES_NAMES = enum.auto()
    """Tells callers at which address a service is."""
    DELIVERS_CONTENT = enum.auto()
    """Holds copies of content near the people who load it."""
    BALANCES = enum.auto()
    """Spreads requests over copies and leaves out those that fail."""
    ADMITS = enum.auto()
    """The door of an API: lets requests in, and may check and count them."""
    AUTHENTICATES = enum.auto()
    """Says who is asking."""
    LIMITS_RATE = enum.auto()
    """Refuses callers that ask too often."""

    # ── compute ─────────────────────────────────────────────────────────────────────────────────────────────
    ANSWERS_REQUESTS = enum.auto()
    """Application code behind an API."""
    ORCHESTRATES = enum.auto()
    """Receives a request, calls the stages in turn and puts the answer together."""
    WORKS_OFF_A_QUEUE = enum.auto()
    """Takes tasks from a queue, one after the other."""
    NOTIFIES = enum.auto()
    """Sends messages to people."""
    SCHEDULES = enum.auto()
    """Starts jobs in order, by the clock or by an event."""
    COMPUTES_IN_BATCH = enum.auto()
    """Transforms data in bulk."""
    PROCESSES_STREAMS = enum.auto()
    """Transforms events as they come."""

    # ── data_store ──────────────────────────────────────────────────────────────────────────────────────────
    KEEPS_ROWS = enum.auto()
    """A relational database."""
    KEEPS_VALUES_BY_KEY = enum.auto()
    """A key-value or document database."""
    KEEPS_LINKS = enum.auto()
    """A database of who is connected with whom."""
    CACHES = enum.auto()
    """A cache of whatever its readers put there."""
    KEEPS_OBJECTS = enum.auto()
    """Files and media by name."""
    KEEPS_RAW_DATA = enum.auto()
    """Files of raw data for jobs to read in bulk."""
    KEEPS_TABLES = enum.auto()
    """Tables for analysis."""
    INDEXES_TEXT = enum.auto()
    """Finds documents by their words."""
    INDEXES_VECTORS = enum.auto()
    """Finds the nearest vectors."""
    KEEPS_SERIES = enum.auto()
    """A database of measurements over time."""
    KEEPS_PREDICTIONS = enum.auto()
    """Results that were computed before anybody asked."""

    # ── stream ──────────────────────────────────────────────────────────────────────────────────────────────
    COLLECTS_EVENTS = enum.auto()
    """Takes events in from clients and services."""
    STREAMS_EVENTS = enum.auto()
    """A log of events that many consumers read."""
    QUEUES_TASKS = enum.auto()
    """Tasks that one consumer each takes."""
    CAPTURES_CHANGES = enum.auto()
    """Publishes the changes of a database."""

    # ── feature ─────────────────────────────────────────────────────────────────────────────────────────────
    COMPUTES_FEATURES_IN_BATCH = enum.auto()
    """Computes features in bulk."""
    COMPUTES_FEATURES_LIVE = enum.auto()
    """Computes features from events as they come."""
    KEEPS_FEATURE_HISTORY = enum.auto()
    """Holds past values of features for training."""
    SERVES_FEATURES = enum.auto()
    """Holds the features that requests read."""
    DEFINES_FEATURES = enum.auto()
    """Holds one definition of each feature."""
    ASSEMBLES_FEATURES = enum.auto()
    """Looks features up, or computes them, for a request."""
    VALIDATES_DATA = enum.auto()
    """Checks data before it is used."""
    JOINS_LABELS = enum.auto()
    """Joins what was shown with what came of it."""
    COLLECTS_LABELS = enum.auto()
    """Where people label data."""
    BUILDS_DATASETS = enum.auto()
    """Makes the data that a model is trained on."""

    # ── training ────────────────────────────────────────────────────────────────────────────────────────────
    TRAINS_IN_RUNS = enum.auto()
    """Trains a model in separate runs."""
    SHARES_PARAMETERS = enum.auto()
    """Holds the weights that trainers write and servers read."""
    TRAINS_CONTINUALLY = enum.auto()
    """Updates a model all the time."""
    TUNES = enum.auto()
    """Searches settings of the training, and hands on the best model it found."""
    TRACKS_RUNS = enum.auto()
    """Records the runs of training and what they made."""
    EVALUATES = enum.auto()
    """Measures a model offline."""
    GATES_RELEASES = enum.auto()
    """Decides whether a model may be released."""
    ENCODES_ITEMS = enum.auto()
    """Makes embeddings of items ahead of requests."""
    BUILDS_INDEXES = enum.auto()
    """Builds what an index answers from."""

    # ── registry ────────────────────────────────────────────────────────────────────────────────────────────
    REGISTERS_MODELS = enum.auto()
    """Keeps the versions of models, and which one is released."""
    DEPLOYS = enum.auto()
    """Brings a released model to what runs it."""

    # ── retrieval ───────────────────────────────────────────────────────────────────────────────────────────
    INTERPRETS_QUERIES = enum.auto()
    """Rewrites, corrects or classifies what people ask."""
    ENCODES_QUERIES = enum.auto()
    """Makes an embedding while somebody waits."""
    GENERATES_CANDIDATES = enum.auto()
    """Finds the items that are worth ranking."""
    MERGES_CANDIDATES = enum.auto()
    """Makes one list without duplicates of several."""

    # ── ranking ─────────────────────────────────────────────────────────────────────────────────────────────
    PRE_RANKS = enum.auto()
    """A light first stage that scores many items."""
    RANKS = enum.auto()
    """Scores the items that retrieval left."""
    REARRANGES = enum.auto()
    """Re-orders a scored list as a whole."""
    CROSS_ENCODES = enum.auto()
    """Scores pairs of query and item with a large model."""
    FILTERS_CONTENT = enum.auto()
    """Drops what must not be shown."""
    CALIBRATES = enum.auto()
    """Makes probabilities of scores."""
    AUCTIONS = enum.auto()
    """Chooses and prices ads by bids and scores."""
    DECIDES = enum.auto()
    """Turns scores into decisions by rules and thresholds."""

    # ── serving ─────────────────────────────────────────────────────────────────────────────────────────────
    SERVES_MODEL = enum.auto()
    """Answers predictions of a model."""
    PREDICTS_IN_BATCH = enum.auto()
    """Runs a model over everything, ahead of requests."""
    PREPARES_INPUT = enum.auto()
    """Brings data into the shape that a model or a person wants."""
    FALLS_BACK = enum.auto()
    """Answers when something else cannot."""
    RUNS_ON_DEVICE = enum.auto()
    """Runs a model in the device of the user."""

    # ── experiment ──────────────────────────────────────────────────────────────────────────────────────────
    ASSIGNS_EXPERIMENTS = enum.auto()
    """Says which variant of an experiment a user gets."""
    SPLITS_TRAFFIC = enum.auto()
    """Sends a share of the requests to another version."""
    EXPLORES = enum.auto()
    """Chooses so that something is learned from it."""

    # ── monitoring ──────────────────────────────────────────────────────────────────────────────────────────
    LOGS_PREDICTIONS = enum.auto()
    """Records what a model saw and said."""
    MEASURES = enum.auto()
    """Collects metrics of services."""
    WATCHES_DRIFT = enum.auto()
    """Compares what models see and say with what was expected."""
    KEEPS_LOGS = enum.auto()
    """Keeps the log lines of services."""
    TRACES = enum.auto()
    """Follows single requests through the services."""
    ALERTS = enum.auto()
    """Tells people that something is wrong."""
    CHARTS = enum.auto()
    """Shows figures to people."""
    COLLECTS_FEEDBACK = enum.auto()
    """Takes in what users say of the results."""
    REVIEWS = enum.auto()
    """People who judge cases."""

    # ── governance ──────────────────────────────────────────────────────────────────────────────────────────
    PROTECTS_PRIVACY = enum.auto()
    """De-identifies or deletes personal data, or knows who consented."""
    AUDITS = enum.auto()
    """A record of who did or decided what, which cannot be changed."""
    EXPLAINS = enum.auto()
    """Says why a model answered as it did."""

    # ── llm ─────────────────────────────────────────────────────────────────────────────────────────────────
    GENERATES = enum.auto()
    """Runs a language model."""
    ROUTES_PROMPTS = enum.auto()
    """Routes, counts and limits the calls of language models."""
    INGESTS_DOCUMENTS = enum.auto()
    """Splits documents and prepares them for search."""
    BUILDS_PROMPTS = enum.auto()
    """Puts a prompt together."""
    GUARDS = enum.auto()
    """Checks what goes into or comes out of a language model."""
    CACHES_ANSWERS = enum.auto()
    """Gives the answer to a question like one asked before."""
    CACHES_PREFIXES = enum.auto()
    """Holds what a language model has computed of a prompt."""
    ACTS = enum.auto()
    """Lets a language model call tools, step by step."""
    KEEPS_CONVERSATIONS = enum.auto()
    """Holds the turns of conversations."""
    EVALUATES_ANSWERS = enum.auto()
    """Scores the answers of language models, offline or on samples."""

    # ── generic ─────────────────────────────────────────────────────────────────────────────────────────────
    IS_A_PERSON = enum.auto()
    """People at work who are no special kind."""

    # ── what several kinds have in common ──────────────────────────────────────────────────────────────────
    SCORES = enum.auto()
    """Runs a model, or corrects its scores, while somebody waits."""
    INFERS = enum.auto()
    """Runs a model of its own while somebody waits."""
    ONLINE_STAGE = enum.auto()
    """A stage of answering with a model that exists only to be called."""
    HOLDS_WEIGHTS = enum.auto()
    """Can do nothing without the weights of a model."""
    READY_MADE = enum.auto()
    """Often runs a model that was taken as it came: without training in the drawing, nothing is missing."""
    TRAINS = enum.auto()
    """Learns a model from data."""
    JUDGES_MODELS = enum.auto()
    """Judges a model before it is released."""
    KEEPS_MODELS = enum.auto()
    """Made to keep models; any other store can as well."""
    FINDS = enum.auto()
    """Answers with candidates out of everything."""
    SCORES_ITEMS = enum.auto()
    """Gives items scores by a model."""
    ORDERS = enum.auto()
    """After it, the order of items is settled."""
    MONITORS = enum.auto()
    """By it, somebody or something watches a system."""
    SEES_SYSTEM = enum.auto()
    """Shows whether the system answers."""
    WATCHES_MODELS = enum.auto()
    """Watches what models do, and not only whether they answer."""
    LOGS = enum.auto()
    """Takes records of what happened, whoever sends them."""
    REACHES_PEOPLE = enum.auto()
    """What arrives here is seen by people."""
    CARRIES_RECORDS = enum.auto()
    """Hands on the records that it is given, so that they still tell of their source."""
    CAN_DE_IDENTIFY = enum.auto()
    """Changes records, and so can be written to de-identify them."""
    CONVERSES = enum.auto()
    """A language model or what drives one: a request from it can be an answer."""
    CONSUMES_LATER = enum.auto()
    """Takes what comes when it comes: nobody waits for a job that is handed data."""
    HOLDS_COPIES = enum.auto()
    """Holds copies of what it stands in front of: an arrow out of it can be a look-up on a miss."""
    USES_ARTIFACTS = enum.auto()
    """Puts a model, an index or a configuration to use although it is no service."""
    KEEPS_RECORDS = enum.auto()
    """Records that services keep: written and read by the same callers, alike."""


def traits(cell: str) -> frozenset[Trait]:
    """The traits named in a table cell, separated by spaces. Raises `ValueError` for a word that is none."""
    return frozenset(Trait(word) for word in cell.split())
