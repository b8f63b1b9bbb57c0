"""Plain YAML scalars that different readers understand differently, and what they mean to us.

YAML 1.1 takes `no` for false, `1.10` for 1.1, `12:30` for 750, `017` for 15 and `2024-01-01` for a date; YAML
1.2 takes most of them for text. Our nodes keep the text, so nothing is lost here; but a spec is also read by
editors and scripts. Therefore:

- A field that takes **text** (and an id) refuses a plain scalar that another reader would turn into something
  that does not read the same when written back. The message says to quote it. `2` and `1.5` are fine.
- A **boolean** field takes every spelling of YAML 1.1 (`true`, `yes`, `on`, ...), plain.
- A **number** is decimal. Octal, hexadecimal, base 60, `.inf` and `.nan` are refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mlarch.diagnostics import Edit, Fix, Span
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import ScalarNode
from mlarch.lazy import regex

__all__ = [
    "as_bool",
    "as_key",
    "as_text",
    "boolean",
    "check_number",
    "looks_like",
    "odd_number",
    "quote_fix",
    "quoted",
]

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})

_OCTAL = regex(r"[-+]?0o?[0-7_]+")
_PREFIXED = regex(r"[-+]?0[xb][0-9a-fA-F_]+")
_SEXAGESIMAL = regex(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = regex(r"\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{2}(?::\d{2})?.*)?", re.DOTALL)
_SPECIAL = regex(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_FLOAT = regex(r"[-+]?(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?|[-+]?\d[\d_]*[eE][-+]?\d+")
_INTEGER = regex(r"[-+]?\d[\d_]*")
_FIRST = frozenset("0123456789+-.tTfFyYnNoO")

# Longer scalars are sentences, and no reader takes them for anything else.
_LONGEST = 40


def as_bool(node: ScalarNode, problems: Problems) -> bool | None:
    """True or false in any spelling of YAML 1.1; None, and a finding, when the scalar is something else."""
    truth = boolean(node)
    if truth is None:
        plain = boolean(replace(node, quoted=False))
        shown = f"the text {quoted(node.text)}" if node.quoted else f"`{node.text}`"
        fix = None
        if plain is not None:
            fix = Fix("Remove the quotes", (Edit(node.span, str(plain).lower()),), safe=True)
        problems.add("wrong-type", node.span, f"expected `true` or `false`, found {shown}", fix=fix)
    return truth


def boolean(node: ScalarNode) -> bool | None:
    """True or false in any spelling of YAML 1.1, unquoted; None when the scalar is something else."""
    word = node.text.lower()
    if node.quoted or word not in _TRUE | _FALSE or node.text not in (word, word.title(), word.upper()):
        return None
    return word in _TRUE


def check_number(node: ScalarNode, problems: Problems) -> bool:
    """Whether a scalar where a number is expected reads the same everywhere; adds a finding when not."""
    reason = odd_number(node)
    if reason is not None:
        problems.add("yaml-surprise", node.span, reason, _decimal(node.text))
    return reason is None


def _decimal(text: str) -> str:
    """What to write instead of an odd number."""
    digits = text.replace("_", "").lstrip("+").lower()
    try:
        if re.fullmatch(r"-?0+[1-7][0-7]*", digits):
            return f"Write `{int(digits)}`, or `{int(digits, 8)}` if octal was meant."
        return f"Write `{int(digits, 0)}`."
    except ValueError:
        return "Write one number in plain decimal digits, with its unit: `90min`, say, for a time."


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def odd_number(node: ScalarNode) -> str | None:
    """Why a plain number means different things to different readers, or none at all: one clause, or None.

    For fields that take a number: `1.10`, `1e3` and `1_000` are numbers like any other there.
    """
    text = node.text
    if node.quoted or not text or len(text) > _LONGEST:
        return None
    if _OCTAL.fullmatch(text):
        return f"`{text}` is an octal number to some YAML readers and a decimal one to others"
    if _PREFIXED.fullmatch(text):
        return f"`{text}` is a {'hexadecimal' if 'x' in text else 'binary'} number"
    if _SEXAGESIMAL.fullmatch(text):
        return f"`{text}` is a number in base 60 to some YAML readers"
    if _SPECIAL.fullmatch(text):
        return f"`{text}` is no number that can be computed with"
    return None


def looks_like(node: ScalarNode) -> str | None:
    """Why a plain scalar that is meant as text should be quoted: one clause, or None when it need not be."""
    text = node.text
    if node.quoted or not text or text[0] not in _FIRST or len(text) > _LONGEST:
        return None
    truth = boolean(node)
    if truth is not None:
        return f"many YAML readers take `{text}` for the boolean {str(truth).lower()}"
    if _DATE.fullmatch(text):
        return f"YAML readers take `{text}` for a date"
    odd = odd_number(node)
    if odd is not None:
        return odd
    if _FLOAT.fullmatch(text) and not _same_back(text):
        return f"YAML readers take `{text}` for the number {_float(text)}"
    if _INTEGER.fullmatch(text) and str(number := int(text.replace("_", ""))) != text:
        return f"some YAML readers take `{text}` for the number {number}"
    return None


def _same_back(text: str) -> bool:
    """Whether a number, read and written again, is the same text."""
    return repr(_float(text)) == text


def as_text(node: ScalarNode, problems: Problems) -> str:
    """The text of a scalar in a field that takes text; adds a finding when it should be quoted."""
    reason = looks_like(node)
    if reason is not None:
        problems.add(
            "yaml-surprise",
            node.span,
            f"{reason}, and text is expected here",
            f"Quote it: `{quoted(node.text)}`.",
            quote_fix(node),
        )
    return node.text


def quoted(text: str) -> str:
    """`text` as a quoted YAML scalar on one line."""
    if text.isprintable() and "'" not in text and ("\\" in text or '"' in text):
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else _escape(char) for char in escaped) + '"'


def _escape(char: str) -> str:
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    if char in named:
        return named[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def as_key(text: str, span: Span) -> str:
    """`text` as a key to be written: quoted where YAML readers would take it for no text (`null`, `true`)."""
    plain = ScalarNode(text, span)
    return quoted(text) if text.lower() == "null" or looks_like(plain) else text


def quote_fix(node: ScalarNode) -> Fix:
    """Put quotes around a plain scalar: the text that mlarch reads stays the same."""
    return Fix("Quote the text", (Edit(node.span, quoted(node.text)),), safe=True)
