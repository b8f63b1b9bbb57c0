"""What a user sees when something goes wrong, and the exit status that goes with it."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlarch.cli.streams import say, show, silence

if TYPE_CHECKING:
    from mlarch.diagnostics import MlarchError

__all__ = ["FINDINGS", "NOT_UNDERSTOOD", "OK", "guarded", "quiet_pipe", "show_error"]

OK = 0
"""Nothing at or above the threshold."""
FINDINGS = 1
"""The review found something, or the output is out of date."""
NOT_UNDERSTOOD = 2
"""The spec, the options or the environment are at fault."""
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def guarded(run: Callable[[], Any]) -> int:
    """Run a command line and return its exit status; any failure becomes one message on standard error.

    With `MLARCH_DEBUG` set, an exception that is no message of ours is raised as it is. When the message
    cannot be written either, the status says what there is to say.
    """
    try:
        return _status_of(run)
    except OSError:
        if os.environ.get("MLARCH_DEBUG"):
            raise
        silence(sys.stdout, sys.stderr)
        return NOT_UNDERSTOOD


def _status_of(run: Callable[[], Any]) -> int:
    try:
        status = run()
        if not sys.stdout.closed:  # as a language server leaves it
            with quiet_pipe():
                sys.stdout.flush()
    except click.ClickException as error:
        _show_usage(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except click.exceptions.Exit as error:
        return error.exit_code
    except Exception as error:
        return _failed(error)
    return status if isinstance(status, int) else OK


def _show_usage(error: click.ClickException) -> None:
    """As click does, with the words of the command line escaped: a CI job may take them from a checkout."""
    text = io.StringIO()
    error.show(file=text)
    for line in text.getvalue().splitlines():
        say(line, err=True)


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """End quietly when whoever reads our output has gone: `mlarch rules | head`.

    click would exit with status 1, and 1 means findings.
    """
    try:
        yield
    except BrokenPipeError:
        silence(sys.stdout)
        raise click.exceptions.Exit(_PIPE_CLOSED) from None


def _failed(error: Exception) -> int:
    # Imported only now: a command line that works needs no findings to say so.
    from mlarch.diagnostics import MlarchError

    if isinstance(error, MlarchError):
        show_error(error)
    elif os.environ.get("MLARCH_DEBUG"):
        raise error
    else:
        say(_fault(error), err=True)
        if isinstance(error, OSError):
            silence(sys.stdout)  # or Python says once more, when it ends, that it cannot be written
    return NOT_UNDERSTOOD


def show_error(error: MlarchError) -> None:
    """Print what the user can act on: what is wrong, then what to do; of a bad spec, every mistake."""
    from mlarch.diagnostics import Review, SpecError

    if isinstance(error, SpecError):
        from mlarch.report.text import render_finding

        review = Review.unreadable(error.findings[0].span.path, error)
        show("\n\n".join(render_finding(finding, review) for finding in error.findings), err=True)
        return
    say(f"Error: {error.message}", err=True)
    for line in error.help.splitlines():
        say(f"  {line}", err=True)


def _fault(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"Error: {_of_the_system(error)}"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return (
        f"Error: mlarch itself failed ({what}). This is a fault in mlarch and not in your spec; please report"
        " it with the spec and the traceback, which the same command prints with MLARCH_DEBUG=1 in the"
        " environment."
    )


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename:
        return f"{reason}: {error.filename}"
    if isinstance(error, FileNotFoundError) and not _has_folder():
        return "the current directory has been deleted; change to another one"
    if error.errno == errno.EBADF:
        return "standard output is closed, and the result cannot be written"
    return f"the result cannot be written: {reason.lower()}" if error.errno in _FULL else reason


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EIO)


def _has_folder() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False
