"""The way from a file to an `Architecture`, and how it ends when the file is bad."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from mlarch import language
from mlarch.diagnostics import MlarchError, SpecError

SMALLEST = """\
mlarch: 1
name: Fraud check
components:
  app: client
  lb: load balancer          # any alias of a kind
  api: {kind: api_server, name: Payments API, replicas: 12}
  model: model server
  features: online feature store
flows:
  - app -> lb -> api -> model: request
  - model -> features
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        language.read_text(text)
    return [finding.rule for finding in caught.value.findings]


def test_reading_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(SMALLEST)
    design = language.read(path)
    assert (design.name, design.path) == ("Fraud check", str(path))
    assert [flow.ends for flow in design.flows][-1] == ("model", "features")
    assert dict(design.sources) == {str(path): SMALLEST}


def test_reading_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SMALLEST.encode())))
    assert language.read("-").name == "Fraud check"


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_marks_and_line_ends_change_nothing(change: object, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(change(SMALLEST).encode())  # type: ignore[operator]
    design = language.read(path)
    assert design.components["api"].replicas == 12
    assert design.components["api"].span.line == 6
    assert design.components["api"].places["replicas"].column == 57


def test_all_mistakes_of_a_file_come_at_once() -> None:
    text = SMALLEST.replace("replicas: 12", "replicas: many, replicas: 3").replace("app -> lb", "app -- lb")
    assert mistakes(text + "nonsense: 1\nname: x\n") == [
        "SPEC006",
        "SPEC004",
        "SPEC010",
        "SPEC005",
        "SPEC004",
    ]


def test_the_smallest_spec_of_the_messages_is_one() -> None:
    from mlarch.language.syntax.no_spec import SMALLEST as SHOWN

    assert list(language.read_text(SHOWN).components) == ["app", "api"]


def test_anchors_and_merge_keys_in_a_spec() -> None:
    text = """\
mlarch: 1
x-defaults: &server {kind: api server, replicas: 3}
components:
  app: client
  a: *server
  b: {<<: *server, replicas: 5}
flows: [app -> a -> b]
"""
    components = language.read_text(text).components
    assert [(c.kind, c.replicas) for c in components.values()] == [
        ("client", None),
        ("api_server", 3),
        ("api_server", 5),
    ]


def test_a_mistake_behind_an_alias_is_told_once() -> None:
    text = """\
mlarch: 1
x-defaults: &server {kind: api server, replicas: many}
components: {app: client, a: *server, b: *server}
flows: [app -> a -> b]
"""
    assert mistakes(text) == ["SPEC006"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("name: no", "many YAML readers take `no` for the boolean false, and text is expected here"),
        ("summary: 1.10", "YAML readers take `1.10` for the number 1.1, and text is expected here"),
        ("summary: 2024-01-01", "YAML readers take `2024-01-01` for a date, and text is expected here"),
        ("summary: 12:30", "`12:30` is a number in base 60 to some YAML readers, and text is expected here"),
    ],
)
def test_surprises_say_to_quote(line: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        language.read_text(SMALLEST.replace("name: Fraud check\n", f"{line}\n", 1))
    (finding,) = caught.value.findings
    assert (finding.rule, finding.message) == ("SPEC014", message)
    key, _, value = line.partition(": ")
    quoted = SMALLEST.replace("name: Fraud check\n", f'{key}: "{value}"\n', 1)
    assert getattr(language.read_text(quoted), key) == value


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "a\"b'c", "🦜 \U0001f468\u200d\U0001f469", "\u202eabc", "one\ntwo"]
)
def test_hostile_names_are_texts(name: str) -> None:
    from mlarch.language.syntax.ambiguous_scalars import quoted

    assert language.read_text(SMALLEST.replace("Fraud check", quoted(name))).name == name


HOSTILE_FILES = {
    "empty": b"",
    "binary": bytes(range(256)),
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "utf-16": SMALLEST.encode("utf-16"),
    "latin-1": SMALLEST.replace("Fraud", "Café").encode("latin-1"),
    "zero bytes": b"mlarch: 1\0\n",
    "control characters": b"mlarch: 1\nname: a\x1b[31mb\n",
    "a surrogate": b"mlarch: 1\nname: \xed\xa0\x80\n",
    "huge": b"mlarch: 1\n" + b"#" * 6_000_000,
    "deep": b"mlarch: 1\nx-a: " + b"[" * 200_000,
    "laughs": b"mlarch: 1\nx-0: &a0 [a]\n"
    + b"".join(b"x-%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 20)) for n in range(1, 9)),
    "recursive": b"mlarch: 1\ncomponents: &c\n  a: *c\n",
    "tagged": b"mlarch: 1\nname: !!python/object/apply:os.system [touch executed]\n",
    "html": b"<!DOCTYPE html>\n<html><body>Not: found</body></html>\n",
    "json": b'{"mlarch": 1, "components": {}}',
    "no spec": b"version: 3\nservices: {}\n",
    "conflict": b"mlarch: 1\n<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> main\n",
}


@pytest.mark.parametrize("data", HOSTILE_FILES.values(), ids=HOSTILE_FILES.keys())
def test_bad_files_end_in_one_clear_error(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_bytes(data)
    with pytest.raises(SpecError) as caught:
        language.read("x.yaml")
    for finding in caught.value.findings:
        assert finding.rule.startswith("SPEC")
        assert finding.span.path == "x.yaml"
        assert "Traceback" not in finding.message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.yaml"]


@examples(200)
@given(st.text(alphabet=st.sampled_from("mlarch:1 \n-[]{}&*<>'\"|!#,ab~=>"), max_size=80))
def test_any_text_is_read_or_refused(tail: str) -> None:
    with contextlib.suppress(SpecError):
        language.read_text("mlarch: 1\ncomponents: {a: client, b: api server}\n" + tail)


@examples(100)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    from mlarch.language.problems import Problems
    from mlarch.language.syntax.text import decode

    problems = Problems()
    source = decode(data, "x.yaml", problems)
    if source is not None:
        with pytest.raises(SpecError):
            language.read_text(source)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml", Path("/dev/null")):
        with pytest.raises(MlarchError) as caught:
            language.read(path)
        assert not isinstance(caught.value, SpecError)


def test_searching_imports_no_yaml(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SMALLEST)
    program = (
        "import sys; from mlarch import language; language.discover(['.']); print('yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
