"""Galleries of pictures and clips within a page: captions that count themselves ('3 of 41'), and
the list of their titles below. They are of other days and other matters.
"""

from __future__ import annotations

import re
from collections import defaultdict

from framing.clean.lines import Line, Page

_COUNTED = re.compile(r"\b(\d{1,3}) (?:of|/) (\d{1,3})(?=\s*$|\s+[A-Z])")
_LASTS = re.compile(r"\| \d{1,2}:\d\d\b")
_SEVERAL = 3  # items that a line counts, or clips whose length it gives
_TITLE = 20  # words of a title, at most
_REASON = "gallery"


def take_galleries(page: Page) -> None:
    """Take galleries out: three captions at least that count themselves in order, or three clips
    that give their length, in one line or in several; and the lines below that repeat their titles.
    """
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


def _is_title(line: Line, gallery: str) -> bool:
    return line.words <= _TITLE and f" {_plain(line.text)} " in gallery


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
