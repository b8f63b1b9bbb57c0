"""The texts of the page and those of the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.serve.conftest import SPEC

from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes
from mlarch.serve.specs import ConflictError, Specs


@pytest.fixture
def path(tmp_path: Path) -> str:
    (tmp_path / "shop.yaml").write_text(SPEC)
    return str(tmp_path / "shop.yaml")


def test_what_is_typed_is_written_only_when_it_is_saved(path: str) -> None:
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# more\n")
    assert Path(path).read_text() == SPEC
    assert not specs.saved(path)
    specs.save(path)
    assert Path(path).read_text() == SPEC + "# more\n"
    assert specs.saved(path)


def test_without_edit_nothing_is_written(path: str) -> None:
    specs = Specs([path])
    specs.type(path, "gone")
    with pytest.raises(MlarchError, match="only reads"):
        specs.save(path, over=True)
    assert Path(path).read_text() == SPEC


def test_a_file_that_another_program_has_changed_is_not_overwritten(path: str) -> None:
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# mine\n")
    Path(path).write_text(SPEC + "# theirs\n")
    with pytest.raises(ConflictError) as conflict:
        specs.save(path)
    assert conflict.value.text == SPEC + "# theirs\n"
    assert Path(path).read_text() == SPEC + "# theirs\n"
    specs.save(path, over=True)
    assert Path(path).read_text() == SPEC + "# mine\n"


def test_what_another_program_writes_while_it_is_saved_is_not_lost(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# mine\n")
    read = read_bytes

    def read_then_write(name: str, limit: int) -> bytes:
        data = read(name, limit)
        Path(path).write_text(SPEC + "# theirs\n")
        return data

    monkeypatch.setattr("mlarch.serve.specs.read_bytes", read_then_write)
    with pytest.raises(ConflictError) as conflict:
        specs.save(path)
    assert conflict.value.text == SPEC + "# theirs\n"
    assert Path(path).read_text() == SPEC + "# theirs\n"
    assert not specs.saved(path)


def test_a_file_that_was_deleted_is_written_anew(path: str) -> None:
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# mine\n")
    Path(path).unlink()
    specs.save(path)
    assert Path(path).read_text() == SPEC + "# mine\n"


def test_a_folder_that_cannot_be_written_is_said_and_the_text_stays(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# mine\n")

    def full(*args: object, **kwargs: object) -> None:
        raise MlarchError("cannot write shop.yaml: no space left on device")

    monkeypatch.setattr("mlarch.serve.specs.write_atomic", full)
    with pytest.raises(MlarchError, match="no space left"):
        specs.save(path)
    assert not specs.saved(path)


def test_the_text_of_the_file_can_be_taken_instead(path: str) -> None:
    specs = Specs([path])
    specs.type(path, SPEC + "# mine\n")
    Path(path).write_text(SPEC + "# theirs\n")
    specs.take(path)
    assert specs.warm(path).text == SPEC + "# theirs\n"
    assert specs.saved(path)


def test_the_page_follows_the_file_while_nothing_is_typed(path: str) -> None:
    specs = Specs([path])
    Path(path).write_text(SPEC + "# theirs\n")
    assert specs.changed(path) == SPEC + "# theirs\n"
    assert specs.warm(path).text == SPEC + "# theirs\n"
    assert specs.changed(path) is None


def test_what_is_typed_stays_when_the_file_changes_or_goes(path: str) -> None:
    specs = Specs([path])
    specs.type(path, SPEC + "# mine\n")
    Path(path).write_text(SPEC + "# theirs\n")
    assert specs.changed(path) == SPEC + "# theirs\n"
    Path(path).unlink()
    assert specs.changed(path) is None
    assert specs.warm(path).text == SPEC + "# mine\n"


@pytest.mark.parametrize("other", ["/etc/passwd", "../shop.yaml", "other.yaml", ""])
def test_no_other_file_is_shown_or_written(path: str, other: str) -> None:
    specs = Specs([path], edit=True)
    for act in (specs.warm, specs.save, specs.saved, lambda name: specs.type(name, "x")):
        with pytest.raises(MlarchError, match="does not show"):
            act(other)


def test_a_file_that_becomes_a_link_out_of_the_project_is_neither_read_nor_written(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(SPEC + "# secret\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text("[tool.mlarch]\n")
    file = project / "shop.yaml"
    file.write_text(SPEC)
    specs = Specs([str(file)], edit=True)
    specs.type(str(file), SPEC + "# mine\n")
    file.unlink()
    file.symlink_to("../secret.yaml")
    assert specs.changed(str(file)) is None
    for act in (specs.save, specs.take, lambda path: specs.save(path, over=True)):
        with pytest.raises(MlarchError, match="leads out of the project"):
            act(str(file))
    assert (tmp_path / "secret.yaml").read_text() == SPEC + "# secret\n"


def test_line_ends_of_the_file_are_kept(path: str) -> None:
    Path(path).write_bytes(SPEC.replace("\n", "\r\n").encode())
    specs = Specs([path], edit=True)
    specs.type(path, SPEC + "# more\n")
    specs.save(path)
    assert Path(path).read_bytes() == (SPEC + "# more\n").replace("\n", "\r\n").encode()


def test_a_file_in_another_encoding_is_refused_and_stays_as_it_is(path: str) -> None:
    Path(path).write_bytes(SPEC.replace("Shop", "Läden").encode("latin-1"))
    with pytest.raises(MlarchError, match="not UTF-8"):
        Specs([path], edit=True)
