"""Captions by their form: lines within an article that nothing labels and nobody signs.

Many sites print captions as lines like any other. What tells them is the company they stand in: no
full stop among paragraphs that have one, words that the article has already said, a name in full
that was introduced before, what is seen in place of what was said, a line taken out beside them.
Each line gets such numbers, and their weighted sum decides. ``python -m training.lines.captions``
fits the weights as a logistic model.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.clean.captions import ends_with_credit, shows
from framing.clean.judge import Judge
from framing.clean.kinds import Kind
from framing.clean.lines import Line, Page, ends_sentence, words_in
from framing.files import LINES

Floats = NDArray[np.float64]

WEIGHTS = LINES / "caption.json"
_WORDS = (4, 60)  # of a line that may be a caption
_FEWEST = 4  # paragraphs of an article in whose company a line is read
_HABIT, _HABITUAL = (
    3,
    0.3,
)  # captions without a full stop that make a habit, and share of such lines
_AMONG = 0.6  # of the words stand in lines with a full stop where those without may be captions
_RUN = 6  # lines without one that follow one another; more are a list
_OF_HABIT = 6  # words of such lines; shorter ones may be headings
_LEAST = -2.0  # log-odds of the others
_ODDS = 5.0  # limit of the reader's log-odds
_STEM = 5  # letters by which words are compared
_CONTENT = 4  # letters of words that are compared
_NOTE = re.compile(r"\s*[(\[][^()\[\]]{1,30}[)\]]$")
_NAME = re.compile(r"(?<!\w)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+")
_SAID = re.compile(r"\b(?:said|says|told|added|according|asked|announced|wrote|reported)\b")
_WAS = re.compile(r"\b(?:was|were|had|did|would|could|might)\b")
_IS = re.compile(r"\b(?:is|are)\b")
_DOING = re.compile(r"(?!\b(?:during|including|according|following)\b)\b[a-z]{2,}ing\b")
# 'Ann Lee speaks', 'A tanker waits': who or what, and what is seen of it now.
_NOW = re.compile(
    r"(?:The |A |An )?(?:[\w'’-]+ ){0,5}?(?<!['’]s )"
    r"(?!(?:is|was|has|this|its|his|as|says|us|news|thus|perhaps|always|less|across)\b)[a-z]{2,}s"
    r" (?:a|an|the|at|in|on|to|with|from|for|his|her|their|its|by|into|over|past|near|during|after"
    r"|before|as|through|under|out|up)\b"
)
_WHERE = re.compile(
    r"\b(?:in|at|near|outside|off|of) (?:the )?[A-Z][\w'’-]+(?:(?: |, )[A-Z][\w'’-]+)*[,.]?"
    r"(?: (?:on|in) [A-Z]\w+.{0,20}| last \w+| this \w+)?[.]?$"
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b[^,;]{0,12}$|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\W*$"
)
NAMES = (
    "constant", "unended", "unended among sentences", "unended and long", "length", "paragraph",
    "reader", "reader caption", "reader furniture", "reader heading", "shows", "credit", "doing",
    "now", "is", "was", "said", "quoted", "where", "dated", "told before", "told beside",
    "named again", "names", "gone above", "gone below", "unended above", "unended below", "first",
    "last", "colon", "two sentences", "bracket", "small beside others",
)  # fmt: skip


class Shown(NamedTuple):
    """A line within the article, and what it shows."""

    line: Line
    numbers: tuple[float, ...]


def shown(page: Page, judge: Judge) -> list[Shown]:
    """What the lines that may be captions show: those between the article's first and last line.

    Args:
        page: the page without what is known to be none of the article.
        judge: what the reader says of its lines.
    """
    lines = [line for line in page.lines if judge.start <= line.at <= judge.end]
    if len(lines) < _FEWEST:
        return []
    listed = _listed(lines)
    rows = _rows(lines, page, judge)
    return [each for each in rows if not (judge.is_item(each.line) or each.line.at in listed)]


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines without a full stop that are items of lists and tables: long runs of
    them, and all where much of the article has none."""
    ended = {line.at: _ended(line.text) for line in lines}
    words = sum(line.words for line in lines)
    if sum(line.words for line in lines if ended[line.at]) < _AMONG * words:
        return frozenset(at for at, end in ended.items() if not end)
    found: set[int] = set()
    for end, run in groupby(lines, key=lambda line: ended[line.at]):
        these = [line.at for line in run]
        if not end and len(these) > _RUN:
            found.update(these)
    return frozenset(found)


