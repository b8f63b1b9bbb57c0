"""Bytes that coverage chooses: `python -m fuzz.atheris_driver CORPUS -max_total_time=600`.

With benchmarks/ on the path and Atheris installed (`pip install atheris`), which watches the branches of the
reader, the formatter and the review, and changes the texts of CORPUS so that other ones run. A new CORPUS is
filled with the small specs of the project. Options are those of libFuzzer. What breaks a promise of
`fuzz.properties` about reading, formatting or reviewing ends the run, and is kept as `crash-...` in the
working directory.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mlarch"]):
    from fuzz.properties import examine

ROOT = Path(__file__).resolve().parents[2]
_SEEDS = ("src/mlarch/rules/examples/*.yaml", "tests/drafts/*.yaml")


def one(data: bytes) -> None:
    """Hold the promises for one text."""
    faults = examine(data, None).faults
    if faults:
        raise AssertionError("; ".join(f"{fault.key}\n{fault.detail}" for fault in faults))


def main() -> None:
    """Run until the options say stop, or a promise is broken."""
    corpus = Path(sys.argv[1])
    if not corpus.is_dir():
        corpus.mkdir(parents=True)
        for number, seed in enumerate(path for pattern in _SEEDS for path in sorted(ROOT.glob(pattern))):
            (corpus / f"{number:04}").write_bytes(seed.read_bytes())
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
