"""What a picture shows: words, styles, bundles, panels, views and scenarios."""

import pytest

import mlarch
from mlarch.catalog import KINDS
from mlarch.diagnostics import MlarchError
from mlarch.draw.diagram import Role
from mlarch.draw.icons.icons import icon_of
from mlarch.draw.scene.build import build
from mlarch.draw.scene.values import Scene
from mlarch.model import Plane

HEAD = "mlarch: 1\nname: Shop\n"
SPEC = """
summary: Finds products.
requirements: {daily_active_users: 500M, requests_per_user: 10, peak_factor: 3, items: 10M,
  latency: {p99: 150ms}}
components:
  app: client
  api: {kind: api server, name: Search API, replicas: 40, latency: {p50: 4ms, p99: 12ms}}
  retrieval: {kind: candidate generator, funnel: 10M -> 1000}
  trending: {kind: candidate generator, planned: true}
  ranker: {kind: ranker, tech: Triton, description: "orders, then cuts", owner: search}
  store: {kind: online feature store, tech: redis, holds: {items: 10M, dimensions: 64}}
  registry: model registry
  monitor: metrics monitor
flows:
  - app -> api: {sends: query, returns: ranked list}
  - api -> retrieval & trending: {returns: candidates, timeout: 20ms}
  - api -> ranker -> store: {sends: candidates, returns: scores}
  - api -> trending: {when: failure}
  - registry => ranker: model
  - api ~> monitor: metrics
  - ranker ~> monitor: metrics
groups:
  serving: {name: Serving, members: [api, inner]}
  inner: {name: Models, members: [retrieval, trending, ranker, store]}
scenarios:
  A query: [app, api, ranker, store, ranker, api, app]
views:
  online: {groups: [serving], title: The online path}
  models: {groups: [inner], neighbours: 1, exclude: [trending]}
  watch: {planes: [monitoring]}
"""


def scene(text: str = SPEC, **which: str) -> Scene:
    return build(mlarch.loads(HEAD + text).graph, icon_of, **which)


@pytest.fixture(scope="module")
def whole() -> Scene:
    return scene()


def link(scene: Scene, source: str, target: str, number: int = 0):
    return [one for one in scene.links if (one.source, one.target) == (source, target)][number]


def words(link) -> str:
    return " ".join(link.sent + link.returned)


def test_the_title_sizes_the_system(whole):
    assert whole.title.name == "Shop"
    assert whole.title.summary == "Finds products."
    assert whole.title.figures == ("500M daily users", "174k/s at peak", "p99 150 ms", "10M items")


def test_a_card_shows_name_technology_and_figures(whole):
    cards = {card.id: card for card in whole.cards}
    assert " ".join(cards["api"].name) == "Search API"
    assert " · ".join(cards["api"].figures) == "p99 12 ms · ×40"
    assert cards["ranker"].tech == ("Triton",)
    assert " · ".join(cards["retrieval"].figures) == "10M → 1000"
    assert " · ".join(cards["store"].figures) == "10M × 64 d"
    assert cards["trending"].planned
    assert cards["ranker"].description == "Ranker: ranker. Triton. owner: search. orders, then cuts."


def test_styles_follow_what_a_flow_is(whole):
    assert link(whole, "app", "api").role is Role.CALL
    assert link(whole, "registry", "ranker").role is Role.DEPLOYMENT
    assert link(whole, "api", "monitor").role is Role.STREAM
    assert link(whole, "api", "trending", 1).role is Role.FALLBACK


def test_words_are_as_written_and_said_once_along_a_chain(whole):
    assert words(link(whole, "app", "api")) == "query ← ranked list"
    assert words(link(whole, "api", "ranker")) == "candidates ← scores"
    assert words(link(whole, "ranker", "store")) == ""


def test_parallel_calls_and_equal_words_to_one_target_share_a_trunk(whole):
    assert link(whole, "api", "retrieval").bundle == link(whole, "api", "trending").bundle
    assert link(whole, "api", "monitor").bundle == link(whole, "ranker", "monitor").bundle
    assert link(whole, "app", "api").bundle != link(whole, "api", "ranker").bundle


def test_groups_become_panels_with_the_colour_of_most_members(whole):
    (serving,) = whole.panels
    assert (serving.name, serving.cards, serving.plane) == ("Serving", ("api",), Plane.ONLINE)
    assert serving.panels[0].cards == ("retrieval", "trending", "ranker", "store")
    assert {card.id for card in whole.free_cards} == {"app", "registry", "monitor"}


def test_without_groups_panels_follow_the_planes():
    panels = scene(
        "components: {app: client, api: api server, m: metrics monitor}\n"
        "flows: [app -> api, api ~> m: metrics]"
    ).panels
    assert [(panel.name, panel.cards) for panel in panels] == [
        ("Online serving", ("api",)),
        ("Monitoring", ("m",)),
    ]


def test_a_view_shows_what_it_names(whole):
    online = scene(view="online")
    assert {card.id for card in online.cards} == {"api", "retrieval", "trending", "ranker", "store"}
    assert online.title.name == "Shop · The online path"
    models = scene(view="models")
    assert {card.id for card in models.cards} == {
        "retrieval",
        "ranker",
        "store",
        "api",
        "registry",
        "monitor",
    }
    assert {card.id for card in scene(view="watch").cards} == {"monitor"}


