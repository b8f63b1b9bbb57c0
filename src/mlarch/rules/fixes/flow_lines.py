"""New lines of `flows` as a rule's help shows them: their ends, their writing, what is drawn already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mlarch.catalog import find_kind, type_of
from mlarch.language.syntax.arrows import Chain, Link, parse, split_payload
from mlarch.model import Flow

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["bracketed", "ends", "names_kind", "rest"]

_NUMBER = re.compile(r"_[0-9]+$")


def ends(line: str) -> tuple[str, ...]:
    """The components that the line names, in its order."""
    return tuple(operand.id for operand in parse(split_payload(line)[0]).operands)


def bracketed(line: str) -> str:
    """The line as it stands inside brackets: a comma divides items there, so a list needs its own."""
    chain, _, payload = line.partition(": ")
    return f"{chain}: [{payload}]" if "," in payload and payload[:1] not in "{[" else line


def rest(design: DesignGraph, line: str) -> str:
    """The line from its first link on that the design does not have; all of it, when it has each one."""
    text, _, payload = line.partition(": ")
    chain = parse(text).chain
    if chain is None or payload.startswith("{"):
        return line
    carried = {_type(phrase) for phrase in payload.split(",") if payload}
    links = [[link for link in chain.links() if link.position == n] for n in range(len(chain.arrows))]
    for position, beside in enumerate(links):
        if not all(_drawn(design, link, carried) for link in beside):
            return line if position == 0 else line[_start(chain, position) :]
    return line


def _start(chain: Chain, position: int) -> int:
    return min(operand.start for operand in chain.stages[position])


def _drawn(design: DesignGraph, link: Link, carried: set[str]) -> bool:
    """Whether the design has a flow like `link` that carries all of that."""
    return any(
        flow.ends == (link.source.id, link.target.id) and flow.mode is link.mode and carried <= _carries(flow)
        for flow in design.architecture.flows
    )


def _carries(flow: Flow) -> set[str]:
    return {payload.type or payload.text for payload in flow.outward}


def _type(phrase: str) -> str:
    return type_of(phrase.strip()) or phrase.strip()


def names_kind(name: str, kind: str) -> bool:
    """Whether the words of a name, which may end in a number, are those of the kind."""
    match = find_kind(_NUMBER.sub("", name))
    return match is not None and match.kinds == (kind,)
