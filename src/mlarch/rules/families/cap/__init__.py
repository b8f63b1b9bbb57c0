"""CAP: latency and capacity, by the figures of `mlarch.estimate`."""
