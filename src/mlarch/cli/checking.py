"""What `mlarch check` prints, and its exit status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from mlarch import report
from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import color_wanted, flatten
from mlarch.cli.streams import columns, counting, echo_data, say, show
from mlarch.design import Design
from mlarch.diagnostics import MlarchError, Review, RulePage
from mlarch.files import STDIN
from mlarch.records import dataclass
from mlarch.report import Options
from mlarch.report.base import notes_of
from mlarch.session.baseline import Baselines, Upkeep
from mlarch.session.cache import Cache, default_folder
from mlarch.session.check import Checked, Checker
from mlarch.session.children import available
from mlarch.session.reviews import CheckOptions
from mlarch.session.settings import SettingsFinder
from mlarch.session.specs import find_specs, read_spec

if TYPE_CHECKING:
    from mlarch.session.fixing import Fixer

__all__ = ["Checking"]

_WITH_FIXES = ("json", "sarif")
"""The formats that show fixes; working them out takes time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """One run of `mlarch check`: its options, as click names them."""

    format_name: str | None
    select: Sequence[tuple[str, ...]]
    ignore: Sequence[tuple[str, ...]]
    stage: str | None
    strict: bool
    show_unknown: bool
    show_suppressed: bool
    statistics: bool
    score: bool
    baseline: str | None
    no_baseline: bool
    update_baseline: bool
    extend_baseline: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    explain_flows: bool
    local_rules: bool
    stdin_filename: str | None
    jobs: int | None
    no_cache: bool
    color: bool | None
    quiet: bool

    def run(self, paths: Sequence[str]) -> int:
        """Review the specs, print the report, and give the exit status."""
        checker = Checker(
            self._options(),
            self._baselines(),
            SettingsFinder(self.local_rules),
            strict=self.strict,
            cache=Cache(None if self.no_cache else default_folder()),
            processes=self.jobs or available(),
        )
        form = self.format_name or self._usual_format(checker, paths)
        self._refuse_contradictions(form)
        checker.fixes = form in _WITH_FIXES
        fixer = self._fixed(paths, checker) if self.fix or self.diff else None
        specs = [(self._called(path), error) for path, error in find_specs(paths, checker.settings)]
        known = self._read(specs, checker.cache, fixer)
        with counting("reviewing", quiet=self.quiet) as checker.progress:
            checked = checker.check(specs, known)
        failures = (*(fixer.failures if fixer else ()), *checked.failures)
        status = _status(checked, failures)
        if not self.diff and (checked.reviews or form != "text"):
            aside = fixer is not None and fixer.stdin is not None
            options = self._shown(checked, failures, status, checker.settings)
            self._show(checked.reviews, form, options, aside=aside)
        for failure in failures:
            show_error(failure)
        if self.quiet and form == "text":
            for note in notes_of(checked.reviews):  # that rules are missing is said in any case
                say(f"note: {note}", err=True)
        if not self.quiet:
            for line in chain(checked.notes, fixer.lines() if fixer else ()):
                say(line, err=True)
        return status

    def _usual_format(self, checker: Checker, paths: Sequence[str]) -> str:
        """The settings choose how a report is written; a diff and an explanation are text."""
        if self.diff or self.explain_flows:
            return "text"
        return checker.settings.of(paths[0] if paths and paths[0].strip() else ".").format or "text"

    def _options(self) -> CheckOptions:
        return CheckOptions(
            stage=self.stage,
            select=flatten(self.select),
            ignore=flatten(self.ignore),
            score=self.score,
        )

    def _baselines(self) -> Baselines:
        upkeep = Upkeep.UPDATE if self.update_baseline else Upkeep.NONE
        return Baselines(
            chosen=self.baseline,
            upkeep=Upkeep.EXTEND if self.extend_baseline else upkeep,
            off=self.no_baseline,
        )

    def _fixed(self, paths: Sequence[str], checker: Checker) -> Fixer:
        """Fix the specs, before they are reviewed as they are then."""
        from mlarch.session.fixing import Fixer  # only now: most checks fix nothing

        fixer = Fixer(
            checker.review,
            unsafe=self.unsafe_fixes,
            dry=self.diff,
            stdin_name=self.stdin_filename or STDIN,
        )
        fixer.run(path for path, error in find_specs(paths, checker.settings) if error is None)
        for data in fixer.output:
            echo_data(data)
        return fixer

    def _called(self, path: str) -> str:
        """What findings call a file; standard input may be given a name."""
        return self.stdin_filename or path if path == STDIN else path

    def _read(
        self, specs: Iterable[tuple[str, MlarchError | None]], cache: Cache, fixer: Fixer | None
    ) -> dict[str, Design | MlarchError]:
        """The specs that are read here: that of standard input, and all whose flows are explained first."""
        known: dict[str, Design | MlarchError] = {}
        for path, error in specs:
            from_stdin = path == self._called(STDIN)
            if error is None and (from_stdin or self.explain_flows):
                stdin = fixer.stdin if fixer is not None and from_stdin else None
                known[path] = stdin or read_spec(STDIN if from_stdin else path, cache, path)
        if self.explain_flows:
            _explain(known.values())
        return known

    def _shown(
        self, checked: Checked, failures: tuple[MlarchError, ...], status: int, settings: SettingsFinder
    ) -> Options:
        return Options(
            colour=color_wanted(self.color),
            width=columns(),
            show_unknown=self.show_unknown,
            show_suppressed=self.show_suppressed,
            statistics=self.statistics,
            strict=checked.strict,
            failures=failures,
            status=status,
            pages=_pages(settings),
        )

    def _show(self, reviews: Sequence[Review], form: str, options: Options, *, aside: bool) -> None:
        """Print the report; on standard error (`aside`) where standard output is a fixed spec's."""
        if form != "text":
            echo_data(report.render(reviews, form, options), err=aside)
        elif not self.quiet:
            show(report.render(reviews, "text", options), color=options.colour, err=aside)
        else:
            from mlarch.report.text import render_finding

            found = [(finding, review) for review in reviews for finding in review.findings]
            blocks = [render_finding(finding, review, options) for finding, review in found]
            if blocks:
                show("\n\n".join(blocks), color=options.colour, err=aside)

    def _refuse_contradictions(self, form: str) -> None:
        """Options that contradict each other are a mistake and not a choice of ours."""
        fixing, keeping = self.fix or self.diff, self.update_baseline or self.extend_baseline
        narrowed = self.select or self.ignore or self.stage
        for wrong, message in (
            (
                self.explain_flows and form != "text",
                _EXPLAIN_TEXT,
            ),
            (self.unsafe_fixes and not fixing, _UNSAFE_ALONE),
            (self.diff and form != "text", "--diff prints a diff; leave out --format."),
            (self.explain_flows and fixing, _EXPLAIN_FIXING),
            (
                keeping and self.no_baseline,
                "--no-baseline leaves none to write; leave out one of them.",
            ),
            (self.baseline is not None and self.no_baseline, "--baseline and --no-baseline contradict."),
            (keeping and narrowed, _NARROWED),
            (keeping and self.diff, "--diff writes nothing; leave out --update-baseline."),
        ):
            if wrong:
                raise click.UsageError(message)


