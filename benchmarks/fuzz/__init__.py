"""Specs made at random, and what must hold for every one of them.

`generator` makes them from the grammar, `damage` from the bytes of real ones; `properties` says what holds;
`minimise` makes a failing one small. `python -m fuzz`,
with benchmarks/ on the path, runs it; docs/robustness.md holds what came of it.
"""
