"""Words about what acts on the world, who agrees, and what stands in when something fails."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of, pattern

__all__ = [
    "ACTS_ON_THE_WORLD",
    "ALLOWS",
    "APPROVED_BY_PEOPLE",
    "IDEMPOTENT",
    "LIMITED",
    "READS_ONLY",
]

ACTS_ON_THE_WORLD = any_of(
    r"refunds?\b",
    r"pays?\b",
    r"payments?\b",
    r"payouts?\b",
    r"transfers?\b",
    r"charg(?:e|es|ing)\b",
    r"book(?:s|ing)?\b",
    r"cancel\w*",
    r"delet\w+",
    r"orders?\b",
    r"purchas\w+",
    r"buys?\b",
    r"sells?\b",
    r"trad(?:e|es|ing)\b",
    r"ships?\b",
    r"dispens\w+",
    r"unlock\w*",
    r"close[sd]? accounts?",
    r"sends? (?:e-?mails?|money|messages)",
    r"writes? to",
    r"grants?\b",
    r"actuat\w+",
    r"moves? money",
    r"gripper",
    r"robot arm",
    r"dispatch(?:es|ing)?\b",
)
"""What cannot be taken back by computing again."""

READS_ONLY = any_of(r"read[- ]only", r"reads? only", r"only reads?", r"look[- ]?ups? only")
"""It changes nothing, whatever it is named after."""

APPROVED_BY_PEOPLE = any_of(
    r"approv\w+",
    r"confirm\w*",
    r"person",
    r"people",
    r"human",
    r"two-person",
    r"four-eyes",
    r"sign-?off",
    r"consent",
    r"asks? the",
    r"read-only",
    r"drafts?\b",
    r"dry[- ]run",
    r"sandbox",
    r"suggest\w*",
    r"propos\w+",
)
"""Somebody agrees before it happens, or it only proposes."""

IDEMPOTENT = any_of(
    r"idempot\w+",
    r"de-?duplicat\w+",
    r"exactly[- ]once",
    r"request id",
    r"once only",
    r"at most once",
    r"same key",
)
"""A repeated call has the effect of one."""

ALLOWS = pattern(
    r"\b(?:approv(?:e|es|al)|accepts?|allows?|lets? (?:\w+ ){0,2}(?:through|in|pass)|pass(?:es)? (?:all|everything|through|"
    r"unchecked)|grants?|publish(?:es)?|go(?:es)? ahead|fail[- ]?open|auto-?approve\w*|is opened)\b"
)
"""The answer that lets a case through."""

LIMITED = any_of(
    r"below",
    r"under",
    r"up to",
    r"small",
    r"known",
    r"low[- ](?:risk|value)",
    r"limit\w*",
    r"cap(?:s|ped)?\b",
    r"queue\w*",
    r"review\w*",
    r"refus\w+",
    r"declin\w+",
    r"hold",
    r"held",
    r"wait\w*",
    r"ask\w*",
    r"person",
    r"manually",
    r"manual review",
    r"human",
    r"nurse",
    r"agent",
    r"no flags?",
    r"reject\w*",
    r"block\w*",
    r"stop\w*",
    r"safe (?:stop|state|mode)",
    r"last decision",
)
"""A fallback that stays careful."""
