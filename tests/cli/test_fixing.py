"""`mlarch check --fix`, `--unsafe-fixes`, `--diff`: what is written, what is shown, the exit status."""

from __future__ import annotations

import json
import stat

import pytest

from mlarch.session import fix as session_fix
from mlarch.session.extends_order import ExtendsOrder

SLIPS = """\
# ours
name: Payments
components:
  app: client
  lb: load balancer
  api: api servr   # mine
flows:
  - app --> lb -> api: request
"""

MENDED = """\
# ours
mlarch: 1
name: Payments
components:
  app: client
  lb: load balancer
  api: api_server   # mine
flows:
  - app -> lb -> api: request
"""

BARE = """\
mlarch: 1
components:
  app: client
  api: api server
flows:
  - app -> api: request
"""


@pytest.fixture
def spec(folder):
    """A function that writes `x.yaml`, byte for byte."""

    def write(text: str, name: str = "x.yaml"):
        file = folder / name
        file.write_bytes(text.encode())
        return file

    return write


def test_fix_writes_the_file_and_reviews_what_is_left(run, spec):
    file = spec(SLIPS)
    result = run("check", "--fix", "x.yaml")
    assert file.read_text() == MENDED
    assert (result.exit_code, result.stdout) == (0, "1 file: no findings\n")
    assert result.stderr == "fixed 3 in x.yaml\n"


def test_line_ends_mark_and_permissions_are_kept(run, spec):
    file = spec("\ufeff" + SLIPS.replace("\n", "\r\n"))
    file.chmod(0o640)
    assert run("check", "--fix", "x.yaml").exit_code == 0
    assert file.read_bytes() == ("\ufeff" + MENDED.replace("\n", "\r\n")).encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_without_anything_to_fix_is_not_touched(run, spec):
    file = spec(MENDED)
    before = file.stat().st_mtime_ns
    result = run("check", "--fix", "x.yaml")
    assert (file.stat().st_mtime_ns, result.stderr) == (before, "fixed nothing\n")


def test_diff_shows_writes_nothing_and_ends_as_the_check_of_what_is_there(run, spec):
    file = spec(SLIPS)
    result = run("check", "--diff", "x.yaml")
    assert file.read_text() == SLIPS
    assert result.exit_code == run("check", "x.yaml").exit_code == 2
    assert result.stdout.startswith("--- a/x.yaml\n+++ b/x.yaml\n@@ -1,8 +1,9 @@\n # ours\n+mlarch: 1\n")
    assert "-  - app --> lb -> api: request\n+  - app -> lb -> api: request\n" in result.stdout
    assert result.stderr == "would fix 3 in x.yaml\n"


def test_unsafe_fixes_are_offered_and_made_when_asked_for(run, spec):
    file = spec(BARE)
    result = run("check", "--fix", "--strict", "x.yaml")
    assert (result.exit_code, file.read_text()) == (1, BARE)
    assert result.stderr == "fixed nothing\n1 more with --unsafe-fixes\n"
    result = run("check", "--fix", "--unsafe-fixes", "--strict", "x.yaml")
    assert (result.exit_code, result.stderr) == (0, "fixed 1 in x.yaml\n")
    assert file.read_text() == BARE.replace("client\n", "client\n  load_balancer: load balancer\n").replace(
        "app -> api", "app -> load_balancer -> api"
    )


def test_standard_input_is_mended_to_standard_output(run):
    result = run("check", "--fix", "-", stdin=SLIPS)
    assert (result.exit_code, result.stdout) == (0, MENDED)
    assert result.stderr == "1 file: no findings\nfixed 3 in -\n"
    result = run("check", "--fix", "--unsafe-fixes", "--format", "json", "-", stdin=BARE)
    assert "load_balancer" in result.stdout
    assert json.loads(result.stderr.rpartition("fixed")[0])["summary"]["warnings"] == 0
    result = run("check", "--diff", "-", stdin=SLIPS)
    assert result.stdout.startswith("--- a/stdin\n")


def test_standard_input_that_is_no_text_comes_out_as_it_went_in(run):
    result = run("check", "--fix", "-", stdin=b"mlarch: 1\xff\n")
    assert (result.exit_code, result.stdout_bytes) == (2, b"mlarch: 1\xff\n")


