"""`python -m mlarch` is the `mlarch` command."""

import sys

# Python puts the working directory first on the path of `python -m`. mlarch is made for checkouts that
# strangers wrote, and nothing in them is to be imported: neither a module that has the name of one of ours,
# nor the metadata of a plugin. When mlarch itself stands there it is loaded already, and finds its parts.
if not sys.flags.safe_path and sys.path:
    del sys.path[0]

from mlarch.cli import main

__all__: list[str] = []

main()
