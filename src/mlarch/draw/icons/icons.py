"""The icon of a component: its own file or node class, else its technology's, else the glyph of its kind."""

from __future__ import annotations

import base64
import enum
import functools
import hashlib
import re
import stat
from pathlib import Path

from mlarch.catalog import KINDS, find_tech
from mlarch.diagnostics import MlarchError
from mlarch.draw.icons.glyphs import GRID, glyph
from mlarch.draw.icons.pixels import LARGEST, png_size, reduced
from mlarch.draw.icons.rasterizer import rasterize
from mlarch.model import Component
from mlarch.project import OutsideError, locate
from mlarch.records import dataclass

__all__ = [
    "LARGEST",
    "STOCK",
    "Icon",
    "IconKind",
    "glyph_icon",
    "icon_of",
    "image_icon",
    "own_icon",
    "stock_icon",
]

STOCK = Path(__file__).with_name("stock")
"""The folder of the prepared pictures, `onprem.queue.Kafka.png` and so on."""

_MOST_BYTES = 1_000_000
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FORMS = (
    "Write a PNG or SVG file beside the spec (`icon: logo.svg`)"
    " or a node class of diagrams (`icon: onprem.queue.Kafka`)."
)

# As in `mlarch.language.decode.icons`, which refuses such a spec: it is judged again here for designs made in
# code, and because a file can have been replaced since.
_ELSEWHERE = re.compile(r"[/~\\]|[A-Za-z][A-Za-z0-9+.-]*:")


class IconKind(enum.StrEnum):
    """What an icon is made of."""

    PNG = "png"
    SVG = "svg"
    GLYPH = "glyph"


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon, ready to draw. `key` is the same for equal icons and fit for an XML id.

    A picture has its bytes in `data`, a glyph its name in `glyph`; `width` and `height` tell the proportions.
    """

    key: str
    kind: IconKind
    data: bytes = b""
    glyph: str = ""
    width: float = GRID
    height: float = GRID

    @property
    def data_uri(self) -> str:
        """The picture as a `data:` address; empty for a glyph."""
        if self.kind is IconKind.GLYPH:
            return ""
        media = "image/png" if self.kind is IconKind.PNG else "image/svg+xml"
        return f"data:{media};base64,{base64.b64encode(self.data).decode('ascii')}"

    def png(self) -> bytes:
        """The picture as PNG, for backends without SVG. Only for `PNG` and `SVG` icons."""
        return self.data if self.kind is IconKind.PNG else _rasterized(self.data)


def icon_of(component: Component, *, folder: Path | None = None) -> Icon:
    """The icon of a component. `folder` is where its `icon:` file is looked for: by default, beside the spec.

    Raises `MlarchError`, with the place in the spec, when what the spec names cannot be used.
    """
    if component.icon is not None:
        place = component.place("icon")
        try:
            return own_icon(component.icon, folder or _beside(place.path))
        except MlarchError as error:
            where = f"{place.path}:{place.line}:{place.column}"
            raise MlarchError(f"{where}: icon of `{component.id}`: {error.message}", error.help) from error
    return _tech_icon(component.tech) or glyph_icon(_glyph_name(component))


def own_icon(text: str, folder: Path) -> Icon:
    """The icon that a spec names itself: a file of the project, from `folder`, or a class of diagrams."""
    if text.lower().endswith((".png", ".svg")):
        return image_icon(_read_named(folder, text), text)
    if not re.fullmatch(r"\w+(\.\w+)+", text):
        raise MlarchError(f"{_quoted(text)} is neither a picture nor a node class.", _FORMS)
    return stock_icon(text.removeprefix("diagrams.")) or _class_icon(text)


def stock_icon(class_path: str) -> Icon | None:
    """The picture of a node class such as `onprem.queue.Kafka`, when it is among those that are prepared.

    Those are the icons of all technologies of the catalogue, reduced once by `tools/bundle_icons.py`.
    """
    path = STOCK / f"{class_path}.png"
    if not path.is_file():
        return None
    data = path.read_bytes()
    width, height = png_size(data)
    return Icon(f"icon-{class_path.replace('.', '-')}", IconKind.PNG, data, width=width, height=height)


def glyph_icon(name: str) -> Icon:
    """One of the project's own glyphs as an icon."""
    return Icon(f"icon-{glyph(name).name}", IconKind.GLYPH, glyph=name)


