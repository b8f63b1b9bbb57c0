"""What the rules of GRA and SRV do not say: each case is a design that is right, or that leaves it open."""

from __future__ import annotations

import re

import pytest

from mlarch import graph, language
from mlarch.model import Stage
from mlarch.rules import review

FRONT = """
  app: client
  lb: load balancer
  api: api server
"""


def spec(components: str, flows: str, head: str = "") -> str:
    return f"mlarch: 1\n{head}\ncomponents:\n{components}\nflows:\n{flows}\n"


def codes(components: str, flows: str, stage: Stage = Stage.DESIGN, head: str = "") -> list[str]:
    text = spec(components, flows or "  []", head)
    result = review(graph.build(language.read_text(text)), stage=stage, select=["GRA", "SRV"])
    return [finding.rule for finding in result.findings]


def test_one_component_is_said_to_be_alone() -> None:
    assert codes("  app: client", "") == ["GRA001"]


def test_components_without_any_flow_are_said_once() -> None:
    assert codes(FRONT + "  db: relational database", "") == ["GRA001"]


@pytest.mark.parametrize(
    ("components", "flows"),
    [
        pytest.param(
            FRONT + "  stripe: {kind: api server, external: true}",
            "  - app -> lb -> api\n  - stripe -> api: {sends: request, returns: response}",
            id="someone else's service calls us",
        ),
        pytest.param(
            FRONT + "  model: model server",
            "  - app -> lb -> api\n  - model -> api: predictions",
            id="the arrow is drawn with the data",
        ),
        pytest.param(
            FRONT + "  new: {kind: ranker, planned: true}",
            "  - app -> lb -> api",
            id="what is planned may be alone",
        ),
        pytest.param(
            FRONT + "  topic: {kind: event stream, external: true}",
            "  - app -> lb -> api\n  - topic ~> api: event",
            id="someone else's stream needs no producer here",
        ),
        pytest.param(
            FRONT + "  media: object store",
            "  - app -> lb -> api\n  - app -> media: {returns: pictures}",
            id="clients load media from object stores",
        ),
        pytest.param(
            FRONT + "  firebase: {kind: nosql database, managed: true}",
            "  - app -> lb -> api\n  - app -> firebase: {returns: rows}",
            id="hosted stores are made for clients",
        ),
        pytest.param(
            FRONT + "  review: human review",
            "  - app -> lb -> api\n  - api ~> review: decision",
            id="work handed to people",
        ),
        pytest.param(
            FRONT + "  review: human review\n  labels: label joiner\n  set: dataset builder\n  t: trainer",
            "  - app -> lb -> api\n  - api -> review: scores\n"
            "  - review => labels => set: labels\n  - set => t: dataset",
            id="a hand-over drawn as a call",
        ),
        pytest.param(
            "  analyst: client\n  board: dashboard\n  dwh: data warehouse\n  lake: data lake",
            "  - analyst -> board -> dwh: {returns: metrics}\n  - lake => dwh: raw data",
            id="a dashboard may wait for a warehouse",
        ),
        pytest.param(
            "  app: client\n  api: {kind: api server, managed: true}",
            "  - app -> api: {sends: request, returns: response}",
            id="a platform that balances by itself",
        ),
        pytest.param(
            "  app: client\n  api: {kind: api server, replicas: 1}",
            "  - app -> api: {sends: request, returns: response}",
            id="one replica needs no balancer",
        ),
        pytest.param(
            "  tuner: hyperparameter tuner\n  trainer: trainer\n  lake: data lake",
            "  - lake => trainer: dataset\n  - tuner => trainer: config\n  - trainer => tuner: metrics",
            id="a tuner and a trainer take turns",
        ),
        pytest.param(
            FRONT
            + "  es: {kind: [search_index, vector_index]}\n  enc: embedding generator\n  docs: object store",
            "  - app -> lb -> api -> es\n  - docs => enc: documents\n  - enc => es: embeddings",
            id="an index with two roles takes embeddings",
        ),
        pytest.param(
            FRONT + "  labels: label joiner\n  set: dataset builder\n  t: trainer",
            "  - app -> lb -> api: {sends: labels}\n  - api ~> labels => set: labels\n  - set => t: dataset",
            id="labels that a user sends pass the gateway",
        ),
        pytest.param(
            FRONT + "  a: agent\n  b: agent",
            "  - app -> lb -> api -> a\n  - a -> b: {sends: request, returns: response}\n"
            "  - b -> a: {sends: request, returns: response}",
            id="agents may call each other",
        ),
    ],
)
def test_silence(components: str, flows: str) -> None:
    assert codes(components, flows) == []


def test_a_named_product_may_do_more_than_its_kind() -> None:
    components = (
        FRONT
        + "  es: {kind: search index, tech: Elasticsearch}\n  enc: embedding generator\n  d: object store"
    )
    flows = "  - app -> lb -> api -> es\n  - d => enc: documents\n  - enc => es: embeddings"
    assert codes(components, flows, Stage.SKETCH) == []


def test_an_isolated_component_hides_what_follows_from_it() -> None:
    assert codes(FRONT + "  ranker: ranker", "  - app -> lb -> api") == ["GRA001"]


