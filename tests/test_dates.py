"""The day of a run can be set, for output that is to be the same on any day."""

from __future__ import annotations

import datetime

import pytest

from mlarch.dates import today


def test_the_day_of_a_reproducible_build_counts(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == datetime.date(1970, 1, 2)


@pytest.mark.parametrize("epoch", ["", "soon", "99999999999999999999"])
def test_what_is_no_day_does_not_count(monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == datetime.datetime.now(datetime.UTC).date()
