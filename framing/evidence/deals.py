"""One outlet against the rest: could a gap this large be luck of the deal?

The units are shuffled and dealt out to the outlets again, each outlet as many as it has: whole
articles where there are three or more an outlet on average, else whole paragraphs, since
neighbouring sentences are alike. In each deal the largest gap counts, of any outlet and of all
figures that are looked at together (the codebook's poles; else one figure by itself). So the
number of looks and their dependence are allowed for: the single-step maximum and its step-down
form (Westfall & Young, Resampling-Based Multiple Testing, 1993). Gaps are standardised by the
spread that a share of so many rows has by itself.

Where articles fall into waves, each wave is dealt by itself, and gaps are those within waves: see
``within``.

Where one outlet stands far apart, every other differs from 'all others', in which it is; so each is
held against the rest without it as well. ``python -m evaluation.certainty`` simulates how often a
difference is told where there is none, and how often one that there is.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from framing.evidence.chances import NOWHERE, Table, chances
from framing.evidence.count import Figure
from framing.evidence.measures import UNKNOWN
from framing.evidence.rows import ArticleRow, Row
from framing.evidence.within import Within, gap_within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ARTICLES_TO_DEAL = 3  # an outlet, on average
LEAST_GAP = 0.1  # under ten points a gap is told in no finding
LEAST_ROWS = 3  # two sentences more are an accident of two sentences, whatever the deals say
LEAST_COUNTED = 8  # rows of an outlet; a share of fewer is no share
LEAST_UNITS = 3  # paragraphs of an outlet: an article in one paragraph cannot be dealt out
LIKELY, SURE = 0.05, 0.02
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
        holds: whether the gap stays when passages of others and rows that do not tell are
            counted the other way.
        units: articles or paragraphs of the outlet that were dealt.
        by_itself: whether the gap stays when outlets that stand apart more clearly in the same
            figure are left out of the others; else it is they that make it.
        within: the gap within waves, where articles stand in several; None where they do not.
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
    units: int = LEAST_UNITS
    holds: bool = True
    by_itself: bool = True
    within: Within | None = None

    @property
    def tested(self) -> bool:
        """Whether the outlet has paragraphs enough to be dealt out, or the study has articles; of
        several waves one has rows of it and of others."""
        met = self.within is None or self.within.value is not None
        return met and (self.by_article or self.units >= LEAST_UNITS)

    @property
    def tried(self) -> float:
        """The gap that its chance is of: that within waves where there are several, 0 where none
        has rows of both sides."""
        return self.value if self.within is None else self.within.value or 0.0

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
    def dealt(self) -> str:
        """What was dealt out again to find how likely it is."""
        return "articles" if self.by_article else "paragraphs"

    @property
    def told(self) -> bool:
        """Whether it may be told as a finding: large enough, hard to put down to luck, not made
        by another outlet, of more than a few rows, and the same whichever way doubtful rows are
        counted; of several waves within them, too, in the same direction."""
        fewer = min(self.figure.n, self.others_n)
        if self.within is not None:
            fewer = min(fewer, self.within.fewer)
        least = min(abs(self.value), abs(self.tried))
        apart = self.value * self.tried > 0 and least * fewer >= LEAST_ROWS
        enough = fewer >= LEAST_COUNTED and self.tested
        return stands_out(least, self.p) and apart and enough and self.by_itself and self.holds

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
            "dealt": self.dealt,
            "holds": self.holds,
            "by_itself": self.by_itself,
            "within": self.within.as_data() if self.within else None,
        }


def gaps(
    outlets: Mapping[str, Mapping[str, Figure]],
    families: Mapping[str, Sequence[str]],
    n_articles: int,
    deals: int,
    seed: int,
    table_of: Callable[[Sequence[str], bool], tuple[Units, Table]] | None = None,
    waves: Mapping[str, int] | None = None,
) -> tuple[Gap, ...]:
    """The gaps of all outlets in the figures that are looked at.

    Args:
        outlets: by slug, figures by key. Under two outlets there is nothing to compare.
        families: by name, keys of the shares that are looked at together.
        n_articles: of all outlets.
        deals: how many; ``seed`` of the shuffling.
        table_of: gives, of figures with these keys, what is dealt and what each adds, in place of
            their rows; told whether whole articles are dealt.
        waves: the wave of each article, by the name that units have; None or empty for one wave.

    Returns:
        family by family, outlets in their order; none where a figure rests on no row.
    """
    if len(outlets) < 2:
        return ()
    by_article = n_articles >= ARTICLES_TO_DEAL * len(outlets)
    tabled = table_of or partial(_table, outlets)
    looked: dict[str, tuple[str, ...]] = {}
    dealt: dict[Units, dict[str, Table]] = {}
    for family, keys in families.items():
        held = tuple(k for k in keys if all(k in o and o[k].n for o in outlets.values()))
        if held:
            looked[family] = held
            units, table = tabled(held, by_article)
            dealt.setdefault(units, {})[family] = table
    # Outlets and units in the order of their names: the order asked for changes no chance.
    slugs = sorted(outlets)
    found_by: dict[str, Floats] = {}
    units_by: dict[str, Counter[str]] = {}
    alone_by: dict[str, list[list[bool]]] = {}
    within: dict[tuple[str, str], Within] = {}
    for units, tables in dealt.items():
        named = zlib.crc32("\n".join(f"{u[0]} {u[1]} {slug}" for u, slug in units).encode())
        held_by = [slugs.index(slug) for _, slug in units]
        of_wave = [waves.get(unit[0], NOWHERE) for unit, _ in units] if waves else None
        each = chances(held_by, list(tables.values()), deals, (seed, named), of_wave)
        for (family, table), p in zip(tables.items(), each, strict=True):
            found_by[family] = p
            units_by[family] = Counter(slug for _, slug in units)
            alone_by[family] = [
                by_themselves(
                    held_by,
                    Table(table.counted[:, [j]], table.sizes[:, [j]]),
                    [float(chance) for chance in p[:, j]],
                    max(deals // 5, 1),
                    (seed, named),
                    of_wave,
                )
                for j in range(p.shape[1])
            ]
            for j, key in enumerate(looked[family] if of_wave else ()):
                untold = _untold(outlets, key, lambda keys: tabled(keys, by_article))
                one = table.counted[:, j], untold if untold is not None else 0 * table.sizes[:, j]
                for i, slug in enumerate(slugs):
                    theirs = [k for k in range(len(slugs)) if k != i]
                    columns = (*one, table.sizes[:, j])
                    within[slug, key] = gap_within(held_by, of_wave or (), columns, i, theirs)
    found: dict[tuple[str, str], Gap] = {}
    for family, held in looked.items():
        for j, key in enumerate(held):
            figures = [outlets[slug][key] for slug in slugs]
            for i, slug in enumerate(slugs):
                rest = [figure for k, figure in enumerate(figures) if k != i]
                found[slug, key] = Gap(
                    key=key,
                    outlet=slug,
                    figure=figures[i],
                    others_count=sum(figure.count for figure in rest),
                    others_n=sum(figure.n for figure in rest),
                    others_unknown=sum(figure.unknown for figure in rest),
                    p=float(found_by[family][i, j]),
                    family=family,
                    looks=len(outlets) * len(held),
                    by_article=by_article,
                    units=units_by[family][slug],
                    by_itself=alone_by[family][j][i],
                    within=within.get((slug, key)),
                )
    return tuple(found[slug, key] for held in looked.values() for slug in outlets for key in held)


def by_themselves(
    held: Sequence[int],
    table: Table,
    p: Sequence[float],
    deals: int,
    seed: Sequence[int],
    waves: Sequence[int] | None = None,
) -> list[bool]:
    """Whether each outlet's gap is its own: where one stands far apart, every other differs from
    'all others', in which it is, without differing from any of the rest.

    Args:
        held: the outlet of each unit, from 0 on.
        table: of one figure.
        p: how likely gaps as large are, by outlet.
        deals, seed, waves: as for ``chances``.

    Returns:
        by outlet, whether the gap keeps its direction, ten points and a chance of at most 1 in 20
        when the outlets that stand apart more clearly (a smaller ``p``, then a larger gap), and by
        themselves, are left out of the others. True where none of the others is left.
    """
    import numpy as np  # noqa: PLC0415

    own = np.asarray(held, dtype=np.int64)
    everyone = range(len(p))
    columns = table.counted[:, 0], 0 * table.sizes[:, 0], table.sizes[:, 0]
    of_wave = np.zeros(len(own), dtype=np.int64) if waves is None else np.asarray(waves)

    def gap_to(outlet: int, rest: Sequence[int]) -> float:
        return gap_within(own, of_wave, columns, outlet, rest).value or 0.0

    gaps = [gap_to(i, [o for o in everyone if o != i]) for i in everyone]
    rank = [(p[i], -round(abs(gaps[i]), 9)) for i in everyone]
    clear = sorted((i for i in everyone if stands_out(gaps[i], p[i])), key=rank.__getitem__)
    alone = [True for _ in everyone]
    for i in clear:
        gone = [o for o in clear if rank[o] < rank[i] and alone[o]]
        rest = [o for o in everyone if o != i and o not in gone]
        if not gone or not rest:
            continue
        left = gap_to(i, rest)
        alone[i] = left * gaps[i] > 0 and abs(left) >= LEAST_GAP
        if alone[i]:
            kept = sorted([i, *rest])
            stay = np.isin(own, kept)
            fewer = Table(table.counted[stay], table.sizes[stay])
            among = list(np.searchsorted(kept, own[stay]))
            again = chances(among, [fewer], deals, seed, of_wave[stay].tolist())
            alone[i] = bool(again[0][kept.index(i), 0] <= LIKELY)
    return alone


def stands_out(gap: float, p: float) -> bool:
    """Whether a gap is large enough to be told, and hard to put down to luck."""
    return abs(gap) >= LEAST_GAP and p <= LIKELY


Units = tuple[tuple[Unit, str], ...]


def _unit(row: Row, by_article: bool) -> Unit:
    if by_article or isinstance(row, ArticleRow) or row.place is None:
        return (row.article.id, -1)
    return (row.article.id, row.place.sentence.paragraph)


def _table(
    outlets: Mapping[str, Mapping[str, Figure]], keys: Sequence[str], by_article: bool
) -> tuple[Units, Table]:
    import numpy as np  # noqa: PLC0415

    units = sorted(
        {
            (_unit(row, by_article), slug)
            for slug, figures in outlets.items()
            for key in keys
            for row in figures[key].base
        }
    )
    place = {unit: i for i, unit in enumerate(units)}
    counted = np.zeros((len(place), len(keys)))
    sizes = np.zeros((len(place), len(keys)))
    for slug, figures in outlets.items():
        for j, key in enumerate(keys):
            for row in figures[key].base:
                sizes[place[_unit(row, by_article), slug], j] += 1
            for row in figures[key].rows:
                counted[place[_unit(row, by_article), slug], j] += 1
    return tuple(units), Table(counted, sizes)


def _untold(
    outlets: Mapping[str, Mapping[str, Figure]],
    key: str,
    tabled: Callable[[Sequence[str]], tuple[Units, Table]],
) -> Floats | None:
    """How many rows of each unit do not tell whether they count; None where all do."""
    if not any(figures[key].unknown for figures in outlets.values()):
        return None
    unknown = f"{next(iter(outlets.values()))[key].measure.key}.{UNKNOWN}"
    return tabled([unknown])[1].counted[:, 0]


def in_deals(p: float) -> str:
    """'1 in 42 deals': two digits of N at most, over 100 in steps of fifty, 1 in 1,000 at most."""
    times = 1 / p
    if times >= 1000:
        return "1 in 1,000 deals or rarer"
    if times > 100:
        return f"1 in {50 * int(times // 50)} deals"
    return f"1 in {max(int(times), 1)} deals"
