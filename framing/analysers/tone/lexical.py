"""Lexical polarity and subjectivity of a stretch of words, by TextBlob's rules.

The rules are those of TextBlob (``textblob._text.Sentiment``, from Pattern; De Smedt & Daelemans
2012): an adverb scales the scored word after it, a negation before it halves and turns it, the
stretch's score is the mean over its scored words. Four changes: any contraction negates, so do
'hardly', 'without' and their like; a negation reaches through its clause (``negation``); and
emoticons are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from framing.analysers.tone.lexicon import Entry

TEXTBLOB_NEGATIONS = frozenset({"no", "not", "n't", "never"})
NEGATIONS = TEXTBLOB_NEGATIONS | {
    "barely", "cannot", "hardly", "neither", "nor", "nowhere", "rarely", "scarcely", "seldom",
    "without",
}  # fmt: skip
_NEGATED = -0.5  # TextBlob: 'not good' is half as bad as 'good' is good


@dataclass(frozen=True, slots=True)
class Assessed:
    """A scored word with the negation and adverbs that belong to it.

    ``words`` are indices into the words given; ``polarity`` and ``subjectivity`` are what the word
    adds after negation and scaling.
    """

    words: tuple[int, ...]
    polarity: float
    subjectivity: float


@dataclass(slots=True)
class _Open:
    words: list[int]
    polarity: float
    subjectivity: float
    intensity: float
    negations: set[int] = field(default_factory=set)

    def closed(self, reached: Mapping[int, frozenset[int]]) -> Assessed:
        negations = self.negations.union(*(reached.get(word, ()) for word in self.words))
        negations -= set(self.words)
        polarity = self.polarity * _NEGATED if len(negations) % 2 else self.polarity
        words = tuple(sorted({*self.words, *negations}))
        return Assessed(words, polarity, self.subjectivity)


def assess(
    words: Sequence[str],
    entries: Sequence[Entry | None],
    negations: frozenset[str] = NEGATIONS,
    reached: Mapping[int, frozenset[int]] | None = None,
) -> tuple[Assessed, ...]:
    """The scored words of a stretch of text.

    Args:
        words: the stretch's words and punctuation, in lower case, contractions split ("is", "n't").
        entries: for each word its lexicon entry, or None for a word that has no score.
        negations: words that negate.
        reached: for words further from a negation, the indices of the negations that reach them;
            two cancel out.
    """
    found: list[_Open] = []
    modifier: int | None = None
    negation: int | None = None
    for at, (word, entry) in enumerate(zip(words, entries, strict=True)):
        if entry is not None:
            if modifier is None:
                found.append(_Open([at], entry.polarity, entry.subjectivity, entry.intensity))
            else:
                _scale(found[-1], at, entry)
            if negation is not None:
                found[-1].negations.add(negation)
                found[-1].intensity = 1.0 / found[-1].intensity
            modifier = at if entry.modifies else None
            negation = at if word in negations else None
            continue
        if word in negations:
            negation = at
        elif negation is not None and (len(word.strip("'")) > 1 or word in ")]"):
            negation = None  # a negation reaches over small words only ('not a good')
        if negation is not None and modifier is not None and words[modifier].endswith("ly"):
            found[-1].negations.add(negation)
            negation = None
        elif modifier is not None and len(word) > 2:
            modifier = None  # so does an adverb ('really is a good')
        if word == "!" and found:
            if at == found[-1].words[-1] + 1:
                found[-1].words.append(at)
            found[-1].polarity = _clamp(found[-1].polarity * 1.25)
    return tuple(each.closed(reached or {}) for each in found)


def _scale(target: _Open, at: int, entry: Entry) -> None:
    """Let the adverb in ``target`` scale the scored word at ``at``."""
    target.words.append(at)
    target.polarity = _clamp(entry.polarity * target.intensity)
    target.subjectivity = _clamp(entry.subjectivity * target.intensity)
    target.intensity = entry.intensity


def _clamp(score: float) -> float:
    return max(-1.0, min(score, 1.0))
