"""What one outlet alone tells: sentences that no other outlet's article has a like of.

A sentence is told alone if neither its words nor its vector are near any sentence of another
outlet, and a name or number in it stands nowhere in their articles: something exact, no mere turn
of phrase. What leans on the sentence before it, is quoted whole, or has little to do with the story
is left aside. ``python -m evaluation.alone`` says how often this is right, and how much it misses.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from framing.analysers.facts import FactFinding
from framing.analysers.sources.lexicon import PLATFORMS
from framing.clean.known_outlets import known_outlet
from framing.evidence.alike import Nearest, Sentences, stem
from framing.evidence.exact import numbers_in
from framing.evidence.rows import Rows, SentenceRow
from framing.evidence.spelling import bones
from framing.models import Voice
from framing.text.casing import is_titled
from framing.text.dictionary import dictionary
from framing.text.runtime import ModelUnavailable

# What speaks against being alone (see ``alike.Nearest``), and for it: each name or number that the
# others do not have. Fitted to the coded sentences of nine stories (``evaluation/alone_data``).
_COSINE, _SHARED, _HELD, _EXACT, _CONSTANT = -5.5, -6.6, -2.8, 0.28, 6.3
# From this score a sentence is taken. What the report says of it is exact whatever the score: that
# the name or number stands in no other text. Of the coded sentences of those stories from here on
# eight in ten tell what no other tells, and nearly all others a part of it.
ALONE = 0.3
# Cosines to what the story's headlines and first sentences tell, of the sentence and of the nearest
# of it and those beside it, below which it is page furniture or another matter.
_OF_STORY, _NEAR_STORY = 0.58, 0.62
_FEWEST = 6  # words that carry meaning, of a sentence that tells something by itself
_MOST = 60  # words; more are several captions or items that no full stop parts
_FIRST = 6  # words, among which a label in capitals stands: 'UPDATE', 'RELATED STORIES'
_LABEL = 4  # letters of such a word
_NAME = re.compile(r"(?<=[a-z,;:0-9] )[A-Z][\w’'-]+")
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_RUN = re.compile(r"(?:The )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_SPELT, _ALIKE = 5, 80.0  # letters of a name that may be spelled otherwise; per cent of likeness
_WORD = re.compile(r"[^\W\d_]+")
_POSTED = re.compile(r"https?:|\bwww\.|(?:^|[\s(.])[@#]\w")
# A line of a list, or under a label: '• …', '(Photo …', 'Editor’s note: …'.
_LISTED = re.compile(r"[^\w\s\"“”‘’'$£€]|[\w’'-]+(?: [\w’'-]+)?: ")
# It tells of the page: 'The chart below', 'A version of this article'.
_OF_PAGE = re.compile(
    r"\b(?:chart|graphic|map|photo|photograph|picture|story|table|video)s? (?:above|below)\b"
    r"|\bthis (?:article|newsletter|page|post|story)\b",
    re.IGNORECASE,
)
# It speaks to the reader.
_ADDRESS = re.compile(r"\b(?:you|your|we|our|us)\b")
# What a sentence opens with that says little without the one before it.
_LEANING = frozenset(
    "additionally afterwards also and another both but earlier he her here his hours however "
    "how i instead it its later many meanwhile minutes moments most moreover my nor one or our "
    "she so some still such that their then there these they this those we what who why yet "
    "you".split()
)
# Words with a capital that name nobody.
_NO_NAMES = frozenset(
    "mr mrs ms dr sir lord lady prof professor monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
# Why, and what follows: what readers miss most where an article lacks it.
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|(?:led|leads?|leading) to|caus(?:e[sd]?|ing)|"
    r"result(?:s|ed|ing)?|therefore|forc(?:e[sd]|ing)|trigger(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_ANY_WORD = re.compile(r"\w[\w’'-]*")
_MOST_EXACT = 3  # names and numbers that count


@dataclass(frozen=True, slots=True)
class Alone:
    """A sentence that one outlet alone has.

    Attributes:
        row: the sentence.
        only: its names and numbers that no other outlet's text has.
        nearest: the sentence of another outlet that is most like it.
        score: how surely nothing there is like it; ``ALONE`` or more.
        weight: what puts the sentences of an outlet in order: where it stands, what is exact in it,
            whether it tells a cause, how near it is to the story.
    """

    row: SentenceRow
    only: tuple[str, ...]
    nearest: SentenceRow
    score: float
    weight: float


def told_alone(rows: Rows, study: Sentences, apart: Iterable[str] = ()) -> tuple[Alone, ...]:
    """The sentences that one outlet alone has, in text order.

    None where the model is not installed, or where fewer than two outlets take part.

    Args:
        rows: those of a study.
        study: its sentences.
        apart: names of the articles that take part in no comparison. Nothing of theirs is told
            alone; what stands in them, too, is not either.
    """
    gone = frozenset(apart)
    outlets = {row.outlet for row in rows.articles if row.id not in gone}
    if len(outlets) < 2:
        return ()
    exact = _exact_things(study)
    elsewhere = _facts_told_elsewhere(rows)
    try:
        held = (
            _alone(study, place, exact[place], gone)
            for place, row in enumerate(study.rows)
            if exact[place]
            and row.article.id not in gone
            and row.id not in elsewhere
            and _tells(study, place)
        )
        return tuple(each for each in held if each)
    except ModelUnavailable:
        return ()


def telling_first(held: Sequence[Alone]) -> dict[str, list[Alone]]:
    """Sentences told alone by outlet's slug, the weightiest first. Of two that follow each other
    the lighter one comes after all others: it mostly goes on with the same matter."""
    by: defaultdict[str, list[Alone]] = defaultdict(list)
    for each in held:
        by[each.row.outlet].append(each)
    return {slug: _ordered(found) for slug, found in by.items()}


def _ordered(found: Sequence[Alone]) -> list[Alone]:
    first: list[Alone] = []
    behind: list[Alone] = []
    told: set[str] = set()  # an outlet may print a sentence in two articles
    for each in sorted(found, key=lambda one: (-one.weight, one.row.number, one.row.id)):
        if each.row.text in told:
            continue
        told.add(each.row.text)
        follows = any(
            each.row.article is other.row.article and abs(each.row.number - other.row.number) == 1
            for other in first
        )
        (behind if follows else first).append(each)
    return first + behind


def _alone(
    study: Sentences, place: int, only: tuple[str, ...], gone: frozenset[str]
) -> Alone | None:
    near = study.nearest(place)
    exact = min(len(only), _MOST_EXACT)
    score = _score(near, exact) if near else 0.0
    if near is None or score < ALONE:
        return None
    own, beside = study.belonging(place, gone)
    if own < _OF_STORY or beside < _NEAR_STORY:
        return None
    row = study.rows[place]
    cause = 0.4 if _CAUSE.search(row.text) else 0.0
    weight = _standing(row) + 0.2 * exact + cause + own
    return Alone(row, only, near.row, score, round(weight, 3))


def _score(near: Nearest, exact: int) -> float:
    like = _COSINE * near.cosine + _SHARED * near.shared + _HELD * near.held
    return round(_CONSTANT + like + _EXACT * exact, 2)


def _standing(row: SentenceRow) -> float:
    """How early a sentence stands: 1.5 of a headline, 1 at a body's beginning, 0 at its end."""
    place = row.article.body_places.get(row.sentence.index)
    return 1.5 if place is None else 1 - place / len(row.article.body)


