"""The handbook, and the generated page of the documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError
from mlarch.rules import RULES, handbook, rule
from mlarch.rules.engine import registry

ROOT = Path(__file__).parents[2]


def test_the_page_of_a_rule() -> None:
    @rule("ACM001", "acme", options={"limit": 2.5, "word": "x", "on": True})
    def check(design):
        """Something of Acme's.

        **Checks.** That it is.
        """
        return ()

    known = registry.collect([check])
    assert handbook.page("acme", known) == (
        "# ACM001 acme\n\n"
        "*warning*, from `design` on. Fix: none\n\n"
        "Something of Acme's.\n\n**Checks.** That it is.\n\n"
        "**Options**, with their defaults, in `pyproject.toml`:\n\n"
        '```toml\n[tool.mlarch.rules.ACM001]\nlimit = 2.5\nword = "x"\non = true\n```\n'
    )


def test_a_page_shows_both_examples() -> None:
    page = handbook.page("GRA001")
    assert page.startswith("# GRA001 isolated-component\n")
    assert page.index("**A design that it finds**") < page.index("**The same design put right**")
    assert "```yaml\nmlarch: 1\n" in page


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(MlarchError, match="there is no rule `GRA0001`"):
        handbook.page("GRA0001")


def test_the_index_links_every_rule() -> None:
    index = handbook.index()
    for code, found in RULES.items():
        assert f"| [{code}](#{code.lower()}-{found.name}) | {found.name} |" in index


def test_the_generated_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == handbook.document(), f"docs/rules.md is stale; refresh it: {handbook.REFRESH}"
