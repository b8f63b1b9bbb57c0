"""Drawing the specs of a run: which of the project's other specs a run concerns, and where pictures go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.draw import FORMATS, RenderOptions
from mlarch.files import read_bytes
from mlarch.language.syntax.bounds import largest
from mlarch.session.cache import Cache
from mlarch.session.output import orphans
from mlarch.session.pictures import ALL, Picture, picture_names, plan
from mlarch.session.settings import SettingsFinder
from mlarch.session.specs import default_paths, find_specs, read_spec

__all__ = ["Project"]


class Project:
    """The specs around those of a run: what the settings name, else all below the current directory.

    They are read when they are first needed. What cannot be read is left out: the run does not ask for it.
    """

    def __init__(
        self, paths: Sequence[str], designs: Sequence[Design], settings: SettingsFinder, cache: Cache
    ) -> None:
        """`paths` are those of the command line, `designs` what was read from them."""
        self._paths = paths
        self._designs = tuple(designs)
        self._settings = settings
        self._cache = cache
        self._others: tuple[Design, ...] | None = None

    @property
    def homes(self) -> tuple[str, ...]:
        """The folders below which pictures keep the folders of their specs, the first that fits.

        Those of the project come before those of the command line, so that `designs/a` and `designs` on it
        lead to the same files. The current directory is none: from there, specs are called by their names.
        """
        named = (*default_paths(self._settings), *self._paths)
        return tuple(path for path in named if Path(path).is_dir() and Path(path) != Path())

    def font_of(self, design: Design) -> str | None:
        """The font that the settings of a spec name for characters that the bundled font lacks."""
        return self._settings.of(design.path).font

    def dependents(self) -> tuple[Design, ...]:
        """The other specs that extend one of the run's."""
        changed = {_identity(design.path) for design in self._designs}
        return tuple(
            design
            for design in self._read(path for path in self._paths_of_others() if _extends(path))
            if changed & {_identity(file) for file in design.architecture.sources}
        )

    def others(self) -> tuple[Design, ...]:
        """The readable specs of the project that are none of the run's."""
        if self._others is None:
            self._others = tuple(self._read(self._paths_of_others()))
        return self._others

    def _paths_of_others(self) -> Iterator[str]:
        known = {_identity(design.path) for design in self._designs}
        for path, error in find_specs(self._settings.of(".").paths or (".",), self._settings):
            if error is None and _identity(path) not in known:
                yield path

    def _read(self, paths: Iterable[str]) -> Iterator[Design]:
        found = (read_spec(path, self._cache) for path in paths)
        return (design for design in found if isinstance(design, Design))

    def orphans(self, output: str) -> Iterator[Path]:
        """The SVG files in the folder `output` that no spec of the project accounts for any more."""
        own = {name for design in self._designs for name in picture_names(design)}
        if next(orphans(output, own), None) is None:
            return iter(())  # the others need not be read
        return orphans(output, own.union(*map(picture_names, self.others())))

    def drawn(self, output: str) -> tuple[Picture, ...]:
        """All pictures of the project's specs that are in the folder `output`, by the path of the spec.

        A file of the run is that of its own spec, also where one of the others has the same name.
        """
        everything = RenderOptions(view=ALL, scenario=ALL)
        found: dict[Path, Picture] = {}
        for designs in (self._designs, self.others()):
            for picture in plan(designs, output, tuple(FORMATS), everything, self.homes):
                if picture.target.is_file():
                    found.setdefault(picture.target, picture)
        return tuple(sorted(found.values(), key=lambda picture: picture.design.path))


def _extends(path: str) -> bool:
    """Whether a spec may extend another: the word is in it."""
    try:
        return b"extends" in read_bytes(path, largest())
    except MlarchError:
        return False


def _identity(path: str) -> str:
    return str(Path(path).resolve())
