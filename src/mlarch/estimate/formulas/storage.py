"""Bytes: events that are kept, tables of embeddings, indexes of vectors."""

from __future__ import annotations

import math
from typing import Literal

__all__ = [
    "GRAPH_LINKS",
    "HEADROOM",
    "default_clusters",
    "default_code",
    "embedding_table",
    "flat_index",
    "hnsw_index",
    "ivf_pq_index",
    "raw_bytes",
    "shards",
    "stored_bytes",
    "with_headroom",
]

GRAPH_LINKS = 32
"""M of HNSW: links of one vector in the lower layers, 8 bytes for each pair."""

HEADROOM = 0.2
"""Memory left free for growth, rebuilding and fragmentation. Source: ScyllaDB's sizing page (x 1.2)."""


def raw_bytes(events: float, size: float) -> float:
    """Bytes of `events` messages of `size` bytes each, before copies and compression."""
    return events * size


def stored_bytes(raw: float, *, copies: float = 1.0, compression: float = 1.0, periods: float = 1.0) -> float:
    """Bytes on disk: raw x copies / compression, for as many periods (days, say) as are kept."""
    return raw * copies / compression * periods


def embedding_table(
    rows: float,
    dimensions: float,
    number_bytes: float = 4.0,
    optimizer: Literal["none", "rowwise_adagrad", "adam"] = "none",
) -> float:
    """Bytes of a table of `rows` embeddings; with an optimizer, its state while training as well.

    rows x dimensions x bytes; row-wise Adagrad keeps 4 bytes more per row, Adam three times everything.
    Source: Mudigere et al., *Software-Hardware Co-design for Fast and Scalable Training of DLRMs*, 2022.
    """
    served = rows * dimensions * number_bytes
    if optimizer == "rowwise_adagrad":
        return served + 4.0 * rows
    return 3.0 * served if optimizer == "adam" else served


def flat_index(vectors: float, dimensions: float, number_bytes: float = 4.0) -> float:
    """Bytes of vectors kept as they are: n x d x b."""
    return vectors * dimensions * number_bytes


def hnsw_index(
    vectors: float, dimensions: float, number_bytes: float = 4.0, links: float = GRAPH_LINKS
) -> float:
    """Bytes of an HNSW index: n x (d x b + 8 M). Source: Faiss wiki, *Guidelines to choose an index*."""
    return vectors * (dimensions * number_bytes + 8.0 * links)


def ivf_pq_index(
    vectors: float, dimensions: float, code: float, clusters: float, number_bytes: float = 4.0
) -> float:
    """Bytes of an IVF-PQ index: n x (code + 8 for the id) + clusters x d x b. Source: as for `hnsw_index`."""
    return vectors * (code + 8.0) + clusters * dimensions * number_bytes


def default_clusters(vectors: float) -> float:
    """The usual number of clusters of an IVF index: 4 x sqrt(n). Source: as for `hnsw_index`."""
    return math.ceil(4.0 * math.sqrt(vectors))


def default_code(dimensions: float) -> float:
    """The usual size of a product-quantised vector: a byte for every four dimensions."""
    return math.ceil(dimensions / 4.0)


def with_headroom(size: float, share: float = HEADROOM) -> float:
    """`size` with a share of itself left free on top."""
    return size * (1.0 + share)


def shards(size: float, memory: float) -> int:
    """How many machines of `memory` bytes hold `size` bytes. Raises `ValueError` without any memory."""
    if memory <= 0:
        raise ValueError("a machine has some memory")
    return max(1, math.ceil(size / memory))
