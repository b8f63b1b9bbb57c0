"""The rules of the family `SKW`: training/serving skew."""

__all__: list[str] = []
