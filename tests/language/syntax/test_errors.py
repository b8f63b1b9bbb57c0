"""YAML syntax errors: one finding, at the cause, in plain words, with the usual mend."""

from __future__ import annotations

import pytest
import yaml

from mlarch.diagnostics import Finding
from mlarch.language.problems import Problems
from mlarch.language.syntax import reader

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The C parser and the Python one word their errors differently; ours are the same."""
    monkeypatch.setattr(reader, "_LOADER", request.param)


def findings(text: str) -> tuple[Finding, ...]:
    problems = Problems()
    reader.parse(text, "x.yaml", problems)
    return problems.findings


def only(text: str) -> Finding:
    found = findings(text)
    assert len(found) == 1, found
    assert found[0].rule == "SPEC001"
    return found[0]


def mended(text: str) -> str:
    """The text with the fix of its only finding applied."""
    fix = only(text).fix
    assert fix is not None
    lines = text.split("\n")
    for edit in fix.edits:
        line = lines[edit.span.line - 1]
        lines[edit.span.line - 1] = (
            line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
        )
    return "\n".join(lines)


CASES = [
    # text, line, column, message
    ("a:\n\tb: 1\n", 2, 1, "this line is indented with a tab, which YAML does not allow"),
    ("a:\n  - b\n  \t- c: d: e\n", 3, 3, "this line is indented with a tab, which YAML does not allow"),
    ("-\ta\n", 1, 2, "a tab stands where YAML takes only spaces"),
    ("a: b: c\n", 1, 5, "a second colon on one line: YAML takes what stands before it for another key"),
    (
        "- x -> y: b: c\n",
        1,
        12,
        "a second colon on one line: YAML takes what stands before it for another key",
    ),
    ("a: @foo\n", 1, 4, "a text cannot begin with `@`, which is reserved in YAML"),
    ("a: `foo`\n", 1, 4, "a text cannot begin with a backtick, which is reserved in YAML"),
    ("a: %foo\n", 1, 4, "a text cannot begin with `%`, which is reserved in YAML"),
    ("a: *\n", 1, 4, "a text cannot begin with `*`, which begins an alias"),
    ("a: *very important*\nb: 1\n", 1, 4, None),
    ("a: & b\n", 1, 4, "a text cannot begin with `&`, which begins an anchor"),
    ("a: !<\n", 1, 4, "a text cannot begin with `!`, which begins a tag"),
    ("a: {b: 1\nc: 2\n", 1, 4, "the `{` opened here is not closed"),
    ("a:\n  - b: [1, 2\n  - c\n", 2, 8, "the `[` opened here is not closed"),
    ("{a: b", 1, 1, "the `{` opened here is not closed"),
    ("a: {b: [1, 2}\n", 1, 13, "`}` does not close the `[` of column 8, which needs `]`"),
    ("a: {b: c: d}\n", 1, 9, "a second colon inside the `{` of column 4"),
    ("a: {b: 'x' y}\n", 1, 12, "expected `,` or `}` here, inside the `{` of column 4"),
    ("{: a}\n", 1, 2, "a key is missing before the colon"),
    ("a: {b: c}}\n", 1, 10, "this `}` closes nothing"),
    ("a: ]\n", 1, 4, "this `]` closes nothing"),
    ('a: "x\nb: 1\n', 1, 4, 'the quote " opened here is never closed'),
    ("a: 'x\n---\nb: 1", 1, 4, "the quote ' opened here is never closed"),
    ("a: 'it's'\nb: 2\n", 1, 8, "the text ended with the quote before this, and something follows: `s'`"),
    ('a: "x" y\n', 1, 8, "the text ended with the quote before this, and something follows: `y`"),
    ('a: "C:\\dir"\n', 1, 7, "`\\d` is no escape that YAML knows"),
    ("a:b\nc: d\n", 1, 1, "a space is missing after the colon of `a:b`"),
    ("c: d\na:b\ne: f\n", 2, 1, "a space is missing after the colon of `a:b`"),
    ("a:\n  app:client\n  lb:load balancer\n", 2, 3, "a space is missing after the colon of `app:client`"),
    ("a: {kind:client, n: 1}\n", 1, 5, "a space is missing after the colon of `kind:client`"),
    (
        "a: b\n  c: d\n",
        2,
        3,
        "this key is indented as if it belonged to the line above, which has a value of its own",
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        3,
        2,
        "this line is indented by 1 space, and no line above it begins in that column",
    ),
    (
        "a:\n    b: 1\n  c: 2\n",
        3,
        3,
        "this line is indented by 2 spaces, and no line above it begins in that column",
    ),
    ("  a: b\nc: d\n", 2, 1, "this line does not go on with what is above"),
    ("a: ~\n: b\n", 2, 1, "a key is missing before this colon"),
    ("a: b\n- c\n", 2, 1, "a list item stands where a key is expected"),
    ("- c\na: b\n", 2, 1, "expected `- ` here, as on the lines of the list above"),
    ("a: - b\n", 1, 4, "a list cannot begin on the line of its key"),
    ("a: b\nfoo\nc: d\n", 2, 1, "expected `key: value`, found `foo`"),
    ("a: 1\nb = c\n", 2, 1, "expected `key: value`, found `b = c`"),
    ("a: ,x\n", 1, 4, "nothing stands before this comma"),
    ("a: [b,, c]\n", 1, 7, "nothing stands before this comma"),
    ("a: [b] c\n", 1, 8, "the list ended with the `]` before this, and something follows: `c`"),
    ("a: {b: 1} c: d\n", 1, 11, None),
    ("a: [b, >c]\n", 1, 8, "a text cannot begin with `>`, which begins a text on the lines below"),
    ("a: |0%\n", 1, 5, "a text below `|` or `>` begins on the next line"),
    ("a: |foo\n x\n", 1, 5, "a text below `|` or `>` begins on the next line"),
    ("%YAML 3.0\n---\na: 1", 1, 1, "this version of YAML is not known"),
    (
        "f:\n- a -> b\n - b -> c\n",
        3,
        2,
        "this line goes on with the text of line 2: it is indented deeper than the item",
    ),
    ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here, and a file holds one spec"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), CASES, ids=[repr(case[0]) for case in CASES])
def test_cause_and_place(text: str, line: int, column: int, message: str | None) -> None:
    found = next(f for f in findings(text) if (f.span.line, f.span.column) == (line, column))
    assert message in (None, found.message)
    assert found.help


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", "a:\n  b: 1\n"),
        ("a: b: c   # why\n", 'a: "b: c"   # why\n'),
        ("- x -> y: b: c\n", '- x -> y: "b: c"\n'),
        ("a: @foo\n", 'a: "@foo"\n'),
        ("a: *imp* x\n", 'a: "*imp* x"\n'),
        ("a:b\nc: d\n", "a: b\nc: d\n"),
        ("a: {kind:client, n: 1}\n", "a: {kind: client, n: 1}\n"),
    ],
)
def test_fixes_make_it_yaml(text: str, expected: str) -> None:
    assert mended(text) == expected
    assert findings(expected) == ()


def test_no_fix_inside_brackets() -> None:
    """Nobody can tell where a text inside brackets was meant to end."""
    assert only("a: {b: @x, c: 1}\n").fix is None


def test_surrogate_pairs_are_explained() -> None:
    found = findings('a: "\\ud83d\\ude00"\n')
    assert len(found) == 1
    assert "Write the character itself" in found[0].help or "written as an escape" in found[0].message


def test_mistakes_before_and_after_it_are_said() -> None:
    found = findings("a: 1\na: 2\nb: 'x\n")
    assert sorted((f.span.line, f.name) for f in found) == [(2, "duplicate-key"), (3, "yaml-syntax")]
    found = findings("a: 1\na: 2\nb: @x\nc: 3\nc: 4\n")
    assert sorted((f.span.line, f.name) for f in found) == [
        (2, "duplicate-key"),
        (3, "yaml-syntax"),
        (5, "duplicate-key"),
    ]


def test_long_lines_are_not_searched() -> None:
    """Patterns with two unbounded parts take quadratic time on lines that nobody typed."""
    found = only("a: b: " + "x " * 20_000)
    assert found.message.startswith("this is not valid YAML")


def test_a_template_in_braces() -> None:
    (found,) = findings("a: {{ name }}\n")
    assert (found.name, found.message) == (
        "yaml-surprise",
        "a list or mapping stands in `{}` without a key",
    )
    assert "template" in found.help


@pytest.mark.parametrize(
    "text", ["{a: , b: 1}", "{a: ~, b: ''}", "{? a : b}", "{}", '{"a":b}', "{a: {b: c}}"]
)
def test_keys_with_a_colon_are_no_such_names(text: str) -> None:
    assert findings(text) == ()
