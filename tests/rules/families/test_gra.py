"""GRA at its edges: what is of no use, and what is only not understood."""

from __future__ import annotations

import pytest

from mlarch import graph, language
from mlarch.rules import review


@pytest.mark.parametrize(
    ("reader", "dead"),
    [("service", False), ("{kind: external, external: true}", False), ("batch feature pipeline", True)],
)
def test_a_store_that_something_unknown_calls_in_unknown_words_may_be_read(reader, dead):
    text = f"""mlarch: 1
components: {{app: client, portal: {reader}, profiles: online feature store}}
flows:
  - app -> portal: Anfrage
  - portal -> profiles: Profile der Kunden
"""
    result = review(graph.build(language.read_text(text)), select=["GRA003"])
    assert bool(result.findings) == dead


@pytest.mark.parametrize(
    ("cache", "flow", "dead"),
    [
        ("cache", "app -> door -> kept: text", False),
        ("{kind: cache, hit_rate: 50%}", "door -> kept: {sends: embeddings}", False),
        ("cache", "door -> kept: {sends: embeddings}", True),
    ],
)
def test_a_cache_on_the_way_of_a_request_is_looked_up(cache, flow, dead):
    text = f"""mlarch: 1
components: {{app: client, door: api server, kept: {cache}}}
flows:
  - app -> door: text
  - {flow}
"""
    result = review(graph.build(language.read_text(text)), select=["GRA003"])
    assert bool(result.findings) == dead
