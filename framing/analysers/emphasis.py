"""Emphasis: which frames an article's sentences hold, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from framing.analysers.indicators import OfCodebook, TermMatcher, longest, voice_of
from framing.codebooks.model import Codebook
from framing.models import (
    Article,
    ArticleFigure,
    Hit,
    Part,
    Result,
    Sentence,
    Span,
    Voice,
)
from framing.text.parse import ParsedArticle

PRIOR = 0.5
SHARE = "share of body sentences"
FIFTHS = 5


class Emphasis(OfCodebook):
    """Emphasis is the share of an article's body sentences that hold a frame.

    A sentence holds a frame when it has at least one of the frame's indicators (words, phrases or
    patterns of the codebook) whose conditions are met; every hit is listed. A sentence can hold
    several frames, and all sentences weigh the same. Headline, standfirst and captions are not
    counted in shares: they, the lead (the body's first paragraph) and the depth of the first
    mention are salience, told separately. A hit has the voice of its words: the narrator's, direct
    or indirect speech. Two frames are compared by the base-2 logarithm of the ratio of their
    numbers of sentences, 0.5 added to each (Haldane 1956, Anscombe 1956), so that +1 means twice
    as many.
    """

    name = "emphasis"
    version = "1"

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        pairs = [(frame.id, term) for frame in codebook.frames for term in frame.terms()]
        self._frames = [frame for frame, _ in pairs]
        self._terms = [term for _, term in pairs]
        self._matcher = TermMatcher(self._terms, codebook.lists)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """The hits of every frame, and the article's figures."""
        found = self._matcher.find(doc)
        hits = []
        for frame in dict.fromkeys(self._frames):
            own = [match for match in found if self._frames[match.term] == frame]
            hits += [
                Hit(
                    frame,
                    self._terms[match.term].written,
                    match.span,
                    match.sentence,
                    voice_of(doc, match),
                )
                for match in longest(own)
            ]
        order = {frame.id: i for i, frame in enumerate(self.codebook.frames)}
        hits.sort(key=lambda hit: (hit.span, order[hit.frame]))
        return Result(
            analyser=self.name,
            version=self.version,
            mentions=tuple(hits),
            figures=tuple(_figures(self.codebook, doc.sentences, hits, article)),
        )


def _figures(
    codebook: Codebook, sentences: Sequence[Sentence], hits: Sequence[Hit], article: Article
) -> Iterator[ArticleFigure]:
    """The emphasis and salience of every frame, and the log ratio of the poles."""
    body = [s for s in sentences if s.part is Part.BODY]
    numbers = {s.index for s in body}
    for frame in codebook.frames:
        own = [hit for hit in hits if hit.frame == frame.id]
        in_body = [hit for hit in own if hit.sentence in numbers]
        yield share(f"share.{frame.id}", in_body, len(body))
        for name, voices in (
            ("narrator_share", (Voice.NARRATOR,)),
            ("direct_share", (Voice.DIRECT,)),
            ("indirect_share", (Voice.INDIRECT,)),
        ):
            spoken = [hit for hit in in_body if hit.voice in voices]
            yield share(f"{name}.{frame.id}", spoken, len(body))
        yield from _salience(frame.id, own, body, article)
        yield from _by_fifth(frame.id, in_body, body)
    if codebook.poles:
        one, other = codebook.poles
        yield _log_ratio(one, other, hits, numbers)


def share(name: str, hits: Sequence[Hit], n: int) -> ArticleFigure:
    """The share of ``n`` sentences that have one of the hits; None where there are none."""
    held = len({hit.sentence for hit in hits})
    return ArticleFigure(name, held / n if n else None, SHARE, n, spans(hits))


def log_ratio(one: int, other: int) -> float:
    """log2 of the ratio of two counts, 0.5 added to each: +1 means twice as many."""
    return math.log2((one + PRIOR) / (other + PRIOR))


def spans(hits: Iterable[Hit]) -> tuple[Span, ...]:
    """The hits' spans, as evidence."""
    return tuple(hit.span for hit in hits)


def _salience(
    frame: str,
    hits: Sequence[Hit],
    body: Sequence[Sentence],
    article: Article,
) -> Iterator[ArticleFigure]:
    headline = article.parts.headline
    titled = [h for h in hits if headline and h.span.overlaps(headline)]
    yield ArticleFigure(
        f"in_headline.{frame}",
        float(bool(titled)) if headline else None,
        "1 if in the headline, else 0",
        int(headline is not None),
        spans(titled),
    )
    lead = {s.index for s in body if s.paragraph == body[0].paragraph}
    leading = [h for h in hits if h.sentence in lead]
    yield ArticleFigure(
        f"in_lead.{frame}",
        float(bool(leading)) if lead else None,
        "1 if in the body's first paragraph, else 0",
        len(lead),
        spans(leading),
    )
    numbers = {s.index: i for i, s in enumerate(body)}
    first = min((h for h in hits if h.sentence in numbers), key=lambda h: h.span, default=None)
    yield ArticleFigure(
        f"first_mention.{frame}",
        numbers[first.sentence] / len(body) if first else None,
        "share of the body's sentences before the first mention",
        len(body),
        (first.span,) if first else (),
    )


def _by_fifth(frame: str, hits: Sequence[Hit], body: Sequence[Sentence]) -> Iterator[ArticleFigure]:
    """The frame's share in each fifth of the body; a sentence is in the fifth where it starts."""
    for fifth in range(FIFTHS):
        part = {s.index for i, s in enumerate(body) if i * FIFTHS // len(body) == fifth}
        yield share(
            f"fifth_{fifth + 1}.{frame}", [h for h in hits if h.sentence in part], len(part)
        )


def _log_ratio(one: str, other: str, hits: Sequence[Hit], body: set[int]) -> ArticleFigure:
    held = {
        frame: {hit.sentence for hit in hits if hit.frame == frame} & body for frame in (one, other)
    }
    evidence = [hit for hit in hits if hit.frame in held and hit.sentence in body]
    return ArticleFigure(
        f"log_ratio.{one}.{other}",
        log_ratio(len(held[one]), len(held[other])) if body else None,
        "log2 of the ratio of sentence counts, 0.5 added to each",
        len(body),
        spans(evidence),
    )
