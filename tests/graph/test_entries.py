"""Where requests start, whatever the kind of the caller."""

from __future__ import annotations

import pytest
from factory import sketch

OUTSIDE = {"kind": "external", "external": True, "consumes": ("response",), "produces": ("request",)}
SYSTEM = {"api": "api_server", "model": "model_server", "db": "relational_db", "job": "batch_compute"}


@pytest.mark.parametrize(
    "caller",
    ["client", OUTSIDE, {"kind": "service", "external": True}, "edge_model", "person", "service"],
    ids=lambda kind: kind if isinstance(kind, str) else "external " + kind["kind"],
)
def test_a_request_starts_at_whoever_calls_and_is_not_called(caller):
    graph = sketch({"it": caller, **SYSTEM}, "it -> api -> model: request")
    assert graph.entries == ("it",)
    assert graph.on_path == ("it", "api", "model")


def test_callers_from_outside_are_no_part_of_the_system():
    kinds = {"app": "client", "partner": OUTSIDE, "car": "edge_model", "doctor": "person", **SYSTEM}
    graph = sketch(kinds, "app & partner & car & doctor -> api -> model: request")
    assert graph.entries == ("app", "partner", "car", "doctor")
    assert graph.outside_callers == ("app", "partner", "car")
    assert graph.ingresses == ("api",)


def test_a_forgotten_call_is_no_entry_where_callers_from_outside_are_drawn():
    graph = sketch({"app": "client", "lonely": "service", **SYSTEM}, "app -> api: request", "lonely -> model")
    assert graph.entries == ("app",)


def test_what_others_deliver_is_no_request_where_clients_are_drawn():
    graph = sketch({"app": "client", "bank": OUTSIDE, **SYSTEM}, "app -> api: request", "bank -> api: labels")
    assert graph.entries == ("app",)


def test_jobs_and_what_data_drives_start_no_requests():
    kinds = {"scorer": "batch_predictor", "kafka": "event_stream", "mod": "service", **SYSTEM}
    batch = sketch(kinds, "db => job => model", "scorer -> model: features")
    assert (batch.entries, batch.on_path) == ((), ())
    assert sketch(kinds, "kafka ~> mod: event", "mod -> model: request").entries == ()


def test_reading_a_store_is_no_request():
    assert sketch({"partner": OUTSIDE, **SYSTEM}, "partner -> db: raw data").entries == ()
