"""What is proposed where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.session.service.conftest import BASE, Cursor

from mlarch.session.service.completion import complete

At = Callable[[str], Cursor]

PLACES = {
    "a top-level key": (BASE + "sta|", "stage", "flows"),
    "a kind": (BASE.replace("app: client", "app: cli|"), "client", "stage"),
    "a kind inside braces": (BASE.replace("kind: api server", "kind: a|"), "load balancer", "replicas"),
    "a field inside braces": (BASE.replace("replicas: 3", "z|"), "zones", "kind"),
    "a field on a line of its own": (
        BASE.replace("    kind: ranker", "    kind: ranker\n    |"),
        "latency",
        "kind",
    ),
    "an id at the end of a flow": (BASE + "  - app -> |", "ranker", "candidates"),
    "an id after an ampersand": (BASE + "  - app -> api & r|", "ranker", "candidates"),
    "a payload": (BASE + "  - app -> ranker: c|", "candidates", "ranker"),
    "a field of a flow": (BASE + "  - app -> ranker: {t|", "timeout", "replicas"),
    "a unit": (BASE + "  - app -> ranker: {timeout: 30|", "30ms", "30GB"),
    "a percentile": (BASE.replace("replicas: 3", "latency: {p9|}"), "p99", "replicas"),
    "a unit of a percentile": (BASE.replace("replicas: 3", "latency: {p99: 30|}"), "30ms", "30GB"),
    "a unit of a throughput": (BASE.replace("replicas: 3", "throughput: 30|"), "30 tokens/s", "30ms"),
    "no id that is being typed": (BASE + "  - app -> rank|", "ranker", "rank"),
    "a member of a group": (BASE.replace("[api, ranker]", "[api, r|]"), "ranker", "client"),
    "a plane of a view": (BASE + "views:\n  v: {planes: [o|", "online", "ranker"),
    "a group of a view": (BASE + "views:\n  v: {groups: [|", "online", "ranker"),
    "a stage": (BASE + "stage: |", "production", "ranker"),
    "a component that trains": (BASE + "models:\n  m:\n    trained_by: |", "ranker", "client"),
    "a rule": (BASE + "ignore:\n  - {rule: MON|", "MON001", "ranker"),
    "a step of a scenario": (BASE + "scenarios:\n  s: [app, |", "api", "client"),
    "a field of the requirements": (BASE + "requirements:\n  d|", "daily_active_users", "stage"),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_fits_is_proposed_and_what_does_not_fit_is_not(at: At, place: str) -> None:
    text, fitting, other = PLACES[place]
    labels = [proposal.label for proposal in complete(*at(text))]
    assert fitting in labels
    assert other not in labels


def test_a_proposal_replaces_what_is_typed(at: At) -> None:
    warm, line, column = at(BASE + "  - app -> ran|")
    proposal = next(each for each in complete(warm, line, column) if each.label == "ranker")
    typed = warm.lines[line - 1][proposal.span.column - 1 : proposal.span.end_column - 1]
    assert (typed, proposal.text) == ("ran", "ranker")


def test_everyday_words_find_a_kind(at: At) -> None:
    found = {each.label: each.words for each in complete(*at(BASE.replace("app: client", "app: |")))}
    assert "LB" in found["load balancer"]


def test_nothing_is_proposed_below_an_unknown_key(at: At) -> None:
    assert complete(*at(BASE + "nonsense:\n  deeper: |")) == ()


def test_a_text_of_any_damage_is_answered(at: At) -> None:
    for end in range(len(BASE)):
        complete(*at(BASE[:end] + "|"))
        complete(*at(BASE[:end] + "{[ '|\n" + BASE[end:]))
