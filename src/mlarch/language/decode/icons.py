"""The `icon` of a component: a node class of the diagrams library, or a picture beside the spec."""

from __future__ import annotations

import re
from pathlib import Path

from mlarch.diagnostics import Span
from mlarch.language.decode.context import Context
from mlarch.language.decode.values import Schema, Slot, Text, Value
from mlarch.language.syntax.nodes import Node
from mlarch.lazy import regex
from mlarch.project import OutsideError, locate
from mlarch.records import dataclass

__all__ = ["MAX_ICON_BYTES", "Icon", "icon_file"]

MAX_ICON_BYTES = 1_000_000
"""Icons are embedded in every picture, so larger files are refused."""

_CLASS = regex(r"(?:diagrams\.)?[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*")
_PICTURE = regex(r".*\.(?:png|svg)", re.IGNORECASE | re.DOTALL)


def icon_file(icon: str, spec: str) -> Path | None:
    """The file that `icon` names for a spec at the path `spec`; None when it is a node class.

    Raises ValueError, with one sentence, unless it is an existing PNG or SVG inside the spec's project
    (`mlarch.project`). Symbolic links are followed before that is judged.
    """
    if not _PICTURE.fullmatch(icon):
        return None
    # Windows paths are refused everywhere, so that a spec means the same on every system.
    if icon.startswith(("/", "~", "\\")) or "\0" in icon or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", icon):
        raise ValueError("an icon is a path relative to the spec, such as `icons/queue.svg`")
    # Standard input and texts without a path have no folder of their own.
    folder = Path() if spec == "-" or spec.startswith("<") else Path(spec).parent
    try:
        target = locate(folder / icon, of=spec)
    except OutsideError:
        raise ValueError("an icon must lie in the project of the spec") from None
    try:
        if not target.is_file():
            raise ValueError(f"there is no file `{icon}` beside the spec")
        if target.stat().st_size > MAX_ICON_BYTES:
            raise ValueError(f"`{icon}` is larger than {MAX_ICON_BYTES // 1_000_000} MB")
    except OSError as error:
        raise ValueError(f"`{icon}` cannot be read: {error.strerror or error}") from error
    return target


@dataclass(frozen=True, slots=True)
class Icon(Value):
    """A node class such as `onprem.queue.Kafka`, or a path. Comes out as written, without `diagrams.`."""

    expects: str = "a node class like `onprem.queue.Kafka`, or a PNG or SVG beside the spec"

    def decode(self, node: Node, context: Context, slot: Slot) -> str | None:
        """The class path or the relative path of the picture."""
        text = Text(self.expects).decode(node, context, slot)
        if text is None:
            return None
        if _CLASS.fullmatch(text) and not _PICTURE.fullmatch(text):
            return text.removeprefix("diagrams.")
        try:
            if icon_file(text, node.span.path) is not None:
                return text
        except ValueError as error:
            self._refuse(str(error), node.span, context)
            return None
        self._refuse(f"expected {self.expects}", node.span, context)
        return None

    def _refuse(self, message: str, span: Span, context: Context) -> None:
        help_ = "Node classes: https://diagrams.mingrammer.com/docs/nodes/onprem. Pictures: `.png` or `.svg`."
        context.add("bad-icon", span, message, help_)

    def schema(self) -> Schema:
        """Three names joined by dots, or a path with the right ending."""
        path = r"^(?![/~\\])(?![A-Za-z][A-Za-z0-9+.-]*:)[^\0]*\.([pP][nN][gG]|[sS][vV][gG])$"
        return {"type": "string", "pattern": f"^{_CLASS.pattern}$|{path}"}
