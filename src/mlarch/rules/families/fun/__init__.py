"""The rules of the family `FUN`: the retrieval and ranking funnel."""

__all__: list[str] = []
