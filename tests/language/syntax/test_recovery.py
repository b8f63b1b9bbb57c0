"""After a syntax error: what is read of the other lines, and how often the file is to blame."""

from __future__ import annotations

import pytest

from mlarch.language.problems import Problems
from mlarch.language.syntax import reader
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode


def read(text: str) -> tuple[object, Problems]:
    problems = Problems()
    return plain(reader.parse(text, "x.yaml", problems)), problems


def plain(node: Node | None) -> object:
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        return None if node.null else node.text
    if isinstance(node, MappingNode):
        return {pair.key.text: plain(pair.value) for pair in node.pairs}
    return [plain(item) for item in node.items]


@pytest.mark.parametrize(
    ("text", "rest", "lines"),
    [
        # What cannot be mended costs its line.
        ("a: 1\nb: [x\nc: 3\n", {"a": "1", "c": "3"}, [2]),
        ("a: 1\nb: [@x y: z\nc: 3\n", {"a": "1", "c": "3"}, [2]),
        ("k:\n  a: 1\n   b: 2\n  c: 3\n", {"k": {"a": "1", "c": "3"}}, [3]),
        # What has an obvious mend is read as mended.
        ("a:x\nb: 2\n", {"a": "x", "b": "2"}, [1]),
        ("a: b: c\nd: e: f\n", {"a": "b: c", "d": "e: f"}, [1, 2]),
        ("k:\n\ta: 1\n\tb: 2\n", {"k": {"a": "1", "b": "2"}}, [2]),
        # A heading without its colon keeps what stands below it.
        ("a: 1\nk\n  b: 2\n", {"a": "1", "k": {"b": "2"}}, [2]),
        ("a: 1\nk\n- b\n- c\nd: 4\n", {"a": "1", "k": ["b", "c"], "d": "4"}, [2]),
        # What belongs to a lost line is lost with it, and no error of its own.
        ("a: 1\nk: {\n  b: 2,\n  c: 3\nd: 4\n", {"a": "1", "d": "4"}, [2]),
    ],
)
def test_the_other_lines_are_read(text: str, rest: object, lines: list[int]) -> None:
    node, problems = read(text)
    assert node == rest
    assert [finding.span.line for finding in problems.findings] == lines
    assert {finding.rule for finding in problems.findings} == {"SPEC001"}


def test_no_place_is_one_of_the_mended_line() -> None:
    _, problems = read("a: 1\nb:\n  c: 2\n\t  d: 3\n")
    assert [(f.span.line, f.span.column, f.span.end_column) for f in problems.findings] == [(4, 1, 4)]


def test_only_what_was_left_out_makes_a_file_incomplete() -> None:
    assert not read("a:x\nb: 2\n")[1].incomplete
    assert read("a: [x\nb: 2\n")[1].incomplete


def test_a_file_of_nothing_but_errors_ends() -> None:
    node, problems = read("a: [x\n" * 100)
    assert node is None
    assert 1 < len(problems.findings) <= 20
