"""What `mlarch render` draws, writes and prints, and its exit status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

import click

from mlarch.cli.failures import FINDINGS, NOT_UNDERSTOOD, OK, show_error
from mlarch.cli.options import flatten
from mlarch.cli.streams import progress, say
from mlarch.design import Design
from mlarch.diagnostics import MlarchError, SpecError
from mlarch.draw import RenderOptions
from mlarch.records import dataclass
from mlarch.session.cache import Cache, default_folder
from mlarch.session.children import available
from mlarch.session.output import prepare, present, write
from mlarch.session.pictures import Picture, is_file, plan
from mlarch.session.render import Project
from mlarch.session.settings import SettingsFinder
from mlarch.session.specs import read_specs
from mlarch.session.workers import draw_all

__all__ = ["Rendering"]

_PRINTED = "-"


@dataclass(slots=True, kw_only=True)
class Rendering:
    """One run of `mlarch render`: its options, as click names them."""

    output: str
    formats: Sequence[tuple[str, ...]]
    view: str | None
    scenario: str | None
    theme: str
    engine: str
    scale: float
    font: str | None
    numbers: bool
    depth: int | None
    around: str | None
    hops: int
    pin: bool
    check_only: bool
    index: bool
    jobs: int | None
    no_cache: bool
    report: bool
    quiet: bool
    failures: list[MlarchError] = field(default_factory=list)
    cache: Cache = field(init=False)
    stale: int = 0

    def run(self, paths: Sequence[str]) -> int:
        """Draw the specs, write, compare or print the pictures, and give the exit status."""
        settings = SettingsFinder()
        self.cache = Cache(None if self.no_cache else default_folder())
        read = [found for _, found in read_specs(paths, settings, self.cache)]
        self.failures += [found for found in read if isinstance(found, MlarchError)]
        designs = [found for found in read if isinstance(found, Design)]
        project = Project(paths, designs, settings, self.cache)
        if self.check_only and paths and self._folder:
            designs += project.dependents()
        if self.pin:
            self._pin(designs)
        pictures = self._planned(designs, project)
        self._draw(pictures)
        if self.index and pictures:
            from mlarch.session.index import index_of

            self._put(*index_of(project.drawn(self.output), self.output))
        if self.check_only and self._folder and not self.failures:
            self._name_orphans(project)
        self._show_failures()
        if self.failures:
            return NOT_UNDERSTOOD
        return FINDINGS if self.stale else OK

    def _pin(self, designs: Sequence[Design]) -> None:
        """Write the layout of each picture into its spec; how it is drawn does not change by that."""
        from mlarch.session.pin import pin

        for design in designs:
            try:
                if pin(design) and not self.quiet:
                    say(f"{design.path}  pinned")
            except MlarchError as error:
                self.failures.append(error)

    @property
    def _folder(self) -> bool:
        """Whether the output is a folder."""
        return self.output != _PRINTED and not is_file(self.output)

    def _planned(self, designs: Sequence[Design], project: Project) -> tuple[Picture, ...]:
        formats = flatten(self.formats)
        if self.index and not self._folder:
            raise MlarchError(
                "`--index` writes a page beside the pictures, and needs a directory", "Leave one out."
            )
        if self.index:
            from mlarch.session.index import check_formats

            check_formats(formats or ("svg",))
        options = RenderOptions(
            view=self.view,
            scenario=self.scenario,
            theme=self.theme,
            engine=self.engine,
            scale=self.scale,
            font=self.font,
            numbers=self.numbers,
            depth=self.depth,
            around=self.around,
            hops=self.hops,
        )
        pictures = plan(designs, self.output, formats, options, project.homes)
        if self.font is None:
            pictures = tuple(one.in_font(project.font_of(one.design)) for one in pictures)
        if self.output == _PRINTED and len(pictures) > 1:
            raise MlarchError(
                f"`-o -` prints one picture, and there are {len(pictures)}", "Name one spec, view and format."
            )
        if pictures and self._folder and not self.check_only:
            prepare(self.output)
        return pictures

    def _draw(self, pictures: Sequence[Picture]) -> None:
        drawings = draw_all(pictures, self.jobs or available(), self.cache, report=self.report)
        for picture, drawn in progress(drawings, len(pictures), "drawing", quiet=self.quiet):
            try:
                if drawn.error is not None:
                    raise drawn.error
                for line in drawn.report:
                    say(line, err=self.output == _PRINTED)
                self._put(picture.target, drawn.data)
                for warning in drawn.warnings:
                    say(f"warning: {picture.target}: {warning}", err=True)
            except MlarchError as error:
                self.failures.append(picture.failed(error))

    def _put(self, target: Path, data: bytes) -> None:
        """Print, compare or write one file, and say what became of it."""
        if self.output == _PRINTED:
            click.echo(data, nl=False)
        elif not self.check_only:
            changed = write(target, data)
            if not self.quiet:
                say(f"{target}" + ("" if changed else "  (unchanged)"))
        elif (there := present(target)) != data:
            say(f"{target}  {'missing' if there is None else 'out of date'}")
            self.stale += 1
        elif not self.quiet:
            say(f"{target}  up to date")

    def _name_orphans(self, project: Project) -> None:
        for file in project.orphans(self.output):
            say(f"{file}  left over: no spec has this picture any more")
            self.stale += 1

    def _show_failures(self) -> None:
        """Every failure once: what is wrong with a spec is wrong with each of its pictures."""
        said: set[tuple[str, str]] = set()
        for failure in self.failures:
            if isinstance(failure, SpecError) or (failure.message, failure.help) not in said:
                show_error(failure)
            said.add((failure.message, failure.help))
