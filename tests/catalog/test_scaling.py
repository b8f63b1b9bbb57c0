"""How long new copies take and how fast load rises, as people write it."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.catalog.lexicon.scaling import PREPARED, ready_after, rises_within
from mlarch.model import Stage
from mlarch.rules import review


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("a new replica takes 12 min to load", 720),
        ("an extra gpu is there after about ten minutes", 600),
        ("scales out in 90 s", 90),
        ("cold starts take half a minute", 30),
        ("booting a pod lasts 1.5 minutes", 90),
        ("new copies load 30 gb of weights, which takes 6 minutes", None),
        ("answers in 40 ms", None),
        ("a new model each hour", None),
        ("retrained in 2 hours", None),
    ],
)
def test_when_a_new_copy_works(text: str, seconds: float | None) -> None:
    found = ready_after(text)
    assert (found and found[0]) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("evenings rise 4x within 2 min", 120),
        ("traffic doubles in five minutes when a show ends", 300),
        ("three times as much comes inside a minute", 60),
        ("a spike of 40k requests over 30 seconds", 30),
        ("grew 4x in a year", None),
        ("answers within 2 min", None),
        ("peak of 4k/s", None),
    ],
)
def test_how_fast_load_rises(text: str, seconds: float | None) -> None:
    found = rises_within(text)
    assert (found and found[0]) == seconds


@pytest.mark.parametrize(
    "text", ["a warm pool of 20", "scaled by the clock", "copies start ahead of the match", "60 % headroom"]
)
def test_what_carries_the_load_until_then(text: str) -> None:
    assert PREPARED.search(text) is not None


SPEC = """\
mlarch: 1
name: Scaling
components:
  app: client
  api: {{kind: api server{api}}}
  tagger: {{kind: model server{tagger}}}
flows:
  - app -> api -> tagger: {{sends: request, returns: predictions}}
"""
SLOW = ", description: a new replica takes 5 minutes"
SURGE = ", description: load triples within 20 s"


@pytest.mark.parametrize(
    ("api", "tagger", "blamed"),
    [
        (SURGE, SLOW, ["tagger"]),
        (SLOW, SURGE, []),  # what comes behind the surge has to bear it
        (", description: load triples within 20 minutes", SLOW, []),
        (SURGE, f"{SLOW}; a warm pool of 9 waits", []),
        ("", SLOW, []),
        (SURGE, "", []),
    ],
)
def test_copies_that_come_when_the_load_has_risen(api: str, tagger: str, blamed: list[str]) -> None:
    design = graph.build(language.read_text(SPEC.format(api=api, tagger=tagger)))
    found = review(design, stage=Stage.PRODUCTION).findings
    assert [finding.components[0] for finding in found if finding.rule == "CAP018"] == blamed
