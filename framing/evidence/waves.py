"""Waves of coverage: articles of the same days, parted from others by a pause.

News comes in waves: outlets write about an event for some days, and about the next one after a
pause. Only articles of one wave can have reported the same events, so dates are compared within
waves and never with the middle of the whole study. A wave is a cluster of dates by single linkage:
the dates in their order, parted wherever two neighbours lie more than ``DAYS_APART`` days apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from framing.models import Analysis
from framing.wording import day

# Coverage of one event rarely pauses for a fortnight.
DAYS_APART = 14


@dataclass(frozen=True, slots=True)
class Wave:
    """Articles of the same days: the first and the last day, and the articles by date."""

    first: date
    last: date
    analyses: tuple[Analysis, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of the outlets in it, in alphabetical order."""
        return tuple(sorted({a.article.outlet_name for a in self.analyses}))

    @property
    def days(self) -> int:
        """Days from the first article to the last."""
        return (self.last - self.first).days

    def __str__(self) -> str:
        if self.first == self.last:
            return day(self.first)
        return f"{day(self.first)} to {day(self.last)}"

    def days_from(self, other: Wave) -> int:
        """Days between the nearest dates of two waves."""
        return max((self.first - other.last).days, (other.first - self.last).days)


def waves_of(analyses: Sequence[Analysis]) -> tuple[Wave, ...]:
    """The waves of the articles that have a date, the earliest first."""
    dated = sorted(
        ((a.article.published.value, a) for a in analyses if a.article.published),
        key=lambda pair: (pair[0], pair[1].article.id),
    )
    if not dated:
        return ()
    parts = _parted([when for when, _ in dated])
    return tuple(
        Wave(dated[a][0], dated[b - 1][0], tuple(each for _, each in dated[a:b])) for a, b in parts
    )


def waves_by_name(days: Mapping[str, date | None]) -> dict[str, int]:
    """The number of each article's wave, the earliest 0; who has no date is left out. Nothing where
    all that have one are in one wave.

    Args:
        days: when each article was published, by its name.
    """
    order = sorted(when for when in days.values() if when)
    parts = _parted(order)
    if len(parts) < 2:
        return {}
    number = {when: k for k, (a, b) in enumerate(parts) for when in order[a:b]}
    return {name: number[when] for name, when in days.items() if when}


def _parted(days: Sequence[date]) -> list[tuple[int, int]]:
    """Where each wave begins and ends among days in their order."""
    ends = [
        i for i, (one, other) in enumerate(pairwise(days), 1) if (other - one).days > DAYS_APART
    ]
    return list(pairwise([0, *ends, len(days)])) if days else []
