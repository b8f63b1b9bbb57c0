"""The brief: every field of the seven steps, in short and in long form."""

from __future__ import annotations

import pytest

from mlarch.model import Alternative, ErrorCosts, Experiment
from mlarch.quantities import Dimension, Quantity


def test_requirements(extended) -> None:
    found = extended(
        """requirements:
  goal: more watch time
  in_scope: home page
  out_of_scope: [search, ads]
  daily_active_users: 500M
  monthly_active_users: 1.5B
  requests_per_user: 10
  requests_per_day: 5B
  requests_per_second: 57k
  peak_factor: 3x
  items: 10M
  latency: {p99: 150ms}
  availability: 99.9%
  freshness: 30min
  personalized: true
  budget: 20k USD a month
  error_costs: {false_positive: a call, false_negative: [money, trust]}
  compliance: [GDPR]
"""
    ).good.requirements
    assert found.in_scope == ("home page",)
    assert found.out_of_scope == ("search", "ads")
    assert (found.daily_active_users.value, found.monthly_active_users.value) == (5e8, 1.5e9)
    assert (found.requests_per_user.value, found.requests_per_day.value) == (10, 5e9)
    assert found.requests_per_second == Quantity(57_000.0, Dimension.RATE, "57k")
    assert (found.peak_factor, found.items.value, found.latency.p99.value) == (3.0, 1e7, 0.15)
    assert (found.availability.value, found.freshness.value, found.personalized) == (0.999, 1800, True)
    assert (found.budget, found.compliance) == ("20k USD a month", ("GDPR",))
    assert found.error_costs == ErrorCosts("a call", "money; trust")
    assert found.place("items").line == 21
    assert found.span.line == 11


@pytest.mark.parametrize(
    ("line", "attribute", "value", "dimension"),
    [
        ("requests_per_second: 1200", "requests_per_second", 1200, Dimension.RATE),
        ("requests_per_second: 30k/min", "requests_per_second", 500, Dimension.RATE),
        ("requests_per_day: 100/s", "requests_per_day", 8_640_000, Dimension.COUNT),
        ("requests_per_user: 10/day", "requests_per_user", 10, Dimension.COUNT),
    ],
)
def test_rates_with_and_without_their_unit(
    extended, line: str, attribute: str, value: float, dimension: Dimension
) -> None:
    found = getattr(extended(f"requirements: {{{line}}}\n").good.requirements, attribute)
    assert (found.value, found.dimension) == (pytest.approx(value), dimension)


def test_task(extended) -> None:
    found = extended(
        "task:\n  objective: P(click)\n  type: ranking\n  input: [user, item]\n  output: score\n"
        "  label: {event: click, window: 24h, delay: 1h}\n  positives: 0.01%\n  baseline: popular items\n"
    ).good.task
    assert (found.objective, found.type, found.input, found.output) == (
        "P(click)",
        "ranking",
        "user; item",
        "score",
    )
    assert (found.label.event, found.label.window.value, found.label.delay.value) == ("click", 86400, 3600)
    assert (found.positives.value, found.baseline) == (0.0001, "popular items")


def test_a_label_in_short(extended) -> None:
    assert extended("task: {label: click within a day}\n").good.task.label.event == "click within a day"


def test_data(extended) -> None:
    found = extended(
        "data:\n  events: click\n  features:\n    - last 50 clicks\n"
        "    - {name: age, entity: user, freshness: request, transform: log, online: yes, offline: lake}\n"
        "  missing_values: mean\n  imbalance: none\n  split: by time\n  privacy: pseudonyms\n"
    ).good.data
    assert found.events == ("click",)
    assert [(f.name, f.entity, f.freshness, f.transform, f.online, f.offline) for f in found.features] == [
        ("last 50 clicks", None, None, None, None, None),
        ("age", "user", "request", "log", "true", "lake"),
    ]
    assert [f.span.line for f in found.features] == [14, 15]
    assert (found.missing_values, found.imbalance, found.split, found.privacy) == (
        "mean",
        "none",
        "by time",
        "pseudonyms",
    )


