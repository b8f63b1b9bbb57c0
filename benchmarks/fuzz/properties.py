"""What must hold for every spec, whatever is written in it: one stage after another, each by itself.

A fault is a broken promise: a traceback, a span outside the file, a rule that fails, a fix that is none, a
formatter that changes the model, a picture without a part, other output from the same text, too much time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzz.exports import COUNTS
from mlarch.compare import diff_report
from mlarch.compare import report as comparison_report
from mlarch.compare.comparison import compare
from mlarch.compare.consequences import consequences
from mlarch.compare.diff import diff
from mlarch.design import Design, load, loads
from mlarch.diagnostics import INTERNAL, Finding, MlarchError, Review, Span, SpecError
from mlarch.draw import FORMATS, Stage
from mlarch.language.document import Document
from mlarch.language.edit import apply
from mlarch.language.format import canonical
from mlarch.language.problems import Problems
from mlarch.language.syntax import text as texts
from mlarch.report import FORMATS as REPORTS
from mlarch.report import render
from mlarch.session.fix import fix

__all__ = ["LIMIT", "Examination", "Fault", "examine"]

PATH = "x.yaml"
LIMIT = 20.0
"""CPU seconds that one stage may take for a text of up to 64 KiB, on a machine of 2025."""

_BIG = 60  # components; what is larger is drawn in two formats only


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken promise: `key` is the same for the same fault in another spec, `detail` is about this one."""

    key: str
    detail: str


class _SlowError(BaseException):
    """A stage takes too long. No `Exception`: what catches those must not catch this."""


@dataclass
class Examination:
    """What came of one text: `faults`, CPU seconds by stage, a digest of the output by stage, and counts."""

    faults: list[Fault] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def fault(self, key: str, detail: object = "") -> None:
        """Note a fault, once for each key."""
        if all(each.key != key for each in self.faults):
            self.faults.append(Fault(key, str(detail)))

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[Callable[[object], None]]:
        """Run a stage, which no exception but `MlarchError` may leave. The result is given what came out."""
        said = hashlib.sha256()
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            yield lambda output: said.update(
                output if isinstance(output, bytes) else repr(output).encode(errors="backslashreplace")
            )
        except MlarchError as error:
            said.update(str(error).encode(errors="backslashreplace"))
            self.counts[f"{name}: refused"] += 1
        except _SlowError as error:
            self.fault(f"{name}: slow at {_place(error)}", f"more than {LIMIT} s")
        except Exception as error:  # every one of them is a fault
            self.fault(f"{type(error).__name__} at {_place(error)}", traceback.format_exc())
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
            self.digests[name] = said.hexdigest()[:16]
            self.counts[name] += 1


def _stop(number: int, frame: object) -> None:
    raise _SlowError


def _place(error: BaseException) -> str:
    """The innermost function of mlarch on the way of an exception."""
    ours = [
        each for each in traceback.extract_tb(error.__traceback__) if "mlarch" in each.filename.split("/")
    ]
    return f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "the runner"


def examine(data: bytes, study: Path | None) -> Examination:
    """Everything that is done with specs, done with the bytes of one; `study` to compare it with.

    Without a `study`, it is read, formatted and reviewed alone, and nothing else.
    """
    signal.signal(signal.SIGPROF, _stop)
    found = Examination()
    random = Random(data)
    document = None
    with found.stage("read") as says:
        problems = Problems()
        text = texts.decode(data, PATH, problems)
        if text is None:
            found.counts["no text"] += 1
            _spans(found, "decode", problems.findings, {PATH: data.decode("latin-1")})
            return found
        document = Document.read(text, PATH)
        says(document.problems)
        says(document.architecture)
        _spans(found, "read", document.problems, document.sources)
    if document is None:
        return found
    if document.errors or document.architecture is None:
        found.counts["errors"] += 1
        _unreadable(found, document)
    else:
        found.counts["readable"] += 1
        _reviewed(found, document, random)
        _formatted(found, document)
        if study is not None:
            _estimated(found, document)
            _compared(found, document, study, random)
            _drawn(found, document, random)
    if study is not None:
        _fixed(found, document.text, random)
    return found


