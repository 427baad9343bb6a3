"""Whether the articles are of one story: how alike their headlines and first sentences are.

Each of these sentences gets a vector (see ``text.encoder``); an article's is their mean. An article
is of another matter if its vector is far from those of all other outlets, or not near and it shares
hardly a telling word with them: a report on the families of strikers is not near to one on the
talks, and names the same port and strike. ``python -m evaluation.same_story`` says how often this
is right of articles collected as one story and of others; the limits were chosen on them. Another
event of the same kind, a second missile test, is not told so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from typing import TYPE_CHECKING

from framing.clean.lines import words_in
from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.models import Analysis, Part
from framing.text.dictionary import dictionary
from framing.text.encoder import load_encoder
from framing.text.runtime import ModelUnavailable

if TYPE_CHECKING:
    from framing.text.encoder import Floats

UNLIKE = "likeness"  # the kind of a flag of articles that are unlike the rest
EVENTS = "events"  # the kind of a flag of articles none of which is near another
LEAST_OUTLETS = 3  # for articles to be called of unlike events; two may well open unlike
ALIKE = 0.55  # cosine, from which two articles are of one matter whatever their words
FAR = 0.35  # cosine, below which they are not, whatever their words
SHARED = 4  # telling words that are enough between; what two headlines share counts twice
TELLING, TITLED = 5, 4  # letters of such a word, and of one in a headline
FIRST = 4  # sentences of the body that are read, beside the headline
MOST_ARTICLES = 100  # beyond, a study is of a time, not of one story
LONG = 60  # sentences from which an article may be a newsletter or a live page
_WINDOWS, _WINDOW = 16, 3  # places of a long article that are looked at, sentences each
_ELSEWHERE = 0.3  # cosine to the story, below which a place is about something else
_MOSTLY = 0.65  # share of such places from which an article is of several matters
_FEWEST_NAMED = 3  # headlines that must have the name of a matter
_PLACED = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Ff]rom|[Oo]utside|[Ii]nto|[Oo]ff) ([A-Z]\w+)")
_FEWEST_WORDS = 5  # of a sentence of the body that is read


def unlike_articles(case: Case) -> Iterator[Flag]:
    """Articles that may be of another matter than the others; nothing where the model is not
    installed, and of studies with more than ``MOST_ARTICLES``."""
    outlets = {a.article.outlet for a in case.analyses}
    if len(outlets) < 2 or len(case.analyses) > MOST_ARTICLES:
        return
    if len(outlets) >= LEAST_OUTLETS and not any_alike(case.analyses):
        yield Flag(
            EVENTS,
            Severity.SERIOUS,
            "No two articles are alike in headline and first sentences.",
            "They seem to report unlike events: what differs comes from the news, so nothing is "
            "compared.",
            ids_of(case.analyses),
        )
        return
    unlike = unlike_the_rest(case.analyses)
    gone = {a.article.id for a in unlike}
    left = {a.article.outlet for a in case.analyses if a.article.id not in gone}
    if not unlike:
        return
    if len(left) < 2:
        yield Flag(
            "stories",
            Severity.SERIOUS,
            "The articles are little alike in headline and first sentences.",
            "They may not report one story: what differs may come from the news, not the outlets.",
            ids_of(case.analyses),
        )
        return
    one = len(unlike) == 1
    yield Flag(
        UNLIKE,
        Severity.SERIOUS,
        f"{case.named(unlike)} {'is' if one else 'are'} unlike the others in headline and first "
        "sentences.",
        f"{'It' if one else 'They'} may be of another matter, and {'takes' if one else 'take'} "
        "part in no comparison.",
        ids_of(unlike),
    )


def mixed_articles(case: Case) -> Iterator[Flag]:
    """Long articles most of which are about something else than the others' first sentences: a
    newsletter, a live page, a review of the week."""
    outlets = {a.article.outlet for a in case.analyses}
    if len(outlets) < 3 or len(case.analyses) > MOST_ARTICLES:
        return
    mixed = [a for a in case.analyses if _is_mixed(a, case.analyses)]
    if not mixed or len(outlets - {a.article.outlet for a in mixed}) < 2:
        return
    one = len(mixed) == 1
    yield Flag(
        UNLIKE,
        Severity.SERIOUS,
        f"Most of {case.named(mixed)} is about other matters.",
        f"{'Its' if one else 'Their'} shares go over all of {'it' if one else 'them'}, so "
        f"{'it takes' if one else 'they take'} part in no comparison.",
        ids_of(mixed),
    )


def _is_mixed(analysis: Analysis, everyone: Sequence[Analysis]) -> bool:
    body = list(_told(analysis))
    if len(body) < LONG:
        return False
    try:
        others = [
            vector
            for other in everyone
            if other.article.outlet != analysis.article.outlet
            and (vector := vector_of(tuple(first_sentences(other)))) is not None
        ]
        last = len(body) - _WINDOW
        places = sorted({round(i * last / (_WINDOWS - 1)) for i in range(_WINDOWS)})
        windows = [vector_of(tuple(body[at : at + _WINDOW])) for at in places]
    except ModelUnavailable:
        return False
    if not others:
        return False
    story: Floats = sum(others[1:], start=others[0])
    near = _ELSEWHERE * float((story @ story) ** 0.5)
    far = sum(window is not None and float(window @ story) < near for window in windows)
    return bool(far >= _MOSTLY * len(windows))


def unlike_the_rest(analyses: Sequence[Analysis]) -> list[Analysis]:
    """The articles that are alike to none of another outlet. Those without a sentence to read are
    not among them, nor is any where the model is missing."""
    read = _openings(analyses)
    found = []
    for one, opening in read:
        others = [o for other, o in read if other.article.outlet != one.article.outlet]
        if others and not is_of_the_story(opening, others):
            found.append(one)
    return found


def any_alike(analyses: Sequence[Analysis]) -> bool:
    """Whether any two articles of different outlets are near each other: where none is, they are of
    one topic and not of one event. Also true where the model is missing, or one alone can be read.
    """
    pairs = [
        float(opening.vector @ elsewhere.vector)
        for (one, opening), (other, elsewhere) in combinations(_openings(analyses), 2)
        if one.article.outlet != other.article.outlet
    ]
    return not pairs or max(pairs) >= ALIKE


def _openings(analyses: Sequence[Analysis]) -> list[tuple[Analysis, Opening]]:
    """The articles with what they open with; those without a sentence to read are left out, and
    all are where the model is missing."""
    try:
        return [(a, opening) for a in analyses if (opening := opening_of(a)) is not None]
    except ModelUnavailable:
        return []


@dataclass(frozen=True, slots=True)
class Opening:
    """What headline and first sentences say: the direction of their vectors, telling words of all
    of them and of the headline, and those that stand where places do ('in Velda')."""

    vector: Floats
    words: frozenset[str]
    titled: frozenset[str]
    places: frozenset[str]


def opening_of(analysis: Analysis) -> Opening | None:
    """The opening of an article; None where there is no sentence to read.

    Raises:
        ModelUnavailable: the encoder is not installed, or damaged.
    """
    sentences = tuple(first_sentences(analysis))
    vector = vector_of(sentences)
    if vector is None:
        return None
    from spacy.lang.en.stop_words import STOP_WORDS  # noqa: PLC0415  (1 s to import)

    def telling(words: Iterable[str], letters: int) -> frozenset[str]:
        return frozenset(w for w in words if len(w) >= letters and w not in STOP_WORDS)

    headline = " ".join(_headline(analysis))
    words = [word for sentence in sentences for word in words_in(sentence)]
    text = " ".join(sentences)
    places = frozenset(word.casefold() for word in _PLACED.findall(text))
    return Opening(vector, telling(words, TELLING), telling(words_in(headline), TITLED), places)


def is_of_the_story(one: Opening, others: Sequence[Opening]) -> bool:
    """Whether an article is of one matter with any of the others, or says the name of the matter
    that most of their headlines have ('Dieselgate'): a word that neither the dictionary nor the
    encoder knows, and that no article has for a place."""
    if any(are_alike(one, other) for other in others):
        return True
    return any(word in one.words for word in _names_of_matters(others, (one, *others)))


def name_of_matter(analyses: Sequence[Analysis]) -> str:
    """The name of the matter that most of the headlines have ('dieselgate'), in lower case; empty
    where there is none, or the model is missing."""
    openings = [opening for _, opening in _openings(analyses)]
    return min(_names_of_matters(openings, openings), default="")


def _names_of_matters(titled: Sequence[Opening], all_: Sequence[Opening]) -> Iterator[str]:
    named = Counter(word for opening in titled for word in opening.titled)
    for word, n in named.items():
        most = n >= _FEWEST_NAMED and 2 * n > len(titled)
        if most and _is_rare(word) and not any(word in each.places for each in all_):
            yield word


def _is_rare(word: str) -> bool:
    """Whether a word is hardly a common one, or a name that is known the world over."""
    known = any(word in words for words in dictionary().values())
    return word.isalpha() and not known and load_encoder().place(word) is None


def are_alike(one: Opening, other: Opening) -> bool:
    """Whether two articles are of one matter, as far as their openings tell."""
    cosine = float(one.vector @ other.vector)
    shared = len(one.words & other.words) + len(one.titled & other.titled)
    return cosine >= ALIKE or (cosine > FAR and shared >= SHARED)


def first_sentences(analysis: Analysis) -> Iterator[str]:
    """The headline and the first sentences of the body that are long enough to tell something."""
    yield from _headline(analysis)
    yield from islice(_told(analysis), FIRST)


def _headline(analysis: Analysis) -> Iterator[str]:
    for sentence in analysis.sentences:
        if sentence.part is Part.HEADLINE:
            yield " ".join(sentence.span.of(analysis.article.text).split())


def _told(analysis: Analysis) -> Iterator[str]:
    """The sentences of the body that are long enough to tell something."""
    for sentence in analysis.sentences:
        words = sentence.span.of(analysis.article.text).split()
        if sentence.part is Part.BODY and len(words) >= _FEWEST_WORDS:
            yield " ".join(words)


@lru_cache(maxsize=4 * MOST_ARTICLES)
def vector_of(sentences: tuple[str, ...]) -> Floats | None:
    """The mean direction of sentences' vectors, of length 1; None where there is no sentence.

    Raises:
        ModelUnavailable: the encoder is not installed, or damaged.
    """
    import numpy as np  # noqa: PLC0415  (heavy, and wanted only when the model runs)

    if not sentences:
        return None
    vectors = load_encoder().vectors(sentences)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    mean = (vectors / np.maximum(lengths, 1e-9)).mean(axis=0)
    found: Floats = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return found
