"""The fields of components and flows."""

from __future__ import annotations

from mlarch.language.decode.amounts import Amount, Number, Whole
from mlarch.language.decode.icons import Icon
from mlarch.language.decode.key_words import COMPONENT_WORDS
from mlarch.language.decode.kinds import KindWords
from mlarch.language.decode.latencies import LatencyOf
from mlarch.language.decode.payloads import Payloads
from mlarch.language.decode.shapes import FunnelOf, Link, TypeRef
from mlarch.language.decode.short_phrases import Phrased, accelerators, contents
from mlarch.language.decode.tables import Field, Nested, Table
from mlarch.language.decode.values import Bool, Choice, ListOf, Prose, Text, choice
from mlarch.model import Gpus, Holds, Mode, PerItem, Plane, Tokens
from mlarch.quantities import Dimension

__all__ = ["COMPONENT", "DTYPES", "FLOW", "GPUS", "HOLDS", "PER_ITEM", "TOKENS"]

_COUNT = Amount(Dimension.COUNT)
_TIME = Amount(Dimension.TIME)
_SHARE = Amount(Dimension.SHARE)
_RATE = Amount(Dimension.RATE)
_SIZE = Amount(Dimension.SIZE)
_BYTES = Amount(Dimension.SIZE, also=((Dimension.COUNT, 1.0),))
_TEXTS = ListOf(Text())
_PROSE = Prose()

# Number formats by their usual name; the bytes each takes are known to the estimate.
DTYPES = Choice(
    {
        name: name
        for name in (
            "float64",
            "float32",
            "float16",
            "bfloat16",
            "float8",
            "int64",
            "int32",
            "int16",
            "int8",
            "int4",
            "uint8",
            "binary",
        )
    },
    {
        "fp64": "float64",
        "double": "float64",
        "fp32": "float32",
        "f32": "float32",
        "float": "float32",
        "fp16": "float16",
        "f16": "float16",
        "half": "float16",
        "bf16": "bfloat16",
        "fp8": "float8",
        "bit": "binary",
        "bool": "binary",
    },
)

PER_ITEM = Table(
    "per_item",
    "Time per item scored. A plain time is `time`.",
    (
        Field("time", _TIME, "Time per item.", "0.5ms", required=True),
        Field("batch", _COUNT, "Items scored in one go.", "64"),
        Field("parallelism", _COUNT, "How many run at once.", "8"),
    ),
    PerItem,
    short="time",
)

HOLDS = Table(
    "holds",
    "What a component keeps in memory or on disk. A plain size is `size`.",
    (
        Field("items", _COUNT, "How many items.", "10M"),
        Field("bytes", _BYTES, "Bytes per item.", "300B"),
        Field("dimensions", Whole(), "Numbers per vector.", "128"),
        Field("dtype", DTYPES, "The format of those numbers.", "float32"),
        Field(
            "index",
            Choice({"flat": "flat", "hnsw": "hnsw", "ivf_pq": "ivf_pq"}),
            "How vectors are indexed.",
            "hnsw",
        ),
        Field("code", _BYTES, "Size of one compressed vector (ivf_pq).", "16B"),
        Field("nlist", Whole(), "How many clusters (ivf_pq).", "65536"),
        Field("size", _SIZE, "The size of everything.", "2TB"),
    ),
    Holds,
    short="size",
    hints={
        "dim": "dimensions",
        "dims": "dimensions",
        "rows": "items",
        "count": "items",
        "type": "dtype",
        "pqbytes": "code",
        "lists": "nlist",
    },
)

GPUS = Table(
    "gpus",
    "The accelerators of one replica. A plain text is their type.",
    (
        Field("type", Text(), "Which: H100, A100, L4, TPU v5e…", "H100", required=True),
        Field("count", Whole(), "How many (1 when not stated).", "8"),
    ),
    Gpus,
    short="type",
    hints={"model": "type", "name": "type", "number": "count"},
)

TOKENS = Table(
    "tokens",
    "Tokens of one call of a language model.",
    (
        Field("in", _COUNT, "Tokens it reads: the prompt with its context.", "2k", "input"),
        Field("out", _COUNT, "Tokens it writes.", "300", "output"),
    ),
    Tokens,
    hints={"input": "in", "prompt": "in", "output": "out", "completion": "out"},
)

