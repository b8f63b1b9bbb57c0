"""Sentences in which people make mistakes of reasoning, and sound ones that use the same words.

`phrases/KIND.tsv` holds one sentence a line: the verdict (`mistake`, `sound`, or `missed` for a mistake that
is not named yet), the field that says it, and the text. The field is a path into `phrases/KIND.yaml`, or else
`phrases/base.yaml`; `flow` adds a flow. Several fields are separated by ` | `, and so are their texts.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlarch import graph, language
from mlarch.rules import review

_LEARNED = ("LBL008", "LBL009", "LBL010")
RULES = {
    "calibration": ("LBL005", "LBL011", "FUN007"),
    "censored-labels": _LEARNED,
    "exposure-bias": ("LBL004",),
    "metric-vs-goal": ("BRF009", "BRF010"),
    "monitoring": ("MON004", "MON011", "MON012"),
    "negative-sampling": ("LBL005", "LBL011", "LBL012"),
    "own-decisions": _LEARNED,
    "selective-labels": _LEARNED,
}
"""The rules that speak of each kind of mistake."""

FOLDER = Path(__file__).parent / "phrases"


@cache
def base(kind: str) -> str:
    """The design into which the sentences of a kind are put."""
    own = FOLDER / f"{kind}.yaml"
    text = (own if own.exists() else FOLDER / "base.yaml").read_text(encoding="utf-8")
    return json.dumps(yaml.safe_load(text))


def put(spec: dict[str, Any], path: str, text: str) -> None:
    """Write `text` (JSON where it is a list or a mapping) at a path of the spec."""
    value = json.loads(text) if text[0] in "[{" else text
    if path == "flow":
        spec["flows"].append(value)
        return
    *way, last = path.split(".")
    place: Any = spec
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value


def about(kind: str, field: str, text: str) -> list[str]:
    """The messages of the rules about a kind of mistake, where `field` says `text`."""
    spec = json.loads(base(kind))
    for path, value in zip(field.split(" | "), text.split(" | "), strict=True):
        put(spec, path, value)
    design = graph.build(language.read_text(json.dumps(spec)))
    return [f"{f.rule} {f.message}" for f in review(design, select=RULES[kind]).findings]


@pytest.mark.parametrize("kind", RULES)
def test_a_mistake_is_named_and_what_is_sound_is_not(kind: str) -> None:
    wrong = []
    for line in (FOLDER / f"{kind}.tsv").read_text(encoding="utf-8").splitlines():
        verdict, field, text = line.split("\t")
        found = about(kind, field, text)
        if bool(found) is not (verdict == "mistake"):
            wrong.append((line, found))
    assert wrong == []
