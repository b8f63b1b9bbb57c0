"""The unit of all times: what Python takes to start and to import four packages, in the same minute."""

from __future__ import annotations

import resource
import subprocess
import sys

__all__ = ["unit"]


def unit(repeated: int = 3) -> float:
    """CPU seconds of the quickest of some runs."""
    code = "import yaml, click, networkx, diagrams"
    found = []
    for _ in range(repeated):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)
