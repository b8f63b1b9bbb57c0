"""Everything on disk that a spec is read from: its own file, what it extends, and its icons."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mlarch import project
from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes
from mlarch.language.syntax.bounds import largest
from mlarch.session.cache import Cache

if TYPE_CHECKING:
    from mlarch.model import Architecture

__all__ = ["Dependencies", "dependencies", "identity", "read_cached", "surroundings", "unchanged"]

Dependencies = tuple[tuple[str, str], ...]
"""Files by path, each with a digest of its content."""


def dependencies(architecture: Architecture) -> Dependencies:
    """The files that a spec was read from and its icons, but for its own file.

    The digests of texts are those of what was read, so that a file which changed meanwhile counts as changed.
    """
    texts = {
        path: _digest(text.encode(errors="surrogatepass"))
        for path, text in architecture.sources.items()
        if path != architecture.path
    }
    icons = {path: _digest(_content(path)) for path in _icons(architecture)}
    return tuple(sorted({**texts, **icons}.items()))


def unchanged(found: Iterable[tuple[str, str]]) -> bool:
    """Whether the files hold what they held."""
    return all(_digest(_content(path)) == digest for path, digest in found)


def surroundings(path: str) -> tuple[object, ...]:
    """What besides content decides how a spec is read: its path, and the folders it may name files in."""
    return path, os.path.abspath(path), str(project.root(path)), project.allowed()  # noqa: PTH100


def identity(architecture: Architecture) -> tuple[object, ...]:
    """What tells the content of a spec from any other: where it lies, its text, and all that it names."""
    return (
        surroundings(architecture.path),
        architecture.sources.get(architecture.path),
        dependencies(architecture),
    )


def read_cached(path: str, cache: Cache) -> Architecture:
    """The spec in a file, from the cache when neither it nor what it names has changed.

    Raises `SpecError` and `MlarchError` as `mlarch.language.read` does.
    """
    from mlarch import language

    if cache.folder is None:
        return language.read(path)
    data = read_bytes(path, largest())
    key = cache.key("spec", surroundings(path), data)
    kept = cache.get(key)
    if isinstance(kept, tuple) and len(kept) == 2 and unchanged(kept[0]):
        architecture: Architecture = kept[1]
        return architecture
    architecture = language.read_data(data, path)
    cache.put(key, (dependencies(architecture), architecture))
    return architecture


def _icons(architecture: Architecture) -> Iterator[str]:
    """The files of icons that a spec names; one of the icon library is no file."""
    for component in architecture.components.values():
        icon = component.icon
        if icon and icon.lower().endswith((".png", ".svg")):
            yield str(Path(component.place("icon").path).parent / icon)


def _content(path: str) -> bytes:
    """The content of a file, a text as it is kept in `sources`; of one that cannot be read, why not."""
    try:
        data = read_bytes(path, largest())
    except MlarchError as error:
        return f"\0{error.message}".encode(errors="backslashreplace")
    return data.removeprefix(b"\xef\xbb\xbf")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
