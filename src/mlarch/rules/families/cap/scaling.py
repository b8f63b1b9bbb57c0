"""CAP: copies that are added while load rises, and come when it has risen."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.text_evidence import described, fields_of
from mlarch.catalog.lexicon.scaling import PREPARED, ready_after, rises_within
from mlarch.estimate.figures import Unit, shown
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["slow_scaling"]


@rule("CAP018", "slow-scaling")
def slow_scaling(design: DesignGraph) -> Iterator[Outcome]:
    """Copies that take longer to start than the load takes to rise.

    **Checks.** A component says after how long a new copy of it works (`a new replica takes 12 min to load`,
    `scales out in ten minutes`), and it, or the caller where load rises fastest, says within how long load
    multiplies (`evenings rise 4x within 2 min`, `doubles in 5 minutes`), and that is shorter. Silent where
    something is said that carries the load until then: a warm pool, headroom, copies started by the clock or
    ahead of the peak, requests that wait or are shed.

    **Why.** A model server has gigabytes to load before it answers. Until the new copies do, all of the load
    meets the old ones; they time out, callers try again, and the service is down when the copies come (Beyer
    et al., *Site Reliability Engineering*, 2016, chapter 22).

    **When it is wrong.** The copies that run can carry the peak: say `sized for the peak`.
    """
    rises = {part.id: rise for part, text in described(design.parts) if (rise := rises_within(text))}
    if not rises:
        return
    fastest = min(rises, key=lambda name: rises[name][0])
    reached = {fastest, *design.callees([fastest])}
    for part in design.parts:  # also those of others: the start of their copies is stated
        at = part.id if part.id in rises else fastest if part.id in reached else None
        for field, text in fields_of(part) if at is not None else ():
            ready = ready_after(text)
            if at is None or ready is None or ready[0] <= rises[at][0] or PREPARED.search(text):
                continue
            yield problem(
                part,
                f"`{ready[1]}`, and `{rises[at][1]}`: for {shown(ready[0] - rises[at][0], Unit.TIME)} "
                "the copies that run get all of it",
                at=field,
                components=tuple(dict.fromkeys((part.id, at))),
                help="Keep a warm pool, start copies ahead of the peak, or run enough for it, and shed what "
                "is over: say which in the description.",
            )
