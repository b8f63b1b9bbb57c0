"""Fixes of findings made in the text of a spec: pass by pass, each looked at again before it counts.

Safe fixes come first, all together. Unsafe ones, which add components, are made for one rule at a time: what
one rule's fix adds often answers another rule's finding too. After each pass the text is read and reviewed
anew. A fix after which its own finding stays, or which brings an error or a part with a warning that no fix
answers, is taken back and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from mlarch.diagnostics import Finding, Review, Severity
from mlarch.language.edit import apply
from mlarch.records import dataclass
from mlarch.session.edits import compatible

__all__ = ["PASSES", "Fixed", "Withheld", "fix"]

PASSES = 200
"""So often is one text reviewed at most; a spec that needs more has its other fixes made by the next run."""

ROUNDS = 5
"""So often are all fixes gone through at most: a second run finds nothing that the first had left."""

Check = Callable[[str], Review]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A fix that was not made, and why: a sentence without its stop."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What became of a text: `fixed` are the findings answered by a fix, `review` is that of `after`.

    `first` is the review of `before`. `offered` counts the unsafe fixes that were not asked for, `elsewhere`
    names the other files, which the spec extends, into which fixes belong.
    """

    path: str
    before: str
    after: str
    first: Review
    review: Review
    fixed: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    offered: int = 0
    elsewhere: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


@dataclass(slots=True)
class _Run:
    """The text so far and its review; `tried` holds fixes that were withheld, by finding and title.

    `stood` counts how many findings were alike in one review: an unsafe fix is made once for each of them.
    `begun` is the text with which this round began.
    """

    path: str
    text: str
    review: Review
    stood: Counter[str]
    fixed: list[Finding] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    tried: set[tuple[str, str]] = field(default_factory=set)
    mended: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    begun: str = ""
    rounds: int = 0

    def another_round(self) -> bool:
        """Whether there is another round: what stood against a fix may be gone, what was mended be back."""
        self.rounds += 1
        if self.begun == self.text or self.rounds == ROUNDS:
            return False
        self.begun = self.text
        self.withheld.clear()
        self.tried.clear()
        self.mended.clear()
        return True


def fix(text: str, path: str, check: Check, *, unsafe: bool = False) -> Fixed:
    """Make the fixes of what `check` finds in `text`, the content of the file `path`.

    `check` reads and reviews a text; it answers also for one that cannot be read. With `unsafe`, fixes that
    change the design are made too. Only edits in the file `path` itself are made. Raises what `check` raises.
    """
    first = check(text)
    run = _Run(path, text, first, _tally(first.findings), begun=text)
    run.seen.add(text)
    limit: int | None = None
    for _ in range(PASSES):
        batch = _batch(run, unsafe)[:limit]
        if not batch:
            if not run.another_round():
                break
            continue
        objection = _try(run, batch, check)
        if objection is None:
            limit = None
        elif len(batch) > 1:
            limit = len(batch) // 2  # one of them is to blame: find out which
        else:
            limit = None
            _withhold(run, batch[0], objection)
    left = run.review.findings
    return Fixed(
        path=path,
        before=text,
        after=run.text,
        first=first,
        review=run.review,
        fixed=tuple(run.fixed),
        withheld=tuple(run.withheld),
        offered=0 if unsafe else sum(_here(f, path) and not f.fix.safe for f in left if f.fix),
        elsewhere=tuple(
            dict.fromkeys(
                edit.span.path
                for finding in left
                if finding.fix and not _here(finding, path) and (unsafe or finding.fix.safe)
                for edit in finding.fix.edits
                if edit.span.path != path
            )
        ),
    )


def _here(finding: Finding, path: str) -> bool:
    """Whether the fix lies in this file, and not in one that it extends."""
    return finding.fix is not None and all(edit.span.path == path for edit in finding.fix.edits)


