"""The plan of the pictures of a run: which there are, and that no two of them are one file or one picture."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.draw import FORMATS, RenderOptions
from mlarch.files import STDIN
from mlarch.lazy import regex
from mlarch.records import dataclass
from mlarch.text import choice

if TYPE_CHECKING:
    from mlarch.draw import Drawing

__all__ = ["ALL", "Picture", "is_file", "picture_names", "plan", "safe_name"]

ALL = "all"
"""The word for every view, or every scenario."""

_UNSAFE = regex(r"[^\w.+-]+")
_LONGEST = 80  # bytes of a part of a file name


@dataclass(frozen=True, slots=True)
class Picture:
    """One file to write: a picture of `design`, with one view or scenario at most."""

    design: Design
    options: RenderOptions
    target: Path

    def draw(self) -> bytes:
        """The picture itself. Raises what `Design.render` raises."""
        return self._drawing().encode(self.options)

    def report(self) -> tuple[str, ...]:
        """The lines of the readability report: what a reader would stumble over, in numbers."""
        figures = self._drawing().report.as_dict()
        return (
            f"{self.target}",
            *(f"  {name.replace('_', ' '):<30} {value:g}" for name, value in figures.items()),
        )

    def in_font(self, font: str | None) -> Picture:
        """The same picture with another font for characters that the bundled one lacks."""
        return self if font is None else replace(self, options=replace(self.options, font=font))

    def warnings(self) -> tuple[str, ...]:
        """What a reader of the picture may miss."""
        return self._drawing().warnings(self.options)

    def _drawing(self) -> Drawing:
        return self.design.drawing(**self.options.shown)

    def failed(self, error: MlarchError) -> MlarchError:
        """`error` with what could not be drawn before it, unless it names its place in the spec itself."""
        if error.message.startswith(f"{self.design.path}:"):
            return error
        return MlarchError(f"{self.subject}: {error.message}", error.help)

    @property
    def subject(self) -> str:
        """What is drawn, for messages."""
        view, scenario, around = self.options.view, self.options.scenario, self.options.around
        return (
            self.design.path
            + (f", view `{view}`" if view is not None else "")
            + (f", around `{around}`" if around is not None else "")
            + (f", scenario `{scenario}`" if scenario is not None else "")
        )


def is_file(output: str) -> bool:
    """Whether an output is one picture and not a folder: it ends like one, and no folder is called so."""
    endings = {row.ending for row in FORMATS.values()}
    return Path(output).suffix.lower() in endings and output[-1] not in "/\\" and not Path(output).is_dir()


def plan(
    designs: Iterable[Design],
    output: str,
    formats: Sequence[str],
    options: RenderOptions | None = None,
    homes: Sequence[str] = (),
) -> tuple[Picture, ...]:
    """The pictures of these designs in `output`, a folder or the file of the one picture.

    `options.view` is the name of one view, `ALL` for the whole design and every view, or None for the whole
    design. A view that would be the whole picture again is left out of `ALL`. `options.scenario` is likewise
    the name of one, which is numbered in every picture of a spec that has it, or `ALL` for every scenario
    after the picture without: of the view named, and else of the whole design. With `options.around` there is
    a picture of each design that has a part of this id.

    In a folder, a picture is called `<stem>.<format>`, a view `<stem>.<view>.<format>`, a scenario
    `<stem>.<scenario>.<format>`, what is around a part `<stem>.around-<part>.<format>`. Specs below one of
    the folders `homes` keep their folders below it; the first home counts. Where two specs would still meet,
    all keep theirs below the folder they share.

    Raises `MlarchError` when two pictures would be one file, when no design has the view, scenario or part,
    and when `output` is a file of another format or for several pictures.
    """
    chosen, asked = tuple(designs), options or RenderOptions()
    _known("view", asked.view, ((design, design.views) for design in chosen))
    _known("scenario", asked.scenario, ((design, design.scenarios) for design in chosen))
    if asked.around is not None:
        if asked.view is not None:
            raise MlarchError("`--around` and `--view` each choose what a picture shows", "Leave one out.")
        _known("component or group", asked.around, ((design, _ids(design)) for design in chosen))
        chosen = tuple(design for design in chosen if asked.around in _ids(design))
    endings = _endings(output, formats)
    stems = _stems(chosen, homes)
    pictures = tuple(
        Picture(
            design,
            replace(asked, view=view, scenario=steps, format=ending),
            Path(output, f"{stem}{_parts(design, view, steps, asked.around)}{FORMATS[ending].ending}"),
        )
        for design, stem in zip(chosen, stems, strict=True)
        for view in _views(design, asked.view)
        for steps in _scenarios(design, asked.scenario, numbered=asked.view != ALL or view is None)
        for ending in endings
    )
    if is_file(output):
        return _single(pictures, output)
    _distinct(pictures)
    return pictures


def _ids(design: Design) -> tuple[str, ...]:
    """The ids of the components and groups of a design."""
    return (*design.architecture.components, *(group.id for group in design.architecture.groups))


# What people ask for, and there is not.
_NO_FORMATS = (
    ".bmp",
    ".eps",
    ".gif",
    ".jpeg",
    ".jpg",
    ".pptx",
    ".puml",
    ".tiff",
    ".vsdx",
    ".webp",
    ".yaml",
    ".yml",
)


def _endings(output: str, formats: Sequence[str]) -> Sequence[str]:
    """The formats, which an output that is one file decides, too."""
    if not is_file(output):
        if (
            Path(output).suffix.lower() in _NO_FORMATS
            and output[-1] not in "/\\"
            and not Path(output).is_dir()
        ):
            known = ", ".join(sorted({row.ending for row in FORMATS.values()}))
            message = f"`{output}` is called like a file of a format that is not drawn"
            raise MlarchError(message, f"A picture ends in {known}; a folder of that name is `{output}/`.")
        return formats or ("svg",)
    form = next(row.name for row in FORMATS.values() if row.ending == Path(output).suffix.lower())
    if formats and tuple(formats) != (form,):
        raise MlarchError(
            f"`{output}` is called like a file of the format {form}, and {', '.join(formats)} is asked for",
            "Leave out `--format`, or name a directory.",
        )
    return (form,)


def _single(pictures: tuple[Picture, ...], output: str) -> tuple[Picture, ...]:
    if len(pictures) > 1:
        raise MlarchError(
            f"`{output}` is one file, and there are {len(pictures)} pictures",
            "Name a directory, or one spec and one view.",
        )
    return tuple(replace(picture, target=Path(output)) for picture in pictures)


def _views(design: Design, view: str | None) -> tuple[str | None, ...]:
    if view == ALL:
        return (None, *(name for name in design.views if not _is_the_whole(design, name)))
    return (view,) if view is None or view in design.views else ()


def _scenarios(design: Design, scenario: str | None, *, numbered: bool) -> tuple[str | None, ...]:
    if scenario == ALL:
        return (None, *design.scenarios) if numbered else (None,)
    return (scenario,) if scenario is None or scenario in design.scenarios else ()


def _is_the_whole(design: Design, name: str) -> bool:
    """Whether a view is the picture of the whole design once more: same cards, same lines, same title."""
    view = next(view for view in design.architecture.views if view.name == name)
    if view.planes or view.groups or view.kinds or view.include or view.exclude:
        return False  # it may still show everything, but was written to say something of its own
    return design.drawing(view=name).scene == design.drawing().scene


def _known(what: str, name: str | None, having: Iterable[tuple[Design, tuple[str, ...]]]) -> None:
    pairs = tuple(having)
    if name is None or name == ALL or not pairs:
        return
    where = f" in {pairs[0][0].path}" if len(pairs) == 1 else " in these specs"
    choice(what, name, sorted({known for _, names in pairs for known in names}), where)


def _stems(designs: Sequence[Design], homes: Sequence[str]) -> list[str]:
    """For each design the path of its pictures in the output folder, without what follows the first dot."""
    below = [_below(design.path, homes) for design in designs]
    if len({stem.casefold() for stem in below}) == len(below):
        return below
    paths = [os.path.abspath(design.path) for design in designs if design.path != STDIN]  # noqa: PTH100
    try:
        shared = os.path.commonpath([str(Path(path).parent) for path in paths]) if paths else ""
    except ValueError:  # two drives of Windows
        return below
    return [_below(design.path, (shared,)) for design in designs]


def _below(path: str, homes: Sequence[str]) -> str:
    if path == STDIN:
        return "stdin"
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (links keep their names)
    for home in homes:
        folder = Path(os.path.abspath(home))  # noqa: PTH100
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).with_suffix("").as_posix()
    return whole.stem


def _parts(design: Design, view: str | None, scenario: str | None, around: str | None = None) -> str:
    """What a view, a scenario and the part that is looked at add to the name of a file."""
    parts = [f"around-{safe_name(around)}"] if around is not None else []
    if view is not None:
        parts.append(safe_name(view))
    if scenario is not None:
        slug = safe_name(scenario).lower()  # a scenario's name is a sentence
        views = {safe_name(name).casefold() for name in design.views}
        parts.append(f"scenario-{slug}" if view is None and slug.casefold() in views else slug)
    return "".join(f".{part}" for part in parts)


def picture_names(design: Design) -> Iterator[str]:
    """What the pictures of a design can be called, whatever the run: without their ending, in lower case."""
    path = Path(os.path.abspath(design.path)).with_suffix("")  # noqa: PTH100
    stems = (
        ["stdin"]
        if design.path == STDIN
        else [Path(*path.parts[n:]).as_posix() for n in range(1, len(path.parts))]
    )
    for view in (None, *design.views):
        for scenario in (None, *design.scenarios):
            part = _parts(design, view, scenario)
            yield from (f"{stem}{part}".casefold() for stem in stems)
    for around, scenario in product(_ids(design), (None, *design.scenarios)):
        yield from (f"{stem}{_parts(design, None, scenario, around)}".casefold() for stem in stems)


def safe_name(text: str) -> str:
    """`text` as a part of a file name: letters, digits and `_.+-`, no leading dot, of bounded length."""
    name = _UNSAFE.sub("-", text).strip("-.")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name or "view"


def _distinct(pictures: Iterable[Picture]) -> None:
    """Names are compared as a file system that ignores case would."""
    taken: dict[str, Picture] = {}
    for picture in pictures:
        other = taken.setdefault(str(picture.target).casefold(), picture)
        if other is not picture:
            elsewhere = "Rename one of the specs, or draw them into different directories with `-o`."
            raise MlarchError(
                f"{other.subject} and {picture.subject} would both be written to {picture.target}",
                "Rename one of them." if other.design is picture.design else elsewhere,
            )
