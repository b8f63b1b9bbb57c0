"""Serving language models: what fits on the accelerators, how fast tokens come, how many replicas."""

from __future__ import annotations

import math

from mlarch.catalog.accelerators import Accelerator, accelerator
from mlarch.catalog.traits import Trait
from mlarch.estimate.capacity import UTILIZATION
from mlarch.estimate.figures import Figure, Input, Missing, Unit, assumed, shown, stated
from mlarch.estimate.formulas.llm import decode_step, kv_bytes_per_token, prefill_time, sequences
from mlarch.estimate.memory import DTYPE_BYTES
from mlarch.estimate.traffic import Traffic
from mlarch.graph import DesignGraph
from mlarch.model import Component, MLModel
from mlarch.records import dataclass

__all__ = ["Serving", "servings"]

_USABLE = 0.9
_PREFILL = 0.5
_SOURCE = "Kwon et al. 2023 (PagedAttention); Pope et al. 2022 (Efficiently Scaling Transformer Inference)"


@dataclass(frozen=True)
class Serving:
    """What one replica of a language model server does.

    `weights` and `kv_per_token` are bytes, `kv_per_sequence` those of a whole context, `sequences` how many
    fit at once. `floor` is the least time per token (weights read once), `step` that of a full batch,
    `prefill` the time to read the prompt. `tokens_per_second` counts written tokens of one replica with all
    of its sequences busy, prefill included; `first_token` and `answer` are the times of one request without
    waiting. `needed` replicas carry the peak.
    """

    component: str
    model: str
    weights: Figure
    kv_per_token: Figure
    kv_per_sequence: Figure
    sequences: Figure
    floor: Figure
    step: Figure
    prefill: Figure | None
    tokens_per_second: Figure | None
    first_token: Figure | None
    answer: Figure | None
    calls_per_second: Figure | None
    needed: int | None
    inputs: tuple[Input, ...]


def servings(graph: DesignGraph, traffic: Traffic) -> tuple[dict[str, Serving], list[Missing]]:
    """The serving of each model whose shape and accelerators are stated, and what is missing for others."""
    found: dict[str, Serving] = {}
    missing: list[Missing] = []
    for component in graph.having(Trait.GENERATES):
        if component.external or component.managed:
            continue
        name = component.id
        model = next(iter(graph.served_models(name)), None)
        device = accelerator(component.gpus.type) if component.gpus is not None else None
        lacks = _lacking(component, device, model)
        if lacks:
            if component.gpus is not None or component.tokens is not None:
                missing.append(Missing(f"the serving of {name}", lacks))
            continue
        assert model is not None
        assert device is not None
        found[name] = _serving(component, device, model, traffic)
    return found, missing


def _lacking(component: Component, device: Accelerator | None, model: MLModel | None) -> str:
    name = component.id
    if component.gpus is None:
        return f"{name}: {{gpus: {{type: H100, count: 1}}}}"
    if device is None:
        return f"{name}: {{gpus: {{type: H100}}}}   # `{component.gpus.type}` is not in the table"
    shape = (model.parameters, model.layers, model.kv_heads, model.head_dim) if model is not None else (None,)
    if any(each is None for each in shape):
        example = "parameters: 8B, layers: 32, kv_heads: 8, head_dim: 128, context: 4096"
        which = model.id if model is not None else "model"
        return f"models: {{{which}: {{served_by: {name}, {example}}}}}"
    return ""


def _serving(component: Component, device: Accelerator, model: MLModel, traffic: Traffic) -> Serving:
    assert component.gpus is not None
    assert model.parameters is not None
    count = component.gpus.count
    bandwidth, flops = device.bandwidth * count, device.flops * count
    shape = _shape(component, model)
    number = DTYPE_BYTES[model.dtype or "bfloat16"]
    weights = _bytes(model.parameters.value * number, f"{model.parameters} x {number:g} B", shape)
    cached = max(number, 2.0)  # weights are often rounded further than the cache is
    per_token = kv_bytes_per_token(model.layers or 0, model.kv_heads or 0, model.head_dim or 0, cached)
    formula = f"2 x {model.layers} x {model.kv_heads} x {model.head_dim} x {cached:g} B"
    kv_token = _bytes(per_token, formula, shape)
    context, context_input = _context(component, model)
    kv_sequence = _bytes(per_token * context, f"{kv_token} x {context:g} tokens", (*shape, context_input))
    every = (*shape, context_input, assumed("memory for weights and cache", f"{_USABLE:.0%}"))
    fit = _fitting(device, count, weights, kv_token, kv_sequence, context, every)
    text = f"{weights} / {shown(bandwidth, Unit.SIZE)}/s"
    filled = per_token * _filled(component, context)
    step = _step(model, weights, int(fit.value), filled, bandwidth, flops, every)
    prefill = _prefill(component, model, flops, shape)
    speed = _speed(int(fit.value), step, prefill, _written(component), every)
    calls, tokens, first, answer = speed if speed is not None else (None, None, None, None)
    return Serving(
        component.id,
        model.id,
        weights,
        kv_token,
        kv_sequence,
        fit,
        Figure(decode_step(weights.value, bandwidth), Unit.TIME, text, shape, _SOURCE),
        step,
        prefill,
        tokens,
        first,
        answer,
        calls,
        _needed(component, traffic, calls),
        every,
    )


