"""The lines that a picture's flows may run along: card middles, and lanes in the gaps between cards.

Cells become a sparse grid. Each column and each row has one line through the middle of its cards; each gap
between two has a lane for every stretch between panel borders there: inside panels that end, between panels,
inside those that begin. Any number of flows may share a line: `tracks` spreads them over its slot, which is
made as wide as they need. So where flows run is decided before any size is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from mlarch.draw.layout.option import Option, Rect
from mlarch.records import dataclass

__all__ = ["EAST", "HEADING", "INDENT", "NORTH", "SHIFTED", "SOUTH", "WEST", "Axis", "Grid"]

EAST, SOUTH, WEST, NORTH = range(4)

HEADING = 24.0
"""The height of a panel's heading, in the lane along its upper border."""

INDENT = 12.0
"""How far a heading stands from the left border of its panel."""

SHIFTED = 124.0
"""The widest heading that lines to the first card below it can pass on the right, off the card's middle."""

_SINGLE = (38.0, 30.0)  # the least width of a gap without borders, between columns and between rows
_INNER, _OUTER = 12.0, 20.0  # of a lane inside a border, and of one between panels
_EDGE = 6.0  # of the lanes around everything


@dataclass(slots=True)
class Axis:
    """The lines across one direction: `count` columns, or rows, with the gaps around them.

    `line` numbers go from 0: for each gap its lanes, then the middle of the column behind it. `size` is the
    width of every line's slot, `start` where it begins, `before` what at its beginning is no room for tracks.
    """

    count: int
    vertical: bool
    ends: list[int] = field(init=False)
    begins: list[int] = field(init=False)
    first: list[int] = field(init=False)
    size: list[float] = field(init=False)
    before: list[float] = field(init=False)
    start: list[float] = field(init=False)
    gap_of: list[int] = field(init=False)

    def build(self, spans: Sequence[tuple[int, int, int, int]], middles: Sequence[float]) -> None:
        """Make the lines. A span is a panel's first and last column, and its levels there.

        A level says how many borders stand at that end, this one and those of panels inside.
        """
        self.ends, self.begins = [0] * (self.count + 1), [0] * (self.count + 1)
        for low, high, begin, end in spans:
            self.begins[low] = max(self.begins[low], begin)
            self.ends[high + 1] = max(self.ends[high + 1], end)
        self.first, self.size, self.before, self.gap_of = [], [], [], []
        for gap in range(self.count + 1):
            self.first.append(len(self.size))
            for lane in range(self.lanes(gap)):
                self.size.append(self.least(gap, lane))
                self.before.append(0.0 if self.vertical or lane <= self.ends[gap] else HEADING)
                self.gap_of.append(gap)
            if gap < self.count:
                self.size.append(middles[gap])
                self.before.append(0.0)
                self.gap_of.append(-1)
        self.place()

    def lanes(self, gap: int) -> int:
        """How many lanes a gap has."""
        return self.ends[gap] + 1 + self.begins[gap]

    def least(self, gap: int, lane: int) -> float:
        """The width of a lane that nothing runs along."""
        if lane != self.ends[gap]:
            return _INNER + (0.0 if self.vertical or lane < self.ends[gap] else HEADING)
        if gap in (0, self.count):
            return _EDGE
        return _SINGLE[0 if self.vertical else 1] if self.lanes(gap) == 1 else _OUTER

    def middle(self, place: int) -> int:
        """The line through the middle of a column."""
        return self.first[place] + self.lanes(place)

    def line(self, gap: int, lane: int) -> int:
        """The line of a lane."""
        return self.first[gap] + lane

    def place(self) -> None:
        """Work out where every slot begins, from the sizes."""
        self.start = []
        at = 0.0
        for size in self.size:
            self.start.append(at)
            at += size
        self.start.append(at)

    def band(self, line: int) -> tuple[float, float]:
        """Where tracks may run along a line: the slot without what is taken at its beginning."""
        return self.start[line] + self.before[line], self.start[line + 1]

    def at(self, line: int) -> float:
        """The middle of a line's band."""
        low, high = self.band(line)
        return (low + high) / 2


