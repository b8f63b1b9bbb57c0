"""The public Python API: one class, `Design`, and the two ways to get one, `load` and `loads`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, overload

from mlarch.diagnostics import MlarchError, Review
from mlarch.draw import ENGINES, FORMATS, THEMES, RenderOptions, Shown
from mlarch.text import choice

if TYPE_CHECKING:
    from os import PathLike

    from mlarch.design_estimate import DesignEstimate
    from mlarch.draw import Drawing
    from mlarch.graph import DesignGraph
    from mlarch.model import Architecture, Stage
    from mlarch.rules.engine.settings import Settings

__all__ = ["ENGINES", "FORMATS", "THEMES", "Design", "load", "loads"]


class Design:
    """A spec that was read: look at it, review it, draw it. Made by `mlarch.load` or `mlarch.loads`.

    In a notebook a design shows itself as a picture.
    """

    def __init__(self, architecture: Architecture, *, settings: Callable[[], Settings] | None = None) -> None:
        self._architecture = architecture
        self._settings = settings
        self._drawings: dict[RenderOptions, Drawing] = {}

    @property
    def architecture(self) -> Architecture:
        """What the spec says, as frozen values with their places in the file."""
        return self._architecture

    @property
    def name(self) -> str:
        """The title of the design."""
        return self._architecture.name

    @property
    def path(self) -> str:
        """The file that the design was read from; `-` for standard input."""
        return self._architecture.path

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views that the spec defines, in the order of the file."""
        return tuple(view.name for view in self._architecture.views)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios that the spec defines, in the order of the file."""
        return tuple(scenario.name for scenario in self._architecture.scenarios)

    @cached_property
    def graph(self) -> DesignGraph:
        """The call graph and the data graph that follow from the kinds and the flows; built once."""
        from mlarch import graph

        return graph.build(self._architecture)

    def check(
        self,
        stage: Stage | str | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        settings: Settings | None = None,
    ) -> Review:
        """Review the design, as `mlarch check` does in its project.

        `stage` (`sketch`, `design` or `production`) replaces the one in the spec. `select` and `ignore` hold
        rule codes, beginnings of codes (`MON`) or names; an empty `select` means every rule.
        `settings` replace those of the project, which `mlarch.load` finds as the command line does.

        Raises `MlarchError` for a stage or a rule that does not exist, and for wrong settings.
        """
        from mlarch import rules

        if settings is None and self._settings is not None:
            settings = self._settings()

        return rules.review(
            self.graph,
            stage=None if stage is None else _stage(stage),
            select=_words(select),
            ignore=_words(ignore),
            settings=settings,
        )

    @overload
    def render(
        self,
        path: None = None,
        *,
        format: str | None = None,
        theme: str = "auto",
        scale: float = 2.0,
        font: str | None = None,
        **shown: Unpack[Shown],
    ) -> bytes: ...

    @overload
    def render(
        self,
        path: str | PathLike[str],
        *,
        format: str | None = None,
        theme: str = "auto",
        scale: float = 2.0,
        font: str | None = None,
        **shown: Unpack[Shown],
    ) -> Path: ...

    def render(
        self,
        path: str | PathLike[str] | None = None,
        *,
        format: str | None = None,  # noqa: A002
        theme: str = "auto",
        scale: float = 2.0,
        font: str | None = None,
        **shown: Unpack[Shown],
    ) -> bytes | Path:
        """Draw the design, into the file `path` or, without one, into bytes.

        `format` is one of `mlarch.draw.FORMATS`, such as `svg`; left out, it follows from the ending of
        `path`, else it is SVG. `theme` is `auto`, `light` or `dark`. `scale`, from 0.1 to 10, is the number
        of pixels of a PNG per pixel of the layout; no other format uses it. `font` is a TrueType or OpenType
        file with characters that the bundled font lacks. What is `shown` are keywords of `drawing`. The file
        is written whole or not at all, and its path returned.

        Raises `MlarchError` for an option that does not exist and for a path that cannot be written,
        `EngineError` when Graphviz is missing or fails.
        """
        target = None if path is None else Path(path)
        ending = choice("format", format or _format_of(target), FORMATS)
        colors = choice("theme", theme, THEMES)
        if not 0.1 <= scale <= 10:  # also when it is no number
            raise MlarchError(f"`scale` is from 0.1 to 10, and not {scale:g}")
        options = RenderOptions(format=ending, theme=colors, scale=scale, font=font)
        picture = self.drawing(**shown).encode(options)
        if target is None:
            return picture
        from mlarch.files import write_atomic

        write_atomic(target, picture)
        return target

    def drawing(self, **shown: Unpack[Shown]) -> Drawing:
        """One picture of the design, laid out once however often it is encoded, with its readability report.

        `view` and `scenario` name one of the spec's. `around` is the id of a component or group: the picture
        shows it with what is at most `hops` (1) flows away. `depth` shows the groups at that depth, 1 being
        the outermost, as one card each; 0 shows all components, None does so up to a hundred of them.
        `numbers` writes computed rates on lines and loads on cards. `engine` is one of `mlarch.draw.ENGINES`.

        Raises `MlarchError` for a view, scenario, part or engine that does not exist.
        """
        from mlarch.draw import Drawing

        options = self._checked(RenderOptions(**shown))
        if options not in self._drawings:
            parted = options.scenario is not None or options.part
            whole = self.drawing(**options.whole.shown) if parted else None
            self._drawings[options] = Drawing(
                self.graph, options, whole=whole, findings=lambda: self.check().findings
            )
        return self._drawings[options]

    def _checked(self, asked: RenderOptions) -> RenderOptions:
        """The options, with names as the spec writes them."""
        for name, number in (("depth", asked.depth), ("hops", asked.hops)):
            if number is not None and number < 0:
                raise MlarchError(f"`{name}` is 0 or more, and not {number}")
        if asked.around is not None and asked.view is not None:
            raise MlarchError("a picture shows a view, or what is around a part", "Leave one out.")
        return replace(
            asked,
            view=None if asked.view is None else choice("view", asked.view, self.views),
            scenario=None if asked.scenario is None else choice("scenario", asked.scenario, self.scenarios),
            engine=choice("engine", asked.engine, ENGINES),
        )

    def estimate(
        self,
        values: Mapping[str, str] | None = None,
        *,
        hop: float | None = None,
        samples: int = 100_000,
        seed: int = 0,
        entry: str | None = None,
        scenario: str | None = None,
    ) -> DesignEstimate:
        """Compute the design: traffic, latency, capacity, memory, storage, money, and what breaks first.

        `values` replace fields of the spec (`{"requirements.daily_active_users": "1B"}`). `hop` is the time
        of one network hop in seconds, in place of the stated one or 0.5 ms. `samples` requests are drawn with
        the seed `seed`; the same seed gives the same figures. `entry` names the component at which requests
        are measured, in place of the first behind each client; `scenario` a walk to time.

        Raises `MlarchError` for an entry, a scenario or a field that does not exist, `SpecError` for a value
        that a field cannot hold, and `ValueError` for a negative hop or fewer than one sample.
        """
        from mlarch.design_estimate import DesignEstimate
        from mlarch.estimate.engine import Options

        if samples < 1 or (hop is not None and not 0 <= hop < float("inf")):
            raise ValueError("an estimate takes at least one sample, and a hop of no less than 0 seconds")
        options = Options(hop=hop, samples=samples, seed=seed, entry=entry, scenario=scenario)
        return DesignEstimate(self.with_values(values).graph if values else self.graph, options)

    def with_values(self, values: Mapping[str, str]) -> Design:
        """The design with other values of single fields, by key: `{"components.ranker.replicas": "200"}`.

        Raises `MlarchError` for a part of the spec that does not exist, and `SpecError` for a value that its
        field cannot hold.
        """
        from mlarch.language.document import Document

        text = self._architecture.sources[self.path]
        return Design(Document.read(text, self.path, values).checked(), settings=self._settings)

    def _repr_svg_(self) -> str:
        return self.render().decode()

    def __repr__(self) -> str:
        count, flows = len(self._architecture.components), len(self._architecture.flows)
        return f"<Design {self.name!r}: {count} components, {flows} flows, from {self.path!r}>"


def load(path: str | PathLike[str], *, settings: Callable[[], Settings] | None = None) -> Design:
    """Read the spec in the file `path`; `-` is standard input. `settings` gives those of its reviews.

    Raises `SpecError` with every mistake in it, `MlarchError` when the file cannot be read at all, and
    `TypeError` for what is no path.
    """
    from mlarch import language

    name = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    if not isinstance(name, str):
        raise TypeError(f"mlarch.load takes a path, as text or a `Path`, and not {_called(path)}")
    return Design(language.read(name), settings=settings)


def loads(text: str, path: str = "<text>", *, settings: Callable[[], Settings] | None = None) -> Design:
    """Read a spec from `text`. `path` is what findings call it, and what its relative paths are relative to.

    Raises `SpecError` with every mistake in it, and `TypeError` for what is no text.
    """
    from mlarch import language

    if not isinstance(text, str):
        raise TypeError(f"mlarch.loads takes the text of a spec as a `str`, and not {_called(text)}")
    return Design(language.read_text(text, path), settings=settings)


def _called(value: object) -> str:
    """The value in an error about its type: `None`, or the name of its type."""
    return "`None`" if value is None else f"a value of the type `{type(value).__name__}`"


def _stage(stage: Stage | str) -> Stage:
    from mlarch.model import Stage

    return Stage(choice("stage", str(stage), [str(stage) for stage in Stage]))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    """A tuple of them; one string is one word and not its letters."""
    return (words,) if isinstance(words, str) else tuple(words)


def _format_of(path: Path | None) -> str:
    return path.suffix.lstrip(".").lower() or "svg" if path is not None else "svg"
