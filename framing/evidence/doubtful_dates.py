"""Dates that an article's own text contradicts: it tells as past what came later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from framing.clean.dates import MONTHS, spelt
from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.models import Analysis, Part

_LATER = timedelta(days=31)
_MONTH_OF = re.compile(
    rf"\b(?:in|on|since|last) (?:\d{{1,2}} |(?:early|mid|late)[ -])?(?P<month>{'|'.join(MONTHS)})"
    r"(?: \d{1,2},)? (?P<year>(?:19|20)\d\d)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|came|began|took|fell|went|[a-z]{3,}ed)\b")
# What a sentence says that looks ahead, or at a plan: no month in it is surely past.
_AHEAD = re.compile(
    r"\b(?:will|would|wo|shall|should|could|can|may|might|must|to|until|till|by|before|due|next"
    r"|ahead|if|when|whether|expect\w*|plan\w*|schedul\w*|set|slated|forecast\w*|predict\w*"
    r"|project\w*|promis\w*|pledg\w*|propos\w*|hop\w+|aim\w*|target\w*|deadline|expir\w*|future"
    r"|upcoming|between|estimat\w*|anticipat\w*|intend\w*|believ\w*)\b|n['’]t\b",
    re.I,
)
_MOST = 4  # articles that are named


def told_later(analysis: Analysis) -> str | None:
    """The month that an article tells of as past though it lies more than a month behind the day
    that it is dated by; None where there is none."""
    published = analysis.article.published
    for sentence in analysis.sentences if published else ():
        text = sentence.span.of(analysis.article.text)
        for match in _MONTH_OF.finditer(text) if sentence.part is Part.BODY else ():
            month = date(int(match["year"]), MONTHS.index(match["month"]) + 1, 1)
            # What follows the month says why or what for, and may look ahead.
            told = text[: match.start()]
            past = _PAST.search(told) and not _AHEAD.search(told)
            if published and past and month - published.value > _LATER:
                return f"{match['month']} {match['year']}"
    return None


def doubtful_dates(case: Case) -> Iterator[Flag]:
    """Articles whose date is earlier than what they tell of."""
    told = [(a, month) for a in case.analyses if (month := told_later(a))]
    if not told:
        return
    each = [
        f"{case.named([a])} is dated {spelt(a.article.published.value)}, but tells of {month} as "
        "past"
        for a, month in told[:_MOST]
        if a.article.published
    ]
    yield Flag(
        "doubtful date",
        Severity.NOTE,
        f"{'; '.join(each)}.",
        "That is hardly the day of publication, so nothing was left out of the comparison for it. "
        "The right day can be given in metadata.csv.",
        ids_of([a for a, _ in told]),
    )
