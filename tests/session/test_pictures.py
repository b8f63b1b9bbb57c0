"""Names of files: safe wherever they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlarch.session.pictures import safe_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("online", "online"),
        ("The online path", "The-online-path"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "view"),
        ("", "view"),
        ("a\x00b\nc", "a-b-c"),
        ("C:\\x", "C-x"),
        ("推薦", "推薦"),
        ("v1.2_final+x", "v1.2_final+x"),
    ],
)
def test_a_safe_name_keeps_what_it_can(text, expected):
    assert safe_name(text) == expected


@given(st.text())
def test_a_safe_name_is_one_short_part_of_a_path(text):
    name = safe_name(text)
    assert Path("out", f"stem.{name}.svg").parent == Path("out")
    assert not name.startswith((".", "-"))
    assert 0 < len(name.encode()) <= 80
