"""How many random inputs a test tries: all in a thorough run, a share of them in the others."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["examples", "register"]

_SHARES = {"quick": 0.1, "ordinary": 0.25, "thorough": 1.0}
"""By the profile, which `--hypothesis-profile` names."""

_FEWEST = 10


def _count(many: int, profile: str) -> int:
    return max(_FEWEST, round(many * _SHARES.get(profile, 1.0)))


def register() -> None:
    """Make the profiles known, and take the ordinary one where none is named."""
    for name in _SHARES:
        settings.register_profile(name, max_examples=_count(100, name), deadline=None)
    settings.load_profile("ordinary")


def examples(many: int) -> settings:
    """So many inputs in a thorough run."""
    return settings(max_examples=_count(many, settings.get_current_profile_name()), deadline=None)
