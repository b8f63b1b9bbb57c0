"""The rules of the family `BRF`: the seven-step brief."""

__all__: list[str] = []
