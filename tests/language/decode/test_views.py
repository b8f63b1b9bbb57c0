"""Groups, scenarios, views and ignored findings: what refers to components and flows."""

from __future__ import annotations

import pytest

from mlarch.language.syntax.bounds import MAX_GROUPS
from mlarch.model import Direction, Plane


def test_groups_in_both_forms(extended) -> None:
    found = extended(
        "groups:\n  serving: {name: Online/serving, members: [lb, inner]}\n  inner_part: []\n  inner: api\n"
    ).good
    assert [(g.id, g.name, g.members) for g in found.groups] == [
        ("serving", "Online/serving", ("lb", "inner")),
        ("inner_part", "Inner part", ()),
        ("inner", "Inner", ("api",)),
    ]


@pytest.mark.parametrize("name", ["cache", "Cache"])
def test_an_id_is_a_component_or_a_group(extended, name: str) -> None:
    finding = extended(f"groups: {{{name}: [app, api]}}\n").one()
    assert (finding.name, finding.span.line) == ("bad-id", 11)
    assert "`cache`" in finding.message or "`Cache`" in finding.message


def test_groups_nest_as_deep_as_anything_can_draw(extended) -> None:
    def nested(count: int) -> str:
        inner = "".join(f"  g{n}: [g{n + 1}]\n" for n in range(1, count))
        return f"groups:\n{inner}  g{count}: [api]\n"

    assert len(extended(nested(MAX_GROUPS)).good.groups) == MAX_GROUPS
    finding = extended(nested(MAX_GROUPS + 5)).one()
    assert (finding.name, finding.message) == ("bad-group", "group `g33` stands inside more than 31 others")


def test_scenarios_walk_along_flows_in_either_direction(extended) -> None:
    found = extended(
        "scenarios:\n  A request, and back: [app, lb, api, cache, api, lb]\n  x-own: 1\n  empty:\n"
    ).good
    assert [(s.name, [step.component for step in s.steps]) for s in found.scenarios] == [
        ("A request, and back", ["app", "lb", "api", "cache", "api", "lb"]),
        ("empty", []),
    ]
    assert [step.span.column for step in found.scenarios[0].steps] == [25, 30, 34, 39, 46, 51]


def test_views(extended) -> None:
    found = extended(
        "groups: {outer: [lb, inner], inner: [api, ranker]}\n"
        "views:\n  all:\n  online: {title: Online, planes: online, groups: [outer], kinds: [Ranker, cache],\n"
        "    include: [outer, app], exclude: cache, direction: lr, neighbours: 1}\n  short: [app, inner]\n"
    ).good
    everything, online, short = found.views
    assert (everything.name, everything.include, everything.neighbours) == ("all", (), 0)
    assert (online.title, online.planes, online.groups) == ("Online", (Plane.ONLINE,), ("outer",))
    assert online.kinds == ("ranker", "cache")
    assert (online.include, online.exclude) == (("lb", "api", "ranker", "app"), ("cache",))
    assert (online.direction, online.neighbours) == (Direction.LR, 1)
    assert short.include == ("app", "api", "ranker")


def test_planes_stand_in_for_groups_where_there_are_none(extended) -> None:
    assert extended("views: {v: {groups: online}}\n").good.views[0].groups == ("online",)


def test_an_ambiguous_kind_selects_all_it_may_mean(extended) -> None:
    kinds = extended("views: {v: {kinds: feature store}}\n").good.views[0].kinds
    assert {"feature_store_online", "feature_store_offline"} <= set(kinds)


def test_ignore(extended) -> None:
    found = extended(
        "ignore:\n  - {rule: MON001, component: ranker, reason: the platform watches it}\n"
        "  - {rule: 'SRV*', flow: app ~> lb, reason: r}\n"
        "  - {rule: unmonitored-model, reason: r, x-until: 2030}\n"
    ).good
    assert [(i.rule, i.component, i.flow, i.reason) for i in found.ignores] == [
        ("MON001", "ranker", None, "the platform watches it"),
        ("SRV", None, ("app", "lb"), "r"),
        ("unmonitored-model", None, None, "r"),
    ]
    assert extended("ignore: {rule: MON, reason: r}\n").good.ignores[0].rule == "MON"


