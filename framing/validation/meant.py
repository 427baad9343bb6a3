"""Sentences in which a frame is found by meaning: the words that carry it, and the coded examples
that the sentence is most alike."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from framing.analysers.heads import by_meaning, untaught
from framing.analysers.meaning import MeaningReader
from framing.codebooks import Codebook
from framing.models import Article, Span
from framing.text.parse import ParsedArticle
from framing.validation.examples import Near, NearestExamples, in_words


@dataclass(frozen=True, slots=True)
class Meant:
    """A sentence that holds a frame by meaning. ``key`` is that of the frame in the codebook, ``p``
    the probability, ``words`` where the words stand in ``text`` that carry it."""

    key: str
    article: str
    outlet: str
    sentence: int
    text: str
    words: tuple[Span, ...]
    p: float
    nearest: tuple[Near, ...]


def key_of(frame: str) -> str:
    """What a frame's sentences stand under."""
    return f"frames.{frame}"


def reader_of(
    codebook: Codebook, wanted: Callable[[str], bool]
) -> tuple[tuple[str, ...], Callable[[ParsedArticle, Article], list[Meant]]]:
    """What reads the frames whose keys are wanted, of those that are read by meaning and were
    taught: their keys, and a function that finds their sentences in an article."""
    waiting = untaught(codebook)
    frames = tuple(
        frame
        for frame in by_meaning(codebook.frames)
        if frame.id not in waiting and wanted(key_of(frame.id))
    )
    if not frames:
        return (), lambda _doc, _article: []
    reader = MeaningReader(codebook.model_copy(update={"frames": frames}))
    examples = NearestExamples(codebook)

    def find(doc: ParsedArticle, article: Article) -> list[Meant]:
        return [
            Meant(
                key_of(found.frame),
                article.id,
                article.outlet_name,
                found.sentence.index,
                text := _flat(found.sentence.span.of(article.text)),
                tuple(
                    Span(s - found.sentence.span.start, e - found.sentence.span.start)
                    for s, e in found.spans
                ),
                found.p,
                examples.of(" ".join(text.split()), found.frame),
            )
            for found in reader.find(doc)
            if found.held
        ]

    return tuple(key_of(frame.id) for frame in frames), find


def _flat(text: str) -> str:
    """The text on one line, each character where it was."""
    return "".join(" " if c.isspace() else c for c in text)


def as_lines(meant: Sequence[Meant], limit: int) -> Iterator[str]:
    """The sentences for the terminal, the words that carry the frame in brackets."""
    for each in meant[:limit]:
        yield f"  {each.p:.2f}  {each.outlet}: {_marked(each, '[', ']', str)}"
        yield from (f"          {line}" for line in in_words(each.nearest))
    if len(meant) > limit:
        yield f"  … and {len(meant) - limit} more"


def as_table(meant: Sequence[Meant]) -> str:
    """The sentences as a table of an HTML page."""
    if not meant:
        return ""
    heads = ("article", "probability", "sentence", "most alike of the coded examples")
    rows = (
        f"<tr><td>{html.escape(f'{each.outlet}, {each.article}')}</td><td>{each.p:.2f}</td>"
        f"<td>{_marked(each, '<mark>', '</mark>', html.escape)}</td>"
        f"<td>{'<br>'.join(map(html.escape, in_words(each.nearest)))}</td></tr>"
        for each in meant
    )
    head = "".join(f"<th>{name}</th>" for name in heads)
    return (
        f"<table><caption>Found by meaning: {len(meant)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _marked(each: Meant, before: str, after: str, written: Callable[[str], str]) -> str:
    pieces, end = [], 0
    for span in each.words:
        words = written(each.text[span.start : span.end])
        pieces += [written(each.text[end : span.start]), before, words, after]
        end = span.end
    return "".join([*pieces, written(each.text[end:])])
