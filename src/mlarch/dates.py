"""The day it is."""

from __future__ import annotations

import contextlib
import datetime
import os

__all__ = ["today"]


def today() -> datetime.date:
    """The day that counts for ignores: that of `SOURCE_DATE_EPOCH` (reproducible-builds.org), else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.datetime.now(datetime.UTC)
    with contextlib.suppress(ValueError, OverflowError, OSError):
        now = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return now.date()
