"""Published models by their names, whatever their version and size: `GPT-4o mini`, `llama-3.1-70b`."""

from __future__ import annotations

from collections.abc import Sequence

from mlarch.lazy import regex

__all__ = ["family_word"]

_SIZES = (
    "nano|mini|tiny|small|medium|base|large|xl|xxl|huge|turbo|pro|flash|ultra|lite|plus|max|sonnet|opus|haiku|"
    "instruct|chat|preview|latest|vision|coder|reasoner|multilingual|it|en|hf|api|awq|gptq|gguf|fp8|int8|int4"
)

# The word of the catalogue that says what a model of each family is, and how the names of the family begin.
_FAMILIES = {
    "LLM": "gpt|chatgpt|claude|gemini|llama|mistral|mixtral|ministral|qwen|deepseek|gemma|command r|grok",
    "BERT": "bge|gte|minilm|mpnet|text embedding|voyage|roberta|deberta|distilbert|modernbert",
    "speech recogniser": "whisper|wav2vec",
    "object detector": "yolo|detr|faster rcnn|rtmdet",
    "image classifier": "resnet|efficientnet|mobilenet|convnext|vit",
}
# Words that mean other things, too: they name a model only with a version.
_VERSIONED = {"LLM": "phi", "object detector": "sam"}

_FREE = rf"(?:\s*v?\d\w*|\s+(?:{_SIZES}|[rv]|[abx]\d+\w*))*"
_NUMBERED = rf"\s*v?\d\w*(?:\s+(?:{_SIZES}|v?\d\w*))*"
_PATTERNS = tuple(
    (word, regex(rf"^(?:{names}){ending}$"))
    for families, ending in ((_FAMILIES, _FREE), (_VERSIONED, _NUMBERED))
    for word, names in families.items()
)


def family_word(words: Sequence[str]) -> str | None:
    """The word of the catalogue for what a model does whose name these folded words are, if they are one."""
    text = " ".join(words)
    return next((word for word, pattern in _PATTERNS if pattern.match(text)), None)
