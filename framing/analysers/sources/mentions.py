"""Where an article names those who may speak: as the source of a statement, or in passing."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.identity import (
    nameable,
)
from framing.analysers.sources.named_with_kind import named_with_kind
from framing.analysers.sources.phrases import Phrase, phrase_at, phrase_of, turn_phrase
from framing.analysers.sources.reading import GLUED_CREDIT, CoveredText, noun_phrase
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names somebody at a place of the text."""

    at: int
    phrase: Phrase
    reading: int  # index of the reading it is the source of; -1: a mention in passing
    sentence: int
    subject: bool


def mentions(
    parsed: ParsedArticle,
    contents: Sequence[Span],
    sources: Sequence[Span | None],
    turns: Set[int],
) -> list[Mention]:
    """All of an article, in text order.

    Args:
        contents: what is said: who is a subject there is only mentioned.
        sources: the words that name each reading's source.
        turns: the readings that are turns of a transcript.
    """
    found: list[Mention] = []
    seen: set[int] = set()
    for index, source in enumerate(sources):
        phrase = phrase_at(parsed, source) if source else None
        if phrase is None or source is None:
            continue
        if index in turns:
            phrase = turn_phrase(parsed, phrase, source)
        head = parsed.doc[phrase.head]
        found.append(Mention(source.start, phrase, index, sentence_of(parsed, head.idx), True))
        if phrase.sort != "persons":  # each of them is named besides
            seen.add(phrase.head)
        if named_with_kind(parsed, source) is not None:
            seen.update(t.i for t in parsed.tokens(source))
    found += _in_passing(parsed, contents, seen)
    return sorted(found, key=lambda m: (m.at, m.reading))


_SPEECH = 8  # words in single marks that are speech, and no scare quote or stray marks


def _in_passing(
    parsed: ParsedArticle, contents: Sequence[Span], seen: Set[int]
) -> Iterator[Mention]:
    """Persons, offices and bodies that are named without being a source."""
    speech = (
        q.span
        for q in parsed.quotations
        if not q.single or len(q.inner.of(parsed.text).split()) >= _SPEECH
    )
    quoted = CoveredText(len(parsed.text), speech)
    reported = CoveredText(len(parsed.text), contents)
    heads: list[int] = []
    for entity in parsed.doc.ents:
        if entity.label_ == "PERSON":
            root = entity.root
            # 'hurt 20 others Jan Lund said': one name is no apposition to a plural
            apart = root.head.tag_ == "NNS" and not list(root.conjuncts)
            if (
                root.dep_ in ("appos", "compound", "nmod")
                and root.head.pos_ in ("NOUN", "PROPN")
                and not apart
            ):
                root = root.head
            insort(heads, root.i)
    known = lexicon.roles()
    for token in parsed.doc:
        if token.dep_ not in ("nsubj", "nsubjpass"):
            continue
        noun = token.lemma_.lower()
        if token.pos_ == "PROPN" or (
            token.pos_ == "NOUN"
            and (noun in known.person or noun in known.plain or noun in known.body)
        ):
            insort(heads, token.i)
    for at in dict.fromkeys(heads):
        token = parsed.doc[at]
        if _in_capitals(parsed, token.idx):
            continue  # a cross-heading names nobody
        if at in seen or quoted.at(token.idx):
            continue
        joint = token.ent_type_ == "GPE" and any(t.ent_type_ == "GPE" for t in token.conjuncts)
        phrase = phrase_at(parsed, noun_phrase(token)) if joint else phrase_of(parsed, token)
        if phrase is None or not nameable(phrase):
            continue
        # Of whom somebody else tells, is not who goes on.
        told = reported.at(token.idx)
        subject = token.dep_ in ("nsubj", "nsubjpass") and not told
        yield Mention(phrase.span.start, phrase, -1, sentence_of(parsed, token.idx), subject)


def _in_capitals(parsed: ParsedArticle, offset: int) -> bool:
    """Whether the paragraph is set in capitals."""
    sentence = parsed.sentence_at(offset)
    if sentence is None:
        return False
    paragraph = parsed.paragraphs[sentence.paragraph].of(parsed.text)
    return paragraph.isupper() and len(paragraph.split()) > 1


def in_caption(parsed: ParsedArticle, offset: int) -> bool:
    """Whether a picture's caption stands between the copy: a paragraph that opens with a credit, or
    a sentence that says where somebody is to be seen."""
    sentence = parsed.sentence_at(offset)
    if sentence is None:
        return False
    if sentence.part == "caption":
        return True  # of a gallery, too
    paragraph = parsed.paragraphs[sentence.paragraph]
    if GLUED_CREDIT.match(parsed.text, *paragraph) is not None:
        return True
    return sentence.part == "body" and _POINTED.search(parsed.text, *sentence.span) is not None


_POINTED = re.compile(
    r"\((?:pictured|left|right|cent(?:er|re)|above|below|top|bottom|"
    r"(?:far|second|third|back|front) (?:left|right|row))\b[^()\n]{0,40}\)|"
    r", (?:pictured|left|right|cent(?:er|re)),"
)


def sentence_of(parsed: ParsedArticle, offset: int) -> int:
    """The index of the sentence at an offset; -1 between sentences."""
    sentence = parsed.sentence_at(offset)
    return sentence.index if sentence else -1
