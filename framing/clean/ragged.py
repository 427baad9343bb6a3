"""Paragraphs whose lines were broken at no fixed width, as mail, PDF and links leave them.

A break is inside a sentence for certain where the next line goes on in lower case, and perhaps
where a word waits for the one that follows ('the', 'and'). Around a certain one the lines up to the
end of the sentence are one paragraph, where most of their breaks are of these kinds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from framing.clean.dates import is_date_line

_WIDEST = 100  # characters of a line that was broken; longer ones are paragraphs
_WORDS = 4  # of a line that waits for the next; fewer are labels
_REST = 2  # words of the line that goes on
_MOST_LINES = 40
_SHARE = 0.5  # of the breaks that are inside a sentence by their own form
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*$")
_PARTED = re.compile(r"[^\W\d_]-$")
# A headline ends so now and then ('the land they live on'): no break is certain by it.
_WAITS = re.compile(
    r"(?:,|\b(?:the|an?|and|or|of|with|into|than|their|its|by|at|in|on|to|for|from|that|which|who"
    r"|whom|whose|as|but|if|because|while|until|when|where|is|are|was|were|be|been|has|have|had|will"
    r"|would|could|should|may|might|must|not|after|before|under|over|about|between|during|his|her"
    r"|our|my|your|this|these|those))$"
)
_HEAD = re.compile(r"[Bb]y\b|[A-Z][A-Z ]+$")


def ragged_paragraphs(block: Sequence[str], *, opens: bool) -> list[list[str]]:
    """The lines of a block between two blank lines, those of one paragraph together.

    Args:
        block: its lines.
        opens: whether the page begins with it: a headline may stand above the text then.
    """
    found: list[list[str]] = []
    for run in _runs(block):
        start = _start(run, opens=opens and not found)
        found += [[line] for line in run[:start]]
        if run[start:]:
            found.append(list(run[start:]))
    return found


def _runs(block: Sequence[str]) -> list[list[str]]:
    """The lines up to the end of each sentence that ends a line."""
    runs: list[list[str]] = [[]]
    for line in block:
        runs[-1].append(line)
        if _ENDS.search(line):
            runs.append([])
    return [run for run in runs if run]


def _start(run: Sequence[str], *, opens: bool) -> int:
    """From which line on a run is one paragraph; its length where none of it is."""
    none = len(run)
    if len(run) < 2 or len(run) > _MOST_LINES or not _ENDS.search(run[-1]) or run[-1][-1:] in ":;":
        return none
    head = 0  # lines of the page's head, and those too long to be broken
    for at, line in enumerate(run[:-1], 1):
        if len(line) > _WIDEST or is_date_line(line) or _HEAD.match(line):
            head = at
    if len(run[-1]) > _WIDEST:
        return none
    inside = [_is_inside(line, following) for line, following in pairwise(run)]
    if not any(surely for surely, _ in inside[head:]):
        return none
    start = head
    if opens or head:
        start = next(at for at, sure in enumerate(inside) if at >= head and any(sure))
    breaks = inside[start:]
    return start if sum(map(any, breaks)) > _SHARE * len(breaks) else none


def _is_inside(line: str, following: str) -> tuple[bool, bool]:
    """Whether a break is inside a sentence: for certain, and perhaps."""
    if _PARTED.search(line) and following[:1].islower():
        return True, True
    if len(line.split()) < _WORDS or len(following.split()) < _REST:
        return False, False
    return following[:1].islower(), bool(_WAITS.search(line))
