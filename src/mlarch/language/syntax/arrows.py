"""The arrow grammar: `app -> lb & cdn ~> log => lake`, how else people write it, and what goes wrong in it.

Works on plain text and offsets; `mlarch.language.decode.flows` turns offsets into places in the file.

    chain   = operand-list (arrow operand-list)+
    operand-list = id ("&" id)*
    arrow   = "->" | "~>" | "=>"

What is clear is read as well: arrows of other notations (`→`, `-->`, `==>`, `-.->`), arrows that point back
(`a <- b`) or both ways (`a <-> b`, a call with its reply), and commas in place of `&`. Such a chain is
`unusual`, and `render` gives its canonical spelling where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from mlarch.language.names import canonical, shown
from mlarch.language.syntax.operands import Mistake, Operand, Operands
from mlarch.language.syntax.phrases import strip
from mlarch.lazy import regex
from mlarch.model import Mode
from mlarch.records import dataclass

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
]

ARROWS = {mode.arrow: mode for mode in Mode}

_UNICODE_ARROWS = "\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u2794\u2798-\u27be\u2b05-\u2b0d\u2b30-\u2b4f"
_SHAFT = r"\-=~.|–—−"

# A run with a head (`->`, `-->`, `<-`, `→`), or a headless run that cannot be part of an id: `=` and `~`
# anywhere, hyphens only where they stand alone (`a - b`), because ids may contain them. A headless run and a
# head with a space between (`a - > b`) are one arrow torn in two. The look-behind makes every run be tried
# once: the cost stays linear on hostile text.
_OPERATOR = regex(
    rf"(?<![{_SHAFT}])(?:(?<!\S)[-–—−]|[=~])[-=~–—−]*\s+>(?![{_SHAFT}<>{_UNICODE_ARROWS}])"
    rf"|(?<![{_SHAFT}])[{_SHAFT}]*[<>{_UNICODE_ARROWS}][{_SHAFT}<>{_UNICODE_ARROWS}]*"
    rf"|[=~][{_SHAFT}]*"
    r"|(?<!\S)[-–—−]+(?!\S)"
)
# An arrow with words on it, as Mermaid has them: `a -->|request| b`, `a -- request --> b`.
_LABELLED = regex(
    r"(?<=\s)[-=.~]*>?\s*\|([^|]{1,80})\|\s*[-=.~]*>?(?=\s|\w)"
    r"|(?<=\s)(?:--|==|-\.)\s+([^-=.~<>|&\s][^=.~<>|&]{0,80}?)\s+(?:--+|==+|\.-)>(?=\s)"
)
# Ids of one word with arrows between: what such a text says does not depend on which components there are.
_PLAIN = regex(r"[A-Za-z][A-Za-z0-9_]{0,60}(?: [-~=]> [A-Za-z][A-Za-z0-9_]{0,60}){1,8}")
# What joins two components in words.
_VERB = regex(r"\s+(?:to|calls|queries|asks|reads|then|sends to|writes to|talks to|goes to)\s+|\s*,\s*")
# Longer lines are not searched for either.
_LONGEST = 300
_LEFT = frozenset("<←⇐⟵⟸↚⇠⬅⇦↢↞↤⟻")
_BOTH = frozenset("↔⇔⟷⟺⇄⇆⇌⇋")
_BATCH = frozenset("=⇒⟹⇛⇨")
_STREAM = frozenset("~.⇝↝⟿⤳⇢↠")


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of a chain, at `start` to `end` of the text.

    `back` means that it leads from right to left, `both` that it points both ways; a call that does has its
    reply along the same line.
    """

    mode: Mode
    start: int
    end: int
    back: bool = False
    both: bool = False


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
        return min(self.source.start, self.target.start)

    @property
    def end(self) -> int:
        """The first offset after the link's text."""
        return max(self.source.end, self.target.end)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operand lists (`stages`) with an arrow between each two neighbours.

    A chain whose arrows all point back is turned round: `a <- b` has the stages `b` and `a`.
    """

    stages: tuple[tuple[Operand, ...], ...]
    arrows: tuple[Arrow, ...]

    def links(self) -> Iterator[Link]:
        """Every link: each operand left of an arrow with each one right of it, in the order written.

        A stream or a batch that goes both ways is two links.
        """
        for position, arrow in enumerate(self.arrows):
            left, right = self.stages[position], self.stages[position + 1]
            for source in right if arrow.back else left:
                for target in left if arrow.back else right:
                    yield Link(source, target, arrow.mode, position)
                    if arrow.both and arrow.mode is not Mode.CALL:
                        yield Link(target, source, arrow.mode, position)

    @property
    def size(self) -> int:
        """The number of links, without making them."""
        sizes = (len(a) * len(b) for a, b in zip(self.stages, self.stages[1:], strict=False))
        twice = (2 if arrow.both and arrow.mode is not Mode.CALL else 1 for arrow in self.arrows)
        return sum(size * times for size, times in zip(sizes, twice, strict=True))

    @property
    def start(self) -> int:
        """Where the first operand begins."""
        return min(operand.start for operand in (*self.stages[0], *self.stages[-1]))

    @property
    def end(self) -> int:
        """The first offset after the last operand."""
        return max(operand.end for operand in (*self.stages[0], *self.stages[-1]))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text read: its chain, or else its mistakes in the order of the text; its `operands` in any case.

    `unusual` holds what is understood and not in the canonical spelling: the pieces as written.
    """

    chain: Chain | None
    mistakes: tuple[Mistake, ...]
    operands: tuple[Operand, ...]
    unusual: tuple[str, ...] = ()


