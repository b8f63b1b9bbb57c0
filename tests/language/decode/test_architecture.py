"""From nodes to an `Architecture`: the top-level keys, and that mistakes do not multiply."""

from __future__ import annotations

import pytest

from mlarch.language.decode.architecture import default_name
from mlarch.model import Direction, Stage

SMALLEST = """mlarch: 1
name: Fraud check
components:
  app: client
  lb: load balancer          # any alias of a kind: "LB", "Load Balancer", "nginx"
  api: {kind: api_server, name: Payments API, replicas: 12}
  model: model server
  features: online feature store
flows:
  - app -> lb -> api -> model: request
  - model -> features
"""


def test_the_smallest_useful_spec(decoded) -> None:
    found = decoded(SMALLEST).good
    assert found.name == "Fraud check"
    assert found.stage is Stage.DESIGN
    assert {name: component.kinds for name, component in found.components.items()} == {
        "app": ("client",),
        "lb": ("load_balancer",),
        "api": ("api_server",),
        "model": ("model_server",),
        "features": ("feature_store_online",),
    }
    assert found.components["api"].name == "Payments API"
    assert found.components["api"].replicas == 12
    assert [(f.index, f.line, f.position, str(f)) for f in found.flows] == [
        (0, 0, 0, "app -> lb"),
        (1, 0, 1, "lb -> api"),
        (2, 0, 2, "api -> model"),
        (3, 1, 0, "model -> features"),
    ]
    assert [[p.text for p in f.payloads] for f in found.flows] == [["request"], ["request"], ["request"], []]
    assert found.path == "specs/fraud_check.yaml"
    assert list(found.sources) == ["specs/fraud_check.yaml"]


def test_places_of_what_was_written(decoded) -> None:
    result = decoded(SMALLEST)
    api = result.good.components["api"]
    assert (api.span.line, api.span.column, api.span.end_column) == (6, 3, 6)
    assert (api.place("replicas").line, api.place("replicas").column) == (6, 57)
    assert api.place("latency") == api.span
    link = result.good.flows[1]
    assert (link.span.column, link.span.end_column) == (12, 21)
    assert (link.source_span.column, link.target_span.column) == (12, 18)
    assert (link.payloads[0].span.column, link.payloads[0].span.end_column) == (32, 39)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("fraud_check.yaml", "Fraud check"),
        ("a/b/two-tower.spec.yml", "Two tower"),
        (r"c:\specs\Feed.yaml", "Feed"),
        ("-", "Untitled"),
        ("<text>", "Untitled"),
        (".yaml", "Untitled"),
    ],
)
def test_a_name_is_made_of_the_file(path: str, name: str) -> None:
    assert default_name(path) == name


def test_a_spec_without_a_name(decoded) -> None:
    assert decoded("mlarch: 1\ncomponents: {app: client}\nflows: []\n").good.name == "Fraud check"


def test_every_plain_top_level_key(extended) -> None:
    found = extended(
        "summary: [One., Two.]\nstage: Production\ndirection: tb\nextends: base.yaml\nx-mine: {a: 1}\n"
    ).good
    assert (found.summary, found.stage, found.direction) == ("One.; Two.", Stage.PRODUCTION, Direction.TB)


def test_null_states_nothing(extended) -> None:
    found = extended(
        "name:\nstage: ~\nrequirements: null\ngroups:\nviews:\nscenarios:\nignore:\nmodels:\n"
    ).good
    assert (found.name, found.requirements, found.groups) == ("Fraud check", None, ())


# text, line and column, name of the finding, message
TOP = [
    ("components: {a: client}\nflows: []\n", (1, 1), "missing-key", "`mlarch` is missing"),
    ("mlarch: 1\nflows: []\n", (1, 1), "missing-key", "a spec needs at least one component or flow"),
    ("mlarch: 1\ncomponents: {a: client}\n", (1, 1), "missing-key", "`flows` is missing"),
    ("mlarch: 1\ncomponents: {a: client}\nflows:\n", (1, 1), "missing-key", "`flows` is missing"),
    (
        "mlarch: 1\ncomponents: {}\nflows: []\n",
        (1, 1),
        "missing-key",
        "a spec needs at least one component or flow",
    ),
    (
        "mlarch: 2\ncomponents: {a: client}\nflows: []\n",
        (1, 9),
        "bad-version",
        "this mlarch reads version 1 of the language, not 2",
    ),
    (
        'mlarch: "1"\ncomponents: {a: client}\nflows: []\n',
        (1, 9),
        "bad-version",
        "`mlarch` is the plain integer `1`",
    ),
    (
        "mlarch: yes\ncomponents: {a: client}\nflows: []\n",
        (1, 9),
        "bad-version",
        "expected `1`, the version of the language, found `yes`",
    ),
    (
        "mlarch: 1\ncomponents: a, b\nflows: [a -> b]\n",
        (2, 13),
        "wrong-type",
        "expected a mapping from ids to kinds, found `a, b`",
    ),
]


