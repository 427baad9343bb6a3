"""Frames by meaning: which sentences hold a frame, how surely, and which of their words carry it.

What a head says of a sentence is the weighted mean of what it says of each word piece, so it splits
exactly into what each piece adds: nothing is estimated. The same words say more among sentences
that hold the frame than alone: where that measures better, the sentences around count beside them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.analysers.alone import Alone, says_alone
from framing.analysers.heads import Head, by_meaning, heads_of
from framing.models import Part, Sentence, Span
from framing.text.encoder import States, load_encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

    from framing.codebooks.model import Codebook
    from framing.text.encoder import Reading, SentenceEncoder
    from framing.text.parse import ParsedArticle

# A word is shown if it says at least this part of what the word that says most does.
SHOWN = 0.3
# A name stands in many sentences of its story whatever they say: it must say more. It is shown
# whole or not at all: 'Day' of a name is no word of the sentence.
NAME_SHOWN = 0.6
MOST_SHOWN = 6
# In a sentence every word takes on what stands beside it ('called', 'Lebanon'). So a word is shown
# only if by itself, too, it says nearly as much (in logits) as that of them which then says most,
# and this one is sought among words that say at least so much of the most in the sentence.
APART, NAME_APART = 3.0, 1.5
SOUGHT = 0.15
# So many sentences to each side stand around one; they count where its own words say at least so
# much: what nothing in a sentence speaks for is not read into it.
REACH, SPEAKS = 3, 0.15
KNOWN = 1024  # sentences that were read lately, 5 KiB each
_WITHIN_NAMES = frozenset(("of", "for", "the"))
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"\w(?:[\w'’.&-]*\w)?")
# They take on what stands beside them, and carry nothing by themselves.
_REPORTS = frozenset(
    "according added allegedly april august december february friday january july june march "
    "monday november october reported reportedly reports said saturday says september statement "
    "statements sunday thursday today told tuesday wednesday yesterday".split()
)


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415  (1 s to import)

    return _REPORTS | (STOP_WORDS - {"former", "six", "two", "three", "four"})


@dataclass(frozen=True, slots=True)
class Found:
    """A frame in a sentence, or nearly.

    Attributes:
        frame: its id.
        sentence: the sentence.
        p: the calibrated probability that it holds the frame.
        held: whether that reaches the frame's threshold.
        doubtful: whether it lies between the frame's two bounds.
        spans: the words that carry it, in the article's text.
    """

    frame: str
    sentence: Sentence
    p: float
    held: bool
    doubtful: bool
    spans: tuple[Span, ...]


class Weights:
    """A head's numbers as arrays."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self._weights = np.array(head.weights, dtype=np.float64)
        self._attention = np.array(head.attention or [0.0] * len(head.weights), dtype=np.float64)

    def votes(self, read: States) -> NDArray[np.float64]:
        """What each word piece adds to the sentence's logit; their sum is the logit."""
        return self.of_states(read.states.astype(np.float64))

    def of_states(self, states: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for the states of the word pieces alone."""
        scores = states @ self._attention
        shares = np.exp(scores - scores.max(initial=-np.inf))
        found: NDArray[np.float64] = (shares / shares.sum()) * (
            states @ self._weights + self.head.bias
        )
        return found

    def probability(self, read: States) -> float:
        """The probability that the sentence holds the frame by its own words, to three decimals."""
        return _probability(self.votes(read))


def _probability(votes: NDArray[np.float64]) -> float:
    return round(float(logistic(votes.sum())), 3) if len(votes) else 0.0


def in_company(head: Head, p: float, around: Sequence[float]) -> float:
    """The probability of a sentence among others, to three decimals.

    Args:
        head: the frame's head.
        p: what the sentence's own words say.
        around: what those of the sentences around it say; where there are none, it stands for them.
    """
    if head.around is None or p < SPEAKS:
        return p
    inside = min(p, 0.999)
    own = math.log(inside / (1 - inside))
    near = sum(around) / len(around) if around else p
    logit = head.around.own * own + head.around.near * near + head.around.constant
    return round(float(logistic(np.array(logit))), 3)


def placed(head: Head, votes: Sequence[NDArray[np.float64]]) -> list[float]:
    """The probabilities of sentences that stand in this order, each among the others."""
    own = [_probability(each) for each in votes]
    if head.around is None:
        return own
    return [
        in_company(head, p, [*own[max(0, i - REACH) : i], *own[i + 1 : i + 1 + REACH]])
        for i, p in enumerate(own)
    ]


def probabilities(head: Head, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """The same for sentences' vectors, by rows; of a head without ``attention``."""
    weights = np.array(head.weights, dtype=np.float64)
    return logistic(vectors.astype(np.float64) @ weights + head.bias)


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 / (1 + e⁻ˣ), without overflow."""
    found: NDArray[np.float64] = 0.5 * (1 + np.tanh(logits / 2))
    return found


def carrying(
    votes: NDArray[np.float64],
    pieces: Sequence[Span],
    sentence: str,
    passed: Collection[int] = (),
    names: Collection[Span] = (),
    alone: Alone | None = None,
) -> tuple[Span, ...]:
    """The words of a sentence that say most for the frame, in text order; neighbours are one span.

    A word says what its pieces say together, and so does a name of several words. Small words and
    punctuation are passed over.

    Args:
        votes: what each word piece adds.
        pieces: where each stands in the sentence.
        sentence: its text.
        passed: where words begin that say little by themselves ('went').
        names: the names, each whole.
        alone: what a word says by itself, None where that is not known.
    """
    words = _with_names([Span(*match.span()) for match in _WORD.finditer(sentence)], names)
    named = {name.start for name in names}
    small = _small()
    totals = {
        word: sum(
            float(vote)
            for vote, piece in zip(votes, pieces, strict=True)
            if piece.start < word.end and word.start < piece.end
        )
        for word in words
        if _POSSESSIVE.sub("", word.of(sentence).lower()) not in small and word.start not in passed
    }
    if not totals:
        return (words[0],) if words else (Span(0, len(sentence)),)
    top = max(totals.values())
    ordered = sorted(totals, key=lambda word: (-totals[word], word))[:MOST_SHOWN]
    least = {word: NAME_SHOWN if word.start in named else SHOWN for word in ordered}
    shown = [word for word in ordered if totals[word] >= least[word] * top] or ordered[:1]
    if alone is not None:
        enough = {word: least[word] if word.start in named else SOUGHT for word in ordered}
        sought = [word for word in ordered if totals[word] >= enough[word] * top]
        shown = _by_themselves(sought, shown, {w: alone(w.of(sentence)) for w in sought}, named)
    return tuple(_joined(sorted(shown), sentence))


def _with_names(words: Sequence[Span], names: Collection[Span]) -> list[Span]:
    """The words, those of a name as one: without a possessive's ending, which is none of it."""
    whole = {word: name for name in names for word in words if name.overlaps(word)}
    return sorted({whole.get(word, word) for word in words})


def _by_themselves(
    sought: Sequence[Span],
    shown: Sequence[Span],
    says: Mapping[Span, float | None],
    names: Collection[int],
) -> list[Span]:
    """Those of the words that say about as much by themselves as the best of ``sought``, which is
    always among them. Of a rare word nothing is known: it stays if it says most in the sentence,
    a name only where no other word speaks for the frame by itself."""
    known = {word: value for word in sought if (value := says[word]) is not None}
    if not known:
        return list(shown)
    best = max(known, key=lambda word: known[word])
    least = {word: known[best] - (NAME_APART if word.start in names else APART) for word in known}
    kept = {word for word in shown if word in known and known[word] >= least[word]}
    first = shown[0]
    if first not in known and (first.start not in names or known[best] < 0):
        kept.add(first)
    return sorted(kept | {best})


def _joined(words: Sequence[Span], sentence: str) -> Iterator[Span]:
    """The words, those that only a space or hyphen parts as one."""
    start, end = words[0]
    for word in words[1:]:
        if sentence[end : word.start] in (" ", "-", "\u00a0"):
            end = word.end
            continue
        yield Span(start, end)
        start, end = word
    yield Span(start, end)


class _Said(NamedTuple):
    """A sentence's word pieces, and what each says for each frame."""

    pieces: tuple[Span, ...]
    votes: Mapping[str, NDArray[np.float64]]


class MeaningReader:
    """Reads the frames of a codebook that are read by meaning.

    Raises:
        CodebookError: a frame has no head.
        ModelUnavailable: the encoder is missing or damaged.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._heads: Mapping[Reading, Mapping[str, Weights]] = {
            reading: {frame: Weights(head) for frame, head in heads.items()}
            for reading, heads in heads_of(codebook).items()
        }
        self._encoders: dict[Reading, SentenceEncoder] = {
            reading: load_encoder(reading) for reading in self._heads
        }
        self._known: dict[tuple[Reading, str], _Said] = {}  # copy that outlets share
        self._alone: dict[str, Alone] = {
            frame.id: says_alone(frame.head, self._encoders["taught"])
            for frame in by_meaning(codebook.frames)
            if frame.head
        }

    @property
    def heads(self) -> Mapping[str, Head]:
        """The head of each frame."""
        return {f: each.head for heads in self._heads.values() for f, each in heads.items()}

    def find(self, doc: ParsedArticle) -> list[Found]:
        """The frames that its sentences hold or may hold, in text order."""
        texts = [sentence.span.of(doc.text) for sentence in doc.sentences]
        read = {reading: [self._read(reading, text) for text in texts] for reading in self._heads}
        sure = {
            frame: placed(weights.head, [each.votes[frame] for each in read[reading]])
            for reading, heads in self._heads.items()
            for frame, weights in heads.items()
        }
        found = []
        for place, sentence in enumerate(doc.sentences):
            weak: tuple[frozenset[int], tuple[Span, ...]] | None = None
            for reading, heads in self._heads.items():
                for frame, weights in heads.items():
                    head, p = weights.head, sure[frame][place]
                    held = p >= head.threshold
                    doubtful = head.low <= p < head.high
                    if held or doubtful:
                        at = sentence.span.start
                        weak = weak or _weak(doc, sentence)
                        said = read[reading][place]
                        spans = carrying(
                            said.votes[frame], said.pieces, texts[place], *weak,
                            self._alone.get(frame),
                        )  # fmt: skip
                        moved = tuple(Span(at + s, at + e) for s, e in spans)
                        found.append(Found(frame, sentence, p, held, doubtful, moved))
        return found

    def _read(self, reading: Reading, text: str) -> _Said:
        known = self._known.get((reading, text))
        if known is not None:
            return known
        read = self._encoders[reading].read(text)
        states = read.states.astype(np.float64)
        heads = self._heads[reading].items()
        said = _Said(read.spans, {frame: each.of_states(states) for frame, each in heads})
        if len(self._known) == KNOWN:
            self._known.pop(next(iter(self._known)))  # the oldest
        self._known[reading, text] = said
        return said


def _weak(doc: ParsedArticle, sentence: Sentence) -> tuple[frozenset[int], tuple[Span, ...]]:
    """Where, in a sentence, forms of small words begin ('went', 'got'), and the names."""
    tokens = doc.tokens(sentence.span)
    small, start = _small(), sentence.span.start
    passed = (t.idx - start for t in tokens if t.pos_ != "NOUN" and t.lemma_.lower() in small)
    title = sentence.part is Part.HEADLINE  # whose capitals make no names
    return frozenset(passed), () if title else tuple(_names(tokens, start))


def _names(tokens: SpacySpan, start: int) -> Iterator[Span]:
    """The names among tokens: words of a name in a row, and what a preposition adds to a name
    ('Institute for the Study of War')."""
    first: Token | None = None
    last: Token | None = None
    for token in tokens:
        if token.pos_ != "PROPN":
            continue
        if first is None or last is None:
            first = last = token
        elif _one_name(first, last, token):
            last = token
        else:
            yield Span(first.idx - start, last.idx + len(last) - start)
            first = last = token
    if first is not None and last is not None:
        yield Span(first.idx - start, last.idx + len(last) - start)


def _one_name(first: Token, last: Token, token: Token) -> bool:
    """Whether a word of a name goes on the name from ``first`` to ``last``."""
    between = [first.doc[i] for i in range(last.i + 1, token.i)]
    if all(each.lower_ == "-" and not each.whitespace_ for each in between):
        return True
    return (
        between[0].dep_ == "prep"
        and first.i <= between[0].head.i <= last.i
        and all(each.lower_ in _WITHIN_NAMES for each in between)
    )
