"""The rules of the family `TRN`: training."""

__all__: list[str] = []
