"""Many specs: how long a first and a second run take, and what the cache keeps.

`python benchmarks/many_specs.py 1000 60` makes copies of the case studies, each with a title of its own, in a
temporary folder: so many to check, so many to draw. It prints a table of Markdown. CPU is that of all
processes of a run; peak memory is that of the largest process.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import mlarch

ROOT = Path(__file__).parents[1]


def copies(folder: Path, count: int) -> None:
    """So many specs in the folder."""
    folder.mkdir()
    sources = sorted((ROOT / "specs").glob("*.yaml"))
    for number in range(count):
        text = sources[number % len(sources)].read_text(encoding="utf-8")
        titled = text.replace("\nname: ", f"\nname: Number {number} of ", 1)
        (folder / f"{number:05}.yaml").write_text(titled, encoding="utf-8")


def run(folder: Path, *arguments: str) -> tuple[float, float, str]:
    """Wall-clock and CPU seconds of one command, and what it printed on standard output."""
    environment = {**os.environ, "MLARCH_CACHE_DIR": str(folder / "cache")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "mlarch", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout


def rows(folder: Path, name: str, commands: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """A row of the table for each command; what they print must be the same."""
    first: str | None = None
    for what, arguments in commands:
        wall, cpu, printed = run(folder, *arguments)
        first = printed if first is None else first
        if printed != first:
            sys.exit(f"`mlarch {' '.join(arguments)}` printed something else than the first run")
        yield f"| {name} | {what} | {wall:.1f} s | {cpu:.1f} s |"


def main(checked: int, drawn: int) -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        copies(folder / "specs", checked)
        copies(folder / "few", drawn)
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        print(f"mlarch {mlarch.__version__}, Python {platform.python_version()}, {cores} cores\n")
        print("| what | run | wall clock | CPU |\n|---|---|---|---|")
        check = ("check", "specs", "-q")
        for row in rows(
            folder,
            f"`check` of {checked} specs",
            (
                ("no cache, one process", (*check, "--no-cache", "-j", "1")),
                ("first, all cores", check),
                ("second", check),
            ),
        ):
            print(row, flush=True)
        draw = ("render", "few", "-q", "-o")
        runs = (("first, all cores", (*draw, "one")), ("second", (*draw, "two")))
        for row in rows(folder, f"`render` of {drawn} specs", runs):
            print(row, flush=True)
        sizes = [file.stat().st_size for file in (folder / "cache").glob("??/*")]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"\nThe cache holds {len(sizes)} entries, {sum(sizes) / 2**20:.1f} MiB; peak {peak:.0f} MiB.")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
