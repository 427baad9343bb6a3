"""Intervals of figures and of differences, in closed forms, where there are articles enough.

An outlet with five or more articles is a sample of its articles, and its figures have intervals;
with fewer, the articles were read in full, and a figure says what is in them and nothing beyond.

Shares have the Wilson score interval (Wilson, JASA 22, 1927) on the effective number of rows
(Kish, Survey Sampling, 1965): articles are clusters, the design effect comes from the linearised
ratio and is never under 1, and the quantile is Student's t with one degree of freedom less than
there are articles (Korn & Graubard, Survey Methodology 24, 1998). Means and the log ratio of the
poles have the t interval of their linearised form. A difference has the interval of its two
figures put together by squares (MOVER: Newcombe, Statistics in Medicine 17, 1998; Zou & Donner,
Statistics in Medicine 27, 2008). ``python -m evaluation.certainty`` simulates what they cover.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from framing.evidence.count import MIN_ARTICLES, Figure, article_sums
from framing.evidence.measures import LOG_RATIO, Measure
from framing.evidence.rows import Rows, SentenceRow

_PRIOR = 0.5  # added to both counts of a log ratio, so that a count of 0 has one
_RATIO = Measure(
    key=LOG_RATIO,
    title="Log ratio",
    unit="mean",
    over=SentenceRow,
    of="sentences",
    shown="frames",
    interval=True,
)


@dataclass(frozen=True, slots=True)
class Chance:
    """How chance is reckoned: the level of the intervals; how many deals, and their seed."""

    level: float = 0.95
    deals: int = 10_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """Figure of ``first`` minus figure of ``second`` (outlet slugs), with its 95% interval where
    both figures have one."""

    measure: str
    first: str
    second: str
    value: float
    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def with_intervals(
    rows: Rows, figures: Mapping[str, Figure], poles: tuple[str, str] | None, level: float
) -> dict[str, Figure]:
    """An outlet's figures with their intervals, and the log ratio of the poles.

    Args:
        rows: the outlet's.
        figures: without intervals.
        poles: the codebook's, if it has any.
        level: of the intervals.
    """
    articles = [row.id for row in rows.articles]
    found = dict(figures)
    for key, figure in figures.items():
        if figure.measure.interval:
            found[key] = _with_interval(figure, articles, level)
    if poles and figures["sentences"].count:
        found[LOG_RATIO] = _log_ratio(figures, poles, articles, level)
    return found


def differences(
    outlets: Mapping[str, Mapping[str, Figure]], keys: Sequence[str]
) -> tuple[Difference, ...]:
    """The differences of all pairs of outlets in the figures of these keys that both have."""
    found = []
    for first, second in combinations(sorted(outlets), 2):
        for key in keys:
            one, other = outlets[first].get(key), outlets[second].get(key)
            if one is None or other is None or one.value is None or other.value is None:
                continue
            low, high = _apart(one, other)
            found.append(Difference(key, first, second, one.value - other.value, low, high))
    return tuple(found)


def wilson(share: float, n: float, t: float) -> tuple[float, float]:
    """The Wilson interval of a share of ``n`` (effective) rows at the quantile ``t``."""
    middle = (share + t * t / (2 * n)) / (1 + t * t / n)
    half = t * math.sqrt(share * (1 - share) / n + t * t / (4 * n * n)) / (1 + t * t / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def design_effect(counted: Sequence[float], sizes: Sequence[float]) -> float:
    """By how much articles that differ widen the variance of a share, at least 1.

    Args:
        counted: rows of each article that are counted.
        sizes: rows of each article; their sum is not 0.
    """
    n, k = sum(sizes), len(sizes)
    share = sum(counted) / n
    alone = share * (1 - share) / n
    if k < 2 or alone == 0:
        return 1.0
    spread = sum((x - share * m) ** 2 for x, m in zip(counted, sizes, strict=True))
    return max(1.0, k / (k - 1) * spread / (n * n) / alone)


@lru_cache(maxsize=512)
def t_quantile(df: int, level: float) -> float:
    """The two-sided quantile of Student's t for whole degrees of freedom, from the finite sum of
    its distribution (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4) by bisection."""
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        if _within(middle, df) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _within(t: float, df: int) -> float:
    """How likely Student's t lies between −t and t."""
    angle = math.atan(t / math.sqrt(df))
    cosine, sine = math.cos(angle), math.sin(angle)
    odd = df % 2
    term = cosine if odd else 1.0
    total = term if df > 1 or not odd else 0.0
    for j in range(3 if odd else 2, df - 1, 2):
        term *= cosine * cosine * (j - 1) / j
        total += term
    if odd:
        return 2 / math.pi * (angle + (sine * total if df > 1 else 0.0))
    return sine * total


def _with_interval(figure: Figure, articles: Sequence[str], level: float) -> Figure:
    above, below = article_sums(figure)
    filled = [article for article in articles if below.get(article)]
    k = len(filled)
    low = high = None
    if k >= MIN_ARTICLES and figure.value is not None:
        counted = [above.get(article, 0.0) for article in filled]
        sizes = [below[article] for article in filled]
        t = t_quantile(k - 1, level)
        if figure.measure.unit == "share":
            low, high = wilson(figure.value, sum(sizes) / design_effect(counted, sizes), t)
        else:
            left = (x - figure.value * m for x, m in zip(counted, sizes, strict=True))
            half = t * math.sqrt(k / (k - 1) * sum(u * u for u in left)) / sum(sizes)
            low, high = figure.value - half, figure.value + half
    return replace(figure, low=low, high=high, articles=k)


def _log_ratio(
    figures: Mapping[str, Figure], poles: tuple[str, str], articles: Sequence[str], level: float
) -> Figure:
    one, two = (figures[f"frame.{pole}"] for pole in poles)
    up, down = one.count + _PRIOR, two.count + _PRIOR
    value = math.log2(up / down)
    k = len(articles)
    low = high = None
    if k >= MIN_ARTICLES:
        ones, twos = article_sums(one)[0], article_sums(two)[0]
        parts = [ones.get(a, 0.0) / up - twos.get(a, 0.0) / down for a in articles]
        middle = sum(parts) / k
        spread = k / (k - 1) * sum((part - middle) ** 2 for part in parts)
        half = t_quantile(k - 1, level) * math.sqrt(spread) / math.log(2)
        low, high = value - half, value + half
    order = {row.id: i for i, row in enumerate(one.base)}
    held = {row.id: row for figure in (one, two) for row in figure.rows}
    return Figure(
        key=LOG_RATIO,
        name=f"Log ratio {one.name} : {two.name}",
        measure=_RATIO,
        value=value,
        count=one.count,
        n=one.n,
        of=one.of,
        rows=tuple(sorted(held.values(), key=lambda row: order[row.id])),
        base=one.base,
        low=low,
        high=high,
        articles=k,
    )


def _apart(one: Figure, other: Figure) -> tuple[float | None, float | None]:
    if (
        one.value is None
        or other.value is None
        or one.low is None
        or one.high is None
        or other.low is None
        or other.high is None
    ):
        return None, None
    gap = one.value - other.value
    return (
        gap - math.hypot(one.value - one.low, other.high - other.value),
        gap + math.hypot(one.high - one.value, other.value - other.low),
    )
