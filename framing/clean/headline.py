"""Which line of a page is the article's headline."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from framing.clean.credits import is_name, read_credit_line, read_dateline
from framing.clean.headline_form import TITLE_SEPARATOR, bare_title, reads_like_headline, title_span
from framing.clean.judge import HEAD, SEARCHED, Judge
from framing.clean.kinds import Kind
from framing.clean.lines import Line, Page, ends_sentence, words_in

_CLOSE = 1.5  # log-odds and points; a first line so near to the best is the headline
_SHARED = 3.0  # points for a headline whose words all stand in the article's beginning
_STEM = 5  # letters by which words are compared
_BEGINNING = 8  # paragraphs that take up the headline's words
_FEW = 4  # lines above the body: no page's menu, so the first is the headline
_SAME_TITLE = 90  # rapidfuzz ratio from which a line is the declared title


def take_headline(page: Page, title: str | None, judge: Judge, names: Sequence[str]) -> str | None:
    """The headline: the declared title, as the page prints it where it does; else the line above
    the body that reads like one most."""
    if title is not None:
        for line in page.first(SEARCHED):
            if line.at > max(judge.start, 4):
                break
            if fuzz.ratio(line.text.casefold(), title.casefold()) >= _SAME_TITLE:
                return page.place(line, "headline")
        return title
    if len(page) < 2:
        return None
    if judge.start < 0:
        head = page.first(HEAD)
    else:
        head = [line for line in page.lines if line.at < judge.start]
    likely = [
        line for line in head[-SEARCHED:]
        if reads_like_headline(line)
        and not read_dateline(line.text)
        and not read_credit_line(line.text)
        and not (is_name(line.text) and line is not head[0])
    ]  # fmt: skip
    if not likely:
        return None
    score = _headline_scores(likely, page.lines, judge)
    best = max(likely, key=lambda line: score[line.at])
    if len(likely) <= _FEW and score[best.at] - score[likely[0].at] <= _CLOSE:
        best = likely[0]  # no page's menu stands above
    best = _printed_again(best, likely, names)
    return page.place(_without_site(page, best, names), "headline")


def _headline_scores(
    likely: Sequence[Line], lines: Sequence[Line], judge: Judge
) -> dict[int, float]:
    """How much each line is like the headline: what the reader says of it, how many of its words
    the article's beginning has, whether the page prints it again, how far above the body it is."""
    body = [
        line for line in lines if judge.start <= line.at <= judge.end and not judge.is_out(line)
    ]
    stems = {word[:_STEM] for line in body[:_BEGINNING] for word in words_in(line.text)}
    again = Counter(line.text.casefold() for line in lines)
    scores = {}
    for line in likely:
        words = [word for word in words_in(line.text) if len(word) >= 4]
        shared = sum(word[:_STEM] in stems for word in words) / max(len(words), 2)
        scores[line.at] = (
            math.log(judge[line].probability(Kind.HEADLINE) + 0.01)
            + _SHARED * shared
            + 0.5 * (again[line.text.casefold()] > 1)
            - 0.01 * (max(judge.start, line.at) - line.at)
            - (line.words <= 2)
            - 2 * judge[line].probability(Kind.CAPTION)
            - judge[line].probability(Kind.STANDFIRST)
            - (line.text[:1].islower() or (line.text[:1] in '“"(' and ends_sentence(line.text)))
        )
    return scores


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
