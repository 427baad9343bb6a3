"""The country that any text of the study tells beside a person's name: 'U.S. President Jan Lund',
in an article in which he says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries
from framing.models import Analysis

Beside = tuple[tuple[str, ...], str]
_LONGEST = 5  # words before a name that tell whose office somebody holds


def country_beside(name: str, analyses: Iterable[Analysis]) -> Beside | None:
    """The country and the first article that tells it; None where none does, or two differ.

    Args:
        name: a person's name in full.
        analyses: those of the study.
    """
    if " " not in name:
        return None
    told: dict[str, str] = {}
    for analysis in sorted(analyses, key=lambda a: a.article.id):
        for code in _told(analysis.article.text, name):
            told.setdefault(code, analysis.article.id)
    if len(told) != 1:
        return None
    ((code, article),) = told.items()
    return (code,), article


def _told(text: str, name: str) -> Iterator[str]:
    known, places = lexicon.roles(), lexicon.places()
    for match in re.finditer(rf"((?:[\w.'’-]+ ){{2,{_LONGEST}}}){re.escape(name)}\b", text):
        words = match.group(1).split()
        for at in range(len(words) - 1):
            office = [w.lower() for w in words[at + 1 :]]
            placed = [(i, e) for i, e in entries(office) if e in known.person]
            whole = any(i == 0 and len(e.split()) == len(office) for i, e in placed)
            if not whole:
                continue
            for start in (at - 1, at):  # 'South Korean' before 'Korean'
                place = re.sub(r"['’]s$", "", " ".join(words[max(0, start) : at + 1]))
                code, kind = places.get(place, ("", ""))
                if code and kind in ("name", "people"):
                    yield code
                    break