def test_what_stands_behind_an_uncalled_service_is_not_blamed_again() -> None:
    components = FRONT + "  feed: feed service\n  ranker: ranker\n  store: online feature store"
    flows = (
        "  - app -> lb -> api\n  - feed -> ranker: {sends: candidates, returns: scores}\n"
        "  - ranker -> store: features"
    )
    assert codes(components, flows) == ["GRA002"]


def test_sign_in_is_asked_for_at_production_unless_the_way_in_is_not_public() -> None:
    flows = "  - app -> lb -> api -> db"
    db = "\n  db: relational database"
    assert codes(FRONT + db, flows) == []
    assert codes(FRONT + db, flows, Stage.PRODUCTION) == ["SRV008"]
    closed = FRONT.replace("load balancer", "{kind: load balancer, public: false}")
    assert codes(closed + db, flows, Stage.PRODUCTION) == []


def test_waiting_for_a_person_is_an_error_only_when_an_answer_is_written() -> None:
    components = FRONT + "  staff: human review"
    front = "  - app -> lb -> api: {sends: request, returns: response}\n"
    waits = front + "  - api -> staff: {sends: scores, returns: decision}"
    assert codes(components, waits, Stage.SKETCH) == ["SRV004"]
    handed = front + "  - api -> staff: scores"
    assert codes(components, handed, Stage.SKETCH) == []


def test_shadow_models_answer_to_nobody() -> None:
    components = "  devices: client\n  stream: event stream\n  model: model server"
    flows = "  - devices ~> stream ~> model: event"
    assert codes(components, flows) == ["SRV006"]
    assert codes(components, flows, head="release: {strategy: [shadow]}") == []


@pytest.mark.parametrize(
    ("components", "flows"),
    [
        pytest.param(
            "  user: user\n  lb: load balancer\n  server: feed service\n  gen: candidate generation\n"
            "  ranking: ranking\n  history: nosql\n  videos: object store",
            "  - user -> lb -> server\n  - history -> gen -> ranking -> server\n"
            "  - videos -> ranking: video features",
            id="arrows of models lead to the server that answers",
        ),
        pytest.param(
            "  user: user\n  gw: api gateway\n  app: orchestrator\n  qe: query encoder\n"
            "  vdb: vector database\n"
            "  prompt: prompt builder\n  llm: {kind: LLM, external: true}",
            "  - user -> gw -> app -> qe -> vdb -> prompt -> llm -> user",
            id="one arrow after another, and back to the user",
        ),
        pytest.param(
            "  member: member\n  lb: load balancer\n  api: backend\n"
            "  olap: {kind: data warehouse, tech: Pinot}",
            "  - member -> lb -> api -> olap: {returns: results, timeout: 200ms}",
            id="a warehouse that is said to answer in time",
        ),
        pytest.param(
            "  user: user\n  lb: load balancer\n  api: api server\n  kafka: kafka\n  flink: flink\n"
            "  store: online feature store",
            "  - user -> lb -> api -> store\n  - user -> kafka -> flink -> store: events",
            id="clients that publish to a log, as many diagrams draw it",
        ),
        pytest.param(
            "  hive: hive\n  enc: item embedding generation\n  index: vector index\n  api: api server",
            "  - hive -> enc -> index: embeddings\n"
            "  - api -> index: {sends: embeddings, returns: candidates}",
            id="what stands after a chain belongs to one of its links",
        ),
    ],
)
def test_silence_on_what_people_publish(components: str, flows: str) -> None:
    assert codes(components, flows) == []


def test_a_missing_conductor_is_said_once() -> None:
    components = (
        FRONT
        + "  a: candidate generator\n  b: candidate generator\n  ranker: ranker\n  filter: content filter"
    )
    assert codes(components, "  - app -> lb -> api\n  - ranker ~> api: metrics") == ["SRV010"]


def test_a_gateway_that_leads_nowhere_names_what_it_strands() -> None:
    components = "  app: client\n  gw: api gateway\n  ranker: ranker\n  store: online feature store"
    assert codes(components, "  - app -> gw\n  - ranker -> store: features") == ["SRV007"]


def test_what_asks_a_balancer_does_not_stand_behind_it() -> None:
    components = (
        "  ci: GitHub Actions\n  api: api server\n  lb: load balancer\n"
        "  ranker: ranker\n  feats: online feature store"
    )
    flows = "  - ci => api\n  - api -> lb\n  - ranker -> feats: features"
    result = review(graph.build(language.read_text(spec(components, flows))), select=["SRV007"])
    (finding,) = result.findings
    assert finding.components == ("lb", "ranker", "feats")
    # The server that is proposed calls what nothing calls, and neither the balancer nor its caller.
    assert re.findall(r"`- (.*?)`", finding.help) == ["lb -> orchestrator: request", "orchestrator -> ranker"]


def test_a_kind_that_takes_anything_tells_nothing() -> None:
    components = (
        "  net: edge model\n  lake: data lake\n"
        "  miner: {kind: service, consumes: [predictions, candidates, events], produces: [media, events]}"
    )
    assert codes(components, "  - net ~> miner: detections\n  - miner => lake: clips") == []
