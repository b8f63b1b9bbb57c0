"""The settings of the person who runs mlarch: `config.toml` in the user's configuration directory.

    trusted = ["/home/ada/work/shop"]    # projects whose own rules may run

Nothing in a checkout can change them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mlarch.diagnostics import MlarchError
from mlarch.files import read_bytes
from mlarch.text import hint

__all__ = ["settings_file", "trusts"]

_LARGEST = 1 << 20  # bytes


def settings_file() -> Path | None:
    """Where the file lies, by the XDG base directory specification or as Windows and macOS have it."""
    named = os.environ.get("APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    if Path(named).is_absolute():
        return Path(named, "mlarch", "config.toml")
    try:
        home = Path.home()
    except RuntimeError:
        return None
    place = "Library/Application Support" if sys.platform == "darwin" else ".config"
    return home / place / "mlarch" / "config.toml"


def trusts(folder: str) -> bool:
    """Whether the user trusts the project in `folder`: itself, and not what lies below it.

    Raises `MlarchError` for a file that is wrong.
    """
    file = settings_file()
    if file is None or not file.is_file():
        return False
    return os.path.realpath(folder) in map(os.path.realpath, _trusted(file))


def _trusted(file: Path) -> list[str]:
    import tomllib  # only now: most users have no such file

    try:
        document = tomllib.loads(read_bytes(file, _LARGEST).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MlarchError(f"{file} is not TOML: {error}") from error
    for key in document:
        if key != "trusted":
            raise MlarchError(f"{file}: unknown key `{key}`", hint(key, ("trusted",)))
    folders = document.get("trusted", [])
    if not isinstance(folders, list) or not all(
        isinstance(path, str) and Path(path).expanduser().is_absolute() for path in folders
    ):
        raise MlarchError(
            f"{file}: `trusted` must be a list of whole paths", 'Like `trusted = ["~/work/shop"]`.'
        )
    return [str(Path(path).expanduser()) for path in folders]
