"""What the sentences around one count for: three numbers a frame, fitted on dev.

A sentence is read by its own words first, then among those around it ('framing.analysers.meaning').
A frame takes this on only where it measures better on stories that the numbers were not fitted on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from framing.analysers.heads import PACKAGED, Around, Head
from framing.analysers.meaning import Weights, in_company
from framing.text.encoder import load_encoder
from framing.validation.learn import best_threshold, f1, fit_logistic, folds_of
from training.frames.data import Placed

MOST_SURE = 0.999


class InPlace:
    """Reads sentences where they stand."""

    def __init__(self, heads: Mapping[str, Head], folder: Path = PACKAGED.parent) -> None:
        self.heads = heads
        encoder = load_encoder("taught", folder)
        weights = {frame: Weights(head) for frame, head in heads.items()}

        @cache
        def own(sentence: str) -> Mapping[str, float]:
            read = encoder.read(sentence)
            return {frame: each.probability(read) for frame, each in weights.items()}

        self.own = own

    def probability(self, frame: str, placed: Placed) -> float:
        """The probability that a sentence holds the frame, among those around it."""
        return in_company(
            self.heads[frame], self.own(placed.sentence)[frame], self.near(frame, placed)
        )

    def near(self, frame: str, placed: Placed) -> list[float]:
        """What the sentences around it say by their own words."""
        return [self.own(each)[frame] for each in placed.around]


def company_of(
    head: Head,
    own: Sequence[float],
    near: Sequence[Sequence[float]],
    codes: Sequence[bool],
    stories: Sequence[str],
    penalty: float,
    gain: float,
) -> Around | None:
    """What the sentences around count for; None where F1 by cross-validation over stories is not
    at least ``gain`` greater with them.

    Args:
        head: the frame's head.
        own: what each coded sentence's own words say, as a probability.
        near: what those of the sentences around each say.
        codes: whether it holds the frame.
        stories: of each.
        penalty: of the squared numbers.
    """
    alone: list[list[float]] = [[] for _ in own]
    rows = range(len(codes))
    without, with_them = (
        _across(head, own, each, codes, stories, penalty) for each in (alone, near)
    )
    return fitted(own, near, codes, rows, penalty) if with_them >= without + gain else None


def fitted(
    own: Sequence[float],
    near: Sequence[Sequence[float]],
    codes: Sequence[bool],
    rows: Sequence[int],
    penalty: float,
) -> Around:
    """The three numbers, from the sentences of ``rows``; where nothing stands around any of them,
    a sentence's own words alone."""
    p = np.clip([own[i] for i in rows], 1 - MOST_SURE, MOST_SURE)
    logits, around = np.log(p / (1 - p)), np.array([np.mean(near[i] or [0.0]) for i in rows])
    weights, constant = fit_logistic(
        np.column_stack([logits, around]), [codes[i] for i in rows], penalty
    )
    return Around(
        own=round(float(weights[0]), 3),
        near=round(float(weights[1]), 3),
        constant=round(constant, 3),
    )


def _across(
    head: Head, own: Sequence[float], near: Sequence[Sequence[float]], codes: Sequence[bool],
    stories: Sequence[str], penalty: float,
) -> float:  # fmt: skip
    """F1 of sentences whose story was not fitted on, nor its threshold chosen on it."""
    held = [False] * len(codes)
    for part in folds_of(stories):
        inside = set(part)
        rest = [i for i in range(len(codes)) if i not in inside]
        given = head.model_copy(update={"around": fitted(own, near, codes, rest, penalty)})
        p = np.array([in_company(given, own[i], near[i]) for i in range(len(codes))])
        threshold = best_threshold(p[rest], [codes[i] for i in rest])
        for i in part:
            held[i] = bool(p[i] >= threshold)
    return f1(held, codes)
