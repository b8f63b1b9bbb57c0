"""The files that `mlarch render` writes: their names, and that no two of them are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.files import write_atomic

__all__ = ["Picture", "plan", "prepare", "safe_name"]

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

    def present(self) -> bytes | None:
        """What the file holds now; None when there is none. Raises `MlarchError` when it cannot be read."""
        try:
            return self.target.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise MlarchError(f"cannot read {self.target}: {error.strerror or error}") from error

    def write(self, data: bytes) -> bool:
        """Put `data` into the file, whole or not at all; False when it was there already."""
        if self.present() == data:
            return False
        write_atomic(self.target, data)
        return True

    @property
    def subject(self) -> str:
        """What is drawn, for messages."""
        view = f", view `{self.view}`" if self.view is not None else ""
        return f"{self.design.path}{view}"


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
    Raises `MlarchError` when two pictures would be one file, or when no design has the view or scenario.
    """
    chosen = tuple(designs)
    _known("view", view if view != "all" else None, ((d, d.views) for d in chosen))
    _known("scenario", scenario, ((d, d.scenarios) for d in chosen))
    pictures = tuple(
        Picture(design, name, scenario, ending, Path(directory, _file_name(design, name, scenario, ending)))
        for design in chosen
        if scenario is None or scenario in design.scenarios
        for name in _views(design, view)
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
    if view == "all":
        return (None, *design.views)
    return (view,) if view is None or view in design.views else ()


def _known(what: str, name: str | None, having: Iterable[tuple[Design, tuple[str, ...]]]) -> None:
    pairs = tuple(having)
    if name is None or any(name in names for _, names in pairs):
        return
    all_names = sorted({known for _, names in pairs for known in names})
    listed = ", ".join(f"`{known}`" for known in all_names)
    where = pairs[0][0].path if len(pairs) == 1 else "these specs"
    raise MlarchError(
        f"there is no {what} `{name}` in {where}",
        f"There is {listed}." if listed else f"A spec names its {what}s under `{what}s:`.",
    )


def _file_name(design: Design, view: str | None, scenario: str | None, ending: str) -> str:
    stem = "stdin" if design.path == "-" else Path(design.path).stem
    parts = [stem, *(safe_name(part) for part in (view, scenario) if part is not None), ending]
    return ".".join(parts)


def _distinct(pictures: Iterable[Picture]) -> None:
    """Names are compared as a file system that ignores case would."""
    taken: dict[str, Picture] = {}
    for picture in pictures:
        other = taken.setdefault(str(picture.target).casefold(), picture)
        if other is not picture:
            mend = "Rename one of the specs, or draw them into different directories with `-o`."
            raise MlarchError(
                f"{other.subject} and {picture.subject} would both be written to {picture.target}",
                "Rename one of the views." if other.design is picture.design else mend,
            )
