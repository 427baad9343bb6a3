"""The same words in two voices: quoted in one article and not in another, or attributed in one.

That an outlet tells as its own what another quotes is a grave thing to say, so it is said only
where the marks can be trusted: an article whose copy has lost its quotation marks takes no part,
and words in the first or second person are someone's, whatever the copy shows (an embedded post, a
letter); so are those near a mark that is not closed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from framing.clean.lines import words_in
from framing.models import Analysis, SharedPassage, Span, Voice
from framing.shared_copy.alignment import NEAR

_MARKS = re.compile(r"[\"“”«»]|(?<!\w)['‘]\w")
_ANY_MARK = re.compile(r"[\"“”„«»]|(?<!\w)['‘]\w|[\w,.!?]['’](?!\w)")
_POSTED = re.compile(r"\(@\w+\)|\bpic\.twitter\.com|\bt\.co/")
_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Ww]e|[Oo]ur|myself|ourselves"
    r"|[Yy]ou|[Yy]our)\b"
)
_QUOTED = re.compile(r"[\"“]([^\"“”]+)(?:[\"”]|$)")  # a passage may end inside the marks
# Words by which somebody is made to say something.
SAYING = re.compile(
    r"\b(?:sa(?:y|id|ys|ying)|tells?|told|add(?:s|ed|ing)?|according|report(?:s|ed|ing)|wrote|writes|"
    r"tweet\w*|post\w*|"
    r"explain\w*|recall\w*|comment\w*|not(?:es|ed)|insist\w*|argu\w*|ask(?:s|ed)|repl(?:y|ied)|"
    r"stat(?:es|ed)|announc\w*|warn\w*|claim\w*|testif\w*)\b",
    re.IGNORECASE,
)
_FEWEST = 2  # quoted words that the other article must have, too
_NEAR = 600  # characters in which a quotation may have been opened
_TOLD_AGAIN = 6  # words in a row, quoted elsewhere in the same article
_MOSTLY = 0.5  # of the passage that stands in the statement


class Shift(StrEnum):
    """How the voice of a passage changes between articles."""

    QUOTED = "quoted"  # in quotation marks in one, in none in another
    ATTRIBUTED = "attributed"  # someone says it in one, the writer in another


def voice_shift(passage: SharedPassage, analyses: Mapping[str, Analysis]) -> Shift | None:
    """How the voice of a shared passage changes; None where it does not, or nobody can tell.

    Args:
        passage: with its sides.
        analyses: by article id; all of the passage's.
    """
    sides = [
        (analyses[article], span, sentence, voice)
        for article, span, sentence, voice in passage.sides()
    ]
    texts = [span.of(analysis.article.text) for analysis, span, _, _ in sides]
    if any(_PERSON.search(_unquoted(text)) for text in texts):
        return None
    voices = {voice for *_, voice in sides}
    plain = [i for i, (*_, voice) in enumerate(sides) if voice in (Voice.NARRATOR, Voice.INDIRECT)]
    quoting = [i for i, (*_, voice) in enumerate(sides) if voice in (Voice.DIRECT, Voice.MIXED)]
    if plain and quoting:
        marked = all(_has_marks(sides[i][0]) for i in plain)
        marked = marked and not any(
            _is_inside(sides[i][0], sides[i][1]) or _quotes_too(sides[i][0], sides[i][1])
            for i in plain
        )
        same = any(
            sides[i][3] is Voice.DIRECT or _quoted_words_in(texts[i], texts[j])
            for i in quoting
            for j in plain
        )
        return Shift.QUOTED if marked and same else None
    if voices == {Voice.NARRATOR, Voice.INDIRECT}:
        said = all(
            _is_said(analysis, span) for analysis, span, _, v in sides if v is Voice.INDIRECT
        )
        own = not any(
            _is_told(analysis, span) or _may_be_told(analysis, sentence, span)
            for analysis, span, sentence, v in sides
            if v is Voice.NARRATOR
        ) and not any(
            _tells_too(analysis, span) for analysis, span, _, v in sides if v is Voice.INDIRECT
        )
        return Shift.ATTRIBUTED if said and own else None
    return None


def _unquoted(text: str) -> str:
    """A text without what stands in quotation marks, which may well be in the first person."""
    return _QUOTED.sub(" ", text)


def _has_marks(analysis: Analysis) -> bool:
    article = analysis.article
    return bool(_MARKS.search(article.parts.body.of(article.text)))


def _is_inside(analysis: Analysis, span: Span) -> bool:
    """Whether a quotation may be open where the passage stands: its marks do not come in pairs in
    the paragraph, as where each part of a long quotation opens anew; or its sentences have a mark,
    which may be one that a slip of the pen opened twice. A paragraph with the sign of a post
    ('(@lind)') is somebody's words without any marks."""
    text = analysis.article.text
    start = text.rfind("\n\n", 0, span.start) + 1
    before = text[max(start, span.start - _NEAR) : span.start]
    opened = len(re.findall(r"[“”\"]", before))
    paragraph = text[start:].split("\n\n", 1)[0]
    return (
        opened % 2 == 1
        or bool(_POSTED.search(paragraph))
        or any(
            _ANY_MARK.search(sentence.span.of(text))
            for sentence in analysis.sentences
            if sentence.span.overlaps(span)
        )
    )


