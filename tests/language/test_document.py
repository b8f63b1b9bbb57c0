"""A document: as much of the model as can be read, what stands where, and edits that keep the layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch import graph, language, rules
from mlarch.diagnostics import SpecError
from mlarch.language.document import Document

TEXT = """\
mlarch: 1
name: Shop   # what it is called
components:
  app: client
  lb: load balancer   # in front
  api: {kind: api server, replicas: 3}
  ranker: ranker
flows:
  - app -> lb -> api: request  # the way in
  - "api -> ranker": {sends: candidates, fallback: api}
groups:
  serving: [api, ranker]
scenarios:
  A request: [app, lb, api, ranker]
views:
  serving only: {groups: [serving], exclude: [ranker]}
ignore:
  - {rule: MON001, component: ranker, flow: api -> ranker, reason: a demo}
"""

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


def document(text: str = TEXT) -> Document:
    return Document.read(text, "shop.yaml")


def test_a_document_of_a_sound_spec_is_its_model() -> None:
    read = document()
    assert read.problems == ()
    assert read.checked() == language.read_text(TEXT)


@pytest.mark.parametrize(
    ("line", "components", "flows"),
    [
        ("  api: {kind: api server, replicas: 3", ["app", "lb", "ranker"], 0),
        ("  api: {kind: api server, replicas: many}", ["app", "lb", "api", "ranker"], 3),
        ("  api: {kind: api server, replicsa: 3}", ["app", "lb", "api", "ranker"], 3),
    ],
)
def test_a_broken_line_costs_that_line(line: str, components: list[str], flows: int) -> None:
    broken = document(TEXT.replace("  api: {kind: api server, replicas: 3}", line))
    assert {finding.span.line for finding in broken.errors} == {6}
    assert broken.architecture is not None
    found = list(broken.architecture.components)
    assert [name for name in components if name in found] == components
    assert len(broken.architecture.flows) >= flows
    with pytest.raises(SpecError) as error:
        broken.checked()
    assert error.value.findings == broken.problems


def test_mistakes_of_the_syntax_and_of_the_language_are_said_together() -> None:
    text = TEXT.replace("name: Shop   #", "name:Shop   #").replace("replicas: 3", "replicas: many")
    assert [(f.span.line, f.name) for f in document(text).problems] == [(2, "yaml-syntax"), (6, "wrong-type")]


def test_what_is_read_of_a_broken_text_is_consistent() -> None:
    text = TEXT.replace("  ranker: ranker\n", "  ranker: [\n")
    partial = document(text).architecture
    assert partial is not None
    design = graph.build(partial)
    assert rules.review(design).name == "Shop"


CHARACTERS = st.sampled_from([*"\n\t :-{}[]&*!|>'\"#,%@`~=<", "->", "- ", "  ", "null", "é"])


@examples(200)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), CHARACTERS), max_size=4))
def test_whatever_is_typed_a_document_is_made(damage: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for at, gone, new in damage:
        text = text[:at] + new + text[at + gone :]
    read = document(text)
    assert read.text == text
    assert [finding.sort_key for finding in read.problems] == sorted(f.sort_key for f in read.problems)
    if read.architecture is None:
        assert read.errors
    else:
        graph.build(read.architecture)


@pytest.mark.parametrize(
    ("line", "column", "keys", "on_key"),
    [
        (2, 8, ("name",), False),
        (2, 2, ("name",), True),
        (6, 4, ("components", "api"), True),
        (6, 20, ("components", "api", "kind"), False),
        (9, 8, ("flows", 0, "app -> lb -> api"), True),
        (10, 30, ("flows", 1, "api -> ranker", "sends"), False),
        (14, 24, ("scenarios", "A request", 2), False),
    ],
)
def test_what_stands_at_a_place(line: int, column: int, keys: tuple[str | int, ...], on_key: bool) -> None:
    place = document().node_at(line, column)
    assert place is not None
    assert (place.keys, place.on_key) == (keys, on_key)
    if not on_key:
        assert document().node(*keys) == place.node


def test_nothing_stands_outside() -> None:
    assert document().node_at(40, 1) is None
    assert document("").node_at(1, 1) is None


def test_references_name_every_place() -> None:
    places = document().references["ranker"]
    assert [span.line for span in places] == [7, 10, 12, 14, 16, 18, 18]
    assert all(span.end_column - span.column == len("ranker") for span in places)


@pytest.mark.parametrize(("old", "new"), [("ranker", "scorer"), ("api", "front"), ("serving", "online")])
def test_a_rename_reaches_every_place_and_nothing_else(old: str, new: str) -> None:
    before = document()
    edits = before.rename(old, new)
    assert edits is not None
    after = before.edit(edits)
    assert after.problems == ()
    assert old not in after.references
    assert len(after.references[new]) == len(before.references[old])
    back = after.rename(new, old)
    assert back is not None
    assert after.edit(back).text == TEXT


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_component_of_the_case_studies_can_be_renamed(path: Path) -> None:
    before = Document.read(path.read_text(), str(path))
    for name in before.checked().components:
        edits = before.rename(name, "renamed_part")
        assert edits is not None
        after = before.edit(edits).checked()
        assert len(after.components) == len(before.checked().components)
        assert [flow.mode for flow in after.flows] == [flow.mode for flow in before.checked().flows]


def test_a_name_that_is_taken_or_unknown_is_not_given() -> None:
    assert document().rename("ranker", "api") is None
    assert document().rename("nobody", "x") is None


def test_edits_keep_comments_and_layout() -> None:
    read = document()
    edits = (
        *(read.insert(("components",), ("cache", "cache"), after="lb") or ()),
        *(read.insert(("flows",), "api -> cache", after=0) or ()),
        *(read.insert(("scenarios", "A request"), "cache") or ()),
        *(read.replace(("name",), "Store") or ()),
        *(read.remove(("components", "api", "replicas")) or ()),
    )
    expected = (
        TEXT.replace("name: Shop ", "name: Store ")
        .replace("  # in front\n", "  # in front\n  cache: cache\n")
        .replace(", replicas: 3", "")
        .replace("# the way in\n", "# the way in\n  - api -> cache\n")
        .replace("lb, api, ranker]", "lb, api, ranker, cache]")
    )
    assert read.edit(edits).text == expected


@pytest.mark.parametrize(
    ("keys", "gone"),
    [
        (("components", "ranker"), "  ranker: ranker\n"),
        (("components", "api", "kind"), "kind: api server, "),
        (("groups",), "groups:\n  serving: [api, ranker]\n"),
        (("flows", 1), '  - "api -> ranker": {sends: candidates, fallback: api}\n'),
    ],
)
def test_removing_takes_the_lines_of_an_entry(keys: tuple[str | int, ...], gone: str) -> None:
    read = document()
    edits = read.remove(keys)
    assert edits is not None
    assert read.edit(edits).text == TEXT.replace(gone, "")


def test_a_comment_is_not_removed_with_its_line() -> None:
    assert document().remove(("components", "lb")) is None
    assert document().remove(("flows", 0)) is None
