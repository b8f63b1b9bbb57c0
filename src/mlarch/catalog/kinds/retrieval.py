"""Kinds of the first stage of serving: understand the query, embed it, find candidates, merge them."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, Typical
from mlarch.catalog.kinds.shared import ITEMS, listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

KINDS = (
    Kind(
        id="query_understanding",
        name="Query understanding",
        family="retrieval",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Turns what people typed into what they meant: spelling, language, intent, synonyms, filters."
        ),
        aliases=listed("""query rewriting, spell checker, query parser, intent classifier,
        query expansion, tokenizer, NLU, query processor, query rewriter, query rewrite,
        query rewriting service, query processing, query preprocessing, query preprocessor, query parsing,
        query analysis, query analyser, query expander, query normaliser, query normalisation,
        query understanding service, spell correction, spelling correction, spelling corrector,
        spell check, intent detection, intent recognition, intent service, intent classification,
        query classifier, query classification, query intent, query service rewriter,
        query transformation, query translator, query planner, synonym expansion, HyDE,
        query segmentation, natural language understanding, autocomplete, typeahead, query suggestion,
        entity linking"""),
        consumes=types("query request response raw_data features config model_artifact media event"),
        produces=types("query embeddings features predictions"),
        typical=Typical(0.005, 0.03, (500, 2_000), "500-2000 queries/s"),
        glyph="query",
        refuses=types("labels training_dataset index"),
        traits=traits("interprets_queries"),
        handed_to=Trait.ORCHESTRATES,
    ),
    Kind(
        id="embedding_service",
        name="Online embedding service",
        short="Embedding service",
        family="retrieval",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Turns a query, a user or a picture into an embedding while the request waits.",
        aliases=listed("""query encoder, user tower, query tower, embedding model server,
        two-tower (query side), embedding generation service, embedding service, online encoder,
        online embedding, online embedder, query embedder, query embedding, query embedding service,
        user encoder, user embedder, user embedding service, user embedding, user tower service,
        user tower model, query tower model, encoder service, encoding service, embedding API,
        embedding inference, embedding endpoint, real-time embedding service, text embedding service,
        text embedder, image embedding service, image embedder, query vectoriser, vectorisation service,
        vectoriser, user representation service, session encoder, sequence encoder,
        embedding inference service, embedding generation API, context encoder, request encoder"""),
        consumes=types(
            "query request features media documents chunks model_artifact event candidates prompt raw_data"
        ),
        produces=types("embeddings"),
        typical=Typical(0.005, 0.025, (500, 5_000), "500-5000 queries/s per GPU (small encoder)"),
        glyph="encoder",
        refuses=types("labels training_dataset index"),
        traits=traits("encodes_queries scores infers online_stage holds_weights ready_made"),
    ),
    Kind(
        id="candidate_generator",
        name="Candidate generator",
        short="Candidates",
        family="retrieval",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Picks a few hundred plausible items out of millions, fast and with high recall.",
        aliases=listed("""candidate generation, retrieval, retrieval service, recall stage,
        candidate source, candidate sourcing, matching, event filtering, FoF service, friends-of-friends,
        first-stage retrieval, nomination, ad targeting filter, candidate generator service,
        candidate generation service, candidate retrieval, candidate retriever, candidate service,
        candidate selection, candidate selector, candidate provider, candidates, candidate fetcher, CG,
        recall, recall service, recall layer, retrieval stage, retrieval layer, retrieval model,
        retrieval system, retrieval engine, two-tower retrieval, embedding retrieval,
        embedding-based retrieval, EBR, dense retrieval, dense retriever, semantic retrieval,
        vector retriever, lexical retriever, BM25 retriever, hybrid retriever, hybrid search,
        collaborative filtering, matrix factorisation, item-to-item CF, user-user CF, item CF, item2item,
        i2i, u2i, trending, trending source, trending service, trending items, trending candidates,
        popular source, popularity source, popularity service, popular candidates, subscriptions source,
        follow source, friends of friends service, out-of-network source, in-network source,
        geo retrieval, geo candidates, rule-based filter, rules-based candidate generator, ad retrieval,
        ad targeting, ad selection, ad matching, targeting, targeting service, sourcing,
        content-based retrieval, content-based filtering, graph retrieval, random walk, match service,
        nominator, candidate search, similar items generator, passage retriever, document retriever,
        context retriever"""),
        consumes=ITEMS
        | types(
            "request query embeddings features index raw_data event model_artifact response scores "
            "ranked_list"
            " predictions experiment_assignment config"
        ),
        produces=ITEMS,
        typical=Typical(0.01, 0.04, (500, 2_000), "500-2000 queries/s"),
        glyph="retrieve",
        refuses=types("labels training_dataset"),
        traits=traits("generates_candidates online_stage finds"),
        fed_by=(Trait.INDEXES_VECTORS,),
    ),
    Kind(
        id="candidate_merger",
        name="Candidate merger",
        family="retrieval",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Joins the lists of several sources into one, without duplicates and with fair shares.",
        aliases=listed("""fusion, blender (candidates), union, deduplication, RRF, hybrid fusion, pool,
        merger, merge, candidate merge, candidate merging, candidate fusion, candidate blender,
        candidate blending, candidate pool, candidate aggregator, candidate aggregation,
        candidate combiner, result merger, merge service, fusion service, result fusion, rank fusion,
        reciprocal rank fusion, score fusion, dedup, dedupe, deduper, deduplicator, duplicate removal,
        duplicate remover, merge and dedup, union and dedup, result aggregator, candidate mixer, combiner,
        list merger, ensemble merger"""),
        consumes=ITEMS | types("scores ranked_list features config"),
        produces=types("candidates"),
        typical=Typical(0.001, 0.005, (2_000, 10_000), "2k-10k requests/s"),
        glyph="merge",
        refuses=types("labels training_dataset embeddings model_artifact index"),
        traits=traits("merges_candidates"),
        handed_to=Trait.ORCHESTRATES,
    ),
)
