"""The arrow grammar: `app -> lb & cdn ~> log => lake`, and what goes wrong in it.

Works on plain text and offsets; `mlarch.language.decode.flows` turns offsets into places in the file.

    chain   = operand-list (arrow operand-list)+
    operand-list = id ("&" id)*
    arrow   = "->" | "~>" | "=>"
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mlarch.language.names import ID, ID_RULE, nearest, nearest_id, shown, slip_of, suggest_id
from mlarch.model import Mode

__all__ = [
    "Arrow",
    "Chain",
    "Link",
    "Mistake",
    "Operand",
    "Parsed",
    "parse",
    "render",
    "split_payload",
    "split_phrases",
]

ARROWS = {mode.arrow: mode for mode in Mode}

_UNICODE_ARROWS = "\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u2794\u2798-\u27be\u2b05-\u2b0d\u2b30-\u2b4f"
_SHAFT = r"\-=~.|–—−"

# A run with a head (`->`, `-->`, `<-`, `→`), or a headless run that cannot be part of an id: `=` and `~`
# anywhere, hyphens only where they stand alone (`a - b`), because ids may contain them. A headless run and a
# head with a space between (`a - > b`) are one arrow torn in two. The look-behind makes every run be tried
# once: the cost stays linear on hostile text.
_OPERATOR = re.compile(
    rf"(?<![{_SHAFT}])(?:(?<!\S)[-–—−]|[=~])[-=~–—−]*\s+>(?![{_SHAFT}<>{_UNICODE_ARROWS}])"
    rf"|(?<![{_SHAFT}])[{_SHAFT}]*[<>{_UNICODE_ARROWS}][{_SHAFT}<>{_UNICODE_ARROWS}]*"
    rf"|[=~][{_SHAFT}]*"
    r"|(?<!\S)[-–—−]+(?!\S)"
)
_LEFT = frozenset("<←⇐⟵⟸↚⇠⬅⇦↢↞↤⟻")
_BOTH = frozenset("↔⇔⟷⟺⇄⇆⇌⇋")
_BATCH = frozenset("=⇒⟹⇛⇨")
_STREAM = frozenset("~.⇝↝⟿⤳⇢↠")
_JOIN = re.compile(r"\s*(?:&&+|,|\+|\||/|\band\b)\s*")

# Longer operands are not searched for joins.
_LONGEST = 200

# Of more components that flow to themselves than this, only so many are named.
_LISTED = 4

# A line with more mistakes than this gets its further ones without suggestions.
_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Operand:
    """One end of a link: a component id, at `start` to `end` of the text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of a chain, at `start` to `end` of the text."""

    mode: Mode
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """One source and one target of a chain; links with the same `position` run in parallel."""

    source: Operand
    target: Operand
    mode: Mode
    position: int

    @property
    def start(self) -> int:
        """Where the link's text begins."""
        return self.source.start

    @property
    def end(self) -> int:
        """The first offset after the link's text."""
        return self.target.end


