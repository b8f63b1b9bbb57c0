"""Flows: what a line may carry, the settings of a link, and what is said about lines that are none."""

from __future__ import annotations

import pytest

from mlarch.diagnostics import Severity
from mlarch.model import Flow, Mode


def last(result) -> list[Flow]:
    """The links of the second line."""
    return [link for link in result.good.flows if link.line == 1]


def texts(payloads) -> list[tuple[str, str | None]] | None:
    return None if payloads is None else [(payload.text, payload.type) for payload in payloads]


@pytest.mark.parametrize(
    ("item", "payloads"),
    [
        ("api -> ranker", []),
        ("api -> ranker:", []),
        ("api -> ranker: candidates", [("candidates", "candidates")]),
        ("api -> ranker: user features, scores", [("user features", "features"), ("scores", "scores")]),
        ("api -> ranker: [user features, 'a, b']", [("user features", "features"), ("a, b", None)]),
        (
            "api -> ranker: candidates (top 500, per source)",
            [("candidates (top 500, per source)", "candidates")],
        ),
        ("api -> ranker: last 50 clicks", [("last 50 clicks", "event")]),
        ("api -> ranker: some thing nobody knows", [("some thing nobody knows", None)]),
        ('"api -> ranker: scores, features"', [("scores", "scores"), ("features", "features")]),
        ("api -> ranker:scores", [("scores", "scores")]),
        ("{api -> ranker: scores}", [("scores", "scores")]),
        ("api -> ranker: []", []),
    ],
)
def test_payloads(flow, item: str, payloads: list[tuple[str, str | None]]) -> None:
    (link,) = last(flow(item))
    assert texts(link.payloads) == payloads
    assert (link.sends, link.returns) == (None, None)


@pytest.mark.parametrize(
    ("item", "columns"),
    [
        ("api -> ranker: user features, scores", [(20, 33), (35, 41)]),
        ("'api -> ranker: scores, features'", [(21, 27), (29, 37)]),
        ("api -> ranker: 'scores, features'", [(21, 27), (29, 37)]),
        ("api -> ranker: [scores, features]", [(21, 27), (29, 37)]),
        ("api -> ranker: {sends: scores, returns: [a, b]}", []),
    ],
)
def test_each_payload_has_its_place(flow, item: str, columns: list[tuple[int, int]]) -> None:
    (link,) = last(flow(item))
    assert [(p.span.column, p.span.end_column) for p in link.payloads] == columns
    assert {p.span.line for p in link.payloads} <= {7}


def test_a_chain_over_several_lines_has_its_places(flow) -> None:
    result = flow("app ->\n      lb\n      -> api")
    found = last(result)
    assert [str(link) for link in found] == ["app -> lb", "lb -> api"]
    assert [(link.target_span.line, link.target_span.column) for link in found] == [(8, 7), (9, 10)]


def test_every_setting(flow) -> None:
    (link,) = last(
        flow(
            "api -> ranker: {sends: candidates, returns: [scores, reasons], label: top 500, calls: 4, "
            "share: 10%, when: failure, timeout: 60ms, retries: 0, fallback: two tower, optional: true, "
            "every: 24h, lag: 5s, "
            "rate: 30k qps, mode: stream, data: pii, encrypted: false, x-mine: 1}"
        )
    )
    assert texts(link.sends) == [("candidates", "candidates")]
    assert [payload.text for payload in link.returns] == ["scores", "reasons"]
    assert link.payloads == ()
    assert (link.label, link.calls, link.share.value, link.on_failure) == ("top 500", 4.0, 0.1, True)
    assert (link.timeout.value, link.retries, link.fallback, link.optional) == (0.06, 0, "two_tower", True)
    assert (link.every.value, link.lag.value, link.rate.value) == (86400, 5, 30_000)
    assert (link.mode, link.data, link.encrypted) == (Mode.STREAM, ("pii",), False)
    assert (link.place("timeout").line, link.place("timeout").column) == (7, 130)


def test_what_is_not_said_is_unknown(flow) -> None:
    (link,) = last(flow("api -> ranker"))
    assert (link.calls, link.share, link.timeout, link.retries, link.encrypted) == (
        1.0,
        None,
        None,
        None,
        None,
    )
    assert (link.optional, link.on_failure, link.fallback) == (False, False, None)


