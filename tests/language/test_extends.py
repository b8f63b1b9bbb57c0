"""`extends`: what merging means, where findings point, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlarch.diagnostics import Finding, SpecError
from mlarch.language import extends, read
from mlarch.language.problems import Problems
from mlarch.language.syntax.bounds import MAX_BYTES, MAX_EXTENDS
from mlarch.language.syntax.nodes import MappingNode, Node, SequenceNode
from mlarch.language.syntax.reader import mapping


def plain(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {pair.key.text: plain(pair.value) for pair in node.pairs}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return None if node is None or node.null else node.text


def merged(base: str, own: str) -> object:
    problems = Problems()
    nodes = mapping(base, "base.yaml", problems), mapping(own, "own.yaml", problems)
    assert nodes[0] is not None
    assert nodes[1] is not None
    return plain(extends.merge(nodes[0], nodes[1]))


@pytest.mark.parametrize(
    ("base", "own", "expected"),
    [
        ("name: a\nsummary: b", "name: c", {"name": "c", "summary": "b"}),
        (
            "task: {a: 1, b: {c: 2}}",
            "task: {b: {d: 3}, e: 4}",
            {"task": {"a": "1", "b": {"c": "2", "d": "3"}, "e": "4"}},
        ),
        ("flows: [a -> b]", "flows: [b -> c]", {"flows": ["a -> b", "b -> c"]}),
        ("name: a\ntask: {a: 1, b: 2}", "task: {a: null}", {"name": "a", "task": {"b": "2"}}),
        ("name: a", "summary: ~", {"name": "a", "summary": None}),
        ("task: {a: 1}", "task: ~", {}),
        ("task: ~", "task: {a: 1}", {"task": {"a": "1"}}),
        ("task: [1]", "task: {a: 1}", {"task": {"a": "1"}}),
        ("latency: 10ms", "latency: {p99: 1s}", {"latency": {"p99": "1s"}}),
        ("mlarch: 1\nextends: x\nname: a", "mlarch: 1", {"name": "a", "mlarch": "1"}),
        # The short forms stand for mappings.
        (
            "components: {lb: load balancer}",
            "components: {lb: {replicas: 3}}",
            {"components": {"lb": {"kind": "load balancer", "replicas": "3"}}},
        ),
        (
            "components: {lb: {kind: service, replicas: 3}}",
            "components: {lb: load balancer}",
            {"components": {"lb": {"kind": "load balancer", "replicas": "3"}}},
        ),
        (
            "components: {lb: service, x: a}",
            "components: {lb: cache}",
            {"components": {"lb": "cache", "x": "a"}},
        ),
        ("components: {lb: {kind: a}, x: a}", "components: {lb: ~}", {"components": {"x": "a"}}),
        (
            "groups: {edge: [lb]}",
            "groups: {edge: {name: Edge, members: [cdn]}}",
            {"groups": {"edge": {"members": ["lb", "cdn"], "name": "Edge"}}},
        ),
        ("groups: {edge: [lb]}", "groups: {edge: [cdn]}", {"groups": {"edge": ["lb", "cdn"]}}),
    ],
)
def test_merging(base: str, own: str, expected: object) -> None:
    assert merged(base, own) == expected


def test_the_order_is_the_bases_first() -> None:
    found = merged("components: {a: x, b: x, c: x}", "components: {d: x, b: y}")
    assert isinstance(found, dict)
    assert list(found["components"]) == ["a", "b", "c", "d"]


BASE = """\
mlarch: 1
name: Base
components:
  app: client
  lb: load balancer
  api: api server
flows:
  - app -> lb -> api
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)
    return path


def findings(path: str) -> tuple[Finding, ...]:
    with pytest.raises(SpecError) as caught:
        read(path)
    return caught.value.findings


def test_a_spec_that_extends_another() -> None:
    write("pyproject.toml", "")
    write("shared/base.yaml", BASE)
    head = "mlarch: 1\nextends: ../shared/base.yaml\nname: Own\n"
    own = head + "components: {db: sql database}\nflows: [api -> db]\n"
    design = read(write("own/x.yaml", own))
    assert design.name == "Own"
    assert list(design.components) == ["app", "lb", "api", "db"]
    assert [flow.ends for flow in design.flows] == [("app", "lb"), ("lb", "api"), ("api", "db")]
    assert sorted(design.sources) == ["own/x.yaml", "shared/base.yaml"]
    assert design.components["lb"].span.path == "shared/base.yaml"
    assert (design.flows[0].span.path, design.flows[0].span.line) == ("shared/base.yaml", 8)
    assert (design.flows[2].span.path, design.flows[2].span.line) == ("own/x.yaml", 5)


def test_a_chain() -> None:
    write("a.yaml", BASE)
    write("b.yaml", "mlarch: 1\nextends: a.yaml\nsummary: B\ncomponents: {lb: {replicas: 2}}\n")
    design = read(write("c.yaml", "mlarch: 1\nextends: b.yaml\ncomponents: {lb: {zones: 2}}\n"))
    lb = design.components["lb"]
    assert (design.name, design.summary, lb.kind, lb.replicas, lb.zones) == (
        "Base",
        "B",
        "load_balancer",
        2,
        2,
    )


