"""One outlet against the rest: could a gap this large be luck of the deal?

The units are shuffled and dealt out to the outlets again, each outlet as many as it has: whole
articles where there are three or more an outlet on average, else whole paragraphs, since
neighbouring sentences are alike. In each deal the largest gap counts, of any outlet and of all
figures that are looked at together (the codebook's poles; else one figure by itself). So the
number of looks and their dependence are allowed for: the single-step maximum and its step-down
form (Westfall & Young, Resampling-Based Multiple Testing, 1993). Gaps are standardised by the
spread that a share of so many rows has by itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.evidence.count import Figure
from framing.evidence.rows import ArticleRow, Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ARTICLES_TO_DEAL = 3  # an outlet, on average
LEAST_GAP = 0.1  # under ten points a gap is told in no finding
LIKELY, SURE = 0.05, 0.02
_BATCH = 500
Unit = tuple[str, int]  # article's name, paragraph (−1 where whole articles are dealt)


@dataclass(frozen=True, slots=True)
class Gap:
    """How one outlet's share differs from that of all others together.

    Attributes:
        key: of the figure: 'frame.history'.
        outlet: slug.
        figure: the outlet's.
        others_count, others_n: counted rows of the others, and how many these rest on;
            ``others_unknown`` of them do not tell.
        p: how often a deal has a gap as large, for any outlet and any figure of the family.
        family: what was looked at together: 'poles', or the figure's key.
        looks: how many gaps that were.
        by_article: whether whole articles were dealt.
        holds: whether the gap stays when suspected furniture, passages of others and rows that
            do not tell are counted the other way.
    """

    key: str
    outlet: str
    figure: Figure = field(compare=False, repr=False)
    others_count: float
    others_n: int
    others_unknown: int
    p: float
    family: str
    looks: int
    by_article: bool
    holds: bool = True

    @property
    def value(self) -> float:
        """The outlet's share minus that of the others."""
        return (self.figure.value or 0.0) - self.others_count / self.others_n

    @property
    def range(self) -> tuple[float, float]:
        """The least and the largest gap, with the rows that do not tell out of the category or
        in it."""
        own, rest = self.figure, self.others_count
        least = own.count / own.n - (rest + self.others_unknown) / self.others_n
        most = (own.count + own.unknown) / own.n - rest / self.others_n
        return least, most

    @property
    def told(self) -> bool:
        """Whether it may be told as a finding: large enough, hard to put down to luck, and the
        same whichever way doubtful rows are counted."""
        return abs(self.value) >= LEAST_GAP and self.p <= LIKELY and self.holds

    def as_data(self) -> dict[str, object]:
        """What comparison.json says of it."""
        return {
            "measure": self.key,
            "outlet": self.outlet,
            "value": self.value,
            "count": self.figure.count,
            "n": self.figure.n,
            "others_count": self.others_count,
            "others_n": self.others_n,
            "p": self.p,
            "family": self.family,
            "looks": self.looks,
            "dealt": "articles" if self.by_article else "paragraphs",
            "holds": self.holds,
        }


def gaps(
    outlets: Mapping[str, Mapping[str, Figure]],
    families: Mapping[str, Sequence[str]],
    n_articles: int,
    deals: int,
    seed: int,
) -> tuple[Gap, ...]:
    """The gaps of all outlets in the figures that are looked at.

    Args:
        outlets: by slug, figures by key. Under two outlets there is nothing to compare.
        families: by name, keys of the shares that are looked at together.
        n_articles: of all outlets.
        deals: how many; ``seed`` of the shuffling.

    Returns:
        family by family, outlets in their order; none where a figure rests on no row.
    """
    if len(outlets) < 2:
        return ()
    by_article = n_articles >= ARTICLES_TO_DEAL * len(outlets)
    looked: dict[str, tuple[str, ...]] = {}
    dealt: dict[_Units, list[_Table]] = {}
    for family, keys in families.items():
        held = tuple(k for k in keys if all(k in o and o[k].n for o in outlets.values()))
        if held:
            looked[family] = held
            units, table = _table(family, outlets, held, by_article)
            dealt.setdefault(units, []).append(table)
    chances: dict[str, Floats] = {}
    for units, tables in dealt.items():
        chances |= _chances(units, tuple(outlets), tables, deals, seed)
    found = []
    for family, held in looked.items():
        for i, slug in enumerate(outlets):
            for j, key in enumerate(held):
                rest = [outlets[other][key] for other in outlets if other != slug]
                gap = Gap(
                    key=key,
                    outlet=slug,
                    figure=outlets[slug][key],
                    others_count=sum(figure.count for figure in rest),
                    others_n=sum(figure.n for figure in rest),
                    others_unknown=sum(figure.unknown for figure in rest),
                    p=float(chances[family][i, j]),
                    family=family,
                    looks=len(outlets) * len(held),
                    by_article=by_article,
                )
                found.append(gap)
    return tuple(found)


