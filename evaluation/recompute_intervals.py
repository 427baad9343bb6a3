"""The intervals of a report's figures, reckoned a second time, for ``evaluation.recompute``.

As that script, it shares no code with the package. It follows the formulas as docs/methods.md names
them, and finds the quantile of Student's t another way than the package does: by integrating its
density.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

LEAST_ARTICLES = 5
# What is assumed of how articles differ: an intraclass correlation, with the weight of one degree
# of freedom.
ASSUMED, ITS_WEIGHT = 0.2, 1.0
MOST_DF = 120
STEPS = 400  # of Simpson's rule


class Of(NamedTuple):
    """One article: what is counted in it, and of how many rows."""

    counted: float
    rows: int


def of_share(articles: Sequence[Of], level: float) -> tuple[float, float]:
    """Wilson's interval on the effective number of rows, articles as clusters."""
    rows, counted = sum(a.rows for a in articles), sum(a.counted for a in articles)
    share, many = counted / rows, len(articles)
    binomial = share * (1 - share) / rows
    seen = tells = 0.0
    if many > 1 and binomial:
        between = sum((a.counted - share * a.rows) ** 2 for a in articles)
        seen = many / (many - 1) * between / rows**2 / binomial
        tells = min(counted, rows - counted)
    effect, df = _effect(seen, tells, [a.rows for a in articles])
    t, n = quantile(df, level), rows / effect
    centre, width = share + t * t / 2 / n, t * math.sqrt(binomial * effect + (t / 2 / n) ** 2)
    whole = 1 + t * t / n
    return max(0.0, (centre - width) / whole), min(1.0, (centre + width) / whole)


def of_mean(articles: Sequence[Of], level: float) -> tuple[float, float]:
    """The t interval of a mean over rows, from how articles differ."""
    rows, many = sum(a.rows for a in articles), len(articles)
    mean = sum(a.counted for a in articles) / rows
    between = sum((a.counted - mean * a.rows) ** 2 for a in articles)
    half = quantile(many - 1, level) * math.sqrt(many / (many - 1) * between) / rows
    return mean - half, mean + half


def of_log_ratio(
    ones: Sequence[Of], twos: Sequence[Of], level: float
) -> tuple[float, float, float]:
    """The logarithm to base 2 of one count to another of the same rows, .5 added to each, and the t
    interval of its linearised form."""
    one, two = (sum(a.counted for a in each) + 0.5 for each in (ones, twos))
    rows, many = sum(a.rows for a in ones), len(ones)
    pulls = [a.counted / one - b.counted / two for a, b in zip(ones, twos, strict=True)]
    mean = sum(pulls) / many
    between = many / (many - 1) * sum((pull - mean) ** 2 for pull in pulls)
    binomial = 1 / one + 1 / two - 2 / (rows + 1)
    tells = min(one, two) - 0.5
    effect, df = _effect(between / binomial, tells, [a.rows for a in ones])
    half = quantile(df, level) * math.sqrt(binomial * effect) / math.log(2)
    value = math.log2(one) - math.log2(two)
    return value, value - half, value + half


def of_difference(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float]:
    """The interval of a difference of two figures, each with its value and its own interval."""
    apart = one[0] - other[0]
    below = math.sqrt((one[0] - one[1]) ** 2 + (other[2] - other[0]) ** 2)
    above = math.sqrt((one[2] - one[0]) ** 2 + (other[0] - other[1]) ** 2)
    return apart - below, apart + above


def _effect(seen: float, tells: float, sizes: Sequence[int]) -> tuple[float, int]:
    """The design effect, of what is seen and what is assumed; and its degrees of freedom."""
    typical = sum(size**2 for size in sizes) / sum(sizes)
    assumed = 1 + ASSUMED * (typical - 1)
    weight = min(len(sizes) - 1, tells / 2)
    own = weight * seen / (weight + ITS_WEIGHT)
    effect = max(1.0, own + ITS_WEIGHT * assumed / (weight + ITS_WEIGHT))
    counts = (own / effect) ** 2
    if not counts or weight / counts >= MOST_DF:
        return effect, MOST_DF
    return effect, max(1, int(weight / counts + 1e-6))


@cache
def quantile(df: int, level: float) -> float:
    """Between minus this and this lies a variable of Student's t with that probability.

    The distribution is integrated over the angle whose tangent is t through the root of the
    degrees of freedom: there its density is a power of the cosine.
    """
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(math.pi)

    def inside(angle: float) -> float:
        step = angle / STEPS
        total = 1.0 + math.cos(angle) ** (df - 1)
        for i in range(1, STEPS):
            total += (4 if i % 2 else 2) * math.cos(i * step) ** (df - 1)
        return 2 * scale * total * step / 3

    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle) < level else (low, middle)
    return math.sqrt(df) * math.tan((low + high) / 2)
