"""The rules of the family `LBL`: labels and feedback."""

__all__: list[str] = []
