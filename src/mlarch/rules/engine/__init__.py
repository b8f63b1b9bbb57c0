"""Running rules: what a rule is, which run, and what becomes of what they say."""

__all__: list[str] = []
