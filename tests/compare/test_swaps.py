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
CHAINS = {
    "around the model": ("bot -> before -> llm -> after: {sends: prompt, returns: tokens}", "bot -> tools"),
    "around the model, back to the user": ("bot -> before -> llm -> after -> user", "bot -> tools"),
    "one behind the other": (
        "bot -> before -> after: decision",
        "bot -> llm: prompt",
        "bot -> tools: request",
    ),
    "in one step": ("bot -> before & after: decision", "bot -> llm: prompt", "bot -> tools"),
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


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("bot", ["agent orchestrator", "orchestrator", "api server"])
@pytest.mark.parametrize("llm", ["llm server", "llm gateway"])
def test_guards_in_one_chain_keep_their_sides(reference, bot, llm, chain):
    head = PARTS.replace("llm: llm server", f"llm: {llm}") % (bot, "api server")
    text = head + "".join(f"  - {line}\n" for line in CHAINS[chain])
    found = match(mlarch.loads(text).graph, reference).to_reference()
    assert (found["before"], found["after"], found["bot"]) == ("guard_in", "guard_out", "assistant")
    assert found["llm"] in {"llm", "llm_gw", "hosted"}
    assert found.get("tools") not in {"llm_gw", "llm", "hosted", "assistant", "guard_in", "guard_out"}


def test_what_has_a_counterpart_of_its_kind_is_nothing_else():
    """The second guardrail has none left, and stays alone rather than be the gateway."""
    text = PARTS % ("orchestrator", "service") + "  - bot -> before -> llm -> after: prompt\n"
    other = (PARTS % ("orchestrator", "service") + "  - bot -> before -> llm: prompt\n").replace(
        "after: guardrail", "after: llm gateway"
    )
    found = match(mlarch.loads(text).graph, mlarch.loads(other).graph).to_reference()
    assert "after" not in found or found["after"] == "before"


def test_an_agent_is_the_conductor_and_its_tool_server_is_not(reference):
    agent = mlarch.load(SPECS.parent / "tests" / "unseen" / "support_agent.yaml").graph
    found = match(agent, reference).to_reference()
    assert found["agent"] == "assistant"
    assert found.get("tools") != "assistant"
