"""Whether what outlets differ by survives the machine: shares of frames, machine against coders.

F1 counts sentences; a report tells differences between outlets. Of stories of dev of which several
outlets have six coded sentences or more: by how much a machine's share is off, by how much the gap
between two outlets is, and how many gaps of ten points or more keep their sign. Thresholds beside
the one that ships say whether another would keep gaps better.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import numpy as np

from evaluation.frames_score import CODES
from framing.analysers.heads import PACKAGED, load_heads
from framing.validation.learn import f1
from training.frames.company import InPlace
from training.frames.data import SENTENCES, Coded, of_split, read_coded, read_lines

LEAST, GAP = 6, 0.10
BESIDE = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
DRAWS = 2000

Stories = Mapping[str, Mapping[str, Sequence[Coded]]]
Holds = Callable[[Coded], bool]


class Off(NamedTuple):
    """By how much a story's shares and gaps are off; of large gaps, whether the sign is kept."""

    shares: list[float]
    gaps: list[float]
    signs: list[bool]


def shares(texts: Path) -> bool:
    """Print it for each frame."""
    outlets = {row["article"]: row["outlet"] for row in read_lines(texts / SENTENCES)}
    dev = of_split(read_coded(CODES, texts), "dev")
    heads = load_heads(PACKAGED).heads
    reader = InPlace(heads)
    for frame, head in heads.items():
        asked = [each for each in dev if each.code(frame) is not None]
        p = {each.id: reader.probability(frame, each.placed) for each in asked}
        stories = _of_several(asked, outlets)
        number = sum(len(by) for by in stories.values())
        print(f"{frame}: {len(stories)} stories, {number} outlets in them")
        shipped = _off(frame, stories, _from(p, head.threshold))
        for threshold in sorted({head.threshold, *BESIDE}):
            holds = _from(p, threshold)
            off = _off(frame, stories, holds)
            value = f1([holds(each) for each in asked], [bool(each.code(frame)) for each in asked])
            signs = [sign for each in off for sign in each.signs]
            low, high = _difference(off, shipped)
            beside = "as shipped" if threshold == head.threshold else (
                f"against what ships {low:+.3f} to {high:+.3f}"
            )  # fmt: skip
            print(f"  from {threshold:.3f}  F1 {value:.3f}  share off by "
                  f"{mean(x for each in off for x in each.shares):.3f}  gap off by "
                  f"{mean(x for each in off for x in each.gaps):.3f} ({beside})  "
                  f"signs kept {sum(signs)} of {len(signs)}")  # fmt: skip
    return True


def _of_several(coded: Sequence[Coded], outlets: Mapping[str, str]) -> Stories:
    """The sentences of stories of which several outlets have enough."""
    found: dict[str, dict[str, list[Coded]]] = defaultdict(lambda: defaultdict(list))
    for each in coded:
        if each.article in outlets:
            found[each.story][outlets[each.article]].append(each)
    kept = {
        story: {outlet: own for outlet, own in by.items() if len(own) >= LEAST}
        for story, by in found.items()
    }
    return {story: by for story, by in kept.items() if len(by) > 1}


def _from(p: Mapping[str, float], threshold: float) -> Holds:
    return lambda each: p[each.id] >= threshold


def _off(frame: str, stories: Stories, holds: Holds) -> list[Off]:
    found = []
    for by in stories.values():
        told = {outlet: mean(bool(each.code(frame)) for each in own) for outlet, own in by.items()}
        read = {outlet: mean(holds(each) for each in own) for outlet, own in by.items()}
        pairs = [(told[a] - told[b], read[a] - read[b]) for a, b in combinations(sorted(by), 2)]
        found.append(
            Off(
                [abs(told[outlet] - read[outlet]) for outlet in by],
                [abs(one - other) for one, other in pairs],
                [one * other > 0 for one, other in pairs if abs(one) >= GAP],
            )
        )
    return found


def _difference(off: Sequence[Off], shipped: Sequence[Off]) -> tuple[float, float]:
    """95% interval of the difference of the mean error of gaps, stories resampled."""
    rng = random.Random(1)
    places = range(len(off))

    def error(of: Sequence[Off], chosen: Sequence[int]) -> float:
        return mean(x for i in chosen for x in of[i].gaps)

    drawn = [rng.choices(places, k=len(off)) for _ in range(DRAWS)]
    found = [error(off, each) - error(shipped, each) for each in drawn]
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)
