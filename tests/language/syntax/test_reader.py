"""The reader: nodes with their places, within bounds, and never an exception but the one that is meant."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch.diagnostics import Finding, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax import reader
from mlarch.language.syntax.bounds import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR
from mlarch.language.syntax.no_spec import SMALLEST
from mlarch.language.syntax.nodes import MappingNode, Node, ScalarNode, SequenceNode

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds for the C parser and for the Python one."""
    monkeypatch.setattr(reader, "_LOADER", request.param)


def read(text: str) -> tuple[Node | None, tuple[Finding, ...]]:
    problems = Problems()
    return reader.parse(text, "x.yaml", problems), problems.findings


def plain(node: Node | None) -> object:
    """A node as Python values."""
    if isinstance(node, MappingNode):
        return {pair.key.text: plain(pair.value) for pair in node.pairs}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return None if node is None or node.null else node.text


def value(text: str) -> object:
    node, findings = read(text)
    assert findings == ()
    return plain(node)


def only(text: str) -> Finding:
    _, findings = read(text)
    assert len(findings) == 1, findings
    return findings[0]


def scalars(node: Node | None) -> list[ScalarNode]:
    if isinstance(node, MappingNode):
        return [s for pair in node.pairs for s in (pair.key, *scalars(pair.value))]
    if isinstance(node, SequenceNode):
        return [s for item in node.items for s in scalars(item)]
    return [] if node is None else [node]


