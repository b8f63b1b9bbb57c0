"""Arithmetic on designs: small pure functions with their sources."""

from mlarch.estimate.rare import accuracy_of_never, corrected_probability
from mlarch.estimate.reliability import attempts, downtime, parallel, series

__all__ = ["accuracy_of_never", "attempts", "corrected_probability", "downtime", "parallel", "series"]
