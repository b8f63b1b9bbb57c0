"""`python -m mlarch` is the `mlarch` command."""

from mlarch.cli import main

__all__: list[str] = []

main()
