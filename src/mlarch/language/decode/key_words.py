"""What people write for keys that the language calls otherwise, or has elsewhere.

Folded, as `Table.hints` holds them: what is written for a field, or a sentence that says where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COMPONENT_WORDS", "PERCENTILE_WORDS"]

_PERCENTILES = "Percentiles stand in `latency`, e.g. `latency: {p50: 5ms, p99: 30ms}`."
_FLOWS = "Who calls whom stands under `flows:`, e.g. `- app -> api`."
_USERS = "How many users there are stands under `requirements:`, as `daily_active_users`."
_ON_FLOWS = (
    "It stands on the flow that waits, e.g. `- app -> api: {timeout: 60ms, retries: 1, fallback: popular}`."
)
_REGIONS = "Regions belong to a group, e.g. `groups: {everywhere: {members: [api], regions: 2}}`."

PERCENTILE_WORDS: Mapping[str, str] = {
    f"{before}{name}{behind}": _PERCENTILES
    for name in ("p50", "p90", "p95", "p99", "p999")
    for before, behind in (("", ""), ("latency", ""), ("", "latency"))
}

COMPONENT_WORDS: Mapping[str, str] = {
    "type": "kind",
    "role": "kind",
    "label": "name",
    "title": "name",
    "technology": "tech",
    "stack": "tech",
    "desc": "description",
    "summary": "description",
    "url": "link",
    "docs": "link",
    "team": "owner",
    "instances": "replicas",
    "count": "replicas",
    "nodes": "replicas",
    "qps": "throughput",
    "rps": "throughput",
    "utilisation": "utilization",
    "inputs": "consumes",
    "input": "consumes",
    "outputs": "produces",
    "output": "produces",
    "cachehitrate": "hit_rate",
    "mem": "memory",
    "ram": "memory",
    "cost": "price",
    "tps": "throughput",
    "product": "tech",
    "framework": "tech",
    "notes": "description",
    "note": "description",
    "comment": "description",
    "purpose": "description",
    "gpu": "gpus",
    "accelerator": "gpus",
    "partitions": "shards",
    "runtime": "tech",
    "az": "zones",
    "azs": "zones",
    "availabilityzones": "zones",
    "sla": "availability",
    "slo": "availability",
    "uptime": "availability",
    "responsetime": "latency",
    "storage": "holds",
    "disk": "holds",
    **dict.fromkeys(("region", "regions"), _REGIONS),
    **dict.fromkeys(("users", "dau", "mau", "dailyactiveusers"), _USERS),
    **dict.fromkeys(("timeout", "retries", "fallback"), _ON_FLOWS),
    **dict.fromkeys(("calls", "dependson", "connects", "connectsto", "uses", "to", "from", "next"), _FLOWS),
    **PERCENTILE_WORDS,
}
