"""How long an estimate takes: `.venv/bin/python benchmarks/estimating.py`.

Measured here and never asserted in a test: the 100,000 samples of a request that reaches 40 components, and
the review of the case studies with and without the rules that estimate.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import mlarch
from mlarch.estimate.sampling import sample

ROOT = Path(__file__).resolve().parents[1]
TIMES = 5


def forty() -> mlarch.Design:
    """A request that reaches 40 components: a chain of three, nine steps in order, three of them parallel."""
    names = [f"c{number}" for number in range(40)]
    parts = "".join(f"  {name}: {{kind: api server, latency: {{p50: 2ms, p99: 9ms}}}}\n" for name in names)
    calls = [f"c2 -> {' & '.join(names[first : first + 4])}: x" for first in range(3, 39, 4)]
    flows = ["app -> c0 -> c1 -> c2: x", *calls, "c2 -> c39: x"]
    lines = "".join(f"  - {flow}\n" for flow in flows)
    return mlarch.loads(f"mlarch: 1\nname: Forty\ncomponents:\n  app: client\n{parts}flows:\n{lines}")


def main() -> None:
    """Print both."""
    (tree,) = forty().estimate().requests.values()
    sample(tree, 0.0005, samples=100_000, seed=0)
    began = time.perf_counter()
    for seed in range(TIMES):
        sample(tree, 0.0005, samples=100_000, seed=seed)
    print(f"100,000 samples of {tree.size:g} components: {(time.perf_counter() - began) / TIMES:.3f} s")
    for words in ((), ("--ignore", "CAP")):
        best = min(_check(words) for _ in range(TIMES))
        print(f"mlarch check specs {' '.join(words)}: {best:.2f} s")


def _check(words: tuple[str, ...]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "mlarch", "check", str(ROOT / "specs"), "-q", *words]
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
