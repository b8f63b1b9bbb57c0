"""EXP: arms that touch each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlarch.analysis.stems import stems_of
from mlarch.analysis.text_evidence import described, said_of
from mlarch.catalog.lexicon.experiments import (
    ALLOCATES,
    APART,
    ASKS_FOR_ONE,
    CROWDED,
    FINE_PLACES,
    IN_ONE_PLACE,
    ITEMS,
    LIMITED_SUPPLY,
    MARKET,
    ON_BOTH_SIDES,
    SAME_ROOM,
    SHARES,
    SINGLE_UNITS,
    SWITCHED_AS_ONE,
    TAKEN_BY_ONE,
    USERS_OF_SUPPLY,
)
from mlarch.catalog.lexicon.words import Words
from mlarch.catalog.traits import Trait
from mlarch.lazy import regex
from mlarch.model import Stage, Task
from mlarch.rules import Outcome, problem, question, rule

if TYPE_CHECKING:
    from mlarch.graph import DesignGraph

__all__ = ["ASSIGNERS", "ignored_interference", "splits_people"]

ASSIGNERS = (Trait.ASSIGNS_EXPERIMENTS, Trait.SPLITS_TRAFFIC)
_SURE = 2
_SOCIAL = regex(r"\b(friend|follow|social|connection|people|contact|member)\w*")
_REASON = regex(r",? (?:since|because|so that|as) (?=.*\b(?:shar|same|one|whole|together|compet)\w*)")
_PICTURES = regex(r"\b(?:photo|picture|image|video|scan)s?\b")
_LISTS = regex(r"rank|recommend|retriev|pric|allocat")


_HELP = (
    "Randomise what keeps to itself, e.g. `unit: cluster of friends` or `city and hour`, or say how the "
    "result is confirmed."
)


def splits_people(unit: str) -> bool:
    """Whether an experiment's unit is a single person, session or request, and no place, team or time."""
    said = unit.lower()
    return SINGLE_UNITS.search(said) is not None and APART.search(said) is None


@rule(
    "EXP004",
    "ignored-interference",
    stage=Stage.PRODUCTION,
    about=(Trait.ASSIGNS_EXPERIMENTS, "@experiment"),
)
def ignored_interference(design: DesignGraph) -> Iterator[Outcome]:
    """An experiment splits single units where units affect each other.

    **Checks.** `evaluation.experiment.unit` names single people, orders, machines, requests or items, with no
    word of a cluster, a market, a site, a time slot or a split budget; and the design has an auction, a graph
    of friends or followers that requests read, a name, a goal or clients that speak of a market with two
    sides (bookings, hosts, drivers, sellers) or of people who meet (a match, a chat room), or a feature of
    what there is only so much of (stock, free drivers, occupancy). Or the unit is a place whose neighbours
    feel what happens in it (a block, a junction, a charger), or an item that is ranked beside others.
    An *info* where a feature depends on what the others get (neighbours, a queue, seats left) and is kept by
    another name than the unit, or the name, the goal or the task speaks of what only one can have (hired,
    auctioned, booked, a crew), and the unit keeps nothing apart. Of a unit with its reason (`departure, since
    offers of a flight share its seats`) nothing is said.

    **Why.** What one arm gets the other loses (seats, budgets, drivers), or passes on to it (posts,
    invitations): the difference between the arms is then not the effect of the change (Kohavi, Tang and Xu,
    *Trustworthy Online Controlled Experiments*, 2020, chapter 22).

    **When it is wrong.** Supply is plentiful or the effect small: accept the finding with the reason, or say
    how it is confirmed: `unit: guest, confirmed by market`.
    """
    found = next(_of_the_unit(design), None)
    if found is not None:
        yield found
        return
    for part, said in described(design.having(*ASSIGNERS).accountable()):
        why = _said_to_share(said)
        if why is not None:
            yield problem(
                part,
                f"in what {part.id} compares, {why}: the arms affect each other, and their difference is "
                "not the effect",
                at="description",
                help=_HELP,
            )
            return


def _of_the_unit(design: DesignGraph) -> Iterator[Outcome]:
    """What the unit of the planned experiment says of arms that meet."""
    evaluation = design.architecture.evaluation
    experiment = evaluation.experiment if evaluation is not None else None
    if evaluation is None or experiment is None or experiment.unit is None:
        return
    whole = experiment.unit.lower()
    unit = _REASON.split(whole)[0]
    apart = APART.search(whole) is not None or unit != whole
    why = None if unit != whole else _said_to_share(whole, IN_ONE_PLACE)
    if SINGLE_UNITS.search(unit) is None:  # a group, of which the parts that assign may say that it is one
        apart = apart or any(SWITCHED_AS_ONE.search(said_of(part)) for part in design.having(*ASSIGNERS))
    if why is None and not apart:
        why = _touching(design, unit)
    rival = None if apart or why or SWITCHED_AS_ONE.search(unit) else _rivals(design, unit)
    if why is not None:
        yield problem(
            evaluation,
            f"the experiment splits by {experiment.unit}, but {why}: the arms affect each other, and their "
            "difference is not the effect",
            at="experiment.unit",
            help=_HELP,
        )
    elif rival is not None:
        yield question(
            evaluation,
            f"the experiment splits by {experiment.unit}, and the design speaks of what only one can have "
            f"(`{rival}`): it is not said that the arms do not take it from each other",
            at="experiment.unit",
            help=_HELP,
        )