def _tells(study: Sentences, place: int) -> bool:
    """Whether a sentence tells something by itself, in its writer's words or as reported."""
    row = study.rows[place]
    words = _WORD.findall(row.text)
    known = dictionary()
    label = any(
        word.isupper()
        and len(word) >= _LABEL
        and any(word.lower() in known[kind] for kind in ("noun", "verb", "adj"))
        for word in words[:_FIRST]
    )
    return (
        len(study.words[place]) >= _FEWEST
        and row.n_words <= _MOST
        and not row.shared
        and not row.suspected
        and row.sentence.voice is not Voice.DIRECT
        and words[0].lower() not in _LEANING
        and words[0] not in row.analysis.article.outlet_name.split()  # 'NPR transcripts are …'
        and not row.text.rstrip("\"”’' ").endswith("?")
        and not (label and row.in_body)
        and not _LISTED.match(row.text)
        and not _POSTED.search(row.text)
        and not _OF_PAGE.search(row.text)
        and not (row.sentence.voice is Voice.NARRATOR and _ADDRESS.search(row.text))
    )


def _facts_told_elsewhere(rows: Rows) -> frozenset[str]:
    """The sentences that tell a fact of the codebook which another outlet tells, too, or may tell
    in other words: one agreement may go under two names."""
    tellers: defaultdict[str, set[str]] = defaultdict(set)
    told = [(row, row.mention) for row in rows.mentions]
    facts = [(row, each.fact) for row, each in told if isinstance(each, FactFinding)]
    for row, fact in facts:
        tellers[fact].add(row.outlet)
    near = rows.near_misses
    return frozenset(
        row.id
        for row, fact in facts
        if (tellers[fact] | near.get(fact, frozenset())) - {row.outlet}
    )