@pytest.mark.parametrize(("text", "place", "name", "message"), TOP)
def test_what_every_spec_needs(decoded, text: str, place: tuple[int, int], name: str, message: str) -> None:
    result = decoded(text)
    finding = result.one()
    assert (finding.name, finding.message) == (name, message)
    assert (finding.span.line, finding.span.column) == place
    assert result.architecture is None


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        (
            "stage: desing",
            "`stage` is `sketch`, `design` or `production`, not `desing`; did you mean `design`?",
            "design",
        ),
        (
            "stage: prodction",
            "`stage` is `sketch`, `design` or `production`, not `prodction`; did you mean `production`?",
            "production",
        ),
        ("direction: up", "`direction` is `LR`, `TB`, `RL` or `BT`, not `up`", None),
        ("requirments: {goal: x}", "unknown key `requirments`; did you mean `requirements`?", "requirements"),
        ("title: x", "unknown key `title`; did you mean `name`?", "name"),
        ("latency: 3ms", "unknown key `latency`", None),
        (
            "requirements: {dau: 5M}",
            "unknown key `dau`; did you mean `daily_active_users`?",
            "daily_active_users",
        ),
        (
            "requirements: [a]",
            "expected a mapping with keys such as `goal`, `in_scope`, `out_of_scope` "
            "or `daily_active_users`, found a list",
            None,
        ),
        ("name: 1.10", "YAML readers take `1.10` for the number 1.1, and text is expected here", '"1.10"'),
        ("name: {a: b}", "expected text, found a mapping", None),
    ],
)
def test_mistakes_at_the_top(extended, line: str, message: str, fix: str | None) -> None:
    finding = extended(line + "\n").one()
    assert finding.message == message
    assert finding.span.line == 11
    assert (finding.fix.edits[0].text if finding.fix else None) == fix


@pytest.mark.parametrize(
    ("foreign", "meant"),
    [("nodes", "components"), ("services", "components"), ("edges", "flows"), ("links", "flows")],
)
def test_words_of_other_tools_are_read_on(decoded, foreign: str, meant: str) -> None:
    """One finding, for the key: what stands below it is read as if the key were right."""
    result = decoded(SMALLEST.replace(f"{meant}:", f"{foreign}:"))
    finding = result.one()
    assert finding.message == f"unknown key `{foreign}`; did you mean `{meant}`?"
    assert result.under(finding) == foreign


def test_a_mistake_in_components_is_not_repeated_wherever_one_is_named(decoded) -> None:
    text = "mlarch: 1\ncomponents: [[app], api]\nflows: [app -> api]\n"
    text += "groups: {g: [app]}\nscenarios: {s: [app, api]}\n"
    assert decoded(text).messages == ["expected a mapping from ids to kinds, found a list"]


def test_a_broken_flow_breaks_no_scenario(extended, decoded) -> None:
    """What a line means that cannot be read is unknown, so nothing is said about what it may have joined."""
    result = extended("scenarios: {s: [app, ranker]}\nignore: {rule: MON, flow: app -> ranker, reason: r}\n")
    assert [f.name for f in result.findings] == ["bad-scenario", "bad-ignore"]
    broken = decoded(result.text.replace("api -> cache", "api -- cache"))
    assert [f.name for f in broken.findings] == ["bad-flow"]


def test_all_mistakes_at_once(decoded) -> None:
    result = decoded(
        "mlarch: 1\nstage: final\ncomponents:\n  app: clientt\n"
        "  api: {kind: api server, replicas: -1, latency: 5}\n"
        "flows:\n  - app -- api\n  - app -> api => api\ngroups: {g: [app, apy]}\n"
    )
    assert [(f.span.line, f.rule) for f in result.findings] == [
        (2, "SPEC020"),
        (4, "SPEC009"),
        (5, "SPEC006"),
        (5, "SPEC007"),
        (7, "SPEC010"),
        (9, "SPEC011"),
    ]
    assert result.architecture is None


def test_fixes_mend(decoded) -> None:
    """Whatever comes with a fix is right once it is applied."""
    result = decoded(
        "mlarch: '1'\nstage: desgin\ncomponents:\n  app: clientt\n"
        "  api: {kin: api server, icon: onprem.queue.Kafka}\n"
        "  two_tower: {kind: ranker, funnel: 10M → 1000, produces: scoers}\n"
        "flows:\n  - app → api\n  - {from: api, to: two_tower}\n"
        "  - app -> two tower & apii\ngroups: {g: [app, two_towr]}\n"
    )
    assert len(result.findings) == 10
    assert all(finding.fix for finding in result.findings)
    # An arrow is respelled once the names beside it are right.
    assert decoded(decoded(result.mended()).mended()).good.components["two_tower"].funnel is not None


def test_more_mistakes_than_anyone_reads(decoded) -> None:
    """Suggestions stop, findings are cut, and it stays quick."""
    names = "".join(f"  c{i}: ranker\n" for i in range(300))
    flows = "".join(f"  - c{i % 300} -> {i}d\n" for i in range(2000))
    result = decoded(f"mlarch: 1\ncomponents:\n{names}flows:\n{flows}")
    assert len(result.findings) == 501
    assert result.findings[-1].name in {"bad-flow", "too-many-mistakes"}
