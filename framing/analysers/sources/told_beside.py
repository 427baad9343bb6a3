"""What an article tells of a speaker beside the name, which the words for them leave out: a
corporation that is a non-profit, whose chief somebody was 'at that time'."""

from __future__ import annotations

import re

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
    if not speaker.name:
        return []
    then = r"(?:at (?:that|the) time|then|until recently|at this point)"
    name = re.escape(speaker.name)
    held = rf"(?P<of>[A-Z][\w&-]*)['’]s (?:[a-z]+ ){{0,2}}[a-z]+,? {then},? {name}\b"
    return [m.group("of") for m in re.finditer(held, text)]