def _batch(run: _Run, unsafe: bool) -> Sequence[Finding]:
    """The fixes of the next pass: the safe ones; without any, the unsafe ones of one rule."""
    found = [
        finding for finding in run.review.findings if _here(finding, run.path) and _untried(run, finding)
    ]
    safe = [finding for finding in found if finding.fix is not None and finding.fix.safe]
    if safe or not unsafe:
        return compatible(safe)
    ranks = {code: rank for rank, code in enumerate(run.review.rules)}
    open_ = [finding for finding in found if run.mended[finding.fingerprint] < run.stood[finding.fingerprint]]
    first = min((ranks.get(finding.rule, -1) for finding in open_), default=None)
    return compatible(finding for finding in open_ if ranks.get(finding.rule, -1) == first)


def _untried(run: _Run, finding: Finding) -> bool:
    return finding.fix is not None and (finding.fingerprint, finding.fix.title) not in run.tried


def _try(run: _Run, batch: Sequence[Finding], check: Check) -> str | None:
    """Make these fixes; when there is an objection, say it and leave everything as it was."""
    edits = [edit for finding in batch if finding.fix is not None for edit in finding.fix.edits]
    try:
        text = apply(run.text, edits)
    except ValueError as error:
        return f"its edits do not fit the file: {error}"
    if text in run.seen:
        return "it would undo another fix"
    review = check(text)
    objection = _objection(run.review, review, batch)
    if objection is not None:
        return objection
    run.text, run.review = text, review
    run.seen.add(text)
    run.fixed += batch
    run.mended += _tally(batch)
    run.stood |= _tally(review.findings)
    return None


def _withhold(run: _Run, finding: Finding, reason: str) -> None:
    title = finding.fix.title if finding.fix is not None else ""
    run.tried.add((finding.fingerprint, title))
    run.withheld.append(Withheld(finding, reason))


def _objection(before: Review, after: Review, batch: Sequence[Finding]) -> str | None:
    """Why the result is no better than what was there; None when it is."""
    if not after.readable:
        broken = [finding for finding in after.findings if finding.name in _UNREADABLE]
        blind = any(finding.name in _UNREADABLE for finding in before.findings)
        if before.readable or (broken and not blind):
            return f"the spec could not be read any more: {(broken or after.findings)[0].message}"
    left, known = _tally(after.findings), _tally(before.findings)
    answered = _tally(batch)
    twice = next(
        (f for f in after.findings if f.name == _TWICE and left[f.fingerprint] > known[f.fingerprint]), None
    )
    if twice is not None:
        return f"then {twice.message}"
    for finding in batch:
        mark = finding.fingerprint
        if left[mark] > known[mark] - answered[mark]:
            return "the finding would stay"
    if before.readable:
        brought = (f for f in after.findings if left[f.fingerprint] > known[f.fingerprint])
        new = next((f for f in brought if _unwanted(f, before, batch)), None)
        if new is not None:
            return f"it would bring {new.rule} {new.name}: {new.message}"
    return None


def _unwanted(new: Finding, before: Review, batch: Sequence[Finding]) -> bool:
    """Whether a finding is worse than what a fix answers: an error, or a new part that is wrong for good."""
    if new.severity is Severity.ERROR or _back(new, before, batch):
        return True
    added = not set(new.components) <= set(before.places)
    return added and new.severity is Severity.WARNING and new.remedy is None


def _back(new: Finding, before: Review, batch: Sequence[Finding]) -> bool:
    """Whether a finding about what was there before is of a rule whose fixes were made already.

    Two rules would else undo each other's fixes in every run. What is said of a new part is mended later on.
    """
    if new.remedy is None or any(finding.fix is None or finding.fix.safe for finding in batch):
        return False
    parts = {*new.components, *(end for flow in new.flows for end in flow)}
    ranks = {code: rank for rank, code in enumerate(before.rules)}
    return parts <= set(before.places) and ranks.get(new.rule, -1) < ranks.get(batch[0].rule, -1)


# Mistakes behind which all others hide.
_UNREADABLE = ("yaml-syntax", "unreadable-file", "too-large")


_TWICE = "duplicate-key"


def _tally(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.fingerprint for finding in findings)
