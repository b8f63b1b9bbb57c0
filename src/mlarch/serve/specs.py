"""The specs that a preview shows: their texts, on the page and on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes, write_atomic
from mlarch.language.syntax.bounds import MAX_BYTES
from mlarch.records import dataclass
from mlarch.session.service import Warm, Workspace

__all__ = ["ConflictError", "Specs"]


class ConflictError(MlarchError):
    """The file on the disk is not the one that the page began with; `text` is what it holds now."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(
            f"{path} has been changed by another program", "Choose which of the two texts to keep."
        )
        self.text = text


@dataclass
class _File:
    """What the disk held when it was last looked at."""

    data: bytes
    text: str


class Specs:
    """The files asked for, and no others. `edit` allows writing them.

    Raises `MlarchError` when one of them cannot be read.
    """

    def __init__(self, paths: Sequence[str], *, edit: bool = False) -> None:
        self.paths = tuple(paths)
        self.edit = edit
        self.workspace = Workspace()
        self._files = {path: _read(path) for path in self.paths}
        for path, file in self._files.items():
            self.workspace.update(path, file.text)

    def warm(self, path: str) -> Warm:
        """The newest text of a spec. Raises `MlarchError` for a path that was not asked for."""
        if path not in self._files:
            raise MlarchError("this preview does not show such a file")
        return self.workspace.specs[path]

    def saved(self, path: str) -> bool:
        """Whether the page and the disk hold the same text, as far as is known."""
        return self.warm(path).text == self._files[path].text

    def type(self, path: str, text: str) -> Warm:
        """Take what has been typed."""
        self.warm(path)
        if len(text.encode()) > MAX_BYTES:
            raise MlarchError(f"a spec holds {MAX_BYTES // 2**20} MiB at most")
        if "\r\n" in self._files[path].text:  # editors in browsers know one line end only
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        return self.workspace.update(path, text)

    def save(self, path: str, *, over: bool = False) -> None:
        """Write the text of the page; with `over` also where the file has changed meanwhile.

        Raises `ConflictError` when it has, and `MlarchError` when writing is not allowed or fails.
        """
        if not self.edit:
            raise MlarchError(
                "this preview only reads", "Start it with `mlarch serve --edit` to write files."
            )
        warm = self.warm(path)
        now = _read(path) if Path(path).exists() else None
        if now is not None and now.data != self._files[path].data and now.text != warm.text and not over:
            raise ConflictError(path, now.text)
        try:
            write_atomic(path, warm.text, replaces=None if now is None else now.data)
        except MlarchError:
            later = _read(path)
            if now is not None and later.data == now.data:
                raise
            raise ConflictError(path, later.text) from None  # written between the reading and the writing
        self._files[path] = _File(warm.text.encode(), warm.text)

    def take(self, path: str) -> None:
        """Give up what has been typed for what the file holds."""
        self.warm(path)
        self._files[path] = now = _read(path)
        self.workspace.update(path, now.text)

    def changed(self, path: str) -> str | None:
        """Look at the disk again: the new text when it has changed, else None.

        A file that is gone stays as it was. The page follows it when nothing was typed; otherwise the text of
        the page stays, and saving is a conflict.
        """
        try:
            now = _read(path)
        except MlarchError:
            return None
        before = self._files[path]
        if now.data == before.data:
            return None
        if self.warm(path).text == before.text:
            self._files[path] = now
            self.workspace.update(path, now.text)
        return now.text


def _read(path: str) -> _File:
    data = read_bytes(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise MlarchError(f"{path} is larger than {MAX_BYTES // 2**20} MiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise MlarchError(f"{path} is not UTF-8", "Save it as UTF-8: the preview would spoil it.") from None
    return _File(data, text)
