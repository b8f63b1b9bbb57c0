"""Every failure is one message and a status of the contract; nobody sees a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import click
import pytest

from mlarch.cli.failures import guarded
from mlarch.diagnostics import MlarchError


def _raise(error: BaseException) -> None:
    raise error


def test_the_status_of_the_command_is_kept(folder):
    assert guarded(lambda: 1) == 1
    assert guarded(lambda: None) == 0


def test_an_error_that_the_user_can_mend(folder, capsys):
    assert guarded(lambda: _raise(MlarchError("the file is gone", "Fetch it.\nThen try again."))) == 2
    assert capsys.readouterr().err == "Error: the file is gone\n  Fetch it.\n  Then try again.\n"


def test_messages_cannot_steer_the_terminal(folder, capsys):
    guarded(lambda: _raise(MlarchError("no file `\x1b[2J\u202egnp`")))
    assert capsys.readouterr().err == "Error: no file `\\x1b[2J\\u202egnp`\n"


def test_a_fault_of_mlarch_says_so_and_how_to_see_more(folder, capsys):
    assert guarded(lambda: _raise(KeyError("ranker"))) == 2
    message = capsys.readouterr().err
    assert message.startswith("Error: mlarch itself failed (KeyError: 'ranker'). This is a fault in mlarch")
    assert "MLARCH_DEBUG=1" in message
    assert message.count("\n") == 1


def test_debugging_shows_the_exception(folder, monkeypatch):
    monkeypatch.setenv("MLARCH_DEBUG", "1")
    with pytest.raises(KeyError):
        guarded(lambda: _raise(KeyError("ranker")))


def test_an_error_of_the_system_is_no_fault_of_mlarch(folder, capsys):
    assert guarded(lambda: _raise(OSError(28, "No space left on device", "out.svg"))) == 2
    assert capsys.readouterr().err == "Error: No space left on device: out.svg\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_quiet(folder, capsys, error):
    assert guarded(lambda: _raise(error)) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently on Windows")
def test_a_closed_pipe_is_quiet(folder):
    code = (
        "import sys; sys.argv = ['mlarch', 'kinds', '--format', 'json']; from mlarch.cli import main; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 141


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_locale_can_show_any_spec(folder, encoding):
    (folder / "naïve.yaml").write_text(
        textwrap.dedent("""\
            mlarch: 1
            name: Größe
            stage: sketch
            components: {app: client, api: api server}
            flows: ["app -> api: 推薦 → 😀"]
            """),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mlarch", "check", "--explain-flows", "--show-unknown"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
        timeout=60,
    )
    assert done.stderr == b""
    assert done.returncode == 0
    # click takes an ASCII stream for a mistake of the machine, and writes UTF-8 there.
    text = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert ("推薦 → 😀" if encoding != "cp1252" else "\\u63a8\\u85a6 \\u2192 \\U0001f600") in text


SKETCH = "mlarch: 1\nstage: sketch\ncomponents: {app: client, api: api server}\nflows: [app -> api]\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell closes streams differently on Windows")
@pytest.mark.parametrize(("spec", "status"), [(SKETCH, 0), ("mlarch: 1\n", 2)])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_streams_that_are_closed_leave_the_status(folder, spec, status, closed):
    (folder / "x.yaml").write_text(spec, encoding="utf-8")
    command = f'"{sys.executable}" -m mlarch check x.yaml {closed}'
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode == status


def test_python_without_docstrings_reviews_all_the_same(folder):
    (folder / "x.yaml").write_text(SKETCH, encoding="utf-8")
    command = [sys.executable, "-OO", "-m", "mlarch", "check", "x.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert done.stdout == "1 file: no findings\n"
