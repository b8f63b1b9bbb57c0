"""The catalogue as a whole: light to import, and the same in every run."""

from __future__ import annotations

import os
import subprocess
import sys

import mlarch.catalog

ANSWERS = """
from mlarch.catalog import KINDS, find_kind, nearest_kinds, nearest_types, settle
some = frozenset({"ranker", "worker"}), frozenset({"data_lake"}), frozenset({"features", "event"})
print(list(KINDS), nearest_kinds("ranking servce", 9), nearest_types("fetures", 9))
words = "feature store", "index", "monitoring", "pipeline"
print([settle(word, find_kind(word), *some) for word in words])
"""


def run(code: str, seed: str = "0") -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_it_exports_what_it_says():
    assert all(hasattr(mlarch.catalog, name) for name in mlarch.catalog.__all__)


def test_it_imports_nothing_heavy():
    loaded = run("import sys, mlarch.catalog; print(*sys.modules)").split()
    heavy = {"yaml", "networkx", "diagrams", "pygraphviz", "click", "difflib", "numpy"}
    assert not heavy & set(loaded)
    assert "mlarch.catalog.ambiguous" not in loaded


def test_answers_do_not_depend_on_the_order_of_sets():
    assert run(ANSWERS, "1") == run(ANSWERS, "2")
