"""`mlarch fmt`: files are written, checked or shown."""

from __future__ import annotations

UNTIDY = "mlarch: 1\nflows:\n  - app->api: request\ncomponents: {app: client, api: api server}\n"
TIDY = "mlarch: 1\ncomponents: {app: client, api: api server}\nflows:\n  - app -> api: request\n"


def test_files_are_written_in_canonical_form(run, folder):
    (folder / "shop.yaml").write_text(UNTIDY)
    assert run("fmt", "shop.yaml").stdout == "shop.yaml formatted\n"
    assert (folder / "shop.yaml").read_text() == TIDY
    again = run("fmt")
    assert (again.exit_code, again.stdout) == (0, "")


def test_check_writes_nothing_and_is_status_1(run, folder):
    (folder / "shop.yaml").write_text(UNTIDY)
    result = run("fmt", "--check", ".")
    assert (result.exit_code, result.stdout) == (1, "shop.yaml would change\n")
    assert (folder / "shop.yaml").read_text() == UNTIDY
    (folder / "shop.yaml").write_text(TIDY)
    assert run("fmt", "--check", ".").exit_code == 0


def test_a_diff_is_shown(run, folder):
    (folder / "shop.yaml").write_text(UNTIDY)
    result = run("fmt", "--diff", "shop.yaml")
    assert result.exit_code == 1
    assert "-  - app->api: request" in result.stdout
    assert "+  - app -> api: request" in result.stdout
    assert (folder / "shop.yaml").read_text() == UNTIDY


def test_a_spec_with_errors_is_left_alone_and_the_others_are_written(run, folder):
    (folder / "a.yaml").write_text("mlarch: 1\nflows: [a -- b]\n")
    (folder / "b.yaml").write_text(UNTIDY)
    result = run("fmt", ".")
    assert result.exit_code == 2
    assert "a.yaml:1" in result.output or "a.yaml:2" in result.output
    assert (folder / "b.yaml").read_text() == TIDY


def test_standard_input_is_printed(run):
    assert run("fmt", "-", stdin=UNTIDY).stdout == TIDY
