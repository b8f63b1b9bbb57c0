"""`numbers`: computed rates on lines and loads on cards, and nothing without the option."""

from __future__ import annotations

import mlarch

SPEC = """\
mlarch: 1
name: Home page
requirements: {requests_per_second: 1000/s, peak_factor: 3}
components:
  app: client
  api: {kind: api server, replicas: 12, throughput: 500/s}
  features: online feature store
flows:
  - app -> api: {sends: request, returns: response}
  - api -> features: {returns: features, share: 10%}
"""


def words(numbers: bool) -> str:
    return " ".join(mlarch.loads(SPEC).drawing(numbers=numbers).picture.texts())


def test_rates_stand_on_lines_and_loads_on_cards() -> None:
    shown = words(numbers=True)
    assert "request 3k/s" in shown
    assert "300/s" in shown
    assert "50 % load" in shown
    assert "at peak, computed" in shown


def test_without_the_option_there_are_none() -> None:
    shown = words(numbers=False)
    assert "300/s" not in shown
    assert "load" not in shown


def test_nothing_overlaps_with_them() -> None:
    report = mlarch.loads(SPEC).drawing(numbers=True).report
    assert report.faults == 0


def test_they_are_options_of_a_picture() -> None:
    design = mlarch.loads(SPEC)
    assert design.render(numbers=True) != design.render()
