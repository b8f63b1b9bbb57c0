"""Parts that look alike and are not: two guards, the tools of an agent and the gateway of its model."""

from __future__ import annotations

from pathlib import Path

import pytest

import mlarch
from mlarch.compare.match import match

SPECS = Path(__file__).parents[2] / "specs"
PARTS = (
    "mlarch: 1\nname: Agent\ncomponents: {user: client, gw: api gateway, bot: %s, before: guardrail, "
    "after: guardrail, llm: llm server, kb: vector index, tools: %s}\nflows:\n"
    "  - user -> gw -> bot: {sends: question, returns: answer}\n"
)
DRAWINGS = {
    "with both directions": (
        "bot -> before: {sends: question, returns: decision}",
        "bot -> llm: {sends: prompt, returns: tokens}",
        "bot -> tools: {sends: request, returns: result}",
        "bot -> after: {sends: answer, returns: decision}",
    ),
    "the last first": (
        "bot -> after: draft answer",
        "bot -> before: user question",
        "bot -> llm: prompt",
        "bot -> tools: request",
    ),
    "bare, in order": ("bot -> before", "bot -> kb", "bot -> llm: prompt", "bot -> tools", "bot -> after"),
}
TOOLS = ("api server", "service", "{kind: service, consumes: [request], produces: [response]}")


@pytest.fixture(scope="module")
def reference():
    return mlarch.load(SPECS / "rag_assistant.yaml").graph


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("bot", ["agent orchestrator", "orchestrator", "api server"])
@pytest.mark.parametrize("tools", TOOLS)
def test_each_is_taken_for_what_it_is(reference, bot, tools, drawing):
    text = PARTS % (bot, tools) + "".join(f"  - {line}\n" for line in DRAWINGS[drawing])
    found = match(mlarch.loads(text).graph, reference).to_reference()
    assert (found["before"], found["after"], found["bot"]) == ("guard_in", "guard_out", "assistant")
    assert found.get("tools") not in {"llm_gw", "llm", "hosted", "assistant"}


def test_an_agent_is_the_conductor_and_its_tool_server_is_not(reference):
    agent = mlarch.load(SPECS.parent / "tests" / "unseen" / "support_agent.yaml").graph
    found = match(agent, reference).to_reference()
    assert found["agent"] == "assistant"
    assert found.get("tools") != "assistant"
