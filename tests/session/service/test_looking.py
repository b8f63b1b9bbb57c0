"""Hover, places, hints, lenses, tokens and actions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.session.service.conftest import BASE, Cursor

from mlarch.diagnostics import Span
from mlarch.session.service import Workspace
from mlarch.session.service.actions import actions
from mlarch.session.service.hints import hints, lenses
from mlarch.session.service.hover import hover
from mlarch.session.service.places import definition, folds, id_at, references, renamed, symbols
from mlarch.session.service.tokens import tokens

At = Callable[[str], Cursor]
LOADED = (
    BASE.replace("replicas: 3", "replicas: 3, throughput: 100/s")
    + "requirements: {requests_per_second: 150, peak_factor: 1}\n"
)

HOVERS = {
    "a kind": (BASE.replace("kind: ranker", "kind: ran|ker"), "Gives"),
    "a component in a flow": (LOADED.replace("app -> api ->", "app -> a|pi ->"), "Load at peak: 50 %"),
    "what time a component takes": (
        LOADED.replace("app -> api ->", "app -> a|pi ->").replace(
            "throughput: 100/s", "throughput: 100/s, latency: {p50: 4ms, p99: 10ms}"
        ),
        "Own time: median 4 ms, p99 10 ms.",
    ),
    "that a time is a usual one": (
        LOADED.replace("app -> api ->", "app -> a|pi ->"),
        "with what is usual for its kind",
    ),
    "how a flow is understood": (BASE.replace("app -> api ->", "app -> a|pi ->"), "app calls api and waits"),
    "a payload": (BASE.replace(": request", ": requ|est"), "request"),
    "a field": (BASE.replace("replicas", "rep|licas"), "For example"),
    "a rule": (BASE + "ignore: [{rule: SRV0|02, component: api, reason: edge}]\n", "no-ingress"),
}


@pytest.mark.parametrize("place", HOVERS)
def test_what_is_known_of_a_place_is_shown(at: At, place: str) -> None:
    text, expected = HOVERS[place]
    found = hover(*at(text))
    assert found is not None
    assert expected in found.markdown


def test_an_id_leads_to_its_key_and_to_every_place_that_names_it(at: At) -> None:
    warm, line, column = at(BASE.replace("-> ranker: request", "-> rank|er: request"))
    named = id_at(warm, line, column)
    assert named is not None
    key = definition(warm, named[0])
    assert (named[0], key) == ("ranker", Span("shop.yaml", 6, 3, 6, 9))
    assert [span.line for span in references(warm, "ranker")] == [6, 9, 11]


def test_renaming_changes_every_place_and_nothing_else(at: At) -> None:
    warm, _, _ = at(BASE + "|")
    edits = renamed(warm, "ranker", "scorer")
    assert edits is not None
    assert warm.document.edit(edits).text == BASE.replace("ranker", "scorer").replace(
        "kind: scorer", "kind: ranker"
    )


@pytest.mark.parametrize("new", ["api", "", "a -> b", "{"])
def test_what_cannot_be_an_id_is_no_new_name(at: At, new: str) -> None:
    warm, _, _ = at(BASE + "|")
    assert renamed(warm, "ranker", new) is None


def test_the_outline_names_components_with_their_kinds(at: At) -> None:
    warm, _, _ = at(BASE + "|")
    outline = {symbol.name: [(each.name, each.detail) for each in symbol.inner] for symbol in symbols(warm)}
    assert outline["components"] == [
        ("app", "Client"),
        ("api", "Application / API server"),
        ("ranker", "Ranker"),
    ]
    assert outline["flows"] == [("app -> api -> ranker: request", "")]


def test_blocks_fold(at: At) -> None:
    warm, _, _ = at(BASE + "|")
    assert folds(warm) == ((3, 7), (6, 7), (8, 9), (10, 11))


def test_rates_stand_behind_flows_and_load_above_components(at: At) -> None:
    warm, _, _ = at(LOADED + "|")
    assert [(hint.line, hint.text) for hint in hints(warm, 1, 99)] == [
        (11, "returns predictions, ranked list, …, 150/s")
    ]
    assert (5, "150/s at peak; p99 88.2 ms; load 50 %") in [(lens.line, lens.text) for lens in lenses(warm)]


def test_tokens_are_in_order_and_do_not_overlap(at: At) -> None:
    warm, _, _ = at(BASE + "|")
    found = [(token.span.line, token.span.column, token.category) for token in tokens(warm)]
    assert found == sorted(found)
    assert (4, 8, "kind") in found
    assert (11, 5, "component") in found
    assert (11, 27, "payload") in found


def test_a_misspelt_id_is_put_right(at: At) -> None:
    warm, line, column = at(BASE.replace("-> ranker: request", "-> ranke|: request"))
    safe = next(each for each in actions(warm, Span("shop.yaml", line, column, line, column)) if each.safe)
    assert warm.document.edit(safe.edits).text == BASE


def test_a_finding_can_be_accepted_and_is_gone(at: At) -> None:
    warm, _, _ = at(BASE + "|")
    finding = next(each for each in warm.findings if each.rule == "SRV002")
    accept = next(each for each in actions(warm, finding.span) if each.accepts and each.finding == finding)
    after = Workspace().update("shop.yaml", warm.document.edit(accept.edits).text)
    assert finding.fingerprint not in {each.fingerprint for each in after.findings}
    assert not after.document.errors


def test_the_last_good_design_stays_while_a_line_is_typed() -> None:
    specs = Workspace()
    good = specs.update("shop.yaml", BASE).good
    broken = specs.update("shop.yaml", BASE + "  - app ->")
    assert broken.design is None
    assert broken.good is good
    assert broken.findings
