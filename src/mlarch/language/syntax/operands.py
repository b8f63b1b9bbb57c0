"""The ends of flows: ids joined by `&`, how else people join them, and what goes wrong there."""

from __future__ import annotations

from collections.abc import Callable, Collection

from mlarch.language.names import ID_RULE, canonical, is_id, shown, slip_of, suggest_id, without_note
from mlarch.language.syntax.phrases import strip
from mlarch.lazy import regex
from mlarch.records import dataclass
from mlarch.text import nearest

__all__ = ["Mistake", "Operand", "Operands"]

_COMMA = regex(r"\s*,\s*")
_JOIN = regex(r"\s*(?:,|\+|\||/|\band\b)\s*")

# Longer operands are not searched for joins.
_LONGEST = 200

# A line with more mistakes than this gets its further ones without suggestions.
_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Operand:
    """One end of a link: a component id, at `start` to `end` of the text; `written` with its note."""

    id: str
    start: int
    end: int
    written: str = ""


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


@dataclass(slots=True)
class Operands:
    """Reads the operand lists of one text; `where` says in words which place an operand has."""

    text: str
    where: Callable[[], str]
    ids: Collection[str]
    mistakes: list[Mistake]
    unusual: list[str]

    def read(self, start: int, end: int) -> tuple[Operand, ...]:
        """The operands between two offsets."""
        found: dict[str, Operand] = {}
        several = "&" in self.text[start:end]
        begin = start
        while begin <= end:
            stop = self.text.find("&", begin, end)
            stop = end if stop < 0 else stop
            skip = 1
            while stop + skip < end and self.text[stop + skip] == "&":
                skip += 1
            if skip > 1:
                self.unusual.append("&" * skip)
            beside = f"{'before' if stop < end else 'after'} `&`" if several else ""
            for operand in self._several(begin, stop, beside):
                self._take(operand, found)
            begin = stop + skip
            if stop == end:
                break
        return tuple(found.values())

    def _take(self, operand: Operand, found: dict[str, Operand]) -> None:
        if operand.id in found:
            message = f"`{operand.id}` stands twice in one list of parallel components"
            help_ = "To call it more than once, write `calls: 2` after the colon."
            self.mistakes.append(Mistake(operand.start, operand.end, message, help_))
        found.setdefault(operand.id, operand)

    def _several(self, start: int, end: int, beside: str) -> list[Operand]:
        """What stands between two `&`: one operand, or a list that is joined in another way."""
        written, first, last = strip(self.text, start, end)
        name = canonical(written)
        if not name:
            # The caret stands where the id is missing: right behind what precedes the gap.
            at = min(start, len(self.text))
            message = f"a component is missing {beside or self.where()}"
            self.mistakes.append(Mistake(at, at, message, "A flow reads `source -> target`."))
            return []
        if name in self.ids:
            return [Operand(name, first, last)]
        parts = self._joined(written)
        if parts:
            self.unusual.append(written)
            return [Operand(canonical(part), first + at, first + at + len(part)) for part, at in parts]
        if is_id(name):
            mistake = _missing_arrow(name, first, last, self.ids)
            if mistake is None:
                return [Operand(name, first, last)]
            self.mistakes.append(mistake)
            return []
        plain = without_note(written)
        if plain is not None:
            self.unusual.append(written)
            return [Operand(plain, first, last, canonical(written))]
        ids = self.ids if len(self.mistakes) < _SUGGESTIONS else ()
        self.mistakes.append(_bad_operand(written, first, last, ids))
        return []

    def _joined(self, written: str) -> list[tuple[str, int]]:
        """The ids of a list, with their offsets; empty when it is none.

        A comma can join only, for it is part of no id; other signs and `and` do between known components.
        """
        if len(written) > _LONGEST:
            return []
        for pattern in (_COMMA, _JOIN):
            parts, at = [], 0
            for match in pattern.finditer(written):
                parts.append((written[at : match.start()], at))
                at = match.end()
            parts.append((written[at:], at))
            names = [canonical(part) for part, _ in parts]
            sure = pattern is _COMMA or all(name in self.ids for name in names)
            if len(parts) > 1 and sure and all(name and is_id(name) for name in names):
                return parts
        return []


def _missing_arrow(name: str, start: int, end: int, ids: Collection[str]) -> Mistake | None:
    """Two components beside each other, where a name of two words would be a third that nobody declared."""
    words = name.split(maxsplit=3)
    if len(words) < 2 or not all(word in ids for word in words):
        return None
    message = f"an arrow is missing between `{words[0]}` and `{words[1]}`"
    help_ = f"Write `{' -> '.join(words)}`, or `&` for components side by side."
    return Mistake(start, end, message, f"{help_} If it is one component, add it under `components`.")


# `(api, cache)` or `[api, cache]` in place of `api & cache`, and `api [request]` in place of `api: request`.
_LISTED = regex(r"\(([^()]+)\)|\[([^\[\]]+)\]|\{([^{}]+)\}")
_LABELLED = regex(r"([^\[\]]+?)\s*\[([^\[\]]+)\]")


def _bad_operand(name: str, start: int, end: int, ids: Collection[str]) -> Mistake:
    short = len(name) <= _LONGEST
    listed = _LISTED.fullmatch(name.strip()) if short else None
    labelled = _LABELLED.fullmatch(name.strip()) if short else None
    if labelled is not None and is_id(canonical(labelled[1])):
        message = "what a flow carries stands behind a colon, at its end"
        return Mistake(start, end, message, f"Write `… -> {shown(labelled[1])}: {shown(labelled[2])}`.")
    inner = next(filter(None, listed.groups())) if listed is not None else name
    split = (_COMMA if "," in inner else _JOIN).split(inner) if short else []
    parts = [canonical(part) for part in split]
    if len(parts) > 1 and all(part and is_id(part) for part in parts):
        better = " & ".join(parts)
        message = f"`{shown(name)}` is not an id; components side by side are joined by `&`"
        return Mistake(start, end, message, f"Write `{better}`.", better)
    near = nearest(name, ids, most=3)
    if near:
        message = f"`{shown(name)}` is not an id; did you mean `{near[0]}`?"
        return Mistake(start, end, message, ID_RULE, near[0], safe=slip_of(name, near) == near[0])
    better = suggest_id(name)
    help_ = f"{ID_RULE} Call the component `{shown(better)}`, and write `name: …` for what is shown."
    return Mistake(start, end, f"`{shown(name)}` is not the id of a component", help_)
