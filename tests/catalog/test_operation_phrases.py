"""What people write of releases, trials, fallbacks, actions and people: is it understood, and only there?"""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.graph import DesignGraph
from mlarch.rules import RULES
from phrases import misunderstood, quoted

DESIGN = """mlarch: 1
stage: production
requirements: {{goal: fewer late ones}}
task: {{objective: P(late), type: classification, input: the form}}
data: {{privacy: {privacy}}}
evaluation: {{experiment: {{unit: {unit}, effect: +1 %, power: 80%}}}}
components:
  app: {{kind: client, name: App}}
  api: {{kind: orchestrator, name: Service, description: {inside}}}
  model: {{kind: model server, name: Scorer}}
  helper: {{kind: agent, name: Helper, description: {agent}}}
  crm: {{kind: service, name: Actions, description: {called}}}
  desk: {{kind: human review, name: Desk, description: {people}}}
  partner: {{kind: llm, name: Partner, external: true, description: {outside}}}
  registry: model registry
  ship: {{kind: model deployer, name: Deployer, description: {deployer}}}
  trial: {{kind: experimentation platform, name: Trials, description: {trial}}}
flows:
  - app -> api: {{sends: request, returns: response}}
  - api -> model: {{sends: features, returns: scores, timeout: 1s, fallback: {fallback}}}
  - api -> trial: {{returns: assignment}}
  - api -> helper: {{sends: request, returns: response}}
  - helper -> crm: {{sends: request, timeout: 2s, retries: 3, label: {call}}}
  - helper -> partner: {{sends: prompt, returns: tokens}}
  - api ~> desk: decisions
  - registry => ship => model: model
release: {{strategy: [{strategy}], guardrails: [orders returned]}}
"""

USUAL = {
    "privacy": "ids only",
    "unit": "hospital",
    "inside": "front",
    "agent": "answers questions",
    "called": "answers from memory",
    "people": "doubtful ones",
    "outside": "writes text",
    "deployer": "one click",
    "trial": "sticky",
    "fallback": "held",
    "call": "question",
    "strategy": "shadow",
}

RULES_OF = {
    "agent-approval": ("SAF005",),
    "canary": ("TRN015",),
    "fallback-approves": ("SAF006",),
    "interference": ("EXP004",),
    "people-load": ("CAP017",),
    "retries": ("REL011",),
    "third-party": ("GOV010",),
}
"""The rules that are about each kind."""


def design_with(place: str, text: str) -> DesignGraph:
    """The usual design with this text in one place."""
    return graph.build(language.read_text(DESIGN.format(**(USUAL | {place: quoted(text)}))))


@pytest.mark.parametrize("kind", sorted(RULES_OF))
def test_phrases_are_understood(kind: str) -> None:
    assert misunderstood(kind, [RULES[code] for code in RULES_OF[kind]], design_with) == []
