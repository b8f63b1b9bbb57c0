"""Accelerators: memory, memory bandwidth and dense arithmetic of one device.

Figures are those of the makers' data sheets: bytes, bytes per second, and floating-point operations per
second at 16 bits without sparsity.
"""

from __future__ import annotations

import re

from mlarch.records import dataclass

__all__ = ["ACCELERATORS", "Accelerator", "accelerator"]


@dataclass(frozen=True, slots=True)
class Accelerator:
    """One device: `memory` (bytes), `bandwidth` (bytes/s), `flops` (16-bit dense, 1/s), and the source."""

    id: str
    memory: float
    bandwidth: float
    flops: float
    source: str
    aliases: tuple[str, ...] = ()


_GB, _TB, _T = 1e9, 1e12, 1e12

ACCELERATORS = (
    Accelerator("T4", 16 * _GB, 0.32 * _TB, 65 * _T, "NVIDIA T4 data sheet"),
    Accelerator("V100", 32 * _GB, 0.9 * _TB, 125 * _T, "NVIDIA V100 data sheet", ("V100 32GB",)),
    Accelerator("A10G", 24 * _GB, 0.6 * _TB, 70 * _T, "AWS G5 instances, NVIDIA A10G product brief"),
    Accelerator("A10", 24 * _GB, 0.6 * _TB, 125 * _T, "NVIDIA A10 data sheet"),
    Accelerator("L4", 24 * _GB, 0.3 * _TB, 121 * _T, "NVIDIA L4 data sheet"),
    Accelerator("L40S", 48 * _GB, 0.864 * _TB, 362 * _T, "NVIDIA L40S data sheet"),
    Accelerator("A100 40GB", 40 * _GB, 1.555 * _TB, 312 * _T, "NVIDIA A100 data sheet"),
    Accelerator("A100", 80 * _GB, 2.039 * _TB, 312 * _T, "NVIDIA A100 80GB SXM data sheet", ("A100 80GB",)),
    Accelerator("H100", 80 * _GB, 3.35 * _TB, 989 * _T, "NVIDIA H100 SXM data sheet", ("H100 80GB", "H800")),
    Accelerator("H200", 141 * _GB, 4.8 * _TB, 989 * _T, "NVIDIA H200 data sheet"),
    Accelerator("B200", 180 * _GB, 7.7 * _TB, 2250 * _T, "NVIDIA DGX B200 data sheet, per device"),
    Accelerator("MI300X", 192 * _GB, 5.3 * _TB, 1307 * _T, "AMD Instinct MI300X data sheet"),
    Accelerator("TPU v4", 32 * _GB, 1.2 * _TB, 275 * _T, "Google Cloud TPU v4 documentation"),
    Accelerator("TPU v5e", 16 * _GB, 0.819 * _TB, 197 * _T, "Google Cloud TPU v5e documentation"),
    Accelerator("TPU v5p", 95 * _GB, 2.765 * _TB, 459 * _T, "Google Cloud TPU v5p documentation"),
    Accelerator(
        "TPU v6e", 32 * _GB, 1.64 * _TB, 918 * _T, "Google Cloud TPU v6e documentation", ("Trillium",)
    ),
)
"""The devices by growing age and size."""


def _folded(name: str) -> str:
    return re.sub(r"(nvidia|amd|google|instinct|sxm\d?|gpus?|[^a-z0-9])", "", name.lower())


_BY_NAME = {_folded(name): each for each in ACCELERATORS for name in (each.id, *each.aliases)}


def accelerator(name: str) -> Accelerator | None:
    """The device of that name, written as people do (`nvidia a100-80gb`); None for one not in the table."""
    return _BY_NAME.get(_folded(name))
