"""The only place that starts processes. None of them can run code of the current folder.

mlarch reads checkouts that strangers wrote, and a file `re.py` beside a spec must stay a file. So a child

- is an isolated interpreter without `site` (`-I -S`): neither the working directory, nor `PYTHON*`
  variables, nor the folder of a script are on its path. It is given the folders of the parent's installed
  packages, after its own standard library;
- starts in a fixed working directory, the package's own, with the few environment variables of `_INHERITED`,
  so that it holds no token of a CI server;
- answers with a result or with the reason of its failure. Whatever else it does (it ends, it is killed, it
  takes too long) is a `ChildError` in the parent and never an empty answer;
- ends when its parent does, however that ends: it leaves when its standard input is closed, on Linux the
  kernel kills it even while C code holds the interpreter's lock, and it ends its own children first.

The request and the answer are bytes behind a header of their length, on standard input and output.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from mlarch.diagnostics import MlarchError

__all__ = ["Child", "ChildError", "find_program", "import_path", "run", "run_program", "serve", "spread"]

_HOME = Path(__file__).resolve().parent
"""The working directory of every child: it is there, and holds nothing that a stranger wrote."""

_INHERITED = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "WINDIR",
    "PATHEXT",
)
"""What a child needs of the environment: to find libraries and programs, to decode file names, to make
temporary files."""

_BOOT = (
    "import sys; "
    "sys.path += [entry for entry in sys.argv[2:] if entry not in sys.path]; "
    "from mlarch.processes import serve; "
    "serve(sys.argv[1])"
)

_REQUEST = struct.Struct(">QI")  # bytes that follow, seconds allowed (0: no limit)
_ANSWER = struct.Struct(">Q?")  # bytes that follow, whether they are a result and not the reason of a failure

_LONGEST_REASON = 500


class ChildError(MlarchError):
    """A child process that gave no answer. `timed_out` when it took longer than it was allowed to."""

    def __init__(self, message: str, help: str = "", *, timed_out: bool = False) -> None:  # noqa: A002
        super().__init__(message, help)
        self.timed_out = timed_out


def run(target: str, request: bytes, limit: float | None = None) -> bytes:
    """The answer of the function `target` to one request, in a child that ends then. Raises `ChildError`."""
    with Child(target) as child:
        return child.ask(request, limit)


def spread(target: str, requests: Sequence[bytes], processes: int) -> Iterator[bytes | ChildError]:
    """The answers of `target` to all requests in their order, from so many children at once.

    A request whose child fails is answered with the error; a fresh child takes its place. All children are
    ended when the iterator is closed, whatever they are doing.
    """
    idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
    children = [Child(target) for _ in range(processes)]
    for child in children:
        idle.put(child)

    def ask(request: bytes) -> bytes | ChildError:
        child = idle.get()
        try:
            return child.ask(request)
        except ChildError as error:
            return error
        finally:
            idle.put(child)

    with ThreadPoolExecutor(processes) as threads:
        waiting = [threads.submit(ask, request) for request in requests]
        try:
            for future in waiting:
                yield future.result()
        finally:
            for future in waiting:
                future.cancel()
            for child in children:
                child.close()


class Child:
    """An isolated Python process that answers requests with the function `target` (`package.module:name`).

    The function takes and returns bytes. A child that failed is started anew by the next request; `close`
    ends it for good.
    """

    def __init__(self, target: str) -> None:
        self._target = target
        self._closed = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: bytes, limit: float | None = None) -> bytes:
        """The answer to one request, within `limit` seconds of wall-clock time. Raises `ChildError`."""
        process = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limit, stop) if limit else None
        try:
            if timer is not None:
                timer.start()
            sent, result, body = _exchange(process, request, limit)
        except BaseException:
            self._end()
            raise
        finally:
            if timer is not None:
                timer.cancel()
        if sent and result:
            return body
        if sent:
            raise ChildError(f"a child process of mlarch failed: {body.decode(errors='replace')}")
        status = self._end()
        if late.is_set():
            raise ChildError(f"a child process took longer than {limit:g} s", timed_out=True)
        raise ChildError(f"a child process ended before it was done ({_status(status)})")

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        with self._lock:
            self._closed = True
        self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise ChildError("the child process was ended")
            if self._process is None:
                command = [sys.executable, "-I", "-S", "-c", _BOOT, self._target, *import_path()]
                try:
                    self._process = subprocess.Popen(
                        command,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL,
                        cwd=_HOME,
                        env=_environment(),
                    )
                except OSError as error:
                    reason = (error.strerror or str(error)).lower()
                    raise ChildError(f"no child process can be started: {reason}") from None
                _children.add(self._process)
            return self._process

    def _end(self) -> int | None:
        """Kill the process; its exit status, None when there was no process."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        status = process.wait()
        _children.discard(process)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # what was buffered can reach nobody
                if pipe is not None:
                    pipe.close()
        return status


