"""Figures without rows as one table, a line for each outlet and figure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from framing.evidence.reduction import Reduced
from framing.export.indented import rounded
from framing.sinks import csv_bytes

_COLUMNS = (
    "outlet outlet_name measure name value low high count n of unknown articles gap p by_itself "
    "holds gap_within_waves"
).split()


def figures_table(reduced: Reduced) -> bytes:
    """The figures as CSV: value and interval, what they rest on, and of shares the gap to all other
    outlets with its chance."""
    return csv_bytes(chain([_COLUMNS], _lines(reduced)))


def _lines(reduced: Reduced) -> Iterator[list[Any]]:
    gaps = {(gap.outlet, gap.key): gap for gap in reduced.gaps}
    for slug, figures in reduced.figures.items():
        for key, figure in figures.items():
            gap = gaps.get((slug, key))
            yield [
                *(slug, reduced.names[slug], key, figure.name),
                *map(_number, (figure.value, figure.low, figure.high, figure.count)),
                *(figure.n, figure.of, figure.unknown),
                figure.articles or reduced.articles[slug],
                *((_number(gap.value), _number(gap.p)) if gap else ("", "")),
                *((_yes(gap.by_itself), _yes(gap.holds)) if gap else ("", "")),
                _number(gap.within.value) if gap and gap.within else "",
            ]


def _number(value: float | None) -> Any:
    return "" if value is None else rounded(value)


def _yes(said: bool) -> str:
    return "yes" if said else "no"
