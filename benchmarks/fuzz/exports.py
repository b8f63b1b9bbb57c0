"""How many parts and flows each picture format holds, counted in what it writes."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from PIL import Image

__all__ = ["COUNTS", "Counts"]

Counts = tuple[int, int]
"""Cards (with panels, where a format tells them not apart) and lines."""

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')


def _svg(data: bytes) -> Counts:
    root = ET.fromstring(data)
    classes = [each.get("class", "").split() for each in root.iter("{http://www.w3.org/2000/svg}g")]
    return sum("card" in each for each in classes), sum("flow" in each for each in classes)


def _html(data: bytes) -> Counts:
    text = data.decode()
    return len(re.findall(r'<g class="card[ "]', text)), len(re.findall(r'<g class="flow[ "]', text))


def _json(data: bytes) -> Counts:
    page = json.loads(data)
    return len(page["cards"]), len(page["lines"])


def _drawio(data: bytes) -> Counts:
    root = ET.fromstring(data)
    ids = [each.get("id", "") for each in root.iter() if each.tag in ("UserObject", "mxCell")]
    assert len(ids) - ids.count("") == len(set(ids) - {""}), "an id stands twice"
    return sum(id_.startswith("card ") for id_ in ids), sum(id_.startswith("line ") for id_ in ids)


def _mermaid(data: bytes) -> Counts:
    text = _QUOTED.sub("Q", data.decode())
    cards = re.findall(r"(?m)^\s*c\d+[\[({>]", text)
    lines = re.findall(r"(?m)^\s*c\d+ [^\n]*?(?:--|==|-\.)[^\n]* c\d+$", text)
    return len(cards), len(lines)


def _d2(data: bytes) -> Counts:
    text = _QUOTED.sub("Q", data.decode())
    return len(re.findall(r"(?m)^\s*Q: Q \{", text)), len(re.findall(r"(?m)^\s*Q(?:\.Q)* <?-> Q", text))


def _dot(data: bytes) -> Counts:
    text = _QUOTED.sub("Q", re.sub(r"label=<<TABLE.*?</TABLE>>", "label=T", data.decode(), flags=re.DOTALL))
    return len(re.findall(r"(?m)^\t+(?:\w+|Q) \[label=T", text)), len(
        re.findall(r"(?m)^\t+(?:\w+|Q) -> ", text)
    )


def _diagrams(data: bytes) -> Counts:
    tree = ast.parse(data)
    nodes = [
        each for each in ast.walk(tree) if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call)
    ]
    edges = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "Edge"
    ]
    return len(nodes), len(edges)


def _png(data: bytes) -> None:
    Image.open(io.BytesIO(data)).verify()


def _pdf(data: bytes) -> None:
    assert data.startswith(b"%PDF-"), "no PDF"
    assert data.rstrip().endswith(b"%%EOF"), "no PDF"


COUNTS: Mapping[str, Callable[[bytes], Counts | None]] = {
    "svg": _svg,
    "html": _html,
    "json": _json,
    "drawio": _drawio,
    "mermaid": _mermaid,
    "d2": _d2,
    "dot": _dot,
    "diagrams": _diagrams,
    "png": _png,
    "pdf": _pdf,
}
"""For each format what counts; a picture of pixels or of vectors only has to be one."""