def test_mistakes_are_reported_in_both_files() -> None:
    write("base.yaml", BASE.replace("  - app -> lb", "  - app -- lb"))
    found = findings(write("x.yaml", "mlarch: 1\nextends: base.yaml\nflows: [api -- db]\n"))
    assert [(f.span.path, f.span.line, f.name) for f in found] == [
        ("base.yaml", 8, "bad-flow"),
        ("x.yaml", 3, "bad-flow"),
    ]


def test_an_unreadable_base_is_reported_where_it_is_named() -> None:
    write("base.yaml", "mlarch: 1\nname: a\x07\n")
    found = findings(write("x.yaml", "mlarch: 1\nextends: base.yaml\n"))
    assert [(f.span.path, f.span.line, f.span.column, f.name) for f in found] == [
        ("base.yaml", 2, 8, "unreadable-file"),
        ("x.yaml", 2, 10, "extends"),
    ]
    assert found[1].message == "`base.yaml`, which this spec extends, cannot be used; see its own mistakes"


def test_a_broken_line_of_a_base_costs_that_line() -> None:
    write("base.yaml", f"{BASE}summary: 'x\n")
    found = findings(write("x.yaml", "mlarch: 1\nextends: base.yaml\n"))
    assert [(f.span.path, f.name) for f in found] == [("base.yaml", "yaml-syntax")]


def test_a_missing_base_names_the_nearest() -> None:
    write("base.yaml", BASE)
    (finding,) = findings(write("x.yaml", "mlarch: 1\nextends: bsae.yaml\n"))
    assert (finding.rule, finding.message, finding.help) == (
        "SPEC013",
        "there is no bsae.yaml",
        "Did you mean base.yaml?",
    )


def test_a_path_with_a_nul_is_none() -> None:
    text = 'mlarch: 1\nextends: "a\\0.yaml"\ncomponents: {app: client}\nflows: []\n'
    (finding,) = findings(write("x.yaml", text))
    assert finding.rule == "SPEC014"
    assert "U+0000" in finding.message


def test_circles() -> None:
    write("b.yaml", "mlarch: 1\nextends: ./c.yaml\n")
    write("c.yaml", "mlarch: 1\nextends: a.yaml\n")
    found = findings(write("a.yaml", "mlarch: 1\nextends: b.yaml\n"))
    messages = {f.span.path: f.message for f in found}
    assert messages["c.yaml"] == "`extends` goes in a circle: a.yaml → b.yaml → c.yaml → a.yaml"
    (itself,) = findings(write("x.yaml", "mlarch: 1\nextends: x.yaml\n"))
    assert itself.message == "`extends` goes in a circle: x.yaml → x.yaml"


def test_a_circle_through_a_link() -> None:
    write("a.yaml", "mlarch: 1\nextends: link.yaml\n")
    Path("link.yaml").symlink_to("a.yaml")
    assert findings("a.yaml")[0].message == "`extends` goes in a circle: a.yaml → link.yaml"


def test_a_diamond_is_no_circle() -> None:
    """One base may be reached on two ways from two specs, one after the other."""
    write("base.yaml", BASE)
    write("a.yaml", "mlarch: 1\nextends: base.yaml\n")
    write("b.yaml", "mlarch: 1\nextends: a.yaml\n")
    assert list(read("a.yaml").components) == list(read("b.yaml").components)


def test_depth_is_bounded() -> None:
    write("s0.yaml", BASE)
    for number in range(1, MAX_EXTENDS + 1):
        write(f"s{number}.yaml", f"mlarch: 1\nextends: s{number - 1}.yaml\n")
    assert read(f"s{MAX_EXTENDS - 1}.yaml").name == "Base"
    assert f"more than {MAX_EXTENDS} specs deep" in findings(f"s{MAX_EXTENDS}.yaml")[0].message


def test_size_is_bounded_in_all() -> None:
    write("base.yaml", BASE + "#" * (MAX_BYTES - 1000))
    assert findings(write("x.yaml", "mlarch: 1\nextends: base.yaml\n" + "#" * 2000))[0].name == "too-large"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("/etc/passwd", "an absolute one differs between machines"),
        ("~/base.yaml", "an absolute one differs between machines"),
        ("C:\\base.yaml", "an absolute one differs between machines"),
        ("https://example.org/base.yaml", "nothing is loaded from the network"),
        ("file:///etc/passwd", "nothing is loaded from the network"),
        ("'-'", "`extends` names a file"),
        ("''", "`extends` names a file"),
        (".", "is a directory"),
        ("[a.yaml, b.yaml]", "expected the path of one spec, found a list"),
        ("{a: b}", "expected the path of one spec, found a mapping"),
        ("base.yaml/x", "a part of the path is a file"),
    ],
)
def test_what_extends_cannot_be(value: str, message: str) -> None:
    write("base.yaml", BASE)
    found = findings(write("x.yaml", f"mlarch: 1\nextends: {value}\n"))
    assert message in found[0].message
    assert (found[0].span.path, found[0].span.line, found[0].span.column) == ("x.yaml", 2, 10)


