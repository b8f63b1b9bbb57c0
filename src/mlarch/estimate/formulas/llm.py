"""Serving language models: the key-value cache, what memory bandwidth and arithmetic allow."""

from __future__ import annotations

import math

__all__ = ["decode_step", "kv_bytes_per_token", "prefill_time", "sequences"]


def kv_bytes_per_token(layers: float, kv_heads: float, head_dim: float, number_bytes: float = 2.0) -> float:
    """Bytes of key and value that one token leaves in memory: 2 x layers x heads x dimension x bytes.

    Source: Kwon et al., *Efficient Memory Management for Large Language Model Serving with PagedAttention*,
    2023, section 3.
    """
    return 2.0 * layers * kv_heads * head_dim * number_bytes


def sequences(memory: float, weights: float, kv_bytes: float, context: float) -> int:
    """Sequences of `context` tokens that fit beside the weights into `memory` usable bytes; never below 0."""
    if kv_bytes <= 0 or context <= 0:
        raise ValueError("a sequence takes some memory")
    return max(0, math.floor((memory - weights) / (kv_bytes * context)))


def decode_step(read: float, bandwidth: float) -> float:
    """Seconds for one more token of every sequence of a batch: the bytes read once over the bandwidth.

    With the weights alone it is the floor that no batch size goes below. Source: Pope et al., *Efficiently
    Scaling Transformer Inference*, 2022.
    """
    return read / bandwidth


def prefill_time(parameters: float, tokens: float, flops: float, utilization: float = 0.5) -> float:
    """Seconds to read a prompt: 2 x parameters x tokens / (peak FLOP/s x utilization). Source: as above."""
    return 2.0 * parameters * tokens / (flops * utilization)
