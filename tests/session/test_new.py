"""Templates: the blank's examples, switched on, are a design too; the title is replaced and nothing else."""

from __future__ import annotations

import re

import pytest

import mlarch
from mlarch.diagnostics import MlarchError, Severity
from mlarch.session import new

BLANK = new.find(new.BLANK)


def _switched_on(text: str) -> str:
    """The blank with its examples switched on: a `#` not followed by exactly one space is dropped."""
    return re.sub(r"(?m)^#(?! \S)(?=.)", "", text)


def test_the_blank_is_a_sketch_without_findings():
    review = BLANK.design().check()
    assert review.findings == ()


def test_the_blank_has_advice_for_each_of_the_seven_steps():
    steps = re.findall(r"(?m)^# ── (\d) · ", BLANK.text)
    assert steps == list("1234567")


def test_the_examples_of_the_blank_are_a_design_without_errors_or_warnings():
    text = _switched_on(BLANK.text)
    design = mlarch.loads(text)
    assert len(design.architecture.components) > len(BLANK.design().architecture.components) + 10
    for part in ("requirements", "task", "data", "evaluation", "release", "monitoring"):
        assert getattr(design.architecture, part) is not None
    review = design.check(stage="design")
    worth = [finding for finding in review.findings if finding.severity is not Severity.INFO]
    assert worth == []


def test_the_title_is_replaced_and_nothing_else():
    before, after = BLANK.text.splitlines(), new.text_of(BLANK, "Search").splitlines()
    changed = [(old, now) for old, now in zip(before, after, strict=True) if old != now]
    assert changed == [("name: My ML system", 'name: "Search"')]


@pytest.mark.parametrize(
    "name", ["no", "1.10", "a: b", "[x]", "# not a comment", "quote \" and ' both", "推薦", "*a", "a\\nb"]
)
def test_any_title_is_read_back_as_it_was_given(name):
    assert mlarch.loads(new.text_of(BLANK, name)).name == name


def test_spaces_of_a_title_are_folded():
    assert mlarch.loads(new.text_of(BLANK, " two\n words ")).name == "two words"


def test_every_template_says_what_it_is():
    for template in new.templates()[1:]:
        architecture = template.design().architecture
        assert architecture.name
        assert architecture.summary


def test_the_blank_comes_first_then_the_studies_in_order():
    ids = [template.id for template in new.templates()]
    assert ids == [new.BLANK, *sorted(ids[1:])]


def test_create_returns_the_file(tmp_path):
    assert new.create(BLANK, tmp_path) == tmp_path / "blank.yaml"
    assert (tmp_path / "blank.yaml").read_text(encoding="utf-8") == BLANK.text
    with pytest.raises(MlarchError, match="is there already"):
        new.create(BLANK, tmp_path / "blank.yaml")
