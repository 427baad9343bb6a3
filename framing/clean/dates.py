"""Dates as pages print them: found in a line, checked against the weekday, guessed only from proof.

No date is ever taken from the clock or the file system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from framing.models import Article, Field, Provenance

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+)?(?:"
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH.format('m1')},?[\s-]+(?P<y1>\d{{4}})\b"
    rf"|\b{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)"
    r"|\b(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y4>\d{4})\b"
    r"|(?<![\d/.-])(?P<a2>\d{1,2})/(?P<b2>\d{1,2})/(?P<y5>\d{2})(?![\d/.-]))",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"\b(?:{_MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+{_MONTH.format('m2')})"
    r"(?!\d)",
    re.I,
)
_TIME = re.compile(
    r"\bT?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?m\b\.?)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.I,
)
_ZONE = re.compile(
    r"\b(?:GMT|UTC|[A-Z]{1,4}T)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|Z\b"
)
_PUBLISHED = (
    r"(?:first\s+|originally\s+)?(?:published|posted|date|created|pub(?:lication)?\s+date|issued"
    r"|released|original)"
)
_UPDATED = r"(?:last\s+)?(?:updated?|modified|revised|amended|edited)"
_OTHER = r"(?:received|accepted|submitted|recorded|aired|printed|retrieved|archived)"
_LABEL = re.compile(
    rf"\b(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED})|(?P<other>{_OTHER}))\b", re.I
)
_RELATIVE = re.compile(
    r"\b(?:an?|one|two|three|\d+)\+?\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m|d|days?|weeks?"
    r"|months?|years?)\s+ago\b|\b(?:just now|yesterday|today)\b",
    re.I,
)
_FILLER = re.compile(
    r"\b(?:on|at|local|time|hrs|hours|and|by|eastern|central|pacific|ist|first|last|article|story"
    r"|this|was|in|the|a\.?m|p\.?m)\b|[\s|:,;•·.()\[\]/+–—-]+",
    re.I,
)
# Where the month goes first; in Canada both ways are in use.
_MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW"})
_EITHER = frozenset({"CA"})
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{4,6}(?:\.\d+)?Z?)?")
_EPOCH = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")

# How far a guessed date may lie from a dated article of the same run.
_NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: ``label`` is 'published', 'updated' or '' for none."""

    value: date
    words: str
    label: str = ""
    note: str = ""


def day_first(country: str | None) -> bool | None:
    """Whether a country's press writes the day before the month; None where that is not known."""
    if country is None or country in _EITHER:
        return None
    return country not in _MONTH_FIRST


def find_dates(text: str, first: bool | None = None) -> tuple[PrintedDate, ...]:
    """All full dates (day, month, year) that a text prints, in order.

    Args:
        text: the words.
        first: whether 03/04/2014 has the day first; None: nobody can tell, and it is left out.
    """
    found = []
    text = unglue(text)
    for match in _DATE.finditer(text):
        value = _value(match, first)
        if value is None:
            continue
        labels = list(_LABEL.finditer(text, 0, match.start()))
        label = ""
        if labels:
            last = labels[-1]
            label = "updated" if last["updated"] else "other" if last["other"] else "published"
        found.append(PrintedDate(value, match[0].strip(), label, _weekday_note(match, value)))
    return tuple(found)


def parse_date(text: str, first: bool | None = None) -> date | None:
    """The one date that a metadata value gives, or None if it gives none or an ambiguous one.

    Stamps of tables are read, too: 20240102, 20240102T030405Z, seconds or milliseconds since 1970
    (the day in UTC). ``first`` is whether 03/04/2014 has the day first.
    """
    bare = text.strip()
    compact = _COMPACT.fullmatch(bare)
    if compact and "1700" <= compact[1] <= "2199":
        return _date(int(compact[1]), int(compact[2]), int(compact[3]))
    if _EPOCH.fullmatch(bare):
        seconds = float(bare) / (1000 if len(bare) == 13 else 1)
        return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).date()
    found = find_dates(bare, first)
    return found[0].value if len(found) == 1 else None


def impossible_dates(text: str) -> tuple[str, ...]:
    """Dates that a text prints and no calendar has ('31 February 2019', '2019-13-40')."""
    return tuple(
        match[0].strip()
        for match in _DATE.finditer(text)
        if _value(match, True) is None and _value(match, False) is None
    )


def has_time(text: str) -> bool:
    """Whether a line tells an hour or says what its date is of ('Published')."""
    return bool(_TIME.search(text) or _LABEL.search(text))


