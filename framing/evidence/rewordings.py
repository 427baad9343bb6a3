"""What two articles call otherwise in a sentence that both have: 'extremists' in one, 'fighters'
in the other. Copy that is shared but for a word shows a choice of that word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from rapidfuzz import fuzz

from framing.models import Analysis, Part, SharedPassage, Span, Voice
from framing.shared_copy.alignment import Words, words_of
from framing.shared_copy.candidates import STOP_WORDS
from framing.text.dictionary import dictionary

_AROUND = 2  # same words on each side of what is worded otherwise
_MOST = 2  # words that stand for as many others
_LETTERS = 4  # of a word that names or judges
_SPELT = 70.0  # per cent, from which two words are one, spelled otherwise
_ALIKE = 0.7  # share of the words of two sentences that must be the same


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words of one article, and those that stand for them in another's same sentence; None where
    nothing does: 'Islamist allies' is 'allies' in the other. A place is an article's id and the
    index of a sentence."""

    one: Span | None
    other: Span | None
    one_place: tuple[str, int]
    other_place: tuple[str, int]


def rewordings(passage: SharedPassage, analyses: Mapping[str, Analysis]) -> Iterator[Rewording]:
    """What the sides of a shared passage word otherwise, two articles at a time, but in quotations.

    Args:
        passage: with its sides.
        analyses: by article id; all of the passage's.
    """
    sides = [
        (article, sentence)
        for article, _, sentence, voice in passage.sides()
        if voice is not Voice.DIRECT and analyses[article].sentences[sentence].part is Part.BODY
    ]
    # An outlet may print the very same sentence in many articles: it is read once.
    told: dict[tuple[str, str], tuple[str, int]] = {}
    for article, sentence in sides:
        analysis = analyses[article]
        text = analysis.sentences[sentence].span.of(analysis.article.text)
        told.setdefault((analysis.article.outlet, text), (article, sentence))
    for one, other in combinations(told.values(), 2):
        if analyses[one[0]].article.outlet != analyses[other[0]].article.outlet:
            yield from _between(one, other, analyses)


def _between(
    one: tuple[str, int], other: tuple[str, int], analyses: Mapping[str, Analysis]
) -> Iterator[Rewording]:
    texts = [analyses[article].article.text for article, _ in (one, other)]
    spans = [analyses[article].sentences[sentence].span for article, sentence in (one, other)]
    words = [words_of(text, span) for text, span in zip(texts, spans, strict=True)]
    matcher = SequenceMatcher(None, words[0].norms, words[1].norms, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return
    runs = matcher.get_opcodes()
    for place, (what, i, j, k, m) in enumerate(runs):
        if what == "equal" or not 0 < place < len(runs) - 1:
            continue
        before, after = runs[place - 1], runs[place + 1]
        if min(before[2] - before[1], after[2] - after[1]) < _AROUND:
            continue
        if max(j - i, m - k) > _MOST:
            continue
        held = _held(words[0], i, j), _held(words[1], k, m)
        told = [span.of(text) if span else "" for span, text in zip(held, texts, strict=True)]
        if _is_worded_otherwise(*told):
            yield Rewording(*held, one, other)


def _held(words: Words, start: int, end: int) -> Span | None:
    if start == end:
        return None
    return Span(words.spans[start].start, words.spans[end - 1].end)


def _is_worded_otherwise(one: str, other: str) -> bool:
    """Whether nouns or adjectives stand for each other, or one for nothing: not where a word is
    only spelled otherwise, nor for names and numbers, which tell of facts and not of words."""
    told = [words for words in (one, other) if words]
    if len(told) == 2 and fuzz.ratio(one.lower(), other.lower()) >= _SPELT:
        return False
    return all(_names_or_judges(words) for words in told)


def _names_or_judges(words: str) -> bool:
    known = dictionary()
    each = words.split()
    last = each[-1].lower()
    if not all((w[:1].isalpha() and w == w.lower()) or w[1:] == w[1:].lower() for w in each):
        return False
    forms = {last, last.removesuffix("s"), last.removesuffix("es")}
    return (
        len(last) >= _LETTERS
        and last not in STOP_WORDS
        and not (forms.isdisjoint(known["noun"]) and forms.isdisjoint(known["adj"]))
    )
