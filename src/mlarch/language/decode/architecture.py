"""From YAML nodes to an `Architecture`, with every mistake gathered on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from mlarch.frozen import FrozenMap
from mlarch.language.decode import kind_resolution
from mlarch.language.decode.context import Context
from mlarch.language.decode.tables import read
from mlarch.language.decode.top import TOP
from mlarch.language.decode.values import Slot
from mlarch.language.problems import Problems
from mlarch.language.syntax.nodes import MappingNode
from mlarch.model import Architecture

__all__ = ["decode", "default_name"]


def decode(
    root: MappingNode, path: str, sources: Mapping[str, str], problems: Problems
) -> Architecture | None:
    """The architecture that `root` describes; None when a mistake keeps it from being used.

    `path` is the file as the user named it and `sources` the text of each file read, by path: the nodes of a
    spec that extends another lie in several. All mistakes go to `problems`; none is raised.
    """
    context = Context(root, sources, problems)
    keys = [pair.key.span for pair in root.pairs if pair.key.span.path == root.span.path]
    first = min(keys, default=root.span)
    found = read(TOP, root, context, Slot("mlarch", "1", first))
    if found is None or "components" not in found.values:
        return None
    values = dict(found.values)
    drafts, flows = values.pop("components"), values.pop("flows", ())
    components = kind_resolution.components(drafts, flows, context)
    if problems:
        return None
    del values["mlarch"]
    values.pop("extends", None)
    name = values.pop("name", None) or default_name(path)
    return Architecture(
        span=root.span,
        places=found.places,
        path=path,
        name=name,
        components=FrozenMap(components),
        flows=flows,
        sources=FrozenMap(dict(sources)),
        **values,
    )


def default_name(path: str) -> str:
    """The name of a spec that states none: its file's name as words (`fraud_check.yaml`: `Fraud check`)."""
    stem = PurePath(path.replace("\\", "/")).name.split(".")[0]
    words = re.sub(r"[\s_-]+", " ", re.sub(r"[^\w\s-]", "", stem)).strip()
    return words[:1].upper() + words[1:] if words and path != "-" and not path.startswith("<") else "Untitled"
