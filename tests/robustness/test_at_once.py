"""Several runs at once in one folder, and runs with workers that are stopped: nothing torn, nobody left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_steps import OUT_OF_ORDER, PLAIN, SLIPS, content, made

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals of POSIX, and /proc")
BIN = Path(sys.executable).parent / "mlarch"
STUDIES = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


def started(folder: Path, *args: str, **environment: str) -> subprocess.Popen[str]:
    """A run in a session of its own, as a terminal starts one."""
    return subprocess.Popen(
        [BIN, *args],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("args", "files"),
    [
        (("render", "a.yaml", "-f", "svg,png", "--view", "all", "--index", "-o", "out"), {"a.yaml": PLAIN}),
        (("check", "a.yaml", "--baseline", "known.json", "--update-baseline"), {"a.yaml": PLAIN}),
        (("check", "--fix", "a.yaml"), {"a.yaml": SLIPS}),
        (("fmt", "a.yaml"), {"a.yaml": OUT_OF_ORDER}),
    ],
    ids=["render", "baseline", "fix", "fmt"],
)
def test_runs_at_once_end_in_what_one_makes(args, files, tmp_path):
    """One that comes too late leaves the file alone, and says so."""
    alone = made(tmp_path / "alone", files)
    with started(alone, *args) as run:
        assert run.wait() in (0, 1)
        run.communicate()
    folder = made(tmp_path / "together", files)
    runs = [started(folder, *args, MLARCH_CACHE_DIR=str(tmp_path / "cache")) for _ in range(3)]
    for run in runs:
        _, err = run.communicate()
        late = run.returncode == 2 and ("changed by another program meanwhile" in err or "already" in err)
        assert run.returncode in (0, 1) or late, err
    assert content(folder) == content(alone)
    assert not list((tmp_path / "cache").rglob("*.tmp"))


def children(parent: int) -> list[int]:
    """The processes that a process, or one of its threads, has started."""
    found: list[int] = []
    for thread in Path(f"/proc/{parent}/task").glob("*/children"):
        found += [int(word) for word in thread.read_text().split()]
    return sorted(set(found))


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and was not asked how does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def waited(found: Iterator[bool]) -> bool:
    """Whether it becomes true within some time that is long enough for any machine."""
    for _ in range(1200):
        if next(found):
            return True
        time.sleep(0.05)
    return False


WITH_WORKERS = {
    "check": ("check", "specs", "-j", "2", "--no-cache"),
    "render": ("render", "specs", "-j", "2", "--no-cache", "-o", "out", "--view", "all"),
}


@pytest.mark.parametrize("name", WITH_WORKERS)
@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_run_that_is_stopped_takes_its_workers_with_it(name, stop, tmp_path):
    """As Ctrl-C does, the signal goes to all processes of the terminal; `kill` means one of them."""
    (tmp_path / "specs").mkdir()
    for number, study in enumerate([*STUDIES, *STUDIES]):
        (tmp_path / "specs" / f"{number:02}.yaml").write_bytes(study.read_bytes())
    before = content(tmp_path)
    with started(tmp_path, *WITH_WORKERS[name]) as run:
        assert waited(len(children(run.pid)) == 2 for _ in iter(int, 1))
        workers = children(run.pid)
        if stop == "SIGINT":
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.send_signal(signal.Signals[stop])
        _, err = run.communicate(timeout=60)
    assert waited(not any(map(alive, workers)) for _ in iter(int, 1))
    expected = (130, "interrupted") if stop == "SIGINT" else (-signal.Signals[stop], "")
    assert (run.returncode, err.strip()) == expected
    made_by_it = {name: data for name, data in content(tmp_path).items() if name not in before}
    for file, data in made_by_it.items():
        assert data.endswith(b"</svg>\n"), file