def _spans(found: Examination, stage: str, findings: Iterable[Finding], sources: Mapping[str, str]) -> None:
    """Places lie in the file that they name; messages are one line."""
    lines = {path: texts.split_lines(text) for path, text in sources.items()}
    for finding in findings:
        if not finding.message or "\n" in finding.message:
            found.fault(f"{stage}: message of {finding.rule} {finding.name}", repr(finding.message))
        for span in (finding.span, *(edit.span for edit in (finding.fix.edits if finding.fix else ()))):
            if not _inside(span, lines.get(span.path, [])):
                found.fault(f"{stage}: span of {finding.rule} {finding.name}", f"{finding.message}: {span}")


def _inside(span: Span, lines: Sequence[str]) -> bool:
    """Whether a span lies in a file. What is missing at the end of a line is shown right behind it."""
    if not (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column) or span.end_line > len(
        lines
    ):
        return False
    first, last = len(lines[span.line - 1]), len(lines[span.end_line - 1])
    behind = span.line == span.end_line and span.column == first + 1
    return span.column <= first + 1 and span.end_column <= last + 1 + behind


def _check(text: str) -> Review:
    try:
        return loads(text, PATH).check(stage="production")
    except SpecError as error:
        return Review.unreadable(PATH, error)


def _unreadable(found: Examination, document: Document) -> None:
    with found.stage("reports") as says:
        try:
            document.checked()
        except SpecError as error:
            for form in REPORTS:
                says(render([Review.unreadable(PATH, error)], form))


def _reviewed(found: Examination, document: Document, random: Random) -> None:
    review = None
    with found.stage("review") as says:
        design = Design(document.checked())
        review = design.check(stage="production")
        says(review.findings)
        says(review.unknown)
        for finding in (*review.findings, *review.unknown, *review.covered):
            if finding.name == INTERNAL:
                found.fault(
                    f"review: {finding.rule} fails: {finding.message.split(':')[-2:]}", finding.message
                )
        found.counts["findings"] += len(review.findings)
        _spans(found, "review", review.findings, review.sources)
    if review is not None:
        with found.stage("reports") as says:
            for form in REPORTS:
                says(render([review], form))
            json.loads(render([review], "json"))
            json.loads(render([review], "sarif"))


def _fixed(found: Examination, text: str, random: Random) -> None:
    """Fixing settles, leaves no finding that it says it fixed, and brings no error; each fix alone is one."""
    with found.stage("fix") as says:
        done = fix(text, PATH, _check, unsafe=True)
        says(done.after)
        found.counts["fixes"] += len(done.fixed)
        found.counts["fixes withheld"] += len(done.withheld)
        if done.first.readable and not done.review.readable:
            found.fault("fix: unreadable afterwards", [f.rule for f in done.fixed])
        left = {finding.fingerprint for finding in done.review.findings}
        for finding in done.fixed:
            if finding.fingerprint in left and done.first.readable:
                same = sum(f.fingerprint == finding.fingerprint for f in done.first.findings)
                if sum(f.fingerprint == finding.fingerprint for f in done.review.findings) >= same:
                    found.fault(f"fix: {finding.rule} is found again", finding.message)
        again = fix(done.after, PATH, _check, unsafe=True)
        if again.fixed or again.after != done.after:
            rules = sorted({finding.rule for finding in again.fixed})
            found.fault(f"fix: a second run fixes {', '.join(rules)}", [f.message for f in again.fixed])
    with found.stage("one fix") as says:
        review = _check(text)
        offered = [f for f in review.findings if f.fix and all(e.span.path == PATH for e in f.fix.edits)]
        for finding in random.sample(offered, min(3, len(offered))):
            assert finding.fix is not None
            after = _check(apply(text, finding.fix.edits))
            says(after.findings)
            found.counts["one fix"] += 1
            tally = Counter(f.fingerprint for f in after.findings)
            known = Counter(f.fingerprint for f in review.findings)
            mark = finding.fingerprint
            if review.readable and tally[mark] >= known[mark] and after.readable:
                found.counts[f"one fix: {finding.rule} stays"] += 1


def _formatted(found: Examination, document: Document) -> None:
    with found.stage("fmt") as says:
        after = canonical(document)
        says(after.text)
        if after.architecture != document.architecture:
            found.fault("fmt: another model")
        if canonical(Document.read(after.text, PATH)).text != after.text:
            found.fault("fmt: not settled", after.text)


