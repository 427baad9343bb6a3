"""What a machine learns of a frame from coded sentences: a head, its probability, its threshold.

A head is a logistic regression on sentences' vectors with a quadratic penalty, fitted by Newton's
method: some hundred sentences take a fraction of a second. What the codebook says of the frame, its
definition and examples, counts as well: see ``Told``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.analysers.heads import Around, Head
from framing.analysers.meaning import in_company, logistic, probabilities
from framing.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_STEPS = 30
_CLOSE = 1e-6
_ALIKE = 0.9
_NEAR = 5  # hundredths to each side over which F1 is smoothed
ENOUGH = 30  # positives for codes to count as much as probabilities


def fit_logistic(
    vectors: Numbers, codes: Sequence[bool], penalty: float, weights: Numbers | None = None
) -> tuple[Numbers, float]:
    """Weights and constant of a penalised logistic regression (the constant is not penalised).

    Args:
        vectors: sentences × dimensions.
        codes: whether each sentence holds the frame.
        penalty: of half the squared weights.
        weights: how much each sentence counts; 1 without it.
    """
    if (
        vectors.shape[0] < vectors.shape[1]
    ):  # no more directions than sentences: the fit is the same
        _, _, basis = np.linalg.svd(vectors, full_matrices=False)
        small, constant = fit_logistic(vectors @ basis.T, codes, penalty, weights)
        return small @ basis, constant
    n, width = vectors.shape
    design = np.hstack([vectors, np.ones((n, 1))])
    wanted = np.array(codes, dtype=np.float64)
    counts = np.ones(n) if weights is None else weights
    ridge = np.full(width + 1, penalty)
    ridge[-1] = 1e-6
    found = np.zeros(width + 1)
    rate = float(np.clip((wanted @ counts) / counts.sum(), 1e-3, 1 - 1e-3))
    found[-1] = np.log(rate / (1 - rate))
    for _ in range(_STEPS):
        p = logistic(design @ found)
        slope = design.T @ (counts * (p - wanted)) + ridge * found
        curve = (design * (counts * p * (1 - p))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        length = float(np.abs(step).max())
        found = found - step * min(1.0, 5.0 / max(length, _CLOSE))
        if length < _CLOSE:
            break
    return found[:-1], float(found[-1])


def calibrated(logits: Numbers, codes: Sequence[bool], penalty: float) -> tuple[float, float]:
    """Scale and shift that make of logits those of probabilities (Platt 1999); few examples move
    them less, for both are penalised towards 1 and 0."""
    wanted = np.array(codes, dtype=np.float64)
    scale, shift = 1.0, 0.0
    for _ in range(_STEPS):
        p = logistic(scale * logits + shift)
        slope = np.array(
            [
                (p - wanted) @ logits + penalty * (scale - 1),
                (p - wanted).sum() + penalty * shift,
            ]
        )
        w = p * (1 - p)
        curve = np.array(
            [
                [(w * logits * logits).sum() + penalty, (w * logits).sum()],
                [(w * logits).sum(), w.sum() + penalty],
            ]
        )
        step = np.linalg.solve(curve, slope)
        step = step * min(1.0, 1.0 / max(1e-12, float(np.abs(step).max())))
        scale, shift = scale - float(step[0]), shift - float(step[1])
        if float(np.abs(step).max()) < _CLOSE:
            break
    return max(scale, 0.05), shift


def best_threshold(p: Numbers, codes: Sequence[bool], least: float = 0.0) -> float:
    """The threshold with the greatest F1, of those from ``least`` on: that which the probabilities
    lead one to expect, and that which the codes show (as a mean over its neighbours), the more of
    the latter the more sentences hold the frame."""
    grid = np.round(np.arange(0.02, 0.981, 0.01), 2)
    wanted = np.array(codes, dtype=np.float64)
    held = p[None, :] >= grid[:, None]
    expected = 2 * (held @ p) / np.maximum(held.sum(1) + p.sum(), 1e-9)
    reached = 2 * (held @ wanted) / np.maximum(held.sum(1) + wanted.sum(), 1e-9)
    near = np.ones(2 * _NEAR + 1)
    weights = np.convolve(np.ones(len(grid)), near, "same")
    smooth = np.convolve(reached, near, "same") / weights
    shown = wanted.sum() / (wanted.sum() + ENOUGH)
    # Of thresholds that do equally well, the middle one.
    allowed = grid >= min(least, grid[-1])
    figures = [np.where(allowed, f, -1.0) for f in (expected, smooth)]
    best = [np.flatnonzero(f >= f.max() - 1e-9) for f in figures]
    one, other = (float(grid[places[len(places) // 2]]) for places in best)
    return round(float((1 - shown) * one + shown * other), 3)


def band_of(threshold: float, part: float) -> tuple[float, float]:
    """The bounds between which a sentence is doubtful: ``part`` of the way from the threshold to 0
    and to 1."""
    return round(threshold * (1 - part), 3), round(threshold + (1 - threshold) * part, 3)


PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0)
FOLDS = 5
# Calibration of a head on few sentences, and the band of doubt around its threshold.
CAUTION, BAND = 1.0, 0.5
MIN_POSITIVES = 5


@dataclass(frozen=True, slots=True)
class Lessons:
    """Coded sentences of one frame: their vectors, codes, and the article that each stands in;
    ``around`` are the vectors of the sentences around each, where they are known."""

    vectors: Numbers
    codes: tuple[bool, ...]
    articles: tuple[str, ...]
    around: tuple[Numbers, ...] = ()

    def some(self, rows: Sequence[int]) -> Lessons:
        """Those of ``rows``."""
        return Lessons(
            self.vectors[list(rows)],
            tuple(self.codes[i] for i in rows),
            tuple(self.articles[i] for i in rows),
            tuple(self.around[i] for i in rows) if self.around else (),
        )


# What the sentences around one count for, in a head of a hundred sentences, from which that cannot
# be learned: as in the heads that ship, but half as much.
OWN, NEAR = 0.86, 2.45
# So many times longer is what a vector has of the direction that the codebook tells.
STRETCH = 5.1


@dataclass(frozen=True, slots=True)
class Told:
    """What a codebook says of a frame, as vectors: its definition and the examples ``with_it``, and
    those ``without``.

    The examples are lessons like others. And a head leans towards the definition: where all else is
    equal, a frame is what its definition and examples have over other sentences, so weights in
    that direction are penalised less (as if every vector were longer there).
    """

    with_it: Numbers
    without: Numbers

    @property
    def codes(self) -> tuple[bool, ...]:
        """Of its vectors, those with the frame first."""
        return (True,) * len(self.with_it) + (False,) * len(self.without)


def towards(told: Told | None, vectors: Numbers) -> Numbers:
    """The map that stretches vectors towards what is told (symmetric: it maps weights back, too);
    ``vectors`` are those of sentences without the frame."""
    width = vectors.shape[1]
    if told is None or not (len(told.with_it) and len(vectors)):
        return np.eye(width)
    direction = told.with_it.mean(axis=0) - vectors.mean(axis=0)
    direction = direction / max(float(np.linalg.norm(direction)), 1e-12)
    found: Numbers = np.eye(width) + (STRETCH - 1) * np.outer(direction, direction)
    return found


@dataclass(frozen=True, slots=True)
class Learned:
    """A head, and what it can do: ``held`` says of each sentence whether a head that had not seen
    its article finds the frame in it, among the sentences around it where they are known. ``curve``
    has F1 by how many sentences were learned from."""

    head: Head
    held: tuple[bool, ...]
    curve: tuple[tuple[int, float], ...]


def folds_of(articles: Sequence[str]) -> list[list[int]]:
    """The rows of at most five parts of like size; an article lies in one part."""
    sizes = Counter(articles)
    parts: list[list[str]] = [[] for _ in range(min(FOLDS, len(sizes)))]
    filled = [0] * len(parts)
    for article, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        least = filled.index(min(filled))
        parts[least].append(article)
        filled[least] += size
    return [[i for i, article in enumerate(articles) if article in part] for part in parts]


def _fit(lessons: Lessons, told: Told | None, penalty: float) -> tuple[Numbers, float]:
    """Weights and constant, of lessons and of what is told."""
    stretched = towards(told, lessons.vectors[~np.array(lessons.codes, dtype=bool)])
    vectors, codes = lessons.vectors, lessons.codes
    if told is not None:
        vectors = np.vstack([vectors, told.with_it, told.without])
        codes = (*codes, *told.codes)
    weights, constant = fit_logistic(vectors @ stretched, codes, penalty)
    return stretched @ weights, constant


def around_of(threshold: float) -> Around:
    """What the sentences around one count for: those that are as sure as the threshold move nothing
    there."""
    logit = float(np.log(threshold / (1 - threshold)))
    constant = logit * (1 - OWN) - NEAR * threshold
    return Around(own=OWN, near=NEAR, constant=round(constant, 3))


def _apart(lessons: Lessons, penalty: float, told: Told | None) -> tuple[Numbers, list[Numbers]]:
    """The logit of each sentence by a head that learned from the other parts' articles, and those
    of the sentences around each."""
    logits = np.zeros(len(lessons.codes))
    around: list[Numbers] = [np.zeros(0)] * len(lessons.codes)
    for part in folds_of(lessons.articles):
        inside = set(part)
        rest = lessons.some([i for i in range(len(lessons.codes)) if i not in inside])
        weights, bias = _fit(rest, told, penalty)
        logits[part] = lessons.vectors[part] @ weights + bias
        for i in part if lessons.around else ():
            around[i] = lessons.around[i] @ weights + bias
    return logits, around


def learn(lessons: Lessons, told: Told | None = None, *, curve: bool = True) -> Learned:
    """Fit a frame's head; its penalty, calibration and threshold come from cross-validation over
    articles.

    Args:
        lessons: the coded sentences.
        told: what the codebook says of the frame.
        curve: whether to say what fewer sentences would have brought about.

    Raises:
        InputError: too few sentences hold the frame, or too few do not.
    """
    positives = sum(lessons.codes)
    if (
        min(positives, len(lessons.codes) - positives) < MIN_POSITIVES
        or len(set(lessons.articles)) < 2
    ):
        raise InputError(
            f"{positives} of {len(lessons.codes)} coded sentences hold the frame, from "
            f"{len(set(lessons.articles))} articles: too few to learn from.",
            f"Code more: {MIN_POSITIVES} with it and {MIN_POSITIVES} without, from two articles, "
            "are the least; 30 with it are a beginning.",
        )
    codes = np.array(lessons.codes, dtype=np.float64)
    tried = [(penalty, *_apart(lessons, penalty, told)) for penalty in PENALTIES]
    penalty, logits, around = min(tried, key=lambda each: _loss(each[1], codes))
    scale, shift = calibrated(logits, lessons.codes, CAUTION)
    p = logistic(scale * logits + shift)
    threshold = best_threshold(p, lessons.codes)
    low, high = band_of(threshold, BAND)
    weights, bias = _fit(lessons, told, penalty)
    head = Head(
        weights=tuple(round(float(w) * scale, 6) for w in weights),
        bias=round(bias * scale + shift, 6),
        threshold=threshold,
        low=low,
        high=high,
        positives=positives,
        around=around_of(threshold),
    )
    near = [logistic(scale * each + shift).tolist() for each in around]
    read = [
        in_company(head, round(float(own), 3), beside) for own, beside in zip(p, near, strict=True)
    ]
    return Learned(
        head,
        tuple(each >= threshold for each in read),
        _curve(lessons, told, penalty) if curve else (),
    )


def _loss(logits: Numbers, codes: Numbers) -> float:
    return float(np.mean(np.logaddexp(0, logits) - codes * logits))


def f1(held: Sequence[bool], codes: Sequence[bool]) -> float:
    """2·tp / (2·tp + fp + fn); 0 where nothing holds the frame."""
    tp = sum(h and c for h, c in zip(held, codes, strict=True))
    wrong = sum(h != c for h, c in zip(held, codes, strict=True))
    return 2 * tp / (2 * tp + wrong) if tp else 0.0


def _curve(lessons: Lessons, told: Told | None, penalty: float) -> tuple[tuple[int, float], ...]:
    """F1 by cross-validation where only a part of the sentences is learned from."""
    found = []
    n = len(lessons.codes)
    for share in (0.25, 0.5, 0.75, 1.0):
        logits = np.zeros(n)
        for part in folds_of(lessons.articles):
            inside = set(part)
            rest = [i for i in range(n) if i not in inside]
            step = 1 / share
            kept = [rest[int(k * step)] for k in range(int(len(rest) * share))]
            given = lessons.some(kept)
            if not 0 < sum(given.codes) < len(given.codes):
                logits[part] = -1.0
                continue
            weights, bias = _fit(given, told, penalty)
            logits[part] = lessons.vectors[part] @ weights + bias
        p = logistic(logits)
        found.append(
            (
                int(n * share),
                f1([bool(x) for x in p >= best_threshold(p, lessons.codes)], lessons.codes),
            )
        )
    return tuple(found)


def foreseen(curve: Sequence[tuple[int, float]], more: int) -> float:
    """The F1 that ``more`` sentences would bring about, where it goes on from what is reached as it
    rose: with the slope of a line through F1 over 1/√n, never below what is reached nor above 1."""
    x = np.array([1 / np.sqrt(n) for n, _ in curve])
    y = np.array([value for _, value in curve])
    slope, _ = np.polyfit(x, y, 1)
    then = y[-1] + min(float(slope), 0.0) * (1 / np.sqrt(curve[-1][0] + more) - x[-1])
    return float(np.clip(then, y[-1], 1.0))


def to_code_next(head: Head, vectors: Numbers, most: int) -> list[int]:
    """The sentences whose coding would teach a head most, each unlike those chosen before it: in
    turn the surest one, for a rare frame is learned from sentences that hold it, and the least
    certain one."""
    p = probabilities(head, vectors.astype(np.float32))
    unsure = np.abs(p - head.threshold) / np.where(
        p < head.threshold, head.threshold, 1 - head.threshold
    )
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    turns = [iter(np.argsort(order, kind="stable").tolist()) for order in (-p, unsure)]
    chosen: list[int] = []
    alike: set[int] = set()
    while len(chosen) < most and len(chosen) + len(alike) < len(p):
        turn = turns[len(chosen) % 2]
        for i in turn:
            if i in alike or i in chosen:
                continue
            if not chosen or float((unit[chosen] @ unit[i]).max()) < _ALIKE:
                chosen.append(i)
                break
            alike.add(i)
        else:
            break
    return chosen
