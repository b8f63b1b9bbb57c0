"""The questions of `mlarch new --ask`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from mlarch.session.drafting import SERVINGS, TASKS, Answers, usual

__all__ = ["answered"]

_QUESTIONS = {
    "task": "Is it a score, an order of items, a quantity or a text that is generated",
    "predicts": "What is predicted",
    "whom": "Who uses it",
    "serving": "While somebody waits (online), as events come (streaming), or in advance (batch)",
    "users": "How many people a day",
    "items": "Among how many items",
    "latency": "How fast, for 99 of 100 answers",
}


def answered(ask: bool, given: Mapping[str, str | None]) -> Answers:
    """What was given, and, when asking, what is answered; the rest by default."""
    known: dict[str, Any] = {key: value for key, value in given.items() if value}
    for key, question in _QUESTIONS.items() if ask else ():
        if key in known or (key == "serving" and known.get("task") == "text"):
            continue
        if key == "items" and known["task"] not in ("rank", "text"):
            continue
        words = {"task": TASKS, "serving": SERVINGS}.get(key)
        kind = click.Choice(words) if words else str
        known[key] = click.prompt(
            question, default=usual(key, known.get("task", "score")), type=kind, err=True
        )
    return Answers(**known)
