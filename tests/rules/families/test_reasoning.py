"""The rules that read what a spec says: each kind of mistake in several wordings, and what is no mistake."""

from __future__ import annotations

from functools import cache

import pytest

from mlarch import graph, language
from mlarch.model import Stage
from mlarch.rules import review

REASONING = frozenset(
    {
        *("BRF009", "BRF010", "CAP017", "EXP004", "MON011"),
        "GOV010",
        *(f"LBL{number:03}" for number in (4, 8, 9, 10, 11)),
        *(
            "REL011",
            "REL012",
            "REL013",
            "SAF005",
            "SAF006",
            "SKW006",
            "SKW009",
            "SKW010",
            "SKW011",
            "TRN014",
            "TRN015",
        ),
    }
)

SOUND = """mlarch: 1
stage: production
requirements:
  goal: more orders that are kept
  freshness: 10min
  personalized: true
task:
  objective: P(the order is kept)
  type: classification
  input: customer and basket
  output: probability
  label: {event: order kept after 14 days, window: 14d, delay: 14d}
data:
  features:
    - {name: basket, entity: customer, transform: items in it, online: store, offline: lake}
    - name: keep rate
      entity: item
      transform: share kept over the 90 days before the order
      online: store
      offline: lake
  imbalance: none removed
  missing_values: asked for
  split: {by: time, gap: 14d}
models:
  towers: {task: retrieval, architecture: two-tower, trained_by: train, served_by: encoder, retrain: 7d}
evaluation:
  offline: [log loss, recall@100]
components:
  app: {kind: client, name: Shop app}
  api: {kind: orchestrator, name: Shop service}
  encoder: {kind: embedding service, name: Query tower}
  index: {kind: vector index, name: Items, description: switched with its encoder as one version}
  store: online feature store
  lake: data lake
  build: {kind: dataset builder, name: Examples of live orders}
  train: training pipeline
  registry: model registry
  ship: {kind: model deployer, name: Deployer}
  embed: embedding generator
flows:
  - app -> api: {sends: request, returns: response}
  - api -> store: {returns: features}
  - api -> encoder -> index: {sends: query, returns: candidates}
  - lake => build => train => registry => ship => encoder: model
  - registry => embed: model
  - lake => embed => index: {sends: embeddings, every: 7d}
release:
  {strategy: [shadow, canary 5 %, all], rollback: last version stays loaded, guardrails: [orders returned]}
"""


@cache
def rules_of(text: str) -> set[str]:
    findings = review(graph.build(language.read_text(text)), stage=Stage.PRODUCTION).findings
    assert not [finding for finding in findings if finding.name == "internal"]
    return {finding.rule for finding in findings}


def spoiled(sound: str, changes: dict[str, str]) -> set[str]:
    """The rules of reasoning that speak when this is said otherwise, and not of the sound design."""
    text = sound
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return (rules_of(text) - rules_of(sound)) & REASONING