def parse(text: str, ids: Collection[str] = ()) -> Parsed:
    """Read a chain. `ids` are the components known: they settle what joins (`a and b`), and suggest names.

    An id that is not among them is no mistake here.
    """
    return _plain(text) if _PLAIN.fullmatch(text) else _read(text, ids)


@lru_cache(maxsize=4096)  # while a design is written, its other flows stay
def _plain(text: str) -> Parsed:
    return _read(text, ())


def _read(text: str, ids: Collection[str]) -> Parsed:
    labelled = _LABELLED.search(text) if len(text) <= _LONGEST else None
    if labelled is not None:
        return Parsed(None, (_labelled(text, labelled),), ())
    operators = list(_OPERATOR.finditer(text))
    mistakes: list[Mistake] = []
    unusual: list[str] = []
    arrows = [_arrow(match, mistakes, unusual) for match in operators]
    bounds = [0, *(offset for match in operators for offset in match.span()), len(text)]
    stages: list[tuple[Operand, ...]] = []
    for index in range(0, len(bounds), 2):
        where = partial(_where, operators, index // 2)
        reader = Operands(text, where, ids, mistakes, unusual)
        stages.append(reader.read(bounds[index], bounds[index + 1]))
    if not operators and not mistakes:
        mistakes.append(_no_arrow(text, ids))
    mistakes.extend(_crossed_loops(stages, arrows))
    mistakes.sort(key=lambda mistake: (mistake.start, mistake.end))
    operands = tuple(operand for stage in stages for operand in stage)
    if mistakes:
        return Parsed(None, tuple(mistakes), operands, tuple(unusual))
    known = tuple(arrow for arrow in arrows if arrow is not None)
    if all(arrow.back for arrow in known):
        known = tuple(replace(arrow, back=False) for arrow in reversed(known))
        stages.reverse()
    return Parsed(Chain(tuple(stages), known), (), operands, tuple(unusual))


def render(chain: Chain) -> str | None:
    """The chain in its canonical spelling: one space on either side of `&` and of every arrow.

    None for one that has none on one line: some of its arrows point back, or a stream goes both ways.
    """
    if any(arrow.back or (arrow.both and arrow.mode is not Mode.CALL) for arrow in chain.arrows):
        return None
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


def _arrow(match: re.Match[str], mistakes: list[Mistake], unusual: list[str]) -> Arrow | None:
    run, start, end = match[0], match.start(), match.end()
    if run in ARROWS:
        return Arrow(ARROWS[run], start, end)
    chars = frozenset(run)
    heads = chars - frozenset("-=~.|–—− \t")
    meant = "=>" if chars & _BATCH else "~>" if chars & _STREAM else "->"
    if heads and run != "<":
        both = bool(chars & _BOTH or (heads & _LEFT and heads - _LEFT))
        unusual.append(run)
        return Arrow(ARROWS[meant], start, end, back=not both and bool(heads & _LEFT), both=both)
    run = shown(run)
    help_ = "The arrows are `->` (call), `~>` (stream) and `=>` (batch)."
    back = run == "<"
    message = f"`{run}` is not an arrow; write `{'<-' if back else meant}`"
    mistakes.append(Mistake(start, end, message, help_, replacement=None if back else meant))
    return None


def _where(operators: list[re.Match[str]], index: int) -> str:
    """How to say which place an operand has: `before `->``."""
    if index < len(operators):
        return f"before `{shown(operators[index][0])}`"
    return f"after `{shown(operators[-1][0])}`" if operators else "here"


def _no_arrow(text: str, ids: Collection[str]) -> Mistake:
    name, start, end = strip(text, 0, len(text))
    message = f"no arrow in `{shown(name)}`"
    help_ = "A flow reads `source -> target`; `~>` is a stream, `=>` a batch."
    parts = [canonical(part) for part in _VERB.split(name)] if len(name) <= _LONGEST else []
    if len(parts) > 1 and all(part in ids for part in parts):
        better = " -> ".join(parts)
        return Mistake(start, end, message, f"{help_} Write `{better}`.", better)
    return Mistake(start, end, message, help_)


def _labelled(text: str, found: re.Match[str]) -> Mistake:
    """What to write for an arrow with words on it."""
    label = next(word for word in found.groups() if word)
    arrow = "=>" if "=" in found[0] else "~>" if "." in found[0] or "~" in found[0] else "->"
    ends = (shown(canonical(text[: found.start()])), shown(canonical(text[found.end() :])))
    better = f"- {ends[0]} {arrow} {ends[1]}: {shown(label.strip())}"
    message = "what a flow carries stands behind a colon, and not on the arrow"
    return Mistake(found.start(), found.end(), message, f"Write `{better}`.")


def _crossed_loops(stages: list[tuple[Operand, ...]], arrows: list[Arrow | None]) -> Iterator[Mistake]:
    """The first component that stands on both sides of an arrow, in lists with `&`.

    `a -> a` is a loop; `a & b -> a & b` is more likely a slip, for it is four flows, two of them loops.
    """
    for arrow, before, after in zip(arrows, stages, stages[1:], strict=False):
        if arrow is None or len(before) == len(after) == 1:
            continue
        sources = {operand.id for operand in before}
        for operand in after:
            if operand.id in sources:
                message = f"`{operand.id}` stands on both sides of `{arrow.mode.arrow}`"
                help_ = (
                    "With `&` every component on the left flows to every one on the right. A loop is a line "
                    f"of its own: `{operand.id} {arrow.mode.arrow} {operand.id}`."
                )
                yield Mistake(operand.start, operand.end, message, help_)
                return
