"""Words about data that tells of a person."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = [
    "PERSONAL_BY_NATURE",
    "TREATED",
]

PERSONAL_BY_NATURE = any_of(
    r"voices?\b",
    r"voice recordings?",
    r"speech",
    r"audio",
    r"recordings?\b",
    r"selfies?",
    r"faces?\b",
    r"webcams?",
    r"id (?:card|document|photo)s?",
    r"passports?",
    r"fingerprints?",
    r"biometr\w+",
    r"gps",
    r"locations?\b",
    r"health",
    r"medical",
    r"patients?\b",
    r"symptoms?",
    r"diagnos\w+",
    r"prescriptions?",
    r"triage notes?",
    r"messages?\b",
    r"chats?\b",
    r"e-?mails?\b",
    r"conversations?\b",
    r"transcripts?",
    r"bank (?:statements?|transactions?)",
    r"salar(?:y|ies)",
    r"addresses\b",
    r"driving (?:traces?|data)",
    r"trips? traces?",
)
"""Data that tells of a person whatever its fields are called."""

TREATED = any_of(
    r"anonym\w+",
    r"pseudonym\w+",
    r"de-?identif\w+",
    r"redact\w*",
    r"mask\w*",
    r"scrub\w*",
    r"blur\w*",
    r"aggregat\w+",
    r"token(?:s|ised|ized)\b",
    r"hash\w*",
    r"consent\w*",
    r"no personal",
    r"without (?:names|ids|personal)",
    r"stripped",
    r"synthetic",
    r"data processing agreement",
    r"dpa\b",
    r"processor",
    r"zero[- ]retention",
    r"public",
    r"on[- ]prem\w*",
    r"own (?:vpc|cloud|region)",
)
"""Personal data that was changed, or a party that is bound."""
