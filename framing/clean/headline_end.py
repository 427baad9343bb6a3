"""Where a headline ends that was run into the text behind it, in one line and without a mark.

Only what is certain is parted: before an agency's dateline, at an agency's name and a date set
between the two, behind the outlet's name or a label, before a word that opens a sentence and is no
name, and where the headline's own first words come again. Else the line stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.clean.captions import ends_with_credit
from framing.clean.credits import agency_list, read_dateline
from framing.clean.dates import find_dates, relative_time
from framing.clean.headline_words import (
    FEWEST,
    MOST,
    NAME_WORDS,
    end_by_stop,
    end_by_words,
    has_sentence,
    may_be_last,
)
from framing.clean.known_outlets import known_outlet
from framing.clean.lines import Line
from framing.clean.run_in import DAY, ends_with_photo, opening_date

_PARAGRAPH = 25  # words of a line that may hold a headline and text
_REST = 8  # words of the text behind it, at least
_PLACE = r"(?!CNN\b)[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]{2,}"
# 'OSLO (AP) - ', 'NEW DELHI, July 4 (Reuters) - ', 'VELDA, Va. -- ': a dateline within a line.
_DATELINE = re.compile(
    rf"(?<=\s){_PLACE}(?: {_PLACE}){{0,3}}(?:, [A-Z][\w.]+(?: \d{{1,2}})?)?"
    rf"(?: ?\([^()]{{2,40}}\))? ?(?:--?|[–—])\s"
    r"|(?<=\s)\(CNN(?: \w+)?\) ?(?:--?|[–—] ?)?(?=[A-Z“\"])"
)
_AGO = r"\d{1,2}\+? (?i:(?:min(?:ute)?|hr|hour|day|week|month|year)s? ago)"
_PERSONS = r"[A-Z][\w.'’-]*(?:,? (?:(?:and|of|the) )?[A-Z][\w.'’-]*){0,6}"
# Who and when, set between headline and text.
_BYLINE_AND_DATE = re.compile(
    rf"(?<=\s)(?:(?P<who>{agency_list()}|By {_PERSONS}) )?"
    rf"(?P<date>(?P<label>(?:Published|Posted|Updated):? )?(?:{DAY}|{_AGO}))(?= [A-Za-z\d“\"‘(])"
)
_AGENCY_INSIDE = re.compile(rf"(?<=\w )(?P<who>{agency_list()})(?= [A-Z“\"])")
# What opens a line and is no headline's.
_NO_HEADLINE = re.compile(
    r"(?:Posted|Published|Updated|Last updated?|By|Date of|Tags|SEND|FILE"
    r"|Story highlights|Image (?:copyright|caption)|Media (?:playback|caption)"
    r"|Warning:|Photos?:)\b|\d+\.\d+\.\d{4}"
)
_LABEL = re.compile(
    r"\((?i:opinion|analysis|commentary|video|photos|updated?|exclusive)\)\s+(?=[A-Z“\"])"
)
_BYLINE_LAST = re.compile(rf"\s(?P<who>By {_PERSONS}(?: \d{{1,2}})?)$")
_AGENCY_LAST = re.compile(rf"\s(?P<who>{agency_list()})$")
_BAR = re.compile(r"\s\|\s")


def head_apart(lines: Sequence[Line]) -> tuple[tuple[Line, ...], str | None]:
    """The lines, with a headline that the first of them runs into its text on a line of its own,
    and likewise the date and the agency that stand before or between the two; and that headline, or
    None where the line stays whole."""
    if not lines or lines[0].words < _PARAGRAPH:
        return tuple(lines), None
    pieces = _pieces(lines[0].text)
    if len(pieces) < 2:
        return tuple(lines), None
    texts = [(piece, number == 0) for number, piece in enumerate(pieces)]
    rest = [(line.text, line.gap) for line in lines[1:]]
    parted = tuple(Line(at, text, gap) for at, (text, gap) in enumerate([*texts, *rest]))
    return parted, pieces[0]


def _pieces(text: str) -> list[str]:
    """The headline, what stands between it and the text, and the text; else the whole line."""
    opening = opening_date(text)
    date, behind = text[: len(opening)], text[len(opening) :].lstrip()
    if len(opening) == len(text):
        return [text]
    by = _by_outlet(behind)
    behind = behind[len(by) :].lstrip()
    finders = (_before_date, _before_dateline, _behind_outlet, *((_before_agency,) if date else ()))
    for find in finders:
        if (found := find(behind)) and _fits(found[0], found[-1]):
            break
    else:
        end = end_by_words(behind) or end_by_stop(behind, date)
        found = [behind[:end].rstrip(), behind[end:]] if end else []
        if not found or not _fits(found[0], found[-1]):
            return [text]
        who = _BYLINE_LAST.search(found[0]) or (_AGENCY_LAST.search(found[0]) if date else None)
        if who:
            found = [found[0][: who.start()], who["who"], found[1]]
    # Right above a run-in headline stands the article's own date: below it, it counts as that.
    return [piece.strip() for piece in (found[0], date, by, *found[1:]) if piece.strip()]


def _fits(headline: str, rest: str) -> bool:
    return (
        FEWEST <= len(headline.split()) <= MOST
        and len(rest.split()) >= _REST
        and not headline[:1].islower()
        and headline[-1:] not in ",;:-–—"
        and not _NO_HEADLINE.match(headline)
        and not ends_with_credit(headline)
        and not ends_with_photo(headline)
        and all(headline.count(a) == headline.count(b) for a, b in ("()", "[]", "“”"))
        and headline.count('"') % 2 == 0
    )


def _by_outlet(text: str) -> str:
    """The byline of an outlet that opens a text ('by Quay News Two people …'), or ''."""
    words = text.split(" ", 2 + NAME_WORDS)
    for size in range(NAME_WORDS, 0, -1):
        if words[0] == "by" and known_outlet(" ".join(words[1 : 1 + size])):
            edition = words[1 + size : 2 + size] == ["English"]
            return " ".join(words[: 1 + size + edition])
    return ""


def _before_agency(text: str) -> list[str]:
    """'Two die in flood AFP Two people …', where a date opens the line."""
    for match in _AGENCY_INSIDE.finditer(text, 0, _reach(text)):
        head = text[: match.start()].rstrip()
        if may_be_last(head.rsplit(" ", 1)[-1]) and not has_sentence(head):
            return [head, match["who"], text[match.end() :].lstrip()]
    return []


def _before_date(text: str) -> list[str]:
    """'Two die in flood AFP Friday 1 July 2016 Two people …', also without the agency."""
    for match in _BYLINE_AND_DATE.finditer(text, 0, _reach(text)):
        head = text[: match.start()].rstrip()
        dated = find_dates(match["date"]) or relative_time(match["date"])
        if not dated or has_sentence(head):
            continue
        follows = text[match.end() + 1 : match.end() + 2]
        last = may_be_last(head.rsplit(" ", 1)[-1])
        if match["who"] or match["label"] or (last and not follows.islower()):
            return [p for p in (head, match["who"], match["date"], text[match.end() :]) if p]
    return []


def _before_dateline(text: str) -> list[str]:
    """'Two die in flood OSLO (AP) - Two people …'."""
    for match in _DATELINE.finditer(text, 0, _reach(text)):
        start = match.start()
        # 'in the US CAIRO (AP) - ': what has capitals elsewhere, too, is an abbreviation.
        while (word := re.match(r"[A-Z]+ (?=[A-Z]{3})", text[start : match.end()])) and (
            re.search(rf"\b{word[0].strip()}\b", text[match.end() :])
        ):
            start += word.end()
        head = text[:start].rstrip()
        last = may_be_last(head.rsplit(" ", 1)[-1])
        if read_dateline(text[start:]) and not has_sentence(head) and last:
            return [head, text[start:]]
    return []


def _behind_outlet(text: str) -> list[str]:
    """'Two die in flood | Quay News Two people …', 'Two die in flood (video) Two people …'."""
    reach = _reach(text)
    if label := _LABEL.search(text, 0, reach):
        return [text[: label.end()].rstrip(), text[label.end() :]]
    if bar := _BAR.search(text, 0, reach):
        words = text[bar.end() :].split(" ", NAME_WORDS)
        for size in range(min(NAME_WORDS, len(words) - 1), 0, -1):
            if known_outlet(" ".join(words[:size])):
                end = bar.end() + len(" ".join(words[:size]))
                return [text[:end], text[end:].lstrip()]
    return []


def _reach(text: str) -> int:
    """How far the headline may reach: so many words."""
    ends = [match.end() for match in re.finditer(r"\S+", text[:600])][: MOST + 14]
    return ends[-1] if ends else 0
