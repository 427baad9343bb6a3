"""Each outlet against the rest, dealt out a second time, for ``evaluation.recompute``.

As that script, it shares no code with the package. It draws the same deals, so that the chances
must agree to the last digit: from numpy's default generator, begun with the seed of manifest.json
and a checksum of the units' names. docs/methods.md says what is done.

Where the articles' dates part them into waves, each wave is dealt by itself, and an outlet's gap is
the mean of those within waves, a wave with n rows of it and r of the others weighing n r / (n + r).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

ARTICLES_TO_DEAL = 3  # an outlet, on average: from there on whole articles are dealt
LEAST_GAP, LIKELY = 0.1, 0.05
AT_ONCE = 500  # deals
PAUSE = 14  # days; a longer one parts waves
UNDATED = -1  # the wave of an article without a date: it is in none that is compared
UNTOLD = ("role", "naming", "country")  # the families of which a row may tell nothing

Counted = Mapping[str, Sequence[str]]  # by figure, the rows that it counts
Place = tuple[str, int]  # an article, and its paragraph (-1 where whole articles are dealt)


class Rows(NamedTuple):
    """What is dealt: by outlet, the rows of each figure; how many articles there are; where each
    row stands; and the wave of each article, nothing where all stand in one."""

    outlets: Mapping[str, Counted]
    articles: int
    where: Mapping[str, Place]
    waves: Mapping[str, int]


class Told(NamedTuple):
    """What a gap is said to be."""

    value: float
    count: int
    n: int
    others_count: int
    others_n: int
    p: float
    looks: int
    by_itself: bool
    least: float
    most: float
    within: dict[str, Any] | None

    @property
    def tried(self) -> float:
        """The gap that was dealt for."""
        return self.value if self.within is None else self.within["value"] or 0.0


def waves(days: Mapping[str, str]) -> dict[str, int]:
    """The wave of each article from its day, as ISO dates; nothing where there is one alone."""
    order = sorted({date.fromisoformat(day) for day in days.values() if day})
    number = dict.fromkeys(order[:1], 0)
    for before, day in pairwise(order):
        number[day] = number[before] + ((day - before).days > PAUSE)
    if max(number.values(), default=0) == 0:
        return {}
    return {name: number[date.fromisoformat(day)] for name, day in days.items() if day}


def base_of(key: str) -> str:
    """The rows of which a figure is a share."""
    return "sentences" if key.startswith(("frame.", "voice.")) else "statements"


def gaps(
    rows: Rows, keys: Sequence[str], poles: Sequence[str], deals: int, seed: int
) -> dict[tuple[str, str], Told]:
    """What is to be told, by figure and outlet.

    Args:
        rows: those that count.
        keys: all shares that are looked at.
        poles: those of them that are looked at together.
        deals: how many; ``seed`` of them.
    """
    held = {
        slug: found
        for slug, found in rows.outlets.items()
        if any(found.get(base_of(key)) for key in keys)
    }
    slugs = sorted(held)
    if len(slugs) < 2:
        return {}
    whole = rows.articles >= ARTICLES_TO_DEAL * len(slugs)
    told: dict[tuple[str, str], Told] = {}
    for family in families(held, keys, poles):
        base = base_of(family[0])
        if not all(held[slug].get(base) for slug in slugs):
            continue
        units, counted, sizes = _units(held, family, base, rows.where, whole)
        own = np.array([slugs.index(slug) for _, slug in units])
        names = "\n".join(f"{article} {part} {slug}" for (article, part), slug in units)
        begin = [seed, zlib.crc32(names.encode())]
        of_wave = np.array(
            [rows.waves.get(article, UNDATED) if rows.waves else 0 for (article, _), _ in units]
        )
        chance = step_down(own, counted, sizes, of_wave, deals, begin)
        for j, key in enumerate(family):
            column = counted[:, [j]], sizes[:, [j]]
            p = [float(each) for each in chance[:, j]]
            alone = _by_themselves(own, *column, of_wave, p, max(deals // 5, 1), begin)
            for i, slug in enumerate(slugs):
                told[key, slug] = _told(rows, held, key, base, slug, p[i], alone[i], family)
    return told


def families(
    held: Mapping[str, Counted], keys: Sequence[str], poles: Sequence[str]
) -> Iterator[list[str]]:
    """The poles together; every other share by itself, but for rows that do not tell, and for what
    no outlet has."""
    if poles:
        yield list(poles)
    for key in keys:
        told = key not in poles and not key.endswith(".unknown")
        if told and any(found.get(key) for found in held.values()):
            yield [key]


def _told(
    rows: Rows,
    held: Mapping[str, Counted],
    key: str,
    base: str,
    slug: str,
    p: float,
    alone: bool,
    family: Sequence[str],
) -> Told:
    untold = f"{key.partition('.')[0]}.unknown" if key.partition(".")[0] in UNTOLD else ""
    if key == "role.official":
        untold = ""
    mine, rest = held[slug], [found for other, found in held.items() if other != slug]
    count, n = len(mine.get(key, ())), len(mine[base])
    others_count, others_n = (sum(len(f.get(name, ())) for f in rest) for name in (key, base))
    silent, others_silent = (
        sum(len(found.get(untold, ())) for found in each) if untold else 0
        for each in ([mine], rest)
    )
    return Told(
        value=count / n - others_count / others_n,
        count=count,
        n=n,
        others_count=others_count,
        others_n=others_n,
        p=p,
        looks=len(held) * len(family),
        by_itself=alone,
        least=count / n - (others_count + others_silent) / others_n,
        most=(count + silent) / n - others_count / others_n,
        within=_within(rows, mine, rest, key, base, untold) if rows.waves else None,
    )


def _within(
    rows: Rows, mine: Counted, rest: Sequence[Counted], key: str, base: str, untold: str
) -> dict[str, Any]:
    """The gap within waves, as comparison.json has it."""

    def by_wave(of: Iterable[Counted], name: str) -> Counter[int]:
        ids = (row for found in of for row in (found.get(name, ()) if name else ()))
        return Counter(rows.waves.get(rows.where[row][0], UNDATED) for row in ids)

    own, others = ([by_wave(of, name) for name in (key, untold, base)] for of in ([mine], rest))
    both = sorted((own[2].keys() & others[2].keys()) - {UNDATED})
    told: dict[str, Any] = {"waves": len(both), "value": None, "least": None, "most": None}
    told["fewer"] = min(sum(own[2][k] for k in both), sum(others[2][k] for k in both))
    weight = {k: own[2][k] * others[2][k] / (own[2][k] + others[2][k]) for k in both}
    for what, mine_silent, others_silent in (("value", 0, 0), ("least", 0, 1), ("most", 1, 0)):
        gaps = {
            k: (own[0][k] + mine_silent * own[1][k]) / own[2][k]
            - (others[0][k] + others_silent * others[1][k]) / others[2][k]
            for k in both
        }
        if both:
            told[what] = sum(weight[k] * gaps[k] for k in both) / sum(weight.values())
    return told


def _units(
    held: Mapping[str, Counted],
    family: Sequence[str],
    base: str,
    where: Mapping[str, Place],
    whole: bool,
) -> tuple[list[tuple[Place, str]], np.ndarray, np.ndarray]:
    """What is dealt, in the order of the names; and of each, how many rows of each figure it
    counts, and of how many."""

    def place(row: str) -> Place:
        return (where[row][0], -1) if whole else where[row]

    sizes = Counter((place(row), slug) for slug, found in held.items() for row in found[base])
    units = sorted(sizes)
    counted = np.zeros((len(units), len(family)))
    at = {unit: i for i, unit in enumerate(units)}
    for slug, found in held.items():
        for j, key in enumerate(family):
            for row in found.get(key, ()):
                counted[at[place(row), slug], j] += 1
    of = np.array([[sizes[unit]] * len(family) for unit in units], dtype=float)
    return units, counted, of


def step_down(
    own: np.ndarray,
    counted: np.ndarray,
    sizes: np.ndarray,
    of_wave: np.ndarray,
    deals: int,
    begin: Sequence[int],
) -> np.ndarray:
    """How often a deal has a gap as large (outlets x figures): the largest gap is held against the
    largest of each deal, the next against the largest of all but the first, and so on; none is
    rarer than the one before it."""
    generator = np.random.default_rng(list(begin))
    outlets = int(own.max()) + 1
    parts = [np.flatnonzero(of_wave == wave) for wave in np.unique(of_wave) if wave != UNDATED]
    if not parts:
        return np.ones((outlets, counted.shape[1]))

    def gaps_of(dealt: Sequence[np.ndarray]) -> np.ndarray:
        """Weighted over the waves, in units of the spread (deals x outlets and figures)."""
        each = [
            _weighted(hands, outlets, counted[part], sizes[part])
            for hands, part in zip(dealt, parts, strict=True)
        ]
        gap, spread = sum(e[0] for e in each), sum(e[1] for e in each)
        return np.abs(gap) / np.sqrt(np.where(spread > 0, spread, 1)) * (spread > 0)

    seen = gaps_of([own[None, part] for part in parts])[0]
    order = sorted(range(len(seen)), key=lambda i: -seen[i])
    above = np.zeros(len(seen))
    for start in range(0, deals, AT_ONCE):
        many = min(AT_ONCE, deals - start)
        found = gaps_of([generator.permuted(np.tile(own[p], (many, 1)), axis=1) for p in parts])
        for place, i in enumerate(order):
            above[i] += int((found[:, order[place:]].max(axis=1) >= seen[i] - 1e-9).sum())
    p, least = np.zeros(len(seen)), 0.0
    for i in order:
        least = max(least, (1 + above[i]) / (1 + deals))
        p[i] = least
    return p.reshape(outlets, -1)


def _weighted(
    dealt: np.ndarray, outlets: int, counted: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Each outlet's gap to all others within a wave by its weight; and the weight by the spread,
    squared, that a row has (both deals x outlets and figures)."""
    share = counted.sum(axis=0) / np.maximum(sizes.sum(axis=0), 1)
    spread = np.maximum(share * (1 - share), 1e-12)
    gaps, weights = [], []
    for outlet in range(outlets):
        mine = dealt == outlet
        one, many = mine @ counted, mine @ sizes
        other, rest = counted.sum(axis=0) - one, sizes.sum(axis=0) - many
        both = (many > 0) & (rest > 0)
        many, rest = np.where(both, many, 1), np.where(both, rest, 1)
        weight = both / (1 / many + 1 / rest)
        gaps.append(weight * (one / many - other / rest))
        weights.append(weight * spread)
    return np.concatenate(gaps, axis=1), np.concatenate(weights, axis=1)