def _rivals(design: DesignGraph, unit: str) -> str | None:
    """The word for what one gets and another then cannot have, in what the system is for."""
    spec = design.architecture
    task, wanted = spec.task, spec.requirements
    texts = [spec.name, spec.summary, wanted.goal if wanted is not None else None]
    if task is not None:
        texts += [task.objective, task.output, task.label.event if task.label is not None else None]
    data = spec.data
    for feature in data.features if data is not None else ():
        said = f"{feature.name}; {feature.transform or ''}".replace("_", " ").lower()
        crowd = CROWDED.search(said)
        # A unit by whose name such a value is kept holds all that take from it.
        if crowd is not None and stems_of(unit).isdisjoint(stems_of((feature.entity or "").lower())):
            return crowd[0]
    said = "; ".join(filter(None, texts)).lower()
    found = ASKS_FOR_ONE.search(unit) or TAKEN_BY_ONE.search(said)
    if found is None and SINGLE_UNITS.search(unit) is not None:
        found = MARKET.search(said)
    return found[0] if found is not None else None


def _said_to_share(said: str, *more: Words) -> str | None:
    """The words in which a unit, or what assigns the arms, says that they meet; None where it does not."""
    if SWITCHED_AS_ONE.search(said):
        return None
    shared = next(filter(None, (words.search(said) for words in (SHARES, *more))), None)
    return f"`{shared[0]}`" if shared is not None else None


def _market_words(said: str) -> list[str]:
    return [found[0].rstrip("s") for found in MARKET.matches(said)]


def _touching(design: DesignGraph, unit: str) -> str | None:
    """Why units of this kind meet; None when nothing says so."""
    place = FINE_PLACES.search(unit)
    if place is not None:
        return f"what happens in one {place[0]} is felt in the next"
    task = design.architecture.task
    item = ITEMS.search(unit)
    if (
        item is not None
        and task is not None
        and item[0].rstrip("s") in _asked_about(design, task)
        and _LISTS.search(f"{task.type} {task.objective}".lower())
    ):
        return f"each {item[0]} stands beside those of the other arm"
    return _shared(design, unit)


def _asked_about(design: DesignGraph, task: Task) -> str:
    said = (design.architecture.name, task.objective, task.input, task.output)
    return " ".join(filter(None, said)).lower()


def _shared(design: DesignGraph, unit: str) -> str | None:
    """What units of this design share; None when nothing says so."""
    single = SINGLE_UNITS.search(unit) is not None
    online = frozenset(design.on_path)
    for component in design.having(Trait.AUCTIONS, Trait.KEEPS_LINKS).accountable():
        name = component.id
        if single and design.has(name, Trait.AUCTIONS) and not component.external:
            return f"both arms bid for the same budgets in {name}"
        social = _SOCIAL.search(said_of(component))
        if single and design.has(name, Trait.KEEPS_LINKS) and name in online and social:
            return f"users are tied to each other in {name}"
    spec = design.architecture
    wanted, people = spec.requirements, " ".join(design.components[n].name or n for n in design.clients)
    kind = spec.task.type if spec.task is not None else ""
    said = f"{spec.name} {wanted.goal if wanted else ''} {people} {kind}".replace("_", " ").lower()
    sure = len(set(_market_words(f"{said} {unit}"))) >= _SURE
    match = ALLOCATES.search(said) if sure or design.having(*ASSIGNERS) else None
    # What a picture shows is the same, whoever else is in the arm.
    shown = (spec.task.input or "").lower() if spec.task is not None else ""
    if match is None and single and sure and not _PICTURES.search(shown):
        match = MARKET.search(said)
    if match is not None:
        return f"it is a market ({match[0]}), where one side is shared"
    room = SAME_ROOM.search(f"{said} {spec.summary or ''}".lower()) if ON_BOTH_SIDES.search(unit) else None
    if room is not None:
        return f"those of both arms meet in one {room[0]}"
    features = spec.data.features if spec.data is not None and USERS_OF_SUPPLY.search(unit) else ()
    for feature in features:
        supply = LIMITED_SUPPLY.search(f"{feature.name} {feature.transform or ''}".lower())
        if supply is not None:
            return f"both arms take from the same {supply[0]}"
    return None