def test_an_empty_list_sends_nothing_on_purpose(flow) -> None:
    (link,) = last(flow("api -> ranker: {sends: [], returns: scores}"))
    assert link.sends == ()


def test_a_fallback_in_words(flow) -> None:
    (link,) = last(flow("api -> ranker: {fallback: most popular items}"))
    assert link.fallback == "most popular items"


def test_settings_belong_to_every_link_of_a_line(flow) -> None:
    found = last(flow("app ~> log => lake: {sends: events, lag: 5s}"))
    assert [(str(link), link.position, link.lag.value) for link in found] == [
        ("app ~> log", 0, 5),
        ("log => lake", 1, 5),
    ]


def test_links_are_numbered(flow) -> None:
    found = flow("api & lb -> ranker & two_tower -> log").good.flows
    assert [link.index for link in found] == list(range(7))
    assert [link.position for link in found] == [0, 0, 0, 0, 0, 1, 1]
    assert [link.line for link in found] == [0, 1, 1, 1, 1, 1, 1]


# item, what is underlined, message
WRONG = [
    ("app -- lb", "--", "`--` is not an arrow; write `->`"),
    ("'app -- lb'", "--", "`--` is not an arrow; write `->`"),
    ("app -- lb: request", "--", "`--` is not an arrow; write `->`"),
    ("app -> rankre: request", "rankre", "there is no component `rankre`; did you mean `ranker`?"),
    ("app -> two_towers", "two_towers", "there is no component `two_towers`; did you mean `two_tower`?"),
    ("app", "app", "no arrow in `app`"),
    ("app ->", "", "a component is missing after `->`"),
    ("[app, lb]", "[app, lb]", "expected a flow like `app -> lb`, found a list"),
    ("{}", "{}", "expected a flow like `app -> lb`, found an empty mapping"),
    ("~", "~", "expected a flow like `app -> lb`, found nothing"),
    ("{from: app}", "from", "this flow has no `to`"),
    ("{from: app, to: {a: b}}", "from", "`from` and `to` name components"),
    ("{app -> lb: x, timeout: 5ms}", "timeout", "`timeout` stands beside the flow, not inside it"),
    ("{app -> lb: x, lb -> api: y}", "lb -> api", "a second flow in one item"),
    ("app -> lb: {timout: 5ms}", "timout", "unknown key `timout`; did you mean `timeout`?"),
    ("app -> lb: {payload: x}", "payload", "unknown key `payload`; did you mean `sends`?"),
    (
        "app -> lb: {timeout: 5}",
        "5",
        "`timeout`: `5` has no unit; a time is written like `150ms`, `2s` or `24h`",
    ),
    ("app -> lb: {calls: 0}", "0", "`calls` must be more than zero"),
    ("app -> lb: {retries: 1.5}", "1.5", "`retries` must be a whole number of at least 0, found `1.5`"),
    ("app -> lb: {when: always}", "always", "`when` is `failure`, not `always`"),
    ("app -> lb: {mode: sync}", "sync", "`mode` is `call`, `stream` or `batch`, not `sync`"),
    ("app -> lb: [x, [y]]", "[y]", "expected a payload like `candidates`, found a list"),
    ("app -> lb: a,, b", "", "a payload is missing beside the comma"),
    ("'app -> lb: {sends: x}'", " {sends: x}", "settings in braces stand in a text"),
]


@pytest.mark.parametrize(("item", "underlined", "message"), WRONG)
def test_a_wrong_line(flow, item: str, underlined: str, message: str) -> None:
    result = flow(item)
    finding = result.one()
    assert finding.message == message
    assert finding.span.line == 7
    assert result.under(finding) == underlined
    assert result.architecture is None


def test_help_shows_the_arrow_form(flow) -> None:
    assert flow("{from: app, to: lb}").one().help == "Write `- app -> lb`."
    assert flow("{app -> lb: x, timeout: 5ms}").one().help == (
        "Settings belong inside: `- app -> lb: {sends: …, timeout: …}`."
    )


