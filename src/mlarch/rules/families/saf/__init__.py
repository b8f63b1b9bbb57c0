"""The rules of the family `SAF`: safety and abuse."""

__all__: list[str] = []
