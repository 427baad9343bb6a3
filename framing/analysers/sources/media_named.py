"""The medium that words name."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.analysers.sources import lexicon
from framing.analysers.sources.persons import MADE_AS_A_MEDIUM
from framing.clean.known_outlets import known_outlet

KINDS = (
    r"(?:(?:public|private|national|local|regional|commercial) )?"
    r"(?:news ?paper|daily|news agency|agency|broadcaster|television|TV|radio|channel|network|"
    r"magazine|weekly|tabloid|news site|website|station|(?:news |media )?outlet|portal|podcast)"
)
_KIND_AT_END = re.compile(rf"\b{KINDS}$")
NAME = r"[A-Z][\w&'’-]*(?:\s+(?:of\s+)?(?:[A-Z][\w&'’-]*|\d+))*"


def medium_named(words: str) -> str | None:
    """The canonical name of a medium that ``words`` name exactly, or None."""
    media = lexicon.media()
    bare = re.sub(r"^(?:the|The)\s+", "", " ".join(words.split()))
    hit = media.get(words) or media.get(bare)
    return hit.name if hit else None


@lru_cache(maxsize=1)
def _media_at_end() -> re.Pattern[str]:
    """The longest known name of a medium at the end of a phrase."""
    names = sorted(lexicon.media(), key=lambda n: (-len(n), n))
    return re.compile(rf"(?:^|\s)({'|'.join(map(re.escape, names))})$")


_KIND_BEFORE = re.compile(rf"\b(?:{KINDS}|(?:news |media )?outlet|website)\s+(?P<name>{NAME})$")


def medium_within(words: str) -> str | None:
    """The canonical name of the medium that a source phrase is about ('Japan's Yomiuri newspaper',
    'the Daily Courier newspaper', 'state television'), or None."""
    text = " ".join(words.split())
    known = medium_named(text)
    if known:
        return known
    bare = re.sub(r"^[Tt]he\s+", "", text)
    if MADE_AS_A_MEDIUM.fullmatch(bare):
        return bare
    called = _KIND_BEFORE.search(text)
    if called and (medium_named(called.group("name")) or known_outlet(called.group("name"))):
        outlet = known_outlet(called.group("name"))
        return medium_named(called.group("name")) or (outlet.name if outlet else None)
    kind = _KIND_AT_END.search(text)
    stem = text[: kind.start()].strip() if kind else text
    ending = _media_at_end().search(stem)
    if ending:
        return lexicon.media()[ending.group(1)].name
    if not kind:
        return None
    if kind.group() in ("agency", "network", "channel", "station", "website") and not re.search(
        r"\b(?:news|state|TV|television|radio)\b", text
    ):
        return None
    named = re.search(rf"({NAME})$", re.sub(r"^.*(?:'s|’s)\s+", "", stem))
    if named and named.group(1) in lexicon.places():
        named = None  # 'the German newspaper' names none
    if named and named.group(1).lower() not in ("the", "state", "national", "local", "a"):
        return re.sub(r"^The\s+", "", named.group(1))
    return text[:1].upper() + text[1:] if text else None
