"""`layout:` in a spec's text: written beside everything else, and read back as it was."""

from __future__ import annotations

import pytest

import mlarch
from mlarch.diagnostics import MlarchError
from mlarch.session.pin import pin, with_layout

SPEC = """\
mlarch: 1
name: A feed  # the home page
components:
  app: mobile app
  api: backend service
  ranker: ranker
flows:
  - app -> api -> ranker: query
"""


def test_the_layout_is_written_and_the_picture_stays(tmp_path):
    file = tmp_path / "feed.yaml"
    file.write_text(SPEC)
    before = mlarch.load(file).render()
    assert pin(mlarch.load(file)) is True
    assert file.read_text().startswith(SPEC)
    assert sorted(" ".join(mlarch.load(file).architecture.layout).replace(".", "").split()) == [
        "api", "app", "ranker",
    ]  # fmt: skip
    assert mlarch.load(file).render() == before
    assert pin(mlarch.load(file)) is False


def test_a_layout_that_is_there_is_replaced_in_its_place():
    old = "layout:\n  - 'a b'\n\nflows:\n  - a -> b\n"
    assert with_layout(old, ("b  a",)) == 'layout:\n  - "b  a"\n\nflows:\n  - a -> b\n'


def test_a_moved_name_moves_its_card(tmp_path):
    design = mlarch.loads(SPEC + "layout:\n  - . ranker\n  - app api\n")
    boxes = {one.id: one.box for one in design.drawing().diagram.cards}
    assert boxes["ranker"].y < boxes["app"].y == pytest.approx(boxes["api"].y, abs=60)


def test_a_name_that_is_gone_is_a_remark_and_no_error():
    design = mlarch.loads(SPEC + "layout: [old app api ranker]\n")
    from mlarch.draw import RenderOptions

    assert "old" in design.drawing().warnings(RenderOptions())[0]


def test_what_another_program_writes_meanwhile_is_kept(tmp_path, monkeypatch):
    file = tmp_path / "feed.yaml"
    file.write_bytes(SPEC.replace("\n", "\r\n").encode())
    assert pin(mlarch.load(file)) is True
    design = mlarch.loads(SPEC + "  - app -> other\n", str(file))

    def then_written(*args):
        file.write_text("theirs")
        return "layout: [app]\n"

    monkeypatch.setattr("mlarch.session.pin.pinned", then_written)
    with pytest.raises(MlarchError, match="changed by another program"):
        pin(design)
    assert file.read_text() == "theirs"


def test_what_is_no_file_cannot_be_pinned():
    with pytest.raises(MlarchError, match="file"):
        pin(mlarch.loads(SPEC))


def test_a_text_in_braces_is_left_alone(tmp_path):
    file = tmp_path / "flow.yaml"
    text = "{mlarch: 1, name: Two, components: {a: client, b: cache}, flows: [a -> b]}\n"
    file.write_text(text)
    with pytest.raises(MlarchError):
        pin(mlarch.load(file))
    assert file.read_text() == text
