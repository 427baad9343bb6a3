"""Which lines are headline, standfirst, caption and body, once page furniture is off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from framing.clean.credits import (
    Credit,
    is_name,
    names_agency,
    one_agency,
    read_credit_line,
    read_dateline,
    read_ending,
    read_foot_line,
)
from framing.clean.lines import Line, Page, Taken, ends_sentence
from framing.models import Part, Parts, Span

BY_FORM = "name alone above the date"
ABOVE_HEADLINE = "date above the headline"

_HEAD = 12  # bylines and dates are sought in the first lines that are left
_FOOT = 4  # credits are sought in the last ones
_MAX_HEADLINE_WORDS = 30
_MAX_STANDFIRST_WORDS = 60
_BETWEEN = "\n\n"  # between paragraphs
_SAME_TITLE = 90  # rapidfuzz ratio from which a line is the declared title
# Share of a standfirst's words that a body sentence repeats in the same order.
_REPEATED = 0.8
_MIN_REPEATED_WORDS = 8
_MIN_STANDFIRST_WORDS = 5  # fewer may be a subheading

_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Co|Inc|Ltd|Jr|Sr|St|Mr)\.$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: its parts in lines, what was taken off, and what credits said."""

    headline: str | None
    standfirst: tuple[str, ...]
    captions: tuple[str, ...]
    body: tuple[str, ...]
    taken: tuple[Taken, ...]
    credits: tuple[Credit, ...]


def lay_out(
    lines: Sequence[Line],
    *,
    names: Sequence[str] = (),
    title: str | None = None,
    agencies: tuple[str, ...] = (),
) -> Layout:
    """Take a page apart.

    Args:
        lines: the page without its furniture.
        names: the outlet's names: such a line alone at the head is the masthead.
        title: the headline, where metadata gives it.
        agencies: names of agencies beside those every page is searched for.
    """
    page = Page(lines)
    _take_masthead(page, names)
    before_credit = _take_head_credits(page, agencies)
    _take_foot_credits(page, agencies)
    headline = _take_headline(page, title)
    standfirst = _standfirst_above_credits(page, before_credit)
    captions = take_captions(page, agencies)
    _take_repeats(page, headline)
    if not standfirst:
        standfirst = _standfirst_of_body(page)
        if headline is None and standfirst:
            # Some archives end headlines with a full stop.
            headline, standfirst = standfirst[0], []
    _take_dateline(page, agencies)
    _take_ending(page, agencies)
    return Layout(
        headline,
        tuple(standfirst),
        tuple(captions),
        tuple(line.text for line in page.lines),
        tuple(page.taken),
        tuple(page.credits),
    )


def _take_masthead(page: Page, names: Sequence[str]) -> None:
    own = {name.casefold() for name in names}
    for line in page.first(4):
        if len(page) > 1 and line.text.casefold() in own:
            page.take(line, "masthead")


def _take_head_credits(page: Page, agencies: tuple[str, ...]) -> int:
    """Take bylines and date lines off the head; returns the line number of the last of them.

    The search ends with the first sentence below a credit, or with the third of all: what follows
    is the body.
    """
    last = -1
    others = sentences = 0
    for line in page.first(_HEAD):
        credit = read_credit_line(line.text, agencies) if len(page) > 1 else None
        if credit is None:
            others += 1
            sentences += line.is_sentence
            is_body = sentences > 2 or (page.credits and line.is_sentence)
            if is_body or read_dateline(line.text, agencies):
                break
            continue
        if others:
            last = line.at
        elif credit.dates and not any(date.label for date in credit.dates):
            # Above the headline stands the page's own date as often as the article's.
            credit = replace(credit, reason=ABOVE_HEADLINE)
        page.take(line, f"{credit.reason}, kept as a field")
        page.credits.append(credit)
    return last


def _take_foot_credits(page: Page, agencies: tuple[str, ...]) -> None:
    for _ in range(_FOOT):
        if len(page) < 2:
            return
        line = page.last()
        credit = read_foot_line(line, agencies)
        if credit is None:
            return
        kept = ", kept as a field" if credit.byline or credit.agencies else ""
        page.take(line, f"{credit.reason}{kept}")
        page.credits.append(credit)


