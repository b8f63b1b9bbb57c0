"""Reviews of many files: the same from one process or several, and one broken spec stops no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlarch.diagnostics import MlarchError, Review
from mlarch.session.cache import Cache
from mlarch.session.reviews import CheckOptions, Job, RefusedError, review_all
from mlarch.session.settings import ProjectSettings

SPEC = """\
mlarch: 1
name: Shop {number}
components: {{app: client, api: api server, model: model server, spare: cache}}
flows: [app -> api -> model: request]
"""
OPTIONS = CheckOptions(score=True)


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    monkeypatch.chdir(tmp_path)
    for number in range(24):
        text = "mlarch: 1\ncomponents: [" if number == 5 else SPEC.format(number=number)
        Path(f"{number:02}.yaml").write_text(text)
    names = [f"{number:02}.yaml" for number in range(25)]  # the last is not there
    return [Job(name, ProjectSettings(), OPTIONS) for name in names]


def _all(jobs: list[Job], cache: Cache, processes: int) -> list[Review | str]:
    found = review_all(jobs, cache, processes)
    return [each.message if isinstance(each, MlarchError) else each for each in found]


def test_processes_and_the_cache_change_nothing_but_fixes_that_nobody_asked_for(jobs, tmp_path):
    alone = _all(jobs, Cache(None), 1)
    assert [review.name for review in alone[:5]] == [f"Shop {number}" for number in range(5)]
    assert (alone[5].readable, alone[24]) == (False, "there is no 24.yaml")
    assert alone[0].score is not None
    assert _all(jobs, Cache(None), 2) == alone
    cache = Cache(tmp_path / "cache")
    assert _all(jobs, cache, 2) == alone
    assert _all(jobs, cache, 2) == alone
    (with_fix,) = [f for f in alone[0].findings if f.rule == "GRA001"]
    kept = [f for f in _all(jobs, cache, 1)[0].findings if f.rule == "GRA001"]
    assert [f.fix for f in kept] == [with_fix.fix]
    without = [replace(job, fixes=False) for job in jobs]
    assert all(f.fix is None for f in _all(without, cache, 2)[0].findings)


@pytest.mark.parametrize("processes", [1, 2])
def test_an_option_that_cannot_be_used_is_said_once(jobs, processes):
    wrong = [replace(job, options=CheckOptions(select=("NOPE",))) for job in jobs]
    with pytest.raises(RefusedError, match="there is no rule `NOPE`"):
        _all(wrong, Cache(None), processes)