def test_models(extended) -> None:
    found = extended(
        "models:\n  a:\n    task: ranking\n    architecture: DCN\n    alternatives: [trees]\n"
        "    baseline: LR\n    loss: CE\n    features: age\n    trained_by: api\n"
        "    served_by: [ranker, api]\n    retrain: 1d\n"
        "    parameters: 38B\n    flops_per_item: 3.77M\n    compression: fp16\n    version: v1\n"
        "  b: {retrain: continuous}\n  c: gradient-boosted trees\n  d:\n  x-own: 1\n"
    ).good.models
    a, b, c, d = found
    assert (a.id, a.task, a.architecture, a.alternatives, a.features) == (
        "a",
        "ranking",
        "DCN",
        (Alternative("trees"),),
        ("age",),
    )
    assert (a.trained_by, a.served_by, a.retrain.value, a.continuous) == (
        ("api",),
        ("ranker", "api"),
        86400,
        False,
    )
    assert (a.parameters.value, a.flops_per_item.value, a.version) == (3.8e10, 3.77e6, "v1")
    assert (b.retrain, b.continuous) == (None, True)
    assert (c.architecture, d.id, d.architecture) == ("gradient-boosted trees", "d", None)
    assert (a.span.line, a.span.column) == (12, 3)


def test_the_shape_of_a_model_and_the_reasons_against_others(extended) -> None:
    (found,) = extended(
        "models:\n  a:\n    alternatives: {trees: no pictures, x-own: 1, kNN: }\n    layers: 32\n"
        "    kv_heads: 8\n    head_dim: 128\n    dtype: bf16\n    context: 4096\n"
        "    examples: 5B\n    tokens: 1B\n"
    ).good.models
    assert found.alternatives == (Alternative("trees", "no pictures"), Alternative("kNN"))
    assert (found.layers, found.kv_heads, found.head_dim, found.dtype) == (32, 8, 128, "bfloat16")
    assert [q.value for q in (found.context, found.examples, found.tokens)] == [4096, 5e9, 1e9]


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("20k USD/month", 20_000),
        ("$240k per year", 20_000),
        ("410k USD a month (GPU 260k)", 410_000),
        ("2 EUR/h", 1460),
        ("as little as possible", None),
    ],
)
def test_a_budget_in_money_or_in_words(extended, text: str, monthly: float | None) -> None:
    found = extended(f"requirements: {{budget: {text}, network: 1ms}}").good.requirements
    assert (found.budget, found.network.value) == (text, 0.001)
    assert (found.monthly_budget and found.monthly_budget.value) == monthly


@pytest.mark.parametrize(
    ("text", "money", "monthly"),
    [
        ("20k/month", "20k USD/month", 20_000),
        ("240k a year", "240k USD a year", 20_000),
        ("20k", "20k", None),
    ],
)
def test_a_budget_without_its_currency(extended, text: str, money: str, monthly: float | None) -> None:
    result = extended(f"requirements: {{budget: {text}}}")
    found = result.read.requirements
    assert (found.budget, found.monthly_budget and found.monthly_budget.value) == (money, monthly)
    assert bool(result.findings) == (monthly is not None)


@pytest.mark.parametrize(
    "text", ["5M daily", "5M/day", "5 million users a day", "5M daily active users", "5M DAU"]
)
def test_users_a_day_may_say_so(extended, text: str) -> None:
    found = extended(f"requirements: {{daily_active_users: {text}}}").good.requirements
    assert found.daily_active_users.value == 5e6


@pytest.mark.parametrize("text", ["5M monthly", "5M per month", "5M a day"])
def test_users_a_month_are_not_users_a_day(extended, text: str) -> None:
    key = "monthly_active_users" if "day" in text else "daily_active_users"
    assert extended(f"requirements: {{{key}: {text}}}").one().name == "bad-quantity"


def test_an_experiment_in_figures(extended) -> None:
    found = extended(
        "evaluation: {experiment: {effect: 1 %, base: 5%, deviation: 12min, allocation: 10%, days: 2w}}"
    ).good.evaluation.experiment
    assert [q.value for q in (found.base, found.deviation, found.allocation, found.days)] == [
        0.05,
        720,
        0.1,
        14,
    ]


