"""Where fields of fields stand: a finding shows the line that says it."""

from __future__ import annotations

from mlarch import language

SPEC = """mlarch: 1
task:
  objective: chance of a leak
  label:
    event: leak dug up
    selected_by: places on the list
monitoring:
  alerts:
    - disk full
    - recall low
components: {app: client, api: service}
flows: [app -> api]
"""


def test_parts_of_a_field_have_places() -> None:
    spec = language.read_text(SPEC)
    assert spec.task is not None
    assert spec.monitoring is not None
    assert [spec.task.place(f"label{part}").line for part in ("", ".event", ".selected_by")] == [5, 5, 6]
    assert [spec.monitoring.place(f"alerts.{number}").line for number in (0, 1)] == [9, 10]


def test_a_part_that_was_not_written_stands_where_the_field_does() -> None:
    spec = language.read_text(SPEC.replace("label:\n    event: leak dug up\n    selected_by:", "label:"))
    assert spec.task is not None
    assert spec.task.place("label.event") == spec.task.place("label")
