"""Making a person's own SVG icon safe to embed: an allow-list, applied while it is read.

What draws is copied. What is only a note (metadata, titles, an editor's own elements) is left out. What acts,
reaches outside, or could be a bomb (scripts, handlers, entities, references that multiply) is an error, so
that nobody wonders why part of an icon is missing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from mlarch.diagnostics import MlarchError
from mlarch.records import dataclass

__all__ = ["CleanSvg", "clean_svg"]

_MOST_ELEMENTS, _DEEPEST, _MOST_COPIES, _MOST_SELECTORS = 2000, 60, 8, 200
_OUTSIDE = "it refers to something outside itself"
_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_DRAWN = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "style",
]
_NOTES = ("title", "desc", "metadata")
_PAINT = [
    "color",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "display",
    "visibility",
    "clip-path",
    "clip-rule",
    "stop-color",
    "stop-opacity",
    "paint-order",
    "vector-effect",
]
_ATTRIBUTES = frozenset(_PAINT) | frozenset(
    [
        "id",
        "class",
        "d",
        "x",
        "y",
        "width",
        "height",
        "rx",
        "ry",
        "cx",
        "cy",
        "r",
        "x1",
        "y1",
        "x2",
        "y2",
        "fx",
        "fy",
        "points",
        "transform",
        "viewBox",
        "preserveAspectRatio",
        "offset",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clipPathUnits",
        "style",
        "href",
    ]
)
_LOCAL = re.compile(r"#[A-Za-z_][\w.:-]*")
_LOCAL_URL = re.compile(r"""url\(\s*(["']?)#[A-Za-z_][\w.:-]*\1\s*\)(\s+(none|[#\w]+))?""")
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*(?:[.#][A-Za-z_][\w-]*)*")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


@dataclass(frozen=True, slots=True)
class CleanSvg:
    """A safe SVG document and the size it is drawn for, in its own units."""

    data: bytes
    width: float
    height: float


def clean_svg(data: bytes) -> CleanSvg:
    """The icon with only what draws. Raises `MlarchError` that names what an icon may not contain."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise MlarchError(f"it is not well-formed SVG: {error}") from None
    width, height = reader.size
    return CleanSvg("".join(reader.parts).encode("utf-8"), width, height)


def _refuse_doctype(*_: object) -> None:
    raise MlarchError("it has a DOCTYPE", "Remove the <!DOCTYPE …> line: entities are not read.")


class _Reader:
    """Writes the allowed elements again as they are read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = (0.0, 0.0)
        self._depth = self._skipped = self._elements = self._copies = 0
        self._style: list[str] | None = None

    def start(self, full_name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise MlarchError(
                f"it has more than {_MOST_ELEMENTS} elements, or nests them over {_DEEPEST} deep"
            )
        namespace, _, name = full_name.rpartition(" ")
        if not self.parts and (name, namespace) != ("svg", _NAMESPACE):
            raise MlarchError(f"its root is not <svg xmlns={_NAMESPACE!r}>")
        if self._skipped or namespace != _NAMESPACE or name in _NOTES:
            self._skipped += 1
            return
        if name not in _DRAWN:
            raise MlarchError(
                f"it contains <{name}>", "Use plain shapes (text as outlines, pictures traced), or a PNG."
            )
        kept = self._attributes(attributes)
        if not self.parts:
            self.size = _size(kept)
            kept = {"xmlns": _NAMESPACE} | kept | {"viewBox": _view_box(kept, self.size)}
            kept |= {"width": f"{self.size[0]:g}", "height": f"{self.size[1]:g}"}
        if name == "style":
            self._style = []
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self.parts.append(f"<{name}{written}>")

    def end(self, full_name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        if self._style is not None:
            self.parts.append(escape(_style_sheet("".join(self._style))))
            self._style = None
        self.parts.append(f"</{full_name.rpartition(' ')[2]}>")

    def text(self, text: str) -> None:
        if self._style is not None and not self._skipped:
            self._style.append(text)

    def _attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        kept = {}
        for full_name, value in attributes.items():
            namespace, _, name = full_name.rpartition(" ")
            if name.lower().startswith("on") and not namespace:
                raise MlarchError(f"it contains the handler `{name}`", "Remove scripts and handlers.")
            if namespace not in ("", _XLINK) or name not in _ATTRIBUTES or (namespace and name != "href"):
                continue
            if name == "href":
                self._copies += 1
                if not _LOCAL.fullmatch(value):
                    raise MlarchError(_OUTSIDE, "Only `#id` can be referred to.")
            elif name == "style":
                value = _declarations(value)
            elif name == "clip-path":
                self._copies += 1
                _check_value(value)
            else:
                _check_value(value)
            kept[name] = value
        if self._copies > _MOST_COPIES:
            raise MlarchError(f"it refers to its own parts more than {_MOST_COPIES} times", "Flatten it.")
        return kept


def _check_value(value: str) -> None:
    """Only a plain reference to a part of the same file may be a URL; escapes could hide one."""
    if ("url(" in value.lower() and not _LOCAL_URL.fullmatch(value.strip())) or "\\" in value:
        raise MlarchError(_OUTSIDE, "Only `url(#id)` can be referred to.")


def _declarations(text: str) -> str:
    kept = []
    for declaration in text.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        _check_value(value)
        if name in _PAINT and value and name != "clip-path":
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _style_sheet(text: str) -> str:
    """Rules of plain selectors and paint; anything cleverer is refused.

    The text is a stranger's, so it is cut at plain characters: the work is linear in its length.
    """
    *rules, rest = _without_comments(text).split("}")
    if rest.strip():
        raise _more_than_rules()
    kept, count = [], 0
    for rule in rules:
        selectors, brace, body = rule.partition("{")
        alternatives = [alternative.split() for alternative in selectors.split(",")]
        count += len(alternatives)
        plain = all(names and all(map(_SELECTOR.fullmatch, names)) for names in alternatives)
        if not brace or "{" in body or not plain:
            raise _more_than_rules()
        kept.append(f"{','.join(map(' '.join, alternatives))}{{{_declarations(body)}}}")
    if count > _MOST_SELECTORS:  # who draws it compares each of them with each element
        raise MlarchError(f"its style sheet has more than {_MOST_SELECTORS} selectors")
    return "".join(kept)


def _without_comments(text: str) -> str:
    before, *commented = text.split("/*")
    kept = [before]
    for part in commented:
        _, end, after = part.partition("*/")
        if not end:
            raise _more_than_rules()
        kept.append(after)
    return " ".join(kept)


def _more_than_rules() -> MlarchError:
    return MlarchError("its style sheet has more than plain rules", "Export it with presentation attributes.")


def _size(attributes: Mapping[str, str]) -> tuple[float, float]:
    """From the view box, else from width and height in pixels."""
    numbers = [_finite(word) for word in attributes.get("viewBox", "").replace(",", " ").split()]
    if len(numbers) == 4:
        width, height = numbers[2], numbers[3]
    else:
        found = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
        width, height = (float(match[1]) if match else 0.0 for match in found)
    if not (0.01 <= width <= 1e5 and 0.01 <= height <= 1e5 and 0.1 <= width / height <= 10):
        raise MlarchError("it states no usable size", 'Give the <svg> a viewBox="0 0 24 24".')
    return width, height


def _view_box(attributes: Mapping[str, str], size: tuple[float, float]) -> str:
    numbers = [_finite(word) for word in attributes.get("viewBox", "").replace(",", " ").split()]
    x, y = numbers[:2] if len(numbers) == 4 else (0.0, 0.0)
    return f"{x:g} {y:g} {size[0]:g} {size[1]:g}"


def _finite(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0
