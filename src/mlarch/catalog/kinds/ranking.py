"""Kinds that put candidates in order, correct scores, price, filter and decide."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import ITEMS, listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

_SCORED_WITH = ITEMS | types(
    "features embeddings query request media model_artifact scores predictions experiment_assignment config"
)
_NOT_SERVED = types("labels training_dataset index")

KINDS = (
    Kind(
        id="pre_ranker",
        name="Pre-ranker",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "A cheap model that cuts thousands of candidates to the hundreds the heavy ranker can afford."
        ),
        aliases=listed("""light ranker, first-stage ranker, L1 ranker, first-pass ranker,
        lightweight ranker, coarse ranker, stage-1 ranker, scoring lite, pre-ranking, prerank,
        pre-ranking service, pre-ranking model, light ranking, light ranker service, L1 ranking,
        first-pass ranking, first stage ranking, coarse ranking, pre-scorer, early-stage ranking,
        early ranking, early stage ranker, lightweight ranking, cheap ranker, stage one ranker,
        distilled ranker, first pass scorer"""),
        consumes=_SCORED_WITH,
        produces=types("candidates scores ranked_list"),
        typical=Typical(0.008, 0.025, None, "10^5-10^6 items/s per node"),
        glyph="funnel",
        refuses=_NOT_SERVED,
        traits=traits("pre_ranks scores infers online_stage holds_weights scores_items orders"),
    ),
    Kind(
        id="ranker",
        name="Ranker",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Scores each candidate for this user and moment with the best model the time allows.",
        aliases=listed("""ranking, ranking service, heavy ranker, L2 ranker, second-pass ranker,
        CTR model, CTR prediction service, multi-task ranker, LTR model, fine ranker, ranker service,
        ranker model, ranking stage, ranking layer, ranking server, ranking engine, ranking module,
        main ranker, full ranker, final ranker, deep ranker, neural ranker, GBDT ranker, DNN ranker,
        MMoE ranker, learning to rank, LTR, LTR service, LambdaMART, heavy ranking, second-stage ranker,
        second stage ranking, L2 ranking, stage-2 ranker, fine ranking, pointwise ranker,
        candidate scorer, candidate ranker, candidate ranking, candidate scoring, relevance scorer,
        relevance model, relevance service, item scorer, click model, click predictor, CTR predictor,
        pCTR model, CTR prediction, click prediction, conversion model, CVR model, multi-task model,
        personalised ranking, personalised ranker, feed ranker, feed ranking, video ranker, video ranking,
        ad ranker, ad ranking, post ranker model, item ranker, product ranker, event ranker,
        search ranker, search ranking, listing ranker, DLRM, DCN, Wide&Deep, Wide and Deep model, DeepFM,
        engagement model"""),
        consumes=_SCORED_WITH,
        produces=types("scores ranked_list predictions"),
        typical=Typical(
            0.02,
            0.06,
            None,
            "10^4-10^5 items/s per CPU node; 10^6 per GPU",
            "Wide & Deep at Google Play: 200 items in 14-31 ms",
        ),
        glyph="rank",
        refuses=_NOT_SERVED,
        traits=traits("ranks scores infers online_stage holds_weights scores_items orders"),
    ),
    Kind(
        id="re_ranker",
        name="Re-ranker",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Arranges the scored list as a whole: variety, freshness, business rules, no two alike in a row."
        ),
        aliases=listed("""reranking, re-ranking service, post-ranker, diversity re-ranker, business rules,
        heuristics, final reranking, blending, mixing, slate optimiser, freshness boost,
        determinantal point process, rerank, re-rank service, reranking stage, reranking layer,
        post-ranking, post rank, diversifier, diversification, diversity, diversity service, DPP, MMR,
        maximal marginal relevance, list optimiser, slate optimisation, slate generation, slate builder,
        list builder, page builder, final ranking, final ranking rules, business logic rules,
        ads blending, content blender, content mixer, result blender, result mixer, feed blender,
        page composer, page assembly, diversity and freshness, value model, fairness re-ranker, L3 ranker,
        business rules layer, heuristic ranker"""),
        consumes=ITEMS
        | types(
            "ranked_list scores config features embeddings predictions experiment_assignment decision request"
        ),
        produces=types("ranked_list"),
        typical=Typical(0.003, 0.01, (1_000, 5_000), "1k-5k requests/s"),
        glyph="rerank",
        refuses=_NOT_SERVED,
        traits=traits("rearranges online_stage orders"),
    ),
    Kind(
        id="cross_encoder",
        name="Cross-encoder reranker",
        short="Cross-encoder",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Reads query and passage together and scores how well they fit: slow, exact, for the last few "
            "dozen."
        ),
        aliases=listed("""semantic reranker, passage reranker, LLM reranker, Cohere rerank,
        ColBERT rerank, cross encoder, cross-encoder model, neural reranker, document reranker,
        BERT reranker, ColBERT, late interaction reranker, chunk reranker, RAG reranker, reranker model,
        reranking model, reranker (LLM), transformer reranker, monoT5, context reranker,
        cross-encoder service"""),
        consumes=ITEMS | types("query request scores ranked_list model_artifact features"),
        produces=ITEMS | types("scores ranked_list"),
        typical=Typical(
            0.04, 0.2, None, "500-2000 pairs/s per GPU", "published RAG stage budgets: 50-300 ms"
        ),
        glyph="cross_encode",
        refuses=_NOT_SERVED,
        traits=traits(
            "cross_encodes scores infers online_stage holds_weights ready_made scores_items orders"
        ),
    ),
    Kind(
        id="content_filter",
        name="Eligibility / visibility filter",
        short="Eligibility filter",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Takes out what must not be shown to this person: seen, blocked, unavailable, not allowed, "
            "unsafe."
        ),
        aliases=listed("""policy filter, safety filter, availability filter, pre-filter, post-filter,
        already-seen filter, geo filter, eligibility filter, visibility filter, content filter,
        content filtering, filtering, filtering service, filter service, filtering stage,
        candidate filter, candidate filtering, eligibility check, eligibility service, eligibility,
        visibility service, seen filter, watched filter, unseen filter, blocklist filter, block filter,
        business filter, integrity filter, privacy filter, permission filter, ACL filter, access filter,
        age filter, region filter, NSFW filter, spam filter, stock filter, market filter,
        impression filter, impression discounting, impression cap, frequency cap, frequency capping,
        bloom filter, policy check, integrity service, compliance filter, content policy filter,
        filter rules, result filter, document filter, security trimming"""),
        consumes=ITEMS
        | types("ranked_list features scores predictions decision config request media query raw_data"),
        produces=ITEMS | types("ranked_list"),
        typical=Typical(0.002, 0.01, (2_000, 10_000), "2k-10k requests/s"),
        glyph="filter",
        refuses=types("labels training_dataset embeddings index"),
        traits=traits("filters_content"),
        handed_to=Trait.ORCHESTRATES,
    ),
    Kind(
        id="calibrator",
        name="Calibrator",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Turns a score into an honest probability, so that 2 % means 2 in 100.",
        aliases=listed("""calibration layer, Platt scaling, isotonic regression, probability calibration,
        score normaliser, calibration, calibration service, calibration model, score calibration,
        score calibrator, Platt scaler, probability calibrator, temperature scaling, score mapper,
        model calibration, score normalisation"""),
        consumes=types("scores predictions model_artifact features config"),
        produces=types("scores predictions"),
        typical=Typical(0.0001, 0.001, None, "10^5 scores/s"),
        glyph="calibrate",
        refuses=types("index embeddings training_dataset"),
        traits=traits("calibrates scores online_stage"),
    ),
    Kind(
        id="ad_auction",
        name="Auction / pricing",
        short="Auction",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Ranks ads by what a view is worth (bid times probability), sets the price and spends budgets "
            "evenly."
        ),
        aliases=listed("""auction, pricing, ad auction, bidder, eCPM ranking, pacing, budget service, GSP,
        VCG, ads blender, auction service, auction engine, bidding, bidding service, bid service,
        second price auction, real-time bidding, RTB, ad exchange, exchange, budget pacing,
        pacing service, budget pacer, bid optimiser, auction and pricing, ad allocation,
        ad pricing, bid ranking, campaign budget service, DSP, SSP"""),
        consumes=types("scores candidates config predictions ranked_list features event request raw_data"),
        produces=types("ranked_list decision event scores"),
        typical=Typical(0.003, 0.015, (1_000, 5_000), "1k-5k requests/s"),
        glyph="auction",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits("auctions orders"),
    ),
    Kind(
        id="decision_engine",
        name="Decision / rules engine",
        short="Decision engine",
        family="ranking",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Turns scores into what happens (approve, challenge, decline, ask a person) by rules people "
            "can read."
        ),
        aliases=listed("""decision engine, rules engine, policy engine, threshold, enforcement,
        violation service, demotion service, risk engine, action service, rules, rules service,
        decision service, decision, decisioning, decision layer, decision logic, decision maker,
        policy service, pricing engine, thresholding, threshold service, enforcement service,
        action engine, risk rules,
        fraud rules, fraud engine, rule-based system, rule-based engine, business rules engine,
        moderation decision, decision policy, scoring rules, decision module, verdict service,
        policy enforcement"""),
        consumes=types(
            "scores features config predictions decision event request response raw_data "
            "experiment_assignment"
        ),
        produces=types("decision event response"),
        typical=Typical(0.002, 0.01, (5_000, 20_000), "5k-20k requests/s"),
        glyph="decide",
        refuses=types("training_dataset index embeddings"),
        traits=traits("decides online_stage"),
    ),
)
