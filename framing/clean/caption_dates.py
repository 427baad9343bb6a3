"""The day of an article that prints no date, by the captions of its photographs.

A photograph of the day has its weekday and date ('… in Velda on Tuesday, June 1, 2021'), and the
text names the same weekday ('said Tuesday'). It is a guess: the article may be of the day after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from framing.clean.dates import find_dates
from framing.models import Field, Provenance

_BEGINNING = 4  # paragraphs that say when it happened
_DAY = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day), (?P<date>"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4})"
)
_OLDER = re.compile(r"\bFILE\b|\bfile (?:photo|picture|image)\b", re.I)


def date_shown(
    captions: Sequence[str], labels: Sequence[str], body: Sequence[str]
) -> Field[date] | None:
    """The latest day that captions name with a weekday of which the text's beginning speaks, too;
    photographs from the files aside, which a label that was cut off a caption may tell."""
    if any(_OLDER.search(label) for label in labels):
        return None
    beginning = " ".join(body[:_BEGINNING])
    found = [
        (day.value, match[0])
        for caption in captions
        if not _OLDER.search(caption)
        for match in _DAY.finditer(caption)
        if re.search(rf"\b{match['weekday']}\b", beginning)
        for day in find_dates(match["date"])
    ]
    if not found:
        return None
    value, words = max(found)
    return Field(value, Provenance.GUESSED, f"{words} (in a caption; the text has the weekday)")