_EXPLAIN_TEXT = "--explain-flows is printed as text; leave out --format."
_UNSAFE_ALONE = "--unsafe-fixes goes with --fix, or with --diff to see them first."
_EXPLAIN_FIXING = "--explain-flows shows specs as they are; leave out --fix and --diff."
_NARROWED = (
    "--update-baseline looks at everything that the settings ask for; leave out --select, --ignore"
    " and --stage, or findings that are only out of sight would be taken out."
)


def _explain(specs: Iterable[Design | MlarchError]) -> None:
    """How the flows of each spec were understood."""
    from mlarch.graph import explain_flows

    for design in specs:
        if isinstance(design, Design):
            for line in explain_flows(design.graph):
                say(line)
            click.echo()


def _status(checked: Checked, failures: Sequence[MlarchError]) -> int:
    if failures or not checked.readable:
        return NOT_UNDERSTOOD
    return FINDINGS if checked.failed else OK


def _pages(settings: SettingsFinder) -> Callable[[str], RulePage]:
    """The handbook page of a rule by its code, also of one of a project's own."""

    def page(code: str) -> RulePage:
        from mlarch.rules import handbook, load  # only now: most reports name rules and show no page

        registries = [load(folder) for folder in (None, *settings.local_folders)]
        return handbook.entry(code, next((found for found in registries if code in found.rules), None))

    return page
