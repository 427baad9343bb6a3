"""Headlines set in capitals or in title case, written as sentences for the parser.

A parser that learned from sentences takes 'South Korea Seizes Ship' for one long name. What is a
name there, the body tells: it writes names with a capital inside its sentences, and other words
without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.models import Span

_WORD = re.compile(r"[^\W\d_]+")
# A word inside a sentence: what stands first has a capital whatever it is.
_INSIDE = re.compile(r"(?<=[a-z0-9,;’'“”\"‘–—(-] )[“\"'‘(]?([^\W\d_]+)")
_TITLED = 0.7  # share of a headline's longer words that are capitalised where it is set so
_FEWEST = 4  # longer words, below which nothing tells how a headline is set
_LONGER = 4  # letters: smaller words are left small in title case, too
_STEM = 4  # letters that two forms of a word share at least
_ENDING = 3  # letters by which two forms of a word may differ


def is_titled(headline: str) -> bool:
    """Whether a headline is set in title case or in capitals, so that a capital tells nothing."""
    longer = [w for w in _WORD.findall(headline) if len(w) >= _LONGER]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) >= _FEWEST and capitals >= _TITLED * len(longer)


def as_sentence(words: Sequence[str], body: str) -> list[str]:
    """The words of a headline as a sentence would have them, each as long as before.

    A word keeps its capital where the body mostly writes it so; the first of the headline always.

    Args:
        words: the headline's tokens.
        body: the text that it stands over.
    """
    forms = _forms(body)
    shouted = all(word.isupper() for word in words if len(word) >= _LONGER and word.isalpha())
    told: list[str] = []
    for number, word in enumerate(words):
        small, usual = word.lower(), _usual(word, forms)
        first = number == 0 or (number == 1 and not words[0].isalnum())
        if len(small) != len(word) or not word[:1].isupper():
            told.append(word)
        elif usual:
            told.append(usual if shouted or len(usual) == 1 else word)
        elif first and not (shouted and len(word) > 1):
            told.append(word)
        elif first:
            told.append(word[:1] + small[1:])
        elif not shouted and not word[1:].islower() and len(word) > 1:
            told.append(word)  # 'UN', 'iPhone': no title case made these capitals
        else:
            told.append(small)
    return told


def _forms(body: str) -> dict[str, Counter[str]]:
    """How the body writes each word inside its sentences, by its small form."""
    forms: dict[str, Counter[str]] = {}
    for match in _INSIDE.finditer(body):
        word = match.group(1)
        forms.setdefault(word.lower(), Counter())[word] += 1
    return forms


def _usual(word: str, forms: dict[str, Counter[str]]) -> str:
    """The form with a capital that the body mostly writes; empty where it writes it small, or never
    has it."""
    small = word.lower()
    seen = forms.get(small)
    if seen is None or _is_inflected(small, forms):
        return ""
    form, times = max(seen.items(), key=lambda item: (item[1], item[0]))
    return form if form != small and 2 * times >= seen.total() else ""


def _is_inflected(small: str, forms: dict[str, Counter[str]]) -> bool:
    """Whether the body only has it with a capital by chance, and other forms of it small."""
    if sum(forms[small].values()) > 1:
        return False
    return any(
        other != small
        and other[:_STEM] == small[:_STEM]
        and abs(len(other) - len(small)) <= _ENDING
        and seen[other] == seen.total()
        for other, seen in forms.items()
        if len(small) > _STEM
    )


def headline_words(
    words: Sequence[str], places: Sequence[int], headline: Span, text: str
) -> dict[int, str]:
    """The tokens of a headline in title case or in capitals that the parser should read otherwise.

    Args:
        words: the article's tokens. places: where each begins.
        headline: where the headline stands in the text.
        text: the article.

    Returns:
        Token number → the word in its place, as long as it is.
    """
    inside = [i for i, at in enumerate(places) if headline.start <= at < headline.end]
    body = text[: headline.start] + " " + text[headline.end :]
    told = as_sentence([words[i] for i in inside], body)
    return {i: word for i, word in zip(inside, told, strict=True) if word != words[i]}
