"""Where a run finds itself: no home, no locale, no terminal, odd masks, closed streams, no folder any more.

The result is the same, or there is one message and the exit status of the contract.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from faulty import Faulty
from test_steps import OUT_OF_ORDER, PLAIN, SLIPS, content, made

POSIX = pytest.mark.skipif(os.name == "nt", reason="streams, masks and signals of POSIX")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
BIN = Path(sys.executable).parent / "mlarch"
FILES = {"größe.yaml": PLAIN.replace("Plain", "Größe 推薦"), "slips.yaml": SLIPS}
COMMANDS = {
    "check": ("check", "größe.yaml", "--format", "json"),
    "render": ("render", "größe.yaml", "-o", "out"),
    "fmt": ("fmt", "größe.yaml"),
    "estimate": ("estimate", "größe.yaml", "--samples", "100", "--format", "json"),
    "fix": ("check", "--fix", "slips.yaml"),
}
BARE = {"PATH": os.environ.get("PATH", "")}


def run(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A real run with these variables alone, in a session without a terminal."""
    return subprocess.run(
        [BIN, *args],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, bytes, dict[str, bytes]]]:
    """What each command gives in this environment: status, output and files."""
    found = {}
    for name, args in COMMANDS.items():
        folder = made(tmp_path_factory.mktemp("usual") / "project", FILES)
        done = run(folder, *args, **os.environ)
        assert done.returncode in (0, 1), done.stderr
        found[name] = (done.returncode, done.stdout, content(folder))
    return found


SURROUNDINGS = {
    "nothing": {},
    "no locale": {"LC_ALL": "C"},
    "a locale that is not there": {"LC_ALL": "xx_YY.UTF-16", "LANG": "xx"},
    "a home that is not there": {"HOME": "/nonexistent", "TERM": "dumb"},
    "a home that is a device": {"HOME": "/dev/null"},
    "a relative home": {"HOME": "home", "XDG_CACHE_HOME": "cache"},
    "a cache that is a file": {"MLARCH_CACHE_DIR": "größe.yaml"},
    "a cache that cannot be made": {"MLARCH_CACHE_DIR": "/proc/nowhere"},
}


@POSIX
@pytest.mark.parametrize("where", SURROUNDINGS)
@pytest.mark.parametrize("name", ["check", "render"])
def test_the_result_is_the_same(usual, where, name, tmp_path):
    folder = made(tmp_path / "project", FILES)
    done = run(folder, *COMMANDS[name], **BARE, **SURROUNDINGS[where])
    status, out, files = usual[name]
    assert done.stderr == b""
    if name == "check":  # data are UTF-8; what is printed for a person is escaped where it cannot be shown
        assert done.stdout == out
    assert (done.returncode, content(folder)) == (status, files)


@pytest.mark.parametrize("name", COMMANDS)
def test_without_any_variable_every_command_works(usual, name, tmp_path):
    folder = made(tmp_path / "project", FILES)
    done = run(folder, *COMMANDS[name])
    assert (done.returncode, content(folder)) == (usual[name][0], usual[name][2])


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077, 0o777])
def test_files_have_the_permissions_that_the_mask_leaves(faulty: Faulty, umask, tmp_path):
    folder = made(tmp_path / "project", {"a.yaml": PLAIN})
    done = faulty.run(folder, "render", "a.yaml", "-o", ".", umask=umask)
    assert (done.status, done.err) == (0, "")
    assert stat.S_IMODE((folder / "a.svg").stat().st_mode) == 0o666 & ~umask
    again = faulty.run(folder, "render", "a.yaml", "-o", ".", umask=umask)
    assert (again.status, again.out) == (0, "a.svg  (unchanged)\n")


@pytest.mark.skipif(not AS_ROOT, reason="only root can become nobody")
@pytest.mark.parametrize(
    "args", [("check", "--fix", "a.yaml"), ("fmt", "b.yaml"), ("render", "c.yaml", "-o", "out")]
)
@pytest.mark.parametrize("locked", ["folder", "files"])
def test_what_may_not_be_written_is_said(faulty: Faulty, args, locked, tmp_path_factory):
    top = tmp_path_factory.getbasetemp()
    for parent in (top, *list(top.parents)[:2]):  # a worker has a folder of its own below that of the run
        parent.chmod(0o755)
    folder = made(
        top / f"locked-{args[0]}-{locked}", {"a.yaml": SLIPS, "b.yaml": OUT_OF_ORDER, "c.yaml": PLAIN}
    )
    before = content(folder)
    for path in folder.iterdir():
        path.chmod(0o444 if locked == "files" else 0o666)
    folder.chmod(0o755 if args[0] == "render" or locked == "folder" else 0o777)
    done = faulty.run(folder, *args, nobody=True)
    assert (done.status, content(folder)) == (2, before)
    assert done.err.count("Error: cannot ") == 1
    assert "permission denied" in done.err.lower() or "read-only" in done.err


WRITING = {
    "fix": ("check", "--fix", "slips.yaml"),
    "fmt": ("fmt", "order.yaml"),
    "render": ("render", "a.yaml"),
}


@POSIX
@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_with_closed_streams_files_are_written_all_the_same_and_nothing_gets_into_them(
    name, closed, tmp_path
):
    """A file that is opened must not take the number of a closed stream, and the messages with it."""
    files = {"slips.yaml": SLIPS, "order.yaml": OUT_OF_ORDER, "a.yaml": PLAIN}
    usual = made(tmp_path / "usual", files)
    run(usual, *WRITING[name], **os.environ)
    folder = made(tmp_path / "closed", files)
    line = f'"{BIN}" {" ".join(WRITING[name])} {closed}'
    done = subprocess.run(line, shell=True, cwd=folder, capture_output=True, check=False, timeout=60)
    assert content(folder) == content(usual)
    assert b"Traceback" not in done.stderr
    if ">&-" not in closed:
        assert done.returncode == 0


@POSIX
@pytest.mark.parametrize(
    "line",
    [
        *(
            "check x.yaml --format json",
            "render x.yaml -o -",
            "fmt - <x.yaml",
            "estimate x.yaml",
            "diff x.yaml y.yaml",
        ),
        *("compare x.yaml y.yaml", "explain ranker", "kinds", "rules", "schema", "new --list", "--help"),
    ],
)
def test_a_reader_that_has_gone_ends_every_command_quietly(line, tmp_path):
    folder = made(tmp_path / "project", {"x.yaml": PLAIN, "y.yaml": OUT_OF_ORDER})
    done = subprocess.run(
        ["bash", "-c", f'"{BIN}" {line} | true; exit ${{PIPESTATUS[0]}}'],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
        # So that what is printed meets the closed pipe at once, however short it is.
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert done.stderr == b""
    assert done.returncode in (0, 141)


@POSIX
@pytest.mark.parametrize(
    "args", ["fmt", "estimate", "diff a.yaml b.yaml", "render ../a.yaml -o out", "check --fix"]
)
def test_a_folder_that_is_gone_is_named(args, tmp_path):
    folder = made(tmp_path / "gone", {})
    (tmp_path / "a.yaml").write_text(PLAIN, encoding="utf-8")
    line = f'rmdir ../gone && "{BIN}" {args}'
    done = subprocess.run(
        line, shell=True, cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("Error: ") == 1
    assert "Traceback" not in done.stderr


@POSIX
def test_a_language_server_without_anybody_to_speak_to_says_so(tmp_path):
    done = subprocess.run(
        f'"{BIN}" lsp <&-', shell=True, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: standard input is closed")
