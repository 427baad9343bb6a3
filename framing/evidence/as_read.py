"""What reading the files says against comparing the articles: headlines that do not stand apart,
dates that contradict each other, copies that were left out."""

from __future__ import annotations

from collections.abc import Iterator

from framing.clean.credits import first_published
from framing.clean.dates import other_date
from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.outlets import slugify
from framing.readers.duplicates import stands_for
from framing.wording import capital, in_words, plural

_MOST = 4  # articles whose two dates are named


def headless(case: Case) -> Iterator[Flag]:
    """Articles without a headline, which may be run into their text."""
    found = [a for a in case.analyses if a.article.title is None]
    if found:
        yield Flag(
            "headline",
            Severity.NOTE,
            f"No headline stands apart from the text in {case.named(found)}.",
            f"{'Its' if len(found) == 1 else 'Their'} first sentence may begin with it: give it in "
            "metadata.csv, or on a line of its own.",
            ids_of(found),
        )


def dates_contradict(case: Case) -> Iterator[Flag]:
    """Articles in whose files two dates stand, both as that of publication."""
    told = [(a, days) for a in case.analyses if (days := other_date(a.article.notes))]
    if told:
        each = [
            f"{case.named([a])} is dated {used}, but {printed} is printed, too"
            for a, (used, printed) in told[:_MOST]
        ]
        more = f"; so it is in {plural(len(told) - _MOST, 'other')}" if len(told) > _MOST else ""
        yield Flag(
            "two dates",
            Severity.NOTE,
            f"{'; '.join(each)}{more}.",
            "Check which day is that of publication: what is compared by date rests on it. A date "
            "in metadata goes before one that says it is of publication, that before one that "
            "opens the text, and that before one on a line of its own.",
            ids_of([a for a, _ in told]),
        )


def published_elsewhere(case: Case) -> Iterator[Flag]:
    """Articles that another outlet had first, as their pages say."""
    told = [(a, who) for a in case.analyses if (who := first_published(a.article.notes))]
    told = [(a, who) for a, who in told if slugify(who) != a.article.outlet]
    if told:
        each = [f"{case.named([a])} first appeared in {who}" for a, who in told[:_MOST]]
        more = f"; so it is with {plural(len(told) - _MOST, 'other')}" if len(told) > _MOST else ""
        yield Flag(
            "published elsewhere",
            Severity.NOTE,
            f"{capital('; '.join(each))}{more}.",
            "Its words and sources are that outlet’s: who printed it chose to, and may have edited "
            "it.",
            ids_of([a for a, _ in told]),
        )


def copies_left_out(case: Case) -> Iterator[Flag]:
    """Files that hold an article a second time, or in an earlier version, and are not counted."""
    kept = [a for a in case.analyses if stands_for(a.article.notes)]
    left = sum(len(stands_for(a.article.notes)) for a in kept)
    if kept:
        one = left == 1
        yield Flag(
            "copies",
            Severity.NOTE,
            f"{capital(in_words(left))} more {'file was' if one else 'files were'} given, with "
            f"{case.named(kept)} a second time or in an earlier version.",
            f"{'It is' if one else 'They are'} not counted.",
            ids_of(kept),
        )
