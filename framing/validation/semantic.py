"""A second opinion on frames: where meaning and the codebook's words part, for a person to judge.

It enters no figure. A frame that is read by meaning is held against its indicators. One that is
read
by indicators is held against likeness of meaning to its model sentences: on the sample articles
that could not tell pairs with the same fact from others, so it only says where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.analysers.emphasis import Emphasis
from framing.analysers.stories import stories_in
from framing.codebooks import Codebook, Frame
from framing.models import Analysis, Article, Failed, Hit, Part, Parts, Result, Sentence, Span
from framing.models import Doubt as Nearly
from framing.text.encoder import SentenceEncoder, load_encoder
from framing.text.parse import ParsedArticle, parse_articles
from framing.text.voices import with_voices
from framing.validation.guard import each_read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MIN_SENTENCES = 5
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence to read again. ``found``: whether the codebook finds the frame in it, which the
    second opinion doubts. ``likeness`` is how much its meaning speaks for the frame: a probability
    (0 to 1) for a frame that is read by meaning, else likeness (−1 to 1) to model sentences."""

    frame: str
    article: str
    outlet: str
    sentence: int
    text: str
    found: bool
    likeness: float


def review(
    codebook: Codebook,
    articles: Sequence[Article],
    encoder: SentenceEncoder,
    most: int = 10,
    on_failed: Callable[[Failed], None] | None = None,
) -> tuple[Doubt, ...]:
    """For each frame, up to ``most`` sentences that may be missed and as many that may be wrong.

    A frame that is read by meaning and has indicators: sentences where only one of the two finds
    it.
    One that is read by indicators: a sentence without it is doubted when it is as like the model
    sentences (``seeds`` and ``include``) as the middle one of those with it, and one with it when
    it is no more like them than the middle one of those without.
    """
    analyses = code_articles(codebook, articles, on_failed)
    places = [
        (analysis, sentence)
        for analysis in analyses
        for sentence in analysis.sentences
        if sentence.part is Part.BODY
    ]
    if not places:
        return ()
    sound = [analysis.article for analysis in analyses]
    words = _found(code_articles(by_words(codebook), sound, on_failed))
    found, p = _found(analyses), _probabilities(analyses)
    texts = [_text(*place) for place in places]
    keys = [(a.article.id, s.index) for a, s in places]
    vectors: Floats | None = None
    doubts: list[Doubt] = []
    for frame in codebook.frames:
        held = [(key, frame.id) in found for key in keys]
        if frame.by == "indicators":
            models = [*frame.seeds, *(example.sentence for example in frame.include)]
            if not models:
                continue
            vectors = _unit(encoder.vectors(texts)) if vectors is None else vectors
            speaks = nearness(vectors, _unit(encoder.vectors(models)))
            chosen = doubted(speaks, held, most)
        else:
            speaks = [p.get((key, frame.id), 0.0) for key in keys]
            by_word = [(key, frame.id) in words for key in keys]
            chosen = parted(speaks, held, by_word, most) if frame.indicators else []
        doubts += [
            Doubt(
                frame.id,
                places[i][0].article.id,
                places[i][0].article.outlet_name,
                places[i][1].index,
                texts[i],
                held[i],
                round(speaks[i], 3),
            )
            for i in chosen
        ]
    return tuple(doubts)


def by_words(codebook: Codebook) -> Codebook:
    """The codebook with every frame read by its indicators."""
    frames: list[Frame] = [
        frame.model_copy(update={"by": "indicators", "head": None}) for frame in codebook.frames
    ]
    return codebook.model_copy(update={"frames": tuple(frames)})


def parted(
    p: Sequence[float], meant: Sequence[bool], worded: Sequence[bool], most: int
) -> list[int]:
    """Positions where meaning and words part: those that words alone find, the most probable first,
    then those that meaning alone finds, the least probable first."""
    order = sorted(range(len(p)), key=lambda i: (-p[i], i))
    missed = [i for i in order if worded[i] and not meant[i]]
    wrong = [i for i in reversed(order) if meant[i] and not worded[i]]
    return missed[:most] + wrong[:most]


Key = tuple[tuple[str, int], str]


def _found(analyses: Sequence[Analysis]) -> set[Key]:
    return {((a.article.id, h.sentence), h.frame) for a in analyses for h in a.found(Hit)}


def _probabilities(analyses: Sequence[Analysis]) -> dict[Key, float]:
    told = {
        ((a.article.id, each.sentence), each.frame): each.p
        for a in analyses
        for each in a.found(Nearly)
    }
    for a in analyses:
        for hit in a.found(Hit):
            if hit.p is not None:
                told[(a.article.id, hit.sentence), hit.frame] = hit.p
    return told


def _text(analysis: Analysis, sentence: Sentence) -> str:
    return " ".join(sentence.span.of(analysis.article.text).split())


def _unit(vectors: Floats) -> Floats:
    """The vectors at length 1, whose products are their likeness."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = vectors / np.maximum(lengths, 1e-12)
    return found


def nearness(vectors: Floats, models: Floats) -> list[float]:
    """The mean likeness of each vector to the three models nearest to it."""
    nearest = np.sort(vectors @ models.T, axis=1)[:, -NEAREST:]
    return [float(value) for value in nearest.mean(axis=1)]


def likely(
    codebook: Codebook, frames: Sequence[str], analyses: Sequence[Analysis], most: int
) -> dict[str, set[tuple[str, int]]]:
    """For frames that nobody taught yet, up to ``most`` sentences (article, index) each that are
    likest to their examples and their definition: where a coding sheet should look."""
    if not frames:
        return {}
    places = [(a, s) for a in analyses for s in a.sentences if s.part is Part.BODY]
    vectors = _unit(load_encoder("general").vectors([_text(*place) for place in places]))
    found = {}
    for name in frames:
        order = by_likeness(codebook.frame(name), vectors)[:most]
        found[name] = {(places[i][0].article.id, places[i][1].index) for i in order}
    return found


def by_likeness(frame: Frame, vectors: Floats) -> list[int]:
    """The rows of sentences' vectors, the likest to a frame's examples and definition first."""
    models = [*frame.seeds, *(e.sentence for e in frame.include), frame.definition]
    speaks = (_unit(vectors) @ _unit(load_encoder("general").vectors(models)).T).max(axis=1)
    order: list[int] = np.argsort(-speaks, kind="stable").tolist()
    return order


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


def code_articles(
    codebook: Codebook,
    articles: Sequence[Article],
    on_failed: Callable[[Failed], None] | None = None,
) -> list[Analysis]:
    """Articles with the frames of their sentences, and nothing else.

    Args:
        codebook: whose frames.
        articles: what the readers gave.
        on_failed: called with each article that something unforeseen ended; by default a warning
            names it.
    """
    made: dict[tuple[str, ...], Emphasis] = {(): Emphasis(codebook)}

    def coded(doc: ParsedArticle, article: Article) -> Analysis:
        stories = stories_in(codebook, article.text)  # as in an analysis
        if stories not in made:
            made[stories] = Emphasis(codebook.about_stories(stories))
        analyser, parsed = made[stories], with_voices(doc, ())
        result = analyser.analyse(parsed, article)
        return Analysis(article, parsed.sentences, {analyser.name: result})

    return [done for _, done in each_read(articles, made[()].needs, coded, on_failed)]


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
