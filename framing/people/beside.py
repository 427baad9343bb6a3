"""The country that any text of the study tells beside a person's name: 'U.S. President Jan Lund',
in an article in which he says nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries
from framing.models import Analysis

Beside = tuple[tuple[str, ...], str]
_WORD = re.compile(r"\w+")
_LONGEST = 5  # words before a name that tell whose office somebody holds


def countries_beside(names: Iterable[str], analyses: Iterable[Analysis]) -> dict[str, Beside]:
    """By name the country and the first article that tells it; without those of whom none does, or
    two differ. Each text is gone through once for the words that the names end in.

    Args:
        names: of persons; those in full count.
        analyses: those of the study.
    """
    by_last: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        if " " in name and (words := _WORD.findall(name)):
            by_last[words[-1]].append(name)
    if not by_last:
        return {}
    told: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for analysis in sorted(analyses, key=lambda a: a.article.id):
        text = analysis.article.text
        for last in by_last.keys() & set(_WORD.findall(text)):
            for name in by_last[last]:
                for code in _told(text, name):
                    told[name].setdefault(code, analysis.article.id)
    return {
        name: ((code,), article)
        for name, places in told.items()
        if len(places) == 1
        for code, article in places.items()
    }


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
