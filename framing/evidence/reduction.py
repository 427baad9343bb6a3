"""Figures by reduction: from the sums of articles, without any row.

Values, intervals and chances are those of a comparison of the same articles, reckoned by the same
functions, with three things left out that no article tells by itself: what other articles tell of
its speakers, what they share with it, and which articles do not compare. What is held is a few
hundred bytes an article.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from framing.codebooks import Codebook
from framing.errors import InputError
from framing.evidence.chances import Table
from framing.evidence.comparison import families_of, holds, references_of
from framing.evidence.count import MIN_ARTICLES, Figure, category_name
from framing.evidence.deals import ARTICLES_TO_DEAL, Gap, Unit, Units, gaps
from framing.evidence.intervals import Chance, log_ratio_figure, log_ratio_interval, over_articles
from framing.evidence.measures import LOG_RATIO, UNKNOWN, Measure, Story
from framing.evidence.sums import ArticleSums, actors_of
from framing.evidence.waves import waves_by_name
from framing.outlets import OutletProfile, chosen_slugs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_COUNTRY = "country."


@dataclass(frozen=True, slots=True)
class Reduced:
    """Figures of outlets without their rows.

    Attributes:
        articles: by outlet's slug, how many.
        names: by outlet's slug, what it is called.
        figures: by outlet's slug, its figures by key, in the order of the measures.
        gaps: each outlet against all others; none where paragraphs would have to be dealt.
    """

    articles: Mapping[str, int]
    names: Mapping[str, str]
    figures: Mapping[str, Mapping[str, Figure]]
    gaps: tuple[Gap, ...]


def reduce(
    articles: Iterable[ArticleSums],
    *,
    codebook: Codebook,
    measures: Sequence[Measure],
    profiles: Mapping[str, OutletProfile],
    outlets: Sequence[str] = (),
    chance: Chance | None = None,
) -> Reduced:
    """The figures of outlets from the sums of their articles.

    Args:
        articles: taken one by one.
        codebook: that they were analysed with.
        measures: those that they were summed in.
        profiles: outlet profiles by slug.
        outlets: slugs, names or codes of those that take part, in their order; empty for all.
        chance: level of the intervals; number and seed of the deals.

    Raises:
        InputError: there is no article.
        ProfileError: an outlet that should take part has no article.
    """
    held = _Held()
    for each in articles:
        held.add(each)
    if not held.articles:
        raise InputError("There is no article to compare.", "Analyse articles first.")
    chance = chance or Chance()
    narrowed = codebook.about_stories(held.stories)
    countries = {k.removeprefix(_COUNTRY) for k in held.keys if k.startswith(_COUNTRY)} - {UNKNOWN}
    story = Story(narrowed, actors_of(narrowed), tuple(sorted(countries)))
    names = {slug: name for _, slug, name, _ in held.articles}
    slugs = chosen_slugs(outlets, names, profiles)
    sums = _Sums(held, slugs, profiles)
    figures = {slug: _figures(sums, slug, story, measures, chance.level) for slug in slugs}
    return Reduced(
        {slug: len(sums.places[slug]) for slug in slugs},
        {slug: names[slug] for slug in slugs},
        figures,
        _gaps(sums, figures, story, measures, chance),
    )


class _Held:
    """The sums as they come: of the many figures an article adds to few."""

    def __init__(self) -> None:
        self.articles: list[tuple[str, str, str, str | None]] = []  # id, slug, name, day
        self.stories: set[str] = set()
        self.keys: dict[str, int] = {}
        self.bases: dict[str, int] = {}
        self.counted = (array("i"), array("i"), array("d"))
        self.of = (array("i"), array("i"), array("d"))

    def add(self, each: ArticleSums) -> None:
        number = len(self.articles)
        self.articles.append((each.id, each.outlet, each.outlet_name, each.day))
        self.stories.update(each.stories)
        for (rows, columns, values), known, told in (
            (self.counted, self.keys, each.counted),
            (self.of, self.bases, each.of),
        ):
            for key, value in told.items():
                rows.append(number)
                columns.append(known.setdefault(key, len(known)))
                values.append(value)


class _Sums:
    """The sums as columns, one number an article, in the order of outlets, days and ids."""

    def __init__(
        self, held: _Held, slugs: Sequence[str], profiles: Mapping[str, OutletProfile]
    ) -> None:
        import numpy as np  # noqa: PLC0415

        rank = {slug: i for i, slug in enumerate(slugs)}
        taking_part = [i for i, each in enumerate(held.articles) if each[1] in rank]

        def place(i: int) -> tuple[int, bool, str, str]:
            article, slug, _, day = held.articles[i]
            return rank[slug], day is None, day or "", article

        order = sorted(taking_part, key=place)
        told = [held.articles[i][:3] for i in order]
        refs = references_of(told, profiles)
        self.refs = [refs[article] for article, _, _ in told]
        self.outlets = [slug for _, slug, _ in told]
        days = (held.articles[i][3] for i in order)
        self.days = {
            ref: date.fromisoformat(when) if when else None
            for ref, when in zip(self.refs, days, strict=True)
        }
        where = np.full(len(held.articles), -1)
        where[order] = np.arange(len(order))
        self.places = {
            slug: np.flatnonzero(np.asarray([s == slug for s in self.outlets])) for slug in slugs
        }
        # In the order in which articles are dealt, that of their names.
        by_name = sorted(zip(self.refs, self.outlets, range(len(order)), strict=True))
        self.units: list[tuple[Unit, str]] = [((ref, -1), slug) for ref, slug, _ in by_name]
        self.dealt = np.asarray([i for _, _, i in by_name], dtype=np.int64)
        self._counted = _columns(where, held.counted, held.keys, len(order))
        self._of = _columns(where, held.of, held.bases, len(order))
        self._none = np.zeros(len(order))

    def counted(self, key: str) -> Floats:
        """What of each article is counted in a figure."""
        return self._counted.get(key, self._none)

    def of(self, measure: Measure, key: str) -> Floats:
        """How many rows of each article the figure rests on."""
        return self._of.get(key if measure.unit == "mean" else measure.key, self._none)


def _columns(
    where: NDArray[np.int64],
    told: tuple[array[int], array[int], array[float]],
    keys: Mapping[str, int],
    n: int,
) -> dict[str, Floats]:
    import numpy as np  # noqa: PLC0415

    rows, columns, values = (np.asarray(each) for each in told)
    made = np.zeros((len(keys), n + 1))
    made[columns, where[rows]] = values  # those that take no part fall into the last place
    return {key: made[i, :n] for key, i in keys.items()}


def _figures(
    sums: _Sums, slug: str, story: Story, measures: Sequence[Measure], level: float
) -> dict[str, Figure]:
    """An outlet's figures with their intervals."""
    mine = sums.places[slug]
    found: dict[str, Figure] = {}
    for measure in measures:
        listed = list(measure.categories(story)) if measure.categories else []
        named = measure.names(story)
        told = [(f"{measure.key}.{c}", named.get(c) or category_name(measure, c)) for c in listed]
        unknown = 0
        if UNKNOWN in listed:
            unknown = int(sums.counted(f"{measure.key}.{UNKNOWN}")[mine].sum())
        for key, name in told or [(measure.key, measure.title)]:
            counted, sizes = sums.counted(key)[mine], sums.of(measure, key)[mine]
            total, n = float(sum(counted.tolist())), int(sizes.sum())
            value = total if measure.unit == "count" else total / n if n else None
            figure = Figure(key, name, measure, value, total, n, measure.of, unknown)
            if measure.interval:
                filled = sizes > 0
                left = counted[filled].tolist(), sizes[filled].tolist()
                figure = over_articles(figure, *left, level)
            found[key] = figure
    poles = story.codebook.poles
    if poles and found["sentences"].count:
        found[LOG_RATIO] = _log_ratio(sums, found, mine, poles, level)
    return found