@pytest.mark.parametrize(
    ("item", "meaning"),
    [
        ("{from: app, to: lb}", ["app -> lb"]),
        ("{from: app, to: [lb, api]}", ["app -> lb", "app -> api"]),
        ("{source: app, target: lb, timeout: 5ms}", ["app -> lb"]),
        ("app → lb", ["app -> lb"]),
        ("'app --> lb: x'", ["app -> lb"]),
        ("lb <- app: x", ["app -> lb"]),
        ("app -> two tower", ["app -> two_tower"]),
        ("App -> LB", ["app -> lb"]),
        ("app, lb -> api", ["app -> api", "lb -> api"]),
        ("app ⇄ lb: question / answer", ["app -> lb"]),
    ],
)
def test_what_is_clear_is_read_and_a_safe_fix_writes_it(flow, decoded, item: str, meaning: list[str]) -> None:
    result = flow(item)
    assert [str(link) for link in result.read.flows[1:]] == meaning
    assert {(f.name, f.severity) for f in result.findings} == {("spelling", Severity.INFO)}
    if all(finding.fix for finding in result.findings):
        assert decoded(result.mended()).good == result.read


def test_a_call_with_its_reply(flow) -> None:
    (_, link) = flow("app <-> lb: question / answer").read.flows
    assert [p.text for p in link.sends] == ["question"]
    assert [p.text for p in link.returns] == ["answer"]
    (_, link) = flow("app -> lb: question / answer").good.flows
    assert [p.text for p in link.payloads] == ["question / answer"]


def test_one_finding_for_all_lines_of_a_kind(decoded) -> None:
    text = "mlarch: 1\ncomponents: {a: client, b: LB, c: cache}\nflows:\n  - a → b\n  - b --> c\n"
    finding = decoded(text).one("spelling")
    assert finding.message == "`a → b` is read as `a -> b`, and 1 more like it"
    assert len(finding.fix.edits) == 2


def test_a_component_may_flow_to_itself(flow) -> None:
    assert flow("ranker -> ranker: try again").good.flows[-1].ends == ("ranker", "ranker")


def test_flows_alone_are_a_spec(decoded) -> None:
    read = decoded("mlarch: 1\nflows:\n  - user -> load balancer -> api server: request\n").good
    assert [(c.id, c.kind) for c in read.components.values()] == [
        ("user", "client"),
        ("load balancer", "load_balancer"),
        ("api server", "api_server"),
    ]


def test_what_only_flows_name_is_a_component(flow) -> None:
    result = flow("app -> payments api server -> oracle of delphi: request")
    components = result.read.components
    assert components["payments api server"].kind == "api_server"
    assert [c.id for c in components.values() if not c.known] == ["oracle of delphi"]
    finding = result.one()
    assert (finding.name, finding.severity) == ("unknown-kind", Severity.WARNING)
    assert result.under(finding) == "oracle of delphi"


GROUPED = """\
mlarch: 1
components: {ci: client, a: cache, b: ranker, c: ranker, out: cache}
groups:
  inner: [b, c]
  pool: [a, inner]
flows:
  - b -> a
  - ci => pool: images
  - pool ~> out
  - pool -> a
"""


def test_a_group_at_the_end_of_a_flow_stands_for_its_outer_members(decoded) -> None:
    links = decoded(GROUPED).good.flows
    assert [(x.source, x.target, x.source_group, x.target_group, x.line) for x in links] == [
        ("b", "a", None, None, 0),
        ("ci", "b", None, "pool", 1),
        ("ci", "c", None, "pool", 1),
        ("a", "out", "pool", None, 2),
        ("c", "out", "pool", None, 2),
        ("c", "a", "pool", None, 3),
    ]


def test_forgotten_hyphens(decoded) -> None:
    result = decoded(
        "mlarch: 1\ncomponents: {app: client, lb: LB}\nflows:\n  app -> lb: request\n  lb -> cache: x\n"
    )
    finding = result.one()
    assert (finding.name, finding.help) == ("spelling", "Each flow begins with a hyphen: `- app -> lb`.")
    assert decoded(result.mended()).good == result.read


def test_one_flow_without_a_hyphen(decoded) -> None:
    result = decoded("mlarch: 1\ncomponents: {app: client, lb: LB}\nflows: app -> lb\n")
    assert [str(link) for link in result.good.flows] == ["app -> lb"]


def test_a_product_too_large_is_refused_before_it_is_made(decoded) -> None:
    ids = [f"c{i}" for i in range(600)]
    left, right = " & ".join(ids[:300]), " & ".join(ids[300:])
    components = "".join(f"  {name}: ranker\n" for name in ids)
    result = decoded(f"mlarch: 1\ncomponents:\n{components}flows:\n  - {left} -> {right}\n")
    assert result.one().message == "this line makes 90,000 flows, and 1,000 is the most"
