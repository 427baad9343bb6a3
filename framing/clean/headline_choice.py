"""Which of a page's lines is its headline: a linear choice over what each line shows.

Each line that may be the headline gets numbers: what the line reader says of it, how many of its
words the article's beginning takes up, whether a byline or date follows, where it stands. Their
weighted sum ranks the lines. ``python -m training.lines.headlines`` fits the weights as a
conditional logit (McFadden 1974: one choice among the lines of each page), once on whole pages and
once on pages that were cut near the article, where few lines stand above it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.clean.captions import ends_with_credit
from framing.clean.credits import is_name, read_credit_line, read_dateline
from framing.clean.dates import is_date_line
from framing.clean.headline_form import (
    is_in_title_case,
    reads_like_headline,
    stands_as_headline,
)
from framing.clean.judge import CLEARLY, HEAD, SEARCHED, Judge
from framing.clean.kinds import Kind
from framing.clean.lines import Line, words_in
from framing.files import LINES, installed_whole

Floats = NDArray[np.float64]

WEIGHTS = LINES / "headline.json"
_LIKELY = 0.5  # probability from which a line that looks otherwise is a candidate
_BEYOND = 8  # lines below what looks like the body's start: teasers stand above some headlines
_IN_BODY = 0.3  # probability that those need
_SMALL = 12  # lines above the body where the article was pasted without its page
_STEM = 5  # letters by which words are compared
_BEGINNING, _FIRST = 8, 2  # paragraphs that take up the headline's words
_BELOW = 4  # lines below the headline where bylines and dates stand
_RIGHT_BY = 2  # lines between a line and one that introduces it
_RATHER = 0.2  # probability of a headline that another line may have the better of
_NEIGHBOUR = 3  # lines between a headline and its standfirst
_SERVICE = re.compile(
    r"\d{1,2}:\d\d|\b(?:subscribe|newsletter|sign in|advert|cookie|browser)\b", re.I
)
# What is never a headline: words of the page to its readers, and of one thing beside another.
_NEVER = re.compile(
    r"[/—–«»<>]|(?:.* (?://|\||·|•|/) ){3}"
    r"|.*\b(?:previous article|next article)$|become a fan\b|get e-?mail alerts\b"
    r"|this (?:story|article) is (?:from|more than)\b|do not sell\b|(?:you are|you['’]re) .{0,40}"
    r"\bsigned in\b|something went wrong\b|you are using an? .{0,40}browser\b|toggle navigation\b"
    r"|places near me\b|skip to\b|sign (?:in|up)\b|log ?in\b|subscribe\b|advertisement\b"
    r"|copyright\b|all rights reserved|(?:q|a|question|answer|interviewer|interviewee) ?: ",
    re.I,
)
NAMES = (
    "headline", "shared", "shared with first", "again", "above body", "in body", "two words",
    "four words", "caption", "standfirst", "furniture", "credit", "body", "lower case", "sentence",
    "credit below", "name", "credit line", "likeliest", "first of page", "right above body",
    "separator", "near body", "body above", "service", "another above", "another below", "length",
    "introduces", "introduced", "introduced clearly", "shorter above", "below a credit",
    "begins another",
)  # fmt: skip


def candidates(lines: Sequence[Line], judge: Judge) -> list[Line]:
    """The lines among which the headline is: those above the body that look like one, and those
    that the reader takes for one."""
    if judge.start < 0:
        head = list(lines[:HEAD])
    else:
        head = [line for line in lines if line.at <= judge.start + _BEYOND][-SEARCHED:]
    stands = stands_as_headline(lines)
    found = []
    for line in head:
        chance = judge[line].probability(Kind.HEADLINE)
        inside = 0 <= judge.start <= line.at
        looks = reads_like_headline(line) if not inside else chance >= _IN_BODY
        looks = looks or line.at in stands
        short = line.words <= 30 and len(line.text) <= 220
        # On a whole page 'Markets for Friday, April 19, 2013' may be a headline.
        surely = chance >= CLEARLY and len(lines) > HEAD
        credit = is_date_line(line.text) or (bool(read_credit_line(line.text)) and not surely)
        # In title case the last words of a headline look like a photographer's name.
        credited = ends_with_credit(line.text) and not is_in_title_case(line.text)
        credit = credit or credited or bool(_NEVER.match(line.text))
        if short and (looks or chance >= _LIKELY) and not credit and not read_dateline(line.text):
            found.append(line)
    return found


def features(found: Sequence[Line], lines: Sequence[Line], judge: Judge) -> Floats:
    """What each candidate shows: candidates × ``NAMES``."""
    body = [
        line for line in lines if judge.start <= line.at <= judge.end and not judge.is_out(line)
    ]
    stems, first = (_stems(body[:size]) for size in (_BEGINNING, _FIRST))
    again = Counter(line.text.casefold() for line in lines)
    place = {line.at: i for i, line in enumerate(lines)}
    credit = {
        line.at for line in lines
        if read_credit_line(line.text) or judge[line].probability(Kind.CREDIT) >= _LIKELY
    }  # fmt: skip
    sentences = np.cumsum([judge[line].body >= _LIKELY and line.is_sentence for line in lines])
    most = max((judge[line].probability(Kind.HEADLINE) for line in found), default=0.0)
    rows = []
    for line in found:
        reading = judge[line]
        words = [word for word in words_in(line.text) if len(word) >= 4]
        gap = judge.start - line.at if judge.start >= 0 else 0
        at = place[line.at]
        chance = reading.probability(Kind.HEADLINE)
        rows.append([
            math.log(chance + 0.01),
            sum(word[:_STEM] in stems for word in words) / max(len(words), 2),
            sum(word[:_STEM] in first for word in words) / max(len(words), 2),
            again[line.text.casefold()] > 1,
            min(max(gap, 0), 60) / 20,
            max(-gap, 0) / 4,
            line.words <= 2,
            line.words <= 4,
            reading.probability(Kind.CAPTION),
            reading.probability(Kind.STANDFIRST),
            reading.probability(Kind.FURNITURE),
            reading.probability(Kind.CREDIT),
            reading.body,
            line.text[:1].islower(),
            line.is_sentence,
            any(other.at in credit for other in lines[at + 1 : at + 1 + _BELOW]),
            is_name(line.text),
            read_credit_line(line.text) is not None,
            chance >= most,
            line.at <= 2,
            gap in (1, 2),
            "|" in line.text or " - " in line.text,
            1 <= gap <= _BELOW * 2,
            min(sentences[at] - (sentences[at] > sentences[at - 1] if at else 0), 4) / 4,
            _SERVICE.search(line.text) is not None,
            _neighbour(line, found, judge, -1),
            _neighbour(line, found, judge, 1),
            math.log1p(line.words),
            *_standing(line, found, lines[max(0, at - _NEIGHBOUR) : at], credit, judge),
            any(t.startswith(line.text.casefold()) and len(t) > len(line.text) for t in again),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64)


def _standing(
    line: Line, found: Sequence[Line], above: Sequence[Line], credit: set[int], judge: Judge
) -> list[float]:
    """How a line stands to the candidates right above and below it, one of which may introduce the
    article under the other: whether one is below, and above; whether that one is rather likely; is
    it shorter; and whether a credit stands above."""
    near = [
        other for other in found if 0 < abs(other.at - line.at) <= _RIGHT_BY and other.words >= 3
    ]
    upper = [other for other in near if other.at < line.at]
    return [
        float(len(near) > len(upper)),
        float(bool(upper)),
        float(any(judge[other].probability(Kind.HEADLINE) >= _RATHER for other in upper)),
        float(any(other.words <= line.words for other in upper)),
        float(any(other.at in credit for other in above)),
    ]


def _neighbour(line: Line, found: Sequence[Line], judge: Judge, side: int) -> float:
    """How likely a line right above (−1) or below (1) is the headline: the other introduces."""
    near = (other for other in found if 0 < side * (other.at - line.at) <= _NEIGHBOUR)
    return max((judge[other].probability(Kind.HEADLINE) for other in near), default=0.0)


def _stems(lines: Sequence[Line]) -> set[str]:
    return {word[:_STEM] for line in lines for word in words_in(line.text)}


@lru_cache(maxsize=2)
def _weights(near: bool) -> Floats:
    with installed_whole(WEIGHTS):
        stored = json.loads(WEIGHTS.read_text("utf-8"))["weights near" if near else "weights"]
    return np.array([stored[name] for name in NAMES])


def is_near(judge: Judge) -> bool:
    """Whether the article was pasted without its page, so that few lines stand above it."""
    return judge.start <= _SMALL


def scores(found: Sequence[Line], lines: Sequence[Line], judge: Judge) -> dict[int, float]:
    """How much each candidate is like the headline (log-odds), by ``Line.at``."""
    sums = features(found, lines, judge) @ _weights(is_near(judge))
    return {line.at: round(float(value), 9) for line, value in zip(found, sums, strict=True)}
