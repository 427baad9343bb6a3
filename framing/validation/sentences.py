"""Coding sentences and articles by machine: for examples, coding sheets and evaluations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.analysers.emphasis import Emphasis
from framing.codebooks import Codebook
from framing.models import Analysis, Article, EmphasisResult, Parts, Span
from framing.parse import parse_articles
from framing.voices import with_voices


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


def code_sentences(codebook: Codebook, sentences: Iterable[str]) -> list[EmphasisResult]:
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
        frozenset(hit.frame for hit in result.hits)
        for result in code_sentences(codebook, sentences)
    ]
