"""Components: every field in every form, their mistakes, and how kinds are settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import Severity
from mlarch.model import Funnel, Gpus, Holds, Plane, Tokens
from mlarch.quantities import Dimension, Quantity


def quantity(value: float, dimension: Dimension, text: str) -> Quantity:
    return Quantity(value, dimension, text)


@pytest.mark.parametrize(
    ("fields", "attribute", "value"),
    [
        ("name: Payments API", "name", "Payments API"),
        ("name: ''", "name", None),
        ("tech: Kafka", "tech", "Kafka"),
        ("description: [a, b]", "description", "a; b"),
        ("link: https://example.org/x#y", "link", "https://example.org/x#y"),
        ("link: docs/runbook.md", "link", "docs/runbook.md"),
        ("owner: ranking team", "owner", "ranking team"),
        ("tags: critical", "tags", ("critical",)),
        ("tags: [a, b]", "tags", ("a", "b")),
        ("icon: onprem.queue.Kafka", "icon", "onprem.queue.Kafka"),
        ("icon: diagrams.aws.compute.EC2", "icon", "aws.compute.EC2"),
        ("replicas: 12", "replicas", 12),
        ("replicas: 1.2k", "replicas", 1200),
        ("zones: 3", "zones", 3),
        ("plane: Monitoring", "plane", Plane.MONITORING),
        ("data: pii", "data", ("pii",)),
        ("encrypted: yes", "encrypted", True),
        ("public: false", "public", False),
        ("external: true", "external", True),
        ("planned: on", "planned", True),
        ("managed: true", "managed", True),
        ("consumes: [Requests, user features]", "consumes", ("request", "features")),
        ("consumes: []", "consumes", ()),
        ("consumes: ", "consumes", None),
        ("produces: scores", "produces", ("scores",)),
        ("availability: 99.9%", "availability", quantity(0.999, Dimension.SHARE, "99.9%")),
        ("throughput: 30k/min", "throughput", quantity(500.0, Dimension.THROUGHPUT, "30k/min")),
        (
            "throughput: 100k keys/s",
            "throughput",
            Quantity(1e5, Dimension.THROUGHPUT, "100k keys/s", "keys"),
        ),
        ("price: 2.50 USD/h", "price", Quantity(1825.0, Dimension.COST, "2.50 USD/h", "USD")),
        ("memory: 64GB", "memory", quantity(64e9, Dimension.SIZE, "64GB")),
        ("shards: 4", "shards", 4),
        ("standby: 0", "standby", 0),
        ("gpus: H100", "gpus", Gpus("H100")),
        ("gpus: {type: A100, count: 8}", "gpus", Gpus("A100", 8)),
        (
            "tokens: {in: 2k, out: 300}",
            "tokens",
            Tokens(quantity(2000.0, Dimension.COUNT, "2k"), quantity(300.0, Dimension.COUNT, "300")),
        ),
        (
            "holds: {items: 1M, code: 16, nlist: 1024}",
            "holds",
            Holds(
                items=quantity(1e6, Dimension.COUNT, "1M"),
                code=quantity(16.0, Dimension.SIZE, "16"),
                nlist=1024,
            ),
        ),
        ("concurrency: 8", "concurrency", quantity(8.0, Dimension.COUNT, "8")),
        ("utilization: 0.6", "utilization", quantity(0.6, Dimension.SHARE, "0.6")),
        ("hit_rate: 90%", "hit_rate", quantity(0.9, Dimension.SHARE, "90%")),
        ("retention: 1d", "retention", quantity(86400.0, Dimension.TIME, "1d")),
        ("x-mine: [1, {a: b}]", "name", None),
    ],
)
def test_a_field(component, fields: str, attribute: str, value: object) -> None:
    assert getattr(component(fields).good.components["x"], attribute) == value


def test_latency_in_both_forms(component) -> None:
    plain = component("latency: 10ms").good.components["x"].latency
    assert [(name, str(value)) for name, value in plain.figures()] == [("", "10ms")]
    full = component("latency: {p50: 5ms, p99: 30ms, mean: 7ms, max: 1s}").good.components["x"].latency
    assert [(name, str(value)) for name, value in full.figures()] == [
        ("mean", "7ms"),
        ("p50", "5ms"),
        ("p99", "30ms"),
        ("max", "1s"),
    ]
    assert component("latency: {p50: 5ms, p90: 6ms, p95: 7ms, p99: 8ms, p999: 9ms}").good


@pytest.mark.parametrize("text", ["10M -> 1000", "10M->1000", "'10M  ->  1000'"])
def test_a_funnel(component, text: str) -> None:
    funnel = component(f"funnel: {text}").good.components["x"].funnel
    assert (funnel.incoming.value, funnel.outgoing.value) == (1e7, 1000)


@pytest.mark.parametrize("text", ["10M → 1000", "10M to 1000", "10M => 1000"])
def test_a_funnel_with_another_arrow(decoded, text: str) -> None:
    spec = f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, funnel: {text}}}\nflows: []\n"
    found = decoded(spec)
    assert found.one().fix.edits[0].text == "10M -> 1000"
    assert found.architecture.components["x"].funnel.outgoing.value == 1000


@pytest.mark.parametrize(
    ("text", "percentiles"),
    [
        ("p99 < 200ms", {"p99": 0.2}),
        ("200 ms p99", {"p99": 0.2}),
        ("200ms at P95", {"p95": 0.2}),
        ("p50 20ms / p99 0.2s", {"p50": 0.02, "p99": 0.2}),
        ("avg 20ms, p99.9: 1s", {"mean": 0.02, "p999": 1.0}),
        ("p95 under 300 ms", {"p95": 0.3}),
        ("25 ms (p50)", {"p50": 0.025}),
        ("p99: ~ 30ms", {"p99": 0.03}),
    ],
)
def test_a_latency_that_names_its_percentile(decoded, text: str, percentiles: dict[str, float]) -> None:
    spec = f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, latency: '{text}'}}\nflows: []\n"
    found = decoded(spec)
    latency = found.architecture.components["x"].latency
    assert {name: getattr(latency, name).value for name in percentiles} == percentiles
    assert latency.stated is None
    again = decoded(spec.replace(f"'{text}'", found.one().fix.edits[0].text))
    assert again.architecture.components["x"].latency == latency
    assert not again.findings


@pytest.mark.parametrize(
    ("fields", "attribute", "value", "meant"),
    [
        ("replicas: 10-50", "replicas", 50, "50"),
        ("replicas: 3 to 5", "replicas", 5, "5"),
        ("memory: 16-32GB", "memory", 32e9, "32GB"),
        ("availability: 99.95", "availability", 0.9995, "99.95%"),
    ],
)
def test_a_range_and_a_share_without_its_sign(
    decoded, fields: str, attribute: str, value: float, meant: str
) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, {fields}}}\nflows: []\n")
    read = getattr(found.architecture.components["x"], attribute)
    assert getattr(read, "value", read) == value
    assert f"is read as `{meant}`" in found.one().message


@pytest.mark.parametrize("fields", ["hit_rate: 80-90%", "utilization: 2", "retention: 6m"])
def test_a_number_with_two_meanings_is_left_to_its_author(decoded, fields: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, {fields}}}\nflows: []\n")
    assert found.one("bad-quantity").severity is Severity.ERROR


def test_a_funnel_with_only_the_output_known(component) -> None:
    funnel = component("funnel: -> 30").good.components["x"].funnel
    assert funnel == Funnel(None, quantity(30.0, Dimension.COUNT, "30"))


def test_time_per_item_in_both_forms(component) -> None:
    assert component("per_item: 0.5ms").good.components["x"].per_item.time.value == 0.0005
    full = component("per_item: {time: 1ms, batch: 64, parallelism: 8}").good.components["x"].per_item
    assert (full.time.value, full.batch.value, full.parallelism.value) == (0.001, 64, 8)


def test_what_a_component_holds(component) -> None:
    def holds(text: str) -> object:
        return component(f"holds: {text}").good.components["x"].holds

    assert holds("2TB").size.value == 2e12
    assert holds("{size: 2TiB}").size.value == 2 * 1024**4
    assert holds("{items: 400M, bytes: 300B}").bytes.value == 300
    assert holds("{items: 400M, bytes: 300}").bytes == quantity(300.0, Dimension.SIZE, "300")
    vectors = holds("{items: 10M, dimensions: 128, dtype: fp16, index: IVF-PQ}")
    assert (vectors.dimensions, vectors.dtype, vectors.index) == (128, "float16", "ivf_pq")
    assert holds("{dimensions: 64}").items is None


# fields, what is underlined, name, message
WRONG = [
    (
        "latency: 5",
        "5",
        "bad-quantity",
        "`latency`: `5` has no unit; a time is written like `150ms`, `2s` or `24h`",
    ),
    (
        "throughput: 5ms",
        "5ms",
        "bad-quantity",
        "`throughput`: `5ms` is a time, expected a rate like `1200/s`, `30k/min` or `30k qps`",
    ),
    ("latency: {p50: 9ms, p99: 5ms}", "5ms", "bad-value", "`p99` (5ms) is less than `p50` (9ms)"),
    ("latency: {p98: 5ms}", "p98", "unknown-key", "unknown key `p98`; did you mean `p99`?"),
    (
        "latency: [5ms]",
        "[5ms]",
        "wrong-type",
        "expected a time like `10ms`, or a mapping like `{p50: 5ms, p99: 30ms}`, found a list",
    ),
    (
        "availability: 120%",
        "120%",
        "bad-quantity",
        "`availability`: `120%` is more than the whole; a share is written like `99.9%` or `0.001`",
    ),
    ("replicas: 0", "0", "bad-value", "`replicas` must be a whole number of at least 1, found `0`"),
    ("replicas: 1.5", "1.5", "bad-value", "`replicas` must be a whole number of at least 1, found `1.5`"),
    ("replicas: many", "many", "wrong-type", "expected a whole number of at least 1, found `many`"),
    (
        "replicas: 010",
        "010",
        "yaml-surprise",
        "`010` is an octal number to some YAML readers and a decimal one to others",
    ),
    ("replicas: [3]", "[3]", "wrong-type", "expected a whole number of at least 1, found a list"),
    (
        "funnel: 10M of 1000",
        "10M of 1000",
        "bad-value",
        "expected items in and out like `10M -> 1000`, or `-> 30`, found `10M of 1000`",
    ),
    (
        "funnel: 10M -> 5ms",
        "5ms",
        "bad-quantity",
        "`funnel`: `5ms` is a time, expected a count like `1200`, `1.2k` or `500M`",
    ),
    ("funnel: 30", "30", "bad-value", "expected items in and out like `10M -> 1000`, or `-> 30`, found `30`"),
    ("public: maybe", "maybe", "wrong-type", "expected `true` or `false`, found `maybe`"),
    (
        "plane: offlin",
        "offlin",
        "bad-value",
        "`plane` is `online`, `offline`, `deployment`, `monitoring` or `people`, "
        "not `offlin`; did you mean `offline`?",
    ),
    ("holds: {dtype: float23}", "float23", "bad-value", None),
    ("holds: {index: tree}", "tree", "bad-value", "`index` is `flat`, `hnsw` or `ivf_pq`, not `tree`"),
    ("holds: {dims: 3}", "dims", "unknown-key", "unknown key `dims`; did you mean `dimensions`?"),
    ("per_item: {batch: 3}", "per_item", "missing-key", "`time` is missing"),
    ("produces: scorse", "scorse", "unknown-type", "`scorse` is no data type; did you mean `scores`?"),
    (
        "link: 'javascript:alert(1)'",
        "'javascript:alert(1)'",
        "bad-value",
        "`link` must be a web address, a mail address or a relative path",
    ),
    (
        "link: 'https://x y'",
        "'https://x y'",
        "bad-value",
        "`link` must be a web address, a mail address or a relative path",
    ),
    ("version: 3", "version", "unknown-key", "unknown key `version`"),
    ("instances: 3", "instances", "unknown-key", "unknown key `instances`; did you mean `replicas`?"),
    ("replica: 3", "replica", "unknown-key", "unknown key `replica`; did you mean `replicas`?"),
    (
        "name: no",
        "no",
        "yaml-surprise",
        "many YAML readers take `no` for the boolean false, and text is expected here",
    ),
    ("name: [a]", "[a]", "wrong-type", "expected text, found a list"),
    ("tags: [a, ~]", "~", "wrong-type", "expected text, found nothing"),
    ("tags: [{a: b}]", "{a: b}", "wrong-type", "expected text, found a mapping"),
    (
        "icon: kafka",
        "kafka",
        "bad-icon",
        "expected a node class like `onprem.queue.Kafka`, or a PNG or SVG beside the spec",
    ),
    ("icon: kafka.png", "kafka.png", "bad-icon", "there is no file `kafka.png` beside the spec"),
    ("icon: ../x.svg", "../x.svg", "bad-icon", "an icon must lie in the project of the spec or below it"),
    (
        "icon: /etc/x.png",
        "/etc/x.png",
        "bad-icon",
        "an icon is a path relative to the spec, such as `icons/queue.svg`",
    ),
    (
        "icon: 'https://e.org/x.png'",
        "'https://e.org/x.png'",
        "bad-icon",
        "an icon is a path relative to the spec, such as `icons/queue.svg`",
    ),
]


@pytest.mark.parametrize(("fields", "underlined", "name", "message"), WRONG)
def test_a_wrong_field(
    component, fields: str, underlined: str | None, name: str, message: str | None
) -> None:
    result = component(fields)
    finding = result.findings[0]
    assert finding.name == name
    assert finding.span.line == 4
    if message is not None:
        assert [finding.message] == result.messages
    if underlined is not None:
        assert result.under(finding) == underlined
    assert result.architecture is None


def test_help_shows_an_example(component) -> None:
    assert component("latency: 5").one().help == "For example: `latency: {p50: 5ms, p99: 30ms}`."
    assert component("replica: 3").one().help == (
        "`replicas`: How many instances run, over all shards, zones and regions."
    )


# the value of the component, the place, name, message
KINDS = [
    ('"ranker, cache"', (3, 6), "spelling", "`ranker, cache` is read as 2 roles"),
    ("rankre", (3, 6), "unknown-kind", "unknown kind `rankre`; did you mean"),
    ("", (3, 3), "unknown-kind", "component `x` has no kind"),
    ("{}", (3, 3), "unknown-kind", "component `x` has no kind"),
    ("{kind: }", (3, 3), "unknown-kind", "component `x` has no kind"),
    (
        "{kind: []}",
        (3, 13),
        "wrong-type",
        "expected a kind like `ranker` or `load balancer`, found an empty list",
    ),
    (
        "{kind: {a: b}}",
        (3, 13),
        "wrong-type",
        "expected a kind like `ranker` or `load balancer`, found a mapping",
    ),
    ("{type: ranker}", (3, 7), "unknown-key", "unknown key `type`; did you mean `kind`?"),
    ("[ranker, qqqqqq]", (3, 15), "unknown-kind", "unknown kind `qqqqqq`"),
]


@pytest.mark.parametrize(("value", "place", "name", "message"), KINDS)
def test_a_wrong_kind(decoded, value: str, place: tuple[int, int], name: str, message: str) -> None:
    finding = decoded(f"mlarch: 1\ncomponents:\n  x: {value}\nflows: []\n").one()
    assert finding.message.startswith(message)
    assert finding.name == name
    assert (finding.span.line, finding.span.column) == place


def test_an_unknown_kind_is_a_plain_box_with_a_warning(decoded) -> None:
    result = decoded(
        "mlarch: 1\ncomponents:\n  x: {kind: flux capacitor, name: X}\n"
        "  y: [ranker, flux capacitor]\nflows: [x -> y]\n"
    )
    assert {f.severity for f in result.findings} == {Severity.WARNING}
    assert [f.name for f in result.findings] == ["unknown-kind", "unknown-kind"]
    box, known = result.read.components.values()
    assert (box.kinds, box.known, box.written) == (("service",), False, "flux capacitor")
    assert (known.kinds, known.known) == (("ranker",), True)


def test_a_fix_changes_a_kind_only_for_a_slip(decoded) -> None:
    text = "mlarch: 1\ncomponents:\n  x: {}\nflows: [x -> cache]\n"
    slip = decoded(text.replace("{}", "load balencer")).one()
    assert slip.fix is not None
    assert slip.fix.safe
    assert decoded(text.replace("{}", "version control")).one().fix is None


def test_a_kind_that_is_left_out_is_what_the_name_says(decoded) -> None:
    result = decoded("mlarch: 1\ncomponents: {load balancer: , api server: {replicas: 3}}\nflows: []\n")
    assert [c.kind for c in result.read.components.values()] == ["load_balancer", "api_server"]
    finding = result.one("spelling")
    assert finding.message == (
        "component `load balancer` has no kind: by its name it is read as `load_balancer`, and 1 more like it"
    )


def test_a_list_of_components_is_read(decoded) -> None:
    text = "mlarch: 1\ncomponents:\n  - app: client\n  - api:\n      kind: api server\nflows: [app -> api]\n"
    result = decoded(text)
    assert [c.kind for c in result.read.components.values()] == ["client", "api_server"]
    assert decoded(result.mended()).good == result.read


def test_a_product_in_an_unknown_kind_is_kept(decoded) -> None:
    result = decoded("mlarch: 1\ncomponents: {x: Redis weather vane}\nflows: [x -> cache]\n")
    assert (result.read.components["x"].known, result.read.components["x"].tech) == (False, "Redis")


@pytest.mark.parametrize("kind", ["service", "store", "job", "person", "external"])
def test_a_generic_kind_needs_to_say_nothing(decoded, kind: str) -> None:
    component = decoded(f"mlarch: 1\ncomponents: {{x: {kind}}}\nflows: [x -> cache]\n").good.components["x"]
    assert (component.kinds, component.consumes, component.known) == ((kind,), None, True)


@pytest.mark.parametrize("kind", ["service", "store", "job", "person", "external"])
def test_a_generic_kind_that_says_what_it_takes_and_gives(decoded, kind: str) -> None:
    text = f"mlarch: 1\ncomponents:\n  x: {{kind: {kind}, consumes: [], produces: [response]}}\nflows: []\n"
    assert decoded(text).good.components["x"].kinds == (kind,)


@pytest.mark.parametrize("word", ["load_balancer", "Load Balancer", "LB", "load-balancers", "LoadBalancer"])
def test_any_name_of_a_kind(decoded, word: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents: {{x: {word}}}\nflows: []\n").good.components["x"]
    assert (found.kind, found.written, found.alternatives) == ("load_balancer", word, ())


def test_two_roles(decoded) -> None:
    text = (
        "mlarch: 1\ncomponents: {x: {kind: [vector_index, candidate generator, Vector Index]}}\nflows: []\n"
    )
    found = decoded(text).good.components["x"]
    assert found.kinds == ("vector_index", "candidate_generator")
    assert found.written == "vector_index, candidate generator, Vector Index"


def test_a_product_is_its_kind_and_its_technology(decoded) -> None:
    found = decoded(
        "mlarch: 1\ncomponents: {x: kafka, y: {kind: kafka, tech: MSK}}\nflows: []\n"
    ).good.components
    assert (found["x"].kind, found["x"].tech) == ("event_stream", "Apache Kafka")
    assert found["y"].tech == "MSK"


def kinds(decoded, components: str, flows: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = decoded(f"mlarch: 1\ncomponents: {{{components}}}\nflows: [{flows}]\n").good.components
    return {name: (component.kind, component.alternatives) for name, component in found.items()}


def test_neighbours_settle_an_ambiguous_word(decoded) -> None:
    found = kinds(decoded, "f: feature store, r: ranker", "r -> f")
    assert found["f"] == ("feature_store_online", ())
    found = kinds(decoded, "f: feature store, t: trainer", "f => t")
    assert found["f"] == ("feature_store_offline", ())


@pytest.mark.parametrize(
    ("flows", "kind"),
    [
        ("fs -> x -> reg -> batch: model", "training_pipeline"),
        ("fs => x: features, x => reg => batch: model", "training_pipeline"),
        ("fs => x => reg", "training_pipeline"),
        ("reg => x: model, c -> x: predictions", "model_server"),
        ("c -> x: predictions, x -> reg: model", "model_server"),
        ("c -> x: {sends: features, returns: scores}", "model_server"),
    ],
)
def test_the_way_of_a_model_tells_a_trainer_from_a_server(decoded, flows: str, kind: str) -> None:
    components = (
        "x: Vertex AI, fs: offline feature store, reg: model registry, batch: batch prediction, c: client"
    )
    assert kinds(decoded, components, flows)["x"] == (kind, ())


def test_what_nothing_settles_keeps_its_alternatives(decoded) -> None:
    kind, alternatives = kinds(decoded, "f: feature store, c: client", "")["f"]
    assert {kind, *alternatives} >= {"feature_store_online", "feature_store_offline"}
    assert kind not in alternatives


def test_the_order_of_the_file_settles_nothing(decoded) -> None:
    parts = ["f: feature store", "i: index", "r: ranker", "g: gateway", "c: client"]
    flows = ["c -> g", "g -> r", "r -> f", "r -> i"]
    one = kinds(decoded, ", ".join(parts), ", ".join(flows))
    other = kinds(decoded, ", ".join(parts[::-1]), ", ".join(flows[::-1]))
    assert one == other


@pytest.mark.parametrize(
    ("id_", "shown", "better"),
    [
        ("9lives", "`9lives`", "c 9lives"),
        ("a/b", "`a/b`", "a b"),
        ("_a", "`_a`", "a"),
        ('"a<script>"', "`a<script>`", "a script"),
    ],
)
def test_a_wrong_id(decoded, id_: str, shown: str, better: str) -> None:
    finding = decoded(f"mlarch: 1\ncomponents:\n  {id_}: ranker\nflows: []\n").one("bad-id")
    assert finding.message == f"{shown} is not an id"
    assert f"Write `{better}`" in finding.help
    assert (finding.span.line, finding.span.column) == (3, 3)


def test_words_in_brackets_are_shown_and_no_part_of_an_id(decoded) -> None:
    text = (
        "mlarch: 1\ncomponents:\n  CRM (Salesforce): external\n  reply (GPT-4):\nflows:\n"
        "  - CRM (Salesforce) -> reply -> data warehouse (BigQuery)\n  - data warehouse -> CRM\n"
    )
    found = decoded(text)
    assert not [f for f in found.findings if f.severity is not Severity.INFO]
    components = found.architecture.components
    assert list(components) == ["CRM", "reply", "data warehouse"]
    assert components["CRM"].name == "CRM (Salesforce)"
    assert (components["data warehouse"].kinds, components["data warehouse"].tech) == (
        ("data_warehouse",),
        "Google BigQuery",
    )


@pytest.mark.parametrize(
    ("fields", "better"),
    [("instances: 3", "replicas"), ("type: ranker", "kind"), ("mem: 4Gi", "memory"), ("gpu: A100", "gpus")],
)
def test_another_word_for_a_key_has_a_safe_fix(decoded, fields: str, better: str) -> None:
    fix = decoded(f"mlarch: 1\ncomponents:\n  x: {{{fields}}}\nflows: []\n").one("unknown-key").fix
    assert (fix.safe, fix.edits[0].text) == (True, better)


@pytest.mark.parametrize("key", ["cpu", "image"])
def test_a_key_that_is_like_no_other_may_be_kept_as_ones_own(decoded, key: str) -> None:
    text = f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, {key}: 2}}\nflows: []\n"
    finding = decoded(text).one()
    assert finding.message == f"unknown key `{key}`"
    assert (finding.fix.safe, finding.fix.edits[0].text) == (False, f"x-{key}")
    assert not decoded(text.replace(key, f"x-{key}")).findings


@pytest.mark.parametrize("id_", ["two tower", "a.b", "模型", "Ünïcode Id", "हिन्दी", "chat widget 2"])
def test_ids_are_words(decoded, id_: str) -> None:
    text = f"mlarch: 1\ncomponents:\n  {id_}: ranker\nflows:\n  - user -> {id_}: request\n"
    assert decoded(text).good.flows[0].ends == ("user", id_)


def test_ids_are_compared_in_one_form(decoded) -> None:
    """NFC and NFD are one id, and so are one space and two."""
    text = "mlarch: 1\ncomponents:\n  Cafe\u0301  bar: ranker\nflows:\n  - user -> Caf\u00e9 bar\n"
    assert list(decoded(text).good.components) == ["Caf\u00e9 bar", "user"]


@pytest.mark.parametrize("other", ["Two Tower", "two-tower", "two_tower", "twotower"])
def test_two_spellings_are_one_name(decoded, other: str) -> None:
    text = f"mlarch: 1\ncomponents:\n  two tower: ranker\n  {other}: ranker\nflows: [user -> two tower]\n"
    finding = decoded(text).one("bad-id")
    assert finding.message == f"`{other}` and `two tower` (line 3) are one name in two spellings"
    assert finding.span.line == 4


def test_an_id_that_is_a_boolean_elsewhere(decoded) -> None:
    assert decoded("mlarch: 1\ncomponents: {on: ranker}\nflows: []\n").one().name == "yaml-surprise"


def test_own_keys_define_nothing(decoded) -> None:
    read = decoded("mlarch: 1\ncomponents: {a: client, x-note: [1]}\nflows: [a -> cache]\n").good
    assert list(read.components) == ["a", "cache"]


def test_a_picture_beside_the_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlarch.language.decode.icons import MAX_ICON_BYTES, icon_file

    spec = tmp_path / "specs" / "a.yaml"
    (tmp_path / "specs" / "icons").mkdir(parents=True)
    icon = tmp_path / "specs" / "icons" / "q.SVG"
    icon.write_text("<svg/>")
    outside = tmp_path / "outside.png"
    outside.write_bytes(b"")
    assert icon_file("icons/q.SVG", str(spec)) == icon.resolve()
    assert icon_file("onprem.queue.Kafka", str(spec)) is None
    (tmp_path / "specs" / "link.png").symlink_to(outside)
    with pytest.raises(ValueError, match="must lie in the project"):
        icon_file("link.png", str(spec))
    (tmp_path / "specs" / "loop.png").symlink_to(tmp_path / "specs" / "loop.png")
    with pytest.raises(ValueError, match=r"cannot be read|there is no file"):
        icon_file("loop.png", str(spec))
    with pytest.raises(ValueError, match="there is no file"):
        icon_file("icons/q.png", str(spec))
    icon.write_bytes(b" " * (MAX_ICON_BYTES + 1))
    with pytest.raises(ValueError, match="larger than"):
        icon_file("icons/q.SVG", str(spec))
    monkeypatch.chdir(tmp_path)
    assert icon_file("outside.png", "-") == outside.resolve()


@pytest.mark.parametrize(
    ("fields", "name", "external"),
    [
        ("{kind: cache, name: a, b}", "a, b", False),
        ("{kind: cache, name: a, b, c, external: true}", "a, b, c", True),
        ("{kind: cache, name: Users (web, app), external}", "Users (web, app)", True),
        ("{kind:cache, name: N}", "N", False),
    ],
)
def test_commas_and_flags_in_braces(decoded, fields: str, name: str, external: bool) -> None:
    result = decoded(f"mlarch: 1\ncomponents:\n  x: {fields}\nflows: [user -> x]\n")
    component = result.read.components["x"]
    assert (component.name, component.external, component.kind) == (name, external, "cache")
    assert result.findings
    assert decoded(result.mended()).good == result.read


@pytest.mark.parametrize("fields", ["{kind: cache, replicas}", "{kind: 'cache', whatever}"])
def test_a_name_in_braces_that_needs_a_value(decoded, fields: str) -> None:
    finding = decoded(f"mlarch: 1\ncomponents:\n  x: {fields}\nflows: [user -> x]\n").one("yaml-surprise")
    assert finding.message.endswith("has no value")


def test_a_list_in_braces(decoded) -> None:
    text = "mlarch: 1\ncomponents: {x: {kind: cache, tags: {a, b}}}\nflows: [user -> x]\n"
    assert decoded(text).read.components["x"].tags == ("a", "b")


@pytest.mark.parametrize(
    ("written", "meant", "safe"),
    [
        ("1,200", "1200", False),
        ("1.200.000", "1200000", True),
        ("1 200 000", "1200000", True),
        ("1,5M", "1.5M", True),
    ],
)
def test_separators_in_numbers_are_named(decoded, written: str, meant: str, safe: bool) -> None:
    text = f"mlarch: 1\nrequirements:\n  items: {written}\ncomponents: {{x: cache}}\nflows: []\n"
    finding = decoded(text).one("bad-quantity")
    assert finding.message == f"`items`: `{written}` is written `{meant}`"
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert decoded(decoded(text).mended()).good.requirements.items.value > 1000


def test_looking_for_near_names_stays_quick() -> None:
    """The work for unknown words is bounded: it is counted in comparisons, and not in seconds."""
    from mlarch.catalog import nearest
    from mlarch.text import distance

    calls = 0

    def counted(a: str, b: str) -> bool:
        nonlocal calls
        calls += 1
        return distance(a, b) <= 1

    names = nearest._kind_names()
    original = nearest.is_slip
    nearest.is_slip = counted
    try:
        list(nearest._slips("turbo encabulator of the north", names))
    finally:
        nearest.is_slip = original
    assert calls <= len(names) // 20


def test_a_key_that_yaml_takes_for_nothing_is_one_mistake(decoded) -> None:
    text = "mlarch: 1\nname: x\ncomponents:\n  app: client\n  null: api server\nflows:\n  - app -> null\n"
    assert decoded(text).one().name == "yaml-surprise"


@pytest.mark.parametrize(("name", "key"), [("null", '"null"'), ("true", '"true"'), ("zeta", "zeta")])
def test_a_name_in_flows_only_is_to_be_declared_as_yaml_reads_it(decoded, name: str, key: str) -> None:
    found = decoded(f"mlarch: 1\nname: x\ncomponents: {{app: client}}\nflows: [app -> {name}]\n").one()
    assert f"`{key}: service`" in found.help


ITEMS = """mlarch: 1
components:
  # ours
  - name: app  # a phone
    kind: client
  - id: api
    name: Payments API
    replicas: 3
  - {name: "db one", kind: postgres}
