"""Waves of coverage: articles of the same days, parted from others by a pause.

News comes in waves: outlets write about an event for some days, and about the next one after a
pause. Only articles of one wave can have reported the same events, so dates are compared within
waves and never with the middle of the whole study. A wave is a cluster of dates by single linkage:
the dates in their order, parted wherever two neighbours lie more than ``DAYS_APART`` days apart.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    ends = [
        i for i, (one, other) in enumerate(pairwise(d for d, _ in dated), 1)
        if (other - one).days > DAYS_APART
    ]  # fmt: skip
    parts = [dated[a:b] for a, b in pairwise([0, *ends, len(dated)])]
    return tuple(Wave(part[0][0], part[-1][0], tuple(a for _, a in part)) for part in parts)