def test_evaluation_release_and_monitoring(extended) -> None:
    found = extended(
        "evaluation: {offline: AUC, online: [CTR], gate: no loss,\n"
        "  experiment: {unit: user, effect: 1 %, power: 80%}}\n"
        "release: canary\nmonitoring: {alerts: drift, retrain_trigger: PSI above 0.2}\n"
    ).good
    assert (found.evaluation.offline, found.evaluation.online, found.evaluation.gate) == (
        ("AUC",),
        ("CTR",),
        "no loss",
    )
    assert found.evaluation.experiment == Experiment("user", "1 %", Quantity(0.8, Dimension.SHARE, "80%"))
    assert found.release.strategy == ("canary",)
    assert (found.monitoring.alerts, found.monitoring.retrain_trigger) == (("drift",), "PSI above 0.2")
    long = extended("release: {strategy: [shadow, ab], rollback: old version}\n").good.release
    assert (long.strategy, long.rollback) == (("shadow", "ab"), "old version")


@pytest.mark.parametrize(
    ("line", "underlined", "message"),
    [
        ("models: {a: {served_by: rankr}}", "rankr", "there is no component `rankr`; did you mean `ranker`?"),
        ("models: {a: {trained_by: [api, zzz]}}", "zzz", "there is no component `zzz`"),
        (
            "models: {a: {retrain: often}}",
            "often",
            "`retrain`: expected a number; a time is written like `150ms`, `2s` or `24h`",
        ),
        ("models: {a/b: x}", "a/b", "`a/b` is not an id"),
        ("models: [a]", "[a]", "expected a mapping from ids, found a list"),
        ("data: {features: [{entity: user}]}", "{entity: user}", "`name` is missing"),
        ("data: {features: [name: a, {name: [b]}]}", "[b]", "expected text, found a list"),
        ("requirements: {peak_factor: 0}", "0", "`peak_factor` must be more than zero"),
        ("requirements: {peak_factor: high}", "high", "expected a number like `3`, found `high`"),
        (
            "requirements: {requests_per_day: 5ms}",
            "5ms",
            "`requests_per_day`: `5ms` is a time, expected a count like `1200`, `1.2k` or `500M`",
        ),
        (
            "task: {positives: 2}",
            "2",
            "`positives`: `2` is more than the whole; a share is written like `99.9%` or `0.001`",
        ),
        ("evaluation: {offline: [p99: high]}", "p99: high", "expected text, found a mapping"),
    ],
)
def test_a_wrong_brief(extended, line: str, underlined: str, message: str) -> None:
    result = extended(line + "\n")
    finding = result.one()
    assert finding.message == message
    assert (finding.span.line, result.under(finding)) == (11, underlined)


def test_a_colon_in_a_text_asks_for_quotes(extended) -> None:
    assert extended("evaluation: {offline: [p99: high]}\n").one().help == (
        "A colon with a space makes a mapping: quote the text if `offline` was meant as one."
    )


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("task: binary classification", "objective", "binary classification"),
        ("evaluation: AUC", "offline", ("AUC",)),
        ("monitoring: [p99 above 1 s]", "alerts", ("p99 above 1 s",)),
    ],
)
def test_a_section_in_one_line(extended, section: str, field: str, value: object) -> None:
    found = extended(section + "\n").good
    assert getattr(getattr(found, section.split(":")[0]), field) == value


@pytest.mark.parametrize(
    ("text", "value"), [("400 nurses", 400), ("1.2M street signs", 1.2e6), ("3k big red buses", 3000)]
)
def test_a_count_may_say_what_it_counts(extended, text: str, value: float) -> None:
    result = extended(f"requirements: {{items: {text}}}")
    assert result.read.requirements.items.value == value
    assert f"`{text}` is read as" in result.one("spelling").message


@pytest.mark.parametrize("text", ["10 seconds", "5 GB", "3 per day", "7 daily", "12 trips a week", "2 x"])
def test_a_count_is_no_rate_and_no_size(extended, text: str) -> None:
    assert extended(f"requirements: {{items: {text}}}").one().name == "bad-quantity"


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("stage: prod", "stage", "production"),
        ("stage: Draft", "stage", "sketch"),
        ("direction: left to right", "direction", "LR"),
        ("direction: TD", "direction", "TB"),
    ],
)
def test_other_words_for_stages_and_directions(extended, line: str, attribute: str, value: str) -> None:
    assert getattr(extended(line).good, attribute) == value
