"""The tree of calls that a request sets off, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mlarch.graph.resolved import Meaning, ResolvedFlow
from mlarch.records import dataclass

__all__ = ["CallNode", "Steps", "call_tree"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CallNode:
    """One call: who is called, through which flow, and what that sets off in turn.

    `steps` are in order, and the calls of one step are made at the same time: links of one line and one
    position run in parallel (`a -> b & c`), lines run one after the other. `calls` is per call of the
    parent, `share` the fraction of the parent's calls that make this one, `optional` as the flow says;
    `fallback` marks a call that is made only when another failed. `resolved` is None at the root.

    A component that is called from several places appears in each, with *the same* `steps` object. So the
    tree takes memory in proportion to the flows, although spelled out it can be exponentially large: sum up
    over `steps` once per component (as `count` does), or use `walk`, which is bounded. `cut` marks the call
    that would close a cycle: it has no steps.
    """

    component: str
    resolved: ResolvedFlow | None
    steps: Steps
    cut: bool = False

    @property
    def calls(self) -> float:
        """Calls per call of the parent (the root: 1)."""
        return 1.0 if self.resolved is None else self.resolved.flow.own_calls

    @property
    def share(self) -> float:
        """The fraction of the parent's calls that make this one (the root: 1)."""
        share = None if self.resolved is None else self.resolved.flow.own_share
        return 1.0 if share is None else share.value

    @property
    def optional(self) -> bool:
        """Whether the parent can answer without it."""
        return self.resolved is not None and self.resolved.flow.optional

    @property
    def fallback(self) -> bool:
        """Whether it is only called when another call failed."""
        return self.resolved is not None and self.resolved.meaning is Meaning.FALLBACK

    @property
    def children(self) -> tuple[CallNode, ...]:
        """All calls, in order, steps joined."""
        return tuple(node for step in self.steps for node in step)

    def walk(self, limit: int = 10_000) -> Iterator[tuple[int, CallNode]]:
        """Depth and node, the root first and each call before the next, at most `limit` of them.

        `count() > limit` tells beforehand that the walk will stop short.
        """
        stack: list[tuple[int, CallNode]] = [(0, self)]
        while stack and limit > 0:
            limit -= 1
            depth, node = stack.pop()
            yield depth, node
            stack.extend((depth + 1, child) for child in reversed(node.children))

    def count(self) -> int:
        """How many calls the tree holds when it is spelled out, this one included. Exact, and cheap."""
        totals: dict[int, int] = {}
        stack: list[tuple[CallNode, bool]] = [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                totals[id(node.steps)] = 1 + sum(totals[id(child.steps)] for child in node.children)
            elif id(node.steps) not in totals:
                stack.append((node, True))
                stack.extend((child, False) for child in node.children)
        return totals[id(self.steps)]

    def __repr__(self) -> str:
        return f"CallNode({self.component!r}, steps={len(self.steps)}, cut={self.cut})"


Steps = tuple[tuple[CallNode, ...], ...]
"""Steps in order, each the calls that are made at the same time."""


def call_tree(
    root: str, outgoing: Mapping[str, Sequence[ResolvedFlow]], known: dict[str, Steps] | None = None
) -> CallNode:
    """The calls that a request to `root` sets off. `outgoing` lists each caller's flows in file order.

    `known` holds the steps found for other roots, and is added to. Only steps without a cut call below them
    are kept: those are the same from whichever root they are reached, so trees that overlap share them.
    """
    known = {} if known is None else known
    done: dict[str, Steps] = {}
    open_: set[str] = set()
    stack: list[tuple[str, bool]] = [(root, False)]
    while stack:
        name, ready = stack.pop()
        if ready:
            done[name] = steps = _steps(outgoing.get(name, ()), done)
            open_.discard(name)
            if all(node.component in known and not node.cut for step in steps for node in step):
                known[name] = steps
        elif name in known:
            done[name] = known[name]
        elif name not in done and name not in open_:
            open_.add(name)
            stack.append((name, True))
            callees = (resolved.callee for resolved in reversed(outgoing.get(name, ())))
            stack.extend((callee, False) for callee in callees if callee is not None)
    return CallNode(root, None, done[root])


def _steps(resolved_flows: Sequence[ResolvedFlow], done: Mapping[str, Steps]) -> Steps:
    """Group a caller's calls into steps. A callee that is not done yet is waiting: a cycle."""
    steps: dict[tuple[int, int], list[CallNode]] = {}
    for resolved in sorted(resolved_flows, key=lambda r: (r.flow.line, r.flow.position, r.flow.index)):
        callee = resolved.callee
        if callee is not None:
            node = CallNode(callee, resolved, done.get(callee, ()), cut=callee not in done)
            steps.setdefault((resolved.flow.line, resolved.flow.position), []).append(node)
    return tuple(tuple(step) for step in steps.values())
