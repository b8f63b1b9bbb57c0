"""The rules of the family `GOV`: data governance."""

__all__: list[str] = []
