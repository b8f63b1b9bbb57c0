"""First drafts in people's own words: read without an error, drawn, and nothing spoilt by a safe fix."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlarch
from examples import examples
from mlarch.diagnostics import Severity
from mlarch.language.document import Document

DRAFTS = sorted((Path(__file__).parents[1] / "drafts").glob("*.yaml"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_is_read_and_drawn_at_the_first_try(path: Path) -> None:
    design = mlarch.load(path)
    assert all(remark.severity is not Severity.ERROR for remark in design.architecture.remarks)
    picture = design.render()
    assert picture.startswith(b"<svg")
    shown = picture.decode()
    for component in design.architecture.components.values():
        first = (component.name or component.id).replace("_", " ").replace("-", " ").split()[0]
        assert first[:3].lower() in shown.lower()


def safe_edits(document: Document, without: str = "") -> list[mlarch.Finding]:
    return [f for f in document.problems if f.fix is not None and f.fix.safe and f.name != without]


def mended(document: Document, without: str = "") -> Document:
    """The document after its safe fixes, one after the other; without those of one kind of finding."""
    for _ in range(60):
        found = safe_edits(document, without)
        if not found or found[0].fix is None:
            return document
        document = document.edit(found[0].fix.edits)
    raise AssertionError("safe fixes do not settle")


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_safe_fixes_of_a_draft_leave_its_model_as_it_is(path: Path) -> None:
    before = Document.read(path.read_text(encoding="utf-8"), str(path))
    after = mended(before, without="unknown-kind")  # a slip in a kind is mended to mean that kind
    assert after.checked() == before.checked()
    assert "spelling" not in {finding.name for finding in safe_edits(after)}


SHOP = """\
mlarch: 1
name: Shop
requirements: {requests_per_second: 1200/s, latency: {p99: 150ms}}
components:
  phone app: client
  load balancer: nginx
  api: {kind: api server, replicas: 3, name: Payments API, external: false}
  ranker: {kind: ranker, tech: Triton}
  features: online feature store
flows:
  - phone app -> load balancer -> api: request
  - api -> ranker: {sends: candidates, returns: scores, timeout: 60ms}
  - ranker -> features: features
  - api & ranker ~> events: event
groups:
  serving: [api, ranker]
scenarios:
  A request: [phone app, load balancer, api, ranker]
