"""From rows to figures: the only place that counts.

Every figure holds the rows that it counts, and how many did not tell. So a number can be shown with
its sentences, and nothing is counted a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from framing.evidence.measures import MEASURES, UNKNOWN, Measure, Story
from framing.evidence.rows import Row, Rows
from framing.wording import capital

# From so many articles on, an outlet is a sample of its articles, and its figures have intervals.
MIN_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value for an outlet, with the rows that it counts.

    Attributes:
        key: the measure's key and the category: 'frame.history'.
        name: what it is called: 'History'.
        value: the share, mean or count; None where nothing could be measured (n is 0).
        low, high: the 95% interval; None where there is none.
        count: what was counted (the numerator); the sum for a mean.
        n: how many rows the figure rests on.
        of: the name of those rows, in the plural.
        unknown: how many of them do not tell.
        rows: those that are counted, in text order. ``base`` are those that it rests on.
        doubtful: rows, counted or not, of which it is doubtful whether they count.
        articles: how many articles the figure rests on, where it may have an interval.
    """

    key: str
    name: str
    measure: Measure = field(compare=False, repr=False)
    value: float | None
    count: float
    n: int
    of: str
    unknown: int = 0
    rows: tuple[Row, ...] = field(default=(), compare=False, repr=False)
    base: tuple[Row, ...] = field(default=(), compare=False, repr=False)
    doubtful: tuple[Row, ...] = field(default=(), compare=False, repr=False)
    low: float | None = None
    high: float | None = None
    articles: int = 0

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)

    @property
    def least(self) -> float | None:
        """The share with no doubtful row counted; the value itself where nothing is in doubt."""
        if self.value is None or not self.doubtful:
            return self.value
        sure = set(self.rows) - set(self.doubtful)
        return sum(self.measure.adds(row) for row in sure) / self.n

    @property
    def most(self) -> float | None:
        """The share with every doubtful row counted."""
        if self.value is None or not self.doubtful:
            return self.value
        return sum(self.measure.adds(row) for row in {*self.rows, *self.doubtful}) / self.n

    @property
    def category(self) -> str:
        """The key without the measure's."""
        return self.key.removeprefix(self.measure.key).removeprefix(".")

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The names of its rows, each once, in text order."""
        return tuple(dict.fromkeys(row.id for row in self.rows))

    def as_data(self) -> dict[str, Any]:
        """What comparison.json says of it."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "count": self.count if self.n else 0,
            "n": self.n,
            "of": self.of,
            "unknown": self.unknown,
            "doubtful": len(self.doubtful),
            "least": self.least,
            "most": self.most,
            "articles": self.articles,
            "rows": list(self.row_ids),
        }


def count(rows: Rows, story: Story, measures: Sequence[Measure] = MEASURES) -> dict[str, Figure]:
    """All figures of one outlet, by key, without intervals.

    Args:
        rows: the outlet's rows.
        story: what the categories rest on, the same for all outlets.
        measures: what to count.
    """
    figures = {}
    for measure in measures:
        for figure in _figures(measure, measure.rows(rows), story):
            figures[figure.key] = figure
    return figures


def _figures(measure: Measure, base: Sequence[Row], story: Story) -> list[Figure]:
    if measure.into is None:
        held = tuple(row for row in base if measure.where(row))
        rests_on = held if measure.unit == "mean" else tuple(base)
        return [_figure(measure, measure.key, measure.title, held, rests_on)]
    listed = list(measure.categories(story)) if measure.categories else []
    parted: dict[str, list[Row]] = {str(category): [] for category in listed}
    doubtful: defaultdict[str, list[Row]] = defaultdict(list)
    unknown = 0
    for row in base:
        categories = list(measure.into(row))
        if not categories and UNKNOWN in parted:
            categories = [UNKNOWN]
        unknown += categories == [UNKNOWN]
        for category in measure.doubts(row) if measure.doubts else ():
            doubtful[category].append(row)
        for category in categories:
            if category in parted or not listed:
                parted.setdefault(str(category), []).append(row)
    names = measure.names(story)
    figures = []
    for category, found in parted.items():
        rows = tuple(found)
        name = names.get(category) or category_name(measure, category, rows)
        rests_on = rows if measure.unit == "mean" else tuple(base)
        key = f"{measure.key}.{category}"
        doubts = tuple(doubtful[category])
        figures.append(_figure(measure, key, name, rows, rests_on, unknown, doubts))
    return figures


def category_name(measure: Measure, category: str, held: Sequence[Row] = ()) -> str:
    """What a category is called that the measure has no name for."""
    if measure.called and held:
        return measure.called(held[0])
    if category == UNKNOWN:
        return "Not told"
    name = category.partition(".")[2] or category
    return capital(name.replace("_", " ")) if measure.categories else name


def _figure(
    measure: Measure,
    key: str,
    name: str,
    rows: tuple[Row, ...],
    base: tuple[Row, ...],
    unknown: int = 0,
    doubtful: tuple[Row, ...] = (),
) -> Figure:
    total = float(sum(measure.adds(row) for row in rows))
    value = total if measure.unit == "count" else total / len(base) if base else None
    return Figure(
        key, name, measure, value, total, len(base), measure.of, unknown, rows, base, doubtful
    )


def family(figures: Mapping[str, Figure], key: str) -> Sequence[Figure]:
    """The figures with rows whose keys begin with ``key`` and a dot, frequent ones first."""
    found = [f for name, f in figures.items() if name.startswith(f"{key}.") and f.rows]
    return sorted(found, key=lambda figure: (-figure.count, figure.name))


def together(key: str, name: str, like: Figure, figures: Sequence[Figure]) -> Figure:
    """One figure of several: what they count, with all their rows.

    Args:
        key, name: of the new figure.
        like: a figure of the same measure, which rests on the same rows.
        figures: those that it sums up; may be none.
    """
    rows = tuple(row for figure in figures for row in figure.rows)
    return _figure(like.measure, key, name, rows, like.base, like.unknown)


def article_sums(figure: Figure) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """A figure's numerator and denominator, by the name of the article."""
    above: defaultdict[str, float] = defaultdict(float)
    below: defaultdict[str, float] = defaultdict(float)
    for row in figure.rows:
        above[row.article.id] += figure.measure.adds(row)
    for row in figure.base:
        below[row.article.id] += 1
    return above, below
