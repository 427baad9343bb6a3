"""Figures by reduction: those of a comparison, from the sums of articles alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from framing.codebooks import load_codebook
from framing.errors import InputError
from framing.evidence import compare
from framing.evidence.chances import MOST_DEALT, Table, chances
from framing.evidence.intervals import Chance
from framing.evidence.reduction import reduce
from framing.evidence.sums import ArticleSums, summed, sums_of
from framing.models import Naming, Role
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
CHANCE = Chance(deals=500)


def _articles(outlet: str, n: int, often: float, seed: int):
    draw = random.Random(seed)
    for i in range(n):
        body = [
            Line(
                frames=tuple(f for f in ("history", "security") if draw.random() < often),
                polarity=draw.choice((-0.5, 0.0, 0.25)),
                role=draw.choice((Role.GOVERNMENT, Role.EXPERT, None)),
                naming=draw.choice((Naming.NAMED, Naming.UNNAMED, None)),
                speaker=f"Speaker {outlet} {i}",
            )
            for _ in range(draw.randrange(3, 8))
        ]
        day = date(2031, 1, 1) + timedelta(days=draw.randrange(30))
        yield make_analysis(f"{outlet}{i}", outlet, body, published=day)


ANALYSES = [
    *_articles("ash", 6, 0.2, 1),
    *_articles("elm", 7, 0.6, 2),
    *_articles("oak", 3, 0.3, 3),
]
SUMS = [ArticleSums(**sums_of(each, CODEBOOK, summed())) for each in ANALYSES]


def reduced(sums, **said):
    return reduce(sums, codebook=CODEBOOK, measures=summed(), profiles={}, chance=CHANCE, **said)


def test_figures_and_intervals_are_those_of_the_comparison():
    comparison = compare(ANALYSES, codebook=CODEBOOK, profiles={}, chance=CHANCE)
    found = reduced(SUMS)
    kinds = ("frame", "voice", "tone", "statement", "naming", "logratio", "words", "sentences")
    seen = 0
    for outlet in comparison.outlets:
        for key, figure in outlet.figures.items():
            other = found.figures[outlet.slug].get(key)
            if other is None or key.partition(".")[0] not in kinds:
                continue
            seen += 1
            told = (other.value, other.low, other.high, other.count, other.n, other.unknown)
            same = (figure.value, figure.low, figure.high, figure.count, figure.n, figure.unknown)
            assert told == pytest.approx(same), key
    assert seen > 40


def test_gaps_have_the_same_chances():
    comparison = compare(ANALYSES, codebook=CODEBOOK, profiles={}, chance=CHANCE)
    assert not comparison.apart  # the reduction cannot tell which articles to set apart
    known = {(gap.outlet, gap.key): gap for gap in comparison.gaps}
    frames = [gap for gap in reduced(SUMS).gaps if gap.key.startswith("frame.")]
    assert frames
    for gap in frames:
        other = known[gap.outlet, gap.key]
        assert (gap.value, gap.p, gap.by_itself) == (
            pytest.approx(other.value), pytest.approx(other.p), other.by_itself
        )  # fmt: skip


def test_neither_order_nor_way_of_asking_changes_a_figure():
    assert reduced(SUMS[::-1]).figures == reduced(SUMS).figures
    one = reduced(SUMS, outlets=["oak", "ash"])
    assert list(one.figures) == ["oak", "ash"]
    assert one.figures["ash"] == reduced(SUMS).figures["ash"]


def test_without_articles_there_is_nothing_to_reduce():
    with pytest.raises(InputError, match="no article"):
        reduced([])


def test_of_very_many_units_chances_are_drawn_as_they_would_be_dealt():
    rng = np.random.default_rng(7)

    counted = rng.binomial(10, 0.4, (MOST_DEALT + 4, 1)).astype(float)
    held = np.arange(MOST_DEALT + 4) % 4
    sizes = np.full(counted.shape, 10.0)
    counted[np.flatnonzero(held == 1)[:900]] += 1.0
    (drawn,) = chances(held.tolist(), [Table(counted, sizes)], 400, (1, 2))
    own = held[:MOST_DEALT]
    (dealt,) = chances(own.tolist(), [Table(counted[:MOST_DEALT], sizes[:MOST_DEALT])], 60, (1, 2))
    assert drawn[1, 0] < 0.02
    assert drawn == pytest.approx(dealt, abs=0.15)
