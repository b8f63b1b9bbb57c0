"""Users, people and systems of others: whether a reader can know that one of them is not drawn."""

from __future__ import annotations

from judgement.study import Study
from mlarch.analysis.stems import stems_of
from mlarch.catalog.base import Role

__all__ = ["one_of_several_parties"]


def one_of_several_parties(study: Study, name: str) -> bool:
    """Whether the component is somebody outside of whom nothing that is left speaks, and whom nobody needs.

    Everybody beside it takes from others, too, and gives to others; of clients, another one stays.
    """
    design, component = study.design, study.architecture.components[name]
    if not (component.external or study.only_role(name, Role.CLIENT, Role.PERSON)):
        return False
    for other in study.beside(name):
        into, out = design.data_into(other), design.data_out_of(other)
        if any(e.source == name for e in into) and all(e.source == name for e in into):
            return False
        if any(e.target == name for e in out) and all(e.target == name for e in out):
            return False
    if study.is_role(name, Role.CLIENT) and len(study.design.clients) < 2:
        return False
    return _words_of(study, name).isdisjoint(_words_of_the_brief(study))


_COMMON = stems_of(
    "request response event data result user list score metric label decision id new items time"
)


def _words_of(study: Study, name: str) -> frozenset[str]:
    """What a party is called, and what it brings, by stems; words of any data apart."""
    component = study.architecture.components[name]
    said = [name.replace("_", " "), component.name or ""]
    for flow in study.architecture.flows:
        if name in flow.ends:
            carried = (*flow.payloads, *(flow.sends or ()), *(flow.returns or ()))
            said += [payload.text for payload in carried]
    return frozenset(stems_of(" ".join(said).lower())) - _COMMON


def _words_of_the_brief(study: Study) -> frozenset[str]:
    """What features and the label speak of, by stems."""
    spec = study.architecture
    said = [
        f"{f.name} {f.entity or ''} {f.transform or ''}" for f in (spec.data.features if spec.data else ())
    ]
    label = spec.task.label if spec.task is not None else None
    said += [spec.task.objective or "" if spec.task else "", (label.event or "") if label else ""]
    return frozenset(stems_of(" ".join(said).lower()))
