"""Which lines introduce the article: its standfirst."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz.distance import LCSseq

from framing.clean.credits import credit_by_form, is_name, read_dateline
from framing.clean.judge import Judge
from framing.clean.kinds import Kind, Reading
from framing.clean.lines import Line, Page, ends_sentence, words_in
from framing.clean.page_credits import BY_FORM

_MAX_STANDFIRST_WORDS = 60
_MIN_STANDFIRST_WORDS = 5  # fewer may be a subheading
_MIN_REPEATED_WORDS = 8
# Share of a standfirst's words that a body sentence repeats in the same order.
_REPEATED = 0.8


def introduces(line: Line, reading: Reading) -> bool:
    """Whether a line that is no body may be a standfirst."""
    # Below the headline a standfirst may read like another one.
    chance = reading.probability(Kind.STANDFIRST) + reading.probability(Kind.HEADLINE)
    others = reading.probability(Kind.CAPTION), 0.5 * reading.probability(Kind.FURNITURE)
    fits = _MIN_STANDFIRST_WORDS <= line.words <= _MAX_STANDFIRST_WORDS
    return fits and reading.other is not Kind.CREDIT and chance >= max(0.05, *others)


def standfirst_read(page: Page, judge: Judge) -> list[str]:
    """The lines right above the body that the reader holds for its standfirst."""
    above = [line for line in page.lines if line.at < judge.start][-2:]
    found = [line for line in above if judge.is_out(line) and introduces(line, judge[line])]
    return [page.place(line, "standfirst") for line in found if len(page) > 1]


def standfirst_above_buttons(page: Page, above: Collection[int]) -> list[str]:
    """The line below the headline that is no sentence and was pasted in one with share buttons and
    the body behind them."""
    first = page.first(1)
    if len(page) < 2 or first[0].at not in above or not _may_introduce(first[0]):
        return []
    return [page.place(first[0], "standfirst")]


def _may_introduce(line: Line) -> bool:
    """Whether a line has the length and the end of a standfirst that is no full sentence."""
    fits = _MIN_STANDFIRST_WORDS <= line.words <= _MAX_STANDFIRST_WORDS
    return fits and not ends_sentence(line.text) and line.text[-1:] not in ",;"


def standfirst_above_credits(page: Page, last: int) -> list[str]:
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
        if is_name(line.text) and any(credit.byline for credit in page.credits):
            page.take(line, "a name alone")
        elif is_name(line.text):
            page.take(line, "byline by its form, kept as a field")
            page.credits.append(credit_by_form(line.text, BY_FORM))
        else:
            standfirst.append(page.place(line, "standfirst"))
    return standfirst


def standfirst_of_body(page: Page) -> list[str]:
    """The first line after the head, if it is no paragraph of the body but introduces it: it is
    no full sentence, or a later sentence of the body says it again."""
    if len(page) < 3:
        return []
    (first,) = page.first(1)
    if first.words > _MAX_STANDFIRST_WORDS or read_dateline(first.text):
        return []
    if not _may_introduce(first) and not _is_repeated(first, page.lines):
        return []
    return [page.place(first, "standfirst")]


def _is_repeated(first: Line, lines: Sequence[Line]) -> bool:
    words = words_in(first.text)
    if len(words) < _MIN_REPEATED_WORDS:
        return False
    for line in lines[1:]:
        for sentence in re.split(r"(?<=[.!?])\s+", line.text):
            if LCSseq.similarity(words, words_in(sentence)) >= _REPEATED * len(words):
                return True
    return False
