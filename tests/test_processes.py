"""Child processes: isolated, answering with a result or an error, and gone with their parent."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mlarch import processes
from mlarch.processes import Child, ChildError
from mlarch.processes.child import running
from mlarch.processes.surroundings import HOME, INHERITED

HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal, and /proc")


@pytest.fixture(autouse=True)
def _this_module_is_installed(monkeypatch):
    path = processes.import_path
    monkeypatch.setattr("mlarch.processes.child.import_path", lambda: [*path(), str(HERE)])


def target(function) -> str:
    return f"test_processes:{function.__name__}"


def surroundings(request: bytes) -> bytes:
    found = {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "path": sys.path,
        "isolated": sys.flags.isolated,
    }
    return json.dumps(found).encode()


def turned(request: bytes) -> bytes:
    print("this is no answer")
    os.write(1, b"nor is this")
    return request[::-1]


def fails(request: bytes) -> bytes:
    raise ValueError(f"no {request.decode()}")


def ends(request: bytes) -> bytes:
    os._exit(7)


def sleeps(request: bytes) -> bytes:
    time.sleep(60)
    return request


def holds_the_lock(request: bytes) -> bytes:
    """As Graphviz does: no thread of Python runs meanwhile."""
    ctypes.PyDLL(None).sleep(60)
    return request


def ends_or_answers(request: bytes) -> bytes:
    return ends(request) if request == b"end" else request


def sleeps_or_answers(request: bytes) -> bytes:
    return sleeps(request) if request == b"sleep" else request


def spins_or_tells_its_number(request: bytes) -> bytes:
    while request == b"spin":
        pass
    return str(os.getpid()).encode()


def test_a_child_has_neither_secrets_nor_the_current_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend("")
    found = json.loads(processes.run(target(surroundings), b""))
    assert set(found["environment"]) <= {*INHERITED, "LC_CTYPE"}
    assert found["isolated"] == 1
    assert found["folder"] == str(HOME)
    assert not {"", ".", str(tmp_path), os.path.realpath(tmp_path)} & set(found["path"])


def test_the_standard_library_comes_first():
    found = json.loads(processes.run(target(surroundings), b""))["path"]
    packages = [place for place, entry in enumerate(found) if "site-packages" in entry]
    library = [place for place, entry in enumerate(found) if entry == os.path.dirname(os.__file__)]  # noqa: PTH120
    assert library[0] < min(packages, default=len(found))


def test_the_folder_of_the_script_is_not_passed_on(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "build.py")])
    monkeypatch.syspath_prepend(str(tmp_path))
    assert str(tmp_path) not in processes.import_path()


def test_what_a_library_prints_is_no_answer():
    with Child(target(turned)) as child:
        assert child.ask(b"abc") == b"cba"
        assert child.ask(b"") == b""
        assert child.ask(b"x" * 3_000_000) == b"x" * 3_000_000


def test_a_failure_is_an_error_with_its_reason():
    with Child(target(fails)) as child:
        with pytest.raises(ChildError, match="ValueError: no luck"):
            child.ask(b"luck")
        with pytest.raises(ChildError, match="ValueError: no time"):
            child.ask(b"time")
    with pytest.raises(ChildError, match="ModuleNotFoundError"):
        processes.run("nowhere.at.all:f", b"")


def test_an_early_end_is_an_error_and_the_next_request_has_a_fresh_child():
    with Child(target(ends_or_answers)) as child:
        with pytest.raises(ChildError, match="exit status 7"):
            child.ask(b"end")
        assert child.ask(b"again") == b"again"


@pytest.mark.parametrize("function", [sleeps, holds_the_lock])
def test_a_limit_ends_the_child(function):
    with pytest.raises(ChildError, match=r"longer than 0\.5 s") as caught:
        processes.run(target(function), b"", 0.5)
    assert caught.value.timed_out


def test_a_request_is_given_up_and_its_child_stays_warm():
    with Child(target(spins_or_tells_its_number)) as child, ThreadPoolExecutor(1) as thread:
        child.stop()  # nothing is asked: nothing happens
        first = child.ask(b"")
        for wait in (0, 0.2, 0):
            given_up = thread.submit(child.ask, b"spin", 60)
            time.sleep(wait)
            while not given_up.done():
                child.stop()
                time.sleep(0.01)
            with pytest.raises(ChildError, match="it was stopped"):
                given_up.result()
            assert child.ask(b"") == first
        child.stop()
        assert child.ask(b"") == first


def test_many_are_answered_in_order_and_a_failure_is_one_of_them():
    answers = list(processes.spread(target(ends_or_answers), [b"a", b"end", b"b", b"end", b"c"], 2))
    assert [answer if isinstance(answer, bytes) else "error" for answer in answers] == [
        b"a",
        "error",
        b"b",
        "error",
        b"c",
    ]


def test_leaving_early_ends_what_is_running():
    others = set(running)  # those of other tests
    answers = processes.spread(target(sleeps_or_answers), [b"at once", b"sleep", b"sleep"], 2)
    assert next(answers) == b"at once"
    assert len(running - others) == 2
    answers.close()
    assert running <= others


def test_a_program_is_found_by_absolute_folders_only(monkeypatch, tmp_path):
    program = tmp_path / "there" / "dot.exe" if os.name == "nt" else tmp_path / "there" / "dot"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(program.parent)
    for path in ("", ".", os.pathsep, f".{os.pathsep}..", "there"):
        monkeypatch.setenv("PATH", path)
        assert processes.find_program("dot") is None
    monkeypatch.setenv("PATH", f".{os.pathsep}{program.parent}")
    assert processes.find_program("dot") == str(program)


PARENT = """\
import sys
sys.path.append({here!r})
from mlarch import processes
path = processes.import_path
processes.child.import_path = lambda: [*path(), {here!r}]
list(processes.spread("test_processes:{function}", [b"1", b"2"], 2))
"""


@LINUX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("function", ["sleeps", "holds_the_lock"])
def test_children_are_gone_with_their_parent(number, function):
    code = PARENT.format(here=str(HERE), function=function)
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as parent:
        children = _wait_for(lambda: [pid for pid in _children_of(parent.pid) if _sleeping(pid)], count=2)
        parent.send_signal(number)
        parent.wait(timeout=20)
    _wait_for(lambda: [pid for pid in children if not Path(f"/proc/{pid}").exists()], count=2)


def _children_of(parent: int) -> list[int]:
    text = (
        Path(f"/proc/{parent}/task/{parent}/children").read_text() if Path(f"/proc/{parent}").exists() else ""
    )
    found = [int(word) for word in text.split()]
    for thread in Path(f"/proc/{parent}/task").iterdir():
        found += [int(word) for word in (thread / "children").read_text().split()]
    return sorted(set(found))


def _sleeping(pid: int) -> bool:
    """Whether the child is past its start: it listens in a second thread."""
    return len(list(Path(f"/proc/{pid}/task").iterdir())) > 1


def _wait_for(found, *, count: int) -> list[int]:
    for _ in range(400):
        pids = found()
        if len(pids) >= count:
            return pids
        time.sleep(0.05)
    raise AssertionError(f"{found()} and not {count}")
