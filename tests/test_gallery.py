"""The committed gallery shows what the specs say, and is readable; `make accept` draws it again."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import mlarch
from mlarch.draw import RenderOptions
from mlarch.session.index import index_of
from mlarch.session.output import present
from mlarch.session.pictures import ALL, Picture, plan

ROOT = Path(__file__).parents[1]
KEYS = re.compile(r'<g class="(card|panel|flow)[^"]*" data-key="([^"]*)"')
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def _pictures(*specs: Path) -> tuple[Picture, ...]:
    """What `make gallery` draws: the whole of each spec, its views and its scenarios."""
    designs = [mlarch.load(spec.relative_to(ROOT)) for spec in specs]
    return plan(designs, "output", ("svg",), RenderOptions(view=ALL, scenario=ALL))


def _files(*specs: Path) -> tuple[Picture, ...]:
    """The pictures, and the page of each spec that `make gallery` writes beside them."""
    pictures = _pictures(*specs)
    designs = dict.fromkeys(picture.design for picture in pictures)
    pages = plan(designs, "output", ("html",), RenderOptions())
    return tuple(sorted((*pictures, *pages), key=lambda one: one.design.path))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_pictures_are_up_to_date_and_readable(spec):
    """Every card, group and flow is in the committed file; bytes are compared in `tests/golden`."""
    stale, faulty = [], {}
    for picture in _pictures(spec):
        view, scenario = picture.options.view, picture.options.scenario
        drawing = picture.design.drawing(view=view, scenario=scenario)
        shown = [("card", card.id) for card in drawing.diagram.cards]
        shown += [("panel", panel.id) for panel in drawing.diagram.panels]
        shown += [("flow", f"{line.source} {line.target}") for line in drawing.diagram.lines]
        if Counter(shown) != Counter(KEYS.findall((present(picture.target) or b"").decode())):
            stale.append(picture.target.name)
        report = drawing.report
        whole = scenario is None and view in (None, "overview")  # a scenario is cut to what it walks
        broad = whole and not 0.5 <= report.aspect <= 2
        if report.faults or broad:
            faulty[picture.target.name] = report.as_dict()
    assert faulty == {}, "something overlaps, or an overview is longer than 2:1"
    assert stale == [], "out of date: make accept, and look at them"


def test_the_page_is_up_to_date():
    target, page = index_of(_files(*SPECS), "output")
    assert present(target) == page, "output/index.html is out of date: make accept, and look at it"


def test_every_file_is_of_a_spec_that_there_is():
    drawn = {picture.target.name for picture in _files(*SPECS)}
    kept = {path.name for path in (ROOT / "output").iterdir()}
    assert kept - drawn - {"index.html"} == set()


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_case_study_has_no_findings_at_its_stage(spec):
    assert mlarch.load(spec).check().findings == ()
