"""The trained reader of lines: how likely each line of a page is the article's body, or what else.

Hashed words go through a logistic model; its scores, the form and the place of the line and of its
neighbours go through two small forests of decision trees, of which the second sees what the first
says of the neighbours. ``training/lines`` fits them; weights and record are in
``framing/data/lines``. Inference needs numpy alone. Trees are evaluated all at once, after
QuickScorer (Lucchese et al. 2015): each condition that fails strikes out the leaves on its left.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.clean.line_features import Floats, _mean, _shifted, buckets, features
from framing.files import LINES, installed_whole

CLASSES = ("body", "headline", "standfirst", "credit", "caption", "cross-heading", "furniture")
NEAR = (-4, -3, -2, -1, 1, 2, 3, 4)
TEXT_NEAR = (-3, -2, -1, 1, 2, 3)
_CHUNK = 256  # lines evaluated at once, so that memory stays small
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Forest:
    """Decision trees side by side: ``feature``, ``threshold`` and ``mask`` are trees × inner nodes,
    ``leaf`` is trees × leaves; ``base`` is added to the sum of the leaves that a line falls in."""

    feature: NDArray[np.int16]
    threshold: Floats
    mask: NDArray[np.uint16]
    leaf: Floats
    base: float

    def __call__(self, x: Floats) -> Floats:
        """The log-odds of each row."""
        trees = np.arange(len(self.leaf))
        out = np.empty(len(x), np.float32)
        flat = self.feature.reshape(-1)
        for start in range(0, len(x), _CHUNK):
            part = x[start : start + _CHUNK]
            fails = part[:, flat].reshape(len(part), *self.feature.shape) > self.threshold
            left = np.bitwise_and.reduce(
                np.where(fails, self.mask, np.uint16(0xFFFF)), axis=2
            ).astype(np.int32)
            lowest = np.frexp((left & -left).astype(np.float32))[1] - 1
            out[start : start + _CHUNK] = self.leaf[trees, lowest].sum(axis=1) + self.base
        return out


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights of the reader, and the two thresholds that its training chose.

    Under ``out`` a line is not the body; between ``out`` and ``sure`` it is kept and suspected.
    """

    words: Floats
    words_bias: Floats
    first: Forest
    second: Forest
    kinds: Floats
    kinds_bias: Floats
    out: float
    sure: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The packaged weights."""
    path = LINES / "reader.npz"
    with installed_whole(path), np.load(io.BytesIO(path.read_bytes())) as stored:
        return unpack({name: stored[name] for name in stored.files})


def unpack(stored: dict[str, NDArray[Any]]) -> Weights:
    """Weights out of the arrays of ``reader.npz``."""

    def forest(name: str) -> Forest:
        return Forest(
            stored[f"{name}_feature"],
            stored[f"{name}_threshold"],
            stored[f"{name}_mask"],
            stored[f"{name}_leaf"].astype(np.float32),
            float(stored[f"{name}_base"]),
        )

    words = stored["words"].astype(np.float32) * stored["words_scale"]
    return Weights(
        words,
        stored["words_bias"],
        forest("first"),
        forest("second"),
        stored["kinds"],
        stored["kinds_bias"],
        float(stored["out"]),
        float(stored["sure"]),
    )


def word_scores(texts: Sequence[str], words: Floats, bias: Floats) -> Floats:
    """Log-probabilities of the classes by a line's words alone: lines × classes."""
    sums = np.stack([words[buckets(text)].sum(axis=0) for text in texts]) + bias
    return log_softmax(sums)


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities, none under −8."""
    top = scores - scores.max(axis=1, keepdims=True)
    logs = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    clipped: Floats = np.clip(logs, -8, 0).astype(np.float32)
    return clipped


def with_neighbours(scores: Floats, offsets: Sequence[int]) -> Floats:
    """Columns of scores as the neighbours have them, and their means within 3 and 8 lines."""
    columns = [_shifted(scores, offset) for offset in offsets]
    means = [_mean(scores[:, j], reach) for reach in (3, 8) for j in range(scores.shape[1])]
    return np.concatenate([*columns, np.stack(means, axis=1)], axis=1)


def first_input(texts: Sequence[str], gaps: Sequence[bool], scores: Floats) -> Floats:
    """What the first forest sees."""
    near = with_neighbours(scores[:, [0, len(CLASSES) - 1]], TEXT_NEAR)
    return np.concatenate([features(texts, gaps), scores, near], axis=1)


def second_input(first: Floats, odds: Floats) -> Floats:
    """What the second forest sees: the same, and what the first says of line and neighbours."""
    odds = np.clip(odds, -7, 7).astype(np.float32)[:, None]
    return np.concatenate([first, odds, with_neighbours(odds, NEAR)], axis=1)


def read_lines(texts: Sequence[str], gaps: Sequence[bool], using: Weights | None = None) -> Floats:
    """The probability of each class for each line, in the order of ``CLASSES``.

    Args:
        texts: the page's lines, furniture and all, white space collapsed.
        gaps: whether a blank line stands before each.
        using: other weights than the packaged ones.
    """
    if not texts:
        return np.zeros((0, len(CLASSES)), np.float32)
    w = using or weights()
    scores = word_scores(texts, w.words, w.words_bias)
    first = first_input(texts, gaps, scores)
    body = 1 / (1 + np.exp(-w.second(second_input(first, w.first(first)))))
    others = np.exp(log_softmax(first @ w.kinds + w.kinds_bias))
    others = np.maximum(others, _LEAST)
    others[:, 0] = 0
    share = others / others.sum(axis=1, keepdims=True)
    found: Floats = (share * (1 - body)[:, None]).astype(np.float32)
    found[:, 0] = body
    return found
