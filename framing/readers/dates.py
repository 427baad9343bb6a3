"""Dates as tables and exports write them: ISO, epochs, compact stamps, mail dates, many languages.

The day is taken as written, whatever the time zone; an epoch is read in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

# The languages of the databases' screens and of the papers in them.
_LANGUAGES = "en fr de es it nl pt sv da nb fi pl cs tr ru".split()
_FIRST, _LAST = 1600, 2199  # years; outside them a number is no year

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{4}(?:\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")
_SLASHES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?!\d)")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[\s-]*(?:de |of )?\s*([^\W\d_]{3,})\.?,?[\s-]*"
    r"(?:de |del )?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+[^\W\d_]+,?)?\s+(\d{4})(?!\d)"
)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """A column of dates, read as a whole.

    ``values`` and ``how`` are aligned with the column: the date, or None where there is none that
    is certain, and how it was read ('' where it is written plainly). ``note`` says what is odd
    about the column; empty where nothing is.
    """

    values: tuple[date | None, ...]
    how: tuple[str, ...]
    note: str = ""


def read_dates(column: Sequence[str]) -> ColumnDates:
    """The dates of a column; '03/04/2024' is read as the rest of the column tells.

    Args:
        column: the cells as text; empty ones stay None.
    """
    pairs = [_slashes(cell) for cell in column]
    day_first = [cell for cell, pair in zip(column, pairs, strict=True) if pair and pair[0] > 12]
    month_first = [cell for cell, pair in zip(column, pairs, strict=True) if pair and pair[1] > 12]
    open_ones = [
        cell
        for cell, pair in zip(column, pairs, strict=True)
        if pair and pair[0] != pair[1] and max(pair[:2]) <= 12
    ]
    note = ""
    order: str | None = None
    if day_first and month_first:
        note = (
            f"dates stand day first ('{day_first[0]}') and month first ('{month_first[0]}'): those "
            "that could be either were not read"
        )
    elif day_first or month_first:
        order = "day" if day_first else "month"
    elif open_ones and all(_DOTTED.match(cell.strip()) for cell in open_ones):
        order = "day"  # 09.05.2021: no language that parts dates so has the month first
    elif open_ones:
        note = f"'{open_ones[0]}' can be read day first or month first, and no row tells which"
    values: list[date | None] = []
    how: list[str] = []
    for cell, pair in zip(column, pairs, strict=True):
        if pair is None:
            found, way = _plain(cell)
        else:
            found, way = _in_order(pair, order)
        values.append(found)
        how.append(way if found else "")
    return ColumnDates(tuple(values), tuple(how), note if open_ones or note else "")


def read_date(text: str) -> date | None:
    """The first full date that a text writes, in one of many languages; None for none."""
    for pattern in (_ISO, _EAST_ASIAN):
        if match := pattern.search(text):
            return _date(int(match[1]), int(match[2]), int(match[3]))
    for match in _DAY_FIRST.finditer(text):
        if month := _months().get(match[2].casefold()):
            return _date(int(match[3]), month, int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        if month := _months().get(match[1].casefold()):
            return _date(int(match[3]), month, int(match[2]))
    return None


def _plain(cell: str) -> tuple[date | None, str]:
    text = cell.strip()
    if match := _COMPACT.fullmatch(text):
        value = _date(int(match[1]), int(match[2]), int(match[3]))
        if value:
            return value, "read as year, month, day"
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    return read_date(text), ""


def _epoch(number: float) -> tuple[date | None, str]:
    for unit, size in (("seconds", 1.0), ("milliseconds", 1e3), ("microseconds", 1e6)):
        seconds = number / size
        if abs(seconds) < 1e10 * 0.5:
            value = datetime.fromtimestamp(seconds, UTC).date()
            return value, f"read as {unit} since 1970, UTC"
    return None, ""


def _slashes(cell: str) -> tuple[int, int, int] | None:
    match = _SLASHES.match(cell.strip())
    if match is None:
        return None
    year = int(match[3])
    if len(match[3]) == 2:
        year += 2000 if year < 70 else 1900
    return int(match[1]), int(match[2]), year


def _in_order(pair: tuple[int, int, int], order: str | None) -> tuple[date | None, str]:
    one, two, year = pair
    if order is None and one != two and max(one, two) <= 12:
        return None, ""
    day_first = one > 12 or (order == "day" and two <= 12)
    day, month = (one, two) if day_first else (two, one)
    return _date(year, month, day), f"read {'day' if day_first else 'month'} first"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months in lower case, from Babel's tables; where languages differ, English first."""
    from babel import Locale  # noqa: PLC0415  (only where a table or an export is read)

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        months = Locale(language).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[form][width].items():
                    found.setdefault(name.casefold().rstrip("."), number)
    found["sept"] = 9
    return found
