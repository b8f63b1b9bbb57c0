"""Kinds that turn examples into models, judge the models, and build what serving searches in."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

_LEARNT_FROM = types(
    "training_dataset features labels config model_artifact raw_data media documents embeddings event"
)

KINDS = (
    Kind(
        id="training_pipeline",
        name="Training pipeline",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Fits a model to a dataset on a schedule or a trigger, and leaves weights, metrics and logs "
            "behind."
        ),
        aliases=listed("""trainer, model training, training job, training service, training cluster,
        SageMaker training, offline training, fit, fine-tuning job, training, model trainer,
        batch training, batch trainer, offline trainer, training infrastructure, training infra,
        ML training, ML trainer, distributed training, distributed trainer, GPU training,
        GPU training cluster, GPU cluster, training platform, training system, training workflow,
        training process, training module, training server, training worker, training node, training run,
        retraining, retraining job, retraining pipeline, model retraining, daily training, fine-tuning,
        fine-tuner, fine-tuning pipeline, fine tune, pre-training, RLHF, RLHF training, SFT, distillation,
        distillation job, model distillation, two-tower training, two-tower trainer, ranker training,
        ranker trainer, ranking trainer, retrieval training, retrieval trainer, embedding training,
        embedding trainer, model builder, model development, learner, model fitting, GNN training,
        offline model training, training and evaluation"""),
        consumes=_LEARNT_FROM | types("chunks request query prompt response"),
        produces=types("model_artifact metrics logs"),
        typical=Typical(throughput_note="10^4-10^6 examples/s per accelerator node"),
        glyph="train",
        state=State.SOFT,
        refuses=types("notification"),
        traits=traits("trains_in_runs trains"),
    ),
    Kind(
        id="parameter_server",
        name="Parameter server / embedding shard",
        short="Parameter server",
        family="training",
        role=Role.STORE,
        plane=Plane.OFFLINE,
        description=(
            "Holds the rows of embedding tables too large for one machine, for training and for look-ups."
        ),
        aliases=listed("""parameter server, PS, sharded embedding table, TorchRec shard, embedding shard,
        embedding table, embedding parameter server, sharded embeddings, distributed embedding table,
        parameter store shards, embedding PS, parameter shards, sparse parameter server"""),
        consumes=types("embeddings training_dataset model_artifact features"),
        produces=types("embeddings model_artifact"),
        typical=Typical(0.001, 0.005, (100_000, 1_000_000), "10^5-10^6 row look-ups/s"),
        glyph="shards",
        state=State.DURABLE,
        refuses=types("response notification"),
        traits=traits("shares_parameters keeps_models uses_artifacts"),
    ),
    Kind(
        id="online_trainer",
        name="Online / continual trainer",
        short="Online trainer",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Keeps learning from the stream and publishes a fresher model every few minutes or hours."
        ),
        aliases=listed("""online trainer, continual trainer, incremental training, continual learning,
        streaming training, online learning, warm-start retraining, fine-tune loop, online training,
        continual training, continuous training, continuous trainer, continuous learning,
        incremental trainer, incremental learning, streaming trainer, real-time training,
        real-time trainer, online learner, nearline training, nearline trainer, warm-start training,
        warm start trainer, stream trainer, online model training, online model updates"""),
        consumes=_LEARNT_FROM,
        produces=types("model_artifact metrics logs embeddings"),
        typical=Typical(60.0, 3_600.0, (10_000, 100_000), "10^4-10^5 examples/s"),
        glyph="train_loop",
        state=State.DURABLE,
        refuses=types("response notification"),
        traits=traits("trains_continually trains"),
    ),
    Kind(
        id="hyperparameter_tuner",
        name="Hyper-parameter tuner",
        short="Tuner",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description="Tries many settings of a model and keeps the one that does best on held-out data.",
        aliases=listed("""hyperparameter tuner, HPO, AutoML, sweep, hyperparameter tuning,
        hyperparameter optimisation, hyperparameter search, tuner, tuning, tuning job,
        hyperparameter sweep, neural architecture search, NAS, model selection, hyper parameter optimiser,
        tuning service"""),
        consumes=types("training_dataset features labels config metrics model_artifact"),
        produces=types("config metrics model_artifact request"),
        typical=Typical(throughput_note="10-1000 trials"),
        glyph="tuner",
        state=State.DURABLE,
        refuses=types("response notification index"),
        traits=traits("tunes"),
    ),
    Kind(
        id="experiment_tracker",
        name="Experiment tracker",
        family="training",
        role=Role.STORE,
        plane=Plane.OFFLINE,
        description=(
            "Remembers every training run: code, data, settings, metrics, so that any of them can be "
            "repeated."
        ),
        aliases=listed("""MLflow tracking, run tracking, ML Metadata, MLMD, experiment tracking,
        experiment store, experiment DB, experiment database, run tracker, ML metadata store,
        training metadata, tracking server, experiment log, experiment logger, run store,
        ML experiment tracker, experiment management, experiment metadata, training run store,
        metadata tracker"""),
        consumes=types("metrics config model_artifact logs training_dataset event"),
        produces=types("metrics config model_artifact"),
        typical=Typical(0.02, 0.2, (100, 100), "10^2 requests/s"),
        glyph="tracker",
        state=State.DURABLE,
        refuses=types("response notification index"),
        traits=traits("tracks_runs keeps_models"),
    ),
    Kind(
        id="model_evaluator",
        name="Offline evaluator",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Measures a new model on data it has not seen, in all and by slice, beside the one in service."
        ),
        aliases=listed("""offline evaluator, offline evaluation, model evaluation, backtest,
        slice analysis, fairness evaluation, model evaluator, evaluation job, evaluation service,
        evaluation pipeline, offline eval, model eval, evaluation step, backtesting, offline metrics,
        offline test, offline testing, offline replay, replay evaluation, counterfactual evaluation,
        model testing, model tester, model test, bias evaluation, fairness check, evaluation module,
        offline validation, ranking evaluation, retrieval evaluation, benchmark job,
        performance evaluation, error analysis, eval job, eval pipeline"""),
        consumes=types(
            "model_artifact training_dataset labels features predictions scores ranked_list metrics "
            "config event raw_data"
        ),
        produces=types("metrics decision model_artifact"),
        typical=Typical(throughput_note="one run per model version"),
        glyph="evaluate",
        refuses=types("notification index"),
        traits=traits("evaluates judges_models"),
    ),
    Kind(
        id="model_validator",
        name="Model validation gate",
        short="Validation gate",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Lets a model through only if its metrics clear the bar: better than now, in every slice that "
            "matters."
        ),
        aliases=listed("""quality gate, champion/challenger check, model blessing, go/no-go, release gate,
        approval, model validator, model validation, validation gate, evaluation gate, model gate, gate,
        model approval, approval gate, blessing, champion challenger, promotion gate, model promotion,
        acceptance test, model acceptance, deployment gate, launch gate, validation check, model check,
        model quality gate, model QA, release approval, sign-off"""),
        consumes=types("metrics model_artifact training_dataset labels decision predictions config"),
        produces=types("decision model_artifact metrics"),
        typical=Typical(throughput_note="one run per model version"),
        glyph="gate",
        refuses=types("notification index"),
        traits=traits("gates_releases judges_models"),
    ),
    Kind(
        id="embedding_generator",
        name="Batch embedding job",
        short="Batch embedding",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Runs the item side of an encoder over the whole catalogue, and over each new item as it comes."
        ),
        aliases=listed("""item tower inference, embedding pipeline, offline embedding, bulk encoder,
        item embedding generation, video encoder job, embedding generator, embedding job, batch embedding,
        batch embedding generation, offline embedding job, offline embedding generation,
        item embedding job, item embedding pipeline, item embedder, item encoder, item encoder job,
        document embedder, document encoder, doc encoder, passage encoder, chunk embedder,
        embedding batch job, embedding computation, embedding worker, image embedding job,
        image encoder job, video embedding job, video embedding pipeline, user embedding job,
        text embedding job, bulk embedding, bulk embedder, embedding backfill, re-embedding job,
        embedding refresh, embedding refresh job, listing embedding job, product embedding job,
        ad embedding job, content embedding, content embedder, post embedder, nearline embedding,
        offline encoder, embedding inference job, ingestion embedder, graph embedding job"""),
        consumes=types(
            "media documents features model_artifact chunks raw_data event config training_dataset request"
        ),
        produces=types("embeddings"),
        typical=Typical(throughput_note="10^2-10^4 items/s per GPU"),
        glyph="embed",
        refuses=types("labels notification"),
        traits=traits("encodes_items holds_weights ready_made uses_artifacts"),
        fed_by=(Trait.KEEPS_OBJECTS,),
        read_by=Trait.BUILDS_INDEXES,
    ),
    Kind(
        id="index_builder",
        name="Index builder",
        family="training",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Builds the index that serving searches, from embeddings or documents, and swaps it in whole "
            "or in parts."
        ),
        aliases=listed("""indexing pipeline, index build job, ANN index build, shard builder,
        indexing job, index building, index build, index construction, ANN index builder,
        vector index builder, ANN builder, index generator, index writer, index updater, index update job,
        index refresh job, search indexer, vector indexer, inverted index builder, text indexer,
        document indexer, indexing worker, index creation, index creator, index job, index pipeline,
        index publisher, product indexer, item indexer, batch indexer, realtime indexer, FAISS builder,
        HNSW builder, HNSW build"""),
        consumes=types(
            "embeddings documents raw_data chunks event model_artifact config features candidates"
        ),
        produces=types("index embeddings documents chunks"),
        typical=Typical(throughput_note="HNSW: 1k-10k vectors/s per 16 cores"),
        glyph="index_build",
        refuses=types("labels training_dataset notification"),
        traits=traits("builds_indexes"),
        fed_by=(Trait.ENCODES_ITEMS,),
        read_by=Trait.INDEXES_VECTORS,
    ),
)
