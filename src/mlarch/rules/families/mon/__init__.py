"""The rules of the family `MON`: monitoring."""

__all__: list[str] = []
