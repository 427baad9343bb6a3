"""Bylines, dates, credits and notes on authors, taken off a page's head and foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from framing.clean.credits import (
    Credit,
    agencies_in,
    credit_by_form,
    date_notes,
    is_list_of_sources,
    is_name,
    names_agency,
    read_credit_line,
    read_dateline,
    read_ending,
    read_foot_line,
)
from framing.clean.dates import find_dates, has_time
from framing.clean.judge import HEAD, SEARCHED, Judge
from framing.clean.kinds import Kind
from framing.clean.lines import Line, Page

BY_FORM = "name alone above the date"
ABOVE_HEADLINE = "date above the headline"
AT_FOOT = "date below the article"
_MOST_ABOVE_HEADLINE = 3  # more lines above it are a page's head
_NEAR_HEADLINE = 3
_FOOT = 4  # credits are sought in the last ones
_ORNAMENT = re.compile(r"[\W_]{1,40}|\(?(?:end|ends|30|more)\)?", re.I)
_DOES = (
    r"(?:is|was) (?:a|an|the|our|[A-Z]\w+['’]s?)\b|(?:covers|writes|reports|edits"
    r"|teaches|works|joined"
    r"|has (?:been|written|reported|covered))\b"
)
# 'Ann Lee is a staff writer.': what somebody does who writes for a living.
_WRITES = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3},? is (?:an?|the|our)"
    r" (?:[\w.'’-]+ ){0,4}(?:writer|reporter|correspondent|columnist|journalist|contributor"
    r"|editor)\b.{0,300}"
)


def take_above(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> Iterator[str]:
    """Take off what stands above the headline; captions are given back.

    A date that stands right above it may be the article's (a guess); one further up is the day on
    which the page was read.
    """
    placed = [at for at, part in page.placed.items() if part == "headline"]
    if not placed:
        return
    above = [line for line in page.lines if line.at < placed[0]]
    near = above[-_NEAR_HEADLINE:]
    for line in above:
        credit = read_credit_line(line.text, agencies, first)
        if credit and credit.dates and not any(date.label for date in credit.dates):
            # The day on which a page was read has no hour and stands among its menu.
            if line in near and (
                len(above) <= _MOST_ABOVE_HEADLINE or has_time(line.text) or line is above[-1]
            ):
                credit = replace(credit, reason=ABOVE_HEADLINE)
            else:
                page.take(line, "page's own date")
                continue
        if credit and (line in near or credit.dates):
            page.take(line, f"{credit.reason}, kept as a field")
            page.credits.append(credit)
        elif judge[line].other is Kind.CAPTION and line.words >= 5:
            yield page.place(line, "caption")
        else:
            page.take(line, "above the headline")


def take_head_credits(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> int:
    """Take bylines and date lines off the head; returns the line number of the last of them.

    The head ends where the body surely starts; without such a line the search ends with the first
    sentence below a credit, or with the third of all.
    """
    last = -1
    others = sentences = bodies = 0
    headed = "headline" in page.placed.values()
    for line in page.first(SEARCHED):
        beyond = judge.start >= 0 and line.at > judge.start + 1 and bodies >= 2
        credit = read_credit_line(line.text, agencies, first) if len(page) > 1 else None
        if credit is None and judge.start > line.at and is_name(line.text):
            credit = _named_beside(page, line, agencies, first)
        if credit is None:
            others += 1
            sentences += line.is_sentence
            bodies += line.is_sentence and judge[line].body >= 0.5
            is_body = sentences > 2 or (page.credits and line.is_sentence)
            is_head = line.at < judge.start or judge.is_out(line)
            if beyond or (is_body and not is_head) or read_dateline(line.text, agencies):
                break
            continue
        if beyond and others > HEAD:
            break
        if others or headed:
            last = line.at
        elif credit.dates and not any(date.label for date in credit.dates):
            # Above the headline stands the page's own date as often as the article's.
            credit = replace(credit, reason=ABOVE_HEADLINE)
        page.take(line, f"{credit.reason}, kept as a field")
        page.credits.append(credit)
    return last


def _named_beside(
    page: Page, line: Line, agencies: tuple[str, ...], first: bool | None
) -> Credit | None:
    """A name alone whose neighbour is 'By' or another credit is a byline."""
    if any(credit.byline for credit in page.credits):
        return None
    listed = page.first(SEARCHED)
    at = listed.index(line)
    beside = listed[at + 1 : at + 2]
    by = bool(page.taken) and page.taken[-1].at == line.at - 1 and page.taken[-1].text == "By"
    if by or any(read_credit_line(other.text, agencies, first) for other in beside):
        return credit_by_form(line.text, BY_FORM, agencies)
    return None


def take_foot_credits(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> None:
    """Take credits, sign-offs and copyright lines off the foot: whatever stands below the last line
    that is surely body, and what closes the page."""
    below = [line for line in page.lines if line.at > judge.end >= 0]
    for line in below:
        if len(page) > 1:
            _take_foot_line(page, line, agencies, first)
    for _ in range(_FOOT):
        if len(page) < 2 or not _take_foot_line(page, page.last(), agencies, first):
            return


def _take_foot_line(page: Page, line: Line, agencies: tuple[str, ...], first: bool | None) -> bool:
    if _ORNAMENT.fullmatch(line.text):
        page.take(line, "ornament")
        return True
    credit = read_foot_line(line, agencies)
    if credit is None:
        printed = read_credit_line(line.text, agencies, first)
        labelled = printed is not None and any(d.label in ("published", "updated")
                                               for d in printed.dates)  # fmt: skip
        credit = replace(printed, reason=AT_FOOT) if printed and labelled else None
    if credit is None:
        return False
    kept = ", kept as a field" if credit.byline or credit.agencies else ""
    page.take(line, f"{credit.reason}{kept}")
    page.credits.append(credit)
    return True


def loose_credit(text: str, agencies: tuple[str, ...], first: bool | None) -> Credit:
    """What can be read of a line that is a credit as a whole but follows no form: its dates, and
    the agencies that stand apart in it."""
    pieces = re.split(r"\s*[,|/•·()–—]\s*|\s+-\s+|\s{2,}|\bBy\b", text)
    found = [a for piece in pieces if names_agency(piece) for a in agencies_in(piece, agencies)]
    if is_list_of_sources(text, agencies):
        return Credit(text, "source line", dates=find_dates(text, first))
    tail = re.search(r"\b(?:The )?Associated Press$", text)
    found += ["AP"] if tail and not found else []
    return Credit(
        text, "byline, date or credit", agencies=tuple(dict.fromkeys(found)),
        dates=find_dates(text, first), notes=date_notes(text, first),
    )  # fmt: skip


def take_author_notes(page: Page, judge: Judge) -> None:
    """Take off the lines outside the body that say who wrote it ('Ann Lee is a columnist'); without
    a byline only those above it that say so of somebody by name."""
    bylines = " ".join(credit.byline or "" for credit in page.credits)
    names = [
        n for n in re.findall(r"[A-Z][\w'’-]{2,}", bylines) if n not in ("Staff", "The", "News")
    ]
    who = "|".join(map(re.escape, names))
    note = re.compile(
        rf"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? |By )?(?:[\w.'’-]+ ){{0,3}}(?:{who}),? (?:{_DOES}).*"
    )
    for line in page.lines:
        outside = line.at <= judge.start or line.at > judge.end - 3
        known = bool(names) and outside and note.fullmatch(line.text)
        above = line.at < judge.start and _WRITES.fullmatch(line.text)
        if (known or above) and len(page) > 1 and line.words <= 60:
            page.take(line, "note on the author")


def take_dateline(page: Page, agencies: tuple[str, ...], at: int) -> None:
    """Take the dateline off the body's first paragraph, and off the one that was found to have
    it (``at``; -1: none was), above which paragraphs of the article may stand."""
    for line in [*page.first(1), *(line for line in page.first(HEAD)[1:] if line.at == at)]:
        credit = read_dateline(line.text, agencies)
        if credit is None:
            continue
        page.cut(line, 0, len(credit.words), "dateline, kept as a field")
        page.credits.append(credit)


def take_ending(page: Page, agencies: tuple[str, ...]) -> None:
    """Take the agency in brackets off the body's last paragraph."""
    if not len(page):
        return
    last = page.last()
    credit = read_ending(last.text, agencies)
    if credit is not None:
        start = len(last.text) - len(credit.words)
        page.cut(last, start, len(last.text), "credit line, kept as a field")
        page.credits.append(credit)
