"""A child process as its parent sees it: started when it is needed, asked, ended."""

from __future__ import annotations

import contextlib
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from mlarch.processes.surroundings import HOME, ChildError, environment, import_path, status_of

__all__ = ["ANSWER", "REQUEST", "STOP", "Child", "run", "running", "spread"]

_BOOT = (
    "import sys; "
    "sys.path += [entry for entry in sys.argv[2:] if entry not in sys.path]; "
    "from mlarch.processes import serve; "
    "serve(sys.argv[1])"
)

REQUEST = struct.Struct(">QI")
"""Before a request: the bytes that follow, and the seconds allowed (0: no limit)."""

STOP = 0xFFFFFFFF
"""In place of the seconds: this is no request, but the wish that the one before it be given up."""

ANSWER = struct.Struct(">Q?")
"""Before an answer: the bytes that follow, and whether they are a result and not the reason of a failure."""


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
        self._writing = threading.Lock()
        self._thread: ThreadPoolExecutor | None = None
        self._asked: subprocess.Popen[bytes] | None = None
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
            sent, result, body = self._exchange(process, request, limit)
        except BaseException:
            self._end()
            raise
        finally:
            self._asked = None
            if timer is not None:
                timer.cancel()
        if sent and result:
            return body
        if sent:
            raise ChildError(f"a child process of mlarch failed: {body.decode(errors='replace')}")
        status = self._end()
        if late.is_set():
            raise ChildError(f"a child process took longer than {limit:g} s", timed_out=True)
        raise ChildError(f"a child process ended before it was done ({status_of(status)})")

    def later(self, request: bytes, limit: float | None = None) -> Future[bytes]:
        """The answer to one request, or the error, when it is there: after those that were asked before.

        One thread asks: on Linux a child ends with the thread that has started it (`_end_with_parent`).
        """
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "mlarch-child")
        return self._thread.submit(self.ask, request, limit)

    def stop(self) -> None:
        """Let the request that another thread waits for fail: nobody wants its answer any more.

        The child gives it up at its next instruction, and keeps what it has loaded and learned.
        """
        with self._writing:
            process = self._asked
            if process is not None and process.stdin is not None:
                with contextlib.suppress(OSError):  # it has just ended by itself
                    process.stdin.write(REQUEST.pack(0, STOP))
                    process.stdin.flush()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        with self._lock:
            self._closed = True
        self._end()
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)

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
                        cwd=HOME,
                        env=environment(),
                    )
                except OSError as error:
                    reason = (error.strerror or str(error)).lower()
                    raise ChildError(f"no child process can be started: {reason}") from None
                running.add(self._process)
            return self._process

    def _end(self) -> int | None:
        """Kill the process; its exit status, None when there was no process."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        status = process.wait()
        running.discard(process)
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):  # what was buffered can reach nobody
                if pipe is not None:
                    pipe.close()
        return status

    def _exchange(
        self, process: subprocess.Popen[bytes], request: bytes, limit: float | None
    ) -> tuple[bool, bool, bytes]:
        """Send a request: whether there was a whole answer, whether it is a result, and its bytes."""
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with self._writing:
                # The child's own clock is a second late: it counts only when nobody is left to stop it.
                process.stdin.write(REQUEST.pack(len(request), int(limit) + 2 if limit else 0))
                process.stdin.write(request)
                process.stdin.flush()
                self._asked = process
        except OSError:
            return False, False, b""
        header = process.stdout.read(ANSWER.size)
        if len(header) < ANSWER.size:
            return False, False, b""
        length, result = ANSWER.unpack(header)
        body = process.stdout.read(length)
        return len(body) == length, result, body


running: set[subprocess.Popen[bytes]] = set()
"""The running children of this process, to be ended before it leaves."""
