"""The child's side: answer requests until the parent is gone."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from importlib import import_module
from typing import BinaryIO

from mlarch.processes.child import ANSWER, REQUEST, running
from mlarch.processes.surroundings import LONGEST_REASON

__all__ = ["serve"]


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
        answers.write(ANSWER.pack(len(body), result) + body)
        answers.flush()


def _answer(target: str, request: bytes) -> tuple[bytes, bool]:
    module, _, name = target.partition(":")
    try:
        answer: bytes = getattr(import_module(module), name)(request)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:LONGEST_REASON].encode(errors="replace"), False
    return answer, True


def _listen(pipe: BinaryIO, requests: queue.SimpleQueue[tuple[int, bytes]]) -> None:
    """Hand on requests as they come; when the parent is gone, end everything."""
    while len(header := pipe.read(REQUEST.size)) == REQUEST.size:
        length, seconds = REQUEST.unpack(header)
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
