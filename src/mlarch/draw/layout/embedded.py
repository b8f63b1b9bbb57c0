"""The child process of `mlarch.draw.layout.engine`: DOT texts as a JSON list on standard input, layouts out.

Exit status 3 says that pygraphviz cannot be loaded; the reason is on standard error.
"""

from __future__ import annotations

import json
import sys

__all__ = ["main"]


def main() -> None:
    """Lay out every text with `dot` and print the JSON of each, `null` where Graphviz refused."""
    try:
        import pygraphviz
    except ImportError as error:
        print(error, file=sys.stderr)
        raise SystemExit(3) from None
    answers = []
    for source in json.load(sys.stdin):
        try:
            graph = pygraphviz.AGraph(string=source)
            answers.append(json.loads(graph.draw(format="json0", prog="dot")))
        except (OSError, ValueError):
            answers.append(None)
    json.dump(answers, sys.stdout)
