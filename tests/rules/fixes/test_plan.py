"""Mends land where they belong: groups, scenarios, families, brackets, files that extend others."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from mlarch import load, loads
from mlarch.graph import DesignGraph
from mlarch.language.edit import apply
from mlarch.rules import fixes
from mlarch.session.fix import fix

SPEC = """\
mlarch: 1
name: Feed
components:
  app: client
  web: client
  api: api server
  ranker: ranker        # the model
  metrics: metrics monitor
flows:
  - app & web -> api: request
  - api -> ranker: {sends: candidates, timeout: 50ms}
  - ranker ~> metrics: metrics   # watched
groups:
  serving: [api, ranker]
  watching:
    name: Watching
    members:
      - metrics
scenarios:
  ask: [app, api, ranker]
"""


def graph(text: str = SPEC) -> DesignGraph:
    return loads(text, "x.yaml").graph


def made(plan: fixes.Planned, text: str = SPEC) -> str:
    fix = plan()
    assert fix is not None
    result = apply(text, fix.edits)
    loads(result)
    return result


def test_a_component_joins_its_family_and_the_group_of_it() -> None:
    result = made(fixes.add(graph(), "ranker", "ranker ~> model_monitor: predictions, features"))
    assert "  metrics: metrics monitor\n  model_monitor: model monitor\n" in result
    assert "      - metrics\n      - model_monitor\n" in result
    assert "# watched\n  - ranker ~> model_monitor: predictions, features\n" in result


def test_without_kin_it_stands_with_the_one_it_is_for() -> None:
    result = made(fixes.add(graph(), "ranker", "ranker -> feature_service: features"))
    assert "# the model\n  feature_service: feature service\n" in result
    assert "serving: [api, ranker, feature_service]" in result


def test_what_is_there_is_not_added_again() -> None:
    fix = fixes.add(graph(), "api", "api ~> metrics: metrics")()
    assert fix is not None
    assert (fix.title, fix.claims, fix.safe) == ("Add `api ~> metrics: metrics`", (), False)


def test_a_stop_is_put_on_links_side_by_side_and_on_scenarios() -> None:
    design = graph()
    hop = fixes.Hop(design.architecture.flows[0], "load_balancer", shared=True)
    result = made(fixes.reroute(design, "api", [hop]))
    assert "- app & web -> load_balancer -> api: request" in result
    assert "ask: [app, api, ranker]" in result.replace("app, load_balancer, api", "app, api")


def test_a_stop_is_not_put_where_others_did_not_ask_for_it() -> None:
    design = graph()
    assert fixes.reroute(design, "api", [fixes.Hop(design.architecture.flows[0], "load_balancer")])() is None


def test_settings_stay_with_the_call_that_they_were_written_for() -> None:
    design = graph()
    result = made(fixes.reroute(design, "ranker", [fixes.Hop(design.architecture.flows[2], "cache")]))
    assert "  - api -> cache\n  - cache -> ranker: {sends: candidates, timeout: 50ms}\n" in result
    assert "ask: [app, api, cache, ranker]" in result


def test_a_new_kind_must_be_known() -> None:
    plan = fixes.add(graph(), "api", "api -> wizard")
    with pytest.warns(UserWarning, match="the kind of the new component `wizard`"):
        assert plan() is None


def test_ids_that_are_taken_get_a_number() -> None:
    result = made(fixes.add(graph(), "api", "api -> cache_2"))
    assert "  cache_2: cache\n" in result


def test_a_list_in_brackets_keeps_its_commas_apart() -> None:
    text = "mlarch: 1\ncomponents: {a: api server, m: metrics monitor}\nflows: [a ~> m]\n"
    result = made(fixes.add(graph(text), "a", "a ~> m: metrics, logs"), text)
    assert "flows: [a ~> m, a ~> m: [metrics, logs]]" in result


def test_escaped_text_is_left_alone() -> None:
    text = 'mlarch: 1\ncomponents: {a: client, b: api server}\nflows:\n  - "a \\x2d> b"\n'
    design = graph(text)
    fix = fixes.reroute(design, "b", [fixes.Hop(design.architecture.flows[0], "load_balancer")])()
    assert fix is None or made(fix, text)


@pytest.mark.parametrize("line", ["lake -> learner <- queue", "learner <- queue -> lake"])
@pytest.mark.parametrize("reached", [True, False])
def test_a_line_that_is_written_backwards_is_left_alone(line: str, reached: bool) -> None:
    text = (
        "mlarch: 1\ncomponents: {lake: data lake, learner: trainer, queue: event log}\n"
        f"flows:\n  - {line}\n"
    )
    design = graph(text)
    back = next(flow for flow in design.architecture.flows if flow.ends == ("queue", "learner"))
    assert fixes.reroute(design, "learner", [fixes.Hop(back, "cache", reached=reached)])() is None


def test_only_one_file_is_written(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text("mlarch: 1\ncomponents:\n  app: client\n  api: api server\nflows:\n  - app -> api\n")
    own = tmp_path / "own.yaml"
    own.write_text(
        "mlarch: 1\nextends: base.yaml\ncomponents:\n  ranker: ranker\nflows:\n  - api -> ranker: scores\n"
    )
    design = load(own).graph
    inside = fixes.add(design, "api", "api -> cache")()
    assert inside is not None
    assert {edit.span.path for edit in inside.edits} == {str(base)}
    above = fixes.add(design, "ranker", "api -> cache")()
    assert above is not None
    assert {edit.span.path for edit in above.edits} == {str(own)}
    assert fixes.add(design, "api", "ranker -> cache")() is None  # the base does not know the ranker


def test_lines_move_and_go_with_nothing_else() -> None:
    text = SPEC.replace("timeout: 50ms}", "timeout: 50ms}\n  - api -> cache").replace(
        "  web: client\n", "  web: client\n  cache: cache\n"
    )
    design = graph(text)
    flows = design.architecture.flows
    result = made(fixes.move(design, flows[3], flows[2]), text)
    assert result.index("- api -> cache") < result.index("- api -> ranker")
    assert made(fixes.drop(design, flows[3]), text) == text.replace("  - api -> cache\n", "")
    assert fixes.drop(design, flows[0])() is None  # two links share the line
    assert fixes.drop(design, flows[4])() is None  # a comment stands on it


def test_a_fix_is_worked_out_once_and_travels_to_other_processes() -> None:
    plan = fixes.add(graph(), "api", "api ~> metrics: metrics")
    assert plan() is plan()
    assert pickle.loads(pickle.dumps(plan))() == plan()


ALONE = """\
mlarch: 1
name: Flows alone
flows:
  # the way of a request
  - user -> api server -> ranker: request   # main
  - ranker -> feature store: features
"""


def test_flows_alone_need_no_component_lines() -> None:
    fixed = fix(
        ALONE, "x.yaml", lambda text: loads(text, "x.yaml").check(select=["SRV", "MON002"]), unsafe=True
    )
    assert "components:" not in fixed.after
    assert "  - user -> load_balancer -> api server -> ranker: request   # main\n" in fixed.after
    assert "# the way of a request" in fixed.after
    after = loads(fixed.after, "x.yaml")
    assert after.architecture.components["load_balancer"].kind == "load_balancer"
    assert after.check(select=["SRV", "MON002"]).findings == ()


def test_a_name_that_does_not_say_its_kind_needs_a_line_of_its_own() -> None:
    design = graph(ALONE)
    assert fixes.add(design, "ranker", "ranker ~> cache_2")() is not None
    assert fixes.add(design, "ranker", "ranker ~> output_guardrail")() is not None
