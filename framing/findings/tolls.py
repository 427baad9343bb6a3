"""A finding about numbers: how many dead each headline or first sentence tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.evidence.rows import ArticleRow, SentenceRow
from framing.findings.taking_part import TakingPart, with_last
from framing.findings.words import READ, Finding, quoted
from framing.models import Part
from framing.wording import IN_LETTERS, capital, in_words, joined, number

_NUMBER = rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{'|'.join(IN_LETTERS)})(?![\d,.]*\d)"
_BOUND = r"(?:(?:at least|more than|over|nearly|some|about|around|up to|as many as) )?"
_HURT = r"(?! (?:more |other |others |people )?(?:injured|wounded|hurt|others))"
_NOT_HURT = r"(?!(?:injured|wounded|hurt|missing|arrested|of|in|from|after|when|and|or|was|on)\b)"
_TOLDS = (
    # 'At least 384 people have been killed', '12 dead'
    rf"\b{_BOUND}{_NUMBER}(?: {_NOT_HURT}[^\W\d]+){{0,3}}? "
    r"(?:(?:were|are|have been|has been|feared|reported|left) )?(?:killed|dead|died|deaths)\b",
    # 'killing at least 7', 'kills 16'
    rf"\b(?:kills?|killed|killing|left|leaves|leaving) {_BOUND}{_NUMBER}{_HURT}"
    r"(?: people| civilians)?(?: dead)?",
    # 'death toll rises above 800'
    rf"\b(?:death )?toll\b[^.;:]{{0,30}}? (?:to|at|above|past|over|tops|passes|reaches) {_BOUND}"
    rf"{_NUMBER}",
)
_TOLD = tuple(re.compile(each, re.IGNORECASE) for each in _TOLDS)
_YEARS = range(1900, 2100)
_LEAVING = re.compile(r"^(?:left|leaves|leaving)\b(?!.*\bdead\b)", re.IGNORECASE)
# A part of the dead: 'including nine children', '10 Americans, 2 pilots killed'.
_OF_MORE = re.compile(r"(?:\b(?:including|among|and)|\b\w+ \w+,) ?$", re.IGNORECASE)
_FAR = 1.2  # times as many dead, from which two tolls are told as different


@dataclass(frozen=True, slots=True)
class _Toll:
    dead: int
    words: str
    row: SentenceRow


def tolls(page: TakingPart) -> Iterator[Finding]:
    """Headlines and first sentences of the same day that tell of different numbers of dead."""
    found: dict[str, _Toll] = {}
    days = set()
    for article in page.articles:
        toll = _told(page, article)
        if toll is None:
            continue
        if article.outlet in found:
            return  # an outlet's later article tells a later toll
        found[article.outlet] = toll
        published = article.analysis.article.published
        days.add(published.value if published else None)
    if len(found) < 2 or len(days) != 1 or None in days:
        return
    ranked = sorted(found.items(), key=lambda item: (-item[1].dead, item[0]))
    most, least = ranked[0][1], ranked[-1][1]
    if most.dead < _FAR * least.dead:
        return
    told = [f"{page.name(slug)} {quoted(toll.words)}" for slug, toll in with_last(ranked)]
    yield Finding(
        topic="headlines",
        outlet="",
        title=f"{capital(in_words(least.dead))} dead or {in_words(most.dead)}: tolls differ",
        clause="another toll of dead",
        text=f"Headline or first sentence: {joined(told)}. All are dated the same day; hours may "
        "lie between them, and they may count otherwise.",
        number=f"{number(least.dead)} to {number(most.dead)}",
        label="dead, as headlines or first sentences tell",
        sure=READ,
        why="Numbers with a word for dying, in the order of the copy.",
        rows=tuple(toll.row.id for _, toll in ranked),
        weight=2.1,
    )


def _told(page: TakingPart, article: ArticleRow) -> _Toll | None:
    """The first number of dead in the headline; else in the first sentence of the body."""
    rows = page.comparison.rows.sentences_of.get(article.id, ())
    first = [row for row in rows if row.sentence.part is Part.HEADLINE]
    first += [row for row in rows if row.in_body][:1]
    for row in first:
        for pattern in _TOLD:
            for match in pattern.finditer(row.text):
                dead = _value(match.group("n"))
                before = row.text[: match.start()]
                if dead in _YEARS or _LEAVING.search(match.group()) or _OF_MORE.search(before):
                    continue
                return _Toll(dead, match.group(), row)
    return None


def _value(words: str) -> int:
    return IN_LETTERS.get(words.lower()) or int(words.replace(",", ""))
