"""The diagram is a value: it goes to JSON and back, and its schema says what the JSON is."""

import json
import pickle
from pathlib import Path

import jsonschema
import pytest

import mlarch
from mlarch.draw import diagram as diagrams
from mlarch.draw.diagram import Diagram, End, Role, line_ids
from mlarch.draw.drawing import Drawing
from mlarch.draw.options import RenderOptions

SPEC = """
mlarch: 1
name: A feed
components:
  app: mobile app
  api: backend service
  ranker: ranker
  registry: model registry
flows:
  - app -> api -> ranker: {sends: query, returns: ranked list}
  - api -> ranker: {sends: warm-up}
  - registry => ranker: model
scenarios:
  A query: [app, api, ranker, api]
"""


@pytest.fixture(scope="module")
def diagram() -> Diagram:
    return Drawing(mlarch.loads(SPEC).graph, RenderOptions(scenario="A query")).diagram


def test_it_survives_json_and_pickle(diagram):
    assert Diagram.from_json(diagram.to_json()).to_json() == diagram.to_json()
    assert pickle.loads(pickle.dumps(diagram)) == diagram
    assert len({diagram, pickle.loads(pickle.dumps(diagram))}) == 1


def test_the_schema_in_the_package_is_the_one_of_the_classes(diagram):
    file = Path(diagrams.__file__).with_name("diagram.schema.json")
    schema = json.loads(file.read_text(encoding="utf-8"))
    assert schema == diagrams.schema(), "write it anew: python tools/diagram_schema.py"
    jsonschema.validate(json.loads(diagram.to_json()), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(diagram.to_json()), "colour": "red"}, schema)


def test_ids_are_those_of_the_spec_and_meanings_are_words(diagram):
    whole = Drawing(mlarch.loads(SPEC).graph, RenderOptions()).diagram
    assert [line.id for line in whole.lines] == [
        "app -> api", "api -> ranker", "api -> ranker #2", "registry => ranker",
    ]  # fmt: skip
    deployment = whole.lines[3]
    assert (deployment.role, deployment.end) == (Role.DEPLOYMENT, End.DIAMOND)
    assert [(step.number, step.line) for step in diagram.steps] == [
        (1, "app -> api"), (2, "api -> ranker"), (3, "api -> ranker"),
    ]  # fmt: skip
    words, number = (label for label in diagram.labels if label.line == "app -> api")
    assert (words.sent, words.returned, words.number) == (("query",), ("← ranked list",), "")
    assert (number.sent, number.returned, number.number) == ((), (), "1")


def test_icons_can_be_left_out(diagram):
    assert '"data"' not in diagram.to_json(icons=False)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 99}, "version"),
        ({"widht": 1}, "no field 'widht'"),
        ({"width": "wide"}, "float was expected"),
        ({"title": []}, "TitleBlock is a mapping"),
        ({"cards": [{}]}, "PlacedCard"),
    ],
)
def test_what_is_no_diagram_is_refused_with_a_reason(diagram, change, message):
    data = {**json.loads(diagram.to_json()), **change}
    with pytest.raises(ValueError, match=message):
        Diagram.from_json(json.dumps(data))


def test_a_second_line_between_two_has_an_id_of_its_own():
    assert line_ids((("a", "->", "b"), ("a", "~>", "b"), ("a", "->", "b"))) == (
        "a -> b",
        "a ~> b",
        "a -> b #2",
    )