def test_the_version_of_a_base_is_checked() -> None:
    write("base.yaml", BASE.replace("mlarch: 1", "mlarch: 2"))
    (finding,) = findings(write("x.yaml", "mlarch: 1\nextends: base.yaml\n"))
    assert (finding.name, finding.span.path, finding.span.line) == ("bad-version", "base.yaml", 1)


def test_null_extends_nothing() -> None:
    assert read(write("x.yaml", BASE + "extends:\n")).name == "Base"


REMOVABLE = """\
mlarch: 1
components: {app: client, api: api server, Old Cache: cache, db: PostgreSQL}
flows:
  - app -> api -> db: request
  - api -> old cache -> db
  - api -> db: query
groups: {fast: [old cache], all: [api, db]}
scenarios: {A hit: [app, api, old cache], A miss: [app, api, db]}
views: {data: {include: [old cache, db]}}
models: {m: {served_by: [api, old cache]}}
ignore: [{rule: REL, component: old cache, reason: r}, {rule: SRV, reason: r}]
"""


@pytest.mark.parametrize("written", ["Old Cache: null", "old_cache: ~", "old cache: "])
def test_a_removed_component_goes_with_all_that_names_it(written: str) -> None:
    write("base.yaml", REMOVABLE)
    found = read(write("x.yaml", f"mlarch: 1\nextends: base.yaml\ncomponents: {{{written}}}\n"))
    assert list(found.components) == ["app", "api", "db"]
    assert [str(flow) for flow in found.flows] == ["app -> api", "api -> db", "api -> db"]
    assert [flow.index for flow in found.flows] == [0, 1, 2]
    assert [group.id for group in found.groups] == ["all"]
    assert [scenario.name for scenario in found.scenarios] == ["A miss"]
    assert found.views[0].include == ("db",)
    assert found.models[0].served_by == ("api",)
    assert len(found.ignores) == 1
    assert found.remarks == ()


def test_what_only_flows_of_the_base_name_can_be_removed() -> None:
    write("base.yaml", "mlarch: 1\nflows: [user -> api server -> weather oracle, user -> api server]\n")
    found = read(write("x.yaml", "mlarch: 1\nextends: base.yaml\ncomponents: {weather oracle: null}\n"))
    assert list(found.components) == ["user", "api server"]


def test_a_reference_to_what_the_spec_removes_names_the_place() -> None:
    write("base.yaml", REMOVABLE)
    text = "mlarch: 1\nextends: base.yaml\ncomponents: {old cache: null}\ngroups: {mine: [app, old cache]}\n"
    (finding,) = findings(write("x.yaml", text))
    assert finding.message == "there is no component or group `old cache`: x.yaml removes it, on line 3"


def test_flows_are_removed_and_added() -> None:
    write("base.yaml", REMOVABLE)
    text = (
        "mlarch: 1\nextends: base.yaml\nflows:\n  remove: [api -> db]\n  add: [app -> db]\nscenarios: null\n"
    )
    found = read(write("x.yaml", text))
    assert [str(f) for f in found.flows] == ["app -> api", "api -> Old Cache", "Old Cache -> db", "app -> db"]
    again = "mlarch: 1\nextends: x.yaml\nflows: {add: [api -> db]}\n"
    assert str(read(write("y.yaml", again)).flows[-1]) == "api -> db"


@pytest.mark.parametrize(
    ("flows", "message"),
    [
        ("{remove: [lb -> app]}", "there is no flow from `lb` to `app` to remove"),
        ("{remove: [api -> nowhere]}", "there is no component `nowhere`"),
    ],
)
def test_a_flow_that_is_not_there_cannot_be_removed(flows: str, message: str) -> None:
    write("base.yaml", BASE)
    (finding,) = findings(write("x.yaml", f"mlarch: 1\nextends: base.yaml\nflows: {flows}\n"))
    assert (finding.message, finding.span.path) == (message, "x.yaml")


def test_nothing_is_removed_without_a_base() -> None:
    text = "mlarch: 1\ncomponents: {a: client}\nflows: {remove: [a -> b], add: [a -> cache]}\n"
    (finding,) = findings(write("x.yaml", text))
    assert finding.message == "there is nothing to remove flows from: this spec extends no other"


def test_a_partial_base_is_no_whole_spec_and_is_not_reviewed() -> None:
    from mlarch import graph, rules

    text = "mlarch: 1\npartial: true\ncomponents: {app: client, api: api server}\n"
    base = read(write("base.yaml", f"{text}groups: {{g: [api, elsewhere]}}\n"))
    assert base.partial
    assert rules.review(graph.build(base)).findings == ()
    found = read(
        write("x.yaml", "mlarch: 1\nextends: base.yaml\nflows: [app -> api -> elsewhere: request]\n")
    )
    assert not found.partial
    assert found.groups[0].members == ("api", "elsewhere")
    assert rules.review(graph.build(found)).findings != ()


def test_a_partial_base_may_hold_no_component() -> None:
    assert len(read(write("base.yaml", "mlarch: 1\npartial: true\nstage: sketch\n")).components) == 0