def _log_ratio(
    sums: _Sums,
    figures: Mapping[str, Figure],
    mine: NDArray[np.int64],
    poles: tuple[str, str],
    level: float,
) -> Figure:
    one, two = (figures[f"frame.{pole}"] for pole in poles)
    sizes = sums.of(one.measure, one.key)[mine]
    filled = sizes > 0
    made = log_ratio_figure(one, two, int(filled.sum()))
    if made.articles < MIN_ARTICLES:
        return made
    ones, twos = (sums.counted(figure.key)[mine][filled].tolist() for figure in (one, two))
    value, low, high = log_ratio_interval(ones, twos, sizes[filled].tolist(), level)
    return replace(made, value=value, low=low, high=high)


def _gaps(
    sums: _Sums,
    figures: Mapping[str, Mapping[str, Figure]],
    story: Story,
    measures: Sequence[Measure],
    chance: Chance,
) -> tuple[Gap, ...]:
    """Each outlet against the rest, articles dealt out."""
    shares = {m.key for m in measures if m.interval and m.unit == "share"}
    told = {
        slug: {key: figure for key, figure in held.items() if figure.measure.key in shares}
        for slug, held in figures.items()
        if any(figure.n for figure in held.values() if figure.measure.key in shares)
    }
    if len(sums.refs) < ARTICLES_TO_DEAL * len(told):
        return ()
    table = partial(_table, sums, told)
    families = families_of(told, story)
    waves = waves_by_name(sums.days)
    found = gaps(told, families, len(sums.refs), chance.deals, chance.seed, table, waves)
    return tuple(replace(gap, holds=holds(gap, ())) for gap in found)


def _table(
    sums: _Sums, figures: Mapping[str, Mapping[str, Figure]], keys: Sequence[str], _: bool
) -> tuple[Units, Table]:
    """The articles that figures rest on, and what each adds to them."""
    import numpy as np  # noqa: PLC0415

    measures = [next(held[key].measure for held in figures.values()) for key in keys]
    counted = np.stack([sums.counted(key) for key in keys], axis=1)
    sizes = np.stack([sums.of(m, key) for m, key in zip(measures, keys, strict=True)], axis=1)
    takes_part = np.zeros(len(sizes), dtype=bool)
    for slug in figures:
        takes_part[sums.places[slug]] = True
    filled = np.flatnonzero((sizes.any(axis=1) & takes_part)[sums.dealt])
    order = sums.dealt[filled]
    return tuple(sums.units[i] for i in filled.tolist()), Table(counted[order], sizes[order])
