"""The optional fields that the review of reasoning reads."""

from __future__ import annotations

from mlarch.language import read_text
from mlarch.model import Split

SPEC = """\
mlarch: 1
name: Shop
task: {{label: {{event: click, selected_by: random 2%}}}}
data:
  features: [{{name: final price, known_at: +14d}}]
  split: {split}
release: {{strategy: canary, guardrails: [p99, complaints]}}
components:
  app: client
  agent: {{kind: agent, approval: person, reversible: false}}
  cache: {{kind: cache, key: [user, query], ttl: 5min, source: load test}}
flows:
  - app -> agent -> cache: {{source: measured}}
"""


def test_they_are_read() -> None:
    spec = read_text(SPEC.format(split="{by: entity, of: user, gap: 90d}"))
    assert spec.task is not None
    assert spec.data is not None
    assert spec.release is not None
    assert spec.task.label is not None
    assert spec.task.label.selected_by == "random 2%"
    assert spec.data.features[0].known_at == "+14d"
    assert spec.data.split == "by entity, user, gap 90d"
    assert spec.data.split_plan is not None
    assert (spec.data.split_plan.by, spec.data.split_plan.of) == ("entity", "user")
    assert spec.release.guardrails == ("p99", "complaints")
    agent, cache = spec.components["agent"], spec.components["cache"]
    assert (agent.approval, agent.reversible) == ("person", False)
    assert (cache.key, str(cache.ttl), cache.source) == (("user", "query"), "5min", "load test")
    assert spec.flows[1].evidence == "measured"


def test_a_split_in_words_stays_words() -> None:
    data = read_text(SPEC.format(split="by time and by user")).data
    assert data is not None
    assert (data.split, data.split_plan) == ("by time and by user", Split(words="by time and by user"))
