"""mlarch in a process of its own in which one step goes wrong: `Faulty` starts it, the rest runs in it.

A step is a call that changes the file system, as Python's audit hook reports it before it is made: a file
that is opened for writing, a rename, a new folder, other permissions, a deletion. The process ends at such a
step as by `kill -9`, or the step fails with an error of the system. Every run is a fork of one process that
has imported everything, which makes hundreds of them cheap.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Faulty", "Run"]

_CHANGES = ("os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.utime")
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Run:
    """How a run ended: `status` is negative for a signal; `steps` are those it made, each with its file."""

    status: int
    out: str
    err: str
    steps: tuple[str, ...]


class Faulty:
    """Starts runs. Close it at the end."""

    def __init__(self, scratch: Path) -> None:
        scratch.mkdir()
        command = [sys.executable, __file__, str(scratch)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, folder: Path, *args: str, **fault: object) -> Run:
        """`mlarch ARGS` in the folder. `at` is the number of the step, from 0, with which something happens:
        `do` is the name of a signal (`SIGKILL`) or of an error (`ENOSPC`). With `reads`, steps are files that
        are opened for reading, and `do` is also what became of the file: `gone`, `cut` or `folder`. With
        `bytes`, no file may become longer, and with `torn` the process is killed when one does. `umask` is
        its mask, and `nobody` runs it without the rights of root."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {"folder": str(folder), "args": args, **fault}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        status, out, err, steps = json.loads(self._process.stdout.readline())
        return Run(status, out, err, tuple(steps.splitlines()))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


# ── in the process ──────────────────────────────────────────────────────────────────────────────────────────


def _serve(scratch: Path) -> None:
    _import_all(scratch)
    for line in sys.stdin:
        pipes = [os.pipe() for _ in range(3)]
        child = os.fork()
        if child == 0:
            _run(json.loads(line), *(writing for _, writing in pipes))
        said = []
        for _, writing in pipes:
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 1 << 20)  # all that a run says
            os.close(writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for reading, _ in pipes:
            with os.fdopen(reading, errors="replace") as pipe:
                said.append(pipe.read())
        print(json.dumps([status, *said]), flush=True)


def _import_all(scratch: Path) -> None:
    """Import all that the commands of the tests import, by running them."""
    from mlarch.cli import app

    warm = scratch / "warm"
    warm.mkdir()
    os.chdir(warm)
    os.environ["MLARCH_CACHE_DIR"] = str(warm / "cache")
    text = "mlarch: 1\ncomponents: {app: client, api: api server}\nflows: [app --> api]\n"
    with (
        Path(os.devnull).open("w") as null,
        contextlib.redirect_stdout(null),
        contextlib.redirect_stderr(null),
    ):
        for args in (
            ("check", "--fix", "--unsafe-fixes", "x.yaml"),
            ("fmt", "x.yaml"),
            ("check", "--baseline", "b.json", "--update-baseline", "x.yaml"),
            ("render", "x.yaml", "-f", "svg,png,html", "--index"),
            ("estimate", "x.yaml", "--format", "svg"),
            ("compare", "x.yaml", "x.yaml", "-o", "c.svg"),
            ("new", "web_service"),
        ):
            Path("x.yaml").write_text(text, encoding="utf-8")
            with contextlib.suppress(SystemExit):
                app.app.main(list(args))
    os.chdir(scratch)
    shutil.rmtree(warm)


def _run(job: dict[str, Any], out: int, err: int, steps: int) -> None:
    """In the fork: one run, and then nothing else."""
    folder = Path(job["folder"])
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(os.dup(n), mode) for n, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    os.chdir(folder)
    os.environ["MLARCH_CACHE_DIR"] = str(folder / "cache") if job.get("cache") else ""
    if "umask" in job:
        os.umask(job["umask"])
    if job.get("nobody"):
        os.setgid(65534)
        os.setuid(65534)
    if "bytes" in job:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["bytes"], job["bytes"]))
        if job.get("torn"):
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    sys.addaudithook(_Hook(str(folder), steps, job.get("at"), job.get("do", ""), job.get("reads", False)))
    sys.argv = ["mlarch", *job["args"]]
    from mlarch.cli import main

    status = 70
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


class _Hook:
    """Counts the steps in a folder, and lets one go wrong."""

    def __init__(self, folder: str, steps: int, at: int | None, do: str, reads: bool) -> None:
        self.folder, self.steps, self.at, self.do, self.reads = folder, steps, at, do, reads
        self.count = 0
        self.busy = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if self.busy or not self._counts(event, args):
            return
        os.write(self.steps, f"{event} {os.path.basename(os.fsdecode(args[0]))}\n".encode())  # noqa: PTH119
        here, self.count = self.count, self.count + 1
        if here == self.at:
            self.busy = True
            self._act(os.fsdecode(args[0]))
            self.busy = False

    def _counts(self, event: str, args: tuple[Any, ...]) -> bool:
        if event == "open":
            writes = isinstance(args[2], int) and bool(args[2] & _FOR_WRITING)
            counts = writes != self.reads and isinstance(args[0], str | bytes | os.PathLike)
        else:
            counts = event in _CHANGES and not self.reads
        return counts and os.path.abspath(os.fsdecode(args[0])).startswith(self.folder)  # noqa: PTH100

    def _act(self, path: str) -> None:
        if self.do.startswith("SIG"):
            os.kill(os.getpid(), signal.Signals[self.do])
        elif hasattr(errno, self.do):
            number = getattr(errno, self.do)
            raise OSError(number, os.strerror(number), path)
        elif self.do == "cut":
            os.truncate(path, Path(path).stat().st_size // 2)
        else:
            Path(path).unlink()
            if self.do == "folder":
                Path(path).mkdir()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
