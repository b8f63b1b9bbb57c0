"""Traffic: requests per second from users and their habits, and what a cache leaves of it."""

from __future__ import annotations

__all__ = [
    "SECONDS_PER_DAY",
    "average_rate",
    "cache_misses",
    "cached_mean",
    "peak_rate",
    "working_set",
]

SECONDS_PER_DAY = 86_400.0


def average_rate(users: float, requests_per_user: float) -> float:
    """Requests per second on average, of users per day and requests of one user per day.

    users x requests / 86,400. Source: *System Design Primer*, back-of-the-envelope calculations.
    """
    return users * requests_per_user / SECONDS_PER_DAY


def peak_rate(average: float, factor: float) -> float:
    """Requests per second at peak: the average times the peak factor (2 to 5; 3 is a usual default)."""
    return average * factor


def cached_mean(hit_rate: float, cache: float, backend: float) -> float:
    """Mean time (seconds) behind a cache: every request asks the cache, the misses ask the backend too.

    T = t_cache + (1 - h) t_backend. The p99 stays at the backend's until the hit rate exceeds 99 %.
    Source: Hennessy and Patterson, *Computer Architecture*, average memory access time.
    """
    return cache + (1.0 - hit_rate) * backend


def cache_misses(rate: float, hit_rate: float) -> float:
    """Requests per second that a cache leaves to what stands behind it: (1 - h) x rate."""
    return (1.0 - hit_rate) * rate


def working_set(keys: float, size: float, overhead: float = 1.3) -> float:
    """Bytes that a cache needs for `keys` entries of `size` bytes, with its own bookkeeping (30 %)."""
    return keys * size * overhead
