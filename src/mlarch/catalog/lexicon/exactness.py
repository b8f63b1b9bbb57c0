"""Words about what is exact: rules that people write, sums, and numbers that name one thing."""

from __future__ import annotations

from mlarch.catalog.lexicon.words import any_of

__all__ = ["CALCULATES", "NAMES_ONE", "RULES_ONLY", "SOMETHING_LEARNED"]

RULES_ONLY = any_of(
    r"rules?\b(?! (?:engine )?(?:model|head|learner)s?)",
    r"(?:(?:if|when)\b(?:[^.;]|\.\d)*\bthen|if-then)\b",
    r"(?:look-?up |fixed |hand-?written |price |tariff )?(?:tables?|lists?) (?:that|which|kept|of|with|from|by)\b",
    r"(?:fixed|hand-?written|hard-?coded) (?:\w+ )?(?:thresholds?|limits?|formulas?|weights?|order|conditions?|tariffs?)\b",
    r"decision tables?|formulas?\b|tariff\b|regular expressions?|regex\w*|white-?lists?|block-?lists?|check-?lists?",
)
"""What people wrote down, and nothing learned."""

SOMETHING_LEARNED = any_of(
    r"models?\b(?! by \d)|net(?:work)?s?\b|learn\w*|train\w*|trees\b|forest|boost\w*|regression|neural|bert|transformer|embedding\w*|weights of the"
    r"|scor(?:es?|ing|er)\b|predict\w*|classif\w*|detect\w*|probabilit\w*|rule heads?|gpus?\b|onnx|lightgbm|xgboost"
)
"""A part that was learned, after all."""

CALCULATES = any_of(
    r"(?:works? out|calculat\w+|computes?|adds? up|sums? up|totals?|nets?|reconciles?|balances) (?:the |all |what |gross |how )?(?:\w+ )?(?:tax\w*|pay\b|ni\b|interest|premiums?|totals?|sums?|balances?|wages?|fees?|fares?|discounts?|instal?ments?|doses?|vat|amounts?|hours|rebates?|commissions?|loads?|margins?|dates?)",
    r"(?:gross|net)-to-(?:net|gross)|arithmetic|book-?keeping",
    r"(?:counts|numbers|figures|readings|values|measurements) (?:of [^.;]{3,60} )?as (?:a )?(?:text|table|prompt|csv|words)[^.;]*\b(?:answers|decides|says|holds?|releases?)",
    r"compares? (?:the |two |all )?(?:amounts?|sums?|totals?|counts?|figures?|dates?|numbers?) (?:with|to|against)",
)
"""Arithmetic, which has one right result."""

_NUMBERS = r"(?:(?:\w+ )?(?:numbers|ids|codes|identifiers|keys|skus|isbns|ibans|plates|serials|postcodes|barcodes|eans))"
NAMES_ONE = any_of(
    rf"{_NUMBERS} (?:are |is )?(?:embedded|encoded|as vectors?|vectori[sz]ed|(?:found|looked up) by (?:nearest|similar|near))",
    rf"(?:embeds?|nearest|neighbou?rs? of|similar) (?:the )?(?:\w+ ){{0,2}}?{_NUMBERS}\b",
    rf"exact {_NUMBERS}",
)
"""Numbers that name one thing, and say nothing by being near each other."""