# '20197:05 AM', 'ESTUpdated': what stood in elements of their own is run together by some copies.
_GLUED_YEAR = re.compile(r"((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
_GLUED_DAY = re.compile(r"(?<=[A-Za-z]{3} )(\d{2})(?=(?:19|20)\d{2}\b)")
_GLUED_LABEL = re.compile(r"(?<=[a-z0-9TM])(?=(?:Updated|Published|Posted|Modified)\b)")


def unglue(text: str) -> str:
    """A line of dates with a space where two things were run together."""
    text = _GLUED_DAY.sub(r"\1 ", text)
    return _GLUED_LABEL.sub(" ", _GLUED_YEAR.sub(r"\1 ", text))


def relative_time(text: str) -> str | None:
    """The words by which a line tells when only from the reader's now ('3 hours ago'), or None."""
    match = _RELATIVE.search(text)
    return match[0] if match else None


# Days in a unit of which a page tells its age: hours and minutes count as today.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_ONLY_AGE = "The page tells its date only as '{}': it was not used."
_AGE_TOLD = re.compile(_ONLY_AGE.replace(".", "[.]").format("(.+)"))


def note_of_age(words: str) -> str:
    """The note of an article whose page tells nothing but how old it is."""
    return _ONLY_AGE.format(words)


def age_told(notes: Iterable[str]) -> tuple[str, int] | None:
    """How old an article's page says it is, in its words and in days; None where no note tells."""
    words = next((match[1] for note in notes if (match := _AGE_TOLD.fullmatch(note))), None)
    if words is None:
        return None
    number = re.search(r"\d+", words)
    unit = next((unit for unit in _DAYS if unit in words.casefold()), "")
    return words, (int(number[0]) if number else 1) * _DAYS.get(unit, 0)


_DECLARED, _PRINTED = "{}, but the page says {}.", "{}, but {} is printed, too."
_TWO_DATES_TOLD = re.compile(
    r"(?:Declared as of|Dated) (\d{1,2} \w+ \d{4})\b.*, but "
    r"(?:the page says (.+)|(.+) is printed, too)\."
)


def note_of_other_date(used: date, evidence: str, printed: date, *, declared: bool) -> str:
    """The note of an article that is dated by one day, while its page prints another."""
    how = "Declared as of" if declared else "Dated"
    return (_DECLARED if declared else _PRINTED).format(
        f"{how} {spelt(used)} ({evidence})", spelt(printed)
    )


def other_date(notes: Iterable[str]) -> tuple[str, str] | None:
    """The day that an article is dated by and the other one that its page prints, in words; None
    where no note tells of two."""
    match = next((m for note in notes if (m := _TWO_DATES_TOLD.fullmatch(note))), None)
    return (match[1], match[2] or match[3]) if match else None


def spelt(value: date) -> str:
    """A date in words, whatever the machine's language: '4 January 2011'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def is_ambiguous(text: str) -> bool:
    """Whether the text prints a date such as 04/01/2011, which can be in April or in January."""
    return any(
        (match["a"] or match["a2"])
        and _value(match) is None
        and (_value(match, True) or _value(match, False))
        for match in _DATE.finditer(text)
    )


@lru_cache(maxsize=1024)  # a line is asked by several steps
def is_date_line(text: str) -> bool:
    """Whether a line says when, and nothing else: dates, times, 'Published:', 'Updated:'."""
    text = unglue(text)
    label = _LABEL.match(text.strip())
    if not (_DATE.search(text) or _TIME.search(text) or label or _RELATIVE.search(text)):
        return False
    if len(text) > 200:
        return False
    rest = _DATE.sub(" ", text)
    for pattern in (_RELATIVE, _TIME, _ZONE, _LABEL, re.compile(_WEEKDAY, re.I), _FILLER):
        rest = pattern.sub(" ", rest)
    return not rest.strip()


def find_month_day(text: str) -> tuple[int, int] | None:
    """Month and day of a date without a year, as datelines print it ('SEOUL, Jan. 4')."""
    match = _MONTH_DAY.search(text)
    if match is None:
        return None
    month, day = match["m1"] or match["m2"], int(match["d1"] or match["d2"])
    return (_month(month), day) if 1 <= day <= 31 else None


def _month(name: str) -> int:
    short = name[:3].title()
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(short))


def _value(match: re.Match[str], first: bool | None = None) -> date | None:
    if match["m1"]:
        year, month, day = int(match["y1"]), _month(match["m1"]), int(match["d1"])
    elif match["m2"]:
        year, month, day = int(match["y2"]), _month(match["m2"]), int(match["d2"])
    elif match["y3"]:
        year, month, day = int(match["y3"]), int(match["m3"]), int(match["d3"])
    elif match["y5"]:
        # 11/20/19 is the American way; 20/11/19 may begin with the year.
        a, b, year = int(match["a2"]), int(match["b2"]), 2000 + int(match["y5"])
        if b <= 12 and first is None:
            return None
        day, month = (a, b) if first and b <= 12 else (b, a)
    else:
        a, b, year = int(match["a"]), int(match["b"]), int(match["y4"])
        if a != b and a <= 12 and b <= 12:
            # 9.5.2021 has the day first wherever dots part a date.
            first = True if first is None and "." in match[0].rstrip(".") else first
            if first is None:
                return None  # day first or month first: nobody can tell
            day, month = (a, b) if first else (b, a)
        else:
            day, month = (a, b) if a > 12 or a == b else (b, a)
    try:
        return date(year, month, day) if 1700 <= year <= 2199 else None
    except ValueError:
        return None


def _weekday_note(match: re.Match[str], value: date) -> str:
    printed = match["weekday"]
    actual = WEEKDAYS[value.weekday()]
    if printed is None or actual.casefold().startswith(printed[:3].casefold()):
        return ""
    return f"'{match[0].strip()}' is printed, but that day was a {actual}."


def with_guessed_dates(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles, with a date guessed where the evidence allows exactly one.

    The dateline must give month and day, the article's first paragraph must name a weekday, and
    only one year may put that day on that weekday within 31 days of a dated article of this run.
    A line above the article that is a month and a day and nothing else needs no weekday.
    The guess is marked as one and says what it rests on.
    """
    run = tuple(articles)
    anchors = [a for a in run if a.published and a.published.provenance is not Provenance.GUESSED]
    return tuple(_guess(article, anchors) for article in run)


def _guess(article: Article, anchors: Sequence[Article]) -> Article:
    if article.published:
        return article
    if not article.dateline:
        return _guess_by_line(article, anchors)
    month_day = find_month_day(article.dateline.value)
    weekday = _weekday_of_lead(article)
    if month_day is None or weekday is None:
        return article
    candidates: dict[date, Article] = {}
    for anchor in anchors:
        assert anchor.published is not None
        year = anchor.published.value.year
        for guess in filter(None, (_date(y, *month_day) for y in (year - 1, year, year + 1))):
            near = abs(guess - anchor.published.value) <= _NEAR
            if near and WEEKDAYS[guess.weekday()] == weekday:
                candidates.setdefault(guess, anchor)
    if len(candidates) != 1:
        return article
    ((value, anchor),) = candidates.items()
    assert anchor.published is not None
    evidence = (
        f"year guessed: the dateline says '{article.dateline.value}', the first paragraph "
        f"'{weekday}', and {spelt(value)} was a {weekday}, "
        f"{_apart(value, anchor.published.value)} the article '{anchor.id}'"
    )
    return replace(article, published=Field(value, Provenance.GUESSED, evidence))


def _guess_by_line(article: Article, anchors: Sequence[Article]) -> Article:
    """By a line such as 'September 15' among those that were taken off."""
    for removed in article.removed:
        line = removed.text.strip(" .,;|")
        month_day = find_month_day(line)
        if month_day is None or not _MONTH_DAY.fullmatch(line):
            continue
        for anchor in sorted(anchors, key=lambda a: a.published.value if a.published else date.min):
            assert anchor.published is not None
            near = [
                guess
                for year in (-1, 0, 1)
                if (guess := _date(anchor.published.value.year + year, *month_day))
                and abs(guess - anchor.published.value) <= _NEAR
            ]
            if near:
                apart = _apart(near[0], anchor.published.value)
                evidence = (
                    f"year guessed: a line says '{line}', which is {apart} the article "
                    f"'{anchor.id}'"
                )
                return replace(article, published=Field(near[0], Provenance.GUESSED, evidence))
    return article


def _apart(one: date, other: date) -> str:
    days = (other - one).days
    if days == 0:
        return "the day of"
    return f"{abs(days)} day{'s' if abs(days) > 1 else ''} {'before' if days > 0 else 'after'}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday_of_lead(article: Article) -> str | None:
    """The weekday that the lead names, if it names one only; 'next Monday' is another day."""
    lead = article.parts.body.of(article.text).split("\n\n", 1)[0]
    names = re.findall(rf"\b(?<!next )(?<!last )({'|'.join(WEEKDAYS)})\b", lead)
    return names[0] if len(set(names)) == 1 else None