def cut(text: str, span: Span) -> str:
    """What stands in a text at a span."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def at(finding: Finding) -> tuple[int, int, int, int]:
    span = finding.span
    return (span.line, span.column, span.end_line, span.end_column)


@pytest.mark.usefixtures("_each_parser")
class TestNodes:
    def test_text_stays_as_written(self) -> None:
        """No value is resolved: `no`, versions, dates and numbers in any base are text here."""
        text = "{a: no, b: 1.10, c: 2024-01-01, d: 017, e: 0x1F, f: 12:30, g: .inf, h: 1e3}"
        expected = {"a": "no", "b": "1.10", "c": "2024-01-01", "d": "017", "e": "0x1F", "f": "12:30"}
        assert value(text) == {**expected, "g": ".inf", "h": "1e3"}

    @pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", "a: Null", "a: NULL", "{a: }"])
    def test_null(self, text: str) -> None:
        node, _ = read(text)
        assert isinstance(node, MappingNode)
        assert node.pairs[0].value.null  # type: ignore[union-attr]

    @pytest.mark.parametrize("text", ["a: ''", 'a: "~"', "a: 'null'", "a: |\n"])
    def test_quoted_is_never_null(self, text: str) -> None:
        node, _ = read(text)
        assert isinstance(node, MappingNode)
        assert node.pairs[0].value.quoted  # type: ignore[union-attr]
        assert not node.pairs[0].value.null  # type: ignore[union-attr]

    def test_styles(self) -> None:
        text = "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 'it''s'\nd: \"\\u00e9\\n\"\ne: one\n  two\n"
        assert value(text) == {"a": "one\ntwo\n", "b": "one two", "c": "it's", "d": "é\n", "e": "one two"}

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, end: str) -> None:
        node, findings = read(end.join(["a: 1", "b:", "  - x", "  - y", ""]))
        assert findings == ()
        assert plain(node) == {"a": "1", "b": ["x", "y"]}
        assert [(s.span.line, s.span.column) for s in scalars(node)] == [
            (1, 1),
            (1, 4),
            (2, 1),
            (3, 5),
            (4, 5),
        ]

    def test_byte_order_mark_is_no_character(self) -> None:
        node, findings = read("\ufeffa: 1")
        assert findings == ()
        assert [s.span.column for s in scalars(node)] == [1, 4]

    def test_one_document_with_its_marks(self) -> None:
        assert value("%YAML 1.1\n---\na: 1\n...\n") == {"a": "1"}


@pytest.mark.usefixtures("_each_parser")
class TestPlaces:
    def test_columns_count_characters(self) -> None:
        node, _ = read("a: 日本 x\n🦜: b")
        assert [cut("a: 日本 x\n🦜: b", s.span) for s in scalars(node)] == ["a", "日本 x", "🦜", "b"]

    def test_collections_end_with_what_is_in_them(self) -> None:
        """YAML ends a block where the next thing begins, which may be pages further down."""
        node, _ = read("a:\n  b: [1, 2]\n  c:\n\n\n# comment\nd:\n- x\n\ne: {f: 1}   # more\n")
        assert isinstance(node, MappingNode)
        places = [pair.value.span for pair in node.pairs]
        ends = [(s.line, s.column, s.end_line, s.end_column) for s in places]
        assert ends == [(2, 3, 3, 5), (8, 1, 8, 4), (10, 4, 10, 10)]
        assert (node.span.end_line, node.span.end_column) == (10, 10)

    def test_block_scalars_end_with_their_text(self) -> None:
        node, _ = read("a: |\n  one\n  two\n\n\nb: 1\n")
        assert isinstance(node, MappingNode)
        span = node.pairs[0].value.span
        assert (span.line, span.column, span.end_line, span.end_column) == (1, 4, 3, 6)

    def test_anchors_are_no_part_of_a_text(self) -> None:
        text = "a: &x foo\nb: &y\n  bar\nc: &z 'q'\nd: &w # comment\n  baz\n"
        node, _ = read(text)
        assert [cut(text, s.span) for s in scalars(node)] == ["a", "foo", "b", "bar", "c", "'q'", "d", "baz"]

    def test_an_alias_points_at_the_anchored_text(self) -> None:
        node, _ = read("a: &x foo\nb: *x\n")
        assert isinstance(node, MappingNode)
        assert node.pairs[1].value.span == Span("x.yaml", 1, 7, 1, 10)
        assert node.span == Span("x.yaml", 1, 1, 2, 6)


@pytest.mark.usefixtures("_each_parser")
class TestDecisions:
    def test_duplicate_key(self) -> None:
        node, findings = read("a: 1\nb: 2\n'a': 3\n")
        assert [(f.rule, f.name, f.message) for f in findings] == [
            ("SPEC004", "duplicate-key", "the key `a` is already on line 1")
        ]
        assert at(findings[0]) == (3, 1, 3, 4)
        assert plain(node) == {"a": "1", "b": "2"}

    def test_all_duplicates_are_reported(self) -> None:
        _, findings = read("a: {x: 1, x: 2}\nb: 1\nb: 2\nb: 3\n")
        assert [(f.span.line, f.span.column) for f in findings] == [(1, 11), (3, 1), (4, 1)]

    def test_aliases(self) -> None:
        assert value("a: &x {k: 1}\nb: *x\nc: [*x, *x]\n") == {
            "a": {"k": "1"},
            "b": {"k": "1"},
            "c": [{"k": "1"}] * 2,
        }

    def test_an_anchor_may_be_used_again(self) -> None:
        assert value("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == {"a": "1", "b": "1", "c": "2", "d": "2"}

    @pytest.mark.parametrize("text", ["&x [*x]", "a: &x {b: {c: *x}}", "&x a: *x"])
    def test_recursion(self, text: str) -> None:
        _, findings = read(text)
        assert [f.name for f in findings if f.name != "yaml-syntax"] == ["bad-anchor"] * (text != "&x a: *x")

    def test_recursion_of_a_block(self) -> None:
        finding = only("a: &x\n  b: *x\n")
        assert finding.name == "bad-anchor"
        assert finding.message == "`*x` is inside what `&x` names: it has no end"
        assert at(finding) == (2, 6, 2, 8)

    def test_unknown_alias(self) -> None:
        finding = only("a: *important\n")
        assert finding.name == "bad-anchor"
        assert "there is no `&important`" in finding.message
        assert '`"*important"`' in finding.help

    def test_merge(self) -> None:
        text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {k: 0, <<: *a, y: 9}\nd: {<<: [*a, *b]}\n"
        node = value(text)
        assert isinstance(node, dict)
        assert list(node["c"].items()) == [("k", "0"), ("x", "1"), ("y", "9")]
        assert list(node["d"].items()) == [("x", "1"), ("y", "1"), ("z", "2")]

    def test_a_quoted_merge_key_is_a_key(self) -> None:
        assert value("'<<': {a: 1}") == {"<<": {"a": "1"}}

    def test_merging_something_else(self) -> None:
        assert only("<<: foo\n").name == "bad-anchor"
        assert only("<<: [{a: 1}, foo]\n").name == "bad-anchor"
        assert only("a: &a {x: 1}\n<<: *a\n<<: *a\n").name == "duplicate-key"

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a: !!python/object/apply:os.system ['echo hi']", "!!python/object/apply:os.system"),
            ("a: !!python/name:os.system", "!!python/name:os.system"),
            ("a: !!binary aGk=", "!!binary"),
            ("a: !custom {b: 1}", "!custom"),
            ("a: !!str no", "!!str"),
            ("!!map {a: 1}", "!!map"),
        ],
    )
    def test_tags_are_refused(self, text: str, shown: str) -> None:
        finding = only(text)
        assert finding.name == "yaml-surprise"
        assert f"`{shown}`" in finding.message

    @pytest.mark.parametrize("text", ["? [a]\n: b\n", "{a: 1}: b\n", "? {x: 1}\n: b\n"])
    def test_keys_are_scalars(self, text: str) -> None:
        assert only(text).message.startswith("a key is a word")

    @pytest.mark.parametrize("text", ["{: a}\n", "? \n: a\n"])
    def test_keys_are_not_empty(self, text: str) -> None:
        assert only(text).message == "a key is missing before the colon"

    @pytest.mark.parametrize("key", ["null", "Null", "~"])
    def test_a_key_that_yaml_takes_for_nothing_is_named(self, key: str) -> None:
        found = only(f"{key}: a\n")
        assert found.message == f"`{key}` is how YAML writes nothing, and no key"
        assert (found.fix is None) == (key == "~")

    def test_a_second_document(self) -> None:
        node, findings = read("a: 1\n---\nb: 2\n---\nc: 3\n")
        assert plain(node) == {"a": "1"}
        assert [(f.message, f.span.line) for f in findings] == [
            ("a second document begins here, and a file holds one spec", 2)
        ]

    @pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "\ufeff", "--- # nothing\n..."])
    def test_an_empty_file_shows_the_smallest_spec(self, text: str) -> None:
        problems = Problems()
        assert reader.mapping(text, "x.yaml", problems) is None
        assert SMALLEST in problems.findings[0].help

    @pytest.mark.parametrize(
        ("text", "what", "line"),
        [
            ("graph TD\n  A[Client] --> B\n", "a Mermaid diagram", 1),
            ("%% ours\n\nflowchart LR\n  a --> b\n", "a Mermaid diagram", 3),
            ("@startuml\nA -> B\n@enduml\n", "a PlantUML diagram", 1),
            ("// ours\nstrict digraph G {\n  a -> b\n}\n", "a Graphviz graph", 2),
            ("workspace {\n}\n", "a Structurizr workspace", 1),
            ("from diagrams import Diagram\n", "a Python script", 1),
        ],
    )
    def test_a_file_of_another_tool_is_called_what_it_is(self, text: str, what: str, line: int) -> None:
        problems = Problems()
        assert reader.mapping(text, "x.yaml", problems) is None
        (finding,) = problems.findings
        assert finding.message.startswith(f"this is {what}")
        assert finding.span.line == line

    @pytest.mark.parametrize(("text", "what"), [("- a", "a list"), ("foo", "a text"), ("~", "nothing")])
    def test_a_spec_is_a_mapping(self, text: str, what: str) -> None:
        problems = Problems()
        assert reader.mapping(text, "x.yaml", problems) is None
        assert [f.message for f in problems.findings] == [
            f"a spec is a mapping that begins with `mlarch: 1`, and this is {what}"
        ]

    @pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\u2028", "\\L", "\\e"])
    def test_escapes_that_nothing_can_show(self, escape: str) -> None:
        assert "written as an escape" in only(f'a: "x{escape}y"').message

    def test_halves_of_surrogate_pairs(self) -> None:
        _, findings = read('a: "\\ud83d"')
        assert len(findings) == 1


def deep(depth: int) -> list[str]:
    """Texts that nest `depth` levels deep, each in another way."""
    block = "\n".join("  " * level + "a:" for level in range(depth))
    return ["[" * depth + "]" * depth, "{a: " * depth + "}" * depth, "- " * depth + "x", "? " * depth, block]


@pytest.mark.usefixtures("_each_parser")
class TestBounds:
    def test_depth(self) -> None:
        for text in deep(MAX_DEPTH):
            assert [f for f in read(text)[1] if f.name == "too-large"] == []
        for text in deep(MAX_DEPTH + 1):
            node, findings = read(text)
            assert node is None
            assert [f.name for f in findings] == ["too-large"]
            assert f"more than {MAX_DEPTH} levels" in findings[0].message

    def test_depth_through_aliases(self) -> None:
        lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 1))]
        assert "with its aliases written out" in only("\n".join(lines)).message

    def test_billion_laughs(self) -> None:
        lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
        finding = only("\n".join(lines))
        assert finding.name == "too-large"
        assert finding.message == f"the file holds more than {MAX_NODES} values with its aliases written out"

    def test_billion_laughs_by_merging(self) -> None:
        lines = ["a0: &a0 {" + ", ".join(f"k{i}: 1" for i in range(10)) + "}"]
        lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 20)]
        assert only("\n".join(lines)).name == "too-large"

    def test_one_text(self) -> None:
        assert (
            only(f"a: {'x' * (MAX_SCALAR + 1)}").message
            == f"this text is longer than {MAX_SCALAR} characters"
        )

    def test_the_whole_text(self) -> None:
        finding = only("#" * (MAX_BYTES + 1))
        assert finding.name == "too-large"

    def test_number_of_nodes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reader, "MAX_NODES", 10)
        assert value("[1, 2, 3, 4, 5, 6, 7, 8, 9]") == list("123456789")
        assert only("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]").message == "the file holds more than 10 values"


HOSTILE = {
    "brackets": '"[" * 1_000_000',
    "braces": '"{" * 1_000_000',
    "braces with keys": '"{a: " * 1_000_000',
    "both": '"[{a: " * 500_000',
    "dashes": '"- " * 1_000_000',
    "questions": '"? " * 1_000_000',
    "deep block": '"\\n".join(" " * n + "a:" for n in range(3_000))',
    "deep list": '"\\n".join(" " * n + "-" for n in range(3_000))',
    "keys on a line": '"a: " * 1_000_000',
    "anchors": '"&a " * 1_000_000',
    "aliases": '"- &a x\\n" + "- *a\\n" * 600_000',
    "quotes": '"\\"" + "a" * 4_000_000',
    "directives": '"%A b\\n" * 500_000',
    "comments": '"#\\n" * 2_000_000',
    "blanks": '"a: b: " + " " * 4_000_000 + "#"',
    "tags": '"!" * 4_000_000',
    "documents": '"---\\n" * 1_000_000',
    "duplicates": '"a: 1\\n" * 150_000',
    "joined lines": '"- a\\n - b\\n" * 150_000',
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_end_in_findings(make: str) -> None:
    """In a process of its own, since what is guarded against would end this one; memory is limited too."""
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
        "from mlarch.language.syntax import reader\n"
        "from mlarch.language.problems import Problems\n"
        f"problems = Problems()\nreader.parse({make}, 'x', problems)\nprint(len(problems.findings) > 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


@pytest.mark.usefixtures("_each_parser")
@examples(300)
@given(
    st.text(alphabet=st.sampled_from("ab:{}[]-,?&*!|>'\"%@`#~<\\ \t\n\r\x00é\u2028\ud800\ufeff"), max_size=60)
)
def test_any_text_gives_a_node_or_findings(text: str) -> None:
    node, findings = read(text)
    assert node is not None or findings
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert 1 <= finding.span.line <= finding.span.end_line <= len(lines)
        assert finding.span.column >= 1
        assert finding.message


@examples(300)
@given(st.text(max_size=200))
def test_any_unicode_gives_a_node_or_findings(text: str) -> None:
    node, findings = read(text)
    assert node is not None or findings


WORDS = (
    st.text(alphabet="abcé日🦜 _-.", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda w: w[:1] not in "-. \t")
)
KEYS = WORDS.filter(bool)
TREES = st.recursive(
    WORDS.filter(bool),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)


@pytest.mark.usefixtures("_each_parser")
@examples(150)
@given(TREES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_places_point_at_the_text(tree: object, flow: bool, end: str) -> None:
    """Slicing the source at the span of a plain scalar on one line gives its text."""
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, width=10_000).replace("\n", end)
    node, findings = read(text)
    assert findings == ()
    assert plain(node) == tree
    for scalar in scalars(node):
        if not scalar.quoted and scalar.span.line == scalar.span.end_line:
            assert cut(text, scalar.span) == scalar.text
