"""Countries, capitals, peoples and parliaments that speak: their governments do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import Speaker

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle


def is_a_place(parsed: ParsedArticle, speaker: Speaker, local: Mapping[str, str]) -> bool:
    """Whether countries or capitals speak ('Seoul', 'the North', 'South Korea and Japan')."""
    for phrase in speaker.phrases:
        words = " ".join(phrase.span.of(parsed.text).split())
        words = re.sub(r", (?:an?|the|now the|now an?) .*$", "", words)  # 'South Korea, a US ally'
        if words.lower() in local and words.lower() not in lexicon.roles().person:
            return True
        words = re.sub(r"\s+and (?:(?:its|their|other) )?(?:\w+ )?(?:allies|partners)$", "", words)
        parts = re.split(r"\s+and\s+|,\s*", re.sub(r"^both\s+", "", words))
        kinds = [place_kind(part) for part in parts]
        if phrase.sort in ("place", "name") and all(kind in ("name", "seat") for kind in kinds):
            return True
    return False


_TOWN = re.compile(r"(?i:the (?:town|city|village|county|municipality|borough) of) [A-Z]")
_CHAMBERS = frozenset({"the House", "The House", "the Senate", "The Senate"})


def as_a_state(parsed: ParsedArticle, speaker: Speaker) -> str:
    """'The Americans', 'the Chinese side', 'the House' that speak for a state."""
    for phrase in speaker.phrases:
        words = " ".join(phrase.span.of(parsed.text).split())
        the, rest = words.partition(" ")[0], words.split()[1:]
        people = len(rest) == 1 or (len(rest) == 2 and rest[1] in ("side", "sides"))
        people = people and the.lower() == "the" and place_kind(rest[0]) == "people"
        sides = words.lower() in ("each side", "both sides", "the two sides")
        if (
            _TOWN.match(words)
            or words in _CHAMBERS
            or sides
            or (people and (len(rest) == 2 or rest[0].endswith("s")))
        ):
            return words
    return ""


def place_kind(words: str) -> str:
    """The kind of place that words name ('name', 'people', 'seat', 'city'); empty for none."""
    return lexicon.places().get(re.sub(r"^(?:[Tt]he\s+)+", "", words), ("", ""))[1]


def local_code(text: str, speaker: Speaker, local: Mapping[str, str]) -> str:
    """The country that 'here' or 'the South' is, where that speaks; empty for none."""
    words = (" ".join(p.span.of(text).split()).lower() for p in speaker.phrases)
    return next((local[w] for w in words if w in local), "")
