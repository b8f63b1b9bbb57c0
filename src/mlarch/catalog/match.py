"""From the word that a person wrote to the kinds it may mean: exact names, products, ambiguous words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mlarch.catalog.kinds import KINDS
from mlarch.catalog.named_models import family_word
from mlarch.catalog.tech import TECHS, find_tech, tech_words
from mlarch.catalog.words import LONGEST, listed, normalize, tokens, without_parentheses
from mlarch.lazy import regex
from mlarch.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlarch.catalog.ambiguous import Ambiguity

__all__ = ["KindMatch", "find_kind", "forget", "kind_words", "settle"]

# Last words that say only that the thing runs: `Kafka cluster` is Kafka, `ranking layer` is ranking.
_HOUSING = frozenset(
    normalize(word)
    for word in listed(
        "cluster, service, server, system, layer, module, component, stage, step, tier, node, fleet,"
        "instance, engine, platform, infrastructure, pool, replica, pod, group, box"
    )
)
# What may follow the name of a product without changing what it is: `S3 bucket`, `Airflow DAG`, `Spark job`.
_OF_PRODUCT = _HOUSING | frozenset(
    normalize(word)
    for word in listed(
        "bucket, topic, queue, stream, job, DAG, database, DB, cache, store, index, table, container, app,"
        "api, broker, pipeline, registry, model, collection, keyspace, shard, streaming, vector, search,"
        "function, primary"
    )
)
# What a product does is said by the words after it: `XGBoost trainer`, `PyTorch training job`.
_TRAINS = frozenset(map(normalize, listed("trainer, training, training job, training pipeline, fine-tuning")))

# Names of their own, whose words mean something else alone: an exchange, or a vector index of Google's.
_OTHERS = frozenset(map(normalize, listed("matching engine")))

_BETWEEN = regex(r"\s*[/|+,&]\s*|\s+or\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindMatch:
    """The kinds that a word may mean, best first, and the product it names, if any.

    More than one kind means that the word is ambiguous: `settle` looks at the neighbours.
    """

    kinds: tuple[str, ...]
    tech: str | None = None


@cache
def kind_words() -> dict[str, str]:
    """Every unambiguous name of a kind in compared form, with the kind's id. Products are not among them."""
    return {
        normalize(word): kind.id for kind in KINDS.values() for word in (kind.id, kind.name, *kind.aliases)
    }


@cache
def _open_words() -> Mapping[str, Ambiguity]:
    """The ambiguous words; their table is loaded by the first look-up, not by the import of the catalogue."""
    from mlarch.catalog.ambiguous import ambiguous_words

    return ambiguous_words()


@lru_cache(maxsize=2048)
def find_kind(word: str) -> KindMatch | None:
    """The kinds that `word` may mean, or None when the catalogue does not know it.

    A kind's own id or display name means that kind. Then come the words that are known to be ambiguous, the
    aliases and the products; then the same without bracketed words and without a last word that says nothing
    (`ranking layer`, `Kafka cluster`), then what follows the name of a product (`Spark batch job`), and at
    last a list of words that all mean the same (`S3 / GCS`).
    """
    kinds, tech = _look_up(word[:LONGEST])
    if not kinds:
        kinds, tech = _alternatives(word[:LONGEST])
    if not kinds:
        return None
    product = tech or (found.id if (found := find_tech(word)) else None)
    return KindMatch(kinds, product)


def settle(
    word: str,
    match: KindMatch,
    reads: frozenset[str],
    writes: frozenset[str],
    payloads: frozenset[str],
    *,
    leads: frozenset[str] = frozenset(),
    gets: frozenset[str] = frozenset(),
    gives: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """The kinds that remain of `match` in a neighbourhood, best first; one kind where that is safe.

    `reads` are the kinds of components that call or read this one or that its own arrows lead to, `writes`
    the kinds of those that stream or load into it, `payloads` the data types on its flows. `leads` are the
    kinds that its own arrows lead to, `gets` and `gives` the data types on the arrows into and out of it.
    """
    if len(match.kinds) == 1:
        return match.kinds
    entry = _ambiguity(word[:LONGEST])
    if entry is None:
        return match.kinds
    from mlarch.catalog.ambiguous import Around

    narrowed = entry.narrow(Around(reads, writes, payloads, leads, gets, gives))
    return tuple(kind for kind in narrowed if kind in match.kinds) or match.kinds


def _look_up(word: str) -> tuple[tuple[str, ...], str | None]:
    """Kinds and product of the first form of the word that is known."""
    kind = _own_name(word)
    if kind is not None:
        return (kind,), None
    for form in _forms(word):
        if entry := _open_words().get(form):
            return entry.kinds, tech_words().get(form)
        if alias := kind_words().get(form):
            return (alias,), None
        product = tech_words().get(form)
        if product is not None and (played := TECHS[product].kind):
            return (played,), product
    for product, rest in _after_products(word):
        if _plays_many(product) and rest in _TRAINS:
            return ("training_pipeline",), product
        if entry := _open_words().get(rest):
            return entry.kinds, product
        if alias := kind_words().get(rest):
            return (alias,), product
    return (), None


def _after_products(word: str) -> Iterator[tuple[str, str]]:
    """Each product that a word begins with, and what follows: `Kafka event stream`, `Spark batch job`."""
    words = tokens(without_parentheses(word))
    for cut in range(1, len(words)):
        product = tech_words().get("".join(words[:cut]))
        if product is not None:
            yield product, "".join(words[cut:])


def _plays_many(product: str) -> bool:
    """Whether a product says too little about what a part does: then the words after it do."""
    kind = TECHS[product].kind
    return kind is None or KINDS[kind].any_data


def _alternatives(word: str) -> tuple[tuple[str, ...], str | None]:
    """The kind that all parts of `Kafka / Kinesis` have in common, with the first product."""
    found = [_look_up(part) for part in _BETWEEN.split(word) if part.strip()]
    if len(found) > 1 and all(kinds == found[0][0] for kinds, _ in found):
        return found[0]
    return (), None


def _ambiguity(word: str) -> Ambiguity | None:
    forms = (*_forms(word), *(rest for _, rest in _after_products(word)))
    return next((entry for form in forms if (entry := _open_words().get(form))), None)


@cache
def _own_names() -> dict[str, str]:
    return {name.casefold(): kind.id for kind in KINDS.values() for name in (kind.id, kind.name)}


def _own_name(word: str) -> str | None:
    """The kind whose id or display name this is, letter for letter but for case and outer space."""
    return _own_names().get(" ".join(word.split()).casefold())


def forget() -> None:
    """Drop what was looked up: the catalogue has changed."""
    for table in (kind_words, find_kind, _own_names):
        table.cache_clear()


def _forms(word: str) -> tuple[str, ...]:
    """What to look up, in order: the word, without brackets, without a last word that says nothing; for the
    name of a published model, what such models do."""
    plain = without_parentheses(word)
    words = tokens(plain)
    forms = [normalize(word), "".join(words)]
    if len(words) > 1 and forms[-1] not in _OTHERS:
        shorter = "".join(words[:-1])
        product = tech_words().get(shorter)
        if words[-1] in (_OF_PRODUCT if product else _HOUSING):
            forms.append(shorter)
    family = family_word(words)
    if family is not None:
        forms.append(normalize(family))
    return tuple(dict.fromkeys(form for form in forms if form))
