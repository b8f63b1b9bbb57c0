"""SKW: values from the future, training on other data than is served, vectors without their index."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlarch.catalog import lexicon
from mlarch.catalog.traits import Trait
from mlarch.graph import DesignGraph
from mlarch.rules import Outcome, problem, rule

__all__ = ["index_released_apart", "trained_on_other_data", "value_from_the_future"]

_LATER = re.compile(r"\+\s*\d")
_ENCODES_TARGET = re.compile(
    r"\b(?:target|label|mean)[- ](?:encod|statistic|mean)\w*|\b(?:mean|average|rate) of the (?:target|label)"
)
_PAIR = re.compile(r"together|\bpair|both|compatible|same version|with its|old index")
_APART = re.compile(
    r"out[- ]of[- ]fold|past|before|previous|earlier|as of|until|prior|smooth|only on the training|lag"
)


@rule("SKW009", "value-from-the-future", about=("@features",))
def value_from_the_future(design: DesignGraph) -> Iterator[Outcome]:
    """A feature whose value exists only after the prediction.

    **Checks.** A feature's `known_at` is a time after the prediction (`+14d`) or says that it is known when
    the outcome is (`at settlement`); or, where `known_at` is not stated, its `transform` or `name` says so
    (`final amount`, `whole trip`), or its `transform` encodes the target with no word of past or
    out-of-fold values.

    **Why.** In the history the value is there, and it gives the label away; when the model is asked, it is
    missing. The offline metrics are excellent, the live ones are not (Kaufman et al., *Leakage in Data
    Mining*, TKDD 2012).

    **When it is wrong.** The value is as of the moment of the prediction: state `known_at: at request`.
    """
    data = design.architecture.data
    for feature in data.features if data is not None else ():
        known = (feature.known_at or "").lower()
        said = f"{feature.name}; {feature.transform or ''}".lower()
        found = _LATER.search(known) or lexicon.FROM_THE_FUTURE.search(known)
        if not known:
            found = lexicon.FROM_THE_FUTURE.search(said)
            if found is None and _ENCODES_TARGET.search(said) and not _APART.search(said):
                found = _ENCODES_TARGET.search(said)
        if found is not None:
            stated = f"known {feature.known_at}" if known else f"`{found[0]}`"
            yield problem(
                feature,
                f"{feature.name} does not exist yet when the prediction is made ({stated}): in "
                f"training it gives the "
                "label away",
                at="known_at" if known else ("transform" if feature.transform else "name"),
                help="Leave it out, or take the value as it stood then: `known_at: at request`.",
            )


@rule("SKW010", "trained-on-other-data", about=("@data", "@features"))
def trained_on_other_data(design: DesignGraph) -> Iterator[Outcome]:
    """The model is trained on other data than it is asked about.

    **Checks.** A feature's `transform`, or `data: missing_values`, says one thing for training and another
    for serving in one sentence (`mean in training, zero when served`), without the word *same*.

    **Why.** A model knows the distribution that it was trained on: other resolutions, codecs, fill values or
    sources make it guess, and no offline metric shows it (Sculley et al., *Hidden Technical Debt*, 2015).

    **When it is wrong.** The difference is the point, such as augmentation: say that serving sees a subset
    of it.
    """
    data = design.architecture.data
    if data is None:
        return
    subjects = [(feature, "transform", feature.transform, feature.name) for feature in data.features]
    for subject, field, text, what in (
        *subjects,
        (data, "missing_values", data.missing_values, "missing values"),
    ):
        said = text.lower() if text else ""
        if lexicon.TRAINING_DIFFERS.search(said) and not re.search(r"\bsame\b|identical|augment", said):
            yield problem(
                subject,
                f"{what}: training and serving differ (`{text}`), so the model is asked about "
                f"data that it has not seen",
                at=field,
                help="Compute it once, for both: one transform that the pipeline and the service share.",
            )


@rule("SKW011", "index-released-apart", about=(Trait.INDEXES_VECTORS,))
def index_released_apart(design: DesignGraph) -> Iterator[Outcome]:
    """The encoder can be rolled back or released without the index of its vectors.

    **Checks.** The design has a vector index, and `release: rollback` (or a `strategy`) says that the index
    stays, follows later or keeps its own schedule, with no word of a pair.

    **Why.** Vectors of two versions of an encoder cannot be compared: until both sides match again, every
    answer is noise that looks like an answer.

    **When it is wrong.** The new encoder is trained to be compatible with the old vectors: say *backward
    compatible*.
    """
    release = design.architecture.release
    if release is None or not design.having(Trait.INDEXES_VECTORS):
        return
    for field, text in (("rollback", release.rollback or ""), ("strategy", "; ".join(release.strategy))):
        said = lexicon.INDEX_APART.search(text.lower())
        if said is not None and not _PAIR.search(text.lower()):
            yield problem(
                release,
                f"`{said[0]}`: encoder and index change apart, and vectors of two versions cannot "
                f"be compared",
                at=field,
                components=design.having(Trait.INDEXES_VECTORS).ids[:1],
                help="Release and roll back both as one pair: keep the old index until the new one is "
                "confirmed.",
            )
            return
