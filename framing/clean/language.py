"""Which language a text is in: the measures are made for English, so others are marked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from framing.models import Field, Provenance

# Languages of the press; without this limit a short text may be taken for Esperanto or Latin.
_LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu"),
    *("ro", "bg", "el", "ru", "uk", "sr", "hr", "tr", "ar", "fa", "he", "hi", "ur", "bn", "ta"),
    *("id", "ms", "vi", "th", "zh", "ja", "ko", "sw", "tl", "et", "lv", "lt", "sl", "sq", "ca"),
)
_NAMES = {
    **{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese"},
    **{"it": "Italian", "nl": "Dutch", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"},
    **{"ja": "Japanese", "ko": "Korean", "tr": "Turkish", "pl": "Polish", "sv": "Swedish"},
    **{"hi": "Hindi", "id": "Indonesian", "vi": "Vietnamese", "fa": "Persian", "uk": "Ukrainian"},
}
_MIN_LETTERS = 60  # fewer letters tell nothing reliable
_FEW_LETTERS = 40  # of a paragraph, of which nothing is said unless it is sure
_MIN_CONFIDENCE = 0.5
_SURE = 0.999  # of a paragraph, which is short, that it is in another language
# These four are 11 to 15% of English news and next to nothing in other languages; where they are
# found there is no need to load the model (0.4 s).
_ENGLISH = frozenset({"the", "of", "to", "and"})
_COMMON = 0.08
_MIN_WORDS = 25
_SAMPLE = 4000  # characters; more adds time and no certainty


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (loads numpy)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(_LANGUAGES) & set(identifier.labels))
    return identifier


def detect_language(text: str) -> Field[str] | None:
    """The text's language (ISO 639), marked as guessed, or None where it is too short to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return None
    words = re.findall(r"\w+", sample.casefold())
    common = sum(word in _ENGLISH for word in words)
    if len(words) >= _MIN_WORDS and common >= _COMMON * len(words):
        return Field("en", Provenance.GUESSED, f"{common} of {len(words)} words: the, of, to, and")
    code, confidence = _identifier().classify(sample)
    if confidence < _MIN_CONFIDENCE:
        return None
    return Field(str(code), Provenance.GUESSED, "detected from the text's letters (py3langid)")


def foreign(text: str) -> str | None:
    """The language of a paragraph of an English article that is surely in another one; else None.
    A quotation of a few words is no such paragraph."""
    words = re.findall(r"\w+", text.casefold())
    if sum(map(str.isalpha, text)) < _FEW_LETTERS or any(word in _ENGLISH for word in words):
        return None
    code, confidence = _identifier().classify(text[:_SAMPLE])
    return str(code) if code != "en" and confidence >= _SURE else None


def language_name(code: str) -> str:
    """A language's English name where it is known here, else its code."""
    return _NAMES.get(code, f"'{code}'")


def language_code(value: str) -> str:
    """A declared language as ISO 639 code: 'English' and 'en-GB' are 'en'."""
    plain = value.strip().casefold()
    for code, name in _NAMES.items():
        if plain == name.casefold():
            return code
    return plain.split("-")[0].split("_")[0]