OLD_STATE = "name: vans left, entity: depot, freshness: 1d, transform: spreadsheet of the depot"
RATE = "share kept over the 90 days before the order"
NO_PAIR = ", description: switched with its encoder as one version"
GUARDS = ", guardrails: [orders returned]"
BACK = f", rollback: last version stays loaded{GUARDS}"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        # values from the future, and of the test set
        (RATE, "final price of the order", "SKW009"),
        (RATE, "notes of the agent written after the order was closed", "SKW009"),
        (RATE, "returns in the following 30 days", "SKW009"),
        (RATE, "refund flag", "SKW009"),
        (RATE, "measured temperature; while serving the forecast stands in", "SKW009"),
        (RATE, "visits of the calendar year from the annual report", "SKW009"),
        ("name: basket, entity: customer, transform: items in it", OLD_STATE, "REL013"),
        (RATE, "mean kept rate over the whole table", "SKW009"),
        (RATE, "share kept, computed once before the split", "SKW009"),
        (RATE, "target encoding of the item", "SKW009"),
        # splits
        ("{by: time, gap: 14d}", "80/20 over shuffled rows", "TRN014"),
        ("{by: time, gap: 14d}", "every tenth row is for testing", "TRN014"),
        ("{by: time, gap: 14d}", "by hash of the image", "TRN014"),
        ("{by: time, gap: 14d}", "{by: entity, of: photo}", "TRN014"),
        ("{by: time, gap: 14d}", "{by: time, gap: 2d}", "TRN014"),
        ("{by: time, gap: 14d}", "{by: random, of: attempt}", "TRN014"),
        ("none removed", "SMOTE, then split into training and test", "TRN014"),
        ("asked for", "filled with the mean before the split", "TRN014"),
        # training on other data
        (RATE, "measured in training and forecast when served", "SKW010"),
        (RATE, "SQL for training and reimplemented in the service in Go", "SKW010"),
        ("Examples of live orders", "Studio photos on white paper", "SKW010"),
        ("Examples of live orders", "Texts, those with typing errors are removed", "SKW010"),
        ("Examples of live orders", "Recordings of one phone type", "SKW010"),
        ("Examples of live orders", "Single cut flowers from the university", "SKW010"),
        (RATE, "training rows from the old meter, in service the same names from the new one", "SKW010"),
        # encoder and index
        (NO_PAIR, ", description: re-embedded over the following month", "SKW011"),
        (NO_PAIR, "", "SKW011"),
        (NO_PAIR, ", description: rebuilt at the start of each quarter", "SKW011"),
        (NO_PAIR, ", description: vectors are overwritten one by one as they are touched", "SKW011"),
        ("every: 7d}\nrelease", "every: 7d, label: in place}\nrelease", "SKW011"),
        # releases
        (GUARDS, "", "TRN015"),
        ("canary 5 %, all]", "canary from 22:00 to 06:00, all]", "TRN015"),
        ("canary 5 %, all]", "on Sundays first, all]", "TRN015"),
        ("canary 5 %, all]", "everybody in January as the fields lie bare, all]", "TRN015"),
        (f"[shadow, canary 5 %, all]{BACK}", "canary for ten minutes", "TRN015"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(old: str, new: str, rule: str) -> None:
    assert rule in spoiled(SOUND, {old: new})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (RATE, "final price of the previous order"),
        (RATE, "planned delivery in the following week"),
        (RATE, "mean over all days up to the order"),
        ("name: basket, entity: customer, transform: items in it", OLD_STATE.replace("1d", "5min")),
        (RATE, "target encoding out of fold"),
        ("{by: time, gap: 14d}", "by image cluster"),
        ("{by: time, gap: 14d}", "{by: entity, of: customer, gap: 14d}"),
        ("none removed", "split by time, then SMOTE on the training part"),
        ("Examples of live orders", "Studio photos and field photos of users"),
        ("Examples of live orders", "Recordings of 140 phone types"),
        (NO_PAIR, ", description: blue and green"),
        (GUARDS, ", guardrails: [p99]"),
        ("canary 5 %, all]", "canary on 5 % around the clock including weekends, all]"),
        ("canary 5 %, all]", "two cells in the night shift, all]"),
        ("last version stays loaded", "former tower and its index stay loaded for a week"),
        (f"canary 5 %, all]{BACK}", "canary]"),
        (f"canary 5 %, all]{BACK}", "canary 5 %, ab]"),
    ],
)
def test_what_is_no_mistake_is_left_alone(old: str, new: str) -> None:
    assert spoiled(SOUND, {old: new}) == set()


def test_an_encoder_of_another_version_than_the_vectors_is_named() -> None:
    tower, vectors = "name: Query tower", "description: vectors of v5 from autumn"
    said = {
        NO_PAIR: f", {vectors}",
        tower: f"{tower}, description: v6 since March",
        "every: 7d}": "every: 1h}",
    }
    assert "SKW011" in spoiled(SOUND, said)
    assert "SKW011" not in spoiled(SOUND, {**said, tower: f"{tower}, description: v5"})


