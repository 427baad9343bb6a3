"""The coded articles: what their files hold, and how a coder's file becomes one of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.models import Span

FOLDER = Path(__file__).resolve().parent / "gold"
SECOND = FOLDER.parent / "second"  # by another coder, who knew nothing of the first
# First codings that left out much of what the second coder found; the second stands in `gold`.
REPLACED = FOLDER.parent / "replaced"
ABOUT = ("id", "set", "story", "role_in_set", "topic", "outlet", "style", "coder", "sha256")


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement as a person coded it. ``role``, ``via``: None is 'not told'; ``speaker``: empty
    where nobody is told ('it was reported')."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speech: bool
    voice: str
    speaker: str
    naming: str
    role: str | None
    country: frozenset[str]
    via: str | None


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """An article with its codings; ``loaded`` are words with the voice that they stand in.
    ``uncoded`` is what the coder did not read: nothing that is found there counts."""

    about: Mapping[str, str]
    statements: tuple[Coded, ...]
    no_speech: tuple[Span, ...]
    loaded: tuple[tuple[Span, str], ...]
    uncoded: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """The article's id."""
        return self.about["id"]


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_gold(folder: Path = FOLDER) -> list[CodedArticle]:
    """All coded articles of a folder, by file name."""
    return [_article(json.loads(p.read_text("utf-8"))) for p in sorted(folder.glob("*.json"))]


def _span(value: Sequence[int] | None) -> Span | None:
    return Span(*value) if value else None


def _article(data: Mapping[str, Any]) -> CodedArticle:
    statements = tuple(
        Coded(
            tuple(Span(*s) for s in item["content"]),
            _span(item["cue"]),
            _span(item["source"]),
            item["speech"],
            item["voice"],
            item["speaker"] or "",
            item["naming"],
            item["role"],
            frozenset(item["country"]),
            item["via"],
        )
        for item in data["statements"]
    )
    return CodedArticle(
        {key: data[key] for key in ABOUT},
        statements,
        tuple(Span(*s) for s in data["no_speech"]),
        tuple((Span(*item["span"]), item["voice"]) for item in data["loaded"]),
        tuple(Span(*span) for span in data.get("uncoded", ())),
    )


class CodingError(ValueError):
    """Words that a coder gives do not stand in the article."""


def converted(coded: Mapping[str, Any], text: str) -> tuple[dict[str, Any], list[str]]:
    """A coder's file, which holds words, as offsets and labels; and what could not be found.

    Args:
        coded: the coder's file.
        text: the article that it is of.

    Raises:
        CodingError: the digest is of another text.
    """
    if coded["sha256"] != digest(text):
        raise CodingError(f"{coded['id']}: coded on another text")
    problems: list[str] = []
    made: dict[str, Any] = {key: coded.get(key) or "" for key in ABOUT}
    made["source"] = coded.get("source")
    made["statements"] = [
        item
        for statement in coded["statements"]
        if (item := _statement(statement, text, problems)) is not None
    ]
    made["no_speech"] = [
        list(spans[0])
        for item in coded.get("no_speech", ())
        if (spans := list(_places(text, item["text"])))
    ]
    made["loaded"] = []
    for item in coded.get("loaded", ()):
        span = _at(text, item["text"], item.get("occurrence", 1))
        if span is None:
            problems.append(f"loaded: {item['text']!r}")
        else:
            made["loaded"].append({"span": list(span), "voice": item["voice"]})
    return made, [f"{coded['id']}: not found: {problem}" for problem in problems]


def _statement(coded: Mapping[str, Any], text: str, problems: list[str]) -> dict[str, Any] | None:
    pieces = coded["content"] if isinstance(coded["content"], list) else [coded["content"]]
    content: list[Span] = []
    for number, piece in enumerate(pieces):
        after = content[-1].end if content else 0
        occurrence = (coded.get("occurrence") or 1) if number == 0 else 1
        span = _at(text, piece, occurrence, after)
        if span is None:
            problems.append(f"content: {piece!r}")
            continue
        content.append(span)
    if not content:
        return None
    around = Span(content[0].start, content[-1].end)
    source, cue = _pair(text, coded.get("source"), coded.get("cue"), around, content)
    country = coded.get("country") or []
    return {
        "content": [list(s) for s in content],
        "cue": list(cue) if cue else None,
        "source": list(source) if source else None,
        "speech": coded.get("speech", True),
        "voice": coded.get("voice") or "",
        "speaker": coded["speaker"] or "",
        "naming": coded["naming"],
        "role": coded.get("role"),
        "country": sorted([country] if isinstance(country, str) else country),
        "via": coded.get("via"),
    }


def _places(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while words and at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def _at(text: str, words: str, occurrence: int = 1, after: int = 0) -> Span | None:
    """The words' place by number; the last one where there are fewer."""
    found = [span for span in _places(text, words) if span.start >= after]
    return found[min(occurrence, len(found)) - 1] if found else None


def _pair(
    text: str, source: str | None, cue: str | None, around: Span, content: Sequence[Span]
) -> tuple[Span | None, Span | None]:
    """The places of source and cue: those that are nearest to one another and to the content, so
    that the name that opens the next sentence is not taken for the one beside the cue."""
    sources, cues = (_outside(text, words, content) for words in (source, cue))
    if not sources or not cues:
        one = min(sources, key=lambda s: _gap(s, around), default=None)
        return one, min(cues, key=lambda c: _gap(c, one or around), default=None)
    near = sorted(cues, key=lambda c: _gap(c, around))[:_CANDIDATES]
    pairs = [(min(sources, key=lambda s, c=c: _gap(s, c)), c) for c in near]  # type: ignore[misc]
    return min(pairs, key=lambda p: _gap(p[0], p[1]) + _gap(p[1], around))


_CANDIDATES = 4  # places of a cue that are tried


def _gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _outside(text: str, words: str | None, content: Sequence[Span]) -> list[Span]:
    """The places of whole words outside the content; inside it where there is no other."""
    if not words:
        return []
    whole = [
        span
        for span in _places(text, words)
        if not text[span.start - 1 : span.start].isalnum()
        and not text[span.end : span.end + 1].isalnum()
    ]
    return [s for s in whole if not any(s.overlaps(c) for c in content)] or whole
