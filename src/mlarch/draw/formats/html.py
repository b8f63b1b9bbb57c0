"""HTML: one self-contained page to explore a design in: the same picture, with everything known beside it.

Nothing is fetched and nothing can be added: the page's own policy (CSP) allows its one script and style sheet
by their hashes, and no connection. Words of a spec reach the page as escaped text of the picture, and as JSON
in which no character can end its element; the script puts them on the page as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from mlarch.diagnostics import Finding
from mlarch.draw.diagram import Diagram, End, Line, PlacedCard, PlacedPanel
from mlarch.draw.formats.canvas import Picture
from mlarch.draw.formats.svg import inline, is_web
from mlarch.draw.formats.theme import DARK, LIGHT
from mlarch.draw.geometry import Point
from mlarch.draw.options import RenderOptions
from mlarch.draw.scene.facts import Facts, Part, Row, Walk
from mlarch.draw.text import fonts
from mlarch.records import dataclass

__all__ = ["Page", "encode"]

_FOLDER = Path(__file__).with_name("page")

_Pairs: TypeAlias = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is made from: the picture, what it means, facts of its parts, and the findings."""

    diagram: Diagram
    picture: Picture
    facts: Facts
    findings: tuple[Finding, ...] = ()


def encode(page: Page, options: RenderOptions) -> bytes:
    """The page as bytes; `options.theme` is the theme that it opens in."""
    style, svg = inline(page.picture, options.font)
    css = f"{_themes()}{_file('page.css')}{style}"
    script = _file("page.js")
    data = _harmless(json.dumps(_data(page), ensure_ascii=False, separators=(",", ":")))
    values = {
        "theme": options.theme,
        "policy": _policy(css, script),
        "title": escape(fonts.clean(page.picture.title)),
        "style": css,
        "svg": svg,
        "data": data,
        "script": script,
    }
    # The marks are looked for in the template alone: what looks like one in a value stays as it is.
    text = re.sub(r"\{\{(\w+)\}\}", lambda mark: values[mark[1]], _file("page.html"))
    return text.encode()