def test_an_encoder_that_gets_models_more_often_than_the_vectors_is_named() -> None:
    often = "ship => encoder: {sends: model, every: 7d}"
    said = {
        NO_PAIR: "",
        "registry => ship => encoder: model": f"registry => ship: model\n  - {often}",
        "registry => embed: model": "registry => embed: {sends: model, every: 90d}",
        "{sends: embeddings, every: 7d}": "{sends: embeddings, every: 1h}",
    }
    assert "SKW011" in spoiled(SOUND, said)
    said["registry => embed: model"] = "registry => embed: {sends: model, every: 7d}"
    assert "SKW011" not in spoiled(SOUND, said)


LABELS = """mlarch: 1
stage: production
requirements: {goal: fewer bought reviews}
task:
  objective: P(a moderator would remove the review)
  type: ranking
  input: review
  output: publish, hold or block
  label: {event: verdict of two moderators, window: 14d, delay: 14d, selected_by: random 2 %}
  positives: 4%
data:
  events: [review with its place, verdict]
  imbalance: as they come
  missing_values: asked for
models:
  fraud:
    {task: ranking, architecture: boosted trees with the position as input, loss: log loss, trained_by: train}
evaluation: {offline: [PR-AUC, precision at 90 % recall]}
components:
  app: {kind: client, name: Shop app}
  api: {kind: orchestrator, name: Review service}
  ranker: ranker
  decide: {kind: decision engine, name: Block or hold, description: threshold chosen for a precision of 95 %}
  log: event stream
  lake: data lake
  sampler: {kind: job, name: A random 2 % of all}
  moderators: {kind: labelling platform, name: Moderators}
  join: {kind: label joiner, name: Verdicts of people}
  build: dataset builder
  train: training pipeline
flows:
  - app -> api: {sends: request, returns: response}
  - api -> ranker: {sends: features, returns: scores}
  - api -> decide: {sends: scores, returns: decision}
  - app ~> log: clicks
  - api ~> log: predictions
  - log => lake: events
  - lake => sampler => moderators: reviews
  - moderators => join => build: labels
  - lake => build => train: training dataset
  - train => ranker: model
"""

EVENT = "verdict of two moderators, window: 14d, delay: 14d, selected_by: random 2 %"
SAMPLER = "A random 2 % of all"
SEEN = ", precision at 90 % recall"
PRECISE = ", description: threshold chosen for a precision of 95 %"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        # labels only where the system chose
        ({"selected_by: random 2 %": "selected_by: only the blocked ones", SAMPLER: "Sampler"}, "LBL008"),
        ({"selected_by: random 2 %": "selected_by: score above 0.9", SAMPLER: "Sampler"}, "LBL008"),
        ({EVENT: "verdict; everything else counts as honest", SAMPLER: "Sampler"}, "LBL008"),
        ({SAMPLER: "Sampler", "Verdicts of people": "Verdicts on the flagged reviews"}, "LBL008"),
        ({SAMPLER: "Sampler", "name: Moderators": "name: Cases chosen by the score"}, "LBL008"),
        # the system's own decisions
        ({EVENT: "review was blocked"}, "LBL009"),
        ({EVENT: "removed by our own filter"}, "LBL009"),
        ({EVENT: "auto-approved and published"}, "LBL009"),
        ({"Verdicts of people": "What the model blocked"}, "LBL009"),
        # cases that have not ended
        ({EVENT: "removal so far, no removal yet counts as good"}, "LBL010"),
        ({"as they come": "reviews still open are dropped"}, "LBL010"),
        ({"loss: log loss": "loss: log loss on all reviews incl. those written last week"}, "LBL010"),
        ({"P(a moderator would remove the review)": "demand per day", EVENT: "units sold"}, "LBL010"),
        ({"asked for": "days when it was sold out count as no demand"}, "LBL010"),
        ({"loss: log loss": "loss: squared error on closed gaps"}, "LBL010"),
        ({"asked for": "all weeks until yesterday count as 0"}, "LBL010"),
        ({"random 2 %}": "those on the list; the others have no verdict and are not used}"}, "LBL008"),
        ({"loss: log loss": "loss: cross entropy against the queue that the last plan chose"}, "LBL009"),
        # scores that are no probabilities
        ({"as they come": "a tenth of the honest ones kept", PRECISE: "", SEEN: ""}, "LBL011"),
        ({"as they come": "50/50", PRECISE: "", SEEN: ""}, "LBL011"),
        ({PRECISE: ", description: blocks when the softmax is above 0.9"}, "LBL011"),
        ({PRECISE: ", description: fee is the score times the price", SEEN: ""}, "LBL011"),
        ({"name: Review service": "name: Service, description: fee is the raw output times 3 EUR"}, "LBL011"),
        ({"as they come": "a tenth kept, outputs taken as they come", PRECISE: "", SEEN: ""}, "LBL011"),
        # what was shown
        ({" with the position as input": "", SAMPLER: "Sampler"}, "LBL004"),
    ],
)  # fmt: skip
def test_a_mistake_about_labels_and_scores_is_named(changes: dict[str, str], rule: str) -> None:
    assert rule in spoiled(LABELS, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"selected_by: random 2 %": "selected_by: only the blocked ones"},  # a sampler takes a random share
        {EVENT: "blocked and confirmed by a person"},
        {EVENT: "offer accepted"},
        {"as they come": "reviews still open are dropped until 14 days have passed, as censored"},
        {"P(a moderator would remove the review)": "demand per day", EVENT: "units asked for"},
        {"as they come": "a tenth of the honest ones kept, corrected by the prior", PRECISE: ""},
        {PRECISE: ", description: fee is the score times the price", "boosted trees": "isotonic trees"},
        {" with the position as input": " weighted by inverse propensity"},
    ],
)  # fmt: skip
def test_labels_and_scores_that_hold_are_left_alone(changes: dict[str, str]) -> None:
    assert spoiled(LABELS, changes) == set()


