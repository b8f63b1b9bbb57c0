"""The committed gallery is what the specs give, byte for byte, and readable; `make accept` draws it again."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch
from mlarch.draw import RenderOptions
from mlarch.session.index import index_of
from mlarch.session.output import present
from mlarch.session.pictures import ALL, Picture, plan

ROOT = Path(__file__).parents[1]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def _pictures(*specs: Path) -> tuple[Picture, ...]:
    """What `make gallery` draws: the whole of each spec, its views and its scenarios."""
    designs = [mlarch.load(spec.relative_to(ROOT)) for spec in specs]
    return plan(designs, "output", ("svg",), RenderOptions(view=ALL, scenario=ALL))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_pictures_are_up_to_date_and_readable(spec):
    """One layout of each picture serves both questions, for laying out is what takes time."""
    stale, faulty = [], {}
    for picture in _pictures(spec):
        if present(picture.target) != picture.draw():
            stale.append(picture.target.name)
        view, scenario = picture.options.view, picture.options.scenario
        report = picture.design.drawing(view=view, scenario=scenario).report
        broad = view in (None, "overview") and not 0.5 <= report.aspect <= 2
        if report.faults or broad:
            faulty[picture.target.name] = report.as_dict()
    assert faulty == {}, "something overlaps, or an overview is longer than 2:1"
    assert stale == [], "out of date: make accept, and look at them"


def test_the_page_is_up_to_date():
    target, page = index_of(_pictures(*SPECS), "output")
    assert present(target) == page, "output/index.html is out of date: make accept, and look at it"


def test_every_file_is_of_a_spec_that_there_is():
    drawn = {picture.target.name for picture in _pictures(*SPECS)}
    kept = {path.name for path in (ROOT / "output").iterdir()}
    assert kept - drawn - {"index.html"} == set()


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_case_study_has_no_findings_at_its_stage(spec):
    assert mlarch.load(spec).check().findings == ()