"""

# What is written in another way, and means the same.
RESPELLED = [
    (" -> load", " → load"),
    ("api -> ranker", "api --> ranker"),
    ("api -> ranker", "ranker <- api"),
    ("api & ranker ~> events", "api, ranker -.-> events"),
    ("phone app -> load", "Phone-App -> load"),
    ("[api, ranker]", "[API, ranker]"),
    ("  - ranker -> features: features", "  • ranker -> features: features"),
    ("phone app: client", "phone app:\u00a0client"),
    ("name: Shop", "name：Shop"),
    ("external: false}", "external: no}"),
    ("name: Payments API, ", "name: Payments API,"),
    ("{kind: ranker, tech: Triton}", "{kind:ranker, tech: Triton}"),
    ("mlarch: 1", "mlarch: 'v1'"),
]

# Slips of the pen, which a safe fix takes back.
SLIPS = [
    ("api -> ranker", "api -> rnaker"),
    ("online feature store", "online feature stroe"),
    ("requirements:", "requirments:"),
    ("replicas: 3", "replcias: 3"),
    ("[phone app, load", "[phone app, laod"),
    ("serving: [api", "serving: [api"),
    ("timeout: 60ms", "timeuot: 60ms"),
    ("sends: candidates, returns", "sends: candidates, retruns"),
]


@examples(150)
@given(st.sets(st.sampled_from(RESPELLED), max_size=5))
def test_safe_fixes_of_unusual_spellings_change_nothing(changes: set[tuple[str, str]]) -> None:
    text = SHOP
    for before, after in sorted(changes):
        text = text.replace(before, after, 1)
    whole = Document.read(SHOP).checked()
    after = mended(Document.read(text))
    assert after.checked() == whole
    assert not [f for f in after.problems if f.severity is Severity.ERROR]


@examples(150)
@given(st.sets(st.sampled_from(SLIPS), max_size=4), st.sets(st.sampled_from(RESPELLED), max_size=2))
def test_safe_fixes_take_slips_back_and_nothing_else(
    slips: set[tuple[str, str]], respelled: set[tuple[str, str]]
) -> None:
    text = SHOP
    for before, after in (*sorted(slips), *sorted(respelled)):
        text = text.replace(before, after, 1)
    assert mended(Document.read(text)).checked() == Document.read(SHOP).checked()


def drafted(components: str, flows: str = "[app -> box]") -> Document:
    return Document.read(f"mlarch: 1\ncomponents: {{{components}}}\nflows: {flows}\n")


@pytest.mark.parametrize(
    ("phrase", "items", "dimensions", "dtype"),
    [
        ("2B vectors x 768 dims fp16", 2e9, 768, "float16"),
        ("12M product embeddings of 256 dimensions", 12e6, 256, None),
        ("40M items", 40e6, None, None),
        ("1 billion vectors 128d int8 hnsw", 1e9, 128, "int8"),
    ],
)
def test_what_an_index_holds_may_be_a_phrase(phrase: str, items: float, dimensions: int, dtype: str) -> None:
    document = drafted(f"box: {{kind: vector index, holds: {phrase}}}")
    for each in (document, mended(document)):
        assert each.architecture is not None
        holds = each.architecture.components["box"].holds
        assert holds is not None
        assert holds.items is not None
        assert (holds.items.value, holds.dimensions, holds.dtype) == (items, dimensions, dtype)


@pytest.mark.parametrize(
    ("phrase", "type_", "count"),
    [("8x H100", "H100", 8), ("A10 x 2", "A10", 2), ("2 T4", "T4", 2), ("TPU v5e", "TPU v5e", 1)],
)
def test_accelerators_may_be_counted_in_a_phrase(phrase: str, type_: str, count: int) -> None:
    design = drafted(f"box: {{kind: model server, gpus: {phrase}}}").architecture
    assert design is not None
    gpus = design.components["box"].gpus
    assert gpus is not None
    assert (gpus.type, gpus.count) == (type_, count)


def test_a_short_form_that_cannot_be_read_is_called_by_its_own_key() -> None:
    (error,) = [f for f in drafted("box: {kind: cache, holds: a lot}").problems if f.name == "bad-quantity"]
    assert error.message.startswith("`holds`")
    assert "`holds: {" in error.help


@pytest.mark.parametrize(
    ("kind", "meant"),
    [("map store", "store"), ("billing api", "api_server"), ("motion planner box thing", "service")],
)
def test_a_kind_of_several_words_is_what_its_last_words_say(kind: str, meant: str) -> None:
    document = drafted(f"box: {kind}")
    assert document.architecture is not None
    assert document.architecture.components["box"].kinds == (meant,)
    assert ("unknown-kind" in {f.name for f in document.problems}) == (meant == "service")


@pytest.mark.parametrize(
    ("flows", "proposed"),
    [
        ("[Nutzer -> box]", "Nutzer: client"),
        ("[app -> Nutzer -> box]", "Nutzer: service"),
        ("[Nutzer ~> box]", "Nutzer: service"),
    ],
)
def test_an_unknown_part_that_begins_the_requests_is_proposed_as_a_client(flows: str, proposed: str) -> None:
    (finding,) = [f for f in drafted("box: api server", flows).problems if f.name == "unknown-kind"]
    assert f"`{proposed}`" in finding.help


@pytest.mark.parametrize(
    ("flow", "written"),
    [
        ("app -> (box, app2)", "`box & app2`"),
        ("app -> '[box, app2]'", "`box & app2`"),
        ("app -> box [request]", "`… -> box: request`"),
    ],
)
def test_lists_and_labels_in_brackets_say_what_to_write(flow: str, written: str) -> None:
    flow = flow.replace("'", "")
    document = Document.read(f"mlarch: 1\ncomponents: {{box: cache}}\nflows:\n  - {flow}\n", "draft.yaml")
    (error,) = [f for f in document.problems if f.severity is Severity.ERROR]
    assert written in error.help


def test_a_page_that_quotes_a_spec_is_called_one() -> None:
    page = "# Design\n\nWe want this:\n\n```yaml\nmlarch: 1\nflows: [app -> api]\n```\n\nAnd so on.\n"
    (error,) = Document.read(page, "design.md").problems
    assert "Markdown" in error.message
    assert "lines 6 to 7" in error.help
    assert error.span.line == 5
