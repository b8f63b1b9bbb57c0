"""`python -m fuzz FOLDER SECONDS`, with benchmarks/ on the path: examine specs for so much CPU time.

FOLDER holds `log.json`, with counts, CPU seconds and faults, and a file for each fault: its smallest spec and
what went wrong. A run goes on where the last one ended, so a fault that ends the process is found, too. Every
eighth spec is examined once more by a process with another hash seed, which must answer the same.
`python -m fuzz FOLDER --again` examines the specs of all faults anew, and tells which of them are left.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import IO, Any

from fuzz.damage import damaged
from fuzz.generator import BASE, Generator
from fuzz.minimise import minimised
from fuzz.properties import Examination, examine

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 3 << 30
"""Bytes of address space; more is a fault."""

_MINIMISING = 30.0  # CPU seconds for one fault
_OTHER = 8  # one in so many is examined by the other process
_SMALL = ("src/mlarch/rules/examples/*.yaml", "tests/drafts/*.yaml")
_LARGE = (
    "specs/*.yaml",
    *(f"tests/{folder}/*.yaml" for folder in ("published", "held_out", "unseen", "reasoning")),
)


class Fuzzer:
    """One run. `done` is the log: it is written every few seconds, whole."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder, self.seed = folder, seed
        self.small = [path.read_bytes() for pattern in _SMALL for path in sorted(ROOT.glob(pattern))]
        self.large = [path.read_bytes() for pattern in _LARGE for path in sorted(ROOT.glob(pattern))]
        self.studies = sorted((ROOT / "specs").glob("*.yaml"))
        self.log: dict[str, Any] = {
            "cases": 0,
            "cpu": 0.0,
            "counts": {},
            "seconds": {},
            "slowest": {},
            "faults": {},
        }
        with contextlib.suppress(FileNotFoundError):
            self.log = json.loads((folder / "log.json").read_text(encoding="utf-8"))
        self.counts, self.seconds = Counter(self.log["counts"]), Counter(self.log["seconds"])
        self.used = 0.0

    def case(self, number: int) -> bytes:
        """The bytes of one case, from its number alone."""
        random = Random(f"{self.seed}:{number}")
        data = random.choice(self.small if random.random() < 0.7 else self.large)
        if made := random.random() < 0.6:
            data = Generator(random).spec().encode("utf-8", "surrogatepass")
        if not made or random.random() < 0.2:
            data = damaged(data, self.small, random)
        return data[: 1 << 16]

    def run(self, seconds: float) -> None:
        """Examine one case after the other until the log says that so much CPU time was used."""
        self._after_a_crash()
        saved = 0.0
        with other_process() as other:
            while self.log["cpu"] < seconds:
                number = self.log["cases"]
                data = self.case(number)
                (self.folder / "current").write_bytes(data)
                found = self.examined(data)
                if number % _OTHER == 0:
                    self._ask(other, data, found)
                for fault in found.faults:
                    self.fault(fault.key, fault.detail, data, number)
                self.log["cases"] = number + 1
                self._count(found)
                if self.used - saved > 5:
                    saved = self.used
                    self.save()
        (self.folder / "current").unlink()
        self.save()

    def examined(self, data: bytes) -> Examination:
        """What holds for the bytes; the case study to compare with follows from them."""
        study = self.studies[len(data) % len(self.studies)]
        return examine(data, study)

    def _after_a_crash(self) -> None:
        current = self.folder / "current"
        if current.is_file() and not (self.folder / "stopped").exists():
            self.fault(
                "the process ended", "killed, or out of memory", current.read_bytes(), self.log["cases"]
            )
            self.log["cases"] += 1
        (self.folder / "stopped").unlink(missing_ok=True)

    def _ask(self, other: subprocess.Popen[bytes], data: bytes, found: Examination) -> None:
        answer = asked(other, data)
        self.log["cpu"] += answer["cpu"]
        self.counts["other hash seed"] += 1
        for stage, digest in answer["digests"].items():
            if found.digests.get(stage) != digest and not found.faults:
                self.fault(f"{stage}: another hash seed, another output", "", data, self.log["cases"])

    def _count(self, found: Examination) -> None:
        self.counts.update(found.counts)
        self.seconds.update(found.seconds)
        for stage, seconds in found.seconds.items():
            slowest = self.log["slowest"].setdefault(stage, [0.0, 0])
            if seconds > slowest[0]:
                slowest[:] = [round(seconds, 3), self.log["cases"] - 1]
        used = time.process_time()
        self.log["cpu"] += used - self.used
        self.used = used

    def fault(self, key: str, detail: str, data: bytes, number: int) -> None:
        """Note a fault; its first spec is made small and kept."""
        known = self.log["faults"].setdefault(key, {"times": 0, "first": number})
        known["times"] += 1
        if known["times"] > 1:
            return
        small = data
        if key != "the process ended" and "hash seed" not in key and "slow" not in key:

            def fails(less: bytes) -> bool:
                return any(fault.key == key for fault in self.examined(less).faults)

            small = minimised(data, fails, _MINIMISING) if fails(data) else data
        name = re.sub(r"\W+", "-", key)[:80]
        (self.folder / f"{name}.yaml").write_bytes(small)
        (self.folder / f"{name}.txt").write_text(f"{key}\ncase {number}\n\n{detail}\n", encoding="utf-8")
        print(f"case {number}: {key}", flush=True)
        self.save()

    def save(self) -> None:
        """Write the log."""
        self.log["counts"] = dict(sorted(self.counts.items()))
        self.log["seconds"] = {stage: round(s, 1) for stage, s in sorted(self.seconds.items())}
        self.log["peak MiB"] = max(
            self.log.get("peak MiB", 0), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        )
        self.log["python"] = platform.python_version()
        new = self.folder / "log.new"
        new.write_text(json.dumps(self.log, indent=1) + "\n", encoding="utf-8")
        new.replace(self.folder / "log.json")


