"""Kinds between training and serving: where models are kept, and what puts them into service."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import listed, types
from mlarch.catalog.traits import traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="model_registry",
        name="Model registry",
        family="registry",
        role=Role.STORE,
        plane=Plane.DEPLOYMENT,
        description=(
            "Every model version with its metrics, its data and its state: staging, in service, retired."
        ),
        aliases=listed("""model store, model repository, model catalogue, MLflow registry,
        SageMaker registry, artefact store, checkpoint store, model DB, model database, model hub,
        model storage, model artefact store, model artefacts, ML model registry, model versioning,
        model version store, model warehouse, model bank, artefact registry, artefact repository,
        checkpoint storage, checkpoints, weights store, model weights, model bucket, trained models,
        MLflow model registry, Vertex model registry, model archive, model library, model zoo,
        registered models"""),
        consumes=types("model_artifact metrics decision config index"),
        produces=types("model_artifact config metrics index"),
        typical=Typical(0.05, 0.5, (10, 100), "10-100 requests/s"),
        glyph="registry",
        state=State.DURABLE,
        refuses=types("labels event response notification"),
        traits=traits("registers_models keeps_models"),
    ),
    Kind(
        id="model_deployer",
        name="Model deployer",
        family="registry",
        role=Role.JOB,
        plane=Plane.DEPLOYMENT,
        description=(
            "Brings an approved version into service step by step (shadow, canary, all) and takes it back "
            "if it harms."
        ),
        aliases=listed("""CD for models, rollout controller, canary controller, deployment service,
        model CI/CD, deployer, model deployment, deployment, deployment pipeline, model rollout, rollout,
        rollout service, model delivery, model pusher, pusher, model publisher, model push, CI/CD,
        CI CD pipeline, CD, CD pipeline, continuous deployment, continuous delivery,
        deployment controller, deploy job, model release, release manager, release pipeline,
        release service, model release pipeline, canary deployment, canary rollout, canary release,
        blue-green deployment, model deployment pipeline, model deployment service, deploy pipeline,
        deploy service, model loader, model sync, model updater, model promotion service, GitOps"""),
        consumes=types("model_artifact decision metrics config index alerts event request"),
        produces=types("model_artifact config index event"),
        typical=Typical(throughput_note="minutes per rollout"),
        glyph="deploy",
        refuses=types("labels features response notification"),
        traits=traits("deploys uses_artifacts"),
    ),
)
