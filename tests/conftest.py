"""Lets the tests import the helpers that stand beside this file, and the tools of this repository."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tools")]

# No test uses what other runs have kept; those of the cache name a folder of their own.
os.environ["MLARCH_CACHE_DIR"] = ""
