"""The baseline: what it accepts, and that it only shrinks."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, Severity, Span, Suppressed
from mlarch.rules.baseline import REASON, Baseline, accept, present, read, record, shrink, write

FIRST = Finding("SRV001", "a", Severity.WARNING, "m", Span("specs/a.yaml", 1, 1, 1, 2), components=("x",))
SECOND = replace(FIRST, components=("y",))


def reviewed(*accepted: Finding, path: str = "specs/a.yaml") -> Review:
    return Review(path, "A", (), suppressed=tuple(Suppressed(f, "baseline", "known") for f in accepted))


def test_it_survives_the_file(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    spec = str(tmp_path / "specs" / "a.yaml")
    baseline = record(str(file), [Review(spec, "A", (FIRST, FIRST, SECOND)), Review("b.yaml", "B", ())])
    write(str(file), baseline)
    assert read(str(file)) == baseline
    assert json.loads(file.read_text()) == {
        "version": 1,
        "findings": {"specs/a.yaml": {FIRST.fingerprint: 2, SECOND.fingerprint: 1}},
    }
    assert read(str(file)).budget(spec) == {FIRST.fingerprint: 2, SECOND.fingerprint: 1}
    assert [p.name for p in tmp_path.iterdir()] == ["known.json"]


def test_it_only_shrinks() -> None:
    before = Baseline(
        ".", {"specs/a.yaml": {FIRST.fingerprint: 2, SECOND.fingerprint: 1}, "specs/b.yaml": {"f": 1}}
    )
    after = shrink(before, [reviewed(FIRST)])
    assert after.entries == {"specs/a.yaml": {FIRST.fingerprint: 1}, "specs/b.yaml": {"f": 1}}
    assert shrink(after, [reviewed()]).entries == {"specs/b.yaml": {"f": 1}}
    assert shrink(after, [reviewed(SECOND, path="specs/new.yaml")]).entries == after.entries


def test_standard_input_is_no_file_that_could_be_gone(tmp_path: Path) -> None:
    baseline = record(str(tmp_path / "known.json"), [Review("-", "A", (FIRST,))])
    assert baseline.entries == {"-": {FIRST.fingerprint: 1}}
    assert present(baseline) == baseline


def test_a_spec_that_cannot_be_read_keeps_its_entries() -> None:
    before = Baseline(".", {"specs/a.yaml": {FIRST.fingerprint: 1}})
    assert shrink(before, [replace(reviewed(), readable=False)]) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a baseline"),
        ('{"version": 2, "findings": {}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": {"f": "x"}}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": {"f": true}}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": []}}', "is not a baseline"),
    ],
)
def test_a_file_that_is_no_baseline(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "known.json"
    file.write_text(content)
    with pytest.raises(MlarchError, match=message):
        read(str(file))


def test_files_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(MlarchError, match=r"absent\.json"):
        read(str(tmp_path / "absent.json"))
    (tmp_path / "file").write_text("")
    with pytest.raises(MlarchError, match="file"):
        write(str(tmp_path / "file" / "known.json"), Baseline(".", {}))


def test_a_new_baseline_accepts_all_but_the_faults_of_the_tool(tmp_path: Path) -> None:
    fault = replace(FIRST, name=INTERNAL)
    review = Review("a.yaml", "A", (FIRST, SECOND, fault))
    assert record(str(tmp_path / "known.json"), [review]).total == 2
    accepted = accept(review)
    assert accepted.findings == (fault,)
    assert [(s.finding, s.by, s.reason) for s in accepted.suppressed] == [
        (FIRST, "baseline", REASON),
        (SECOND, "baseline", REASON),
    ]


def test_specs_that_are_gone_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    both = Baseline(str(tmp_path), {"a.yaml": {"f": 1}, "b.yaml": {"g": 2}})
    assert present(both) == Baseline(str(tmp_path), {"a.yaml": {"f": 1}})