_Units = tuple[tuple[Unit, str], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Counted rows, and rows (both units × keys), of what is looked at together."""

    family: str
    counted: Floats
    sizes: Floats


def _unit(row: Row, by_article: bool) -> Unit:
    if by_article or isinstance(row, ArticleRow) or row.place is None:
        return (row.article.id, -1)
    return (row.article.id, row.place.sentence.paragraph)


def _table(
    family: str,
    outlets: Mapping[str, Mapping[str, Figure]],
    keys: Sequence[str],
    by_article: bool,
) -> tuple[_Units, _Table]:
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    place: dict[tuple[Unit, str], int] = {}
    for slug, figures in outlets.items():
        for key in keys:
            for row in figures[key].base:
                place.setdefault((_unit(row, by_article), slug), len(place))
    counted = np.zeros((len(place), len(keys)))
    sizes = np.zeros((len(place), len(keys)))
    for slug, figures in outlets.items():
        for j, key in enumerate(keys):
            for row in figures[key].base:
                sizes[place[_unit(row, by_article), slug], j] += 1
            for row in figures[key].rows:
                counted[place[_unit(row, by_article), slug], j] += 1
    return tuple(place), _Table(family, counted, sizes)


def _chances(
    units: _Units,
    slugs: tuple[str, ...],
    tables: Sequence[_Table],
    deals: int,
    seed: int,
) -> dict[str, Floats]:
    """By family, how likely gaps as large are (outlets × keys), from the same deals for all."""
    import numpy as np  # noqa: PLC0415

    named = zlib.crc32("\n".join(f"{u[0]} {u[1]} {slug}" for u, slug in units).encode())
    rng = np.random.default_rng([seed, named])
    held = np.array([slugs.index(slug) for _, slug in units])
    seen = {t.family: np.abs(_standardised(held[None, :], len(slugs), t)[0]) for t in tables}
    # Step-down: the largest gap is held against the largest of all, the second against the
    # largest of the others, and so on.
    order = {family: np.argsort(-each.ravel(), kind="stable") for family, each in seen.items()}
    above = {family: np.zeros(each.size) for family, each in seen.items()}
    done = 0
    while done < deals:
        size = min(_BATCH, deals - done)
        dealt = rng.permuted(np.tile(held, (size, 1)), axis=1)
        for table in tables:
            found = np.abs(_standardised(dealt, len(slugs), table)).reshape(size, -1)
            down = order[table.family]
            largest = np.maximum.accumulate(found[:, down][:, ::-1], axis=1)[:, ::-1]
            above[table.family] += (largest >= seen[table.family].ravel()[down] - 1e-9).sum(axis=0)
        done += size
    chances = {}
    for family, each in seen.items():
        stepped = np.maximum.accumulate((1 + above[family]) / (1 + deals))
        told = np.empty_like(stepped)
        told[order[family]] = stepped
        chances[family] = told.reshape(each.shape)
    return chances


def _standardised(dealt: NDArray[np.int64], n_outlets: int, table: _Table) -> Floats:
    """The standardised gap of each outlet against the rest (deals × outlets × keys)."""
    import numpy as np  # noqa: PLC0415

    total, size = table.counted.sum(axis=0), table.sizes.sum(axis=0)
    share = total / size
    spread = np.sqrt(np.maximum(share * (1 - share), 1e-12))
    found = np.zeros((len(dealt), n_outlets, len(total)))
    for outlet in range(n_outlets):
        mine = (dealt == outlet).astype(float)
        counted, sizes = mine @ table.counted, mine @ table.sizes
        rest = size - sizes
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = counted / sizes - (total - counted) / rest
            unit = spread * np.sqrt(1 / sizes + 1 / rest)
            found[:, outlet, :] = np.where((sizes > 0) & (rest > 0), gap / unit, 0.0)
    return found


def in_deals(p: float) -> str:
    """'1 in 42 deals': two digits of N at most, over 100 in steps of fifty, 1 in 1,000 at most."""
    times = 1 / p
    if times >= 1000:
        return "1 in 1,000 deals or rarer"
    if times > 100:
        return f"1 in {50 * int(times // 50)} deals"
    return f"1 in {max(int(times), 1)} deals"
