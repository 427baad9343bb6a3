"""Who is of another time than the article: 'Jan Lund wrote, in 1611'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources.identity import Speaker

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_LONG_AGO = re.compile(r"\b[Ii]n (?:1[0-8]\d\d|19[0-2]\d)\b")


def of_another_time(parsed: ParsedArticle, speaker: Speaker) -> bool:
    """Whether a year long past stands with a person's name wherever the article has it: nothing of
    where and of what the article is tells of them."""
    if not speaker.name:
        return False
    homes = [parsed.sentence_at(p.span.start) for p in speaker.phrases if p.name]
    return bool(homes) and all(s and _LONG_AGO.search(parsed.text, *s.span) for s in homes)
