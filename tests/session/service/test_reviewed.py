"""Findings that still hold after an edit that changes nothing of what a spec says."""

from __future__ import annotations

import random

import pytest

from mlarch.session.service import Warm, Workspace

SPEC = """\
mlarch: 1
name: Shop  # the first
components:
  app: client
  api: api server
  ranker: ranker
flows:
  - app -> api -> ranker: request
"""


def edited(old: str, new: str) -> Warm:
    """The spec, reviewed, and then with this in place of that."""
    specs = Workspace()
    assert specs.update("shop.yaml", SPEC).findings
    return specs.update("shop.yaml", SPEC.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("components:", "# what there is\n\ncomponents:"),
        ("# the first", "# the second"),
        ("  # the first", ""),
        ("  api: api server\n", "  api: api server   \n  # and\n"),
        ("flows:\n", "flows:\n  # calls\n"),
    ],
)
def test_findings_and_fixes_move_with_their_lines_and_nothing_is_reviewed(old: str, new: str) -> None:
    warm, alone = edited(old, new), Warm("shop.yaml", SPEC.replace(old, new))
    assert warm.findings == alone.findings
    assert [each.fix for each in warm.findings] == [each.fix for each in alone.findings]
    assert "review" in alone.__dict__
    assert "review" not in warm.__dict__


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("api server", "cache"),
        ("name: Shop", "stage: production\nname: Shop"),
        ("name: Shop  # the first", 'name: "Shop # the first"'),
        ("name: Shop", "summary: |\n  one\n  # two\nname: Shop"),
        ("  app: client\n", ""),
        ("flows:", "flows: ["),
    ],
)
def test_a_text_that_says_something_else_is_reviewed(old: str, new: str) -> None:
    assert edited(old, new).findings == Warm("shop.yaml", SPEC.replace(old, new)).findings


def test_what_looks_like_a_remark_and_is_none_is_reviewed() -> None:
    text = SPEC.replace("name: Shop", "summary: |\n  one\n  # two\nname: Shop")
    specs = Workspace()
    specs.update("shop.yaml", text)
    assert specs.specs["shop.yaml"].findings
    assert specs.update("shop.yaml", text.replace("# two", "# three")).findings
    assert "review" in specs.specs["shop.yaml"].__dict__


def test_a_fix_that_would_change_a_remark_waits_for_the_next_review() -> None:
    warm = edited("request\n", "request  # by hand\n")
    alone = Warm("shop.yaml", warm.text)
    assert warm.findings == alone.findings
    for kept, new in zip(warm.findings, alone.findings, strict=True):
        assert kept.fix in (None, new.fix)


def test_new_settings_ask_for_a_new_review() -> None:
    specs = Workspace()
    specs.update("shop.yaml", SPEC)
    assert specs.specs["shop.yaml"].findings
    specs.forget()
    assert specs.specs["shop.yaml"].findings
    assert "review" in specs.specs["shop.yaml"].__dict__


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_findings_are_those_of_the_text_alone(seed: int) -> None:
    chance, specs, lines = random.Random(seed), Workspace(), SPEC.splitlines()
    more = ("# a remark", "", "  # inside", "stage: production", "  - app -> ranker: request", "x-own: 1")
    for _ in range(12):
        at = chance.randrange(len(lines) + 1)
        match chance.randrange(4):
            case 0:
                lines.insert(at, chance.choice(more))
            case 1 if at < len(lines):
                lines[at] = f"{lines[at]}  # {at}"
            case 2 if at < len(lines):
                lines[at] = lines[at].partition("  #")[0]
            case _:
                del lines[at : at + 1]
        text = "\n".join([*lines, ""])
        found, alone = specs.update("shop.yaml", text), Warm("shop.yaml", text)
        assert found.findings == alone.findings
        for kept, new in zip(found.findings, alone.findings, strict=True):
            assert kept.fix in (new.fix, None)  # it would change a line whose remark is another now
