"""A first design from a few answers: which of the drafts fits, and its numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from string import Template
from types import MappingProxyType

from mlarch.diagnostics import MlarchError
from mlarch.quantities import Dimension, QuantityError, parse
from mlarch.records import dataclass

__all__ = ["SERVINGS", "TASKS", "Answers", "draft", "usual"]

TASKS = ("score", "rank", "number", "text")
"""What can be predicted: a chance or a class, an order of items, a quantity, or a text that is generated."""

SERVINGS = ("online", "streaming", "batch")
"""When: while somebody waits, as events come, or in advance for all."""

_PER_USER = 10  # requests a day
_PEAK = 3
_DAY = 86_400
_LOAD = 0.7 * 2 / 3  # replicas are full to 70 % when one zone of three is lost

_HERE = Path(__file__).with_name("drafts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a design is drafted from; every answer has a default. Numbers are as people write them."""

    predicts: str = ""
    whom: str = "Customers"
    task: str = "score"
    serving: str = "online"
    users: str = "1M"
    items: str = "1M"
    latency: str = ""


def draft(answers: Answers, name: str | None = None) -> str:
    """The text of a design. Raises `MlarchError` for answers that do not go together or are no quantities."""
    words = {**_WORDS[answers.task], **_numbers(answers)}
    texts = {
        "title": name or words["title"],
        "objective": answers.predicts.strip() or words["objective"],
        "whom": answers.whom.strip() or usual("whom", answers.task),
    }
    quoted = {key: json.dumps(" ".join(text.split()), ensure_ascii=False) for key, text in texts.items()}
    text = (_HERE / f"{_file(answers)}.yaml").read_text(encoding="utf-8")
    return Template(text).substitute({**words, **quoted})


def usual(question: str, task: str) -> str:
    """The answer to a question, by its name in `Answers`, that is taken when none is given."""
    if question == "predicts":
        return _WORDS[task]["objective"]
    if question == "latency":
        return _LATENCIES.get(task, "200ms")
    found: str = getattr(Answers(), question)
    return found


_LATENCIES = {"text": "8s"}


def _file(answers: Answers) -> str:
    if answers.task == "text" and answers.serving != "online":
        raise MlarchError(
            f"texts are drafted online only, and `{answers.serving}` is asked for",
            "Leave out `--serving`, or begin with `mlarch new rag_assistant`.",
        )
    if answers.serving != "online":
        return answers.serving
    return {"rank": "online_rank", "text": "online_text"}.get(answers.task, "online_score")


def _numbers(answers: Answers) -> dict[str, str]:
    """The figures of a design: rates give replicas, the latency is shared out among the parts."""
    users = _quantity(answers.users, Dimension.COUNT, "--users")
    _quantity(answers.items, Dimension.COUNT, "--items")
    limit = answers.latency or usual("latency", answers.task)
    seconds = _quantity(limit, Dimension.TIME, "--latency")
    peak = users * _PER_USER * _PEAK / _DAY
    found = {"users": answers.users, "items": answers.items, "p99": limit, "per_user": str(_PER_USER)}
    for name, rate in _RATES.items():
        found[name] = str(max(3, 3 * math.ceil(peak / (rate * _LOAD) / 3)))
    for percent in (1, 2, 5, 10, 20, 30, 60):
        p99 = seconds * percent / 100
        found[f"lat{percent}"] = f"{{p50: {_time(p99 / 4)}, p99: {_time(p99)}}}"
        found[f"time{percent}"] = _time(p99)
    return found


def _quantity(text: str, dimension: Dimension, option: str) -> float:
    try:
        value = parse(text, dimension).value
    except QuantityError as error:
        raise MlarchError(f"`{option} {text}`: {error}") from None
    if not 0 < value < 1e15:
        raise MlarchError(f"`{option} {text}` is no number to plan with")
    return value


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2g}s"
    return f"{max(seconds * 1000, 0.01):.2g}ms"


_RATES = MappingProxyType(
    {
        "r50k": 50_000,
        "r20k": 20_000,
        "r10k": 10_000,
        "r2k": 2_000,
        "r1k": 1_000,
        "r500": 500,
        "r50": 50,
        "r5": 5,
    }
)
"""What one replica carries, in calls a second, by the name that drafts use for the number of replicas."""

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "score": {
            "title": "Score service",
            "summary": "Gives each request a score, and learns every day from what happened.",
            "goal": "More right decisions at the same effort",
            "objective": "P(the person does it), calibrated",
            "type": "binary classification",
            "output": "a probability",
            "event": "outcome",
            "loss": "cross entropy",
            "baseline": "rate of the group",
            "baseline_name": "Group rate",
            "offline": "[PR-AUC, calibration error]",
            "online": "right decisions",
            "returns": "decision",
            "false_positive": "effort for nothing",
            "false_negative": "a chance missed",
        },
        "number": {
            "title": "Forecast service",
            "summary": "Predicts a quantity for each request, and learns every day from what came.",
            "goal": "Plans that hold more often",
            "objective": "the expected quantity with its spread",
            "type": "regression",
            "output": "a number with an interval",
            "event": "outcome",
            "loss": "quantile loss",
            "baseline": "mean of the last four weeks",
            "baseline_name": "Mean of four weeks",
            "offline": "[mean absolute error, coverage of the interval]",
            "online": "plans that held",
            "returns": "prediction",
            "false_positive": "too much is kept ready",
            "false_negative": "too little is kept ready",
        },
        "rank": {
            "title": "Recommendation service",
            "summary": "Finds and orders items for each person, and learns every day from their choices.",
            "goal": "People find what they like sooner",
            "objective": "P(the person chooses the item)",
            "type": "ranking",
            "output": "a list of items",
            "event": "choice",
            "loss": "cross entropy over shown items",
            "baseline": "most popular items",
            "baseline_name": "Popular items",
            "offline": "[nDCG@10, recall@500]",
            "online": "choices per visit",
            "returns": "ranked list",
            "false_positive": "a dull item takes a place",
            "false_negative": "a liked item is not seen",
        },
        "text": {
            "title": "Assistant",
            "summary": "Answers questions from documents, with sources, and says when it does not know.",
            "goal": "People find answers without asking a colleague",
            "objective": "a helpful answer that its sources support",
            "type": "generation",
            "output": "an answer with sources",
            "event": "thumbs",
            "loss": "none, the model is used as it is",
            "baseline": "the best passage, quoted",
            "baseline_name": "Best passage",
            "offline": "[groundedness, answer relevance, recall@50]",
            "online": "questions resolved",
            "returns": "cited answer",
            "false_positive": "a wrong answer is believed",
            "false_negative": "a right answer is not given",
        },
    }
)
