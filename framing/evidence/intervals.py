"""Intervals of figures and of differences, in closed forms, where there are articles enough.

An outlet with five or more articles is a sample of its articles, and its figures have intervals;
with fewer, the articles were read in full, and a figure says what is in them and nothing beyond.

Shares have the Wilson score interval (Wilson, JASA 22, 1927) on the effective number of rows
(Kish, Survey Sampling, 1965; Korn & Graubard, Survey Methodology 24, 1998): articles are clusters,
and the design effect comes from the linearised ratio. Few counted rows tell little of how articles
differ; so the design effect is drawn towards that of an intraclass correlation of .2, which
weighs as much as one article or two counted rows, and is never under 1. The quantile is Student's
t with the degrees of freedom of that mixture (Satterthwaite, Biometrics Bulletin 2, 1946). The log
ratio of the poles has the t interval of its linearised form with the same mixture. Means have it
with the spread that is seen and one degree of freedom less than there are articles. A difference
has the interval of its two figures put together by squares (MOVER: Newcombe, Statistics in Medicine
17, 1998; Zou & Donner, Statistics in Medicine 27, 2008). ``python -m evaluation.certainty``
simulates what they cover.
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
_CORRELATION, _WEIGHT = 0.2, 1.0  # what is assumed of a share's articles, in degrees of freedom
_MOST_DF = 120  # t at 120 degrees of freedom is the normal quantile to two hundredths
_ROUNDING = 1e-6  # so that x of n and n - x of n, reckoned apart, have the same degrees of freedom
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


def share_interval(
    counted: Sequence[float], sizes: Sequence[float], level: float
) -> tuple[float, float]:
    """The interval of a share.

    Args:
        counted: rows of each article that are counted.
        sizes: rows of each article, none of them 0.
        level: 0.95 for a 95% interval.
    """
    effect, df = design_effect(counted, sizes)
    n = sum(sizes)
    return wilson(sum(counted) / n, n / effect, t_quantile(df, level))


def design_effect(counted: Sequence[float], sizes: Sequence[float]) -> tuple[float, int]:
    """By how much articles that differ widen the variance of a share, at least 1, and the degrees
    of freedom that this is known with.

    Args:
        counted: rows of each article that are counted.
        sizes: rows of each article; their sum is not 0.
    """
    n, k, total = sum(sizes), len(sizes), sum(counted)
    share = total / n
    alone = share * (1 - share) / n
    if k < 2 or alone == 0:
        return _mixed(0.0, 0.0, sizes)
    spread = sum((x - share * m) ** 2 for x, m in zip(counted, sizes, strict=True))
    return _mixed(k / (k - 1) * spread / (n * n) / alone, min(total, n - total), sizes)


def log_ratio_interval(
    ones: Sequence[float], twos: Sequence[float], sizes: Sequence[float], level: float
) -> tuple[float, float, float]:
    """The binary logarithm of the ratio of two shares of the same rows, and its interval.

    Args:
        ones, twos: rows of each article that are counted for the one and for the other.
        sizes: rows of each article, at least two articles.
        level: 0.95 for a 95% interval.
    """
    k, n = len(sizes), sum(sizes)
    up, down = sum(ones) + _PRIOR, sum(twos) + _PRIOR
    value = math.log2(up / down)
    parts = [x / up - y / down for x, y in zip(ones, twos, strict=True)]
    middle = sum(parts) / k
    spread = k / (k - 1) * sum((part - middle) ** 2 for part in parts)
    alone = 1 / up + 1 / down - 2 / (n + 1)
    effect, df = _mixed(spread / alone, min(sum(ones), sum(twos)), sizes)
    half = t_quantile(df, level) * math.sqrt(alone * effect) / math.log(2)
    return value, value - half, value + half


def _mixed(seen: float, rarer: float, sizes: Sequence[float]) -> tuple[float, int]:
    """A design effect that is seen, mixed with the one assumed; and its degrees of freedom.

    Args:
        seen: between articles.
        rarer: how many rows tell of it: those that are counted, or not, whichever are fewer.
        sizes: rows of each article.
    """
    assumed = 1 + (sum(m * m for m in sizes) / sum(sizes) - 1) * _CORRELATION
    weight = min(len(sizes) - 1, rarer / 2)
    effect = max(1.0, (weight * seen + _WEIGHT * assumed) / (weight + _WEIGHT))
    part = weight * seen / (weight + _WEIGHT) / effect
    if part**2 * _MOST_DF <= weight or part == 0:
        return effect, _MOST_DF
    return effect, max(1, int(weight / part**2 + _ROUNDING))


def difference_interval(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float]:
    """The interval of ``one`` minus ``other``, each with its value and the ends of its own."""
    (value, low, high), (second, least, most) = one, other
    gap = value - second
    return gap - math.hypot(value - low, most - second), gap + math.hypot(
        high - value, second - least
    )


@lru_cache(maxsize=512)
def t_quantile(df: int, level: float) -> float:
    """The two-sided quantile of Student's t for whole degrees of freedom, from the finite sum of
    its distribution (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4) by bisection."""
    low, high = 0.0, 1e6
    for _ in range(64):
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
    counted = [above.get(article, 0.0) for article in filled]
    return over_articles(figure, counted, [below[article] for article in filled], level)


def over_articles(
    figure: Figure, counted: Sequence[float], sizes: Sequence[float], level: float
) -> Figure:
    """A figure with its interval, if it rests on articles enough.

    Args:
        figure: without one.
        counted: what of each article is counted.
        sizes: rows of each article, none of them 0.
        level: of the interval.
    """
    k = len(sizes)
    low = high = None
    if k >= MIN_ARTICLES and figure.value is not None:
        if figure.measure.unit == "share":
            low, high = share_interval(counted, sizes, level)
        else:
            t = t_quantile(k - 1, level)
            left = (x - figure.value * m for x, m in zip(counted, sizes, strict=True))
            half = t * math.sqrt(k / (k - 1) * sum(u * u for u in left)) / sum(sizes)
            low, high = figure.value - half, figure.value + half
    return replace(figure, low=low, high=high, articles=k)


def _log_ratio(
    figures: Mapping[str, Figure], poles: tuple[str, str], articles: Sequence[str], level: float
) -> Figure:
    one, two = (figures[f"frame.{pole}"] for pole in poles)
    (ones, below), twos = article_sums(one), article_sums(two)[0]
    filled = [article for article in articles if below.get(article)]
    order = {row.id: i for i, row in enumerate(one.base)}
    held = {row.id: row for figure in (one, two) for row in figure.rows}
    rows = tuple(sorted(held.values(), key=lambda row: order[row.id]))
    made = replace(log_ratio_figure(one, two, len(filled)), rows=rows, base=one.base)
    if made.articles < MIN_ARTICLES:
        return made
    value, low, high = log_ratio_interval(
        [ones.get(article, 0.0) for article in filled],
        [twos.get(article, 0.0) for article in filled],
        [below[article] for article in filled],
        level,
    )
    return replace(made, value=value, low=low, high=high)


def log_ratio_figure(one: Figure, two: Figure, articles: int) -> Figure:
    """The binary logarithm of the ratio of two shares as a figure, without rows and interval.

    Args:
        one, two: the shares.
        articles: how many they rest on.
    """
    return Figure(
        key=LOG_RATIO,
        name=f"Log ratio {one.name} : {two.name}",
        measure=_RATIO,
        value=math.log2((one.count + _PRIOR) / (two.count + _PRIOR)),
        count=one.count,
        n=one.n,
        of=one.of,
        articles=articles,
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
    return difference_interval((one.value, one.low, one.high), (other.value, other.low, other.high))
