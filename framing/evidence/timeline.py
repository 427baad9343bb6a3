"""Figures over time: each outlet's, day by day, week by week or month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from framing.evidence.count import Figure, count
from framing.evidence.intervals import with_intervals
from framing.evidence.measures import Measure, Story
from framing.evidence.rows import ArticleRow, Rows
from framing.wording import day

MANY = 10  # dated articles of an outlet; the history of fewer is a list of articles
UNITS = ("day", "week", "month", "year")
_ENOUGH = 3  # articles of an outlet a period, on average, for a unit to be fine enough


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, its first and its last day included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A figure over time.

    Attributes:
        key: the figure's: 'frame.history'.
        name: what it is called.
        unit: of the periods: 'day', 'week', 'month' or 'year'.
        periods: without a gap between them, from the first dated article to the last.
        points: by outlet's slug, a figure for each period; None where the outlet has no article.
            Five articles in a period or more give it an interval.
        articles: by outlet's slug, how many articles each period has.
    """

    key: str
    name: str
    unit: str
    periods: tuple[Period, ...]
    points: Mapping[str, tuple[Figure | None, ...]]
    articles: Mapping[str, tuple[int, ...]]


def timelines(
    rows: Rows, story: Story, measures: Sequence[Measure], keys: Sequence[str], level: float
) -> tuple[Timeline, ...]:
    """The figures of these keys over time, of the outlets with ten dated articles or more; none
    where there is no such outlet, or all stand in one period.

    Args:
        rows: those that count.
        story: what the categories rest on.
        measures: those whose figures the keys name.
        keys: 'frame.history'; 'role.*' for all of a measure that are counted anywhere.
        level: of the intervals.
    """
    dated: defaultdict[str, list[ArticleRow]] = defaultdict(list)
    for row in rows.articles:
        if row.analysis.article.published:
            dated[row.outlet].append(row)
    held = {slug: found for slug, found in dated.items() if len(found) >= MANY}
    named = {part for key in keys for part in (key, key.partition(".")[0])}
    days = [_date(row) for found in held.values() for row in found]
    unit, periods = _unit(days, len(held)) if days else ("", ())
    if len(periods) < 2:
        return ()
    asked = [measure for measure in measures if measure.key in named]
    found_in: dict[str, list[Mapping[str, Figure]]] = {}
    counted: set[str] = set()
    articles: dict[str, tuple[int, ...]] = {}
    names: dict[str, str] = {}
    for slug, found in held.items():
        of_outlet = rows.of_outlet(slug)
        numbers = []
        for period in periods:
            inside = [row for row in found if period.first <= _date(row) <= period.last]
            numbers.append(len(inside))
            figures: Mapping[str, Figure] = {}
            if inside:
                part = of_outlet.of_these(inside)
                figures = with_intervals(part, count(part, story, asked), None, level)
            found_in.setdefault(slug, []).append(figures)
            names |= {key: figure.name for key, figure in figures.items()}
            counted |= {key for key, figure in figures.items() if figure.count}
        articles[slug] = tuple(numbers)
    families = tuple(key[:-1] for key in keys if key.endswith(".*"))
    listed = dict.fromkeys(
        [key for key in keys if key in names]
        + [key for key in names if families and key.startswith(families) and key in counted]
    )
    return tuple(
        Timeline(
            key,
            names[key],
            unit,
            periods,
            {
                slug: tuple(f if (f := each.get(key)) and f.n else None for each in figures)
                for slug, figures in found_in.items()
            },
            articles,
        )
        for key in listed
    )


def _date(row: ArticleRow) -> date:
    published = row.analysis.article.published
    assert published is not None
    return published.value


def _unit(days: Sequence[date], outlets: int) -> tuple[str, tuple[Period, ...]]:
    """The finest unit in which a period has articles enough, else the coarsest of two periods."""
    told: tuple[str, tuple[Period, ...]] = ("", ())
    for unit in UNITS:
        periods = tuple(_periods(unit, min(days), max(days)))
        if len(periods) > 1:
            told = unit, periods
            if len(days) >= _ENOUGH * outlets * len(periods):
                break
    return told


def _periods(unit: str, first: date, last: date) -> Iterator[Period]:
    """Stretches from the first day to the last; weeks begin on Monday."""
    at = first
    while at <= last:
        if unit == "day":
            end, name = at, day(at)
        elif unit == "week":
            at -= timedelta(days=at.weekday())
            end, name = at + timedelta(days=6), day(at)
        elif unit == "month":
            at = at.replace(day=1)
            end, name = (at + timedelta(days=32)).replace(day=1) - timedelta(days=1), f"{at:%B %Y}"
        else:
            at = date(at.year, 1, 1)
            end, name = date(at.year, 12, 31), str(at.year)
        yield Period(at, end, name)
        at = end + timedelta(days=1)
