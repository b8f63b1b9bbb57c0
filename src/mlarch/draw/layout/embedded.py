"""What runs in the child process of `mlarch.draw.layout.engine`: DOT texts as a JSON list in, layouts out."""

from __future__ import annotations

import json

__all__ = ["answer"]


def answer(request: bytes) -> bytes:
    """Every text laid out with `dot`: a JSON list of Graphviz's own JSON, `null` where it refused one.

    A JSON text instead of a list is the reason why pygraphviz cannot be loaded.
    """
    try:
        import pygraphviz
    except ImportError as error:
        return json.dumps(str(error)).encode()
    answers = []
    for source in json.loads(request):
        try:
            graph = pygraphviz.AGraph(string=source)
            answers.append(json.loads(graph.draw(format="json0", prog="dot")))
        except (OSError, ValueError):
            answers.append(None)
    return json.dumps(answers).encode()
