"""Places in files, findings about them, and the errors that carry findings.

Every layer reports through these frozen values. A finding is data: how it is shown (text, JSON, ...) is
decided in `mlarch.report`, never where it is made.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from mlarch.frozen import FrozenMap
from mlarch.lazy import regex
from mlarch.readiness import Score
from mlarch.records import dataclass

__all__ = [
    "INTERNAL",
    "Edit",
    "EngineError",
    "Finding",
    "Fix",
    "MlarchError",
    "Review",
    "RulePage",
    "Severity",
    "Span",
    "SpecError",
    "Suppressed",
]


INTERNAL = "internal"
"""The name of a finding about a rule that failed: a fault of the tool and not of the spec."""


_LINE_NUMBER = regex(r"\bline \d+")


class Severity(enum.StrEnum):
    """How much a finding matters; `rank` orders them, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file. Lines and columns count from 1; the end column is the first one after it."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Span) -> Span:
        """The stretch from the start of this span to the end of `other`."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column)

    def holds(self, line: int, column: int) -> bool:
        """Whether a place of its file is in it, or right behind it, where a cursor stands after typing."""
        return (self.line, self.column) <= (line, column) <= (self.end_line, self.end_column)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace one stretch of the finding's file by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend as edits. `safe` means that it changes nothing the author intended.

    `claims` are the ids that it brings into the spec: of two mends that claim one, only the first may be
    made, and the other is asked for again when the component is there.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a spec: what (`message`), why and what to do (`help`), and where (`span`).

    `components` (ids) and `flows` (pairs of ids, source and target) name what it concerns, `witness` is the
    path that shows it (component ids in order), and `kinds` lists ids of catalogue kinds that are missing.
    Fields that do not apply are empty.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    components: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()
    witness: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    remedy: Fix | Callable[[], Fix | None] | None = field(default=None, compare=False, repr=False)
    """The fix, or what works it out when it is asked for."""

    @property
    def fix(self) -> Fix | None:
        """The edits that would put it right; None where there are none."""
        return self.remedy() if callable(self.remedy) else self.remedy

    @property
    def path(self) -> str:
        """The file that it is found in: the spec, or one that the spec extends."""
        return self.span.path

    @property
    def line(self) -> int:
        """The line in that file, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """The column in that line, from 1, in characters."""
        return self.span.column

    @property
    def fingerprint(self) -> str:
        """An identity that survives edits elsewhere in the file: no number of a line enters it."""
        import hashlib  # only now, like `html` below: most runs need neither

        parts = [self.rule, *self.components, *(f"{a}->{b}" for a, b in self.flows), *self.kinds]
        if len(parts) == 1:
            parts.append(_LINE_NUMBER.sub("line", self.message))
        return hashlib.sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Findings are shown by place, then by weight, then by code."""
        return (
            self.span.path,
            self.span.line,
            self.span.column,
            self.severity.rank,
            self.rule,
            self.message,
        )


class MlarchError(Exception):
    """Anything that the user can mend: exit status 2. `message` is one sentence, `help` says what to do."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help

    def __reduce__(self) -> tuple[type[MlarchError], tuple[Any, ...]]:
        return type(self), (self.message, self.help)


class EngineError(MlarchError):
    """Graphviz, or something else that drawing needs, is missing or failed."""


class SpecError(MlarchError):
    """A spec that cannot be read. `findings` holds every mistake, `sources` the text of each file by path."""

    def __init__(self, findings: Iterable[Finding], sources: dict[str, str] | None = None) -> None:
        self.findings = tuple(sorted(findings, key=lambda f: f.sort_key))
        self.sources = sources or {}
        first = self.findings[0]
        count = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        where = f"{first.span.path}:{first.span.line}:{first.span.column}"
        super().__init__(f"{where}: {first.message}{count}", first.help)

    def __reduce__(self) -> tuple[type[MlarchError], tuple[Any, ...]]:
        return type(self), (self.findings, self.sources)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that was accepted: `by` is `spec` or `baseline`, `reason` what the author gave."""

    finding: Finding
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """What a report says about a rule: its code and name, its page of the handbook (`text`, Markdown).

    `family` is the title of its family. A kind of mistake of the SPEC family has a page too.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    family: str
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in one spec: what `mlarch.rules.review` returns and every report format shows.

    `findings` are sorted by place. `unknown` holds, as findings, the questions that no rule could answer from
    what is written. `notes` are about the tool and not the spec (a plugin that does not load). `rules` are
    the codes that ran. `sources` maps each file that was read to its text. `covered` are findings that only
    follow from one of the others and are not shown; `places` says where each component is written, by id.
    `score` is there when it was asked for. A spec that could not be read has `readable` False, findings of
    the SPEC family and nothing else.
    """

    path: str
    name: str
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    unknown: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=FrozenMap)
    readable: bool = True
    covered: tuple[Finding, ...] = ()
    places: Mapping[str, Span] = field(default_factory=FrozenMap)
    score: Score | None = None

    @classmethod
    def unreadable(cls, path: str, error: SpecError) -> Review:
        """The review of a spec whose text could not be decoded."""
        return cls(path, "", error.findings, sources=FrozenMap(dict(error.sources)), readable=False)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def _repr_html_(self) -> str:
        """The findings as a table, for notebooks. Text of a spec is escaped."""
        from html import escape

        rows = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:left">{escape(cell)}</td>'
                for cell in (
                    f"{finding.path}:{finding.line}",
                    finding.severity.value,
                    f"{finding.rule} {finding.name}",
                    f"{finding.message} {finding.help}",
                )
            )
            + "</tr>"
            for finding in self.findings
        )
        counts = [(severity.value, self.count(severity)) for severity in Severity]
        found = ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts if n) or "no findings"
        return f"<table><caption>{escape(self.name or self.path)}: {found}</caption>{rows}</table>"

    @property
    def statistics(self) -> tuple[tuple[str, str, int], ...]:
        """How often each rule spoke: (code, name, findings), the most frequent first, then by code."""
        tally: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            key = (finding.rule, finding.name)
            tally[key] = tally.get(key, 0) + 1
        rows = ((code, name, number) for (code, name), number in tally.items())
        return tuple(sorted(rows, key=lambda row: (-row[2], row[0], row[1])))
