"""The estimate of a whole design: every part computed when it is asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property, lru_cache

from mlarch.diagnostics import MlarchError
from mlarch.estimate import capacity, entries, funnel, gaps, llm, logs, memory, money, people, schedules
from mlarch.estimate import traffic as flows
from mlarch.estimate import trial as experiment
from mlarch.estimate.availability import availability
from mlarch.estimate.capacity import Capacity
from mlarch.estimate.distributions import Spread, answer_time
from mlarch.estimate.entries import Entry, Influence
from mlarch.estimate.figures import Figure, Input, Missing
from mlarch.estimate.own_times import own_times
from mlarch.estimate.rare_positives import Rare, rare_positives
from mlarch.estimate.requests import entrances, network_hop, requests
from mlarch.estimate.sampling import affordable
from mlarch.estimate.steps import Request
from mlarch.estimate.streaming import delayed_streams
from mlarch.estimate.traffic import Traffic
from mlarch.estimate.walk import Walk, walk
from mlarch.graph import DesignGraph
from mlarch.records import dataclass

__all__ = ["Estimate", "Limit", "Options", "estimate", "shared_estimate"]

_ENTRIES_WORK = 1.2e8
"""Own times drawn at most for all entries of one design, unless that leaves too few requests."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to estimate. `hop` (s) replaces the time of one hop, `entry` the entries found behind clients;
    `samples` requests are drawn with the seed `seed`; `scenario` names a walk to time."""

    hop: float | None = None
    samples: int = 100_000
    seed: int = 0
    entry: str | None = None
    scenario: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest load that the design carries: the peak in requests per second at which the first component
    is full, with one zone lost where zones are stated. `zone_lost` says whether that was supposed."""

    peak: float
    saturates: str
    zone_lost: bool