def _is_headline(line: Line) -> bool:
    text = line.text
    ends = ends_sentence(text) or text.endswith((",", ";"))
    fine_end = text.endswith(("?", "!", "…", "...")) or _ABBREVIATION_END.search(text)
    short = line.words <= _MAX_HEADLINE_WORDS and len(text) <= 220
    return short and any(map(str.isalpha, text)) and (not ends or bool(fine_end))


def _take_headline(page: Page, title: str | None) -> str | None:
    """The headline: the declared title, as the page prints it where it does, or the first line."""
    if title is not None:
        for line in page.first(4):
            if fuzz.ratio(line.text.casefold(), title.casefold()) >= _SAME_TITLE:
                return page.place(line)
        return title
    if len(page) < 2:
        return None
    (first,) = page.first(1)
    if not _is_headline(first) or read_dateline(first.text):
        return None
    return page.place(first)


def _standfirst_above_credits(page: Page, last: int) -> list[str]:
    """Lines between the headline and the byline or date: they introduce the article."""
    found: list[Line] = []
    for line in page.first(4):
        if line.at > last or line.words > _MAX_STANDFIRST_WORDS or len(found) == 3:
            break
        found.append(line)
    if len(found) == len(page):
        return []
    standfirst = []
    for line in found:
        if is_name(line.text) and not any(credit.byline for credit in page.credits):
            page.take(line, "byline by its form, kept as a field")
            page.credits.append(Credit(line.text, BY_FORM, byline=line.text))
        else:
            standfirst.append(page.place(line))
    return standfirst


def _standfirst_of_body(page: Page) -> list[str]:
    """The first line after the head, if it is no paragraph of the body but introduces it: it is
    no full sentence, or a later sentence of the body says it again."""
    if len(page) < 3:
        return []
    (first,) = page.first(1)
    if first.words > _MAX_STANDFIRST_WORDS or read_dateline(first.text):
        return []
    introduces = (
        not ends_sentence(first.text)
        and first.text[-1:] not in ",;"
        and first.words >= _MIN_STANDFIRST_WORDS
    )
    if not introduces and not _is_repeated(first, page.lines):
        return []
    return [page.place(first)]


def _is_repeated(first: Line, lines: Sequence[Line]) -> bool:
    words = _words(first.text)
    if len(words) < _MIN_REPEATED_WORDS:
        return False
    for line in lines[1:]:
        for sentence in re.split(r"(?<=[.!?])\s+", line.text):
            if LCSseq.similarity(words, _words(sentence)) >= _REPEATED * len(words):
                return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _take_dateline(page: Page, agencies: tuple[str, ...]) -> None:
    for first in page.first(1):
        credit = read_dateline(first.text, agencies)
        if credit is None:
            return
        page.cut(first, 0, len(credit.words), "dateline, kept as a field")
        page.credits.append(credit)


def _take_ending(page: Page, agencies: tuple[str, ...]) -> None:
    if not len(page):
        return
    last = page.last()
    credit = read_ending(last.text, agencies)
    if credit is not None:
        start = len(last.text) - len(credit.words)
        page.cut(last, start, len(last.text), "credit line, kept as a field")
        page.credits.append(credit)


def _take_repeats(page: Page, headline: str | None) -> None:
    """Take off the headline where the page prints it again, and a paragraph printed twice running.

    A paragraph that comes again further down stays: round-ups of agencies say things twice.
    """
    before = ""
    for line in page.lines:
        key = line.text.casefold()
        if headline is not None and key == headline.casefold() and len(page) > 1:
            page.take(line, "the headline again")
        elif key == before:
            page.take(line, "the same paragraph again")
        else:
            before = key