def _estimated(found: Examination, document: Document) -> None:
    from mlarch.report.estimates import markdown

    with found.stage("estimate") as says:
        estimate = Design(document.checked()).estimate(samples=300)
        says(estimate.to_text())
        says(json.dumps(estimate.to_dict(), allow_nan=False))
        says(estimate.to_svg())
        says(markdown.render([(estimate, ())]))


def _compared(found: Examination, document: Document, study: Path, random: Random) -> None:
    """A diff with a version that lacks a line, in both directions; a comparison with a case study."""
    design = Design(document.checked())
    with found.stage("diff") as says:
        if diff(design.architecture, design.architecture):
            found.fault("diff: a design differs from itself")
        old = _earlier(document.text, random)
        for one, other in ((old, design), (design, old)):
            change = diff(one.architecture, other.architecture)
            result = consequences(change, one, other) if random.random() < 0.05 else None
            says(diff_report.to_text(change, result))
            says(diff_report.to_markdown(change, result))
            json.loads(diff_report.to_json(change, result))
    if random.random() < 0.1:
        with found.stage("compare") as says:
            comparison = compare(design, load(study))
            says(comparison_report.to_text(comparison))
            says(comparison_report.to_json(comparison))
            says(comparison_report.merged_design(comparison).render())


def _earlier(text: str, random: Random) -> Design:
    """The design without one of its lines; of those tried, the last that can be read, else the design."""
    found = loads(text, PATH)
    for _ in range(3):
        lines = text.splitlines(keepends=True)
        del lines[random.randrange(len(lines))]
        with contextlib.suppress(SpecError):
            found = loads("".join(lines), PATH)
    return found


def _drawn(found: Examination, document: Document, random: Random) -> None:
    """The whole in every format, a view or a scenario in two: each holds every card and every line."""
    design = Design(document.checked())
    architecture = design.architecture
    with found.stage("layout") as says:
        drawing = design.drawing(depth=0)
        ids = [card.id for card in drawing.scene.cards]
        if ids != list(architecture.components) and sorted(ids) != sorted(architecture.components):
            found.fault("scene: not every component", set(architecture.components) ^ set(ids))
        drawn = sorted(number for link in drawing.scene.links for number in (link.merged or (link.index,)))
        if drawn != list(range(len(architecture.flows))):
            found.fault("scene: not every flow", f"{len(architecture.flows)} flows, {drawn}")
        says(drawing.picture)
        found.counts["layout faults"] += bool(drawing.report.faults)
    forms = list(FORMATS)
    if len(architecture.components) > _BIG:
        forms = random.sample(forms, 2)
    for form in forms:
        _encoded(found, design, form, depth=0)
    others = [{"view": name} for name in design.views] + [{"scenario": name} for name in design.scenarios]
    for which in random.sample(others, min(1, len(others))):
        for form in random.sample(list(FORMATS), 2):
            _encoded(found, design, form, depth=0, **which)
    if architecture.groups:
        _encoded(found, design, random.choice(list(FORMATS)), depth=1)


def _flows(lines: Iterable[Sequence[int]]) -> list[int]:
    return sorted(number for line in lines for number in line)


def _encoded(found: Examination, design: Design, form: str, **which: object) -> None:
    with found.stage(f"format {form}") as says:
        says(data := design.render(format=form, scale=0.5, **which))  # type: ignore[call-overload]
        drawing = design.drawing(**which)  # type: ignore[arg-type]
        held = len(drawing.scene.cards), len(drawing.scene.links)
        if FORMATS[form].stage is not Stage.SCENE:
            shown = len(drawing.diagram.cards), _flows(line.flows for line in drawing.diagram.lines)
            whole = held[0], _flows(link.merged or (link.index,) for link in drawing.scene.links)
            if shown != whole and "scenario" not in which:  # its picture is what is walked, and what is near
                found.fault("diagram: parts are missing", f"{shown}, not {whole}, {which}")
            held = shown[0], len(drawing.diagram.lines)  # a line may stand for several flows
        if form == "d2":
            held = held[0] + sum(1 for _ in _panels(drawing.scene.panels)), held[1]
        counted = COUNTS[form](data)
        if counted is not None and counted != held:
            found.fault(f"format {form}: parts are missing", f"{counted}, not {held}, {which}")


def _panels(panels: Iterable[object]) -> Iterator[object]:
    for panel in panels:
        yield panel
        yield from _panels(panel.panels)  # type: ignore[attr-defined]
