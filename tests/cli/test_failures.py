"""Every failure is one message and a status of the contract; nobody sees a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

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


BIN = Path(sys.executable).parent
SKETCH = "mlarch: 1\nstage: sketch\ncomponents: {app: client, api: api server}\nflows: [app -> api]\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell closes streams differently on Windows")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("check x.yaml >&-", 2, "Error: standard output is closed, and the result cannot be written\n"),
        ("check x.yaml >&- 2>&-", 2, ""),
        ("check x.yaml 2>&-", 0, ""),
        ("check y.yaml 2>&-", 2, ""),
        ("render x.yaml -q >&-", 0, ""),
        ("rules >&-", 2, "Error: standard output is closed, and the result cannot be written\n"),
        ("--version >&-", 2, "Error: standard output is closed, and the result cannot be written\n"),
        ("check x.yaml >/dev/full", 2, "Error: the result cannot be written: no space left on device\n"),
        ("check y.yaml 2>/dev/full", 2, ""),
        ("nonsense 2>/dev/full", 2, ""),
    ],
)
def test_a_result_that_cannot_be_written_is_no_success(folder, line, status, said, unbuffered):
    (folder / "x.yaml").write_text(SKETCH, encoding="utf-8")
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("there is no such device")
    command = f'"{sys.executable}" -m mlarch {line}'
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60, env=env)
    assert done.stderr.decode() == said
    assert done.returncode == status


@pytest.mark.skipif(os.name == "nt", reason="a directory in use cannot be deleted there")
@pytest.mark.parametrize("line", ["check", "check ../x.yaml", "render", "check -", "new blank"])
def test_a_current_directory_that_is_gone_is_named(folder, line):
    (folder / "gone").mkdir()
    command = f'cd gone && rmdir ../gone && echo "mlarch: 1" | "{BIN}/mlarch" {line}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == "Error: the current directory has been deleted; change to another one\n"
    assert done.returncode == 2


def test_python_without_docstrings_reviews_all_the_same(folder):
    (folder / "x.yaml").write_text(SKETCH, encoding="utf-8")
    command = [sys.executable, "-OO", "-m", "mlarch", "check", "x.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    assert done.stdout == "1 file: no findings\n"
