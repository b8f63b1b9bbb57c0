"""Arithmetic on designs: small pure functions with their sources."""

from mlarch.estimate.experiments import arm_size, rate_arm_size
from mlarch.estimate.rare import accuracy_of_never, corrected_probability, precision
from mlarch.estimate.reliability import attempts, downtime, parallel, series

__all__ = [
    "accuracy_of_never",
    "arm_size",
    "attempts",
    "corrected_probability",
    "downtime",
    "parallel",
    "precision",
    "rate_arm_size",
    "series",
]