class Grid:
    """The sparse grid of a placement: its vertices are the crossings of all lines, numbered row by row."""

    def __init__(
        self,
        placed: Option,
        sizes: Sequence[tuple[float, float]],
        parents: Mapping[str, str],
        headings: Mapping[str, float],
    ) -> None:
        """`sizes` are of the cards, `parents` the panel around each inner one, `headings` their widths."""
        self.headings = headings
        self.cells = placed.cells
        self.panels = sorted(placed.panels, key=lambda name: (_depth(name, parents), name))
        self.parents = parents
        self.rects = {name: placed.panels[name] for name in self.panels}
        levels = _levels(self.rects, parents)
        wide, high = [144.0] * placed.wide, [48.0] * placed.high
        for card, (c, r) in placed.cells.items():
            wide[c], high[r] = max(wide[c], sizes[card][0]), max(high[r], sizes[card][1])
        self.x, self.y = Axis(placed.wide, True), Axis(placed.high, False)
        rects = [(*placed.panels[name], *levels[name]) for name in self.panels]
        self.x.build([(c, c + w - 1, left, right) for c, _, w, _, left, right, _, _ in rects], wide)
        self.y.build([(r, r + h - 1, top, bottom) for _, r, _, h, _, _, top, bottom in rects], high)
        self.levels = levels
        self.sizes = sizes
        self.columns, self.rows = len(self.x.size), len(self.y.size)
        self.card_at: dict[int, int] = {}
        self.vertex: dict[int, int] = {}
        for card, (c, r) in placed.cells.items():
            self.vertex[card] = self.y.middle(r) * self.columns + self.x.middle(c)
            self.card_at[self.vertex[card]] = card
        self.spans = {name: self._span(name) for name in self.panels}
        self.panel_of = self._panel_of()
        self.sizes = self._alike(sizes)

    def _alike(self, sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """The sizes with all cards of a column in one panel as wide as the widest: their edges line up."""
        home = {card: (self.panel_of[vertex], self.cells[card][0]) for card, vertex in self.vertex.items()}
        widest: dict[tuple[int, int], float] = {}
        for card, place in home.items():
            widest[place] = max(widest.get(place, 0.0), sizes[card][0])
        return [(widest[home[card]], high) for card, (_, high) in enumerate(sizes)]

    def _span(self, name: str) -> tuple[int, int, int, int]:
        """The first and last vertical line, and the first and last level one, inside a panel."""
        c, r, w, h = self.rects[name]
        left, right, top, bottom = self.levels[name]
        x, y = self.x, self.y
        return (
            x.first[c] + x.lanes(c) - left,
            x.first[c + w] + right - 1,
            y.first[r] + y.lanes(r) - top,
            y.first[r + h] + bottom - 1,
        )

    def _panel_of(self) -> list[int]:
        """The number of the innermost panel at every vertex, from 1; 0 outside all."""
        found = [0] * (self.columns * self.rows)
        for number, name in enumerate(self.panels, start=1):
            left, right, top, bottom = self.spans[name]
            for row in range(top, bottom + 1):
                base = row * self.columns
                for vertex in range(base + left, base + right + 1):
                    found[vertex] = number
        return found

    def around(self, name: str) -> Iterator[str]:
        """A panel and every panel around it."""
        while name:
            yield name
            name = self.parents.get(name, "")

    def frame(self, name: str) -> tuple[float, float, float, float]:
        """The border of a panel: left, top, right, bottom. It stands in the middle between its lanes."""
        left, right, top, bottom = self.spans[name]
        return self.x.start[left], self.y.start[top], self.x.start[right + 1], self.y.start[bottom + 1]


def _depth(name: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while parents.get(name):
        name, depth = parents[name], depth + 1
    return depth


def _levels(rects: Mapping[str, Rect], parents: Mapping[str, str]) -> dict[str, tuple[int, int, int, int]]:
    """For each panel how many borders stand left, right, above and below, from inside to its own."""
    found: dict[str, tuple[int, int, int, int]] = {}
    inner: dict[str, list[str]] = {}
    for name in rects:
        inner.setdefault(parents.get(name, ""), []).append(name)

    def level(name: str) -> tuple[int, int, int, int]:
        c, r, w, h = rects[name]
        best = [0, 0, 0, 0]
        for child in inner.get(name, ()):
            cc, cr, cw, ch = rects[child]
            meets = (cc == c, cc + cw == c + w, cr == r, cr + ch == r + h)
            for side, (here, deep) in enumerate(zip(meets, level(child), strict=True)):
                if here:
                    best[side] = max(best[side], deep)
        found[name] = (best[0] + 1, best[1] + 1, best[2] + 1, best[3] + 1)
        return found[name]

    for name in inner.get("", ()):
        level(name)
    return found
