"""Planes follow from the kind, from calls that start at clients, and from what the author states."""

from __future__ import annotations

import pytest
from factory import Line, sketch

from mlarch.model import Plane

KINDS = {
    "app": "client",
    "api": "api_server",
    "model": "model_server",
    "features": "feature_store_online",
    "warehouse": "data_warehouse",
    "offline": "feature_store_offline",
    "db": "relational_db",
    "kafka": "event_stream",
    "collector": "event_collector",
    "batch": "batch_compute",
    "trainer": "training_pipeline",
    "registry": "model_registry",
    "deployer": "model_deployer",
    "monitor": "metrics_monitor",
    "alerts": "alerting",
    "review": "human_review",
}


def planes(*lines: Line) -> dict[str, str]:
    words = " ".join(line if isinstance(line, str) else line[0] for line in lines).replace(":", " ").split()
    graph = sketch({name: kind for name, kind in KINDS.items() if name in words}, *lines)
    return {name: plane.value for name, plane in graph.planes.items()}


CASES = {
    "a call path from a client is online": (
        ("app -> api -> model", "features -> model"),
        {"app": "online", "api": "online", "model": "online", "features": "online"},
    ),
    "kinds that keep their plane on the path": (
        ("app -> api -> registry", "api -> monitor: metrics", "monitor -> alerts", "api -> review"),
        {"registry": "deployment", "monitor": "monitoring", "alerts": "monitoring", "review": "people"},
    ),
    "a store of the data plane that answers requests is online": (
        ("app -> api", "warehouse -> api: features"),
        {"warehouse": "online"},
    ),
    "what is only written to from the path stays offline": (
        ("app -> collector -> kafka: events", "kafka => warehouse: events"),
        {"collector": "offline", "kafka": "offline", "warehouse": "offline"},
    ),
    "a store that only jobs touch is offline": (
        ("app -> api", "batch => db: features", "db => trainer"),
        {"api": "online", "db": "offline", "batch": "offline", "trainer": "offline"},
    ),
    "deployment is no touch": (
        ("app -> api", "registry => deployer => model: model"),
        {"registry": "deployment", "deployer": "deployment", "model": "online"},
    ),
    "without clients, requests start at the services that nothing calls": (
        ("batch -> db: rows", "db -> trainer", "api -> model"),
        {"db": "offline", "api": "online", "model": "online", "trainer": "offline"},
    ),
    "a stream carries no request": (
        ("app ~> api", "api ~> offline"),
        {"api": "online", "offline": "offline"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_planes(name: str) -> None:
    lines, expected = CASES[name]
    found = planes(*lines)
    assert {component: found[component] for component in expected} == expected


def test_what_the_author_states_wins() -> None:
    graph = sketch(
        {
            "app": {"kind": "client", "plane": Plane.PEOPLE},
            "api": {"kind": "api_server", "plane": Plane.OFFLINE},
        },
        "app -> api",
    )
    assert dict(graph.planes) == {"app": Plane.PEOPLE, "api": Plane.OFFLINE}


def test_planes_keep_the_order_of_the_file() -> None:
    graph = sketch({"z": "api_server", "a": "client", "m": "model_registry"}, "a -> z")
    assert list(graph.planes) == ["z", "a", "m"]