def test_a_scenario_numbers_its_steps_and_fades_the_rest():
    walk = scene(scenario="A query")
    assert link(walk, "app", "api").number == "1, 6"
    assert link(walk, "ranker", "store").number == "3, 4"
    assert link(walk, "api", "retrieval").faded
    assert words(link(walk, "api", "retrieval")) == ""
    assert {card.id for card in walk.cards if not card.faded} == {"app", "api", "ranker", "store"}


def test_ids_without_a_name_read_as_words():
    cards = scene(
        "components: {lb: load balancer, user_db: relational db, feed-api: api server}\nflows: []"
    ).cards
    assert [" ".join(card.name) for card in cards] == ["LB", "User DB", "Feed API"]
    assert cards[0].tech == ("Load balancer",)


@pytest.mark.parametrize(("which", "name"), [("view", "onlin"), ("scenario", "A qery")])
def test_an_unknown_view_or_scenario_is_answered_with_the_nearest(which, name):
    with pytest.raises(MlarchError) as caught:
        scene(**{which: name})
    assert "Did you mean" in caught.value.help


def test_the_description_says_the_picture_in_words(whole):
    assert whole.description.startswith("8 components. App calls Search API.")
    assert "Search API calls Retrieval, Trending, Ranker; publishes to Monitor." in whole.description


@pytest.mark.parametrize(
    ("name", "tech", "second"),
    [
        ("Kafka", "Apache Kafka", "Event stream"),
        ("Redis cache", "Redis", "Event stream"),
        ("Clicks", "Apache Kafka", "Apache Kafka"),
        ("Go service", "Google Cloud Run", "Google Cloud Run"),
        ("Kafka", "Kafka + Flink", "Kafka + Flink"),
    ],
)
def test_a_card_says_its_product_once(name, tech, second):
    spec = f"components: {{a: {{kind: event stream, name: {name}, tech: {tech}}}}}\nflows: []\n"
    cards = scene(spec).cards
    assert (" ".join(cards[0].name), " ".join(cards[0].tech)) == (name, second)


@pytest.mark.parametrize(
    ("name", "kind", "second"),
    [
        ("Trials", "ab_testing", "A/B testing"),
        ("Policy filter", "content_filter", ""),
        ("Eligibility filter", "content_filter", ""),
        ("Blocked and seen", "content_filter", "Eligibility filter"),
    ],
)
def test_a_card_says_its_kind_in_short_and_its_tooltip_in_full(name, kind, second):
    found = scene(f"components: {{a: {{kind: {kind}, name: {name}}}}}\nflows: []\n").cards[0]
    assert " ".join(found.tech) == second
    assert KINDS[kind].name.lower() in found.description


def test_names_break_where_the_author_broke_them_and_between_the_words_of_code():
    spec = """
components:
  a: {kind: ranker, name: "S3\\nDelta/Parquet\\nTrain/Test"}
  b: {kind: ranker, name: "Ranker<br/>(v2)"}
  c: {kind: ranker, name: com.example.platform.recommendations.impressions}
flows: []
"""
    cards = {card.id: card.name for card in scene(spec).cards}
    assert cards["a"] == ("S3", "Delta/Parquet", "Train/Test")
    assert cards["b"] == ("Ranker", "(v2)")
    assert cards["c"] == ("com.example.", "platform.", "recommendations.", "impressions")


def test_what_a_flow_returns_and_what_figures_mean_is_known():
    spec = """
components:
  a: {kind: api server, replicas: 3, latency: {p99: 5ms}}
  b: {kind: online feature store, replicas: 9, holds: {items: 10M, dimensions: 64}}
flows: [{a -> b: {returns: features}}]
"""
    found = scene(spec)
    assert [link.returns for link in found.links] == [True]
    assert found.figures == (("p99 5 ms", "latency"), ("×3", "copies"), ("10M × 64 d", "items × dimensions"))


def test_a_scenario_explains_the_figures_of_what_it_walks_only():
    spec = """
components:
  a: client
  b: {kind: api server, replicas: 3}
  c: {kind: cache, holds: {size: 5GB}}
flows: [a -> b: request, b -> c: key]
scenarios: {A request: [a, b]}
"""
    assert scene(spec, scenario="A request").figures == (("×3", "copies"),)
    assert [meaning for _, meaning in scene(spec).figures] == ["copies", "stored"]


@pytest.mark.parametrize(
    ("flow", "sent", "returned"),
    [
        ("a -> arms: assignment", (), ("← assignment",)),
        ("a -> features: user features", (), ("← user features",)),
        ("a -> rows: records", ("records",), ()),
        ("features -> a: user features", ("user features",), ()),
        ("a -> features: {sends: user id, returns: user features}", ("user id",), ("← user features",)),
        ("a -> arms: {label: who sees what, returns: assignment}", ("who sees what",), ()),
    ],
)
def test_what_a_call_is_known_to_bring_back_is_shown_as_returned(flow, sent, returned):
    spec = f"""
components: {{a: api server, arms: experiment platform, features: online feature store, rows: SQL database}}
flows:
  - {flow}
"""
    (link,) = scene(spec).links
    assert (link.sent, link.returned) == (sent, returned)
    assert link.returns == ("returns" in flow or bool(returned))


def test_a_chain_says_what_it_carries_where_that_begins():
    drawn = scene(
        "components: {log: Kafka, lake: S3, trainer: training pipeline, ranker: ranker}\n"
        "flows: ['log => lake => trainer => ranker: new model']\n"
    )
    assert words(link(drawn, "log", "lake")) == words(link(drawn, "lake", "trainer")) == ""
    assert words(link(drawn, "trainer", "ranker")) == "new model"
