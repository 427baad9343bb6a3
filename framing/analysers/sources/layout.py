"""Attributions that the layout tells: a name under a quotation, and the turns of a transcript.

'“We won.” ― Ana Ruiz' on a line of its own, and lines that open with 'RUIZ:'. The rules and the
tagger both take these over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import Reading
from framing.models import Span

if TYPE_CHECKING:
    from framing.parse import ParsedArticle

_DASHES = "―—–-"
_SIGNED = re.compile(
    rf"^[^\S\n]*(?P<content>[\"“”„«][^\n]{{8,}}?[\"“”»])[^\S\n]*(?:\n[^\S\n]*)?(?P<cue>[{_DASHES}])"
    r"[^\S\n]*(?P<source>[A-Z][^\n.:;!?\"“”]{1,60}?)[^\S\n]*\.?[^\S\n]*$",
    re.M,
)
_TURN = re.compile(
    r"^[\"“]?(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[QA]|"
    r"[A-Z][a-z]+(?: [A-Z][a-z-]+){0,2})(?P<cue>:)[^\S\n]+(?P<content>\S[^\n]*)$",
    re.M,
)
_MIN_TURNS = 3
_MAX_SOURCE_WORDS = 8


def laid_out(parsed: ParsedArticle) -> list[Reading]:
    """All attributions that the layout tells, in text order."""
    text = parsed.text
    found = [
        _reading(match, "a name under a quotation")
        for match in _SIGNED.finditer(text)
        if len(match.group("source").split()) <= _MAX_SOURCE_WORDS
    ]
    found += [
        reading
        for reading in _transcript(text)
        if not any(reading.content[0].overlaps(other.content[0]) for other in found)
    ]
    return sorted(found, key=lambda r: r.content[0])


def _transcript(text: str) -> Iterator[Reading]:
    """Turns of a transcript: at least three lines, and two speakers who take turns."""
    turns = list(_TURN.finditer(text))
    speakers = Counter(match.group("source") for match in turns)
    if len(turns) < _MIN_TURNS or len(speakers) < 2 or max(speakers.values()) < 2:
        return
    for match in turns:
        yield _reading(match, "a turn in a transcript")


def _reading(match: re.Match[str], rule: str) -> Reading:
    content, cue, source = (Span(*match.span(role)) for role in ("content", "cue", "source"))
    return Reading((content,), cue, source, rule)


def overridden(readings: Sequence[Reading], layout: Sequence[Reading]) -> list[Reading]:
    """``readings`` with what ``layout`` tells put in its place; what overlaps it is taken out."""
    if not layout:
        return list(readings)
    taken = [s for r in layout for s in (*r.content, r.cue, r.source) if s]
    kept = []
    for reading in readings:
        content = tuple(s for s in reading.content if not any(s.overlaps(t) for t in taken))
        own = [s for s in (reading.cue,) if s]
        if content and not any(s.overlaps(t) for s in own for t in taken):
            kept.append(replace(reading, content=content))
    return sorted([*kept, *layout], key=lambda r: r.content[0])