def _exact_things(study: Sentences) -> list[tuple[str, ...]]:
    """The names and numbers of each sentence that no other outlet's text has, captions and what
    was taken out of the articles with it; in text order."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for article in {row.article.id: row.article for row in study.rows}.values():
        for text in article.analysis.article.printed:
            words[article.outlet].update(stem(word) for word in _ANY_WORD.findall(text))
            numbers[article.outlet].update(value for value, _ in numbers_in(text))
            names[article.outlet].update(_CAPITAL.findall(text))
    exact = []
    for row in study.rows:
        new = [
            name
            for name in _names(row)
            if not _elsewhere(row.outlet, words, stem(name))
            and not _is_spelled_otherwise(name, row.outlet, names)
        ]
        told = [
            number
            for value, number in numbers_in(row.text)
            if number[0].isdigit() and not _elsewhere(row.outlet, numbers, value)
        ]
        exact.append(tuple(sorted({*new, *told}, key=row.text.find)))
    return exact


def _elsewhere(outlet: str, held: Mapping[str, set[str]], thing: str) -> bool:
    """Whether another outlet has a thing."""
    return any(thing in found for slug, found in held.items() if slug != outlet)


def _is_spelled_otherwise(name: str, outlet: str, held: Mapping[str, set[str]]) -> bool:
    """Whether another outlet has nearly the same name: 'Fayez' is 'Faiz', 'Hizballah' 'Hezbollah',
    and 'Nusra' stands in 'al-Nusra'."""
    others = [other for slug, found in held.items() if slug != outlet for other in found]
    own = bones(name)
    return len(name) >= _SPELT and any(
        fuzz.ratio(name, other) >= _ALIKE
        or own in (bones(part) for part in re.split(r"[-’']", other) if part[:1] == name[:1])
        for other in others
    )


def _names(row: SentenceRow) -> set[str]:
    """The words of its names, but of media and platforms: through whom a thing came is not it."""
    article = row.analysis.article
    media = {article.outlet_name, *_media(row.text)}
    through = {stem(word) for name in media for word in name.split()}
    found = {
        name
        for name in _NAME.findall(row.text)
        if name.lower() not in _NO_NAMES and stem(name) not in through
    }
    # In a headline in title case a capital tells nothing: what is a name the body tells.
    return found & set(_NAME.findall(article.body)) if is_titled(row.text) else found


def _media(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if run in PLATFORMS or known_outlet(run):
            yield run
