"""The committed gallery is what the specs give now, byte for byte; `make accept` draws it again."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch

ROOT = Path(__file__).parents[1]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_picture_is_up_to_date(spec):
    picture = ROOT / "output" / f"{spec.stem}.svg"
    assert picture.is_file(), "not drawn yet: make accept"
    same = picture.read_bytes() == mlarch.load(spec).render()
    assert same, f"output/{picture.name} is out of date: make accept, and look at it"


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.stem)
def test_the_case_study_has_no_findings_at_its_stage(spec):
    assert mlarch.load(spec).check().findings == ()


def test_every_picture_has_its_spec():
    stems = {spec.stem for spec in SPECS}
    pictures = (ROOT / "output").glob("*.svg")
    assert [path.name for path in pictures if path.name.partition(".")[0] not in stems] == []
