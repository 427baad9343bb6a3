"""How likely a gap between outlets is when units are dealt out to them at random.

Many deals are summed at once, as products of matrices: see ``deals`` for what is dealt, and why.
Of very many units the sums are not dealt but drawn as the normal numbers that they come to be
(Hájek, Magyar Tud. Akad. Mat. Kut. Int. Közl. 5, 1960), with the spread that dealing gives them.

Where articles fall into waves, each wave is dealt out by itself, and an outlet's gap is the mean of
its gaps within waves, weighed as Mantel and Haenszel weigh strata: so a deal has as many articles
of each wave as the outlet has, and what differs between waves makes no gap.
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

    # Each outlet's gap to the rest times its weight, and how that spreads, squared (both deals ×
    # outlets × figures): the weight of n rows against r is 1 / (1 / n + 1 / r).
    Gaps = tuple[Floats, Floats]

_BATCH = 500
_EXACT = 2**24
MOST_DEALT = 20_000  # units; so many are in the middle of what the theorem asks for
NOWHERE = -1  # in no wave that is known: such a unit is in no gap within waves


@dataclass(frozen=True, slots=True)
class Table:
    """Counted rows, and all rows, of figures that are looked at together (both units × figures)."""

    counted: Floats
    sizes: Floats


def chances(
    held: Sequence[int],
    tables: Sequence[Table],
    deals: int,
    seed: Sequence[int],
    waves: Sequence[int] | None = None,
) -> list[Floats]:
    """How likely gaps as large are when the units are dealt out again at random.

    Args:
        held: the outlet of each unit, from 0 on, none left out.
        tables: one for each family of figures; all are reckoned from the same deals.
        deals: how many; ``seed`` of the shuffling.
        waves: the wave of each unit, ``NOWHERE`` where that is not known; each is dealt by itself.
            None for one wave.

    Returns:
        for each table, outlets × figures: how often a deal has a gap as large for any outlet and
        any figure of the family, step-down; the deal that was found counts as one of them.
    """
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    rng = np.random.default_rng(list(seed))
    n_outlets = max(held) + 1
    # The smaller a number, the quicker it is dealt out and compared; the deals are the same.
    own = np.asarray(held, dtype=np.min_scalar_type(n_outlets))
    counted = np.concatenate([table.counted for table in tables], axis=1)
    sizes = np.concatenate([table.sizes for table in tables], axis=1)
    ends = np.cumsum([table.counted.shape[1] for table in tables])[:-1]
    parted = [
        _Wave.of(own[there], n_outlets, counted[there], sizes[there])
        for there in _parted(len(own), waves)
    ]

    def by_table(gaps: Sequence[Gaps]) -> list[Floats]:
        found = np.abs(_together(gaps))
        return [part.reshape(len(found), -1) for part in np.split(found, ends, axis=2)]

    if not parted:
        return [np.ones((n_outlets, table.counted.shape[1])) for table in tables]
    seen = [each[0] for each in by_table([wave.gaps(wave.own[None, :]) for wave in parted])]
    # Step-down: the largest gap is held against the largest of all, the second against the
    # largest of the others, and so on.
    orders = [np.argsort(-each, kind="stable") for each in seen]
    above = [np.zeros(each.size) for each in seen]
    for start in range(0, deals, _BATCH):
        size = min(_BATCH, deals - start)
        each_table = by_table([wave.dealt(rng, size) for wave in parted])
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


def _parted(units: int, waves: Sequence[int] | None) -> list[Indices]:
    """Where the units of each wave stand, the earliest wave first."""
    import numpy as np  # noqa: PLC0415

    if waves is None:
        return [np.arange(units)]
    of = np.asarray(waves)
    return [np.flatnonzero(of == wave) for wave in sorted(set(waves) - {NOWHERE})]


def _together(gaps: Sequence[Gaps]) -> Floats:
    """Standardised gaps over all waves: the weighted mean of those within waves, in units of the
    spread that it has by itself."""
    import numpy as np  # noqa: PLC0415

    total, spread = gaps[0]
    for more, wider in gaps[1:]:
        total, spread = total + more, spread + wider
    there = spread > 0
    found: Floats = np.where(there, total, 0.0) / np.sqrt(np.where(there, spread, 1.0))
    return found


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
class _Wave:
    """What is dealt out by itself: the outlet of each unit, and what the units add. ``spread`` in
    place of deals where units are very many."""

    own: NDArray[np.unsignedinteger[Any]]
    n_outlets: int
    columns: _Columns
    spread: _Spread | None

    @staticmethod
    def of(
        own: NDArray[np.unsignedinteger[Any]], n_outlets: int, counted: Floats, sizes: Floats
    ) -> _Wave:
        columns = _Columns.of(counted, sizes)
        many = len(own) > MOST_DEALT
        return _Wave(own, n_outlets, columns, _Spread.of(own, n_outlets, columns) if many else None)

    def dealt(self, rng: np.random.Generator, deals: int) -> Gaps:
        """The gaps of so many deals."""
        import numpy as np  # noqa: PLC0415

        if self.spread is not None:
            return self.spread.drawn(rng, deals)
        return self.gaps(rng.permuted(np.tile(self.own, (deals, 1)), axis=1))

    def gaps(self, dealt: NDArray[np.unsignedinteger[Any]]) -> Gaps:
        """The gaps of these deals (deals × units: the outlet of each)."""
        import numpy as np  # noqa: PLC0415

        total, size = self.columns.total, self.columns.size
        one = _variance(total, size)
        found = np.zeros((len(dealt), self.n_outlets, len(total)))
        spread = np.zeros_like(found)
        for outlet in range(self.n_outlets):
            mine = (dealt == outlet).astype(self.columns.values.dtype)
            sums = (mine @ self.columns.values).astype(np.float64)
            counted, sizes = sums[:, : len(total)], sums[:, len(total) :][:, self.columns.sizes]
            rest = size - sizes
            both = (sizes > 0) & (rest > 0)
            n, r = np.where(both, sizes, 1.0), np.where(both, rest, 1.0)
            weight = np.where(both, 1 / (1 / n + 1 / r), 0.0)
            found[:, outlet, :] = weight * (counted / n - (total - counted) / r)
            spread[:, outlet, :] = weight * one
        return found, spread


@dataclass(frozen=True, slots=True)
class _Spread:
    """How weighted gaps spread over deals: ``outlets`` and ``figures`` are roots of the
    covariances, ``whole`` (outlets × figures) the squared spread that they have by themselves."""

    outlets: Floats
    figures: Floats
    whole: Floats

    @staticmethod
    def of(own: NDArray[np.unsignedinteger[Any]], n_outlets: int, columns: _Columns) -> _Spread:
        import numpy as np  # noqa: PLC0415

        n = len(own)
        size = np.maximum(columns.size, 1)
        share = columns.total / size
        counted = columns.values[:, : len(share)].astype(np.float64)
        sizes = columns.values[:, len(share) :].astype(np.float64)[:, columns.sizes]
        left = counted - share * sizes  # of each unit; their sum is 0
        units = np.bincount(own, minlength=n_outlets).astype(np.float64)
        mine = np.outer(units, size) / n
        return _Spread(
            _root(np.diag(units) - np.outer(units, units) / n),
            _root(left.T @ left / (n - 1)),
            mine * (size - mine) / size * _variance(columns.total, columns.size),
        )

    def drawn(self, rng: np.random.Generator, deals: int) -> Gaps:
        """The gaps of so many deals: a weighted gap is what an outlet has more than its share."""
        import numpy as np  # noqa: PLC0415

        shape = (deals, self.outlets.shape[1], self.figures.shape[1])
        found: Floats = self.outlets @ rng.standard_normal(shape) @ self.figures.T
        return found, np.broadcast_to(self.whole, found.shape)


def _root(covariance: Floats) -> Floats:
    import numpy as np  # noqa: PLC0415

    values, vectors = np.linalg.eigh(covariance)
    found: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return found


def _variance(total: Floats, size: Floats) -> Floats:
    """That of one row of each figure."""
    import numpy as np  # noqa: PLC0415

    share = total / np.maximum(size, 1)
    found: Floats = np.maximum(share * (1 - share), 1e-12)
    return found
