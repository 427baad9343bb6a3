"""Articles made by hand, with the speakers that an analyser would have found in them."""

from __future__ import annotations

from dataclasses import dataclass

from framing.models import (
    Analysis,
    Article,
    Naming,
    Part,
    Parts,
    Result,
    Role,
    Sentence,
    Span,
    Statement,
    Voice,
)
from framing.outlets import slugify


@dataclass(frozen=True)
class Says:
    """One who speaks in an article: the words for them, and what the article tells."""

    words: str
    name: str = ""  # the part of the words that the article's own id is made of
    naming: Naming | None = Naming.NAMED
    role: Role | None = None
    country: str | None = None
    surmised: bool = False  # whether the country is only where the article is set


def person(words: str, name: str = "", role: Role | None = None, country: str | None = None):
    return Says(words, name or words, Naming.NAMED, role, country)


def body(words: str, country: str | None = None):
    return Says(words, words, Naming.INSTITUTION, Role.GOVERNMENT, country)


def unnamed(words: str):
    return Says(words, "unnamed", Naming.UNNAMED)


def article(name: str, *speakers: Says, text: str = "", outlet: str = "") -> Analysis:
    """An article in which each of the speakers says one sentence, after ``text``."""
    parts = [text] if text else []
    sentences, statements, at = [], [], len(text) + 1 if text else 0
    if text:
        sentences.append(Sentence(0, Span(0, len(text)), Part.BODY, 0))
    for number, speaker in enumerate(speakers):
        line = f"it is so, {speaker.words} said."
        start = at + len("it is so, ")
        source = Span(start, start + len(speaker.words))
        sentences.append(Sentence(len(sentences), Span(at, at + len(line)), Part.BODY, number + 1))
        statements.append(
            Statement(
                content=(Span(at, at + len("it is so")),),
                cue=Span(at + len(line) - len("said."), at + len(line) - 1),
                source=source,
                speaker=speaker.words,
                speaker_id=slugify(speaker.name) or "speaker",
                voice=Voice.INDIRECT,
                naming=speaker.naming,
                role=speaker.role,
                country=speaker.country,
                surmised=speaker.surmised,
            )
        )
        parts.append(line)
        at += len(line) + 1
    whole = "\n".join(parts)
    about = Article(
        id=name,
        path=f"{name}.txt",
        text=whole,
        parts=Parts(Span(0, len(whole))),
        outlet=outlet or name,
        outlet_name=(outlet or name).title(),
    )
    result = Result(analyser="sources", version="1", statements=tuple(statements))
    return Analysis(about, tuple(sentences), {"sources": result})