def test_only_files_that_were_named_are_written(run, spec):
    base, own = spec(BARE, "base.yaml"), spec("mlarch: 1\nextends: base.yaml\n", "own.yaml")
    result = run("check", "--fix", "--unsafe-fixes", "own.yaml")
    assert (base.read_text(), own.read_text()) == (BARE, "mlarch: 1\nextends: base.yaml\n")
    said = "own.yaml: more to fix in base.yaml, which it extends; name that too to have it fixed\n"
    assert said in result.stderr
    result = run("check", "--fix", "--unsafe-fixes", "own.yaml", "./base.yaml")
    assert "load_balancer" in base.read_text()
    assert "more to fix" not in result.stderr


def test_what_a_spec_extends_is_mended_before_it(run, spec):
    spec(BARE, "z.yaml")
    spec("mlarch: 1\nname: Middle\nextends: z.yaml\n", "b.yaml")
    spec("mlarch: 1\nname: Last\nextends: b.yaml\n", "a.yaml")
    spec(SLIPS, "c.yaml")
    assert ExtendsOrder.of(["a.yaml", "b.yaml", "c.yaml", "-", "z.yaml"]).order() == [
        *("-", "c.yaml", "z.yaml"),
        *("b.yaml", "a.yaml"),
    ]


def test_a_mend_that_a_spec_that_extends_the_file_cannot_bear_is_taken_back(run, spec):
    base = spec(BARE, "base.yaml")
    own = spec("mlarch: 1\nextends: base.yaml\nscenarios: {walk: [app, api]}\n", "own.yaml")
    result = run("check", "--fix", "--unsafe-fixes", "--select", "SRV002", "own.yaml", "base.yaml")
    assert (base.read_text(), own.read_text().count("walk")) == (BARE, 1)
    assert result.exit_code == 0
    assert (
        "base.yaml: 1 not fixed: own.yaml, which extends it, could not be read any more: no flow joins `app`"
        in result.stderr
    )


def test_what_is_ignored_or_not_selected_is_not_fixed(run, spec):
    file = spec(BARE)
    run("check", "--fix", "--unsafe-fixes", "--select", "GRA", "x.yaml")
    assert file.read_text() == BARE
    run("check", "--baseline", "known.json", "--update-baseline", "x.yaml")
    run("check", "--baseline", "known.json", "--fix", "--unsafe-fixes", "x.yaml")
    assert file.read_text() == BARE


def test_aliases_become_the_catalogue_s_words_for_who_asks(run, spec):
    file = spec(BARE.replace("api: api server", "api: API service").replace("app: client", "app: LB"))
    run("check", "--fix", "x.yaml")
    assert "app: LB" in file.read_text()
    result = run("check", "--fix", "--select", "alias-kind", "x.yaml")
    assert "app: load_balancer" in file.read_text()
    assert result.exit_code == 0


def test_a_file_that_cannot_be_written_is_said_and_kept(run, spec, monkeypatch):
    file = spec(SLIPS)
    monkeypatch.setattr("os.access", lambda path, mode: False)
    result = run("check", "--fix", "x.yaml")
    assert (result.exit_code, file.read_text()) == (2, SLIPS)
    assert "cannot write x.yaml" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix"),
        (["--diff", "--format", "json"], "--diff prints a diff"),
        (["--fix", "--explain-flows"], "leave out --fix and --diff"),
    ],
)
def test_options_that_do_not_go_together(run, small, options, said):
    result = run("check", *options, "fraud.yaml")
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_edit_that_was_saved_meanwhile_is_kept(run, spec, monkeypatch):
    """An editor saves while the fixes are tried; the fixed text of before would undo that."""
    file = spec(SLIPS)
    look = session_fix.fix

    def slow(*args, **options):
        found = look(*args, **options)
        file.write_text(BARE)
        return found

    monkeypatch.setattr(session_fix, "fix", slow)
    result = run("check", "--fix", "x.yaml")
    assert file.read_text() == BARE
    assert result.exit_code == 2
    assert "x.yaml was changed by another program meanwhile, and is left as it is" in result.stderr
