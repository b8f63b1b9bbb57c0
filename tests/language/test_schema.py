"""The JSON Schema accepts every legal spec as editors read it, and refuses what they can know to be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from mlarch.language import read_text
from mlarch.language.decode.tables import Table
from mlarch.language.decode.top import TOP
from mlarch.language.schema import json_schema
from mlarch.quantities import Dimension, parse, pattern

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


def errors(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def tables() -> list[Table]:
    found: dict[str, Table] = {}
    waiting = [TOP]
    while waiting:
        table = waiting.pop()
        if table.id not in found:
            found[table.id] = table
            waiting += [inner for field in table.fields for inner in field.value.tables()]
    return [found[key] for key in sorted(found)]


FIELDS = [(table, field) for table in tables() for field in table.fields]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert json_schema() == SCHEMA


@pytest.mark.parametrize("path", SPECS, ids=[path.stem for path in SPECS])
def test_every_case_study_is_valid(path: Path) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=[f"{t.id}.{f.name}" for t, f in FIELDS])
def test_every_field_explains_itself_with_a_valid_example(table: Table, field) -> None:
    assert field.doc.endswith((".", "…"))
    node = SCHEMA if table is TOP else SCHEMA["$defs"][table.id]
    described = node["properties"][field.name]
    assert described["description"] == field.doc
    example = described["examples"][0]
    validator = jsonschema.Draft202012Validator({"$defs": SCHEMA["$defs"], **described})
    assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.id)
def test_every_mapping_refuses_unknown_keys_and_keeps_own_ones(table: Table) -> None:
    node = SCHEMA if table is TOP else SCHEMA["$defs"][table.id]
    assert node["additionalProperties"] is False
    assert node["patternProperties"] == {"^x-": True}
    assert all(hint not in table.by_name for hint in table.hints)


BASE = "mlarch: 1\ncomponents: {app: client, lb: LB, ranker: ranker}\nflows: [app -> lb -> ranker]\n"

LEGAL = [
    "stage: Production",
    "direction: lr",
    "name: 2024",
    "x-mine: {a: [1]}",
    "requirements: {requests_per_second: 1200, items: 10_000, peak_factor: 3x, availability: 0.999}",
    "requirements: {latency: 150ms, personalized: yes, in_scope: one, error_costs: {x-note: 1}}",
    "task: {label: click, positives: 0.01%, input: [a, b]}",
    "data: {features: [a, {name: b, online: true}]}",
    "models: {a: trees, b: {retrain: Continuous, served_by: ranker}, c: , x-d: 1}",
    "evaluation: {offline: AUC, experiment: {power: 0.8}}",
    "release: canary",
    "monitoring:",
    "groups: {g: app, h: [lb], i: {name: I, members: [ranker]}, x-g: 1}",
    "scenarios: {A walk: [app, lb], x-s: 1}",
    "views: {a: , b: [app], c: {planes: online, kinds: [ranker], neighbours: 0}}",
    "ignore: {rule: MON, reason: r}",
    "ignore: [{rule: 'MON*', flow: app -> lb, reason: r}]",
]


@pytest.mark.parametrize("line", LEGAL)
def test_what_decodes_validates(line: str) -> None:
    assert read_text(BASE + line + "\n")
    assert errors(BASE + line + "\n") == []


COMPONENTS = [
    "ranker",
    "[ranker, cache]",
    "{kind: [ranker, cache]}",
    "{kind: ranker, replicas: 12, zones: 3, availability: 99.9%, latency: {p50: 5ms, p999: 1s}}",
    "{kind: ranker, latency: 150ms, throughput: 30k qps, concurrency: 8, utilization: 0.7, hit_rate: 90%}",
    "{kind: ranker, funnel: 10M -> 1000}",
    "{kind: ranker, funnel: -> 30, plane: Online, per_item: 0.5ms, retention: 90d}",
    "{kind: ranker, per_item: {time: 5us, batch: 64, parallelism: 8}, holds: 2TiB}",
    "{kind: ranker, holds: {items: 10M, dimensions: 128, dtype: fp32, index: IVF-PQ}}",
    "{kind: ranker, holds: {items: 1e6, bytes: 300}}",
    "{kind: ranker, encrypted: yes, public: false, external: true, planned: off, managed: true}",
    "{kind: service, consumes: [], produces: request}",
    "{kind: ranker, icon: onprem.queue.Kafka, link: https://example.org, tags: a, data: [pii], tech: 3}",
]


@pytest.mark.parametrize("value", COMPONENTS)
def test_components_that_decode_validate(value: str) -> None:
    text = f"mlarch: 1\ncomponents:\n  x: {value}\nflows: []\n"
    assert read_text(text)
    assert errors(text) == []


FLOWS = [
    "app -> lb",
    "'app -> lb: a, b'",
    "app->lb & ranker ~> log: request",
    "app -> lb:",
    "app -> lb: [a, b]",
    "app -> lb: {sends: a, returns: [b, c], label: 3, calls: 0.5, share: 10%, when: failure}",
    "app => lb: {timeout: 60ms, retries: 0, fallback: popular, optional: true, every: 24h, lag: 5s}",
    "app -> lb: {rate: 10/day, mode: Batch, data: pii, encrypted: true, x-y: 1}",
]


@pytest.mark.parametrize("item", FLOWS)
def test_flows_that_decode_validate(item: str) -> None:
    text = f"mlarch: 1\ncomponents: {{app: client, lb: LB, ranker: ranker, log: kafka}}\nflows:\n  - {item}\n"
    assert read_text(text)
    assert errors(text) == []


def test_a_spec_that_extends_another_may_state_parts() -> None:
    assert errors("mlarch: 1\nextends: base.yaml\ncomponents: {api: {replicas: 24}, lb: null}\n") == []


ILLEGAL = [
    "components: {a: client}\nflows: []\n",
    "mlarch: 2\ncomponents: {a: client}\nflows: []\n",
    "mlarch: '1'\ncomponents: {a: client}\nflows: []\n",
    "mlarch: 1\ncomponents: {a: client}\n",
    "mlarch: 1\ncomponents: [[a]]\nflows: []\n",
    "mlarch: 1\ncomponents: {a/b: client}\nflows: []\n",
    "mlarch: 1\ncomponents: {a: client}\nflows: [a]\n",
    "mlarch: 1\ncomponents: {a: client}\nflows: [{from: a, too: b}]\n",
    *(
        BASE + line + "\n"
        for line in (
            "nodes: []",
            "stage: final",
            "direction: up",
            "requirements: {dau: 3}",
            "requirements: {latency: 5}",
            "requirements: {latency: {p98: 5ms}}",
            "requirements: {availability: 2}",
            "requirements: {freshness: 30}",
            "requirements: {items: -1}",
            "requirements: {personalized: maybe}",
            "data: {features: [{entity: user}]}",
            "models: [a]",
            "models: {a: {retrain: often}}",
            "groups: [a]",
            "scenarios: {s: [app]}",
            "scenarios: {s: app}",
            "views: {v: {neighbours: -1}}",
            "ignore: [MON001]",
            "ignore: [{rule: MON001}]",
        )
    ),
    *(
        f"mlarch: 1\ncomponents: {{x: {{kind: ranker, {fields}}}}}\nflows: []\n"
        for fields in (
            "replicas: 0",
            "replicas: 1.5",
            "throughput: 5ms",
            "funnel: 30",
            "holds: {index: tree}",
            "plane: sky",
            "link: 'javascript:alert(1)'",
            "icon: kafka",
            "icon: /etc/x.png",
            "kind: []",
            "hit_rate: 3",
            "instances: 3",
        )
    ),
    *(
        f"mlarch: 1\ncomponents: {{a: client, b: LB}}\nflows: [{{a -> b: {{{details}}}}}]\n"
        for details in ("timeout: 5", "calls: 0", "when: always", "mode: sync", "retries: -1", "payload: x")
    ),
]


@pytest.mark.parametrize("text", ILLEGAL)
def test_what_is_plainly_wrong_is_refused_by_both(text: str) -> None:
    from mlarch.diagnostics import SpecError

    assert errors(text)
    with pytest.raises(SpecError):
        read_text(text)


@pytest.mark.parametrize(
    ("dimension", "texts"),
    [
        (Dimension.COUNT, ["1200", "1_200", "1.2k", "500M", "10B", "1T", "1e6", "3 M"]),
        (Dimension.TIME, ["40us", "150ms", "2s", "15min", "24h", "30d", "2 weeks", "1.5h"]),
        (Dimension.SIZE, ["512B", "2KB", "1.5GB", "4TiB", "3 MB"]),
        (Dimension.RATE, ["1200/s", "30k/min", "10/day", "30k qps", "5 RPS", "3M / h"]),
        (Dimension.SHARE, ["99.9%", "0.001", "1", "50 %"]),
    ],
)
def test_patterns_take_what_the_parser_takes(dimension: Dimension, texts: list[str]) -> None:
    validator = jsonschema.Draft202012Validator({"pattern": f"^{pattern(dimension)}$"})
    for text in texts:
        assert parse(text, dimension)
        assert validator.is_valid(text), text
    for text in ("", "-1", "many", "5 parsecs", "1__0x"):
        assert not validator.is_valid(text), text
