"""95% intervals by resampling clusters (the percentile bootstrap), with a fixed seed.

Source of the method: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and
13, for clusters as the resampled units. A share of 0 or 1 has no spread to resample (the bootstrap
would claim certainty), so it takes the Jeffreys distribution Beta(x + ½, k − x + ½) with k
clusters instead (Brown, Cai & DasGupta, Statistical Science 16, 2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from framing.evidence.count import Figure, clusters_of, sums_by_cluster
from framing.evidence.measures import LOG_RATIO, Measure
from framing.evidence.rows import Rows, SentenceRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Replicates = NDArray[np.float64]

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
class Resampling:
    """How the intervals were made."""

    resamples: int = 2000
    seed: int = 1
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Difference:
    """Figure of ``first`` minus figure of ``second`` (outlet slugs), with its 95% interval."""

    measure: str
    first: str
    second: str
    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low > 0 or self.high < 0


def with_intervals(
    slug: str,
    rows: Rows,
    figures: Mapping[str, Figure],
    poles: tuple[str, str] | None,
    resampling: Resampling,
) -> tuple[dict[str, Figure], dict[str, Replicates]]:
    """An outlet's figures with their intervals and the log ratio of the poles, and the replicates
    behind the intervals.

    The draws depend on the seed and the outlet's slug alone, so that neither the order nor the
    company of the outlets changes a figure.
    """
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    rng = np.random.default_rng([resampling.seed, zlib.crc32(slug.encode())])
    clusters, by_article = clusters_of(rows)
    k, unit = len(clusters), "articles" if by_article else "paragraphs"
    weights = rng.multinomial(k, np.full(k, 1 / k), size=resampling.resamples) if k else None
    found = dict(figures)
    replicates: dict[str, Replicates] = {}

    def sums(figure: Figure) -> tuple[Replicates, Replicates]:
        above, below = sums_by_cluster(figure, by_article)
        return (
            np.array([above.get(c, 0.0) for c in clusters]),
            np.array([below.get(c, 0.0) for c in clusters]),
        )

    for key, figure in figures.items():
        if not figure.measure.interval:
            continue
        numerator, denominator = sums(figure)
        filled = int((denominator > 0).sum())
        share = figure.measure.unit == "share"
        drawn = None
        if filled >= 2 and weights is not None:
            if share and figure.count in (0, figure.n):
                edge = (0.5, filled + 0.5) if figure.count == 0 else (filled + 0.5, 0.5)
                drawn = rng.beta(*edge, size=resampling.resamples)
            else:
                below = weights @ denominator
                # A resample that misses every unit of a sparse measure says nothing about it.
                drawn = np.full(resampling.resamples, np.nan)
                np.divide(weights @ numerator, below, out=drawn, where=below > 0)
            replicates[key] = drawn
        low, high = _ends(drawn, resampling.level)
        if drawn is not None and share and figure.count == 0:
            low, high = 0.0, _jeffreys_bound(filled, resampling.level)
        elif drawn is not None and share and figure.count == figure.n:
            low, high = 1.0 - _jeffreys_bound(filled, resampling.level), 1.0
        found[key] = replace(figure, low=low, high=high, clusters=filled, cluster_unit=unit)
    if poles and figures["sentences"].count:
        one, two = (figures[f"frame.{pole}"] for pole in poles)
        value = float(np.log2((one.count + _PRIOR) / (two.count + _PRIOR)))
        drawn = None
        if k >= 2 and weights is not None:
            drawn = np.log2((weights @ sums(one)[0] + _PRIOR) / (weights @ sums(two)[0] + _PRIOR))
            replicates[LOG_RATIO] = drawn
        low, high = _ends(drawn, resampling.level)
        order = {row.id: i for i, row in enumerate(one.base)}
        held = {row.id: row for figure in (one, two) for row in figure.rows}
        found[LOG_RATIO] = Figure(
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
            clusters=k,
            cluster_unit=unit,
        )
    return found, replicates


def differences(
    outlets: Mapping[str, tuple[Mapping[str, Figure], Mapping[str, Replicates]]],
    resampling: Resampling,
) -> tuple[Difference, ...]:
    """The differences of all pairs of outlets in all measures that both have intervals for.

    Outlets are resampled independently, so the difference of their replicates is the
    bootstrap distribution of the difference.
    """
    found = []
    for first, second in combinations(sorted(outlets), 2):
        (figures, one), (others, two) = outlets[first], outlets[second]
        for key in one:
            if key not in two:
                continue
            low, high = _ends(one[key] - two[key], resampling.level)
            value, other = figures[key].value, others[key].value
            if low is None or high is None or value is None or other is None:
                continue
            found.append(Difference(key, first, second, value - other, low, high))
    return tuple(found)


@lru_cache(maxsize=256)
def _jeffreys_bound(k: int, level: float) -> float:
    """Upper end of the Jeffreys interval for 0 of ``k``: equal for equal k, whatever the draws."""
    import numpy as np  # noqa: PLC0415

    drawn = np.random.default_rng(k).beta(0.5, k + 0.5, size=400_000)
    return float(np.quantile(drawn, 1 - (1 - level) / 2))


def _ends(drawn: Replicates | None, level: float) -> tuple[float | None, float | None]:
    if drawn is None:
        return None, None
    import numpy as np  # noqa: PLC0415

    tail = (1 - level) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return float(low), float(high)
