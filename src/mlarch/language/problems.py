"""The mistakes that keep a spec from being read: their codes, and the basket that gathers them all.

Nothing in `mlarch.language` stops at the first mistake. Each stage adds what it finds to one `Problems`, and
the end of the road raises them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from mlarch.diagnostics import Finding, Fix, Severity, Span, SpecError
from mlarch.records import dataclass

__all__ = ["CODES", "MAX_FINDINGS", "Code", "Problems"]

MAX_FINDINGS = 500
"""More mistakes than this in one spec are counted and not listed: nobody mends a file from such a list."""


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake: its stable `code`, its `name`, and the line the handbook prints."""

    code: str
    name: str
    description: str


_TABLE = (
    ("SPEC001", "yaml-syntax", "The text is not YAML: something is not closed, not quoted or not indented."),
    ("SPEC002", "unreadable-file", "The file is not UTF-8 text: another encoding, or not text at all."),
    ("SPEC003", "too-large", "The file is larger, deeper or longer than any spec has reason to be."),
    ("SPEC004", "duplicate-key", "A key occurs twice in one mapping, where YAML readers keep only one."),
    ("SPEC005", "unknown-key", "A key that the language does not have. Your own keys begin with `x-`."),
    ("SPEC006", "wrong-type", "A value of another shape than the field takes: a list for a text, say."),
    ("SPEC007", "bad-quantity", "A number without the unit its field needs, or with one of another kind."),
    ("SPEC008", "missing-key", "A key that is required is not there."),
    ("SPEC009", "unknown-kind", "The kind of a component is in no catalogue: it is a plain box."),
    ("SPEC010", "bad-flow", "A line of `flows` that is not `a -> b`, or whose details contradict."),
    ("SPEC011", "unknown-component", "A name that should be a component, or a group, is neither."),
    (
        "SPEC012",
        "bad-id",
        "An id is words: letters of any script, digits, spaces, `_`, `-` and `.`.",
    ),
    ("SPEC013", "extends", "The spec that `extends` names cannot be used: missing, unreadable, or a cycle."),
    ("SPEC014", "yaml-surprise", "YAML that readers understand differently (`no`, `1.10`, tags): quote it."),
    ("SPEC015", "bad-group", "A group without members, inside itself, or with a member of another group."),
    ("SPEC016", "bad-scenario", "A scenario whose neighbouring steps are joined by no flow."),
    ("SPEC017", "bad-view", "A view that selects what does not exist, or shows nothing."),
    ("SPEC018", "bad-icon", "An icon that is no node class and no picture beside the spec."),
    ("SPEC019", "unknown-type", "A data type that is in no catalogue."),
    ("SPEC020", "bad-value", "A word that is none of those the field takes, or a number out of its range."),
    ("SPEC021", "bad-version", "`mlarch:` names a version of the language that this mlarch does not read."),
    ("SPEC022", "bad-ignore", "An `ignore` without a rule or a reason."),
    ("SPEC023", "bad-anchor", "A YAML alias that is unknown, contains itself, or merges what is no mapping."),
    ("SPEC024", "too-many-mistakes", f"Only the first {MAX_FINDINGS} mistakes of a spec are listed."),
    (
        "SPEC025",
        "spelling",
        "Understood, though not in the canonical form, which a safe fix writes.",
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({name: Code(code, name, text) for code, name, text in _TABLE})
"""Every kind of mistake by name, in the order of the codes. Codes never change their meaning."""


class Problems:
    """The mistakes found so far in one spec and the files it extends, and the text of those files.

    `sources` maps the path of each file that was read to its text: whoever shows the findings quotes it.
    """

    def __init__(self) -> None:
        self.sources: dict[str, str] = {}
        self._findings: list[Finding] = []
        self._mended: set[tuple[str, int]] = set()
        self._left_out: set[tuple[str, int]] = set()
        self._said: set[tuple[str, Span, str]] = set()
        self._unlisted = 0

    def add(
        self,
        name: str,
        span: Span,
        message: str,
        help: str = "",  # noqa: A002
        fix: Fix | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one mistake. `name` is one of `CODES`; `message` is one sentence, `help` says what to do.

        The same mistake at the same place counts once: several YAML aliases may lead to one text.
        """
        code = CODES[name]
        if (name, span, message) in self._said:
            return
        if (span.path, span.line) in self._mended:
            return  # its columns are those of the mended line: it is found again when that is written
        # The end has such a column, and so may what a fix replaces.
        if (span.path, span.end_line) in self._mended:
            span, fix = Span(span.path, span.line, span.column, span.end_line, 1), None
        if len(self._findings) >= MAX_FINDINGS:
            self._unlisted += 1
            return
        self._said.add((name, span, message))
        self._findings.append(Finding(code.code, code.name, severity, message, span, help, remedy=fix))

    def extend(self, others: Problems) -> None:
        """Take over the mistakes that were gathered elsewhere, and which lines could not be read."""
        self._left_out |= others._left_out
        for found in others.findings:
            self.add(found.name, found.span, found.message, found.help, found.fix, found.severity)

    def mended(self, path: str, lines: Iterable[int]) -> None:
        """Note lines that were read as if a syntax error in them were mended."""
        self._mended.update((path, line) for line in lines)

    def left_out(self, path: str, lines: Iterable[int]) -> None:
        """Note lines that could not be read at all."""
        self._left_out.update((path, line) for line in lines)

    @property
    def incomplete(self) -> bool:
        """Whether lines were left out: what seems to be missing may stand there."""
        return bool(self._left_out)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in the order in which it was; past `MAX_FINDINGS` the last says how many more."""
        if not self._unlisted:
            return tuple(self._findings)
        code, last = CODES["too-many-mistakes"], self._findings[-1].span
        mistakes = "mistake is" if self._unlisted == 1 else "mistakes are"
        message = f"{self._unlisted} more {mistakes} not listed"
        return (*self._findings, Finding(code.code, code.name, Severity.ERROR, message, last))

    def __bool__(self) -> bool:
        """Whether there is any error: a spec with warnings only can be read."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    def raise_if_any(self) -> None:
        """Raise `SpecError` with everything that was found, if there is an error among it."""
        if self:
            raise SpecError(self.findings, dict(self.sources))
