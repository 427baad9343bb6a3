"""A second opinion on frames: where likeness of meaning disagrees with the codebook.

It lists sentences for a person to read, and enters no figure: on the sample articles likeness of
meaning could not tell pairs with the same fact from others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.emphasis import Emphasis
from framing.codebooks import Codebook
from framing.models import Analysis, Article, Hit, Part, Parts, Result, Span
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from framing.validation.encoder import Encoder

    Floats = NDArray[np.float32]

MIN_SENTENCES = 5
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence to read again. ``found``: whether the codebook finds the frame in it, which the
    second opinion doubts. ``likeness`` (−1 to 1) is to the frame's model sentences."""

    frame: str
    article: str
    outlet: str
    sentence: int
    text: str
    found: bool
    likeness: float


def review(
    codebook: Codebook, analyses: Sequence[Analysis], encoder: Encoder, most: int = 10
) -> tuple[Doubt, ...]:
    """For each frame, up to ``most`` sentences that may be missed and as many that may be wrong.

    The model sentences are the codebook's ``seeds`` and ``include`` examples. A sentence without
    the frame is doubted when it is as like them as the middle one of those with it, and one with
    the frame when it is no more like them than the middle one of those without.
    """
    places = [
        (analysis, sentence)
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.part is Part.BODY
    ]
    texts = [" ".join(s.span.of(a.article.text).split()) for a, s in places]
    if not texts:
        return ()
    vectors = encoder.encode(texts)
    doubts: list[Doubt] = []
    for frame in codebook.frames:
        models = [*frame.seeds, *(example.sentence for example in frame.include)]
        if not models:
            continue
        held = {
            (a.article.id, h.sentence)
            for a in analyses
            for h in a.found(Hit)
            if h.frame == frame.id
        }
        found = [(a.article.id, s.index) in held for a, s in places]
        likeness = nearness(vectors, encoder.encode(models))
        for i in doubted(likeness, found, most):
            analysis, sentence = places[i]
            doubts.append(
                Doubt(
                    frame.id,
                    analysis.article.id,
                    analysis.article.outlet_name,
                    sentence.index,
                    texts[i],
                    found[i],
                    round(likeness[i], 3),
                )
            )
    return tuple(doubts)


def nearness(vectors: Floats, models: Floats) -> list[float]:
    """The mean likeness of each vector to the three models nearest to it."""
    import numpy as np  # noqa: PLC0415

    nearest = np.sort(vectors @ models.T, axis=1)[:, -NEAREST:]
    return [float(value) for value in nearest.mean(axis=1)]


def doubted(likeness: Sequence[float], found: Sequence[bool], most: int) -> list[int]:
    """Positions of doubtful sentences: those that may be missed, the likest first, then those that
    may be wrong, the least like first. None where either kind is too rare to compare."""
    with_it = sorted(x for x, is_in in zip(likeness, found, strict=True) if is_in)
    without = sorted(x for x, is_in in zip(likeness, found, strict=True) if not is_in)
    if min(len(with_it), len(without)) < MIN_SENTENCES:
        return []
    high, low = with_it[len(with_it) // 2], without[len(without) // 2]
    order = sorted(range(len(found)), key=lambda i: (-likeness[i], i))
    missed = [i for i in order if not found[i] and likeness[i] >= high]
    wrong = [i for i in reversed(order) if found[i] and likeness[i] <= low]
    return missed[:most] + wrong[:most]


def as_text(doubts: Sequence[Doubt]) -> Iterator[str]:
    """The doubts as lines, frame by frame."""
    for frame in dict.fromkeys(doubt.frame for doubt in doubts):
        for found, heading in ((False, "may be missed"), (True, "may be wrong")):
            own = [d for d in doubts if d.frame == frame and d.found is found]
            if own:
                yield f"\n{frame}: {heading}"
            for doubt in own:
                yield f"  {doubt.likeness:.2f}  {doubt.outlet}: {doubt.text}"


def code_articles(codebook: Codebook, articles: Sequence[Article]) -> list[Analysis]:
    """Articles with the frames of their sentences, and nothing else."""
    analyser = Emphasis(codebook)
    analyses = []
    for doc, article in zip(parse_articles(articles, analyser.needs), articles, strict=True):
        parsed = with_voices(doc, ())
        result = analyser.analyse(parsed, article)
        analyses.append(Analysis(article, parsed.sentences, {analyser.name: result}))
    return analyses


def as_article(text: str, article_id: str = "sentence") -> Article:
    """An article that is nothing but a body."""
    return Article(
        id=article_id,
        path="",
        text=text,
        parts=Parts(body=Span(0, len(text))),
        outlet="none",
        outlet_name="None",
    )


def code_sentences(codebook: Codebook, sentences: Iterable[str]) -> list[Result]:
    """What the codebook finds in each sentence by itself, in order."""
    analyser = Emphasis(codebook)
    articles = [as_article(sentence) for sentence in sentences]
    parsed = parse_articles(articles, analyser.needs)
    return [
        analyser.analyse(with_voices(doc, ()), article)
        for doc, article in zip(parsed, articles, strict=True)
    ]


def frames_of(codebook: Codebook, sentences: Sequence[str]) -> list[frozenset[str]]:
    """The frames that the codebook finds in each sentence."""
    return [
        frozenset(hit.frame for hit in result.found(Hit))
        for result in code_sentences(codebook, sentences)
    ]
