"""How likely a gap between outlets is when units are dealt out to them at random.

Many deals are summed at once, as products of matrices: see ``deals`` for what is dealt, and why.
Of very many units the sums are not dealt but drawn as the normal numbers that they come to be
(Hájek, Magyar Tud. Akad. Mat. Kut. Int. Közl. 5, 1960), with the spread that dealing gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

_BATCH = 500
_EXACT = 2**24
MOST_DEALT = 20_000  # units; so many are in the middle of what the theorem asks for


@dataclass(frozen=True, slots=True)
class Table:
    """Counted rows, and all rows, of figures that are looked at together (both units × figures)."""

    counted: Floats
    sizes: Floats


def chances(
    held: Sequence[int], tables: Sequence[Table], deals: int, seed: Sequence[int]
) -> list[Floats]:
    """How likely gaps as large are when the units are dealt out again at random.

    Args:
        held: the outlet of each unit, from 0 on, none left out.
        tables: one for each family of figures; all are reckoned from the same deals.
        deals: how many; ``seed`` of the shuffling.

    Returns:
        for each table, outlets × figures: how often a deal has a gap as large for any outlet and
        any figure of the family, step-down; the deal that was found counts as one of them.
    """
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    rng = np.random.default_rng(list(seed))
    n_outlets = max(held) + 1
    # The smaller a number, the quicker it is dealt out and compared; the deals are the same.
    own = np.asarray(held, dtype=np.min_scalar_type(n_outlets))
    whole = _Columns.of(
        np.concatenate([table.counted for table in tables], axis=1),
        np.concatenate([table.sizes for table in tables], axis=1),
    )
    ends = np.cumsum([table.counted.shape[1] for table in tables])[:-1]

    def by_table(dealt: NDArray[np.unsignedinteger[Any]]) -> list[Floats]:
        gaps = np.abs(_standardised(dealt, n_outlets, whole))
        return [part.reshape(len(dealt), -1) for part in np.split(gaps, ends, axis=2)]

    seen = [each[0] for each in by_table(own[None, :])]
    # Step-down: the largest gap is held against the largest of all, the second against the
    # largest of the others, and so on.
    orders = [np.argsort(-each, kind="stable") for each in seen]
    above = [np.zeros(each.size) for each in seen]
    spread = _Spread.of(own, n_outlets, whole) if len(own) > MOST_DEALT else None
    for start in range(0, deals, _BATCH):
        size = min(_BATCH, deals - start)
        if spread is None:
            each_table = by_table(rng.permuted(np.tile(own, (size, 1)), axis=1))
        else:
            drawn = np.abs(spread.drawn(rng, size))
            each_table = [part.reshape(size, -1) for part in np.split(drawn, ends, axis=2)]
        for i, found in enumerate(each_table):
            order = orders[i]
            largest = np.maximum.accumulate(found[:, order[::-1]], axis=1)[:, ::-1]
            above[i] += (largest >= seen[i][order] - 1e-9).sum(axis=0)
    likely = []
    for order, times in zip(orders, above, strict=True):
        told = np.empty(len(order))
        told[order] = np.maximum.accumulate((1 + times) / (1 + deals))
        likely.append(told.reshape(n_outlets, -1))
    return likely


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is summed in each deal: ``values`` (units × columns) are the counted rows of all
    figures, then all rows, once for the figures that rest on the same; ``sizes`` says which of
    these columns is each figure's. ``total`` and ``size`` are sums over all units, by figure."""

    values: NDArray[np.floating[Any]]
    sizes: Indices
    total: Floats
    size: Floats

    @staticmethod
    def of(counted: Floats, sizes: Floats) -> _Columns:
        import numpy as np  # noqa: PLC0415

        once, which = np.unique(sizes, axis=1, return_inverse=True)
        values = np.concatenate([counted, once], axis=1)
        # Sums of whole numbers under 2 to the 24th are as exact with half the digits.
        short = values.sum(axis=0).max(initial=0) < _EXACT and (values == np.rint(values)).all()
        return _Columns(
            values.astype(np.float32) if short else values,
            which.reshape(-1),
            counted.sum(axis=0),
            sizes.sum(axis=0),
        )


@dataclass(frozen=True, slots=True)
class _Spread:
    """How standardised gaps spread over deals: ``outlets`` and ``figures`` are roots of the
    covariances, ``scale`` (outlets × figures) brings a sum to a standardised gap."""

    outlets: Floats
    figures: Floats
    scale: Floats

    @staticmethod
    def of(own: NDArray[np.unsignedinteger[Any]], n_outlets: int, columns: _Columns) -> _Spread:
        import numpy as np  # noqa: PLC0415

        n = len(own)
        share = columns.total / columns.size
        counted = columns.values[:, : len(share)].astype(np.float64)
        sizes = columns.values[:, len(share) :].astype(np.float64)[:, columns.sizes]
        left = counted - share * sizes  # of each unit; their sum is 0
        units = np.bincount(own, minlength=n_outlets).astype(np.float64)
        mine = np.outer(units, columns.size) / n
        with np.errstate(divide="ignore", invalid="ignore"):
            # of a sum to a gap, 1 / mine + 1 / rest; of a gap to its unit, the root of the same
            per_unit = np.sqrt(1 / mine + 1 / (columns.size - mine))
        one = np.sqrt(np.maximum(share * (1 - share), 1e-12))
        return _Spread(
            _root(np.diag(units) - np.outer(units, units) / n),
            _root(left.T @ left / (n - 1)),
            np.where(np.isfinite(per_unit), per_unit, 0.0) / one,
        )

    def drawn(self, rng: np.random.Generator, deals: int) -> Floats:
        """Standardised gaps of so many deals (deals × outlets × figures)."""
        shape = (deals, self.outlets.shape[1], self.figures.shape[1])
        found: Floats = self.outlets @ rng.standard_normal(shape) @ self.figures.T * self.scale
        return found


def _root(covariance: Floats) -> Floats:
    import numpy as np  # noqa: PLC0415

    values, vectors = np.linalg.eigh(covariance)
    found: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return found


def _standardised(
    dealt: NDArray[np.unsignedinteger[Any]], n_outlets: int, columns: _Columns
) -> Floats:
    """The standardised gap of each outlet against the rest (deals × outlets × figures)."""
    import numpy as np  # noqa: PLC0415

    total, size = columns.total, columns.size
    share = total / size
    spread = np.sqrt(np.maximum(share * (1 - share), 1e-12))
    found = np.zeros((len(dealt), n_outlets, len(total)))
    for outlet in range(n_outlets):
        mine = (dealt == outlet).astype(columns.values.dtype)
        sums = (mine @ columns.values).astype(np.float64)
        counted, sizes = sums[:, : len(total)], sums[:, len(total) :][:, columns.sizes]
        rest = size - sizes
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = counted / sizes - (total - counted) / rest
            unit = spread * np.sqrt(1 / sizes + 1 / rest)
            found[:, outlet, :] = np.where((sizes > 0) & (rest > 0), gap / unit, 0.0)
    return found
