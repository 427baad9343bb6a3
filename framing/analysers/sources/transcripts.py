"""Whose turns a transcript holds ('SMITH: We knew.'), and which are the medium's own people.

Hosts and reporters of the medium narrate in their turns, as an article does: what they tell is the
outlet's, and those whom they cite ('police say') speak.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import TURN, Reading
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_TURN = re.compile(
    r"^[\"“]?(?P<source>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[QA]|"
    r"[A-Z][a-z]+(?: [A-Z][a-z-]+){0,2})(?P<cue>:)[^\S\n]+(?P<content>\S[^\n]*)$",
    re.M,
)
_STAGE = re.compile(r"[(\[][^()\[\]]*[)\]][.!]?")  # '(Speaking German)'
_MIN_TURNS = 3
# Who asks in an interview that tags its turns is the outlet.
_ASKS = frozenset({"q", "question", "interviewer"})
_TAGS = ("HOST", "BYLINE", "ANCHOR", "CORRESPONDENT", "REPORTER")
# 'RENEE FELD, HOST:', 'JAN LUND, CNN SENIOR CORRESPONDENT:'
_ON_AIR = re.compile(
    r"(?P<name>[^\W\d_][\w.'’ -]{2,40}), (?:[A-Z][A-Z&.'’-]* ){0,4}"
    rf"(?P<tag>{'|'.join(_TAGS)})\b"
)


def turns(parsed: ParsedArticle) -> Iterator[Reading]:
    """The turns of a transcript: at least three lines, and two speakers who take turns."""
    found = list(_TURN.finditer(parsed.text))
    speakers = Counter(match.group("source") for match in found)
    if len(found) < _MIN_TURNS or len(speakers) < 2 or max(speakers.values()) < 2:
        return
    for match in found:
        asks = match.group("source").casefold() in _ASKS
        if not asks and not _STAGE.fullmatch(match.group("content").strip()):
            content, cue, source = (
                Span(*match.span(role)) for role in ("content", "cue", "source")
            )
            yield Reading((content,), cue, source, TURN)


def on_air(text: str, name: str) -> str:
    """How a transcript tags somebody as one of the medium ('HOST'); empty where it does not."""
    return _tags(text).get(_surname(name), "")


def is_own_turn(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a reading is the turn of one of the medium: who speaks stands before the colon that
    opens it."""
    source, text = reading.source, parsed.text
    if source is None or (source.start and text[source.start - 1] not in '\n"“'):
        return False
    end = text.find("\n", source.start)
    label, colon, _ = text[source.start : end if end >= 0 else len(text)].partition(":")
    tagged = _tags(text) if colon and label.isupper() else {}
    return bool(tagged) and _surname(label.split(",")[0]) in tagged


@lru_cache(maxsize=8)
def _tags(text: str) -> Mapping[str, str]:
    """The tags of the medium's own people by their surnames."""
    if not any(tag in text for tag in _TAGS):
        return {}
    return {_surname(m.group("name")): m.group("tag") for m in _ON_AIR.finditer(text)}


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold() if name.strip() else ""
