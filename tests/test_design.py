"""The public API, as a program or a notebook uses it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import mlarch
from mlarch.diagnostics import Severity

SPEC = """\
mlarch: 1
name: Fraud check
components:
  app: client
  lb: load balancer
  api: api server
  model: model server
  features: online feature store
flows:
  - app -> lb -> api -> model: request
  - model -> features
views:
  online: {include: [api, model]}
"""


@pytest.fixture
def design() -> mlarch.Design:
    return mlarch.loads(SPEC, "fraud.yaml")


def test_load_from_a_file_as_text_or_path(tmp_path):
    file = tmp_path / "fraud.yaml"
    file.write_text(SPEC, encoding="utf-8")
    for path in (file, str(file)):
        design = mlarch.load(path)
        assert (design.name, design.path, design.views) == ("Fraud check", str(file), ("online",))


def test_a_design_shows_what_it_is(design):
    assert repr(design) == "<Design 'Fraud check': 5 components, 4 flows, from 'fraud.yaml'>"
    assert design.architecture.components["api"].kinds == ("api_server",)


def test_the_graph_is_built_once(design):
    assert design.graph is design.graph
    assert design.graph.architecture is design.architecture


def test_check_returns_a_review(design):
    review = design.check()
    assert isinstance(review, mlarch.Review)
    assert review.name == "Fraud check"
    assert all(isinstance(finding, mlarch.Finding) for finding in review.findings)
    assert review.count(Severity.ERROR) == 0


def test_check_takes_a_stage_and_rules(design):
    design = mlarch.loads(SPEC.replace("  lb: load balancer\n", "").replace("app -> lb -> api", "app -> api"))
    assert design.check(stage="sketch").findings == ()
    everything = design.check().findings
    serving = tuple(finding for finding in everything if finding.rule.startswith("SRV"))
    assert serving
    assert design.check(select=["SRV"]).findings == serving
    assert design.check(select="SRV").findings == serving
    assert design.check(ignore=("SRV",)).findings == tuple(f for f in everything if f not in serving)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda d: d.check(stage="prod"), "there is no stage `prod`"),
        (lambda d: d.check(select=["NOPE"]), "there is no rule `NOPE`"),
        (lambda d: d.render(format="gif"), "there is no format `gif`"),
        (lambda d: d.render("picture.jpeg"), "there is no format `jpeg`"),
        (lambda d: d.render(theme="drak"), "there is no theme `drak`"),
        (lambda d: d.render(engine="neato"), "there is no engine `neato`"),
        (lambda d: d.render(view="onlin"), "there is no view `onlin`"),
        (lambda d: d.render(scenario="walk"), "there is no scenario `walk`"),
    ],
)
def test_words_that_mean_nothing(design, call, message):
    with pytest.raises(mlarch.MlarchError) as caught:
        call(design)
    assert caught.value.message == message
    assert caught.value.help


def test_the_nearest_word_is_offered(design):
    with pytest.raises(mlarch.MlarchError) as caught:
        design.render(view="onlin")
    assert caught.value.help == "Did you mean `online`?"


def test_render_to_bytes_is_svg(design):
    assert b"<svg" in design.render()[:400]


def test_render_into_a_file_by_its_ending(design, tmp_path):
    for ending, start in (("svg", b"<svg"), ("png", b"\x89PNG"), ("dot", b"digraph")):
        path = design.render(tmp_path / f"x.{ending}")
        assert path == tmp_path / f"x.{ending}"
        assert path.read_bytes().startswith(start) or start in path.read_bytes()[:400]


def test_the_format_wins_over_the_ending(design, tmp_path):
    assert design.render(tmp_path / "picture", format="svg").read_bytes() == design.render()
    assert design.render(str(tmp_path / "noending")).read_bytes() == design.render()


def test_render_of_a_view_is_another_picture(design):
    assert design.render(view="online") != design.render()


def test_render_repeats_byte_for_byte():
    assert mlarch.loads(SPEC).render() == mlarch.loads(SPEC).render()


def test_nothing_is_left_behind_when_a_file_cannot_be_written(design, tmp_path):
    (tmp_path / "x.svg").mkdir()
    with pytest.raises(mlarch.MlarchError):
        design.render(tmp_path / "x.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


def test_a_notebook_shows_the_picture(design):
    assert design._repr_svg_().encode() == design.render()


def test_a_finding_says_where_it_is(design):
    finding = design.check(stage="production").findings[0]
    assert (finding.path, finding.line, finding.column) == (
        "fraud.yaml",
        finding.span.line,
        finding.span.column,
    )


def test_a_notebook_shows_a_review_and_no_markup_of_a_spec():
    page = mlarch.loads(SPEC.replace("Fraud check", '"<script>alert(1)</script>"')).check()._repr_html_()
    assert page.startswith("<table><caption>&lt;script&gt;alert(1)&lt;/script&gt;: ")
    assert "<td" in page
    assert "<script" not in page


@pytest.mark.parametrize("scale", [float("nan"), float("inf"), 0.0, -1.0, 11.0])
def test_a_scale_that_is_none(design, scale):
    with pytest.raises(mlarch.MlarchError, match=r"`scale` is from 0\.1 to 10"):
        design.render(format="png", scale=scale)


def test_a_bad_spec_raises_every_mistake():
    with pytest.raises(mlarch.SpecError) as caught:
        mlarch.loads(
            SPEC.replace("api: api server", "api: api serverr").replace(
                "model -> features", "modl -> features"
            )
        )
    assert len(caught.value.findings) == 2
    assert isinstance(caught.value, mlarch.MlarchError)


def test_a_missing_file():
    with pytest.raises(mlarch.MlarchError, match=r"nowhere\.yaml"):
        mlarch.load("nowhere.yaml")


@pytest.mark.parametrize(
    ("value", "called"),
    [(3, "a value of the type `int`"), (None, "`None`"), (b"x", "a value of the type `bytes`")],
)
def test_what_is_no_path_or_no_text(value, called):
    with pytest.raises(TypeError, match=rf"mlarch\.load takes a path, .* and not {called}"):
        mlarch.load(value)
    with pytest.raises(TypeError, match=rf"mlarch\.loads takes the text .* and not {called}"):
        mlarch.loads(value)


def test_all_is_what_there_is_and_each_is_documented():
    for name in mlarch.__all__:
        value = getattr(mlarch, name)
        assert name == "__version__" or inspect.getdoc(value)
        assert name in dir(mlarch)
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = mlarch.nothing


def test_the_package_says_that_it_is_typed():
    assert Path(inspect.getfile(mlarch)).with_name("py.typed").is_file()
