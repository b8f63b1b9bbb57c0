"""Texts that should be quoted, or whose quotes went wrong."""

from __future__ import annotations

from mlarch.language.syntax.ambiguous_scalars import quoted
from mlarch.language.syntax.syntax_context import Answer, Situation, short
from mlarch.lazy import regex

__all__ = ["after_quote", "escape", "quoting", "starter", "unclosed_quote"]

_COMMENT = regex(r"\s+#.*$")

# An alias that something follows on its line, which must not be.
_BEFORE = regex(r"(?:^|[\s:-])(?P<word>\*[\w-]+)\s+$")

_STARTERS = {
    "*": "begins an alias",
    "&": "begins an anchor",
    "!": "begins a tag",
    "%": "is reserved in YAML",
    "@": "is reserved in YAML",
    "`": "is reserved in YAML",
    "|": "begins a text on the lines below",
    ">": "begins a text on the lines below",
}


def starter(s: Situation) -> Answer | None:
    """A text that begins with a character of YAML's own."""
    line, column = s.line, s.column
    if s.opened is not None and any(word in s.context for word in ("alias", "anchor", "tag", "directive")):
        line, column = s.opened
    before = _BEFORE.search(s.here[: s.column])
    if before is not None and "block" in s.context:
        line, column = s.line, before.start("word")  # `*very important*`: an alias, and then a text
    char = s.lines[line][column : column + 1]
    refused = (line, column) != (s.line, s.column) or "token" in s.problem or "directive" in s.context
    if char not in _STARTERS or not refused:
        return None
    message = (
        f"a text cannot begin with {'a backtick' if char == '`' else f'`{char}`'}, which {_STARTERS[char]}"
    )
    return quoting(s, line, column, message, column + 1)


def quoting(s: Situation, line: int, column: int, message: str, end: int) -> Answer:
    """The answer whose mend is to quote the rest of the line."""
    rest = _COMMENT.sub("", s.lines[line][column:]).rstrip()
    help_ = f"Quote the text: `{quoted(short(rest))}`."
    # Inside brackets the text ends before the line does, and nobody knows where.
    if not rest or any(mark in s.lines[line] for mark in "[]{}\"'"):
        return Answer(line, column, end, message, "Quote the text." if rest else "Quote it.")
    edits = ((line, column, column + len(rest), quoted(rest)),)
    return Answer(line, column, end, message, help_, edits, "Quote the text")


def unclosed_quote(s: Situation) -> Answer | None:
    """`key: "text`, and the rest of the file."""
    if "scalar" not in s.context or "unexpected" not in s.problem or s.opened is None:
        return None
    line, column = s.opened
    quote = s.lines[line][column : column + 1]
    if quote not in ("'", '"'):
        return None
    message = f"the quote {quote} opened here is never closed"
    return Answer(line, column, column + 1, message, f"Add the closing {quote} at the end of the text.")


def escape(s: Situation) -> Answer | None:
    """A backslash in double quotes."""
    if "escape" not in s.problem and "hex" not in s.problem:
        return None
    column = s.column if s.char == "\\" else max(s.here.rfind("\\", 0, s.column + 1), 0)
    if "invalid Unicode" in s.problem:
        message = "this escape stands for no character"
        help_ = "Write the character itself, or its number with eight digits: `\\U0001F600`."
    else:
        message = f"`{s.here[column : column + 2]}` is no escape that YAML knows"
        help_ = "In double quotes a backslash begins an escape: write `\\\\`, or use single quotes."
    return Answer(s.line, column, column + 2, message, help_)


def after_quote(s: Situation) -> Answer | None:
    """`key: "a" b`, `key: 'it's'`, and `"key":value`."""
    before = s.here[: s.column].rstrip()
    if "flow" in s.context or before[-1:] not in ("'", '"') or not s.char or "<document" in s.problem:
        return None
    quote = before[-1]
    if s.char == ":" and s.here[s.column + 1 : s.column + 2] not in ("", " "):
        message, help_ = "a space is missing after this colon", "Write a colon and a space."
        return Answer(
            s.line,
            s.column,
            s.column + 1,
            message,
            help_,
            ((s.line, s.column, s.column + 1, ": "),),
            "Add it",
        )
    other = "double it: `''`" if quote == "'" else 'write it as `\\"`'
    message = (
        f"the text ended with the quote before this, and something follows: `{short(s.here[s.column :])}`"
    )
    help_ = f"Put the whole text in the quotes. If a {quote} is part of it, {other}, or use the other quotes."
    return Answer(s.line, s.column, len(s.here.rstrip()), message, help_)
