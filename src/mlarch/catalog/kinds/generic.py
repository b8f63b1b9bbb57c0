"""Generic kinds, for what the catalogue lacks: the spec says what they make and take."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import listed
from mlarch.catalog.traits import traits
from mlarch.model import Plane

__all__ = ["KINDS"]

_NOTHING: frozenset[str] = frozenset()

KINDS = (
    Kind(
        id="service",
        name="Service",
        family="generic",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Any program that answers calls; `consumes:` and `produces:` say what passes through it.",
        aliases=listed(
            "generic service, other service, custom service, box, system, subsystem, component, program"
        ),
        consumes=_NOTHING,
        produces=_NOTHING,
        typical=Typical(),
        glyph="box",
        any_data=True,
        traits=traits("can_de_identify"),
    ),
    Kind(
        id="store",
        name="Store",
        family="generic",
        role=Role.STORE,
        plane=Plane.ONLINE,
        description=(
            "Anything that holds data and calls nobody; `consumes:` and `produces:` say what it holds."
        ),
        aliases=listed(
            "generic store, other store, custom store, repository, storage system, persistent storage"
        ),
        consumes=_NOTHING,
        produces=_NOTHING,
        typical=Typical(),
        glyph="cylinder",
        state=State.DURABLE,
        any_data=True,
        traits=traits("keeps_records"),
    ),
    Kind(
        id="job",
        name="Job",
        family="generic",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Anything that runs on its own schedule; `consumes:` and `produces:` say what it reads and "
            "writes."
        ),
        aliases=listed(
            "generic job, other job, custom job, script, process, scheduled job, scheduled task, notebook"
        ),
        consumes=_NOTHING,
        produces=_NOTHING,
        typical=Typical(),
        glyph="gear",
        any_data=True,
        traits=traits("can_de_identify"),
    ),
    Kind(
        id="person",
        name="Person",
        family="generic",
        role=Role.PERSON,
        plane=Plane.PEOPLE,
        description="Anyone at work on the system; `consumes:` and `produces:` say what they get and give.",
        aliases=listed("""people, human, team, staff, operator, administrator, admin, engineer,
        data scientist, ML engineer, developer, scientist, data analyst, stakeholder, employee, actor"""),
        consumes=_NOTHING,
        produces=_NOTHING,
        typical=Typical(),
        glyph="person",
        any_data=True,
        traits=traits("is_a_person"),
    ),
    Kind(
        id="external",
        name="External system",
        family="generic",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="A system that others run; `consumes:` and `produces:` say what is exchanged with it.",
        aliases=listed("""external system, external service, external API, third party,
        third-party service, third-party API, third-party system, partner, partner system, partner API,
        vendor, vendor API, upstream system, downstream system, source system, external data source,
        data source, external source, other system, outside system, payment provider, payment network,
        bank, issuer, card network, legacy system, weather API, weather service, weather data API,
        CRM, ERP"""),
        consumes=_NOTHING,
        produces=_NOTHING,
        typical=Typical(),
        glyph="cloud",
        any_data=True,
    ),
)
