"""The voice of each word and sentence: the narrator's, a quotation's, or indirect speech.

A word is *direct* inside quotation marks, *indirect* inside the content of a spoken statement but
outside quotation marks, and the *narrator's* otherwise: what the copy says of someone's plans and
feelings is the narrator's account. Whoever puts a word in quotation marks does not say it in their
own voice, so that terms, titles and scare quotes ('the so-called "peace"') are direct, too.

'… since Tokyo's brutal colonial rule ended in 1945, officials said': the words of such a clause are
indirect speech by the grammar, but likely the copy's own. They are marked as *background*, so that
who reads for the outlet's wording finds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.models import Sentence, Span, Statement, Voice
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

# A sentence has one voice when this share of its words, attribution aside, has it.
_DOMINANT = 0.75
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def with_voices(parsed: ParsedArticle, statements: Sequence[Statement]) -> ParsedArticle:
    """The same parse, with the voice of each token and sentence set."""
    voices = [Voice.NARRATOR] * len(parsed.doc)
    statements = [statement for statement in statements if statement.speech]
    for statement in statements:
        unmarked = statement.voice is Voice.DIRECT and not _is_quoted(parsed, statement)
        for content in statement.content:
            if unmarked:  # a post, set into the copy
                _set(parsed, voices, content, Voice.DIRECT)
            elif _is_reported(parsed, content):
                _set(parsed, voices, content, Voice.INDIRECT)
    for quotation in parsed.quotations:
        _set(parsed, voices, quotation.span, Voice.DIRECT)
    attribution = bytearray(len(parsed.text))
    for statement in statements:
        for span in (statement.cue, statement.source):
            if span:
                attribution[span.start : span.end] = b"\1" * (span.end - span.start)
    sentences = tuple(
        replace(sentence, voice=_sentence_voice(parsed, sentence, voices, attribution))
        for sentence in parsed.sentences
    )
    background = frozenset(
        i for i in _background(parsed, statements) if voices[i] is Voice.INDIRECT
    )
    return replace(parsed, voices=tuple(voices), sentences=sentences, background=background)


_BACKGROUND_MARKS = frozenset(
    "since after when while where as before until which who whose".split()
)


def _background(parsed: ParsedArticle, statements: Sequence[Statement]) -> Iterator[int]:
    """Tokens in relative clauses and clauses of time that stand in indirect speech whose cue comes
    after it."""
    for statement in statements:
        if statement.cue is None or statement.voice is not Voice.INDIRECT:
            continue
        if statement.cue.start < statement.content[-1].end:
            continue
        for token in (t for content in statement.content for t in parsed.tokens(content)):
            if token.dep_ not in ("relcl", "advcl") or not _opens_background(token):
                continue
            inside = parsed.doc[token.left_edge.i : token.right_edge.i + 1]
            yield from (t.i for t in inside if t.idx < statement.content[-1].end)


def _opens_background(verb: Token) -> bool:
    first = verb.doc[verb.left_edge.i : verb.left_edge.i + 2]
    told = any(c.tag_ in ("VBD", "VBN", "VBZ", "VBP") for c in (verb, *verb.children))
    return told and any(t.lower_ in _BACKGROUND_MARKS for t in first)


def _set(parsed: ParsedArticle, voices: list[Voice], span: Span, voice: Voice) -> None:
    tokens = parsed.tokens(span)
    voices[tokens.start : tokens.end] = [voice] * len(tokens)


def _is_quoted(parsed: ParsedArticle, statement: Statement) -> bool:
    """Whether any of the content stands in quotation marks."""
    return any(parsed.quoted(content) for content in statement.content)


def _is_reported(parsed: ParsedArticle, content: Span) -> bool:
    """Whether the content reports what was said, and does not only name what it was about.

    In 'Japan denied its wrongdoings during its harsh rule' the words are the narrator's: nobody
    says that Japan said 'harsh'. In 'Japan denied that it had …' they report a statement.
    """
    tokens = parsed.tokens(content)
    return len(tokens) > 0 and tokens.root.pos_ not in _NOMINAL


def _sentence_voice(
    parsed: ParsedArticle,
    sentence: Sentence,
    voices: Sequence[Voice],
    attribution: bytearray,
) -> Voice:
    """The voice that dominates the sentence's words outside cues and sources, else mixed.

    ``attribution``: 1 for each character of a cue or source.
    """
    counts: Counter[Voice] = Counter()
    for token in parsed.tokens(sentence.span):
        if token.is_punct or token.is_space:
            continue
        end = token.idx + len(token.text)
        if voices[token.i] is Voice.NARRATOR and attribution.find(1, token.idx, end) >= 0:
            continue
        counts[voices[token.i]] += 1
    if not counts:
        return Voice.NARRATOR
    voice, count = counts.most_common(1)[0]
    return voice if count >= _DOMINANT * sum(counts.values()) else Voice.MIXED