def _by_themselves(
    own: np.ndarray,
    counted: np.ndarray,
    sizes: np.ndarray,
    of_wave: np.ndarray,
    p: Sequence[float],
    deals: int,
    begin: Sequence[int],
) -> list[bool]:
    """Whether each outlet's gap stays without those that stand apart more clearly."""
    everyone = range(len(p))

    def gap(outlet: int, rest: Iterable[int]) -> float:
        """Within waves, the mean over them."""
        total = weights = 0.0
        others = np.isin(own, list(rest))
        for wave in sorted(set(of_wave.tolist()) - {UNDATED}):
            sides = [there & (of_wave == wave) for there in (own == outlet, others)]
            (one, many), (other, more) = ((counted[s].sum(), sizes[s].sum()) for s in sides)
            if many and more:
                weight = many * more / (many + more)
                total += weight * (one / many - other / more)
                weights += weight
        return float(total / weights) if weights else 0.0

    whole = [gap(i, [o for o in everyone if o != i]) for i in everyone]
    rank = {i: (p[i], -round(abs(whole[i]), 9)) for i in everyone}
    clear = [i for i in everyone if abs(whole[i]) >= LEAST_GAP and p[i] <= LIKELY]
    alone = [True for _ in everyone]
    for i in sorted(clear, key=lambda i: rank[i]):
        gone = {o for o in clear if rank[o] < rank[i] and alone[o]}
        rest = [o for o in everyone if o != i and o not in gone]
        if not gone or not rest:
            continue
        left = gap(i, rest)
        alone[i] = left * whole[i] > 0 and abs(left) >= LEAST_GAP
        if alone[i]:
            kept = sorted([i, *rest])
            stay = np.isin(own, kept)
            among = np.searchsorted(kept, own[stay])
            again = step_down(among, counted[stay], sizes[stay], of_wave[stay], deals, begin)
            alone[i] = bool(again[kept.index(i), 0] <= LIKELY)
    return alone