def _fitting(
    device: Accelerator,
    count: int,
    weights: Figure,
    kv_token: Figure,
    kv_sequence: Figure,
    context: float,
    inputs: tuple[Input, ...],
) -> Figure:
    """How many sequences fit into the memory beside the weights."""
    text = f"({count} x {shown(device.memory, Unit.SIZE)} x {_USABLE:g} - {weights}) / {kv_sequence}"
    fit = sequences(device.memory * count * _USABLE, weights.value, kv_token.value, context)
    return Figure(fit, Unit.COUNT, text, inputs, _SOURCE)


def _written(component: Component) -> float | None:
    """Tokens that one call writes."""
    written = component.tokens.output if component.tokens is not None else None
    return written.value if written is not None else None


def _filled(component: Component, context: float) -> float:
    """Tokens of a sequence that is half written, on average; the whole context where they are not stated."""
    tokens = component.tokens
    if tokens is None or tokens.input is None or tokens.output is None:
        return context
    return tokens.input.value + tokens.output.value / 2


def _step(
    model: MLModel,
    weights: Figure,
    fit: int,
    filled: float,
    bandwidth: float,
    flops: float,
    inputs: tuple[Input, ...],
) -> Figure:
    """One more token for a full batch: the longer of reading memory and computing."""
    assert model.parameters is not None
    reading = decode_step(weights.value + fit * filled, bandwidth)
    computing = prefill_time(model.parameters.value, fit, flops, _PREFILL)
    formula = f"({weights} + {fit} x {shown(filled, Unit.SIZE)}) / {shown(bandwidth, Unit.SIZE)}/s"
    if computing > reading:
        formula = f"2 x {model.parameters} x {fit} / ({flops / 1e12:g} TFLOP/s x {_PREFILL:g})"
    return Figure(max(reading, computing), Unit.TIME, formula, inputs, _SOURCE)


def _prefill(component: Component, model: MLModel, flops: float, shape: tuple[Input, ...]) -> Figure | None:
    tokens = component.tokens.input if component.tokens is not None else None
    if tokens is None or model.parameters is None:
        return None
    return Figure(
        prefill_time(model.parameters.value, tokens.value, flops, _PREFILL),
        Unit.TIME,
        f"2 x {model.parameters} x {tokens} / ({flops / 1e12:g} TFLOP/s x {_PREFILL:g})",
        (*shape, assumed("share of peak FLOP/s in prefill", f"{_PREFILL:.0%}")),
        _SOURCE,
    )


def _needed(component: Component, traffic: Traffic, calls: Figure | None) -> int | None:
    """Replicas that carry the peak at the load to plan for."""
    rate = traffic.rates.get(component.id)
    target = component.utilization.value if component.utilization is not None else UTILIZATION
    if calls is None or rate is None or calls.value <= 0 or target <= 0:
        return None
    return math.ceil(rate * traffic.factor / (calls.value * target) - 1e-9)


def _speed(
    fit: int,
    step: Figure,
    prefill: Figure | None,
    written: float | None,
    inputs: tuple[Input, ...],
) -> tuple[Figure, Figure, Figure, Figure] | None:
    """Calls and tokens per second of one replica, time to the first token and to the whole answer.

    While a full batch of `fit` sequences writes, `fit` prompts have to be read as well: a replica answers
    `fit` calls in out x step + fit x prefill.
    """
    if prefill is None or written is None or written <= 0:
        return None
    if fit < 1:
        return None
    span = written * step.value + fit * prefill.value
    formula = f"{fit} / ({written:g} x {step} + {fit} x {prefill})"
    calls = Figure(fit / span, Unit.RATE, formula, inputs, _SOURCE)
    tokens = Figure(calls.value * written, Unit.TOKEN_RATE, f"{calls} x {written:g} tokens", inputs, _SOURCE)
    first_value = prefill.value + step.value
    first = Figure(first_value, Unit.TIME, f"{prefill} + {step}", inputs, _SOURCE)
    answer_value = prefill.value + written * step.value
    answer = Figure(answer_value, Unit.TIME, f"{prefill} + {written:g} x {step}", inputs, _SOURCE)
    return calls, tokens, first, answer


def _bytes(value: float, formula: str, inputs: tuple[Input, ...]) -> Figure:
    return Figure(value, Unit.SIZE, formula, inputs, _SOURCE)


def _shape(component: Component, model: MLModel) -> tuple[Input, ...]:
    name = f"models.{model.id}"
    found = [
        stated(f"{name}.{field}", getattr(model, field), model.places.get(field))
        for field in ("parameters", "layers", "kv_heads", "head_dim")
    ]
    if model.dtype is not None:
        found.append(stated(f"{name}.dtype", model.dtype, model.places.get("dtype")))
    else:
        found.append(assumed(f"{name}.dtype", "bfloat16"))
    assert component.gpus is not None
    gpus = f"{component.gpus.count} x {component.gpus.type}"
    found.append(stated(f"components.{component.id}.gpus", gpus, component.places.get("gpus")))
    return tuple(found)


def _context(component: Component, model: MLModel) -> tuple[float, Input]:
    """Tokens of one sequence: what a call reads and writes, else the model's context."""
    tokens = component.tokens
    if model.context is not None:
        return model.context.value, stated(
            f"models.{model.id}.context", model.context, model.places.get("context")
        )
    if tokens is not None and tokens.input is not None and tokens.output is not None:
        value = tokens.input.value + tokens.output.value
        return value, stated(
            f"components.{component.id}.tokens", f"{value:g}", component.places.get("tokens")
        )
    return 4096.0, assumed(f"models.{model.id}.context", "4096")