COMPONENT = Table(
    "component",
    "A part of the system. A plain text is its kind.",
    (
        Field(
            "kind",
            KindWords(),
            "What it is: a kind of the catalogue, or a list of roles. Left out, its name says it.",
            "ranker",
        ),
        Field("name", Text(), "What it is called in pictures.", "Payments API"),
        Field("tech", Text(), "The product it is made with; picks the icon.", "Kafka"),
        Field("description", Prose(), "What it does, in a line.", "drops duplicates and watched videos"),
        Field("link", Link(), "Where to read more.", "https://example.org/runbook"),
        Field("owner", Text(), "Who looks after it.", "ranking team"),
        Field("tags", _TEXTS, "Words of your own.", "[critical]"),
        Field(
            "icon",
            Icon(),
            "A node class of the diagrams library, or a PNG or SVG beside the spec.",
            "onprem.queue.Kafka",
        ),
        Field("replicas", Whole(), "How many instances run, over all shards, zones and regions.", "12"),
        Field("shards", Whole(), "Into how many parts its data is divided.", "4"),
        Field("standby", Whole(0), "Replicas that serve nothing until another fails.", "1"),
        Field("zones", Whole(), "Over how many zones they are spread.", "3"),
        Field("availability", _SHARE, "Share of the time that it works.", "99.95%"),
        Field(
            "latency", LatencyOf(), "Own time per call, without what it waits for.", "{p50: 5ms, p99: 30ms}"
        ),
        Field(
            "throughput",
            Amount(Dimension.THROUGHPUT),
            "What one replica can serve: calls, or `keys/s`, `items/s`, `tokens/s`.",
            "1200/s",
        ),
        Field("concurrency", _COUNT, "Calls that one replica handles at once.", "8"),
        Field("utilization", _SHARE, "The load to plan for (70 % when not stated).", "70%"),
        Field("funnel", FunnelOf(), "Items in and out of one call.", "10M -> 1000"),
        Field("hit_rate", _SHARE, "Share of look-ups that a cache answers.", "90%"),
        Field(
            "plane",
            choice(Plane),
            "The part of the system it belongs to, where that is not inferred.",
            "online",
        ),
        Field("per_item", Nested(PER_ITEM), "Time per item scored.", "{time: 0.5ms, batch: 64}"),
        Field(
            "holds",
            Phrased(HOLDS, contents),
            "What it keeps.",
            "{items: 10M, dimensions: 128, dtype: float32, index: hnsw}",
        ),
        Field("memory", _SIZE, "The memory of one replica.", "64GB"),
        Field(
            "gpus", Phrased(GPUS, accelerators), "The accelerators of one replica.", "{type: H100, count: 8}"
        ),
        Field("price", Amount(Dimension.COST), "What one replica costs.", "2.50 USD/h"),
        Field("tokens", Nested(TOKENS), "Tokens of one call of a language model.", "{in: 2k, out: 300}"),
        Field("retention", _TIME, "How long it keeps data.", "90d"),
        Field("key", _TEXTS, "What a cache looks its entries up by.", "[user, query]"),
        Field("ttl", _TIME, "How long an entry of a cache is served.", "5min"),
        Field("approval", _PROSE, "Who agrees before it acts.", "person"),
        Field("reversible", Bool(), "Whether what it does can be undone.", "false"),
        Field("data", _TEXTS, "What its data is, for governance.", "[pii]"),
        Field("encrypted", Bool(), "Whether what it keeps is encrypted.", "true"),
        Field("public", Bool(), "Whether it can be reached from outside.", "true"),
        Field("external", Bool(), "Whether others run it.", "true"),
        Field("planned", Bool(), "Whether it does not exist yet.", "true"),
        Field("source", _PROSE, "Where its numbers come from.", "load test of 2026-03"),
        Field("managed", Bool(), "Whether a cloud provider keeps it available.", "true"),
        Field("consumes", ListOf(TypeRef()), "The data types it takes, in place of its kind's.", "[request]"),
        Field(
            "produces", ListOf(TypeRef()), "The data types it gives, in place of its kind's.", "[response]"
        ),
    ),
    dict,
    short="kind",
    hints=COMPONENT_WORDS,
    unsure=frozenset(("sla", "slo", "uptime", "storage", "disk", "cost")),
)

FLOW = Table(
    "flow",
    "What a flow carries and how. A plain text or list is its payload.",
    (
        Field("sends", Payloads(), "What moves along the arrow.", "candidates"),
        Field("returns", Payloads(), "What comes back on a call.", "scores"),
        Field("label", Text(), "What the arrow says instead of its payload.", "top 500"),
        Field("calls", Number(), "Calls per request of the caller (1 when not stated).", "4"),
        Field("items", _COUNT, "Keys or items that one call, or one run, carries.", "500"),
        Field("bytes", _BYTES, "Size of one message.", "1KB"),
        Field("parallel", Bool(), "Whether several `calls` are made at the same time.", "false"),
        Field("share", _SHARE, "Share of the caller's requests that make this call.", "10%"),
        Field(
            "when",
            Choice({"failure": True}, {"error": "failure"}),
            "`failure`: only when another call failed.",
            "failure",
            "on_failure",
        ),
        Field("timeout", _TIME, "How long the caller waits.", "60ms"),
        Field("retries", Whole(0), "How often it tries again.", "1"),
        Field("fallback", Text(), "What answers instead: a component, or words.", "popular items"),
        Field("optional", Bool(), "Whether the caller goes on without it.", "true"),
        Field("every", _TIME, "The time between runs.", "24h"),
        Field("lag", _TIME, "How late data arrives.", "5s"),
        Field("rate", _RATE, "How often it happens.", "1200/s"),
        Field("mode", choice(Mode), "Overrides the arrow.", "stream"),
        Field("data", _TEXTS, "What the data is, for governance.", "[pii]"),
        Field("encrypted", Bool(), "Whether it is encrypted on the way.", "true"),
        Field("source", _PROSE, "Where its numbers come from.", "measured in March", "evidence"),
    ),
    dict,
    unsure=frozenset(("type", "async", "condition", "delay")),
    hints={
        "payload": "sends",
        "datatype": "sends",
        "send": "sends",
        "request": "sends",
        "carries": "sends",
        "return": "returns",
        "response": "returns",
        "reply": "returns",
        "name": "label",
        "text": "label",
        "interval": "every",
        "schedule": "every",
        "delay": "lag",
        "retry": "retries",
        "async": "mode",
        "type": "mode",
        "condition": "when",
        "size": "bytes",
        "keys": "items",
        "batch": "items",
    },
)