ACTS = """mlarch: 1
stage: production
requirements: {goal: fewer calls, freshness: 5min, personalized: true}
task: {objective: solve the case, type: generation, input: question of a customer, output: answer}
data:
  features: [{name: balance, entity: customer, freshness: 5min, online: store, offline: lake}]
  privacy: names are masked
components:
  app: {kind: client, name: Banking app}
  api: {kind: orchestrator, name: Assistant service}
  agent: {kind: agent orchestrator, name: Agent, description: at most 8 steps}
  llm: {kind: llm gateway, name: Gateway}
  vendor: {kind: external, name: Hosted model, external: true, consumes: [prompt], produces: [tokens]}
  pay: {kind: api server, name: Transfers, description: drafts that the customer confirms}
  bank: {kind: api server, name: Core banking}
  answers: {kind: cache, name: Answers, key: [customer, question], ttl: 5min}
  score: model server
  decide: {kind: decision engine, name: Pause the card, description: a person looks at it first}
  later: {kind: fallback, name: A clerk calls back}
  store: online feature store
  load: {kind: batch feature pipeline, name: Balances}
  lake: data lake
flows:
  - app -> api -> agent: {sends: request, returns: response}
  - agent -> llm -> vendor: {sends: masked prompt, returns: tokens}
  - agent -> pay: {sends: draft, returns: receipt}
  - api -> bank: {sends: booking with its number, returns: receipt, retries: 2}
  - api -> answers: {returns: answer}
  - api -> store: {returns: features}
  - api -> score: {sends: features, returns: scores, fallback: later}
  - api -> decide: {sends: scores, returns: decision}
  - lake => load => store: features
"""

