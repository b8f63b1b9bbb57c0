"""The file of a baseline: what it holds, that it shrinks, follows renamed specs, and takes in new ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, Severity, Span, Suppressed
from mlarch.rules.engine.baseline import REASON, Accepted, Baseline, accept, accept_all
from mlarch.session.baseline_file import extend, read, record, shrink, write

FIRST = Finding("SRV001", "a", Severity.WARNING, "m", Span("specs/a.yaml", 1, 1, 1, 2), components=("x",))
SECOND = replace(FIRST, components=("y",))
THIRD = replace(FIRST, components=("z",), flows=(("z", "x"),))
ONE, TWO, THREE = map(Accepted.of, (FIRST, SECOND, THIRD))


def reviewed(*accepted: Finding, path: str = "specs/a.yaml") -> Review:
    return Review(path, "A", (), suppressed=tuple(Suppressed(f, "baseline", "known") for f in accepted))


def found(*findings: Finding, path: str = "specs/a.yaml") -> Review:
    return Review(path, "A", findings)


def test_it_survives_the_file_and_says_in_words_what_it_accepts(tmp_path: Path) -> None:
    file, spec = tmp_path / "known.json", tmp_path / "specs" / "a.yaml"
    spec.parent.mkdir()
    spec.touch()
    baseline = record(str(file), [found(THIRD, FIRST, FIRST, path=str(spec))])
    write(str(file), baseline)
    assert read(str(file)) == baseline
    words = {"rule": "SRV001", "name": "a", "message": "m"}
    assert json.loads(file.read_text()) == {
        "version": 2,
        "specs": {
            "specs/a.yaml": [
                {**words, "about": ["x"], "fingerprint": FIRST.fingerprint},
                {**words, "about": ["x"], "fingerprint": FIRST.fingerprint},
                {**words, "about": ["z", "z -> x"], "fingerprint": THIRD.fingerprint},
            ]
        },
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["known.json", "specs"]
    assert len(file.read_text().splitlines()) == 3 + 4  # a finding is a line of a diff


def test_the_first_version_is_still_read(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text(json.dumps({"version": 1, "findings": {"-": {FIRST.fingerprint: 2}}}))
    left = accept(found(FIRST, FIRST, FIRST, path="-"), read(str(file))).findings
    assert left == (FIRST,)


def test_it_only_shrinks() -> None:
    before = Baseline(".", {"specs/a.yaml": (ONE, ONE, TWO), "specs/b.yaml": (THREE,)})
    after = shrink(before, [reviewed(FIRST)])
    assert after.specs == {"specs/a.yaml": (ONE,), "specs/b.yaml": (THREE,)}
    assert shrink(after, [reviewed()]).specs == {"specs/a.yaml": (), "specs/b.yaml": (THREE,)}
    assert shrink(after, [reviewed(SECOND, path="specs/new.yaml")]).specs == after.specs


def test_only_a_spec_that_is_not_listed_is_taken_in() -> None:
    before = Baseline(".", {"specs/a.yaml": ()})
    after = extend(before, [found(FIRST), found(SECOND, path="specs/new.yaml")])
    assert after.specs == {"specs/a.yaml": (), "specs/new.yaml": (TWO,)}


def test_a_renamed_spec_is_known_by_what_is_found_in_it() -> None:
    before = Baseline(".", {"old.yaml": (ONE, TWO), "other.yaml": (THREE,)}, frozenset({"old.yaml"}))
    review = accept(found(FIRST, THIRD, path="new.yaml"), before)
    assert [item.finding for item in review.suppressed] == [FIRST]
    assert review.findings == (THIRD,)
    assert shrink(before, [review]).specs == {"new.yaml": (ONE,), "other.yaml": (THREE,)}


@pytest.mark.parametrize(
    "before",
    [
        Baseline(".", {"old.yaml": (ONE, TWO)}),  # still there: the other is a copy
        Baseline(".", {"old.yaml": (TWO, THREE)}, frozenset({"old.yaml"})),  # little in common
        Baseline(".", {"old.yaml": ()}, frozenset({"old.yaml"})),
    ],
)
def test_another_spec_is_not_taken_for_a_renamed_one(before: Baseline) -> None:
    assert accept(found(FIRST, path="new.yaml"), before).findings == (FIRST,)


def test_standard_input_is_no_file_that_could_be_gone(tmp_path: Path) -> None:
    file = str(tmp_path / "known.json")
    write(file, record(file, [found(FIRST, path="-")]))
    assert read(file).specs == {"-": (ONE,)}
    assert read(file).gone == frozenset()


def test_a_spec_that_cannot_be_read_keeps_its_entries() -> None:
    before = Baseline(".", {"specs/a.yaml": (ONE,)})
    assert shrink(before, [replace(reviewed(), readable=False)]) == before


def test_specs_that_are_gone_are_left_out(tmp_path: Path) -> None:
    file = str(tmp_path / "known.json")
    (tmp_path / "a.yaml").write_text("")
    write(file, Baseline(str(tmp_path), {"a.yaml": (ONE,), "b.yaml": (TWO,)}))
    assert read(file).gone == {"b.yaml"}
    assert shrink(read(file), []).specs == {"a.yaml": (ONE,)}


ENTRY = '{"rule": "R", "name": "n", "message": "m", "about": [], "fingerprint": 3}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a baseline"),
        ('{"version": 3, "specs": {}}', "is not a baseline"),
        ('{"version": true, "findings": {}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": {"f": "x"}}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": {"f": true}}}', "is not a baseline"),
        ('{"version": 1, "findings": {"a": []}}', "is not a baseline"),
        ('{"version": 2, "findings": {}}', "is not a baseline"),
        ('{"version": 2, "specs": []}', "is not a baseline"),
        ('{"version": 2, "specs": {"a": [{}]}}', "is not a baseline"),
        (f'{{"version": 2, "specs": {{"a": [{ENTRY}]}}}}', "is not a baseline"),
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
    review = found(FIRST, SECOND, fault, path="a.yaml")
    assert record(str(tmp_path / "known.json"), [review]).total == 2
    accepted = accept_all(review)
    assert accepted.findings == (fault,)
    assert [(s.finding, s.by, s.reason) for s in accepted.suppressed] == [
        (FIRST, "baseline", REASON),
        (SECOND, "baseline", REASON),
    ]
