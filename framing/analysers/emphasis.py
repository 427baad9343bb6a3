"""Emphasis: which frames an article's sentences hold, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence

from framing.analysers.heads import by_meaning
from framing.analysers.indicators import OfCodebook, TermMatcher, longest, voice_of
from framing.analysers.meaning import Found, MeaningReader
from framing.codebooks.model import Codebook
from framing.models import (
    Article,
    ArticleFigure,
    Doubt,
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

    The codebook says how each frame is read. *By meaning*: a sentence encoder (see MODEL_CARD.md)
    gives the sentence a vector, and a linear head that learned from coded sentences gives the
    probability that it holds the frame; from the frame's threshold on it does. Where that measures
    better, the three sentences to each side count, too, if a sentence's own words speak for the
    frame. Between two bounds around the threshold the sentence is doubtful: it is counted on its
    side, and the frame's share has a range, from all doubtful sentences out to all in. The words
    shown are those that carried it: the head's value is the mean of what each word says, so it
    splits exactly. *By indicators*: a sentence holds a frame when it has at least one of the
    frame's words, phrases or patterns whose conditions are met; every hit is listed. *By both*:
    either finds it.

    A sentence can hold several frames, and all sentences weigh the same. Headline, standfirst and
    captions are not counted in shares: they, the lead (the body's first paragraph) and the depth of
    the first mention are salience, told separately. A hit has the voice of its words: the
    narrator's, direct or indirect speech. Two frames are compared by the base-2 logarithm of the
    ratio of their numbers of sentences, 0.5 added to each (Haldane 1956, Anscombe 1956), so that +1
    means twice as many.
    """

    name = "emphasis"
    version = "4"  # rises with the encoder and its heads, too

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        pairs = [(frame.id, term) for frame in codebook.frames for term in frame.terms()]
        self._beside = {frame.id for frame in codebook.frames if not frame.counts_terms}
        self._frames = [frame for frame, _ in pairs]
        self._terms = [term for _, term in pairs]
        self._matcher = TermMatcher(self._terms, codebook.lists)
        self._meaning = MeaningReader(codebook) if by_meaning(codebook.frames) else None

    @property
    def manual_note(self) -> str:
        """What holds of this codebook, to stand below what is said of the method."""
        heads = self._meaning.heads if self._meaning else {}
        among = [f.name for f in self.codebook.frames if f.id in heads and heads[f.id].around]
        return f"The sentences around count for: {', '.join(among)}." if among else ""

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """The hits of every frame, the doubtful sentences, and the article's figures."""
        order = {frame.id: i for i, frame in enumerate(self.codebook.frames)}
        worded = list(self._by_indicators(doc))
        hits = [hit for hit in worded if hit.frame not in self._beside]
        meant = self._meaning.find(doc) if self._meaning else []
        told = {(hit.frame, hit.sentence) for hit in hits}
        doubts = []
        for found in meant:
            if found.held:
                hits += _carried(doc, found)
            elif (found.frame, found.sentence.index) not in told:
                doubts.append(_doubt(doc, found))
        hits.sort(key=lambda hit: (hit.span, order[hit.frame]))
        return Result(
            analyser=self.name,
            version=self.version,
            mentions=(*hits, *doubts),
            figures=(
                *_figures(self.codebook, doc.sentences, hits, article),
                *_beside(self._beside, worded, hits, doc.sentences),
            ),
        )

    def _by_indicators(self, doc: ParsedArticle) -> Iterator[Hit]:
        found = self._matcher.find(doc) if self._terms else []
        for frame in dict.fromkeys(self._frames):
            own = [match for match in found if self._frames[match.term] == frame]
            for match in longest(own):
                written = self._terms[match.term].written
                yield Hit(frame, written, match.span, match.sentence, voice_of(doc, match))


def _beside(
    frames: Collection[str],
    worded: Sequence[Hit],
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
) -> Iterator[ArticleFigure]:
    """For frames that meaning alone finds: in how many body sentences their certain terms stand,
    and in how many of those meaning finds them."""
    body = {sentence.index for sentence in sentences if sentence.part is Part.BODY}
    for frame in sorted(frames):
        own = [hit for hit in worded if hit.frame == frame and hit.sentence in body]
        meant = {hit.sentence for hit in hits if hit.frame == frame}
        both = [hit for hit in own if hit.sentence in meant]
        for name, found in (("worded", own), ("worded_meant", both)):
            number = len({hit.sentence for hit in found})
            yield ArticleFigure(
                f"{name}.{frame}", float(number), "sentences", len(body), spans(found)
            )


def _carried(doc: ParsedArticle, found: Found) -> Iterator[Hit]:
    """The words that carry a frame, each as a hit; what it is found by are the words themselves."""
    for span in found.spans:
        words = " ".join(span.of(doc.text).split())
        voice = _voice(doc, span)
        yield Hit(
            found.frame,
            words,
            span,
            found.sentence.index,
            voice,
            p=found.p,
            doubtful=found.doubtful,
        )


def _doubt(doc: ParsedArticle, found: Found) -> Doubt:
    return Doubt(
        found.frame, found.spans[0], found.sentence.index, _voice(doc, found.spans[0]), found.p
    )


def _voice(doc: ParsedArticle, span: Span) -> Voice:
    """Whose words they are: those of the first of them."""
    tokens = doc.tokens(span)
    return doc.voices[tokens[0].i] if len(tokens) else Voice.NARRATOR


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
