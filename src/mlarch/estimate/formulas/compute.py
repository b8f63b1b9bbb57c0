"""Arithmetic of models: operations per item, devices for a rate, batches, training, work in bulk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

__all__ = [
    "batch_capacity",
    "batch_time",
    "dense_training_flops",
    "device_cost",
    "device_time",
    "devices",
    "fill_wait",
    "mlp_flops",
    "mlp_weights",
    "read_time",
    "timed_batch",
    "training_time",
    "transformer_training_flops",
]


def mlp_weights(layers: Sequence[int]) -> int:
    """Weights of a multi-layer perceptron with these widths, biases left out."""
    return sum(a * b for a, b in pairwise(layers))


def mlp_flops(layers: Sequence[int]) -> int:
    """Floating-point operations of one pass of a perceptron: a multiplication and an addition per weight."""
    return 2 * mlp_weights(layers)


def devices(work: float, device: float) -> int:
    """Whole devices for a rate of work, each doing `device` of the same unit per second.

    Use what a device reaches, its peak times its utilisation. Raises `ValueError` for a device that does
    nothing.
    """
    if device <= 0:
        raise ValueError("a device does some work")
    return max(1, math.ceil(work / device))


def device_time(work: float, device: float) -> float:
    """Seconds of one device for all of the work: items / (items per second)."""
    if device <= 0:
        raise ValueError("a device does some work")
    return work / device


def device_cost(seconds: float, price_per_hour: float) -> float:
    """What so many device-seconds cost."""
    return seconds / 3600.0 * price_per_hour


def batch_time(fixed: float, per_item: float, batch: float) -> float:
    """Seconds that a batch takes: s(B) = a + b B. Source: Crankshaw et al., *Clipper*, NSDI 2017."""
    return fixed + per_item * batch


def batch_capacity(fixed: float, per_item: float, batch: float) -> float:
    """Items per second with batches of that size: B / s(B)."""
    return batch / batch_time(fixed, per_item, batch)


def fill_wait(rate: float, batch: float) -> float:
    """Seconds that the first item of a batch waits until it is full: (B - 1) / rate; the mean is half."""
    return (batch - 1.0) / rate


def timed_batch(rate: float, timeout: float, largest: float = math.inf) -> float:
    """Items in a batch that is sent after `timeout` seconds: about 1 + rate x timeout."""
    return min(1.0 + rate * timeout, largest)


def dense_training_flops(examples: float, forward_flops: float) -> float:
    """Operations of one training pass: three times the forward pass (the backward pass takes two).

    Source: Kaplan et al., *Scaling Laws for Neural Language Models*, 2020, section 2.1.
    """
    return 3.0 * forward_flops * examples


def transformer_training_flops(parameters: float, tokens: float) -> float:
    """Operations of training a transformer: 6 N D. Source: as for `dense_training_flops`."""
    return 6.0 * parameters * tokens


def training_time(flops: float, device_count: float, device_flops: float, utilization: float) -> float:
    """Seconds for so many operations on devices that reach a share `utilization` of their peak."""
    return flops / (device_count * device_flops * utilization)


def read_time(size: float, rate: float) -> float:
    """Seconds to read `size` bytes at `rate` bytes per second; training takes the longer of the two."""
    return size / rate
