"""The rules of the family `SRV`: serving."""

__all__: list[str] = []
