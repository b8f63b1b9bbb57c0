"""A spec as a revision of git has it: `HEAD~1:specs/shop.yaml`.

git is asked for the contents of files and nothing else, so that no hook, filter or pager of a repository
runs. The spec and what it refers to are laid out in a temporary folder, as they lay in the repository.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from pathlib import Path

from mlarch import design as designs
from mlarch.design import Design
from mlarch.diagnostics import MlarchError, SpecError
from mlarch.files import STDIN
from mlarch.lazy import regex
from mlarch.processes import ChildError, find_program, run_program
from mlarch.session.load import load, project_settings

__all__ = ["load_version"]

_SECONDS = 30.0
_MOST_FILES = 64
"""Files that one spec may refer to, its bases and pictures."""

_REFERENCE = regex(r"(?:^extends:|\bicon:)\s*[\"']?([\w./ -]+\.\w+)", re.MULTILINE)
"""What a spec refers to by its path. A path that this misses is reported as a file that is not there."""


def load_version(word: str) -> Design:
    """The design in a file, or `REVISION:path` from git, as seen from the working directory or the root.

    Raises `MlarchError` where there is no such file, revision or git, and for a spec that cannot be read.
    """
    revision, colon, path = word.partition(":")
    if word == STDIN or not colon or not revision or not path or Path(word).exists():
        return load(word)
    git = find_program("git")
    if git is None:
        raise MlarchError(f"`{word}` is a revision, and git is not installed", "Give two files.")
    if revision.startswith("-"):
        raise MlarchError(f"`{revision}` is no revision of git", "For example `HEAD~1:shop.yaml`.")
    repository = _Repository(git, revision)
    return _read(repository, repository.path(path), word, path)


def _read(repository: _Repository, path: str, word: str, shown: str) -> Design:
    with tempfile.TemporaryDirectory(prefix="mlarch-") as folder:
        Path(folder, ".git").mkdir()  # it stands for the repository: what is laid out is one project
        _lay_out(repository, path, Path(folder))
        try:
            return designs.load(
                str(Path(folder, path)),
                settings=lambda: project_settings(shown),
            )
        except SpecError as error:
            first = error.findings[0]
            raise MlarchError(
                f"`{word}` cannot be read: {first.message} (line {first.span.line})", first.help
            ) from None


def _lay_out(repository: _Repository, path: str, folder: Path) -> None:
    """Write the spec and what it refers to below `folder`. Links and paths that lead outside are left out."""
    waiting, seen = [path], {path}
    while waiting and len(seen) <= _MOST_FILES:
        here = waiting.pop()
        data = repository.blob(here, required=here == path)
        if data is None:
            continue
        target = folder / here
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if here.endswith((".yaml", ".yml")):
            for name in _REFERENCE.findall(data.decode("utf-8", "replace")):
                other = posixpath.normpath(posixpath.join(posixpath.dirname(here), name))
                if other not in seen and not other.startswith(("..", "/")):
                    seen.add(other)
                    waiting.append(other)


def _environment() -> dict[str, str]:
    """The user's own settings of git, such as `safe.directory`; nothing is fetched, and nobody is asked."""
    homes = {
        name: os.environ[name] for name in ("HOME", "XDG_CONFIG_HOME", "USERPROFILE") if name in os.environ
    }
    return homes | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class _Repository:
    """The files of one revision, of the repository around the working directory."""

    def __init__(self, git: str, revision: str) -> None:
        self._git = git
        self._revision = revision

    def path(self, path: str) -> str:
        """The path from the root of the repository, of a path seen from the working directory or the root."""
        prefix = self._ask("rev-parse", "--show-prefix").decode("utf-8", "replace").strip()
        here = posixpath.normpath(posixpath.join(prefix, path.replace(os.sep, "/")))
        for candidate in dict.fromkeys((here, posixpath.normpath(path))):
            if not candidate.startswith(("..", "/")) and self.blob(candidate) is not None:
                return candidate
        raise MlarchError(
            f"git has no file `{path}` in `{self._revision}`",
            "The path counts from the working directory, or from the root of the repository.",
        )

    def blob(self, path: str, *, required: bool = False) -> bytes | None:
        """The bytes of a regular file; None for what is none."""
        listed = self._ask("ls-tree", "--full-tree", "-z", self._revision, "--", path)
        entry = listed.decode("utf-8", "surrogateescape").split("\0")[0]
        mode, _, rest = entry.partition(" ")
        kind, _, name = rest.partition(" ")
        if mode not in ("100644", "100755") or kind != "blob":
            if required:
                raise MlarchError(f"`{path}` is no file in `{self._revision}`", "")
            return None
        return self._ask("cat-file", "blob", name.partition("\t")[0])

    def _ask(self, *arguments: str) -> bytes:
        try:
            command = ["-C", str(Path.cwd()), *arguments]
            return run_program(self._git, command, b"", _SECONDS, more=_environment())
        except ChildError as error:
            said = error.message.rpartition("fatal: ")[2]
            raise MlarchError(f"git cannot say what `{self._revision}` is: {said}", "") from None
