"""An ambiguous word gives way to the catalogue's: nothing that the author said is lost; the kind stays."""

from __future__ import annotations

import pytest

from mlarch import loads
from mlarch.session.fix import fix

HEAD = "mlarch: 1\ncomponents:\n  app: client\n  api: api server\n"
FLOWS = "flows:\n  - app -> api -> fn\n"


def settled(component: str) -> str:
    """The component's lines after the fix of GRA011."""
    text = f"{HEAD}{component}{FLOWS}"
    found = fix(text, "x.yaml", lambda new: loads(new, "x.yaml").check(select=["GRA011"]), unsafe=True)
    before, after = (loads(spec).architecture.components["fn"] for spec in (text, found.after))
    assert (before.kinds, before.tech, before.name) == (after.kinds, after.tech, after.name)
    return found.after.removeprefix(HEAD).removesuffix(FLOWS)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  fn: AWS Lambda  # ours\n", "  fn: {kind: worker, tech: AWS Lambda}  # ours\n"),
        ("  fn: {kind: AWS Lambda}\n", "  fn: {kind: worker, tech: AWS Lambda}\n"),
        (
            '  fn: {kind: "Azure Functions", name: Update}\n',
            "  fn: {kind: worker, tech: Azure Functions, name: Update}\n",
        ),
        (
            "  fn:\n    # a note\n    kind: AWS Lambda\n    name: Two\n",
            "  fn:\n    # a note\n    kind: worker\n    tech: AWS Lambda\n    name: Two\n",
        ),
        ("  fn: monitoring\n", "  fn: metrics_monitor\n"),
    ],
)
def test_the_product_stays(written: str, expected: str) -> None:
    assert settled(written) == expected


@pytest.mark.parametrize("written", ["  fn: {kind: AWS Lambda, tech: Rust}\n", "  fn: [AWS Lambda, cache]\n"])
def test_without_a_place_for_the_product_nothing_is_changed(written: str) -> None:
    assert settled(written) == written


def test_the_help_keeps_product_and_roles() -> None:
    text = f"{HEAD}  fn: [AWS Lambda, rate limiter]\n{FLOWS}"
    (finding,) = loads(text).check(select=["GRA011"]).findings
    assert "`fn: {kind: [worker, rate_limiter], tech: AWS Lambda}`" in finding.help
