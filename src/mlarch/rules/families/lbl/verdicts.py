"""LBL: what people say of the answers and do with them, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from mlarch.analysis.activity import has_role
from mlarch.catalog.base import Role
from mlarch.catalog.traits import Trait
from mlarch.diagnostics import Severity
from mlarch.graph import DesignGraph
from mlarch.lazy import regex
from mlarch.model import Mode, Stage
from mlarch.rules import Outcome, problem, rule
from mlarch.rules.families.lbl.loop import last_logs
from mlarch.rules.fixes.proposals import suggest_id
from mlarch.rules.phrases import quoted

__all__ = ["lost_verdicts", "untold_reactions"]

_HOMES = (
    Trait.JOINS_LABELS,
    Trait.BUILDS_DATASETS,
    Trait.COLLECTS_LABELS,
    Trait.KEEPS_RAW_DATA,
    Trait.KEEPS_TABLES,
    Trait.TRAINS,
)


@rule(
    "LBL006", "lost-verdicts", fixes="unsafe", covers=("GRA016",), stage=Stage.PRODUCTION, about=("training",)
)
def lost_verdicts(design: DesignGraph) -> Iterator[Outcome]:
    """Reviewers or reports whose verdicts never become labels.

    **Checks.** A model is trained here, a human review or a collector of people's feedback is given
    something, and nothing that leaves it gets to a label join, a dataset, a labelling platform, a lake or a
    trainer, by way of streams and stores, or of what a service publishes that it is told. Reports that
    reviewers get are the reviewers' to hand on. An *info* where the brief names the event that settles a
    label (`task: label: event`), which may be another.

    **Why.** Verdicts on the doubtful cases are the dearest labels there are, and they lie where the model is
    least sure (Settles, *Active Learning Literature Survey*, 2009; Huyen, 2022, chapter 4). Thrown away, the
    same cases come back to the same desk.

    **When it is wrong.** The verdicts come with the events that are logged anyway: draw that flow. Or they
    must not be learned from: accept the finding with the reason.
    """
    if not design.having(Trait.TRAINS):
        return
    homes = frozenset(design.having(*_HOMES).ids)
    reviewers = frozenset(design.having(Trait.REVIEWS, Trait.IS_A_PERSON).ids)
    for component in design.having(Trait.REVIEWS, Trait.COLLECTS_FEEDBACK).accountable():
        name = component.id
        if not design.data_into(name) or name in homes:
            continue
        ends = homes if name in reviewers else homes | reviewers
        if _gets_to(design, name, ends):
            continue
        what = "verdicts" if name in reviewers else "reports"
        home = suggest_id(design, Trait.JOINS_LABELS, Trait.BUILDS_DATASETS, Trait.TRAINS)
        last = last_logs(design, (name,))
        end = next((other for other in last if design.has(other, Trait.STREAMS_EVENTS)), name)
        yield problem(
            design.components[end],
            f"the {what} of {name} never become labels: "
            + ("nothing of them gets to training" if end == name else f"they get as far as {end}"),
            components=dict.fromkeys((end, name, *([home] if home in design.components else []), *last)),
            help="Hand them on, e.g. {add}.",
            add=f"{name} ~> {home}: labels" if end == name else f"{end} => {home}: labels",
            fix=home in design.components,
            severity=Severity.INFO if _settled_otherwise(design) else None,
        )


def _gets_to(design: DesignGraph, name: str, ends: frozenset[str]) -> bool:
    """Whether what people say gets there: told to services, and from there published, copied or kept."""
    found, queue = {name}, [name]
    while queue:
        here = queue.pop()
        for edge in design.data_out_of(here):
            asked = here != name and edge.resolved.waits and not has_role(design, edge.target, Role.JOB)
            if edge.target in ends and not (asked and has_role(design, here, Role.SERVICE)):
                return True
            if asked or edge.target in found or has_role(design, edge.target, Role.MONITOR, Role.CLIENT):
                continue
            found.add(edge.target)
            queue.append(edge.target)
    return False


def _settled_otherwise(design: DesignGraph) -> bool:
    """Whether the brief says which event settles a label: then it may be no verdict of these people."""
    task = design.architecture.task
    return task is not None and task.label is not None and task.label.event is not None


# What people do on a screen, of which nobody knows unless the screen tells.
_SEEN = regex(
    r"\b(click|impression|view|watch|play|skip|like|dwell|scroll|hover|tap|rating|thumb|dismiss|swipe|"
    r"(?:e-?mail|message|push|notification|notice|newsletter|app) open|"
    r"reaction|listen|stream|save|share|hide|keystroke)\w*"
)
_ASKS = frozenset({"request", "query", "prompt", "media", "documents", None})


@rule("LBL007", "untold-reactions", stage=Stage.PRODUCTION, about=("training",))
def untold_reactions(design: DesignGraph) -> Iterator[Outcome]:
    """Clicks and views that the brief counts on, and clients that only ask.

    **Checks.** A model is trained here, `data: events` names what people do on a screen (clicks, impressions,
    views, plays, likes and the like), and no client publishes anything: all that leaves the clients are
    requests that wait for an answer. What a service on the path of requests publishes by its name (`api ~>
    log: clicks`), or as feedback or reactions, is known; that it logs what it showed tells nothing of the
    rest. Clients that are `external` programs are left out, and people who tell it count as clients.

    **Why.** What happens on the screen is known on the screen only; without a collector that clients report
    to, positions, views and what was passed over are lost, and with them the negatives of the training data
    (Huyen, *Designing Machine Learning Systems*, 2022, chapter 4: natural labels).

    **When it is wrong.** The requests themselves tell, as the next page of a list does: say so on the flow
    that logs them, `- api ~> events: clicks`.
    """
    data = design.architecture.data
    seen = [found[0] for event in (data.events if data else ()) if (found := _SEEN.search(event.lower()))]
    clients = [name for name in design.clients if not design.components[name].external]
    if (
        not seen
        or not clients
        or not design.having(Trait.TRAINS)
        or any(_tells(design, name) for name in (*clients, *design.having(Trait.IS_A_PERSON).ids))
    ):
        return
    published = " ".join(_published(design))
    chosen = [word for word in seen if not _SHOWN.search(word)] or seen
    if any(word.rstrip("s") in published for word in chosen) or _TOLD.search(published):
        return
    if all(map(_SHOWN.search, seen)) and "event" in published:
        return
    logs = design.having(Trait.COLLECTS_EVENTS, Trait.STREAMS_EVENTS).ids
    collector = suggest_id(design, Trait.COLLECTS_EVENTS)
    into = next((name for name in logs if name != collector), "events")
    yield problem(
        design.components[clients[0]],
        f"{clients[0]} only asks: nobody learns of the {quoted(dict.fromkeys(seen))} that the brief counts "
        "on",
        components=(clients[0], *logs),
        kinds=(Trait.COLLECTS_EVENTS,),
        help=f"Let it report: `- {clients[0]} ~> {collector} ~> {into}: {seen[0]}s`.",
    )


_SHOWN = regex(r"impression|view")
_TOLD = regex(r"feedback|reaction|interaction|engagement|behaviou?r")


def _published(design: DesignGraph) -> Iterator[str]:
    """What services are said to publish."""
    for flow in design.architecture.flows:
        if flow.mode is not Mode.CALL and flow.source in design.on_path:
            yield (flow.label or "").lower()
            yield from (payload.text.lower() for payload in flow.outward)


def _tells(design: DesignGraph, client: str) -> bool:
    """Whether anything but questions leaves a client."""
    out = design.data_out_of(client)
    return any(not e.resolved.waits or e.unknown or not _ASKS.issuperset(e.types) for e in out)