@dataclass(frozen=True)
class Estimate:
    """The figures of one design, with their units, inputs and formulas.

    Times are seconds, sizes bytes, rates per second. Every part is computed when it is read for the first
    time; the same design, options and seed give the same figures. A notebook shows it as a table.
    """

    graph: DesignGraph
    options: Options = field(default_factory=Options)

    @property
    def name(self) -> str:
        """The title of the design."""
        return self.graph.architecture.name

    @property
    def path(self) -> str:
        """The file of the design."""
        return self.graph.architecture.path

    # ── traffic and capacity ────────────────────────────────────────────────────────────────────────────

    @cached_property
    def traffic(self) -> Traffic:
        """Requests and messages per second, everywhere."""
        return flows.traffic(self.graph)

    @cached_property
    def spreads(self) -> Mapping[str, Spread]:
        """The own time of each component."""
        graph = self.graph
        found = own_times(graph)
        for name, serving in self.servings.items():
            if graph.components[name].latency is None and serving.answer is not None:
                found[name] = answer_time(serving.answer, graph.kind(name), found[name])
        return found

    @cached_property
    def _capacities(self) -> tuple[dict[str, Capacity], list[Missing]]:
        served = {
            name: each.calls_per_second
            for name, each in self.servings.items()
            if each.calls_per_second is not None
        }
        return capacity.capacities(self.graph, self.traffic, self.spreads, served)

    @property
    def capacities(self) -> Mapping[str, Capacity]:
        """The load of each component that states what it can do."""
        return self._capacities[0]

    @cached_property
    def overloaded(self) -> tuple[str, ...]:
        """The components that cannot carry the peak."""
        return tuple(name for name, each in self.capacities.items() if each.overloaded)

    @cached_property
    def limit(self) -> Limit | None:
        """What breaks first; None where no load or no traffic of clients is known."""
        if self.traffic.peak is None or self.traffic.peak.value <= 0:
            return None
        found: Limit | None = None
        for name, each in self.capacities.items():
            load = each.zone_lost or each.peak
            if load is None or load.value <= 0:
                continue
            peak = self.traffic.peak.value / load.value
            if found is None or peak <= found.peak:
                found = Limit(peak, name, each.zone_lost is not None)
        return found

    # ── latency ─────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def hop(self) -> tuple[float, Input]:
        """The time of one hop (s), and what says so."""
        return network_hop(self.graph, self.options.hop)

    @cached_property
    def entrances(self) -> tuple[str, ...]:
        """Where requests are measured: what callers from outside reach first, or the option's choice."""
        return entrances(self.graph, self.options.entry)

    @cached_property
    def requests(self) -> Mapping[str, Request]:
        """What a request at each entry sets off."""
        return requests(self.graph, self.entrances, self.spreads, self.capacities, self.traffic)

    @cached_property
    def targets(self) -> Mapping[str, float]:
        """The stated limits of the latency, in seconds."""
        needs = self.graph.architecture.requirements
        return entries.targets_of(needs.latency if needs is not None else None)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The latency at each entry, sampled: of very many entries fewer requests each."""
        hop, hop_input = self.hop
        shared = affordable(self.requests.values(), self.options.samples, _ENTRIES_WORK)
        return tuple(
            entries.entry_of(
                tree,
                hop,
                hop_input,
                self.targets,
                self.overloaded,
                samples=shared,
                seed=self.options.seed,
            )
            for tree in self.requests.values()
        )

    @cached_property
    def sensitivity(self) -> tuple[Influence, ...]:
        """The inputs that move the p99 of the largest request most, for a tenth more of each."""
        measured = [each.at for each in self.entries if not each.overloaded]
        trees = [tree for name, tree in self.requests.items() if name in measured]
        if not trees:
            return ()
        tree = max(trees, key=lambda each: each.size)
        return entries.influences(tree, self.hop[0], self.hop[1].name, self.options.seed)

    @cached_property
    def walk(self) -> Walk | None:
        """The time of the chosen scenario. Raises `MlarchError` when there is none of that name."""
        name = self.options.scenario
        if name is None:
            return None
        known = self.graph.architecture.scenarios
        for scenario in known:
            if scenario.name == name:
                return walk(self.graph, scenario, self.spreads, self.hop[0])
        listed = ", ".join(f"`{scenario.name}`" for scenario in known)
        raise MlarchError(
            f"there is no scenario `{name}`", f"Choose one of {listed}." if listed else "The spec has none."
        )

    @cached_property
    def funnel(self) -> tuple[funnel.Stage, ...]:
        """The stages of the largest request that state a funnel."""
        if not self.requests:
            return ()
        return funnel.funnel(self.graph, max(self.requests.values(), key=lambda tree: tree.size))

    @cached_property
    def availability(self) -> Mapping[str, Figure]:
        """The availability of the path behind each entry, by the stated figures."""
        found = ((name, availability(self.graph, tree)) for name, tree in self.requests.items())
        return {name: figure for name, figure in found if figure is not None}

    # ── bytes, models, people, money ────────────────────────────────────────────────────────────────────

    @cached_property
    def memory(self) -> Mapping[str, memory.Memory]:
        """What each component holds."""
        return memory.memories(self.graph)

    @cached_property
    def _storages(self) -> tuple[dict[str, logs.Storage], list[Missing]]:
        return logs.storages(self.graph, self.traffic)

    @property
    def storage(self) -> Mapping[str, logs.Storage]:
        """Bytes per day into each log or store."""
        return self._storages[0]

    @cached_property
    def _servings(self) -> tuple[dict[str, llm.Serving], list[Missing]]:
        return llm.servings(self.graph, self.traffic)

    @property
    def servings(self) -> Mapping[str, llm.Serving]:
        """Language models on their accelerators."""
        return self._servings[0]

    @cached_property
    def delayed_streams(self) -> Mapping[str, tuple[str, ...]]:
        """Language models with what stands after them and needs the whole answer before a user sees any."""
        return delayed_streams(self.graph, self.entrances)

    @cached_property
    def _queues(self) -> tuple[dict[str, people.Queue], list[Missing]]:
        return people.queues(self.graph, self.traffic)

    @property
    def people(self) -> Mapping[str, people.Queue]:
        """People: cases that come and cases that are decided."""
        return self._queues[0]

    @cached_property
    def bill(self) -> money.Bill | None:
        """Money per month, of what is priced."""
        return money.bill(self.graph)

    @cached_property
    def _trial(self) -> tuple[experiment.Trial | None, list[Missing]]:
        return experiment.trial(self.graph)

    @property
    def trial(self) -> experiment.Trial | None:
        """The size of the experiment."""
        return self._trial[0]

    @cached_property
    def rare(self) -> Rare | None:
        """What a rare positive class does to accuracy and to alarms."""
        return rare_positives(self.graph)

    @cached_property
    def runs(self) -> tuple[schedules.Run, ...]:
        """Training, embedding and indexing against their intervals."""
        return schedules.runs(self.graph)

    @property
    def lacks(self) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
        """What loads lack, and what bytes, models, people and experiments lack."""
        others = (*self._storages[1], *self._servings[1], *self._queues[1], *self._trial[1])
        return tuple(self._capacities[1]), others

    # ── what it rests on ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def assumptions(self) -> tuple[Input, ...]:
        """Every input of a figure that the spec does not state."""
        return gaps.assumptions(self)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What could not be computed, and the line to add."""
        return gaps.missing(self)


def estimate(graph: DesignGraph, options: Options | None = None) -> Estimate:
    """The estimate of a design."""
    return Estimate(graph, options or Options())


@lru_cache(maxsize=2)  # kept with the design, it would make a circle, and only the collector ends those
def shared_estimate(graph: DesignGraph) -> Estimate:
    """The estimate with default options, kept for the last two designs: rules share its figures."""
    return Estimate(graph)
