"""docs/fixing.md: its example is what the fixes make of it, and its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

from mlarch import loads
from mlarch.session.fix import fix

PAGE = (Path(__file__).parent.parent / "docs" / "fixing.md").read_text(encoding="utf-8")


def test_the_example_is_what_comes_out() -> None:
    found = re.search(r"```diff\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    lines = found[1].splitlines(keepends=True)
    before = "mlarch: 1\n" + "".join(line[1:] for line in lines if line[0] != "+")
    after = "mlarch: 1\n" + "".join(line[1:] for line in lines if line[0] != "-")
    select = ("no-ingress", "no-monitoring")
    result = fix(before, "<text>", lambda text: loads(text).check(select=select), unsafe=True)
    assert result.after == after


def test_its_commands_are_options_of_check() -> None:
    from mlarch.cli.commands.check import command

    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", PAGE)) <= known
