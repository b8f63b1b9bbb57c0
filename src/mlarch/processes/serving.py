"""The child's side: answer requests until the parent is gone."""

from __future__ import annotations

import _thread
import contextlib
import os
import queue
import signal
import sys
import threading
from importlib import import_module
from types import FrameType
from typing import BinaryIO

from mlarch.processes.child import ANSWER, REQUEST, STOP, running
from mlarch.processes.surroundings import LONGEST_REASON

__all__ = ["serve"]


def serve(target: str) -> None:
    """In the child: answer requests with the function `target` until the parent closes standard input."""
    _end_with_parent()
    work = _Work()
    signal.signal(signal.SIGINT, work.interrupted)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    requests: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests, work), daemon=True).start()
    while True:
        seconds, request = requests.get()
        if hasattr(signal, "alarm"):
            signal.alarm(seconds)
        try:
            body, result = work.answer(target, request)
        except _StoppedError:
            body, result = b"it was stopped", False
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        answers.write(ANSWER.pack(len(body), result) + body)
        answers.flush()


class _StoppedError(BaseException):
    """The parent wants no answer to this request any more."""


class _Work:
    """Which request, counted from 1, is being answered, and which one is to be given up."""

    def __init__(self) -> None:
        self.taken = self.answering = self.stopped = 0

    def answer(self, target: str, request: bytes) -> tuple[bytes, bool]:
        """The answer to the next request, and whether it is a result and not the reason of a failure."""
        self.taken += 1
        self.answering = self.taken
        try:
            if self.stopped == self.taken:  # before it had begun
                raise _StoppedError
            module, _, name = target.partition(":")
            answer: bytes = getattr(import_module(module), name)(request)
        except _StoppedError:
            raise
        except BaseException as error:
            return f"{type(error).__name__}: {error}"[:LONGEST_REASON].encode(errors="replace"), False
        finally:
            self.answering = 0
        return answer, True

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Give up the request that is to be. Ctrl-C is for the parent alone, which then ends its children."""
        if self.answering and self.answering == self.stopped:
            self.answering = 0
            raise _StoppedError


def _listen(pipe: BinaryIO, requests: queue.SimpleQueue[tuple[int, bytes]], work: _Work) -> None:
    """Hand on requests as they come; when the parent is gone, end everything."""
    came = 0
    while len(header := pipe.read(REQUEST.size)) == REQUEST.size:
        length, seconds = REQUEST.unpack(header)
        if seconds == STOP:
            work.stopped = came
            _thread.interrupt_main()
            continue
        came += 1
        requests.put((seconds, pipe.read(length)))
    for child in list(running):
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
