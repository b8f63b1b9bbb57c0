"""The rules of the family `GRA`: structure."""

__all__: list[str] = []
