"""Words about load that rises, and about copies that are added then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlarch.catalog.lexicon.numbers import COUNT, seconds
from mlarch.catalog.lexicon.words import LONGEST, any_of, clauses
from mlarch.lazy import regex

if TYPE_CHECKING:
    import re

__all__ = ["PREPARED", "ready_after", "rises_within"]

PREPARED = any_of(
    r"(?:warm|hot|standby|idle|spare|reserve) (?:pool|copies|copy|replicas?|capacity|nodes?|instances?|gpus?|ones)\b",
    r"pre-?(?:warm|scal|provision|load)\w*",
    r"(?:ahead of|before) (?:the |each |every |it )?(?:\w+ )?(?:peaks?|rush|evening|morning|match|sale|game|event|surge|load)\w*",
    r"(?:scal\w+|start\w*|add\w*) (?:by|on) (?:the |a )?(?:clock|calendar|schedule|timetable|forecast)",
    r"headroom|over-?provision\w*|(?:sized|provisioned|enough|bought) (?:for|at) (?:the |its )?peaks?",
    r"(?:shed|drop|turned away|queue|wait)\w*",
)
"""Something that carries the load until new copies are there."""

_LASTS = rf"(?:about |some |up to |only |another |less than |more than |under |at most )*{COUNT}[ -]?(s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b"
_COPY = r"(?:replicas?|cop(?:y|ies)|pods?|nodes?|instances?|machines?|workers?|servers?|gpus?|hosts?|vms?|containers?|boxes|ones?)\b"
_READY = (
    regex(
        rf"\b(?:new|fresh|another|extra|added|additional|further|cold|more|next|each|every|a) (?:\w+ )?{_COPY}[^.;,]{{0,40}}? {_LASTS}"
    ),
    regex(
        r"\b(?:scal(?:es?|ing)|grow(?:s|ing)?|start(?:s|ing|up|-up)?|boot(?:s|ing)?|warm(?:s|ing)?[- ]?up|cold[- ]starts?|"
        rf"provision(?:s|ing)?|spin(?:s|ning)? up)\b[^.;,]{{0,30}}?\b(?:takes?|needs?|lasts?|in|of|after|within|is) {_LASTS}"
    ),
)
_MULTIPLE = (
    r"(?:\d+(?:[.,]\d+)? ?(?:x\b|×|times|-?fold)|(?:two|three|four|five|six|seven|eight|nine|ten|twenty)(?: times|-?fold)"
    r"|doubl\w+|tripl\w+|quadrupl\w+|multipl\w+|(?:spikes?|surges?|peaks?|bursts?|rush\w*|jumps?|waves?|explod\w+)\b)"
)
_RISE = regex(rf"\b{_MULTIPLE}[^.;]{{0,50}}?\b(?:within|in|inside|over|for)(?: the (?:first|last))? {_LASTS}")


def ready_after(text: str) -> tuple[float, str] | None:
    """After how many seconds a new copy works by what is said (lower case), and the words; None without such."""
    return _longest(text, *_READY)


def rises_within(text: str) -> tuple[float, str] | None:
    """Within how many seconds load multiplies by what is said (lower case), and the words; None without such."""
    return _longest(text, _RISE)


def _longest(text: str, *expressions: re.Pattern[str]) -> tuple[float, str] | None:
    found = [
        (seconds(said[1], said[2]), said[0])
        for clause in clauses(text[:LONGEST])
        for expression in expressions
        if (said := expression.search(clause)) is not None
    ]
    return max(found, default=None)
