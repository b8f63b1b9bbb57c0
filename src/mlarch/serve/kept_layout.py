"""Where the parts of a spec stand on a page: as before while one types, and best once one rests."""

from __future__ import annotations

from mlarch.design import Design
from mlarch.diagnostics import MlarchError
from mlarch.draw.options import CROWDED
from mlarch.model import Architecture
from mlarch.session.layout_rows import carried

__all__ = ["KeptLayout"]


class KeptLayout:
    """The layout of the last picture of a spec, which the next ones keep."""

    def __init__(self) -> None:
        self._rows: tuple[str, ...] = ()
        self._of: Architecture | None = None
        self._arranged: Architecture | None = None

    def of(self, design: Design) -> tuple[str, ...]:
        """The places that a picture of a design keeps; none where everything goes where it is best."""
        now = design.architecture
        return () if self._of is None or now == self._arranged else carried(self._rows, self._of, now)

    def drawn(self, design: Design, rows: tuple[str, ...], *, arranged: bool) -> None:
        """A design was drawn, with these places; `arranged` where no earlier ones were kept."""
        if not rows:
            return
        self._rows, self._of = rows, design.architecture
        if arranged:
            self._arranged = design.architecture

    @property
    def kept(self) -> bool:
        """Whether the last picture may be another than `mlarch render` draws: it has kept places."""
        return self._of != self._arranged

    def pins(self, design: Design) -> tuple[str, ...]:
        """What pins the picture as it is. Raises `MlarchError` where it is none of this very design."""
        if design.architecture != self._of:
            raise MlarchError("the picture is of an earlier text", "Wait until it is drawn.")
        if len(design.architecture.components) > CROWDED:
            raise MlarchError(
                "this picture shows groups and not their parts", "`mlarch render --pin` pins the parts."
            )
        return self._rows
