"""Markdown for a comment: short, bounded, and nothing of a spec is live in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from mlarch.diagnostics import MlarchError, Span
from mlarch.readiness import FamilyScore, Score
from mlarch.report import Options
from mlarch.report.markdown import LONGEST, MARK, render

READER = MarkdownIt("gfm-like", {"linkify": False})


def test_a_table_and_what_to_do(review) -> None:
    assert render([review]) == (
        "<!-- mlarch -->\n"
        "### mlarch: 1 warning in 1 file\n"
        "\n"
        "| | rule | where | what |\n"
        "|---|---|---|---|\n"
        "| ⚠️ | MON001 unmonitored-model | `shop.yaml:5` |"
        " ranker is not monitored: nothing flows from it to a monitor |\n"
        "\n"
        "<details><summary>What to do</summary>\n"
        "\n"
        "**MON001 unmonitored-model** `shop.yaml:5:3`\n"
        "\n"
        "ranker is not monitored: nothing flows from it to a monitor\n"
        "\n"
        "Add `- ranker ~> monitor: metrics`.\n"
        "\n"
        "</details>\n"
    )


def test_without_findings(review) -> None:
    assert render([replace(review, findings=())]) == f"{MARK}\n### mlarch: no findings in 1 file\n"


def test_more_on_request(review) -> None:
    families = (
        FamilyScore(family="GRA", title="Structure", rules=2, shown=4, applicable=4),
        FamilyScore(family="MON", title="Monitoring", rules=2, shown=1, applicable=4, missing=("MON001",)),
    )
    options = Options(
        show_unknown=True,
        show_suppressed=True,
        statistics=True,
        failures=(MlarchError("there is no b.yaml", "Look."),),
    )
    text = render([replace(review, score=Score(families), notes=("odd",))], options)
    for part in (
        "\n\n❌ there is no b.yaml Look.\n\n",
        "| ❔ | REL001 spof | `shop.yaml:5` | replicas are not stated |\n",
        "| ✔️ | GRA005 isolated | `shop.yaml:4` | app is alone |\n",
        "**Readiness** of `shop.yaml`: **25 %**, as its weakest family\n",
        "| MON Monitoring | 25 % | MON001 |\n",
        "| rule | findings |\n|---|---:|\n| MON001 unmonitored-model | 1 |\n",
        "\n\nNote: odd\n",
        "accepted by the spec: it is a sketch",
    ):
        assert part in text


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script> <!-- x --> <img src=x>",
        "[click](http://evil.example) ![x](y) [ref]: z",
        "http://evil.example www.evil.example @everyone #12 GH-12 org/repo#3",
        "**bold** _it_ ~~no~~ `a` ` | cell | <b>",
        "- item\n# heading\n> quote\n1. one\n| a |\n---\n```\ncode",
        "`</details>` </details> a|b `c|d` \\| \\\\| `\\|`",
        "&lt;b&gt; &#64;user $x$ \u202e\x1b",
        "``` `` ` `` ```",
    ],
)
def test_nothing_of_a_spec_is_live(review, finding, evil: str) -> None:
    hostile = replace(finding, message=evil, help=evil, name=evil, span=Span(evil, 1, 1, 1, 2))
    text = render([replace(review, findings=(hostile,))])
    plain = render([review])
    seen, expected = _tags(text), _tags(plain)
    assert [tag for tag in seen if tag not in ("code_inline", "html_inline")] == [
        tag for tag in expected if tag != "code_inline"
    ]
    assert _html(text) <= {"<details><summary>What to do</summary>\n", "</details>\n", f"{MARK}\n", "<br>"}
    outside = "".join(token.content for token in _inline(text) if token.type == "text")
    assert not any(live in outside for live in ("@everyone", "#12", "#3", "://", "www.", "GH-12"))
    assert not any(raw in text for raw in "\u202e\x1b")


def _inline(text: str) -> list:
    return [child for token in READER.parse(text) for child in token.children or ()]


def _tags(text: str) -> list[str]:
    """The structure: every token but for the text itself, which a line break may split."""
    blocks = [token.type for token in READER.parse(text) if token.type != "inline"]
    return blocks + [t.type for t in _inline(text) if t.type not in ("text", "text_special")]


def _html(text: str) -> set[str]:
    tokens = [*READER.parse(text), *_inline(text)]
    return {token.content for token in tokens if token.type in ("html_block", "html_inline")}


def test_a_comment_is_bounded(review, finding) -> None:
    many = tuple(replace(finding, message=f"{number} " + "long " * 500) for number in range(300))
    text = render([replace(review, findings=many)])
    assert len(text) <= LONGEST + 200
    assert "and 250 more" in text
    assert text.endswith("</details>\n")
    assert "`mlarch check` shows them all." in text
