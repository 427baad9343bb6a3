"""What an article tells of a speaker beside the name, which the words for them leave out: a
corporation that is a non-profit, whose chief somebody was 'at that time'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.analysers.sources.identity import Speaker

_NO_PROFIT = re.compile(r"\b(?:non-?profit|not-for-profit)\b", re.I)


def makes_no_profit(text: str, speaker: Speaker) -> bool:
    """Whether the article calls a body a non-profit, whatever it has in its name."""
    if any(_NO_PROFIT.search(p.span.of(text)) for p in speaker.phrases):
        return True
    names = {re.sub(r"^[Tt]he\s+", "", p.span.of(text)) for p in speaker.phrases}
    beside = (rf"{re.escape(n)}, (?:an?|the) (?:[\w-]+ ){{0,3}}(?:non-?profit|not-for-profit)\b"
              for n in sorted(names) if n[:1].isupper())  # fmt: skip
    return any(re.search(each, text, re.I) for each in beside)


def held_then(text: str, speaker: Speaker) -> list[str]:
    """The body of 'Orbex's chief, at that time, Jan Lund', which the parse parts from the name."""
    if not speaker.name or not _HELD_THEN.search(text):
        return []
    held = rf"{_HELD_THEN.pattern}{re.escape(speaker.name)}\b"
    return [m.group("of") for m in re.finditer(held, text)]


_THEN = r"(?:at (?:that|the) time|then|until recently|at this point)"
_HELD_THEN = re.compile(rf"(?P<of>[A-Z][\w&-]*)['’]s (?:[a-z]+ ){{0,2}}[a-z]+,? {_THEN},? ")


_AGE_BEFORE = re.compile(r"(?i:-year-old) $")


def _beside(text: str, name: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind a name, wherever it stands."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        yield text[max(0, at - 10) : at], text[end : end + 2]
        at = text.find(name, at + 1)


def aged(text: str, name: str) -> str:
    """The age that stands in front of a name or behind it, where nobody's office does."""
    if not any(
        _AGE_BEFORE.search(before) or behind[:2] == ", " for before, behind in _beside(text, name)
    ):
        return ""
    age, whole = r"(?:\d{1,3}|[a-z]+)", re.escape(name)
    found = re.search(rf"(?i:\b{age}-year-old) {whole}\b|{whole}, (?:age {age}|\d\d(?=[,.]))", text)
    return f"'{found.group()}', and no office" if found else ""
