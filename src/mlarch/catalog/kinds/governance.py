"""Kinds that protect people and keep account: privacy, audit, explanations."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="privacy_service",
        name="Privacy / PII service",
        short="Privacy service",
        family="governance",
        role=Role.SERVICE,
        plane=Plane.OFFLINE,
        description="Removes or masks what identifies people, keeps their consent, and deletes on request.",
        aliases=listed("""PII redaction, anonymisation, consent service, GDPR deletion,
        right to be forgotten, data retention, face blurring policy, privacy service, PII service,
        PII redactor, PII scrubber, PII filter, PII detection, PII detector, PII removal, PII masking,
        redaction, redactor, de-identification, de-identifier, anonymiser, anonymisation service,
        pseudonymisation, pseudonymiser, data masking, masking, masking service, tokenisation service,
        consent, consent management, consent manager, consent check, privacy, privacy layer,
        data deletion, deletion service, data deletion service, GDPR service, GDPR compliance,
        retention service, retention policy, data governance, differential privacy, scrubber,
        data scrubber, user data deletion, data protection, privacy gateway, retention manager"""),
        consumes=types(
            "raw_data event request media documents features chunks prompt response logs labels query"
        ),
        produces=types(
            "raw_data decision event media documents features chunks prompt response logs request"
        ),
        typical=Typical(0.005, 0.05, (1_000, 5_000), "1k-5k requests/s"),
        glyph="privacy",
        state=State.DURABLE,
        refuses=types("model_artifact index"),
        traits=traits("protects_privacy carries_records"),
    ),
    Kind(
        id="audit_log",
        name="Audit log",
        family="governance",
        role=Role.STORE,
        plane=Plane.MONITORING,
        description="A record that cannot be changed: who decided what, with which model, on which data.",
        aliases=listed("""compliance log, lineage, data lineage, provenance, model card store,
        governance log, audit trail, audit, audit store, audit logs, audit service, audit database,
        audit DB, audit record, decision log, decision store, compliance store, compliance archive,
        lineage store, lineage service, metadata lineage, model cards, immutable log, ledger,
        audit ledger, case log, compliance, governance"""),
        consumes=types(
            "event decision config logs predictions scores response labels request features prompt "
            "model_artifact"
        ),
        produces=types("logs event decision"),
        typical=Typical(0.002, 0.02, (10_000, 10_000), "10k records/s"),
        glyph="audit",
        state=State.DURABLE,
        refuses=types("embeddings index training_dataset"),
        traits=traits("audits logs"),
    ),
    Kind(
        id="explainability_service",
        name="Explainability service",
        short="Explainer",
        family="governance",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Says why: which features moved this score, and the reason in words a person accepts.",
        aliases=listed("""explanations, SHAP, reason codes, feature attribution, explainability,
        explainer, explanation service, model explainer, explainable AI, XAI, SHAP service,
        SHAP explainer, LIME, reason code service, reason generator, interpretability,
        interpretability service, model explanations, model explainability, attribution explainer,
        why service"""),
        consumes=types("features scores model_artifact predictions request decision ranked_list"),
        produces=types("response"),
        typical=Typical(0.02, 0.2, (50, 500), "50-500 requests/s"),
        glyph="explain",
        refuses=types("training_dataset index"),
        traits=traits("explains"),
        handed_to=Trait.REVIEWS,
    ),
)