_children: set[subprocess.Popen[bytes]] = set()
"""The running children of this process, to be ended before it leaves."""


def _exchange(
    process: subprocess.Popen[bytes], request: bytes, limit: float | None
) -> tuple[bool, bool, bytes]:
    """Send a request: whether there was a whole answer, whether it is a result, and its bytes."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        # The child's own clock is a second late: it counts only when nobody is left to stop it.
        process.stdin.write(_REQUEST.pack(len(request), int(limit) + 2 if limit else 0))
        process.stdin.write(request)
        process.stdin.flush()
    except OSError:
        return False, False, b""
    header = process.stdout.read(_ANSWER.size)
    if len(header) < _ANSWER.size:
        return False, False, b""
    length, result = _ANSWER.unpack(header)
    body = process.stdout.read(length)
    return len(body) == length, result, body


def import_path() -> list[str]:
    """Where a child may import from after its own standard library: the parent's installed packages.

    Never the working directory or the folder of the script that the parent runs, which may be a checkout,
    except, and last, when mlarch itself was imported from there.
    """
    excluded = {_real(Path(sys.argv[0]).parent) if sys.argv else None}
    with contextlib.suppress(OSError):  # the working directory may have been deleted
        excluded.add(_real(Path.cwd()))
    entries = [
        entry for entry in sys.path if Path(entry).is_absolute() and _real(Path(entry)) not in excluded
    ]
    own = str(_HOME.parent)
    return [*dict.fromkeys(entries), *([] if own in entries else [own])]


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _INHERITED if name in os.environ}


def _status(status: int | None) -> str:
    if status is not None and status < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"


def find_program(name: str) -> str | None:
    """The absolute path of an installed program; one in the working directory does not count.

    Entries of `PATH` that are relative are left out: they mean whatever folder one stands in.
    """
    folders = [entry for entry in os.environ.get("PATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    for folder in folders:
        found = shutil.which(str(Path(folder, name)))  # a path with a folder is not searched for elsewhere
        if found is not None:
            return found
    return None


def run_program(
    program: str,
    arguments: Sequence[str],
    data: bytes,
    limit: float,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """What an installed program, given by its absolute path, prints when it reads `data`.

    `environment` is what it is given besides the variables of every child. Raises `ChildError` when it fails
    or takes longer than `limit` seconds.
    """
    try:
        done = subprocess.run(
            [program, *arguments],
            input=data,
            capture_output=True,
            timeout=limit,
            check=False,
            cwd=_HOME,
            env={**_environment(), **(environment or {})},
        )
    except subprocess.TimeoutExpired:
        raise ChildError(f"{program} took longer than {limit:g} s", timed_out=True) from None
    except OSError as error:
        raise ChildError(f"{program} cannot be run: {(error.strerror or str(error)).lower()}") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-_LONGEST_REASON:]
        raise ChildError(f"{program} failed ({_status(done.returncode)})" + (f": {said}" if said else ""))
    return done.stdout


def serve(target: str) -> None:
    """In the child: answer requests with the function `target` until the parent closes standard input."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its children
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    requests: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        seconds, request = requests.get()
        if hasattr(signal, "alarm"):
            signal.alarm(seconds)
        body, result = _answer(target, request)
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        answers.write(_ANSWER.pack(len(body), result) + body)
        answers.flush()


def _answer(target: str, request: bytes) -> tuple[bytes, bool]:
    module, _, name = target.partition(":")
    try:
        answer: bytes = getattr(import_module(module), name)(request)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:_LONGEST_REASON].encode(errors="replace"), False
    return answer, True


def _listen(pipe: BinaryIO, requests: queue.SimpleQueue[tuple[int, bytes]]) -> None:
    """Hand on requests as they come; when the parent is gone, end everything."""
    while len(header := pipe.read(_REQUEST.size)) == _REQUEST.size:
        length, seconds = _REQUEST.unpack(header)
        requests.put((seconds, pipe.read(length)))
    for child in list(_children):
        child.kill()
    os._exit(1)


def _end_with_parent() -> None:
    """On Linux, ask the kernel to kill this process when its parent ends (prctl(2), PR_SET_PDEATHSIG).

    Elsewhere `_listen` notices as soon as the interpreter's lock is free, or the alarm rings.
    """
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)