def assemble(
    headline: str | None,
    standfirst: Sequence[str],
    captions: Sequence[str],
    body: Sequence[str],
) -> tuple[str, Parts]:
    """The article's text, paragraphs parted by a blank line, and where its parts stand in it."""
    pieces: list[str] = []
    at = 0
    spans: dict[Part, list[Span]] = {part: [] for part in Part}
    groups = (
        (Part.HEADLINE, [headline] if headline else []),
        (Part.STANDFIRST, list(standfirst)),
        (Part.CAPTION, list(captions)),
        (Part.BODY, list(body)),
    )
    for part, paragraphs in groups:
        for paragraph in paragraphs:
            spans[part].append(Span(at, at + len(paragraph)))
            pieces.append(paragraph)
            at += len(paragraph) + len(_BETWEEN)
    text = _BETWEEN.join(pieces)
    whole = {p: Span(s[0].start, s[-1].end) if s else None for p, s in spans.items()}
    parts = Parts(
        whole[Part.BODY] or Span(len(text), len(text)),
        whole[Part.HEADLINE],
        whole[Part.STANDFIRST],
        tuple(spans[Part.CAPTION]),
    )
    return text, parts


_CAPTION_LABEL = re.compile(
    r"(?:file )?(?:photo|image|picture|caption|pictured|graphic|video)(?: caption| credit)?"
    r"\s*[:|]\s*",
    re.I,
)
_MAX_TITLE_WORDS = 6
_MAX_WORDS = 60
# Credits of photographs that are no other thing wherever they stand at a paragraph's end.
_PHOTO_CREDIT = re.compile(
    r"\s*(?:[(\[](?i:(?:file )?(?:photo|image|picture)s?\b\s*(?::|by\b|courtesy\b|via\b|/|credit)"
    r"[^()\[\]]{1,60}|file photo|photo courtesy\b[^()\[\]]{0,60})[)\]]"
    rf"|[(\[]{one_agency()}(?: (?i:file )?(?i:photo|image)s?|/[^()\[\]]{{1,40}})[)\]]"
    rf"|[(\[][A-Z][\w .'-]{{1,30}}/{one_agency()}[)\]]"
    r"|(?:REUTERS|AFP|EPA)/[A-Z][\w .'-]{2,40}|\b(?:AFP|AP|EPA) (?:PHOTO|Photo)\b.{0,40}"
    r"|(?<=[.!?)\]])\s+(?:Photo|Image|PHOTO)(?: by| credit)?: ?.{2,50}"
    r"|(?:/|(?<!\S)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: ?/ ?| via ))?Getty Images)\.?$"
)
_PARENTHESIS = re.compile(r"\s*[(\[](?P<who>[^()\[\]]{2,40})[)\]]\.?$")


def take_captions(page: Page, agencies: tuple[str, ...]) -> list[str]:
    """Take captions out of the lines: by label or photo credit anywhere; above the body also where
    a photo agency alone stands in brackets at the end, with the short title just above."""
    found: list[str] = []
    in_head = True
    above: Line | None = None
    lines = page.lines
    for line in lines:
        label = _CAPTION_LABEL.match(line.text)
        credit = _PHOTO_CREDIT.search(line.text)
        if credit is None and in_head and line is not lines[-1]:
            credit = _agency_in_brackets(line, agencies)
        if label is None and credit is None:
            in_head = in_head and not line.is_sentence
            above = line
            continue
        if in_head and above is not None and not line.gap and _is_caption_title(above):
            found.append(page.place(above))
        above = None
        caption = _without_credit(page, line, label, credit)
        page.place(caption)
        if caption.words >= 3:
            found.append(caption.text)
        elif caption.text:
            page.taken.append(Taken(caption.at, caption.text, "photo credit"))
    return found


def _agency_in_brackets(line: Line, agencies: tuple[str, ...]) -> re.Match[str] | None:
    """The photo agency in brackets that ends a line above the body."""
    if line.words > _MAX_WORDS or read_dateline(line.text, agencies):
        return None
    match = _PARENTHESIS.search(line.text)
    return match if match and names_agency(match["who"], agencies) else None


def _is_caption_title(line: Line) -> bool:
    return line.words <= _MAX_TITLE_WORDS and not line.is_sentence


def _without_credit(
    page: Page, line: Line, label: re.Match[str] | None, credit: re.Match[str] | None
) -> Line:
    """A caption's line without its label and the photograph's credit."""
    if credit is not None:
        line = page.cut(line, credit.start(), len(line.text), "photo credit")
    if label is not None and label.end() <= len(line.text):
        line = page.cut(line, 0, label.end(), "caption label")
    return line
