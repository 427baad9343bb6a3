"""Acronyms that an article explains: 'the National Maritime Council (NMC)'."""

from __future__ import annotations

import re
from collections.abc import Mapping

from framing.models import Span

_IN_BRACKETS = re.compile(r"[(\[]([A-Z][A-Za-z&.-]{1,9})[)\]]")
_WORD = re.compile(r"[\w'’.&-]+")
_SMALL = frozenset("of for the and on in to de du des la le del y e".split())
_REACH = 120  # characters before the bracket
_MAX_WORDS = 10


def acronyms(text: str) -> Mapping[str, Span]:
    """The words that each acronym stands for, as the text explains it at its first mention.

    The words are taken whose initials the acronym is ('European Command (EUCOM)' too: its letters
    in order); else the run of capitalised words before it ('Doctors Without Borders (MSF)').
    """
    found: dict[str, Span] = {}
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(1)
        if sum(c.isupper() for c in short) < 2 or short in found:
            continue
        start = max(0, match.start() - _REACH)
        line = text.rfind("\n", start, match.start()) + 1
        words = list(_WORD.finditer(text, max(start, line), match.start()))[-_MAX_WORDS:]
        span = _spelled(words, re.sub(r"[^A-Z]", "", short)) or _capitalised(words)
        if span is not None:
            found[short] = span
    return found


def _spelled(words: list[re.Match[str]], letters: str) -> Span | None:
    """The shortest run of words before the bracket whose initials hold the letters in order."""
    for first in range(len(words) - 1, -1, -1):
        if words[first].group()[:1].upper() != letters[0] or words[first].group() in _SMALL:
            continue
        initials = iter(w.group()[:1].upper() for w in words[first:])
        if all(letter in initials for letter in letters):
            return Span(words[first].start(), words[-1].end())
    return None


def _capitalised(words: list[re.Match[str]]) -> Span | None:
    """The run of capitalised words that ends at the bracket, two or more of them."""
    at = len(words)
    while at and (words[at - 1].group()[0].isupper() or words[at - 1].group() in _SMALL):
        at -= 1
    while at < len(words) and words[at].group() in _SMALL:
        at += 1
    capitals = [w for w in words[at:] if w.group()[0].isupper()]
    return Span(words[at].start(), words[-1].end()) if len(capitals) > 1 else None
