"""The situations in which YAML cannot be read, each recognised by one function that explains it.

`EXPLAINERS` are asked in turn, the first that knows the situation answers, and the last always does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mlarch.language.syntax.explain_texts import after_quote, escape, quoting, starter, unclosed_quote
from mlarch.language.syntax.syntax_context import Answer, Situation, indent, short
from mlarch.lazy import regex

__all__ = ["EXPLAINERS", "GLUED", "anything", "spaced"]

_KEY = r"(?:[^\s#'\"\[\]{},&*!|>%@`:-]|[^\s#'\"\[\]{},:][^\s:]*)(?:[^:#'\"]|:(?=\S))*?"
_FIRST_COLON = regex(rf"(?P<head>\s*(?:- +)*{_KEY}:\s+)(?P<value>\S.*?)\s*(?:\s#.*)?")
GLUED = regex(r"\s*(?:- +)?(?P<key>[A-Za-z_][\w-]*):(?!//)(?P<value>[^\s:].*)")
_ASSIGNED = regex(r"\s*(?P<key>[A-Za-z_][\w-]*)\s*=(?!>)\s*(?P<value>.*)")

_CLOSES = {"{": "}", "[": "]"}


def _tab(s: Situation) -> Answer | None:
    indent = s.here[: len(s.here) - len(s.here.lstrip())]
    column = indent.find("\t")
    if column < 0 and not (s.char == "\t" and "token" in s.problem):
        return None
    if column < 0:
        column = s.column
        message, one = "a tab stands where YAML takes only spaces", ((s.line, column, column + 1, " "),)
        return Answer(s.line, column, column + 1, message, "Replace it by a space.", one, "Replace the tab")
    # A file that is indented with tabs is one mistake and not one for each line.
    tabbed = {s.line: indent} | {
        number: line[: len(line) - len(line.lstrip())]
        for number, line in enumerate(s.lines)
        if line.startswith("\t") and line.strip()
    }
    edits = tuple((n, 0, len(blank), blank.replace("\t", "  ")) for n, blank in sorted(tabbed.items()))
    message = "this line is indented with a tab, which YAML does not allow"
    if len(tabbed) > 1:
        message = f"this line and {len(tabbed) - 1} more are indented with tabs, which YAML does not allow"
    help_ = "Indent with spaces, two for each level; most editors can be set to do so."
    return Answer(s.line, column, len(indent), message, help_, edits, "Indent with spaces")


def _glued_colon(s: Situation) -> Answer | None:
    """`key:value`, on the line itself or on the one before, which YAML took for a text."""
    if "mapping values" not in s.problem and "':'" not in s.problem:
        return None
    candidates = [s.opened[0]] if s.opened is not None else []
    candidates += [n for n in range(s.line - 1, -1, -1) if s.lines[n].strip()][:1]
    for number in candidates:
        match = GLUED.fullmatch(s.lines[number])
        if match is not None:
            column, end = match.end("key"), match.start("value")
            message = f"a space is missing after the colon of `{short(match['key'] + ':' + match['value'])}`"
            edits = ((number, column, end, ": "),)
            return Answer(
                number, match.start("key"), len(s.lines[number].rstrip()), message,
                f"Write `{short(spaced(match))}`.", edits, "Add the space",
            )  # fmt: skip
    return None


def _second_colon(s: Situation) -> Answer | None:
    """`key: value: value`."""
    if "mapping values" not in s.problem:
        return None
    match = _FIRST_COLON.fullmatch(s.here)
    if match is None or not match.start("value") <= s.column <= match.end("value"):
        return None
    message = "a second colon on one line: YAML takes what stands before it for another key"
    return quoting(s, s.line, match.start("value"), message, len(s.here.rstrip()))._replace(
        column=s.column, end_column=s.column + 1
    )


def _indented_text(s: Situation) -> Answer | None:
    """A key below a key that has a value already."""
    if "mapping values" not in s.problem:
        return None
    indent = len(s.here) - len(s.here.lstrip())
    message = "this key is indented as if it belonged to the line above, which has a value of its own"
    help_ = "A key has either a value on its line or keys below it: check the indentation, or quote the text."
    return Answer(s.line, indent, max(s.column, indent + 1), message, help_)


def _no_key(s: Situation) -> Answer | None:
    """A line that begins with its colon."""
    if s.char != ":" or s.column != indent(s.here) or "flow" in s.context:
        return None
    return Answer(s.line, s.column, s.column + 1, "a key is missing before this colon", "Write `key: value`.")


def _no_colon(s: Situation) -> Answer | None:
    if "':'" not in s.problem or s.opened is None or "flow" in s.context:
        return None
    line, column = s.opened
    content = s.lines[line][column:].rstrip()
    message = f"expected `key: value`, found `{short(content)}`"
    assigned = _ASSIGNED.fullmatch(s.lines[line])
    if assigned is not None:
        return Answer(
            line, column, column + len(content), message,
            f"YAML has a colon and a space: `{short(assigned['key'] + ': ' + assigned['value'])}`.",
        )  # fmt: skip
    help_ = "Add a colon and a value, or indent the line if it goes on with the text above."
    return Answer(line, column, column + len(content), message, help_)


def _bracket(s: Situation) -> Answer | None:
    """A bracket that is not closed, or something between two entries that is not a comma."""
    if "flow" not in s.context or s.opened is None:
        return None
    line, column = s.opened
    mark = s.lines[line][column : column + 1]
    if mark == ",":
        return Answer(
            line, column, column + 1, "nothing stands before this comma", "Remove it, or add what is missing."
        )
    if mark not in _CLOSES:
        missing = "a key is missing before the colon" if mark == ":" else "expected a key and a value here"
        return Answer(line, column, column + 1, missing, "Write `key: value`.")
    closing = _CLOSES[mark]
    ended = s.line == len(s.lines) - 1 and s.column >= len(s.here)
    if line != s.line or ended:
        message = f"the `{mark}` opened here is not closed"
        if " #" in s.lines[line][column:]:
            help_ = f"What follows ` #` is a comment: quote a text that contains it, and add `{closing}`."
            return Answer(line, column, column + 1, message, help_)
        return Answer(
            line,
            column,
            column + 1,
            message,
            f"Add `{closing}` where it ends; commas separate what is inside.",
        )
    at = f"the `{mark}` of column {column + 1}"
    if s.char and s.char in "]}":
        message = f"`{s.char}` does not close {at}, which needs `{closing}`"
    elif s.char == ":":
        message = f"a second colon inside {at}"
        return Answer(s.line, s.column, s.column + 1, message, "Quote the text that contains the colon.")
    else:
        message = f"expected `,` or `{closing}` here, inside {at}"
    help_ = f"Separate entries with commas, close with `{closing}`, and quote texts that contain either."
    return Answer(s.line, s.column, s.column + 1, message, help_)


def _after_bracket(s: Situation) -> Answer | None:
    """`key: [a] b`."""
    before = s.here[: s.column].rstrip()[-1:]
    if "block" not in s.context or before not in ("]", "}") or not s.char or s.char in "]}":
        return None
    what = "list" if before == "]" else "mapping"
    rest = short(s.here[s.column :])
    message = f"the {what} ended with the `{before}` before this, and something follows: `{rest}`"
    help_ = f"Remove it, move the `{before}` behind it, or quote the whole text."
    return Answer(s.line, s.column, len(s.here.rstrip()), message, help_)


def _extra_bracket(s: Situation) -> Answer | None:
    if s.char not in ("}", "]"):
        return None
    message = f"this `{s.char}` closes nothing"
    return Answer(s.line, s.column, s.column + 1, message, "Remove it, or quote the text that it is part of.")


def _dash(s: Situation) -> Answer | None:
    """A list on the line of its key, or among keys."""
    if "sequence entries are not allowed" in s.problem:
        message = "a list cannot begin on the line of its key"
        help_ = "Put each `- item` on a line of its own below the key, or write `[a, b]`."
        return Answer(s.line, s.column, s.column + 1, message, help_)
    if "block mapping" in s.context and s.here[s.column :].startswith("- "):
        message = "a list item stands where a key is expected"
        help_ = "Check the indentation: an item is indented like the other items of its list."
        return Answer(s.line, s.column, len(s.here.rstrip()), message, help_)
    return None


def _indentation(s: Situation) -> Answer | None:
    if "block" not in s.context and "<document start>" not in s.problem:
        return None
    if "scanning a block scalar" in s.context or "node content" in s.problem or s.column != indent(s.here):
        return None
    if "<document start>" in s.problem:
        message = "this line does not go on with what is above"
        help_ = "The keys of a spec begin in the first column, all of them."
    elif "block collection" in s.context:
        message = "expected `- ` here, as on the lines of the list above"
        help_ = "Every item of a list begins with `- ` in the same column."
    else:
        spaces = "1 space" if s.column == 1 else f"{s.column} spaces"
        message = f"this line is indented by {spaces}, and no line above it begins in that column"
        help_ = "Keys of one mapping begin in the same column; what belongs to a key is indented below it."
        if s.column == 0:
            message = "this line does not go on with the mapping above"
    return Answer(s.line, s.column, len(s.here.rstrip()), message, help_)


def anything(s: Situation) -> Answer:
    """The parser's own words, some of them made clearer."""
    words = s.problem or s.context
    if s.char == "," and "content" in words:
        return Answer(
            s.line,
            s.column,
            s.column + 1,
            "nothing stands before this comma",
            "Remove it, or add what is missing.",
        )
    if "incompatible YAML" in words:
        return Answer(
            s.line, s.column, s.column + 1, "this version of YAML is not known", "Remove the `%YAML` line."
        )
    for plain, clear in (
        ("unexpected ':'", "a space is missing after this colon"),
        ("indentation indicator", "a text below `|` or `>` begins on the next line"),
        ("did not find expected key", "this does not belong here"),
        ("<block end>", "this does not belong here"),
        ("did not find expected node content", "expected a value here"),
        ("expected the node content", "expected a value here"),
        ("comment or line break", "a text below `|` or `>` begins on the next line"),
        ("chomping", "a text below `|` or `>` begins on the next line"),
        ("keys are not allowed", "`? ` begins a key in YAML"),
    ):
        if plain in words:
            return Answer(s.line, s.column, s.column + 1, clear, "If this is part of a text, quote the text.")
    message = f"this is not valid YAML: {words}"
    return Answer(s.line, s.column, s.column + 1, message, "If this is part of a text, quote the text.")


EXPLAINERS: tuple[Callable[[Situation], Answer | None], ...] = (
    _tab,
    unclosed_quote,
    escape,
    starter,
    _no_key,
    _glued_colon,
    _second_colon,
    _indented_text,
    _no_colon,
    _bracket,
    after_quote,
    _after_bracket,
    _extra_bracket,
    _dash,
    _indentation,
    anything,
)


def spaced(match: re.Match[str]) -> str:
    """`key: value` for a match of `GLUED`."""
    return f"{match['key']}: {match['value'].rstrip()}"
