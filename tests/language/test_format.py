"""The canonical form: the same design, comments and blank lines kept, and nothing to change a second time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch.diagnostics import SpecError
from mlarch.language.document import Document
from mlarch.language.format import canonical

from .test_drafts import DRAFTS, RESPELLED, SHOP

# Those that are read without an error.
READ = [change for change in RESPELLED if change[0] != "mlarch: 1"]

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("path", [*SPECS, *DRAFTS], ids=lambda path: path.stem)
def test_the_design_is_the_same_before_and_after(path: Path) -> None:
    before = Document.read(path.read_text(encoding="utf-8"), str(path))
    after = canonical(before)
    assert after.checked() == before.checked()
    assert comments(after.text) == comments(before.text)
    assert canonical(after).text == after.text


@examples(80)
@given(
    st.sets(st.sampled_from(READ), max_size=5),
    st.permutations(SHOP.split("\n")[1:3]),
    st.lists(st.integers(0, SHOP.count("\n")), max_size=4),
)
def test_whatever_the_spelling_the_form_is_one(
    changes: set[tuple[str, str]], first: list[str], blanks: list[int]
) -> None:
    text = SHOP.replace("\n".join(SHOP.split("\n")[1:3]), "\n".join(first))
    for before, after in sorted(changes):
        text = text.replace(before, after, 1)
    lines = text.split("\n")
    for at in sorted(blanks, reverse=True):
        lines.insert(at, f"  # note {at}")
        lines.insert(at, "")
    before = Document.read("\n".join(lines))
    after = canonical(before)
    assert after.checked() == Document.read(SHOP).checked()
    assert comments(after.text) == comments(before.text)
    assert canonical(after).text == after.text


UNTIDY = """\
# yaml-language-server: $schema=mlarch.schema.json

# What this is.
mlarch: 1
flows:   # who calls whom
  - app->lb  ->   api: request


  - api → cache
# The parts.
components:
  app: {kind: client}
  lb: "load balancer"
  api: {kind: api server, replicas: 3}~~~
  cache: cache
x-mine: 1
groups: {edge: {members: [lb, api]}}
name: 'Shop'
summary: |
  Two  spaces~~


  stay.
"""

TIDY = """\
# yaml-language-server: $schema=mlarch.schema.json

# What this is.
mlarch: 1
name: Shop
summary: |
  Two  spaces~~


  stay.
# The parts.
components:
  app: client
  lb: load balancer
  api: {kind: api server, replicas: 3}
  cache: cache
x-mine: 1
flows:   # who calls whom
  - app -> lb -> api: request

  - api -> cache
groups: {edge: [lb, api]}
"""


def test_an_untidy_spec_becomes_tidy() -> None:
    text = UNTIDY.replace("~", " ")
    assert canonical(Document.read(text)).text == TIDY.replace("~", " ")


@pytest.mark.parametrize(
    "text",
    [
        "mlarch: 1\nflows: [user -> api server]\ncomponents: {x: cache}\n",
        "mlarch: 1\nflows: &f [user -> api server]\ncomponents: {x: cache}\nx-y: *f\n",
        '{"mlarch": 1, "flows": ["user -> api server"], "components": {"x": "cache"}}\n',
        "mlarch: 1\r\nflows: [user -> api server]\r\ncomponents: {x: cache}\r\n",
        "\ufeffmlarch: 1\nflows:\n- user->api server\n",
        "mlarch: 1\nname: 'no'\nflows: [user -> api server]\nsummary: '1.10'\n",
    ],
)
def test_unusual_files_keep_their_meaning(text: str) -> None:
    before = Document.read(text)
    after = canonical(before)
    assert after.checked() == before.checked()
    assert canonical(after).text == after.text
    assert after.text.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r\n" in after.text) == ("\r\n" in text)


def test_a_spec_with_errors_is_not_formatted() -> None:
    with pytest.raises(SpecError):
        canonical(Document.read("mlarch: 1\nflows: [a -- b]\n"))


FIELDS = """\
mlarch: 1
name: Shop
components:
  app: client
  # above api
  api:
    # how many
    replicas: 3  # three
    description: |
      two
      lines

    x-cost: high
    # what
    kind: api server
    name: API

  db: {tech: Postgres, kind: relational database,  tags: [a, b], name: "D, B"}  # end
flows:
  - app -> api -> db: request
"""

FIELDS_IN_ORDER = """\
mlarch: 1
name: Shop
components:
  app: client
  # above api
  api:
    # what
    kind: api server
    name: API
    description: |
      two
      lines

    x-cost: high
    # how many
    replicas: 3  # three

  db: {kind: relational database, name: "D, B",  tech: Postgres, tags: [a, b]}  # end
flows:
  - app -> api -> db: request
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fields_stand_in_the_order_of_the_reference(newline: str) -> None:
    before = Document.read(FIELDS.replace("\n", newline))
    after = canonical(before)
    assert after.text == FIELDS_IN_ORDER.replace("\n", newline)
    assert after.checked() == before.checked()
    assert canonical(after).text == after.text


def test_fields_with_anchors_stay() -> None:
    text = FIELDS.replace("replicas: 3", "replicas: &n 3").replace("tech: Postgres", "replicas: *n")
    assert canonical(Document.read(text)).text == text


@examples(60)
@given(st.permutations(["kind: ranker", "name: A", "tech: Triton", "replicas: 2", "x-own: 1"]), st.booleans())
def test_whatever_the_order_of_fields_the_design_is_the_same(fields: list[str], flat: bool) -> None:
    lines = "".join(f"\n    # about {field}\n    {field}  # {number}" for number, field in enumerate(fields))
    written = f" {{{', '.join(fields)}}}  # note" if flat else lines
    text = SHOP.replace("ranker: {kind: ranker, tech: Triton}", f"ranker:{written}")
    before = Document.read(text)
    after = canonical(before)
    assert after.checked() == before.checked()
    assert comments(after.text) == comments(before.text)
    assert canonical(after).text == after.text
    places = [after.text.index(field) for field in ("kind: ranker", "name: A", "tech: Triton", "replicas: 2")]
    assert places == sorted(places)
