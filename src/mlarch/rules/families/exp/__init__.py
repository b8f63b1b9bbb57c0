"""The rules of the family `EXP`: experiments."""

__all__: list[str] = []
