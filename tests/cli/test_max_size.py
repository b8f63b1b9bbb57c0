"""`--max-size`: how large a spec may be."""

from __future__ import annotations

import pytest

SPEC = "mlarch: 1\ncomponents:\n  app: client\n  api: api server\nflows:\n  - app -> api: request\n"


@pytest.fixture(name="padded")
def _padded(folder):
    (folder / "padded.yaml").write_text(SPEC + "#" * 2000, encoding="utf-8")
    return "padded.yaml"


@pytest.mark.parametrize("command", ["check", "estimate", "fmt", "render"])
def test_a_larger_file_is_refused_and_told_how_to_be_read(run, padded, command):
    result = run(command, padded, "--max-size", "1KB")
    assert result.exit_code == 2
    said = " ".join(result.stderr.split() + result.stdout.split())
    assert "larger than 1,000 bytes" in said
    assert "`--max-size`" in said


@pytest.mark.parametrize("command", ["check", "estimate", "fmt"])
def test_it_is_read_where_that_is_allowed(run, padded, command):
    assert run(command, padded, "--max-size", "3KB").exit_code in (0, 1)


def test_larger_than_usual(run, folder):
    (folder / "large.yaml").write_text(SPEC + "#" * 5_300_000, encoding="utf-8")
    assert run("check", "large.yaml").exit_code == 2
    assert run("check", "large.yaml", "--max-size", "6MiB").exit_code == 0


def test_children_read_as_much(run, folder):
    (folder / "specs").mkdir()
    for number in range(20):
        (folder / "specs" / f"{number:02}.yaml").write_text(SPEC + "#" * 2000, encoding="utf-8")
    assert run("check", "specs", "--jobs", "2", "--max-size", "3KB").exit_code == 0
    assert run("check", "specs", "--jobs", "2", "--max-size", "1KB").exit_code == 2


@pytest.mark.parametrize("size", ["0", "-1", "many", "12", "0B"])
def test_what_is_no_size_is_refused(run, padded, size):
    result = run("check", padded, "--max-size", size)
    assert result.exit_code == 2
    assert "--max-size" in result.stderr
