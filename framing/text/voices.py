"""The voice of each word and sentence: the narrator's, a quotation's, or indirect speech.

A word is *direct* inside quotation marks that hold speech, *indirect* inside the content of a
spoken statement but outside quotation marks, and the *narrator's* otherwise: what the copy says of
someone's plans and feelings is the narrator's account. Quotation marks hold speech
where a statement claims them, or where they hold a clause; a title or a scare quote ('the
so-called "peace"') stays the narrator's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from framing.models import Sentence, Span, Statement, Voice
from framing.text.parse import ParsedArticle
from framing.text.quotations import Quotation

# A sentence has one voice when this share of its words, attribution aside, has it.
_DOMINANT = 0.75
# Shorter quotations that no statement claims are terms, titles and scare quotes.
_MIN_CLAUSE_WORDS = 5
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def with_voices(parsed: ParsedArticle, statements: Sequence[Statement]) -> ParsedArticle:
    """The same parse, with the voice of each token and sentence set."""
    voices = [Voice.NARRATOR] * len(parsed.doc)
    statements = [statement for statement in statements if statement.speech]
    for statement in statements:
        for content in statement.content:
            if _is_reported(parsed, content):
                _set(parsed, voices, content, Voice.INDIRECT)
    contents = [content for statement in statements for content in statement.content]
    for quotation in parsed.quotations:
        if any(quotation.inner.overlaps(content) for content in contents) or _is_clause(
            parsed, quotation
        ):
            _set(parsed, voices, quotation.span, Voice.DIRECT)
    attribution = [
        span for statement in statements for span in (statement.cue, statement.source) if span
    ]
    sentences = tuple(
        replace(sentence, voice=_sentence_voice(parsed, sentence, voices, attribution))
        for sentence in parsed.sentences
    )
    return replace(parsed, voices=tuple(voices), sentences=sentences)


def _set(parsed: ParsedArticle, voices: list[Voice], span: Span, voice: Voice) -> None:
    for token in parsed.tokens(span):
        voices[token.i] = voice


def _is_reported(parsed: ParsedArticle, content: Span) -> bool:
    """Whether the content reports what was said, and does not only name what it was about.

    In 'Japan denied its wrongdoings during its harsh rule' the words are the narrator's: nobody
    says that Japan said 'harsh'. In 'Japan denied that it had …' they report a statement.
    """
    tokens = parsed.tokens(content)
    return len(tokens) > 0 and tokens.root.pos_ not in _NOMINAL


def _is_clause(parsed: ParsedArticle, quotation: Quotation) -> bool:
    tokens = parsed.tokens(quotation.inner)
    words = [token for token in tokens if token.is_alpha]
    has_verb = any(token.pos_ in ("VERB", "AUX") for token in words)
    return len(words) >= _MIN_CLAUSE_WORDS and has_verb


def _sentence_voice(
    parsed: ParsedArticle,
    sentence: Sentence,
    voices: Sequence[Voice],
    attribution: Sequence[Span],
) -> Voice:
    """The voice that dominates the sentence's words outside cues and sources, else mixed."""
    near = [span for span in attribution if span.overlaps(sentence.span)]
    counts: Counter[Voice] = Counter()
    for token in parsed.tokens(sentence.span):
        if token.is_punct or token.is_space:
            continue
        own = Span(token.idx, token.idx + len(token.text))
        if voices[token.i] is Voice.NARRATOR and any(span.overlaps(own) for span in near):
            continue
        counts[voices[token.i]] += 1
    if not counts:
        return Voice.NARRATOR
    voice, count = counts.most_common(1)[0]
    return voice if count >= _DOMINANT * sum(counts.values()) else Voice.MIXED
