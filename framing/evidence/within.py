"""An outlet's gap to the rest within waves of coverage: like is held against like.

Where outlets have unlike shares of their articles in each wave, the gap over all of them mixes what
they wrote with when they wrote it. Within a wave it does not; the gaps of all waves are brought
together as Mantel and Haenszel (J. Natl. Cancer Inst. 22, 1959) weigh strata: a wave with n rows of
the outlet and r of the others weighs n r / (n + r), and one with rows of one side alone nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from framing.evidence.chances import NOWHERE
from framing.evidence.count import Figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Within:
    """A gap as it is within waves.

    Attributes:
        waves: in how many both sides have rows.
        value: the weighted mean of the gaps; None where there is no such wave.
        least, most: the same with the rows that do not tell counted against the gap, and for it.
        fewer: rows of the smaller side in these waves.
    """

    waves: int
    value: float | None
    least: float | None
    most: float | None
    fewer: int

    def as_data(self) -> dict[str, object]:
        """What comparison.json says of it."""
        return {
            "waves": self.waves,
            "value": self.value,
            "least": self.least,
            "most": self.most,
            "fewer": self.fewer,
        }


class Side(NamedTuple):
    """Rows of one side in a wave: those counted, those that do not tell, and all."""

    counted: float
    unknown: float
    n: float


def within(sides: Iterable[tuple[Side, Side]]) -> Within:
    """The gap of one side to the other within waves.

    Args:
        sides: both in each wave.
    """
    held = [(one, other) for one, other in sides if one.n and other.n]
    if not held:
        return Within(0, None, None, None, 0)
    weights = [one.n * other.n / (one.n + other.n) for one, other in held]

    def mean(gaps: Iterable[float]) -> float:
        return sum(w * gap for w, gap in zip(weights, gaps, strict=True)) / sum(weights)

    return Within(
        len(held),
        mean(a.counted / a.n - b.counted / b.n for a, b in held),
        mean(a.counted / a.n - (b.counted + b.unknown) / b.n for a, b in held),
        mean((a.counted + a.unknown) / a.n - b.counted / b.n for a, b in held),
        int(min(sum(a.n for a, _ in held), sum(b.n for _, b in held))),
    )


def gap_within(
    held: Sequence[int] | NDArray[np.int64],
    waves: Sequence[int] | NDArray[np.int64],
    columns: Sequence[Floats],
    outlet: int,
    rest: Sequence[int],
) -> Within:
    """An outlet's gap to others within waves.

    Args:
        held: the outlet of each unit.
        waves: the wave of each unit, ``NOWHERE`` where that is not known.
        columns: what each unit adds: rows counted, rows that do not tell, all rows.
        outlet: whose gap.
        rest: the others.
    """
    import numpy as np  # noqa: PLC0415

    own, of = np.asarray(held), np.asarray(waves)
    mine, others = own == outlet, np.isin(own, rest)

    def side(there: NDArray[np.bool_]) -> Side:
        return Side(*(float(column[there].sum()) for column in columns))

    numbers = [k for k in np.unique(of) if k != NOWHERE]
    return within((side(mine & (of == k)), side(others & (of == k))) for k in numbers)


def pair_within(one: Figure, other: Figure, waves: Mapping[str, int]) -> float | None:
    """How a share differs between two outlets within waves; None where no wave has rows of both.

    Args:
        one, other: the figure of each.
        waves: the wave of each article, by its short reference.
    """

    def by_wave(figure: Figure) -> dict[int, Side]:
        found: dict[int, list[int]] = {}
        for place, rows in ((0, figure.rows), (1, figure.base)):
            for row in rows:
                found.setdefault(waves.get(row.article.id, NOWHERE), [0, 0])[place] += 1
        return {wave: Side(counted, 0, n) for wave, (counted, n) in found.items()}

    first, second = by_wave(one), by_wave(other)
    shared = sorted((first.keys() & second.keys()) - {NOWHERE})
    return within((first[wave], second[wave]) for wave in shared).value
