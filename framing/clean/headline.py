"""Which line of a page is the article's headline."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from framing.clean.headline_choice import candidates, is_near, scores
from framing.clean.headline_form import TITLE_SEPARATOR, bare_title, title_span
from framing.clean.judge import CLEARLY, SEARCHED, Judge
from framing.clean.kinds import Kind
from framing.clean.lines import Line, Page

_RIGHT_ABOVE = 3  # lines between a headline and its standfirst
_FEWEST_WORDS = 3
_BELOW = 5  # lines
_FEW_WORDS = 60  # of an article in which the words of its headline say nothing
_SAME_TITLE = 90  # rapidfuzz ratio from which a line is the declared title


def take_headline(
    page: Page, title: str | None, parted: str | None, judge: Judge, names: Sequence[str]
) -> str | None:
    """The headline: the declared title, as the page prints it where it does; else the line that was
    parted from the text behind it; else the line above the body that reads like one most."""
    if title is not None:
        for line in page.first(SEARCHED):
            if line.at > max(judge.start, 4):
                break
            if fuzz.ratio(line.text.casefold(), title.casefold()) >= _SAME_TITLE:
                return page.place(line, "headline")
        return title
    if len(page) < 2:
        return None
    for line in page.first(1):
        if line.text == parted:
            return page.place(_without_site(page, line, names), "headline")
    likely = candidates(page.lines, judge)
    if not likely:
        return None
    score = scores(likely, page.lines, judge)
    best = max(likely, key=lambda line: score[line.at])
    if sum(line.words for line in page.lines if judge.start <= line.at <= judge.end) < _FEW_WORDS:
        best = _first(best, likely)
    best = _printed_again(_above_all(best, likely, page, judge), likely, names)
    return page.place(_without_site(page, best, names), "headline")


def _first(best: Line, likely: Sequence[Line]) -> Line:
    """The first of the likely lines right above the best one: below a headline stands what
    introduces the article."""
    above = (
        line for line in likely
        if 0 < best.at - line.at <= _RIGHT_ABOVE and line.words >= _FEWEST_WORDS
    )  # fmt: skip
    return next(above, best)


def _above_all(best: Line, likely: Sequence[Line], page: Page, judge: Judge) -> Line:
    """The first line of a page that was pasted near its article, where the reader clearly holds it
    for a headline and more surely than the best one: below it stands a summary."""
    first = page.first(1)[0]
    chance = judge[first].probability(Kind.HEADLINE)
    clear = chance >= max(CLEARLY, judge[best].probability(Kind.HEADLINE))
    fits = first in likely and first.words >= _FEWEST_WORDS
    return first if is_near(judge) and clear and fits and best.at - first.at <= _BELOW else best


def _printed_again(best: Line, likely: Sequence[Line], names: Sequence[str]) -> Line:
    """The headline itself, where the page's title ('Headline | Outlet') was found beside it."""
    bare = bare_title(best.text, names).casefold()
    whole = best.text.casefold()
    same = [
        line for line in likely
        if line.at != best.at and line.words >= 3
        and (line.text.casefold() == bare or (
            whole.startswith(line.text.casefold())
            and TITLE_SEPARATOR.match(best.text, len(line.text))
        ))
    ]  # fmt: skip
    return same[-1] if same else best


def _without_site(page: Page, line: Line, names: Sequence[str]) -> Line:
    start, end = title_span(line.text, names)
    if len(line.text[start:end].split()) < 2:
        return line
    if end < len(line.text):
        line = page.cut(line, end, len(line.text), "outlet's name in the page's title")
    if start > 0:
        line = page.cut(line, 0, start, "label before the headline")
    return line