def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _themes() -> str:
    """The colour tokens of both themes: by the reader's system, or as the reader has chosen."""
    light, dark = (
        "".join(f"--{token}:{value};" for token, value in colors.items()) for colors in (LIGHT, DARK)
    )
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media(prefers-color-scheme:dark){{:root[data-theme=auto]{{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"@media print{{:root:root{{color-scheme:light;{light}}}}}"
    )


def _policy(css: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(css)}'; script-src 'sha256-{_hash(script)}';"
        " img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _harmless(text: str) -> str:
    """JSON that holds no character of markup: each is written as an escape, which means the same."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(page: Page) -> dict[str, Any]:
    diagram = page.diagram
    shown = {card.id for card in diagram.cards}
    known = {part.id: part for part in page.facts.parts}
    groups = _groups(diagram.panels)
    inside = {group["id"]: group["cards"] for group in groups} | {name: [name] for name in shown}
    pairs = {line.id: _pairs(line, page.facts.ends, inside) for line in diagram.lines}
    home = {card: panel.id for panel in diagram.panels for card in panel.cards}
    return {
        "title": fonts.clean(diagram.title.text),
        "summary": " ".join(line.text for line in diagram.title.summary),
        "figures": [line.text for line in diagram.title.figures],
        "description": diagram.description,
        "planes": list(dict.fromkeys(card.plane.value for card in diagram.cards)),
        "parts": [
            _part(card, known.get(card.id) or _whole(card), home.get(card.id, "")) for card in diagram.cards
        ],
        "groups": groups,
        "lines": [_line(line, pairs[line.id], diagram.lines, page.facts.flows) for line in diagram.lines],
        "scenarios": [_walk(walk, pairs, shown) for walk in page.facts.scenarios],
        "findings": [_finding(finding, pairs, shown) for finding in page.findings],
    }


def _whole(card: PlacedCard) -> Part:
    """A group that is shown as one card."""
    return Part(card.id, " ".join(card.name), "Group", " ".join(card.tech), card.description, "", ())


def _part(card: PlacedCard, part: Part, group: str) -> dict[str, Any]:
    return {
        "id": part.id,
        "name": fonts.clean(part.name),
        "kind": part.kind,
        "tech": part.tech,
        "about": part.description,
        "link": part.link if is_web(part.link) else "",
        "plane": card.plane.value,
        "group": group,
        "rows": _rows(part.rows),
    }


def _rows(rows: Sequence[Row]) -> list[list[str | int]]:
    return [[row.name, row.value, int(row.computed)] for row in rows]


def _groups(panels: Sequence[PlacedPanel]) -> list[dict[str, Any]]:
    """The panels, each with all cards inside it at any depth."""
    inside: dict[str, list[str]] = {}
    for panel in reversed(panels):  # inner ones come later
        own = [*panel.cards, *inside.get(panel.id, [])]
        inside[panel.id] = own
        if panel.parent:
            inside.setdefault(panel.parent, []).extend(own)
    return [
        {"id": panel.id, "name": panel.name, "parent": panel.parent, "cards": inside[panel.id]}
        for panel in panels
    ]


def _pairs(line: Line, ends: Sequence[tuple[str, str]], inside: Mapping[str, Sequence[str]]) -> _Pairs:
    """The cards that a line leads between: those that its flows name, or all inside where none is shown."""

    def cards(end: str, meant: str) -> Sequence[str]:
        return [meant] if meant in inside else inside[end]

    return list(
        dict.fromkeys(
            (source, target)
            for flow in line.flows
            for source in cards(line.source, ends[flow][0])
            for target in cards(line.target, ends[flow][1])
        )
    )


def _line(line: Line, pairs: _Pairs, lines: Sequence[Line], flows: Sequence[Sequence[Row]]) -> dict[str, Any]:
    return {
        "pairs": pairs,
        "lead": _trunk(line, lines, from_start=True),
        "tail": _trunk(line, lines, from_start=False),
        "id": line.id,
        "from": line.source,
        "to": line.target,
        "role": line.role.value,
        "text": line.description,
        "rows": [row for index in line.flows for row in _rows(flows[index])],
    }


def _trunk(line: Line, lines: Sequence[Line], *, from_start: bool) -> list[Point]:
    """The stretch of the trunk between a joint of the line and its own source (or target); often none."""
    found: list[Point] = []
    here, passed = line, {line.id}
    while (here.start if from_start else here.end) is End.JOINT:
        joint = here.points[0] if from_start else here.points[-1]
        on = next((other for other in lines if other.bundle == line.bundle and other.id not in passed
                   and _leg(other, joint) is not None), None)  # fmt: skip
        if on is None:
            return []
        leg = _leg(on, joint) or 0
        if from_start:
            found = [*on.points[: leg + 1], joint, *found]
        else:
            found = [*found, joint, *on.points[leg + 1 :]]
        here = on
        passed.add(on.id)
    return [(round(x, 1), round(y, 1)) for x, y in found]


def _leg(line: Line, point: Point) -> int | None:
    """The number of the straight stretch of a line that holds a point."""
    x, y = point
    for number, (a, b) in enumerate(pairwise(line.points)):
        inside = (
            min(a[0], b[0]) - 1 <= x <= max(a[0], b[0]) + 1
            and min(a[1], b[1]) - 1 <= y <= max(a[1], b[1]) + 1
        )
        if inside and point not in (line.points[0], line.points[-1]):
            return number
    return None


def _walk(walk: Walk, lines: Mapping[str, _Pairs], shown: set[str]) -> dict[str, Any]:
    """A scenario with the line that each step takes, forward or (as a reply) back."""
    by_ends: dict[tuple[str, str], str] = {}
    for line, pairs in lines.items():
        for pair in pairs:
            by_ends.setdefault(pair, line)
    steps = [
        {"from": a, "to": b, "line": by_ends.get((a, b)) or by_ends.get((b, a), "")}
        for a, b in pairwise(walk.stops)
        if a in shown and b in shown
    ]
    return {"name": walk.name, "steps": steps}


def _finding(finding: Finding, lines: Mapping[str, _Pairs], shown: set[str]) -> Mapping[str, Any]:
    ends = set(finding.flows)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "text": finding.message,
        "help": finding.help,
        "parts": [part for part in finding.components if part in shown],
        "lines": [line for line, pairs in lines.items() if not ends.isdisjoint(pairs)],
        "path": [part for part in finding.witness if part in shown],
    }