flows: [app -> api -> db one]
"""


def test_a_list_of_components_with_their_names_is_read(decoded) -> None:
    result = decoded(ITEMS)
    parts = result.read.components
    assert [(part.id, part.kind) for part in parts.values()] == [
        ("app", "client"),
        ("api", "api_server"),
        ("db one", "relational_db"),
    ]
    assert (parts["api"].name, parts["api"].replicas) == ("Payments API", 3)
    mended = result.mended()
    assert decoded(mended).read == result.read
    assert mended.partition("flows:")[0] == (
        "mlarch: 1\ncomponents:\n  # ours\n  app:  # a phone\n    kind: client\n"
        "  api:\n    name: Payments API\n    replicas: 3\n"
        '  "db one": {kind: postgres}\n'
    )


def test_a_list_of_components_whose_names_come_later_is_read_and_left_as_it_is(decoded) -> None:
    result = decoded("mlarch: 1\ncomponents:\n  - kind: cache\n    name: hot\nflows: [app -> hot]\n")
    assert result.read.components["hot"].kind == "cache"
    assert result.one("spelling").fix is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("p99: 30ms", "latency: {p50: 5ms, p99: 30ms}"),
        ("timeout: 3s", "- app -> api: {timeout: 60ms"),
        ("users: 5M", "`daily_active_users`"),
        ("depends_on: [db]", "under `flows:`"),
        ("region: eu", "belong to a group"),
    ],
)
def test_a_key_that_stands_elsewhere_says_where(decoded, fields: str, place: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, {fields}}}\nflows: []\n").one()
    assert (found.name, place in found.help) == ("unknown-key", True)


@pytest.mark.parametrize(
    ("written", "currency", "elsewhere"),
    [
        ("3/h", "USD", ""),
        ("3k per month", "USD", ""),
        ("2k/month", "EUR", "y: {kind: cache, price: 3 EUR/h}"),
        ("2k a month", "GBP", "y: {kind: cache, price: £3/h}"),
    ],
)
def test_money_without_a_currency_is_in_that_of_the_spec(
    decoded, written: str, currency: str, elsewhere: str
) -> None:
    text = f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, price: {written}}}\n  {elsewhere}\nflows: []\n"
    result = decoded(text)
    assert result.read.components["x"].price.unit == currency
    assert "names no currency" in result.one().message
    assert decoded(result.mended()).good == result.read


@pytest.mark.parametrize(
    ("text", "value"), [("16 GB of RAM", 16e9), ("80GB HBM", 80e9), ("1 TiB SSD", 2**40)]
)
def test_memory_says_what_it_is(decoded, text: str, value: float) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, memory: {text}}}\nflows: []\n").good
    assert found.components["x"].memory.value == value


@pytest.mark.parametrize("text", ["10.000/s", "1.200/s"])
def test_a_point_between_thousands_is_no_decimal_point(decoded, text: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, throughput: {text}}}\nflows: []\n")
    assert f"Write `{text.replace('.', '')}`" in found.one("bad-quantity").help


@pytest.mark.parametrize("text", ["1.25/s", "2.125/s", "0.500/s", "1.250k/s"])
def test_a_decimal_point_is_one(decoded, text: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, throughput: {text}}}\nflows: []\n").good
    assert found.components["x"].throughput.text == text


@pytest.mark.parametrize(
    ("fields", "better"),
    [("replicas: 1,200", "1200"), ("throughput: 12,500/s", "12500/s"), ("memory: 1,500 GB", "1500 GB")],
)
def test_a_comma_between_thousands_inside_braces_is_one_mistake(decoded, fields: str, better: str) -> None:
    found = decoded(f"mlarch: 1\ncomponents:\n  x: {{kind: ranker, {fields}, zones: 3}}\nflows: []\n").one()
    assert f"is written `{better}`" in found.message
    assert [edit.text for edit in found.fix.edits] == [better]


def test_a_comma_in_a_text_inside_braces_is_quoted(decoded) -> None:
    text = "mlarch: 1\ncomponents:\n  x: {kind: ranker, description: 20,000 cars}\nflows: []\n"
    result = decoded(text)
    assert result.one("spelling").fix.edits[0].text == '"20,000 cars"'
    assert decoded(result.mended()).good.components["x"].description == "20,000 cars"