@contextlib.contextmanager
def other_process() -> Iterator[subprocess.Popen[bytes]]:
    """A process with another hash seed that examines what it is sent."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "fuzz", ".", "--answer"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def asked(process: subprocess.Popen[bytes], data: bytes) -> dict[str, Any]:
    """What the other process says of the bytes."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(base64.b64encode(data) + b"\n")
    process.stdin.flush()
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


def answer(fuzzer: Fuzzer, lines: IO[bytes]) -> None:
    """Be the other process."""
    for line in lines:
        start = time.process_time()
        found = fuzzer.examined(base64.b64decode(line))
        print(json.dumps({"digests": found.digests, "cpu": time.process_time() - start}), flush=True)


def again(fuzzer: Fuzzer) -> int:
    """Examine every kept spec anew; the number of those that still have a fault."""
    left = 0
    for path in sorted(fuzzer.folder.glob("*.yaml")):
        faults = fuzzer.examined(path.read_bytes()).faults
        left += bool(faults)
        print(f"{path.name}: {'; '.join(fault.key for fault in faults) or 'mended'}")
    return left


def main() -> int:
    """Run as asked."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("folder", type=Path)
    parser.add_argument("seconds", type=float, nargs="?", default=60.0)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--answer", action="store_true")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    fuzzer = Fuzzer(folder, options.seed)
    inner = folder / "specs"
    if not options.answer:
        inner.mkdir(exist_ok=True)
        (inner / "base.yaml").write_text(BASE, encoding="utf-8")
        os.chdir(inner)
    if options.answer:
        answer(fuzzer, sys.stdin.buffer)
        return 0
    if options.again:
        return again(fuzzer)
    try:
        fuzzer.run(options.seconds)
    except KeyboardInterrupt:
        (folder / "stopped").touch()
        fuzzer.save()
    return 0


if __name__ == "__main__":
    sys.exit(main())