CONFIRMED = "drafts that the customer confirms"
STEPS = "at most 8 steps"
LOOKS = "Pause the card, description: a person looks at it first"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        # agents and decisions
        ({CONFIRMED: "executes what the agent orders, any payee"}, "SAF005"),
        ({f", description: {CONFIRMED}": ""}, "SAF005"),
        ({f"Transfers, description: {CONFIRMED}": "Tools", "sends: draft": "sends: refund"}, "SAF005"),
        ({STEPS: "goes on until the model says it is done"}, "SAF005"),
        ({STEPS: "uses an admin token for all tools"}, "SAF005"),
        ({LOOKS: "Accounts, reversible: false"}, "SAF005"),
        ({"Core banking}": "Core banking, reversible: false, approval: none}"}, "SAF005"),
        ({"Core banking}": "Core, tech: language model, description: moves money on its own}"}, "SAF005"),
        ({"Core banking}": "Core, description: runs the sql that the model writes}"}, "SAF005"),
        ({LOOKS: "Fraud, description: closes the account and reports to the police"}, "SAF005"),
        # fallbacks
        ({"A clerk calls back": "Approve all"}, "SAF006"),
        ({"A clerk calls back": "Book the values of the last invoice"}, "SAF006"),
        ({"A clerk calls back": "File as routine"}, "SAF006"),
        ({"A clerk calls back": "Skip the screening"}, "SAF006"),
        ({"A clerk calls back": "Payments go through for the sum asked for"}, "SAF006"),
        ({"fallback: later": "fallback: the answer is sent as it is"}, "SAF006"),
        ({"A clerk calls back": "Go on with the last set-point"}, "SAF006"),
        # actions that are repeated
        ({"booking with its number": "booking"}, "REL011"),
        ({"booking with its number": "request", "Core banking": "Core banking, reversible: false"}, "REL011"),
        ({"its number": "a new number on every try"}, "REL011"),
        ({"booking with its number": "pump 3 ml"}, "REL011"),
        # caches
        ({"[customer, question]": "[question]"}, "REL012"),
        ({"key: [customer, question]": "description: keyed by the text alone"}, "REL012"),
        ({"key: [customer, question]": "description: shared by all customers"}, "REL012"),
        ({"key: [customer, question]": "description: found by text for the whole company"}, "REL012"),
        ({"[customer, question], ttl: 5min": "[customer], ttl: 1h"}, "REL013"),
        # the way of the data
        ({"name: Balances": "name: Balances at 02:00 each night"}, "SKW006"),
        # what leaves
        ({"masked prompt": "conversation with name and address"}, "GOV010"),
        ({"lake => load => store: features": "lake => vendor: call recordings"}, "GOV010"),
        ({"names are masked": "the provider receives the symptoms of the caller"}, "GOV010"),
    ],
)  # fmt: skip
def test_a_mistake_about_acting_is_named(changes: dict[str, str], rule: str) -> None:
    assert rule in spoiled(ACTS, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {CONFIRMED: "read-only look-ups"},
        {"Core banking}": "Core, tech: LLM, description: sends on its own once a person agrees}"},
        {CONFIRMED: "up to 40 euros, a person approves the rest"},
        {STEPS: "at most 8 steps, never a service account"},
        {LOOKS: "Fraud, approval: person, reversible: false"},
        {"A clerk calls back": "Approve below 20 euros"},
        {"A clerk calls back": "Menu and search"},
        {"booking with its number": "booking", "Core banking": "Core banking, description: idempotent"},
        {"booking with its number": "search"},
        {"its number": "the same number on every try"},
        {"Core banking}": "Core, reversible: false, approval: clerk}"},
        {"Core banking}": "Core, description: valves close by themselves after 4 h}"},
        {"[customer, question]": "[visit, question]"},
        {"[customer, question]": "[question], description: only for signed-out visitors"},
        {"ttl: 5min": "ttl: 1h, description: evicted on change"},
        {"name: Balances": "name: Balances from the stream with a nightly correction"},
        {"masked prompt": "public documents"},
    ],
)
def test_acting_that_holds_is_left_alone(changes: dict[str, str]) -> None:
    assert spoiled(ACTS, changes) == set()


