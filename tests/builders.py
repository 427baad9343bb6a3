"""Analyses made by hand, for tests of what comes after analysing: no parser runs here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from framing.models import (
    Analysis,
    Article,
    Field,
    Hit,
    Naming,
    NamingChoice,
    Part,
    Parts,
    Provenance,
    Result,
    Role,
    Sentence,
    SentenceTone,
    Span,
    Statement,
    ToneWord,
    Voice,
)


@dataclass(frozen=True)
class Line:
    """One body sentence: its frames, its polarity (None: no narrator word) and its statement."""

    text: str = ""
    frames: tuple[str, ...] = ()
    polarity: float | None = 0.0
    role: Role | None = None
    naming: Naming | None = None
    speaker: str | None = None
    label: tuple[str, str] | None = None
    shared_with: tuple[str, ...] = ()
    voice: Voice = Voice.NARRATOR
    new_paragraph: bool = True
    country: str | None = field(default=None)


def _own_words(article_id: str, index: int) -> str:
    """A sentence of ten words that no other article has."""
    seed = f"{article_id}/{index}"
    words = (hashlib.sha256(f"{seed}/{i}".encode()).hexdigest()[:6] for i in range(10))
    return " ".join(words).capitalize() + "."


def make_analysis(
    article_id: str,
    outlet: str,
    lines: Sequence[Line],
    *,
    published: date | None = date(2024, 3, 1),
    agencies: Sequence[Field[str]] = (),
    language: str = "en",
    recognised: bool = True,
) -> Analysis:
    """An analysis of an article whose body is the lines."""
    text, sentences, hits, tones, statements, choices = "", [], [], [], [], []
    paragraph = -1
    for index, given in enumerate(lines):
        line = given if given.text else replace(given, text=_own_words(article_id, index))
        if line.new_paragraph or index == 0:
            paragraph += 1
            text += "\n\n" if text else ""
        else:
            text += " "
        span = Span(len(text), len(text) + len(line.text))
        text += line.text
        sentences.append(Sentence(index, span, Part.BODY, paragraph, line.voice, line.shared_with))
        word = Span(span.start, span.start + 3)
        hits += [Hit(frame, "the", word, index, line.voice) for frame in line.frames]
        tones.append(
            None
            if line.polarity is None
            else SentenceTone(
                line.polarity,
                abs(line.polarity),
                (ToneWord(word, line.polarity, 0.5),) if line.polarity else (),
                10,
            )
        )
        if line.role or line.naming:
            statements.append(
                Statement(
                    content=(span,),
                    cue=None,
                    source=None,
                    voice=Voice.INDIRECT,
                    speaker=line.speaker or "an official",
                    speaker_id=(
                        f"{article_id}-official" if line.speaker is None else line.speaker.lower()
                    ),
                    naming=line.naming,
                    role=line.role,
                    country=line.country,
                    countries=(line.country,) if line.country else (),
                )
            )
        if line.label:
            choices.append(NamingChoice(*line.label, word, index, line.voice))
    name = outlet.replace("-", " ").title()
    article = Article(
        id=article_id,
        path=f"{article_id}.txt",
        text=text,
        parts=Parts(Span(0, len(text))),
        outlet=outlet,
        outlet_name=name,
        outlet_field=Field(name, Provenance.DECLARED) if recognised else None,
        title=Field(f"Headline of {article_id}", Provenance.EXTRACTED),
        published=Field(published, Provenance.DECLARED) if published else None,
        agencies=tuple(agencies),
        language=Field(language, Provenance.GUESSED),
    )
    return Analysis(
        article,
        tuple(sentences),
        {
            "tone": Result(analyser="tone", version="1", tones=tuple(tones)),
            "sources": Result(analyser="sources", version="1", statements=tuple(statements)),
            "emphasis": Result(analyser="emphasis", version="1", mentions=tuple(hits)),
            "naming": Result(analyser="naming", version="1", mentions=tuple(choices)),
        },
    )