@dataclass(frozen=True, slots=True)
class Chain:
    """Operand lists (`stages`) with an arrow between each two neighbours."""

    stages: tuple[tuple[Operand, ...], ...]
    arrows: tuple[Arrow, ...]

    def links(self) -> Iterator[Link]:
        """Every link: each operand left of an arrow with each one right of it, in the order written."""
        for position, arrow in enumerate(self.arrows):
            for source in self.stages[position]:
                for target in self.stages[position + 1]:
                    yield Link(source, target, arrow.mode, position)

    @property
    def size(self) -> int:
        """The number of links, without making them."""
        return sum(len(a) * len(b) for a, b in zip(self.stages, self.stages[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong at `start` to `end`; `replacement` for that stretch mends it, if that is known.

    `safe` marks a replacement that cannot change what the author meant.
    """

    start: int
    end: int
    message: str
    help: str = ""
    replacement: str | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text read: its chain, or else its mistakes in the order of the text; its `operands` in any case."""

    chain: Chain | None
    mistakes: tuple[Mistake, ...]
    operands: tuple[Operand, ...]


def parse(text: str, ids: Collection[str] = ()) -> Parsed:
    """Read a chain. `ids` are the components known, for suggestions only: unknown ids are no mistake here."""
    operators = list(_OPERATOR.finditer(text))
    mistakes: list[Mistake] = []
    arrows = [_arrow(match, mistakes) for match in operators]
    bounds = [0, *(offset for match in operators for offset in match.span()), len(text)]
    stages: list[tuple[Operand, ...]] = []
    for index in range(0, len(bounds), 2):
        where = _where(text, operators, index // 2)
        stages.append(_operands(text, bounds[index], bounds[index + 1], where, ids, mistakes))
    if not operators and not mistakes:
        mistakes.append(_no_arrow(text))
    mistakes.extend(_loops(stages, arrows))
    mistakes.sort(key=lambda mistake: (mistake.start, mistake.end))
    operands = tuple(operand for stage in stages for operand in stage)
    if mistakes:
        return Parsed(None, tuple(mistakes), operands)
    chain = Chain(tuple(stages), tuple(arrow for arrow in arrows if arrow is not None))
    return Parsed(chain, (), operands)


def render(chain: Chain) -> str:
    """The chain in its canonical spelling: one space on either side of `&` and of every arrow."""
    parts = [" & ".join(operand.id for operand in chain.stages[0])]
    for arrow, stage in zip(chain.arrows, chain.stages[1:], strict=True):
        parts += [arrow.mode.arrow, " & ".join(operand.id for operand in stage)]
    return " ".join(parts)


def split_payload(text: str) -> tuple[str, tuple[int, int] | None]:
    """Divide `a -> b: payload` written as one string; the second part is the payload's stretch, if any.

    No id and no arrow contains a colon, so the first one ends the chain.
    """
    head, colon, _ = text.partition(":")
    return (head, (len(head) + 1, len(text))) if colon else (text, None)


def split_phrases(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """The phrases of a comma-separated list with their offsets; commas inside parentheses do not split.

    A parenthesis that is never closed is an ordinary character. Phrases are stripped and may be empty.
    """
    end = len(text) if end is None else end
    begin, depth = start, 0
    closers = text.count(")", start, end)
    for offset in range(start, end):
        char = text[offset]
        if char == "(" and closers > 0:
            depth += 1
        elif char == ")":
            depth, closers = max(0, depth - 1), closers - 1
        elif char == "," and (depth == 0 or closers == 0):
            yield _strip(text, begin, offset)
            begin, depth = offset + 1, 0
    yield _strip(text, begin, end)


def _strip(text: str, start: int, end: int) -> tuple[str, int, int]:
    piece = text[start:end]
    phrase = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return phrase, start, start + len(phrase)


def _arrow(match: re.Match[str], mistakes: list[Mistake]) -> Arrow | None:
    run, start, end = match[0], match.start(), match.end()
    if run in ARROWS:
        return Arrow(ARROWS[run], start, end)
    chars = frozenset(run)
    run = shown(run)
    right = bool(chars - _LEFT - frozenset("-=~.|–—−"))
    meant = "=>" if chars & _BATCH else "~>" if chars & _STREAM else "->"
    if chars & _BOTH or (chars & _LEFT and right):
        message = f"`{run}` points both ways; an arrow has one direction"
        help_ = (
            "The reply of a call comes back along the same arrow: write `a -> b`. Two streams need two lines."
        )
        mistakes.append(Mistake(start, end, message, help_, replacement=meant))
    elif chars & _LEFT:
        message = f"`{run}` points backwards; arrows point from source to target"
        mistakes.append(Mistake(start, end, message, f"Swap the two sides: `a {run} b` is `b {meant} a`."))
    else:
        message = f"`{run}` is not an arrow; write `{meant}`"
        help_ = "The arrows are `->` (call), `~>` (stream) and `=>` (batch)."
        safe = right and run != ">"
        mistakes.append(Mistake(start, end, message, help_, replacement=meant, safe=safe))
    return None


def _where(text: str, operators: list[re.Match[str]], index: int) -> str:
    """How to say which place an operand has: `before `->``."""
    if index < len(operators):
        return f"before `{shown(operators[index][0])}`"
    return f"after `{shown(operators[-1][0])}`" if operators else "here"


def _operands(
    text: str, start: int, end: int, where: str, ids: Collection[str], mistakes: list[Mistake]
) -> tuple[Operand, ...]:
    found: list[Operand] = []
    seen: set[str] = set()
    several = "&" in text[start:end]
    begin = start
    while begin <= end:
        stop = text.find("&", begin, end)
        stop = end if stop < 0 else stop
        skip = 1
        while stop + skip < end and text[stop + skip] == "&":
            skip += 1
        if skip > 1:
            help_ = "One `&` means in parallel."
            mistakes.append(Mistake(stop, stop + skip, "`&&` is not known; write `&`", help_, "&", safe=True))
        place = f"{'before' if stop < end else 'after'} `&`" if several else where
        operand = _operand(text, begin, stop, place, ids, mistakes)
        if operand is not None:
            if operand.id in seen:
                message = f"`{operand.id}` stands twice in one list of parallel components"
                help_ = "To call it more than once, write `calls: 2` after the colon."
                mistakes.append(Mistake(operand.start, operand.end, message, help_))
            found.append(operand)
            seen.add(operand.id)
        begin = stop + skip
        if stop == end:
            break
    return tuple(found)


def _operand(
    text: str, start: int, end: int, where: str, ids: Collection[str], mistakes: list[Mistake]
) -> Operand | None:
    name, first, last = _strip(text, start, end)
    if not name:
        # The caret stands where the id is missing: right behind what precedes the gap.
        at = min(start, len(text))
        mistakes.append(
            Mistake(at, at, f"a component is missing {where}", "A flow reads `source -> target`.")
        )
        return None
    if ID.fullmatch(name):
        return Operand(name, first, last)
    mistakes.append(_bad_operand(name, first, last, ids if len(mistakes) < _SUGGESTIONS else ()))
    return None


def _bad_operand(name: str, start: int, end: int, ids: Collection[str]) -> Mistake:
    whole = nearest_id(name, ids, folded_only=True)
    if whole is not None:
        message = f"`{shown(name)}` is not an id; the component is called `{whole}`"
        return Mistake(start, end, message, "Flows name components by their ids.", whole, safe=True)
    parts = _JOIN.split(name) if len(name) <= _LONGEST else []
    if len(parts) > 1 and all(ID.fullmatch(part) for part in parts):
        better = " & ".join(parts)
        message = f"`{shown(name)}` is not an id; components side by side are joined by `&`"
        return Mistake(start, end, message, f"Write `{better}`.", better)
    words = name.split(maxsplit=3)
    if len(words) > 1 and all(word in ids for word in words):
        message = f"an arrow is missing between `{words[0]}` and `{words[1]}`"
        return Mistake(
            start, end, message, f"Write `{' -> '.join(words)}`, or `&` for components side by side."
        )
    near = nearest_id(name, ids)
    if near is not None:
        safe = slip_of(name, nearest(name, ids, 3)) == near
        message = f"`{shown(name)}` is not an id; did you mean `{near}`?"
        return Mistake(start, end, message, ID_RULE, near, safe=safe)
    help_ = f"{ID_RULE} Name the component `{suggest_id(name)}`."
    return Mistake(start, end, f"`{shown(name)}` is not the id of a component", help_)


def _no_arrow(text: str) -> Mistake:
    name, start, end = _strip(text, 0, len(text))
    message = f"no arrow in `{shown(name)}`"
    return Mistake(start, end, message, "A flow reads `source -> target`; `~>` is a stream, `=>` a batch.")


def _loops(stages: list[tuple[Operand, ...]], arrows: list[Arrow | None]) -> Iterator[Mistake]:
    """The components that flow to themselves: one mistake for all of a line, at the first of them.

    Refused because it says nothing about a system: what happens inside a component is not drawn, and in
    practice it is a slip of the pen. A loop through another component is fine.
    """
    found: dict[str, Operand] = {}
    crossed = False
    for arrow, before, after in zip(arrows, stages, stages[1:], strict=False):
        sources = {operand.id for operand in before}
        sign = arrow.mode.arrow if arrow else "->"
        same = [operand for operand in after if operand.id in sources]
        crossed = crossed or (len(before) > 1 and len(same) > 1)
        for operand in same:
            found.setdefault(f"`{operand.id} {sign} {operand.id}`", operand)
    if not found:
        return
    first = next(iter(found.values()))
    message = f"{_listed(list(found))}: a component cannot flow to itself"
    help_ = "Name the other end, or split the component into the two parts that talk to each other."
    if crossed:
        help_ = "With `&` on both sides every component on the left flows to every one on the right. " + help_
    yield Mistake(first.start, first.end, message, help_)


def _listed(said: list[str]) -> str:
    if len(said) > _LISTED:
        return f"{', '.join(said[:_LISTED])}, …"
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
