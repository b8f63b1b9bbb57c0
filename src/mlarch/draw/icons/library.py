"""The node classes of the `diagrams` library and the image files that ship with them."""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path
from typing import Any

from mlarch.diagnostics import MlarchError
from mlarch.text import did_you_mean, nearest

__all__ = ["icon_file", "icon_name", "node_type"]

_CLASS_PATH = re.compile(r"(?:diagrams\.)?([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)\.([A-Za-z][A-Za-z0-9_]*)")


def icon_file(class_path: str) -> Path | None:
    """The image of a node class such as `onprem.queue.Kafka`; `None` for a class without one.

    Raises `MlarchError` with the nearest name when there is no such class.
    """
    import diagrams

    name = icon_name(class_path)
    path = Path(diagrams.__file__).resolve().parent.parent / name
    return path if name and path.is_file() else None


def icon_name(class_path: str) -> str:
    """Where a node class keeps its image, below the folder that the library is installed in; or nothing."""
    node = node_type(class_path)
    return f"{node._icon_dir}/{node._icon}" if node._icon and node._icon_dir else ""


def node_type(class_path: str) -> Any:
    """The node class of a path such as `onprem.queue.Kafka`.

    Only modules of the diagrams library are imported, and only by a path of this form. Raises `MlarchError`
    with the nearest name when there is no such class.
    """
    match = _CLASS_PATH.fullmatch(class_path)
    if match is None:
        raise MlarchError(
            f"`{class_path}` is no node class of diagrams.",
            "Write provider, module and class, such as `onprem.queue.Kafka`.",
        )
    import diagrams

    provider, module_name, name = match.groups()
    try:
        found = importlib.util.find_spec(f"diagrams.{provider}.{module_name}")
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise MlarchError(f"diagrams has no module `{provider}.{module_name}`.", _nearest_module(class_path))
    module = importlib.import_module(f"diagrams.{provider}.{module_name}")
    names = sorted(
        key
        for key, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, diagrams.Node) and not key.startswith("_")
    )
    if name not in names:
        best = nearest(name, names, similar=0.5)
        help_text = f"Did you mean `{provider}.{module_name}.{best[0]}`?" if best else ""
        raise MlarchError(f"`{provider}.{module_name}` of diagrams has no class `{name}`.", help_text)
    return getattr(module, name)


def _nearest_module(class_path: str) -> str:
    """Which module of diagrams comes closest to the one that was asked for."""
    import diagrams

    folder = Path(diagrams.__file__).parent
    modules = sorted(f"{path.parent.name}.{path.stem}" for path in folder.glob("*/[a-z]*.py"))
    wanted = ".".join(class_path.removeprefix("diagrams.").split(".")[:2])
    return did_you_mean(wanted, modules) or "See the node list of the diagrams library."
