"""A baseline: findings that were there when a team began to use the reviewer. It only ever shrinks.

The file is JSON, sorted, one line per finding, so that a diff of it reads well. Specs are named relative to
the file's own folder, so that it holds wherever the checkout lies.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, Suppressed
from mlarch.files import STDIN, read_bytes, write_atomic

__all__ = ["REASON", "Baseline", "accept", "present", "read", "record", "shrink", "write"]

_VERSION = 1
_ANEW = "Delete it and write it anew."
REASON = "known since the baseline was written"
"""Why a finding of the baseline is accepted."""

_LARGEST = 50_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding (by fingerprint) is accepted in each spec. `folder` is where the file lies."""

    folder: str
    entries: Mapping[str, Mapping[str, int]]

    def key(self, path: str) -> str:
        """The name of the spec `path` in the file; that of standard input is no path."""
        return path if path == STDIN else Path(os.path.relpath(path, self.folder)).as_posix()

    def budget(self, path: str) -> dict[str, int]:
        """How many findings of each fingerprint are accepted in the spec `path`; the caller counts down."""
        return dict(self.entries.get(self.key(path), {}))

    @property
    def total(self) -> int:
        """How many findings are accepted in all."""
        return sum(sum(counts.values()) for counts in self.entries.values())


def read(file: str) -> Baseline:
    """Read a baseline. Raises `MlarchError` when the file cannot be read or is no baseline."""
    try:
        document = json.loads(read_bytes(file, _LARGEST).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MlarchError(f"the baseline {file} is not JSON: {error}", _ANEW) from error
    entries = _entries(document)
    if entries is None:
        raise MlarchError(f"{file} is not a baseline of mlarch", _ANEW)
    return Baseline(str(Path(file).parent), entries)


def record(file: str, reviews: Iterable[Review]) -> Baseline:
    """A new baseline for `file` that accepts every finding of `reviews`."""
    empty = Baseline(str(Path(file).parent), {})
    found = {empty.key(review.path): Counter(f.fingerprint for f in _own(review)) for review in reviews}
    return Baseline(empty.folder, {path: counts for path, counts in found.items() if counts})


def accept(review: Review) -> Review:
    """The review as it is once a new baseline accepts all of its findings."""
    accepted = [*review.suppressed, *(Suppressed(f, "baseline", REASON) for f in _own(review))]
    accepted.sort(key=lambda item: item.finding.sort_key)
    faults = tuple(f for f in review.findings if f.name == INTERNAL)
    return replace(review, findings=faults, suppressed=tuple(accepted))


def _own(review: Review) -> list[Finding]:
    """The findings about the spec; a rule that failed is no baseline's affair."""
    return [finding for finding in review.findings if finding.name != INTERNAL]


def present(baseline: Baseline) -> Baseline:
    """The baseline without the specs that are no longer there."""
    kept = {
        path: counts
        for path, counts in baseline.entries.items()
        if path == STDIN or Path(baseline.folder, path).exists()
    }
    return Baseline(baseline.folder, kept)


def shrink(baseline: Baseline, reviews: Iterable[Review]) -> Baseline:
    """The baseline without what no longer occurs. Specs that were not reviewed keep their entries."""
    entries = {path: dict(counts) for path, counts in baseline.entries.items()}
    for review in reviews:
        matched = Counter(s.finding.fingerprint for s in review.suppressed if s.by == "baseline")
        if review.readable and baseline.key(review.path) in entries:
            entries[baseline.key(review.path)] = dict(matched)
    return Baseline(baseline.folder, {path: counts for path, counts in entries.items() if counts})


def write(file: str, baseline: Baseline) -> None:
    """Write `baseline`, whole or not at all. Raises `MlarchError` when the file cannot be written."""
    findings = {path: dict(sorted(counts.items())) for path, counts in sorted(baseline.entries.items())}
    text = json.dumps({"version": _VERSION, "findings": findings}, indent=2) + "\n"
    write_atomic(file, text.encode())


def _entries(document: object) -> dict[str, dict[str, int]] | None:
    """The entries of a decoded file, or None when it has another shape."""
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        return None
    findings = document.get("findings")
    if not isinstance(findings, dict):
        return None
    for counts in findings.values():
        if not isinstance(counts, dict) or not all(type(n) is int and n > 0 for n in counts.values()):
            return None
    return findings
