"""The rules of the family `REL`: reliability."""

__all__: list[str] = []
