"""Signs that look like those of YAML are read as such, with a warning and a safe fix."""

from __future__ import annotations

import pytest

from mlarch import language
from mlarch.diagnostics import Severity
from mlarch.language.document import Document

SHOP = """\
mlarch: 1
name: Shop
components:
  app: client
  api: api server
flows:
  - app -> api: request
"""


@pytest.mark.parametrize(
    ("text", "line", "column", "char"),
    [
        (SHOP.replace("app: client", "app:\u00a0client"), 4, 7, "U+00A0 (no-break space)"),
        (SHOP.replace("  api: api", "\u00a0\u00a0api: api"), 5, 1, "U+00A0 (no-break space)"),
        (SHOP.replace("  api: api", " \u3000api: api"), 5, 2, "U+3000 (ideographic space)"),
        (SHOP.replace("  - app", "  -\u00a0app"), 7, 4, "U+00A0 (no-break space)"),
        (SHOP.replace("name: Shop", "name\u202f: Shop"), 2, 5, "U+202F (narrow no-break space)"),
        (SHOP.replace("  - app", "  • app"), 7, 3, "U+2022 (bullet)"),
        (SHOP.replace("  - app", "  – app"), 7, 3, "U+2013 (en dash)"),
        (SHOP.replace("  - app", "  * app"), 7, 3, "U+002A (asterisk)"),
        (SHOP.replace("name: Shop", "name：Shop"), 2, 5, "U+FF1A (fullwidth colon)"),
        (SHOP.replace("app: client", "app： client"), 4, 6, "U+FF1A (fullwidth colon)"),
    ],
)
def test_a_lookalike_is_named_read_and_mended(text: str, line: int, column: int, char: str) -> None:
    read = Document.read(text, "shop.yaml")
    (finding,) = read.problems
    assert (finding.span.line, finding.span.column, finding.severity) == (line, column, Severity.WARNING)
    assert finding.message.startswith(f"{char} stands here")
    assert read.checked() == language.read_text(SHOP)
    assert finding.fix is not None
    assert finding.fix.safe
    mended = read.edit(finding.fix.edits)
    assert mended.problems == ()
    assert mended.text.replace(" :", ":") == SHOP


@pytest.mark.parametrize(
    "line",
    [
        "summary: 10\u00a0000 users – and more",
        "summary: 'a:\u00a0b'",
        "summary: |\n  • one\n  • two\n  * three\n",
    ],
)
def test_texts_are_left_alone(line: str) -> None:
    text = f"{SHOP}{line}\n"
    read = Document.read(text, "shop.yaml")
    assert read.problems == ()
    assert read.checked().summary in text.replace("\n  ", "\n")


def test_one_finding_for_all_places_of_a_character() -> None:
    text = SHOP.replace("  - app", "  • app") + "  • api -> app\n  • app -> api\n"
    (finding,) = Document.read(text, "shop.yaml").problems
    assert "and in 2 more places" in finding.message
    assert finding.fix is not None
    assert len(finding.fix.edits) == 3


CONFLICT = """\
mlarch: 1
name: Shop
<<<<<<< HEAD
stage: sketch
=======
stage: design
>>>>>>> main
components: {app: client, api: api server}
flows: [app -> api: request]
replicas: 3
"""


def test_a_merge_conflict_is_one_error_and_the_rest_is_read() -> None:
    read = Document.read(CONFLICT, "shop.yaml")
    assert [(f.span.line, f.name) for f in read.problems] == [(3, "yaml-syntax"), (10, "unknown-key")]
    assert read.problems[0].message == "a merge conflict is not resolved here; it ends on line 7"
    assert read.architecture is not None
    assert read.architecture.stage == "sketch"
