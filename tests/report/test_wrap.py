"""Text wrapped for a terminal."""

from __future__ import annotations

from mlarch.report.wrap import wrap_lines, wrap_markdown

PAGE = """\
# SRV001 a-heading

Some prose that goes on
over two lines.

- a list of words
- another

```yaml
- a -> b: something that is longer than the width
```

| table | row |
"""


def test_a_long_line_of_a_list_hangs():
    assert wrap_lines("head\n  name  what it is for\n", 16) == "head\n  name  what it\n      is for\n"


def test_what_fits_stays_and_a_long_word_is_not_cut():
    assert wrap_lines("a b\n\nabcdefghij klm\n", 8) == "a b\n\nabcdefghij\n    klm\n"


def test_paragraphs_are_filled_and_code_is_left_alone():
    assert (
        wrap_markdown(PAGE, 20)
        == """\
# SRV001 a-heading

Some prose that goes
on over two lines.

- a list of words
- another

```yaml
- a -> b: something that is longer than the width
```

| table | row |
"""
    )
    assert "Some prose that goes on over two lines.\n" in wrap_markdown(PAGE, 80)