# line, what is underlined, name, message
WRONG = [
    ("groups: [a]", "[a]", "wrong-type", "expected a mapping from ids to lists of members, found a list"),
    ("groups: {g: }", "g", "missing-key", "group `g` has no members"),
    ("groups: {g: {name: G}}", "g", "missing-key", "`members` is missing"),
    (
        "groups: {g: [apii]}",
        "apii",
        "unknown-component",
        "there is no component or group `apii`; did you mean `api`?",
    ),
    ("groups: {g: [api, api]}", "api", "bad-group", "`api` is named twice in group `g`"),
    ("groups: {g: [api], h: [lb, api]}", "api", "bad-group", "`api` is a member of group `g` already"),
    ("groups: {g: [h], h: [i], i: [g]}", "g", "bad-group", "group `g` contains itself: g → h → i → g"),
    ("groups: {g: [g]}", "g", "bad-group", "group `g` contains itself: g → g"),
    ("groups: {Online/serving: [api]}", "Online/serving", "bad-id", "`Online/serving` is not an id"),
    (
        "groups: {g: {title: G, members: [api]}}",
        "title",
        "unknown-key",
        "unknown key `title`; did you mean `name`?",
    ),
    (
        "scenarios: [app, lb]",
        "[app, lb]",
        "wrong-type",
        "expected a mapping from names to lists of components, found a list",
    ),
    ("scenarios: {s: app}", "app", "wrong-type", "expected a list of components in order, found `app`"),
    ("scenarios: {s: [app]}", "s", "bad-scenario", "scenario `s` goes nowhere"),
    (
        "scenarios: {s: [app, api]}",
        "api",
        "bad-scenario",
        "no flow joins `app` and `api`, in either direction",
    ),
    ("scenarios: {s: [app, app]}", "app", "bad-scenario", "`app` follows itself"),
    (
        "scenarios: {s: [app, lbb, api]}",
        "lbb",
        "unknown-component",
        "there is no component `lbb`; did you mean `lb`?",
    ),
    ("scenarios: {s: [app, ~, lb]}", "~", "wrong-type", "expected the id of a component, found nothing"),
    (
        "views: [a]",
        "[a]",
        "wrong-type",
        "expected a mapping from names to what each view shows, found a list",
    ),
    ("views: {v: {planes: onlin}}", "onlin", "bad-value", None),
    ("views: {v: {groups: [serving]}}", "serving", "bad-view", "there is no group `serving`"),
    ("views: {v: {kinds: [rankre]}}", "rankre", "unknown-kind", None),
    (
        "views: {v: {include: [apii]}}",
        "apii",
        "unknown-component",
        "there is no component or group `apii`; did you mean `api`?",
    ),
    (
        "views: {v: {neighbors: 1}}",
        "neighbors",
        "unknown-key",
        "unknown key `neighbors`; did you mean `neighbours`?",
    ),
    ("views: {v: {neighbours: -1}}", "-1", "wrong-type", "expected a whole number of at least 0, found `-1`"),
    ("ignore: [MON001]", "MON001", "bad-ignore", "an entry of `ignore` needs a reason"),
    ("ignore: [{rule: MON001}]", "rule", "bad-ignore", "`reason` is missing"),
    ("ignore: [{reason: r}]", "reason", "bad-ignore", "`rule` is missing"),
    (
        "ignore: [{rule: MON 1, reason: r}]",
        "MON 1",
        "bad-ignore",
        "expected a rule like `MON001`, `MON` or `unmonitored-model`, found `MON 1`",
    ),
    (
        "ignore: [{rule: M, reason: r, component: apii}]",
        "apii",
        "unknown-component",
        "there is no component `apii`; did you mean `api`?",
    ),
    (
        "ignore: [{rule: M, reason: r, flow: lb -> app}]",
        "lb -> app",
        "bad-ignore",
        "there is no flow from `lb` to `app`",
    ),
    (
        "ignore: [{rule: M, reason: r, flow: app -> lbb}]",
        "lbb",
        "unknown-component",
        "there is no component `lbb`; did you mean `lb`?",
    ),
    (
        "ignore: [{rule: M, reason: r, flow: app -> lb -> api}]",
        "app -> lb -> api",
        "bad-flow",
        "expected one flow like `a -> b`, found several",
    ),
    (
        "ignore: [{rule: M, reason: r, flow: app -- lb}]",
        "app -- lb",
        "bad-flow",
        "expected one flow like `a -> b`",
    ),
    ("ignore: [[a]]", "[a]", "wrong-type", "expected `{rule: …, reason: …}`, found a list"),
]


@pytest.mark.parametrize(("line", "underlined", "name", "message"), WRONG)
def test_a_wrong_reference(extended, line: str, underlined: str, name: str, message: str | None) -> None:
    result = extended(line + "\n")
    finding = result.one()
    assert finding.name == name
    assert message is None or finding.message == message
    assert (finding.span.line, result.under(finding)) == (11, underlined)
    assert result.architecture is None


def test_a_flow_drawn_the_other_way_is_named(extended) -> None:
    assert extended("ignore: [{rule: M, reason: r, flow: lb -> app}]\n").one().help == (
        "It is drawn the other way: `app -> lb`."
    )