def holds(gap: Told, others: Iterable[Told | None]) -> bool:
    """Whether a gap stays whichever way untold rows are counted, and in what is left without
    doubtful rows: in its direction, with ten points, and in the latter with twice the chance at
    most."""
    inner = gap.within or {"least": gap.least, "most": gap.most}
    for least, most in ((gap.least, gap.most), (inner["least"] or 0, inner["most"] or 0)):
        if least < LEAST_GAP - 1e-9 and most > -LEAST_GAP + 1e-9:
            return False
    return all(
        other.tried * gap.tried > 0 and abs(other.tried) >= LEAST_GAP and other.p <= 2 * LIKELY
        for other in others
        if other is not None
    )


def unlike(each: Mapping[str, Any], told: Told, held: bool, dealt: str) -> Iterator[str]:
    """What comparison.json says otherwise of a gap."""
    for what in ("value", "count", "n", "others_count", "others_n", "p", "looks"):
        if not math.isclose(each[what], getattr(told, what), rel_tol=0, abs_tol=5e-6):
            yield f"{what} is {each[what]}, and {getattr(told, what)} from the tables"
    said, counted = each["within"], told.within
    if (said is None) != (counted is None):
        yield f"within is {said}, and {counted} from the tables"
    for what, other in (counted or {}).items():
        one = (said or {}).get(what)
        same = one == other if None in (one, other) else math.isclose(one, other, abs_tol=5e-6)
        if not same:
            yield f"within waves {what} is {one}, and {other} from the tables"
    for what, found in (("by_itself", told.by_itself), ("holds", held), ("dealt", dealt)):
        if each[what] != found:
            yield f"{what} is {each[what]}, and {found} from the tables"
