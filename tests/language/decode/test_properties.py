"""Whatever is written: decoding never fails, places lie in the file, and what decodes is valid to editors."""

from __future__ import annotations

import json

import jsonschema
import yaml
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch import graph
from mlarch.language.decode.tables import Table
from mlarch.language.decode.top import TOP
from mlarch.language.document import Document
from mlarch.language.schema import json_schema

VALIDATOR = jsonschema.Draft202012Validator(json_schema())

WORDS = [
    *(
        "app",
        "lb",
        "ranker",
        "g",
        "app -> lb",
        "app -> lb: x, y",
        "10M -> 1000",
        "150ms",
        "99.9%",
        "1200/s",
        "2TB",
    ),
    *(
        "1.2k",
        "features",
        "online",
        "LR",
        "canary",
        "continuous",
        "failure",
        "onprem.queue.Kafka",
        "MON001",
        "a: b",
    ),
    *(
        "kafka",
        "feature store",
        "service",
        "",
        "{",
        "x" * 100,
        "ключ",
        "\u202e",
        "<script>",
        "-->",
        "two tower",
        "a\nb",
    ),
]
scalars = st.one_of(
    st.sampled_from(WORDS),
    st.none(),
    st.booleans(),
    st.integers(-2, 2000),
    st.floats(0, 2, allow_nan=False),
    st.text(max_size=8),
)


def keys_of(table: Table) -> list[str]:
    return [
        *(field.name for field in table.fields),
        *(key for f in table.fields for t in f.value.tables() for key in keys_of(t)),
    ]


keys = st.one_of(
    st.sampled_from(sorted({*keys_of(TOP), "app", "x-own", "app -> lb", "nodes", "g"})),
    st.sampled_from(WORDS),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=6,
)


def written(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def check(text: str) -> bool:
    document = Document.read(text, "x")
    if document.architecture is not None:
        graph.build(document.architecture)  # consistent, however little could be read
    assert document.architecture is not None or document.errors
    lines = len(text.split("\n"))
    for finding in document.problems:
        assert finding.message
        assert "\n" not in finding.message
        assert 1 <= finding.span.line <= finding.span.end_line <= lines
    return not document.errors


@given(
    st.dictionaries(
        st.one_of(st.sampled_from([field.name for field in TOP.fields]), keys), values, max_size=5
    )
)
def test_any_mapping_decodes_or_is_refused(spec: dict[str, object]) -> None:
    check(written(spec))


@given(st.sampled_from(TOP.fields), values)
@examples(300)
def test_what_decodes_is_valid_in_the_schema(field, value: object) -> None:
    spec: dict[str, object] = {
        "mlarch": 1,
        "components": {"app": "client", "lb": "LB"},
        "flows": ["app -> lb"],
    }
    spec[field.name] = value
    text = written(spec)
    if check(text):
        assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))] == []


@given(st.dictionaries(keys, values, max_size=4))
@examples(300)
def test_components_and_flows_that_decode_are_valid_in_the_schema(fields: dict[str, object]) -> None:
    component = {"kind": "ranker", **fields}
    for spec in (
        {"mlarch": 1, "components": {"app": "client", "lb": component}, "flows": []},
        {"mlarch": 1, "components": {"app": "client", "lb": "LB"}, "flows": [{"app -> lb": fields}]},
    ):
        text = written(spec)
        if check(text):
            assert [
                error.message for error in VALIDATOR.iter_errors(json.loads(json.dumps(yaml.safe_load(text))))
            ] == []
