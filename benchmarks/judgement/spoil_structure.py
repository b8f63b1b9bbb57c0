"""Mutators aimed at GRA and SRV: what is connected, what leads nowhere, what a request reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from judgement.edits import change, change_flows, payloads, with_component, with_flow, without, without_flows
from judgement.matters import reversal_aside
from judgement.study import Mutant, Study, mutator
from mlarch.catalog import KINDS
from mlarch.catalog.base import Role
from mlarch.graph.resolved import Meaning
from mlarch.model import Ignore, Mode

__all__: list[str] = []

DERIVED = (
    "feature_pipeline_batch",
    "feature_pipeline_stream",
    "feature_store_offline",
    "dataset_builder",
    "label_joiner",
    "embedding_generator",
    "index_builder",
    "vector_index",
    "search_index",
    "prediction_store",
    "batch_predictor",
)
SCORERS = ("ranker", "pre_ranker", "model_server", "cross_encoder", "embedding_service")


@mutator("GRA001")
def add_a_loose_component(study: Study) -> Iterator[Mutant]:
    """A component is added and connected to nothing."""
    added = with_component(study.architecture, "extra", "feature_pipeline_batch")
    yield Mutant(study.name, "extra", added, components=frozenset({"extra"}))


@mutator("GRA002", "SRV001", "SRV010")
def cut_all_calls_to_a_service(study: Study) -> Iterator[Mutant]:
    """All calls to a service that calls others are left out; what it calls stays."""
    design = study.design
    for name in study.of_role(Role.SERVICE, Role.EDGE):
        callers = {r.flow.index for r in design.calls_to(name)}
        if not callers or not design.calls_from(name):
            continue
        cut = without_flows(study.architecture, lambda flow, callers=callers: flow.index in callers)
        behind = frozenset((name, *design.callees([name])))
        yield Mutant(study.name, name, cut, components=behind, kinds=study.kinds(name))


@mutator("GRA003", "TRN002", "TRN009")
def let_nobody_read(study: Study) -> Iterator[Mutant]:
    """Everything that takes derived data from a component is left out: its reads and its flows onward."""
    for name in study.of(*DERIVED):
        readers = {r.flow.index for r in study.design.calls_to(name)}
        readers |= {flow.index for flow in study.architecture.flows if flow.source == name}
        if not readers:
            continue
        cut = without_flows(study.architecture, lambda flow, readers=readers: flow.index in readers)
        yield Mutant(study.name, name, cut, frozenset({name}) | study.beside(name), study.kinds(name))


@mutator("GRA004")
def close_a_call_cycle(study: Study) -> Iterator[Mutant]:
    """A service calls with a request one that waits for it, directly or not, and waits for the answer."""
    design = study.design
    for end in study.of_role(Role.SERVICE):
        if all(resolved.meaning is Meaning.FALLBACK for resolved in design.calls_to(end)):
            continue  # a circle that only a failure closes
        for start in design.callers([end]):
            ends = [study.architecture.components[name] for name in (start, end)]
            if start in design.clients or start == end or any(c.external or c.planned for c in ends):
                continue
            closed = with_flow(
                study.architecture, end, start, sends=("request",), returns=("response",), first=True
            )
            yield Mutant(study.name, f"{end} -> {start}", closed, frozenset({start, end}))


@mutator("GRA002", "GRA009", "GRA017", "SRV001", "SRV010")
def reverse_a_call(study: Study) -> Iterator[Mutant]:
    """A call is drawn the other way round: who was asked asks now, with the same question and answer."""
    for resolved in study.design.resolved_flows:
        flow = resolved.flow
        if resolved.meaning is not Meaning.CALL or resolved.caller != flow.source:
            continue
        ends = [study.architecture.components[name] for name in flow.ends]
        turned = replace(
            flow,
            source=flow.target,
            target=flow.source,
            source_span=flow.target_span,
            target_span=flow.source_span,
        )
        flows = tuple(turned if other is flow else other for other in study.architecture.flows)
        yield Mutant(
            study.name,
            str(flow),
            replace(study.architecture, flows=flows),
            frozenset(flow.ends),
            frozenset(kind for end in ends for kind in end.kinds),
            aside=reversal_aside(study, flow),
        )


_DATA_JOBS = (
    "feature_pipeline_batch",
    "batch_compute",
    "dataset_builder",
    "label_joiner",
    "embedding_generator",
    "index_builder",
    "batch_predictor",
    "document_ingester",
)


@mutator("GRA005")
def close_a_batch_cycle(study: Study) -> Iterator[Mutant]:
    """A job takes in bulk from another job what that one can only make from its own output."""
    jobs = frozenset(study.of(*_DATA_JOBS))
    for flow in study.architecture.flows:
        if flow.mode is Mode.BATCH and flow.source in jobs and flow.target in jobs:
            types = study.design.produces(flow.target) & study.design.consumes(flow.source)
            types -= {"metrics", "logs", "model_artifact"}
            if not types:
                continue
            carried = sorted(types)[0].replace("_", " ")
            unpaced = change_flows(study.architecture, lambda f: f.mode is Mode.BATCH, every=None)
            back = with_flow(unpaced, flow.target, flow.source, carried, mode=Mode.BATCH)
            yield Mutant(study.name, f"{flow.target} => {flow.source}", back, frozenset(flow.ends))


@mutator("GRA006")
def silence_a_stream(study: Study) -> Iterator[Mutant]:
    """Nobody publishes to a stream or queue any more; or nobody consumes from it."""
    for name in study.of_role(Role.STREAM):
        for end in ("source", "target"):
            gone = without_flows(study.architecture, lambda f, name=name, end=end: getattr(f, end) == name)
            if len(gone.flows) == len(study.architecture.flows):
                continue
            what = f"{name}: {'no consumer' if end == 'source' else 'no producer'}"
            yield Mutant(study.name, what, gone, frozenset({name}))


@mutator("GRA007")
def add_a_cache_without_source(study: Study) -> Iterator[Mutant]:
    """The first service on the path is replaced by one that reads nothing but a cache."""
    for name in study.design.ingresses[:1]:
        added = with_component(study.architecture, "page_cache", "cache")
        added = with_component(added, "pages", "api_server")
        added = with_flow(added, name, "pages", sends=("request",), returns=("response",))
        added = with_flow(added, "pages", "page_cache", returns=("response",))
        yield Mutant(study.name, "page_cache", added, frozenset({"page_cache"}))


@mutator("GRA008")
def write_a_flow_twice(study: Study) -> Iterator[Mutant]:
    """One flow is written once more, on a line of its own."""
    flows = study.architecture.flows
    for flow in flows[:: max(1, len(flows) // 5)]:
        last = max(other.line for other in flows) + 1
        again = replace(flow, index=len(flows), line=last, position=0)
        yield Mutant(
            study.name, str(flow), replace(study.architecture, flows=(*flows, again)), frozenset(flow.ends)
        )


# What a kind can do nothing with, and what somebody might draw all the same.
_WRONG = {
    "load_balancer": "labels",
    "search_index": "embeddings",
    "vector_index": "labels",
    "ranker": "labels",
    "model_server": "labels",
    "model_registry": "labels",
    "label_joiner": "index",
    "index_builder": "labels",
}


@mutator("GRA009")
def send_what_nobody_can_use(study: Study) -> Iterator[Mutant]:
    """A component is sent data that its kind can do nothing with: labels to a model server, for one. (Lists
    to training are no such data: it may learn from what was shown.)"""
    for kind, carried in _WRONG.items():
        for name in study.of(kind):
            if len(study.architecture.components[name].kinds) > 1:
                continue
            giver = next((n for n in study.sources(carried) if n not in (name, *study.design.clients)), None)
            if giver is None:
                continue
            phrase = carried.replace("_", " ")
            wrong = with_flow(study.architecture, giver, name, phrase, mode=Mode.STREAM)
            yield Mutant(study.name, f"{giver} ~> {name}: {carried}", wrong, frozenset({name, giver}))


@mutator("GRA010")
def say_what_neither_end_knows(study: Study) -> Iterator[Mutant]:
    """A call between two services carries, without a direction, a payload that neither of them deals in."""
    design = study.design
    for resolved in design.resolved_flows:
        flow = resolved.flow
        if resolved.meaning is not Meaning.CALL or flow.sends is not None or flow.returns is not None:
            continue
        for phrase in ("labels", "index"):
            known = any(phrase in design.consumes(e) | design.produces(e) for e in flow.ends)
            passes = any(design.passes(end) for end in flow.ends)
            if known or passes:
                continue
            unclear = change_flows(
                study.architecture,
                lambda other, index=flow.index: other.index == index,
                payloads=payloads(study.architecture, phrase),
            )
            yield Mutant(study.name, f"{flow}: {phrase}", unclear, frozenset(flow.ends))
            break


@mutator("GRA011")
def use_a_word_with_two_meanings(study: Study) -> Iterator[Mutant]:
    """The kind of a component is a word that means two kinds, and nothing settles which."""
    for name in study.of("feature_store_online", "vector_index", "ranker", "model_server"):
        component = study.architecture.components[name]
        other = {"feature_store_online": "feature_store_offline", "vector_index": "index_builder"}
        second = other.get(component.kind, "re_ranker")
        vague = change(study.architecture, name, alternatives=(second,), kinds=(component.kind,))
        yield Mutant(study.name, name, vague, frozenset({name}))


@mutator("GRA012")
def hide_a_kind(study: Study) -> Iterator[Mutant]:
    """A component of a catalogue kind is written as a generic one that takes and makes the same."""
    generic = {Role.SERVICE: "service", Role.JOB: "job", Role.STORE: "store"}
    for name in study.of("ranker", "model_server", "training_pipeline", "label_joiner", "vector_index"):
        component = study.architecture.components[name]
        kind = KINDS[component.kind]
        if len(component.kinds) > 1 or kind.role not in generic:
            continue
        hidden = change(
            study.architecture,
            name,
            kinds=(generic[kind.role],),
            written=generic[kind.role],
            consumes=tuple(sorted(kind.consumes)),
            produces=tuple(sorted(kind.produces)),
        )
        yield Mutant(study.name, name, hidden, study.beside(name) | {name}, frozenset({component.kind}))


@mutator("GRA013")
def accept_what_is_not_found(study: Study) -> Iterator[Mutant]:
    """A finding is accepted that nobody makes."""
    some = next(iter(study.architecture.components))
    stale = Ignore(span=study.architecture.span, rule="SRV005", reason="history", component=some)
    more = replace(study.architecture, ignores=(*study.architecture.ignores, stale))
    yield Mutant(study.name, some, more, frozenset({some}))


@mutator("SRV001", "SRV010", "SRV007", "FUN002")
def let_nobody_call_a_model(study: Study) -> Iterator[Mutant]:
    """All calls to a component that scores are left out; its features, model and monitor stay."""
    for name in study.of(*SCORERS):
        callers = {r.flow.index for r in study.design.calls_to(name)}
        if not callers:
            continue
        cut = without_flows(study.architecture, lambda flow, callers=callers: flow.index in callers)
        yield Mutant(study.name, name, cut, study.beside(name) | {name}, study.kinds(name))


@mutator("SRV002")
def go_around_the_ingress(study: Study) -> Iterator[Mutant]:
    """Load balancers and gateways are left out, and clients call what stood behind them."""
    edge = study.of("load_balancer", "api_gateway")
    if edge:
        bare = without(study.architecture, *edge, close=True)
        behind = {r.callee for name in edge for r in study.design.calls_from(name) if r.callee}
        yield Mutant(study.name, ", ".join(edge), bare, frozenset(behind), study.kinds(*edge))


@mutator("SRV003")
def call_internals_from_the_client(study: Study) -> Iterator[Mutant]:
    """A client reads a store, or asks a model, directly. (One that a provider runs may be made for that.)"""
    for client in study.design.clients[:1]:
        for name in study.of("feature_store_online", "ranker", "model_server", "vector_index", "nosql_db"):
            if study.architecture.components[name].managed:
                continue
            direct = with_flow(study.architecture, client, name, sends=("request",), returns=("response",))
            yield Mutant(study.name, f"{client} -> {name}", direct, frozenset({name}))


@mutator("SRV004")
def wait_for_slow_work(study: Study) -> Iterator[Mutant]:
    """A service on the path calls a training job, a batch job or a person, and waits for the answer."""
    slow = {
        "training_pipeline": "model",
        "batch_predictor": "predictions",
        "human_review": "decision",
        "dataset_builder": "training data",
        "embedding_generator": "embeddings",
    }
    for service in study.of("orchestrator", "api_server")[:1]:
        if service not in study.design.on_path:
            continue
        for kind, carried in slow.items():
            for name in study.of(kind)[:1]:
                waits = with_flow(study.architecture, service, name, sends=("request",), returns=(carried,))
                yield Mutant(study.name, f"{service} -> {name}", waits, frozenset({name, service}))


@mutator("SRV005", "SKW002")
def starve_the_ranker(study: Study) -> Iterator[Mutant]:
    """No features are left: their services and stores are left out, and candidates come alone."""
    stores = study.of(
        "feature_service", "feature_store_online", "feature_pipeline_stream", "feature_pipeline_batch"
    )
    for name in study.of("ranker")[:1] if stores else ():
        yield Mutant(
            study.name,
            ", ".join(stores),
            without(study.architecture, *stores),
            frozenset({name}) | {n for s in stores for n in study.beside(s)},
            study.kinds(*stores),
        )


@mutator("SRV006", "GRA003", "SRV001")
def ignore_the_answer(study: Study) -> Iterator[Mutant]:
    """A model that works on a stream or in batch gives its answers to nobody."""
    for name in study.of("model_server", "batch_predictor", "orchestrator"):
        fed = [
            e for e in study.design.data_into(name) if e.resolved.meaning in (Meaning.STREAM, Meaning.BATCH)
        ]
        if not fed or (study.design.calls_to(name) and not study.of("batch_predictor").count(name)):
            continue
        mute = without_flows(
            study.architecture,
            lambda f, name=name: f.source == name and not study.is_role(f.target, Role.MONITOR),
        )
        yield Mutant(study.name, name, mute, study.beside(name) | {name})


@mutator("SRV007", "SRV010", "GRA002")
def end_at_the_edge(study: Study) -> Iterator[Mutant]:
    """A load balancer or a gateway passes requests on to nobody."""
    for name in study.of("load_balancer", "api_gateway"):
        ended = without_flows(
            study.architecture, lambda f, name=name: f.source == name and f.mode is Mode.CALL
        )
        yield Mutant(study.name, name, ended, study.beside(name) | {name})


@mutator("SRV008")
def ask_nobody_who_is_there(study: Study) -> Iterator[Mutant]:
    """Sign-in is left out: the service, or the role of the gateway."""
    names = study.of("auth_service")
    if names:
        entry = frozenset(study.design.ingresses) | frozenset(names)
        behind = {r.callee for name in entry for r in study.design.calls_from(name) if r.callee}
        yield Mutant(
            study.name,
            ", ".join(names),
            study.without_role("auth_service"),
            entry | behind,
            frozenset({"auth_service"}),
        )


@mutator("SRV009")
def keep_nothing_ready(study: Study) -> Iterator[Mutant]:
    """Caches and precomputed results are left out, and the rate is 50,000 requests a second."""
    kept = study.of("cache", "prediction_store", "cdn", "semantic_cache", "feature_store_online")
    if kept:
        bare = without(study.with_rate("50k/s"), *kept)
        yield Mutant(
            study.name,
            ", ".join(kept),
            bare,
            frozenset(study.design.on_path),
            study.kinds(*kept) | {"cache", "prediction_store"},
        )


@mutator("GRA015", "GRA006", "GRA007", "SKW005", "TRN009", "LBL001")
def give_it_nothing(study: Study) -> Iterator[Mutant]:
    """Everything that reaches a job, a store of derived data or a source is left out; what it gives stays."""
    for name in study.of(*DERIVED, "candidate_generator", "feature_service", "data_lake", "human_review"):
        component = study.architecture.components[name]
        asked = {r.flow.index for r in study.design.calls_to(name)}
        reads = {r.flow.index for r in study.design.calls_from(name)}
        gone = reads | {f.index for f in study.architecture.flows if f.target == name} - asked
        if not gone or component.external:
            continue
        cut = without_flows(study.architecture, lambda f, gone=gone: f.index in gone)
        yield Mutant(study.name, name, cut, study.beside(name) | {name}, study.kinds(name))


@mutator("GRA016", "GRA003", "GRA006", "LBL001")
def take_nothing_from_it(study: Study) -> Iterator[Mutant]:
    """Everything that leaves a worker, a reviewer, a collector or a notifier is left out."""
    kinds = ("worker", "human_review", "feedback_collector", "event_collector", "notification_service")
    for name in study.of(*kinds, "preprocessor", "stream_processor", "document_ingester"):
        if study.design.calls_to(name) or not study.design.data_into(name):
            continue
        cut = without_flows(study.architecture, lambda f, name=name: f.source == name)
        if len(cut.flows) < len(study.architecture.flows):
            yield Mutant(study.name, name, cut, study.beside(name) | {name}, study.kinds(name))


@mutator("SRV013", "SRV012")
def leave_nothing_behind_a_door(study: Study) -> Iterator[Mutant]:
    """A content network loses its origin, or a gateway to language models the models behind it."""
    for name in study.of("cdn", "llm_gateway"):
        cut = without_flows(study.architecture, lambda f, name=name: f.source == name and f.mode is Mode.CALL)
        if len(cut.flows) < len(study.architecture.flows):
            yield Mutant(study.name, name, cut, study.beside(name) | {name})


@mutator("GRA019", "GRA015")
def state_what_it_takes_and_give_nothing(study: Study) -> Iterator[Mutant]:
    """A job is written as a generic one that states what it takes, and nothing of it comes."""
    for name in study.of("index_builder", "label_joiner", "embedding_generator", "dataset_builder"):
        component = study.architecture.components[name]
        kind = KINDS[component.kind]
        if len(component.kinds) > 1:
            continue
        hidden = change(
            study.architecture,
            name,
            kinds=("job",),
            written="job",
            consumes=tuple(sorted(kind.consumes)),
            produces=tuple(sorted(kind.produces)),
        )
        cut = without_flows(hidden, lambda flow, name=name: flow.target == name)
        yield Mutant(study.name, name, cut, study.beside(name) | {name}, kinds=frozenset({component.kind}))
