"""The words of the language that are fixed: stages, planes, modes of a flow, directions of a picture."""

from __future__ import annotations

import enum

__all__ = ["Direction", "Mode", "Plane", "Stage"]


class Stage(enum.StrEnum):
    """How finished the design claims to be, and so how much the reviewer expects."""

    SKETCH = "sketch"
    DESIGN = "design"
    PRODUCTION = "production"

    @property
    def rank(self) -> int:
        """0 for a sketch, 1 for a design, 2 for production."""
        return list(Stage).index(self)


class Plane(enum.StrEnum):
    """The part of a system that a component belongs to."""

    __hash__ = str.__hash__  # asked for all the time: no Python-level hash

    ONLINE = "online"
    OFFLINE = "offline"
    DEPLOYMENT = "deployment"
    MONITORING = "monitoring"
    PEOPLE = "people"


class Mode(enum.StrEnum):
    """How a flow moves: the caller waits (`->`), published and read later (`~>`), or in bulk (`=>`)."""

    __hash__ = str.__hash__  # asked for all the time: no Python-level hash

    CALL = "call"
    STREAM = "stream"
    BATCH = "batch"

    @property
    def arrow(self) -> str:
        """The arrow that writes this mode."""
        return {Mode.CALL: "->", Mode.STREAM: "~>", Mode.BATCH: "=>"}[self]


class Direction(enum.StrEnum):
    """Which way the main flow reads in a picture."""

    LR = "LR"
    TB = "TB"
    RL = "RL"
    BT = "BT"
