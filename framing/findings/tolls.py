"""A finding about numbers: how many dead each headline or first sentence tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from framing.evidence.likeness import opening_of
from framing.evidence.rows import ArticleRow, SentenceRow
from framing.findings.taking_part import TakingPart, with_last
from framing.findings.words import READ, Finding, quoted
from framing.models import Analysis, Part
from framing.text.runtime import ModelUnavailable
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
# Words between a number and a verb for dying that do not tell who died.
_NOBODY = frozenset(
    "people persons dead killed died deaths were are have been has feared reported left more "
    "others at least all".split()
)
_YEARS = range(1900, 2100)
_LEAVING = re.compile(r"^(?:left|leaves|leaving)\b(?!.*\bdead\b)", re.IGNORECASE)
# A part of the dead: 'including nine children', '10 Americans, 2 pilots killed'.
_OF_MORE = re.compile(r"(?:\b(?:including|among|and)|\b\w+ \w+,) ?$", re.IGNORECASE)
_NEAR = 0.65  # cosine, from which two openings tell of one event
_FAR = 1.2  # times as many dead, from which two tolls are told as different


@dataclass(frozen=True, slots=True)
class _Toll:
    dead: int
    words: str
    whom: str  # 'teachers'; '' of people
    row: SentenceRow


def tolls(page: TakingPart) -> Iterator[Finding]:
    """Headlines and first sentences of the same day that tell of different numbers of dead in what
    seems one event: articles that open alike. A raid's victims are no crew's."""
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
    if len({toll.whom for toll in found.values()}) > 1:
        return  # teachers here, people there: one may be a part of the other
    if not _of_one_event([toll.row.analysis for toll in found.values()]):
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


def _of_one_event(analyses: Sequence[Analysis]) -> bool:
    """Whether each of the articles opens like each other; unknown without the model, so not."""
    try:
        read = [opening_of(analysis) for analysis in analyses]
    except ModelUnavailable:
        return False
    return all(
        one is not None and other is not None and float(one.vector @ other.vector) >= _NEAR
        for one, other in combinations(read, 2)
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
                return _Toll(dead, match.group(), _whom(match), row)
    return None


def _whom(match: re.Match[str]) -> str:
    """Who is counted, where the words between number and verb say so."""
    behind = match.string[match.end("n") : match.end()].lower().split()
    return " ".join(word for word in behind if word not in _NOBODY)


def _value(words: str) -> int:
    return IN_LETTERS.get(words.lower()) or int(words.replace(",", ""))
