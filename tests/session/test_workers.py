"""Drawing in several processes: the same bytes in the same order, and one failure stops no other."""

from __future__ import annotations

import pytest

from mlarch.design import Design, loads
from mlarch.draw import RenderOptions
from mlarch.session.cache import Cache
from mlarch.session.children import available
from mlarch.session.pictures import ALL, Picture, plan
from mlarch.session.workers import draw_all

SPEC = """\
mlarch: 1
name: {name}
components: {{app: client, api: api server, model: model server}}
flows: [app -> api -> model]
views: {{front: {{include: [app, api]}}, back: {{include: [api, model]}}}}
scenarios: {{walk: [app, api, model]}}
"""


@pytest.fixture(scope="module")
def designs() -> list[Design]:
    return [loads(SPEC.format(name=name), f"{name}.yaml") for name in ("one", "two")]


def _drawn(pictures, jobs):
    return [
        (picture.target.name, drawn) for picture, drawn in draw_all(pictures, jobs, Cache(None), report=True)
    ]


def test_processes_change_nothing(designs):
    pictures = plan(designs, "out", ("svg",), RenderOptions(view=ALL, scenario=ALL))
    alone, spread = _drawn(pictures, 1), _drawn(pictures, 2)
    assert [name for name, _ in alone] == [
        f"{stem}{part}.svg" for stem in ("one", "two") for part in ("", ".walk", ".front", ".back")
    ]
    assert spread == alone
    assert all(drawn.data.startswith(b"<svg") and drawn.report for _, drawn in alone)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_one_answer_among_the_others(designs, jobs):
    pictures = list(plan(designs, "out", ("svg",), RenderOptions(view=ALL)))
    bad = Picture(designs[0], RenderOptions(view="nowhere"), pictures[0].target)
    drawn = _drawn([*pictures[:2], bad, *pictures[2:]], jobs)
    errors = [answer.error.message for _, answer in drawn if answer.error]
    assert errors == ["there is no view `nowhere`"]
    assert sum(answer.data.startswith(b"<svg") for _, answer in drawn) == len(pictures)


def test_there_is_at_least_one_process():
    assert available() >= 1
