"""Fixes over damaged designs: what comes out loads, what was answered is gone, no new part is a worry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch import loads
from mlarch.diagnostics import Finding, Review, Severity, SpecError
from mlarch.session.fix import fix

DESIGN = """\
mlarch: 1
name: Feed
requirements: {requests_per_second: 1200/s, latency: {p99: 150ms}}
components:
  app: client
  lb: load balancer
  api: {kind: api server, replicas: 3}
  ranker: ranker
  features: online feature store
  events: event stream
  lake: data lake
  trainer: training pipeline
  gate: model evaluator
  registry: model registry
  metrics: metrics monitor
  drift: model monitor
  alerts: alerting
flows:
  - app -> lb -> api: request
  - api -> ranker: {sends: candidates, returns: scores}
  - ranker -> features: features
  - api ~> events => lake: event
  - lake => trainer: training data
  - trainer => gate => registry: model
  - registry => ranker: model
  - ranker ~> metrics: metrics
  - ranker ~> drift: predictions
  - metrics & drift ~> alerts: alerts
groups:
  serving: [api, ranker]
"""
LINES = DESIGN.splitlines(keepends=True)
TAKEN_OUT = [place for place, line in enumerate(LINES) if line.startswith("  ")]

CHANGES = [
    ("api -> ranker", "api -> rnaker"),
    ("load balancer", "load balancr"),
    ("=> gate", "-> gate"),
    ("ranker -> features", "features -> ranker"),
    ("trainer =>", "triner =>"),
    ("replicas", "repicas"),
    ("scores", "scorse"),
    ("ranker: ranker", "ranker: LightGBM"),
    ("api ~> events => lake", "api => lake"),
]


def check(text: str, stage: str) -> Review:
    try:
        return loads(text, "x.yaml").check(stage=stage)
    except SpecError as error:
        return Review.unreadable("x.yaml", error)


@examples(30)
@given(
    st.sets(st.sampled_from(TAKEN_OUT), max_size=4),
    st.sets(st.sampled_from(CHANGES), max_size=3),
    st.sampled_from(["design", "production"]),
)
def test_fixes_of_a_damaged_design_do_what_they_say(
    out: set[int], changes: set[tuple[str, str]], stage: str
) -> None:
    text = "".join(line for place, line in enumerate(LINES) if place not in out)
    for before, after in sorted(changes):
        text = text.replace(before, after, 1)
    result = fix(text, "x.yaml", lambda changed: check(changed, stage), unsafe=True)
    left = {finding.fingerprint for finding in result.review.findings}

    assert result.review.findings == check(result.after, stage).findings
    assert result.review.readable or not result.first.readable
    assert [f.message for f in result.fixed if f.fingerprint in left] == []
    if result.first.readable:
        old = set(loads(text, "x.yaml").architecture.components)
        assert [f.message for f in result.review.findings if worries(f, old)] == []
    again = fix(result.after, "x.yaml", lambda changed: check(changed, stage), unsafe=True)
    assert (again.fixed, again.after) == ((), result.after)


def worries(finding: Finding, old: set[str]) -> bool:
    """Whether a finding speaks of a part that a fix added, and no fix answers it."""
    new = not set(finding.components) <= old
    return new and finding.severity is not Severity.INFO and finding.remedy is None
