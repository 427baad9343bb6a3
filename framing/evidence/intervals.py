"""95% intervals by resampling clusters (the percentile bootstrap), with a fixed seed.

Source of the method: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and
13, for clusters as the resampled units. A share of 0 or 1 has no spread to resample (the bootstrap
would claim certainty), so it takes the Jeffreys distribution Beta(x + ½, k − x + ½) with k
clusters instead (Brown, Cai & DasGupta, Statistical Science 16, 2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from framing.evidence.model import Difference, Estimate, Resampling
from framing.evidence.units import LOG_RATIO, Table, Units

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Replicates = NDArray[np.float64]

_PRIOR = 0.5  # added to both counts of a log ratio, so that a count of 0 has one
_UNBOUNDED = ("tone.", "toward.")  # means, not shares: 0 is no edge of their range


def estimate(
    slug: str, units: Units, poles: tuple[str, str] | None, resampling: Resampling
) -> tuple[dict[str, Estimate], dict[str, Replicates]]:
    """Estimates of all measures of an outlet, and the replicates behind their intervals.

    The draws depend on the seed and the outlet's slug alone, so that neither the order nor the
    company of the outlets changes a figure.
    """
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    rng = np.random.default_rng([resampling.seed, zlib.crc32(slug.encode())])
    k = len(units.clusters)
    weights = rng.multinomial(k, np.full(k, 1 / k), size=resampling.resamples) if k else None
    estimates: dict[str, Estimate] = {}
    replicates: dict[str, Replicates] = {}

    def sums(table: Table) -> tuple[Replicates, Replicates]:
        numerator = np.array([table.numerator.get(c, 0.0) for c in units.clusters])
        denominator = np.array([table.denominator.get(c, 0.0) for c in units.clusters])
        return numerator, denominator

    for name, table in units.tables.items():
        numerator, denominator = sums(table)
        count, n = float(numerator.sum()), int(denominator.sum())
        filled = int((denominator > 0).sum())
        if not n:
            estimates[name] = Estimate(None, None, None, 0, 0, table.of, 0, units.cluster_unit)
            continue
        drawn = None
        if filled >= 2:
            share = not name.startswith(_UNBOUNDED)
            if share and count in (0, n):
                edge = (0.5, filled + 0.5) if count == 0 else (filled + 0.5, 0.5)
                drawn = rng.beta(*edge, size=resampling.resamples)
            else:
                assert weights is not None
                below = weights @ denominator
                # A resample that misses every unit of a sparse measure says nothing about it.
                drawn = np.full(resampling.resamples, np.nan)
                np.divide(weights @ numerator, below, out=drawn, where=below > 0)
            replicates[name] = drawn
        low, high = _ends(drawn, resampling.level)
        if drawn is not None and share and count == 0:
            low, high = 0.0, _jeffreys_bound(filled, resampling.level)
        elif drawn is not None and share and count == n:
            low, high = 1.0 - _jeffreys_bound(filled, resampling.level), 1.0
        estimates[name] = Estimate(
            count / n, low, high, count, n, table.of, filled, units.cluster_unit
        )
    if poles and units.n_sentences:
        first, second = (units.tables[f"frame.{pole}"] for pole in poles)
        one, two = sums(first)[0], sums(second)[0]
        value = float(np.log2((one.sum() + _PRIOR) / (two.sum() + _PRIOR)))
        drawn = None
        if k >= 2 and weights is not None:
            drawn = np.log2((weights @ one + _PRIOR) / (weights @ two + _PRIOR))
            replicates[LOG_RATIO] = drawn
        low, high = _ends(drawn, resampling.level)
        estimates[LOG_RATIO] = Estimate(
            value, low, high, float(one.sum()), int(two.sum()), "sentences", k, units.cluster_unit
        )
    return estimates, replicates


def differences(
    outlets: Mapping[str, tuple[Mapping[str, Estimate], Mapping[str, Replicates]]],
    resampling: Resampling,
) -> tuple[Difference, ...]:
    """The differences of all pairs of outlets in all measures that both have intervals for.

    Outlets are resampled independently, so the difference of their replicates is the
    bootstrap distribution of the difference.
    """
    found = []
    for first, second in combinations(sorted(outlets), 2):
        (estimates, one), (others, two) = outlets[first], outlets[second]
        for name in one:
            if name not in two:
                continue
            low, high = _ends(one[name] - two[name], resampling.level)
            value, other = estimates[name].value, others[name].value
            if low is None or high is None or value is None or other is None:
                continue
            found.append(Difference(name, first, second, value - other, low, high))
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
