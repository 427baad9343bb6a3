"""Whether the articles are of one story: how alike their headlines and first sentences are.

Each of these sentences gets a vector (see ``text.encoder``); an article's is their mean. An article
whose vector is far from those of all other outlets is of another matter. Of articles collected as
one story 10% are so far from the rest, many of them rightly; of articles of other stories 93%
(``python -m evaluation.same_story``; the limit was chosen on them). Another event of the same kind,
a second missile test, is not told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.models import Analysis, Part
from framing.text.encoder import load_encoder
from framing.text.runtime import ModelUnavailable

if TYPE_CHECKING:
    from framing.text.encoder import Floats

UNLIKE = "likeness"  # the kind of a flag of articles that are unlike the rest
ALIKE = 0.55  # cosine; below it to all others, an article is of another matter
FIRST = 4  # sentences of the body that are read, beside the headline
MOST_ARTICLES = 100  # beyond, a study is of a time, not of one story
LONG = 60  # sentences from which an article may be a newsletter or a live page
_WINDOWS, _WINDOW = 16, 3  # places of a long article that are looked at, sentences each
_ELSEWHERE = 0.3  # cosine to the story, below which a place is about something else
_MOSTLY = 0.65  # share of such places from which an article is of several matters
_FEWEST_WORDS = 5  # of a sentence of the body that is read


def unlike_articles(case: Case) -> Iterator[Flag]:
    """Articles that may be of another matter than the others; nothing where the model is not
    installed, and of studies with more than ``MOST_ARTICLES``."""
    outlets = {a.article.outlet for a in case.analyses}
    if len(outlets) < 2 or len(case.analyses) > MOST_ARTICLES:
        return
    likeness = nearest(case.analyses)
    unlike = [a for a in case.analyses if likeness.get(a.article.id, 1.0) < ALIKE]
    left = {a.article.outlet for a in case.analyses} - {a.article.outlet for a in unlike}
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


def nearest(analyses: Sequence[Analysis]) -> Mapping[str, float]:
    """By an article's id, how alike it is to the most alike article of another outlet: a cosine,
    -1 to 1. Without articles that have no sentence to read, and empty without the model."""
    try:
        vectors = {a.article.id: vector_of(tuple(first_sentences(a))) for a in analyses}
    except ModelUnavailable:
        return {}
    outlet = {a.article.id: a.article.outlet for a in analyses}
    found: dict[str, float] = {}
    for one, vector in vectors.items():
        others = [
            float(vector @ other)
            for two, other in vectors.items()
            if outlet[two] != outlet[one] and vector is not None and other is not None
        ]
        if others:
            found[one] = max(others)
    return found


def first_sentences(analysis: Analysis) -> Iterator[str]:
    """The headline and the first sentences of the body that are long enough to tell something."""
    text = analysis.article.text
    for sentence in analysis.sentences:
        if sentence.part is Part.HEADLINE:
            yield " ".join(sentence.span.of(text).split())
    yield from islice(_told(analysis), FIRST)


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
