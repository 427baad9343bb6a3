"""Galleries of pictures and clips within a page: captions that count themselves ('3 of 41' or
'3/41'), what stands above and between them, the list of their titles below, and the first picture
of a slide show. They are of other days and other matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from framing.clean.lines import RUN_ON, Line, Page, Taken

_COUNTED = re.compile(r"(?<![Cc]aption )\b(\d{1,3}) (?:of|/) (\d{1,3})(?=\s*$|\s+[A-Z])")
_LASTS = re.compile(r"\| \d{1,2}:\d\d\b")
_SEVERAL = 3  # items that a line counts, or clips whose length it gives
_TITLE = 20  # words of a title, at most
_REASON = "gallery"
# '1/30 Two boats leave the port': within a paragraph, too, where a page was pasted as one.
_NUMBERED = re.compile(r"(?:^|(?<=\s))(?P<one>\d{1,3}) ?/ ?(?P<all>\d{1,3}) (?=[A-Z“‘'\"])")
_APART = 4  # lines from one numbered caption to the next
_LEFT = 3  # paragraphs that are left of an article parted by its pictures
_SHOW_ALL = re.compile(r"\+? ?(?:\d{1,3} )?show all\b(?P<title>.{0,100})", re.I)
_RUN_IN_TITLE = re.compile(
    r"(?P<title>[A-Z].{4,80}?) \+? ?(?:\d{1,3} )?show all (?P=title) $", re.I
)
_CAPTION = 60  # words of the last one
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
# 'Ships in pictures Mon, May 3, 2021 What the quay has seen Play slideshow Quay News 1 of 20 …'
_SLIDES = re.compile(
    r"(?:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, [A-Z][a-z]+ \d{1,2}, \d{4} .{0,200}?)?"
    r"\b(?:Play|View|Start) (?:slide ?show|gallery) (?:\S+ ){0,6}?1 of \d{1,3}\b"
)
_SLIDES_TITLE = 12  # words


def take_galleries(page: Page) -> None:
    """Take galleries out: three captions at least that count themselves in order, or three clips
    that give their length, in one line or in several; and the lines below that repeat their titles.
    """
    _take_run_in(page)
    _take_numbered(page)
    _take_slides(page)
    lines = page.lines
    counted: defaultdict[str, list[int]] = defaultdict(list)
    for number, total in (each for line in lines for each in _COUNTED.findall(line.text)):
        if int(number) == len(counted[total]) + 1:
            counted[total].append(int(number))
    totals = {total for total, numbers in counted.items() if len(numbers) >= _SEVERAL}
    clips = sum(len(_LASTS.findall(line.text)) for line in lines) >= _SEVERAL
    held = ""
    for line in lines:
        of = {total for _, total in _COUNTED.findall(line.text)}
        if len(page) > 1 and (of & totals or (clips and _LASTS.search(line.text))):
            held += f" {_plain(line.text)} "
            page.take(line, _REASON)
        elif len(page) > 1 and held and _is_title(line, held):
            page.take(line, _REASON)


def _in_order(numbers: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Those that count from 1 to the end of one gallery, where three of them do."""
    counted: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for match in numbers:
        if int(match["one"]) == len(counted[match["all"]]) + 1 <= int(match["all"]):
            counted[match["all"]].append(match)
    longest = max(counted.values(), key=len, default=[])
    return longest if len(longest) >= _SEVERAL else []


def _take_numbered(page: Page) -> None:
    """The captions on lines of their own that open with their number, the lines between them, and
    the title above the first ('+ show all …')."""
    numbered = {match: line for line in page.lines if (match := _NUMBERED.match(line.text))}
    items = [numbered[match] for match in _in_order(list(numbered))]
    if not items:
        return
    at = [line.at for line in items]
    inside = {n for one, other in pairwise(at) if other - one <= _APART for n in range(one, other)}
    inside.add(at[-1])
    above = {line.at: line for line in page.lines if at[0] - 2 <= line.at < at[0]}
    label = _SHOW_ALL.fullmatch(above[at[0] - 1].text) if at[0] - 1 in above else None
    if label:
        inside.add(at[0] - 1)
        if at[0] - 2 in above and above[at[0] - 2].text == label["title"].strip():
            inside.add(at[0] - 2)
    told = [line for line in page.lines if line.at not in inside and line.is_sentence]
    if len(told) < _LEFT:  # the article is told by its pictures
        return
    for line in page.lines:
        if line.at in inside:
            page.take(line, _REASON)


def _take_run_in(page: Page) -> None:
    """The captions that stand in one line, among the article's own words where all of it does."""
    for line in page.lines:
        found = _in_order(list(_NUMBERED.finditer(line.text)))
        if not found:
            continue
        title = _RUN_IN_TITLE.search(line.text, 0, found[0].start())
        start = title.start() if title else found[0].start()
        _cut(page, line, start, _caption_end(line.text, found[-1].end()) or found[-1].end())


def _take_slides(page: Page) -> None:
    """The title, date and first picture of a slide show."""
    for line in page.lines:
        rest = line
        while match := _SLIDES.search(rest.text):
            begins = [m.end() for m in _SENTENCE.finditer(rest.text, 0, match.start())]
            start = begins[-1] if begins else 0
            if len(rest.text[start : match.start()].split()) > _SLIDES_TITLE:
                start = match.start()
            end = _caption_end(rest.text, match.end())
            goes_on = end is not None and end < len(rest.text)
            # What follows may be the article's, where no full stop tells.
            cut = _cut(page, rest, start, match.end() if end is None or goes_on else end)
            if cut is None:
                break
            rest = cut


def _caption_end(text: str, start: int) -> int | None:
    """Where a caption ends that opens at a place, by what follows it; None where nothing tells."""
    ends = [m.start() for p in (RUN_ON, _SENTENCE) if (m := p.search(text, start))]
    end = min(ends, default=len(text))
    return end if len(text[start:end].split()) <= _CAPTION else None


def _cut(page: Page, line: Line, start: int, end: int) -> Line | None:
    """The line without a stretch that is a gallery's; None where nothing is left of it."""
    if not f"{line.text[:start]}{line.text[end:]}".strip(" .,;"):
        if len(page) > 1:
            page.take(line, _REASON)
        return None
    page.taken.append(Taken(line.at, line.text[start:end].strip(), _REASON))
    return page.cut_inside(line, start, end)


def _is_title(line: Line, gallery: str) -> bool:
    return line.words <= _TITLE and f" {_plain(line.text)} " in gallery


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