@functools.lru_cache(maxsize=512)
def image_icon(data: bytes, name: str) -> Icon:
    """An icon from the bytes of a PNG or SVG file; `name` is what error messages call it.

    A PNG is checked, reduced to `LARGEST` and to 256 colours; an SVG is cleaned of all but shapes.
    """
    if data.startswith(_PNG_SIGNATURE):
        small, width, height = reduced(data, _quoted(name))
        return Icon(_key(small), IconKind.PNG, small, width=width, height=height)
    if name.lower().endswith(".png"):
        raise MlarchError(f"{_quoted(name)} is not a PNG picture.", "Export it again as PNG, or use an SVG.")
    from mlarch.draw.icons.sanitizer import clean_svg

    try:
        clean = clean_svg(data)
    except MlarchError as error:
        raise MlarchError(f"{_quoted(name)} cannot be used: {error.message}.", error.help) from None
    return Icon(_key(clean.data), IconKind.SVG, clean.data, width=clean.width, height=clean.height)


def _beside(spec: str) -> Path:
    """The folder of a spec, else (standard input, text, another revision) the current one."""
    path = Path(spec)
    return path.parent if path.is_file() else Path.cwd()


def _class_icon(class_path: str) -> Icon:
    """The picture of any other node class, from the diagrams library."""
    from mlarch.draw.icons.library import icon_file

    path = icon_file(class_path)
    if path is None:
        raise MlarchError(f"{_quoted(class_path)} has no picture.", _FORMS)
    return image_icon(_read(path, class_path), class_path)


def _tech_icon(tech: str | None) -> Icon | None:
    """The picture of a technology, if it has one."""
    technology = find_tech(tech) if tech else None
    return stock_icon(technology.icon) if technology and technology.icon else None


def _glyph_name(component: Component) -> str:
    kind = KINDS.get(component.kind)
    return kind.glyph if kind else "box"


def _read_named(folder: Path, text: str) -> bytes:
    """The bytes of a file of the project, named relative to the spec's folder; links are followed."""
    if _ELSEWHERE.match(text) or "\0" in text:
        raise MlarchError(f"{_quoted(text)} is no path relative to the spec.", _FORMS)
    file = folder / text
    try:
        path = locate(file, of=folder / "spec").resolve(strict=True)
    except OutsideError as error:
        raise MlarchError(f"{_quoted(text)} leads out of the project.", error.help) from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it cannot be opened"
        raise MlarchError(f"There is no icon {_quoted(text)} beside the spec: {reason}.", _FORMS) from None
    return _read(path, text)


def _read(path: Path, text: str) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would keep us waiting
            raise MlarchError(f"{_quoted(text)} is not a file.", _FORMS)
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise MlarchError(f"{_quoted(text)} cannot be read: {error.strerror}.") from None
    if len(data) > _MOST_BYTES:
        raise MlarchError(
            f"{_quoted(text)} is larger than 1 MB.", "Scale it down: icons are shown at 28 pixels."
        )
    return data


@functools.lru_cache(maxsize=64)
def _rasterized(data: bytes) -> bytes:
    return rasterize(data.decode("utf-8"), width=2 * LARGEST)


def _key(data: bytes) -> str:
    return f"icon-{hashlib.sha256(data).hexdigest()[:12]}"


def _quoted(text: str) -> str:
    """The name as messages show it: on one line and not too long."""
    shown = text if len(text) <= 80 else f"{text[:77]}..."
    return f"`{shown if shown.isprintable() else ascii(shown)[1:-1]}`"
