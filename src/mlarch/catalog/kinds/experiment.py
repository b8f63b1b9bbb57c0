"""Kinds that compare variants on live traffic and explore."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import OFF_PATH, listed, types
from mlarch.catalog.traits import traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="ab_testing",
        name="Experimentation platform",
        short="A/B testing",
        family="experiment",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Assigns each user to a variant, the same one every time, and compares what the variants do."
        ),
        aliases=listed("""A/B, A/B test, AB testing, experiment service, XP, interleaving, feature flags,
        experiment assignment, bucketing, holdout, A/B testing platform, A/B testing service,
        A/B platform, A/B service, experimentation, experimentation service, experiment platform,
        experiment system, A/B experiments, split testing, split test, feature flag service,
        feature toggle, flag service, bucketing service, assignment service, experiment assigner,
        variant assignment, user bucketing, randomiser, online experiment, online evaluation,
        A/B framework, experiment framework, experiment config service, multivariate testing,
        interleaving service, AB test service, experiment allocation, experiment bucketing, holdout group"""),
        consumes=types("request event metrics config model_artifact predictions labels"),
        produces=types("experiment_assignment metrics decision config event"),
        typical=Typical(0.001, 0.005, (10_000, 50_000), "10k-50k assignments/s"),
        glyph="experiment",
        state=State.DURABLE,
        refuses=types("embeddings index training_dataset"),
        traits=traits("assigns_experiments"),
    ),
    Kind(
        id="traffic_router",
        name="Traffic splitter / shadow router",
        short="Traffic splitter",
        family="experiment",
        role=Role.EDGE,
        plane=Plane.ONLINE,
        description="Sends a share of calls to a new version, or a copy of them whose answer nobody sees.",
        aliases=listed("""traffic splitter, shadow router, canary, shadow deployment, shadow traffic,
        traffic mirroring, champion-challenger router, model router (versions), Istio split,
        traffic router, traffic split, traffic splitting, traffic routing, canary router, shadow mode,
        shadow, shadowing, traffic mirror, traffic shadowing, request mirroring, version router,
        canary traffic, service mesh router, weighted router, traffic shifter, model version router,
        request splitter, request router, dark launch, shadow service"""),
        consumes=types("request query features config experiment_assignment event"),
        produces=types("request event"),
        typical=Typical(
            0.001,
            0.005,
            (10_000, 50_000),
            "10k-50k requests/s",
            "one published router in the path at 1M requests/s added 10-20 ms",
        ),
        glyph="split",
        passes=True,
        refuses=OFF_PATH,
        traits=traits("splits_traffic"),
    ),
    Kind(
        id="bandit",
        name="Exploration policy",
        family="experiment",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Shows some items to learn about them, trading today's best guess against tomorrow's knowledge."
        ),
        aliases=listed("""multi-armed bandit, contextual bandit, explore-exploit, Thompson sampling,
        epsilon-greedy, exploration service, randomised slot, exploration, bandit service, bandits,
        bandit policy, MAB, UCB, LinUCB, explorer, exploration layer, bandit ranker, bandit algorithm,
        epsilon greedy exploration, reinforcement learning policy, RL policy, RL agent,
        exploration module, randomisation, cold-start exploration"""),
        consumes=types(
            "scores event candidates ranked_list features labels predictions request model_artifact config"
        ),
        produces=types("ranked_list event candidates scores decision"),
        typical=Typical(0.001, 0.005, (5_000, 5_000), "5k requests/s"),
        glyph="explore",
        state=State.SOFT,
        refuses=types("index training_dataset"),
        traits=traits("explores"),
    ),
)
