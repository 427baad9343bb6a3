"""Agreement: Krippendorff's alpha between coders, and a machine's scores against a human.

Alpha is Krippendorff's (Content Analysis, 4th ed. 2018, chapter 12) for nominal data, any number
of coders, and missing codes. Intervals are percentile bootstraps over clusters of units (Zapf et
al., BMC Medical Research Methodology 16:93, 2016), with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]

RESAMPLES = 2000
SEED = 1
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval and the number of units that it rests on.

    ``value`` is not a number (nan) where it has no meaning: no unit, or codes without variation.
    """

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """A machine's codes against a human's: precision, recall and F1, and the four counts."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int


def alpha(
    codings: Sequence[Mapping[str, str]], clusters: Mapping[str, str] | None = None
) -> Estimate:
    """Krippendorff's alpha of two or more codings, nominal.

    Args:
        codings: for each coder, the code of each unit; a unit that a coder left out is missing.
        clusters: the cluster of each unit (its article); each unit is its own without it.

    Units that fewer than two coders coded do not count.
    """
    import numpy as np  # noqa: PLC0415

    units = sorted({unit for coding in codings for unit in coding})
    units = [unit for unit in units if sum(unit in coding for coding in codings) > 1]
    values = sorted({coding[unit] for coding in codings for unit in units if unit in coding})
    counts = np.zeros((len(units), len(values)))
    for i, unit in enumerate(units):
        for coding in codings:
            if unit in coding:
                counts[i, values.index(coding[unit])] += 1
    coders = counts.sum(axis=1)
    apart = (coders**2 - (counts**2).sum(axis=1)) / np.maximum(coders - 1, 1)

    def of(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        totals = weights @ counts
        n = totals.sum(axis=1)
        expected = n**2 - (totals**2).sum(axis=1)
        found = np.full(len(weights), np.nan)
        np.divide((n - 1) * (weights @ apart), expected, out=found, where=expected > 0)
        return 1 - found

    return _figure(of, units, clusters)


def score(
    human: Sequence[bool],
    machine: Sequence[bool],
    clusters: Sequence[str] | None = None,
    weights: Sequence[float] | None = None,
) -> Scores:
    """How well a machine's codes match a human's.

    Args:
        human, machine: whether the code applies, unit by unit.
        clusters: the cluster of each unit; each unit is its own without it.
        weights: how many units of the whole each one stands for (a stratified sample); 1 each
            without it. The four counts are of the units themselves.

    Raises:
        ValueError: the lengths differ.
    """
    import numpy as np  # noqa: PLC0415

    pairs = list(zip(human, machine, strict=True))
    cells = np.array(
        [(h and m, m and not h, h and not m, not (h or m)) for h, m in pairs], dtype=float
    ).reshape(-1, 4)
    tp, fp, fn, tn = (int(x) for x in cells.sum(axis=0))
    if weights is not None:
        cells = cells * np.array(weights, dtype=float).reshape(-1, 1)
    units = [str(i) for i in range(len(pairs))]
    of_unit = dict(zip(units, clusters, strict=True)) if clusters is not None else None

    def ratio(
        above: Sequence[float], below: Sequence[float], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        drawn = weights @ cells
        numerator, denominator = drawn @ np.array(above), drawn @ np.array(below)
        found = np.full(len(weights), np.nan)
        np.divide(numerator, denominator, out=found, where=denominator > 0)
        return found

    def figure(above: Sequence[float], below: Sequence[float]) -> Estimate:
        return _figure(lambda weights: ratio(above, below, weights), units, of_unit)

    return Scores(
        precision=figure((1, 0, 0, 0), (1, 1, 0, 0)),
        recall=figure((1, 0, 0, 0), (1, 0, 1, 0)),
        f1=figure((2, 0, 0, 0), (2, 1, 1, 0)),
        true_positives=tp,
        false_positives=fp,
        false_negatives=fn,
        true_negatives=tn,
    )


def _figure(of: _Statistic, units: Sequence[str], clusters: Mapping[str, str] | None) -> Estimate:
    """The statistic of all units, with the interval of its resamples."""
    import numpy as np  # noqa: PLC0415

    n = len(units)
    if not n:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    names = [clusters[unit] for unit in units] if clusters else list(units)
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    member = np.array([order[name] for name in names])
    value = float(of(np.ones((1, n)))[0])
    k = len(order)
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(k, np.full(k, 1 / k), size=RESAMPLES)[:, member].astype(float)
    found = of(drawn)
    found = found[~np.isnan(found)]
    if not len(found) or k < 2:
        return Estimate(value, float("nan"), float("nan"), n)
    tail = (1 - LEVEL) / 2 * 100
    low, high = (float(x) for x in np.percentile(found, [tail, 100 - tail]))
    return Estimate(value, low, high, n)
