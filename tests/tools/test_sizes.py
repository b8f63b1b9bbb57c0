"""The limits on the length of files and functions."""

from __future__ import annotations

from pathlib import Path

import sizes

ROOT = Path(__file__).parents[2]


def _long(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "a.py"
    file.write_text(text)
    return [line.removeprefix(f"{file}:") for line in sizes.too_long(file)]


def test_a_docstring_is_no_part_of_the_length(tmp_path):
    body = "    x = 1\n"
    words = '    """One.\n\n    Two.\n    """\n'
    assert _long(tmp_path, f"def f():\n{words}{body * 39}") == []
    assert _long(tmp_path, f"def f():\n{words}{body * 40}") == ["1: `f` has 41 lines, and 40 are the limit"]


def test_a_file_has_300_lines_at_most(tmp_path):
    assert _long(tmp_path, "x = 1\n" * 300) == []
    assert _long(tmp_path, "x = 1\n" * 301) == ["1: the file has 301 lines, and 300 are the limit"]


def test_every_exempt_file_is_there_and_needs_it():
    for name in sizes.EXEMPT:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > sizes.FILE


def test_what_is_to_be_split_may_shrink_and_not_grow(tmp_path, monkeypatch):
    key = f"{(tmp_path / 'a.py').as_posix()}:f"
    monkeypatch.setitem(sizes.TO_SPLIT, key, 50)
    assert _long(tmp_path, "def f():\n" + "    x = 1\n" * 45) == []
    assert _long(tmp_path, "def f():\n" + "    x = 1\n" * 50) == ["1: `f` has 51 lines, and 50 are the limit"]
    assert _long(tmp_path, "def f():\n    x = 1\n") == [
        "1: `f` fits; take it out of TO_SPLIT in tools/sizes.py"
    ]
