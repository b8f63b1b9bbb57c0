"""The file of a baseline: JSON, sorted, a finding per line in words, so that a diff of it reads well.

Specs are named relative to the file's own folder, so that it holds wherever the checkout lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mlarch.diagnostics import MlarchError, Review
from mlarch.files import STDIN, read_bytes, write_atomic
from mlarch.project import OutsideError, locate
from mlarch.rules.engine.baseline import Accepted, Baseline, acceptable

__all__ = ["content", "decode", "extend", "read", "record", "shrink", "write"]

_VERSION = 2
_ANEW = "Is it the right file? A baseline is what `mlarch check --update-baseline` writes."
_LARGEST = 50_000_000  # bytes
_WORDS = ("rule", "name", "message", "fingerprint")


def read(file: str) -> Baseline:
    """Read a baseline. Raises `MlarchError` when the file cannot be read or is no baseline."""
    return decode(file, content(file))


def content(file: str) -> bytes:
    """What the file holds. Raises `MlarchError` when it cannot be read."""
    return read_bytes(file, _LARGEST)


def decode(file: str, data: bytes) -> Baseline:
    """The baseline that `data` is, the content of `file`. Raises `MlarchError` when it is none."""
    try:
        import json  # only now: most runs have no baseline

        document = json.loads(data.decode("utf-8"))
        specs = _decoded(document)
    except (ValueError, RecursionError) as error:
        raise MlarchError(f"the baseline {file} is not JSON: {error}", _ANEW) from error
    except (TypeError, KeyError, AttributeError) as error:
        raise MlarchError(f"{file} is not a baseline of mlarch", _ANEW) from error
    folder = Path(file).parent
    gone = frozenset(path for path in specs if path != STDIN and not _is_there(folder / path, file))
    return Baseline(str(folder), specs, gone)


def _is_there(spec: Path, file: str) -> bool:
    """Whether a spec exists; of what lies outside the project of the baseline nobody is told."""
    try:
        return locate(spec, of=file).exists()
    except OutsideError:
        return False


def _decoded(document: object) -> dict[str, tuple[Accepted, ...]]:
    """The entries of a decoded file. Raises `TypeError`, `KeyError` or `AttributeError` for another shape."""
    version = document["version"] if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(version) is not int or version not in (1, _VERSION):
        raise TypeError("no version of ours")
    if version == 1:
        return {path: tuple(_counted(counts)) for path, counts in document["findings"].items()}
    return {path: tuple(map(_entry, entries)) for path, entries in document["specs"].items()}


def _entry(entry: Mapping[str, object]) -> Accepted:
    words = [entry[word] for word in _WORDS]
    about = entry["about"]
    if not all(isinstance(word, str) for word in words) or not isinstance(about, list):
        raise TypeError("an entry of another shape")
    rule, name, message, fingerprint = map(str, words)
    return Accepted(rule, name, tuple(map(str, about)), message, fingerprint)


def _counted(counts: Mapping[str, object]) -> Iterator[Accepted]:
    """The entries of version 1, which held fingerprints and how often each occurs, and no words."""
    for fingerprint, number in counts.items():
        if type(number) is not int or number < 1:
            raise TypeError("no number of findings")
        yield from [Accepted("", "", (), "", fingerprint)] * number


def record(file: str, reviews: Iterable[Review]) -> Baseline:
    """A new baseline for `file` that accepts every finding of `reviews`."""
    return extend(Baseline(str(Path(file).parent), {}), reviews)


def extend(baseline: Baseline, reviews: Iterable[Review]) -> Baseline:
    """The baseline with the findings of those specs that it does not list; of the others it takes none."""
    specs = dict(baseline.specs)
    for review in reviews:
        if review.readable and baseline.listed_as(review) is None:
            specs[baseline.key(review.path)] = tuple(sorted(map(Accepted.of, acceptable(review))))
    return replace(baseline, specs=specs)


def shrink(baseline: Baseline, reviews: Iterable[Review]) -> Baseline:
    """The baseline without what no longer occurs and without specs that are gone; renamed ones are renamed.

    Specs that were not reviewed, or could not be read, keep their entries.
    """
    specs = {path: entries for path, entries in baseline.specs.items() if path not in baseline.gone}
    for review in reviews:
        name = baseline.listed_as(review)
        if name is not None and review.readable:
            accepted = (item.finding for item in review.suppressed if item.by == "baseline")
            specs[baseline.key(review.path)] = tuple(sorted(map(Accepted.of, accepted)))
    return replace(baseline, specs=specs, gone=frozenset())


def write(file: str, baseline: Baseline, replaces: bytes | None = None) -> None:
    """Write `baseline`, whole or not at all, in place of `replaces`, or where there was no file.

    Raises `MlarchError` when the file cannot be written, and when another run has written it meanwhile.
    """
    specs = ",\n".join(
        f"  {_quoted(path)}: [{_rows(entries)}]" for path, entries in sorted(baseline.specs.items())
    )
    text = f'{{"version": {_VERSION}, "specs": {{\n{specs}\n}}}}\n' if specs else _EMPTY
    write_atomic(file, text.encode(), replaces=replaces)


_EMPTY = f'{{"version": {_VERSION}, "specs": {{}}}}\n'


def _rows(entries: Iterable[Accepted]) -> str:
    rows = ",\n".join(f"    {_quoted(_document(entry))}" for entry in sorted(entries))
    return f"\n{rows}\n  " if rows else ""


def _quoted(value: object) -> str:
    import json

    return json.dumps(value)


def _document(entry: Accepted) -> dict[str, object]:
    return {
        "rule": entry.rule,
        "name": entry.name,
        "about": list(entry.about),
        "message": entry.message,
        "fingerprint": entry.fingerprint,
    }