GOALS = """mlarch: 1
name: Courses
stage: production
requirements:
  goal: learners who finish a course
  error_costs: {false_positive: a bored learner, false_negative: a course never found}
task:
  {objective: P(finishes), type: ranking, input: learner, output: courses, label: {event: finished it}}
data:
  features: [{name: pace, entity: learner, transform: lessons a week}]
evaluation:
  offline: [nDCG, recall@10]
  online: [finished courses]
  experiment: {unit: learner, effect: +1 % finished}
components:
  app: {kind: client, name: Learner app}
  api: {kind: orchestrator, name: Course service}
  arms: ab testing
  ranker: ranker
  decide: {kind: decision engine, name: Two lists}
  queue: message queue
  tutors: {kind: human review, name: Tutors, description: 400 questions a day can be answered}
  watch: model monitor
flows:
  - app -> api: {sends: request, returns: response}
  - api -> arms: arm
  - api -> ranker: {sends: candidates, returns: scores}
  - api ~> queue ~> tutors: questions
  - api & ranker ~> watch: predictions
monitoring: {alerts: [p99 above 300 ms, finished courses down by a tenth]}
"""


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        # metrics and the goal
        ({"output: courses": "output: 90 % interval of the time needed"}, "BRF010"),
        ({"learners who finish a course": "courses finished because of our reminders"}, "BRF010"),
        ({"nDCG, recall@10": "RMSE of the rating"}, "BRF010"),
        ({"nDCG, recall@10": "accuracy"}, "BRF010"),
        ({"recall@10]": "recall by level]\n  gate: mean word error rate below the live one"}, "BRF010"),
        (
            {
                "P(finishes)": "P(opens)",
                "event: finished it": "event: course opened",
                "online: [finished courses]": "online: [opens per learner]",
            },
            "BRF010",
        ),
        # arms that meet
        ({"name: Courses": "name: Ride dispatch", "unit: learner": "unit: rider"}, "EXP004"),
        ({"unit: learner": "unit: course"}, "EXP004"),
        ({"unit: learner": "unit: learner - both arms wait for the same tutors"}, "EXP004"),
        ({"type: ranking": "type: reciprocal matching"}, "EXP004"),
        ({"name: Courses": "name: Matching of tutors", "unit: learner": "unit: tutor"}, "EXP004"),
        ({"unit: learner": "unit: traffic light"}, "EXP004"),
        ({"name: Courses": "name: Chat rooms of a game", "unit: learner": "unit: message"}, "EXP004"),
        ({"lessons a week": "stock of the shop", "unit: learner": "unit: order"}, "EXP004"),
        # people
        ({"400 questions a day can be answered": "400 a day can be answered; 3k a day come"}, "CAP017"),
        ({"400 questions a day": "6 people, 50 a day each, and 900 questions a day come; 300"}, "CAP017"),
        ({"queue: message queue": "queue: {kind: message queue, name: 70k questions a week}"}, "CAP017"),
        ({"queue: message queue": "queue: {kind: message queue, description: 200 an hour}"}, "CAP017"),
        ({"400 questions a day can be answered": "7000 a day, by a team of 5"}, "CAP017"),
        ({"400 questions a day can be answered": "10 people read 500 essays of 40 minutes a day"}, "CAP017"),
        # alerts
        ({"finished courses down by a tenth": "disk above 80 %"}, "MON011"),
    ],
)  # fmt: skip
def test_a_mistake_about_goals_and_people_is_named(changes: dict[str, str], rule: str) -> None:
    assert rule in spoiled(GOALS, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"output: courses": "output: 90 % interval of the time needed", "nDCG": "coverage of the interval"},
        {"learners who finish a course": "extra margin per offer", "nDCG": "Qini"},
        {"type: ranking": "type: classification", "nDCG, recall@10": "accuracy, cost per error"},
        {"unit: learner": "unit: school"},
        {"name: Courses": "name: Ride dispatch", "unit: learner": "unit: city and hour"},
        {"transform: lessons a week": "transform: stock of the shop"},
        {"400 questions a day can be answered": "3k a day can be answered; 400 come"},
        {"400 questions a day can be answered": "400 a day"},
        {"400 questions a day can be answered": "90 people for 9000 a day"},
        {"recall@10]": "recall by level]\n  gate: recall by level not below the live one"},
        {"queue: message queue": "queue: {kind: message queue, description: keeps 30 days}"},
        {"p99 above 300 ms, finished": "finished"},
    ],
)  # fmt: skip
def test_goals_and_people_that_fit_are_left_alone(changes: dict[str, str]) -> None:
    assert spoiled(GOALS, changes) == set()
