"""The files that `mlarch render` writes: their names, and that no two of them are one file or one picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.files import write_atomic

__all__ = ["ALL", "Picture", "plan", "prepare", "safe_name"]

ALL = "all"
"""The word for every view, or every scenario."""

_UNSAFE = re.compile(r"[^\w.+-]+")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Picture:
    """One file to write. `view` and `scenario` are None for the whole design without numbered steps."""

    design: Design
    view: str | None
    scenario: str | None
    format: str
    target: Path

    def draw(self, *, theme: str, engine: str, scale: float) -> bytes:
        """The picture itself. Raises what `Design.render` raises."""
        return self.design.render(
            view=self.view,
            format=self.format,
            theme=theme,
            engine=engine,
            scenario=self.scenario,
            scale=scale,
        )

    def report(self, engine: str) -> tuple[str, ...]:
        """The lines of the readability report: what a reader would stumble over, in numbers."""
        drawing = self.design.drawing(view=self.view, scenario=self.scenario, engine=engine)
        figures = drawing.report.as_dict()
        return (
            f"{self.target}",
            *(f"  {name.replace('_', ' '):<30} {value:g}" for name, value in figures.items()),
        )

    def failed(self, error: MlarchError) -> MlarchError:
        """`error` with what could not be drawn before it, unless it names its place in the spec itself."""
        if error.message.startswith(f"{self.design.path}:"):
            return error
        return MlarchError(f"{self.subject}: {error.message}", error.help)

    @property
    def subject(self) -> str:
        """What is drawn, for messages."""
        view = f", view `{self.view}`" if self.view is not None else ""
        scenario = f", scenario `{self.scenario}`" if self.scenario is not None else ""
        return f"{self.design.path}{view}{scenario}"


def present(target: Path) -> bytes | None:
    """What the file holds now; None when there is none. Raises `MlarchError` when it cannot be read."""
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        if target.is_dir():  # Windows says no more than that it may not be read
            raise MlarchError(
                f"cannot write {target}: a directory of that name is in the way",
                "Move it away, or write into another directory with `-o`.",
            ) from error
        raise MlarchError(f"cannot read {target}: {error.strerror or error}") from error


def write(target: Path, data: bytes) -> bool:
    """Put `data` into the file, whole or not at all; False when it was there already."""
    if present(target) == data:
        return False
    write_atomic(target, data)
    return True


def safe_name(text: str) -> str:
    """`text` as a part of a file name: letters, digits and `_.+-`, no leading dot, of bounded length."""
    name = _UNSAFE.sub("-", text).strip("-.")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name or "view"


def plan(
    designs: Iterable[Design],
    directory: str,
    formats: Sequence[str],
    view: str | None = None,
    scenario: str | None = None,
) -> tuple[Picture, ...]:
    """The pictures of these designs in `directory`: `<stem>.<format>`, views as `<stem>.<view>.<format>`.

    `view` is the name of one view, `all` for the whole design and every view, or None for the whole design.
    A view that would be the whole picture again is left out of `all`. `scenario` is likewise the name of one,
    which is numbered in every picture of a spec that has it, or `all` for every scenario after the picture
    without: of the view named, and else of the whole design.
    Raises `MlarchError` when two pictures would be one file, or when no design has the view or scenario.
    """
    chosen = tuple(designs)
    _known("view", view if view != ALL else None, ((d, d.views) for d in chosen))
    _known("scenario", scenario if scenario != ALL else None, ((d, d.scenarios) for d in chosen))
    pictures = tuple(
        Picture(design, name, steps, ending, Path(directory, _file_name(design, name, steps, ending)))
        for design in chosen
        for name in _views(design, view)
        for steps in _scenarios(design, scenario, numbered=view != ALL or name is None)
        for ending in formats
    )
    _distinct(pictures)
    return pictures


def prepare(directory: str) -> None:
    """Make `directory` unless it is there. Raises `MlarchError` when it cannot be one."""
    try:
        Path(directory).mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise MlarchError(
            f"cannot write into `{directory}`: it is a file, or lies below one", "`-o` takes a directory."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MlarchError(f"cannot make the directory `{directory}`: {reason}") from error


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
    if name is None or any(name in names for _, names in pairs):
        return
    all_names = sorted({known for _, names in pairs for known in names})
    listed = ", ".join(f"`{known}`" for known in all_names)
    where = pairs[0][0].path if len(pairs) == 1 else "these specs"
    near = get_close_matches(name, all_names, n=1)
    meant = f"Did you mean `{near[0]}`? " if near and len(all_names) > 1 else ""
    raise MlarchError(
        f"there is no {what} `{name}` in {where}",
        f"{meant}There is {listed}."
        if listed
        else f"There is none at all: a spec has them under `{what}s:`.",
    )


def _file_name(design: Design, view: str | None, scenario: str | None, ending: str) -> str:
    stem = "stdin" if design.path == "-" else Path(design.path).stem
    parts = [stem]
    if view is not None:
        parts.append(safe_name(view))
    if scenario is not None:
        parts.append(safe_name(scenario).lower())  # a scenario's name is a sentence: its file is a slug
    return ".".join([*parts, ending])


def _distinct(pictures: Iterable[Picture]) -> None:
    """Names are compared as a file system that ignores case would."""
    taken: dict[str, Picture] = {}
    for picture in pictures:
        other = taken.setdefault(str(picture.target).casefold(), picture)
        if other is not picture:
            mend = "Rename one of the specs, or draw them into different directories with `-o`."
            raise MlarchError(
                f"{other.subject} and {picture.subject} would both be written to {picture.target}",
                "Rename one of them." if other.design is picture.design else mend,
            )
