"""Words about learning from what was shown."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = ["AGAINST_EXPOSURE"]

AGAINST_EXPOSURE = any_of(
    r"positions?\b",
    r"propensit\w*",
    r"explor\w*",
    r"random\w*",
    r"interleav\w*",
    r"(?:un|de)-?bias\w*",
    r"bandit",
    r"counterfactual",
    r"inverse[- ](?:weight|propensity|probability)\w*",
    r"ips\b",
    r"thompson",
    r"epsilon",
    r"slots?\b",
    r"places? (?:of|in|on|and|as)",
    r"rank (?:of|at|when|shown)",
    r"shuffl\w*",
    r"examin\w+ (?:model|probabilit\w+)",
    r"off-policy",
    r"doubly robust",
    r"what was (?:shown|offered)",
    r"impressions? with",
    r"(?:with|and) (?:its |their |the )?(?:place|slot|rank)\b",
    r"seen (?:or|and) (?:not|skipped)",
)
"""Something against learning only from what was shown on top."""
