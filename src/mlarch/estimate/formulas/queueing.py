"""Queues and tails: Little's law, replicas, M/M/c, and what a fan-out does to slow answers."""

from __future__ import annotations

import math

from mlarch.records import dataclass

__all__ = ["Waiting", "erlang_c", "in_flight", "leaf_share", "mmc", "replicas", "slow_share", "zone_factor"]

_EXACT_SERVERS = 20_000
"""More servers than this are computed as so many: by then nobody waits unless they are nearly full."""


def in_flight(rate: float, time: float) -> float:
    """Requests inside at the same time: rate x time. Source: Little, *A Proof for L = λW*, 1961."""
    return rate * time


def replicas(rate: float, time: float, concurrency: float, utilization: float = 0.7) -> float:
    """Replicas for a rate (1/s) of requests that take `time` (s), `concurrency` at once each; not rounded.

    Little's law over the load to plan for: rate x time / (concurrency x utilization).
    """
    return in_flight(rate, time) / (concurrency * utilization)


def zone_factor(zones: int) -> float:
    """By how much more must stand so that one of `zones` may be lost: z / (z - 1); infinite for one zone."""
    return zones / (zones - 1) if zones > 1 else math.inf


def erlang_c(load: float, servers: int) -> float:
    """The probability that a request waits, with `load` = rate / service rate offered to `servers`.

    By the recursion 1/B(k) = 1 + k/a / B(k-1) of Erlang's loss formula and C = B / (1 - ρ (1 - B)).
    1 at and above saturation. Source: Kleinrock, *Queueing Systems*, volume 1, 1975, section 3.5.
    """
    if load <= 0:
        return 0.0
    if load >= servers:
        return 1.0
    if servers > _EXACT_SERVERS:
        load, servers = load * _EXACT_SERVERS / servers, _EXACT_SERVERS
    inverse = 1.0
    for count in range(1, servers + 1):
        inverse = 1.0 + count / load * inverse
        if inverse > 1e300:
            return 0.0
    blocked = 1.0 / inverse
    return blocked / (1.0 - load / servers * (1.0 - blocked))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long requests wait for a free server: not at all, or for an exponential time.

    `utilization` is the load of one server, `probability` the share of requests that wait, `drain` the rate
    (1/s) at which a queue empties; it is 0 at and above saturation, where no wait is finite.
    """

    utilization: float
    probability: float
    drain: float

    @property
    def mean(self) -> float:
        """Mean wait in seconds over all requests; infinite at saturation."""
        return self.probability / self.drain if self.drain > 0 else math.inf

    def quantile(self, share: float) -> float:
        """The wait (s) that a share of the requests does not exceed: ln(C / (1 - share)) / (cμ - λ)."""
        if self.probability <= 1.0 - share:
            return 0.0
        return math.log(self.probability / (1.0 - share)) / self.drain if self.drain > 0 else math.inf


def mmc(rate: float, service_rate: float, servers: int) -> Waiting:
    """Waiting in front of `servers` that each serve `service_rate` (1/s), for Poisson arrivals of `rate`.

    Service times are taken as exponential: real ones vary less on accelerators and more behind caches, so
    read it as a warning. Source: as for `erlang_c`. Raises `ValueError` unless there is a server that works.
    """
    if servers < 1 or service_rate <= 0:
        raise ValueError("a queue needs a server that works")
    capacity = servers * service_rate
    waits = erlang_c(rate / service_rate, servers)
    return Waiting(rate / capacity, waits, max(0.0, capacity - rate) if waits < 1 else 0.0)


def slow_share(leaf: float, leaves: float) -> float:
    """Share of requests that meet a slow leaf, when each of `leaves` is slow with probability `leaf`.

    1 - (1 - p)^n. Source: Dean and Barroso, *The Tail at Scale*, CACM 2013.
    """
    return -math.expm1(leaves * math.log1p(-leaf)) if leaf < 1 else 1.0


def leaf_share(target: float, leaves: float) -> float:
    """How rarely each of `leaves` may be slow so that a share `target` of the requests is: 1-(1-q)^(1/n)."""
    return -math.expm1(math.log1p(-target) / leaves) if target < 1 else 1.0