def captions_by_form(page: Page, judge: Judge) -> list[Line]:
    """The lines within the article that are captions by what they show.

    Where several have no full stop, that is how the site prints captions: less has to be shown by
    others that have none.
    """
    found = shown(page, judge)
    weights, sentence, other = _weights()
    odds = [round(float(np.array(each.numbers) @ weights), 9) for each in found]
    unended = [i for i, each in enumerate(found) if not _ended(each.line.text)]
    taken = {
        i for i, value in enumerate(odds) if value >= (other if i in set(unended) else sentence)
    }
    like = [i for i in unended if found[i].line.words >= _OF_HABIT]
    if sum(i in taken for i in like) >= max(_HABIT, _HABITUAL * len(like)):
        taken.update(i for i in like if odds[i] >= _LEAST)
    return [found[i].line for i in sorted(taken)]


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, float, float]:
    """The weights of ``NAMES``, and the log-odds from which a sentence, and a line without a full
    stop, is a caption."""
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    weights = np.array([stored["weights"][name] for name in NAMES])
    return weights, float(stored["least of sentences"]), float(stored["least of others"])


def _ended(text: str) -> bool:
    """Whether a line ends as a sentence does; a note in brackets may follow."""
    return ends_sentence(text) or ends_sentence(_NOTE.sub("", text))


def _rows(lines: Sequence[Line], page: Page, judge: Judge) -> Iterator[Shown]:
    ended = [_ended(line.text) for line in lines]
    long = [line.words for line in lines]
    middle = sorted(long)[len(long) // 2]
    share = sum(w for w, end in zip(long, ended, strict=True) if end) / max(sum(long), 1)
    stems = [frozenset(_stems(line.text)) for line in lines]
    names = [frozenset(_NAME.findall(line.text)) for line in lines]
    gone = {taken.at for taken in page.taken} | set(page.placed)
    told: set[str] = set()
    met: set[str] = set()
    for i, line in enumerate(lines):
        if _WORDS[0] <= line.words <= _WORDS[1]:
            yield Shown(line, tuple(map(float, (
                *_form(line, ended[i], share),
                *_read(line, judge),
                *_words(line.text),
                _share(stems[i], told),
                max((_share(stems[i], stems[j]) for j in _near(i, len(lines))), default=0.0),
                bool(names[i] & met),
                sum(map(len, names[i])) / max(len(line.text), 1),
                line.at - 1 in gone,
                line.at + 1 in gone,
                i > 0 and not ended[i - 1],
                i + 1 < len(lines) and not ended[i + 1],
                i == 0,
                i + 1 == len(lines),
                line.text.endswith(":"),
                len(re.findall(r"[.!?][\"”’']?\s+[A-Z“\"]", line.text)) > 0,
                line.text.endswith((")", "]")),
                line.words < middle / 2,
            ))))  # fmt: skip
        told |= stems[i]
        met |= names[i]


def _near(i: int, count: int) -> Iterator[int]:
    return (j for j in range(max(0, i - 3), min(count, i + 4)) if j != i)


def _form(line: Line, ended: bool, share: float) -> tuple[float, ...]:
    unended = not ended
    return (
        1.0, unended, unended * max(0.0, share - 0.5) * 2, unended and line.words >= 8,
        math.log1p(line.words), line.words >= 25,
    )  # fmt: skip


def _read(line: Line, judge: Judge) -> tuple[float, ...]:
    reading = judge[line]
    body = min(max(reading.body, 1e-6), 1 - 1e-6)
    odds = math.log((1 - body) / body)
    rest = max(1 - body, 1e-6)
    kinds = (Kind.CAPTION, Kind.FURNITURE, Kind.CROSS_HEADING)
    return (
        max(-_ODDS, min(_ODDS, odds)), *(reading.probability(kind) / rest for kind in kinds),
    )  # fmt: skip


def _words(text: str) -> tuple[float, ...]:
    return (
        shows(text), ends_with_credit(text), bool(_DOING.search(text)), bool(_NOW.match(text)),
        bool(_IS.search(text)), bool(_WAS.search(text)), bool(_SAID.search(text)),
        any(mark in text for mark in "\"“”"), bool(_WHERE.search(text)), bool(_DATED.search(text)),
    )  # fmt: skip


def _stems(text: str) -> Iterator[str]:
    return (word[:_STEM] for word in words_in(text) if len(word) >= _CONTENT)


def _share(one: frozenset[str], other: set[str] | frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0