def may_be_said(analysis: Analysis, span: Span) -> bool:
    """Whether a sentence that was read as the writer's has a quotation mark of any kind, or a word
    by which somebody is made to say something."""
    words = span.of(analysis.article.text)
    return bool(_ANY_MARK.search(words) or SAYING.search(words))


def _quotes_too(analysis: Analysis, span: Span) -> bool:
    """Whether the article quotes the passage's words in another place: there it gives them to
    somebody, and what stands here without marks may be the post or the title that it quotes."""
    text = analysis.article.text
    words = words_in(span.of(text))
    around = (text[: span.start], text[span.end :])
    quoted = [list(words_in(match[1])) for part in around for match in _QUOTED.finditer(part)]
    return any(
        SequenceMatcher(None, run, words, autojunk=False).find_longest_match().size
        >= min(_TOLD_AGAIN, len(words))
        for run in quoted
    )


def _quoted_words_in(text: str, other: str) -> bool:
    """Whether words quoted in one text stand in the other, one after the other."""
    plain = f" {_words(other)} "
    found = (_words(match[1]) for match in _QUOTED.finditer(text))
    return any(len(words.split()) >= _FEWEST and f" {words} " in plain for words in found)


def _words(text: str) -> str:
    return " ".join(words_in(text))


def _is_said(analysis: Analysis, span: Span) -> bool:
    """Whether most of the passage is what a named source says."""
    return any(
        statement.speech
        and statement.cue
        and statement.source
        and _covered(statement.content, span) >= _MOSTLY * (span.end - span.start)
        for statement in analysis.statements
    )


def _tells_too(analysis: Analysis, span: Span) -> bool:
    """Whether another sentence of the article has nearly these words and gives them to nobody."""
    text = analysis.article.text
    words = span.of(text)
    return any(
        not sentence.span.overlaps(span)
        and fuzz.partial_ratio(words, sentence.span.of(text)) >= NEAR
        and not _is_told(analysis, sentence.span)
        for sentence in analysis.sentences
    )


def quoted_words(passage: SharedPassage, analyses: Mapping[str, Analysis]) -> int:
    """The most words in a row that stand in quotation marks in one side of a passage and without
    them in another."""
    sides = [
        (span.of(analyses[article].article.text), voice)
        for article, span, _, voice in passage.sides()
    ]
    quoting = [
        _runs(text, whole=voice is Voice.DIRECT)
        for text, voice in sides
        if voice in (Voice.DIRECT, Voice.MIXED)
    ]
    plain = [words_in(text) for text, voice in sides if voice not in (Voice.DIRECT, Voice.MIXED)]
    return max(
        (
            SequenceMatcher(None, run, words, autojunk=False).find_longest_match().size
            for runs in quoting
            for run in runs
            for words in plain
        ),
        default=0,
    )


def _runs(text: str, *, whole: bool) -> list[list[str]]:
    """The words in each pair of quotation marks; all of them where the whole is quoted."""
    found = [list(words_in(match[1])) for match in _QUOTED.finditer(text)]
    return found or ([list(words_in(text))] if whole else [])


def _is_told(analysis: Analysis, span: Span) -> bool:
    """Whether any of the passage is attributed to someone."""
    return any(_covered(statement.content, span) for statement in analysis.statements)


def _may_be_told(analysis: Analysis, sentence: int, span: Span) -> bool:
    """Whether the rest of the sentence has a word by which someone is made to say it, whatever was
    read there: '… the monitor reported on Thursday' in copy that has lost its commas."""
    text, whole = analysis.article.text, analysis.sentences[sentence].span
    rest = text[whole.start : span.start] + " " + text[span.end : whole.end]
    return bool(SAYING.search(rest))


def _covered(spans: tuple[Span, ...], whole: Span) -> int:
    return sum(max(0, min(s.end, whole.end) - max(s.start, whole.start)) for s in spans)
