"""Quotation marks and attributions: which quotations are speech, and whose."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import Reading, merged
from framing.models import Span, Voice

if TYPE_CHECKING:
    from framing.parse import ParsedArticle
    from framing.quotations import Quotation

# Words that announce a name, a term or a distancing mark, not speech: 'the so-called "peace"'.
_NAMING = frozenset(
    "so-called called titled entitled named dubbed nicknamed known labelled labeled term phrase "
    "word words film movie book novel song album play series show magazine programme program "
    "episode slogan headline motto".split()
)
_MIN_SPEECH_WORDS = 4
_TITLE_CASE = 0.7  # share of capitalised words from which a verbless quotation is a title
_CONTENT_GAP = 2  # a comma or space between two parts of one content
_DIRECT = 0.9  # share of a content's letters inside quotation marks from which it is direct


def is_speech(parsed: ParsedArticle, quotation: Quotation) -> bool:
    """Whether a quotation that no cue claims is speech: a clause, no title and no scare quote."""
    tokens = [t for t in parsed.tokens(quotation.inner) if not t.is_punct and not t.is_space]
    if len(tokens) < _MIN_SPEECH_WORDS:
        return False
    if not any(t.pos_ in ("VERB", "AUX") for t in tokens):
        return False
    before = parsed.text[max(0, quotation.span.start - 24) : quotation.span.start]
    words = before.replace("-called", "called").lower().split()
    if words and words[-1].strip(",:") in _NAMING | {"socalled"}:
        return False
    content = [t for t in tokens if len(t.text) > 3]
    capitals = sum(t.text[:1].isupper() for t in content)
    ends = parsed.text[quotation.inner.end - 1 : quotation.inner.end]
    titled = len(content) > 1 and capitals >= _TITLE_CASE * len(content)
    return not (titled and ends not in ".,!?")


def voice_of(parsed: ParsedArticle, content: tuple[Span, ...]) -> Voice:
    """Direct, indirect or mixed: by how many letters of the content stand in quotation marks."""
    letters = inside = 0
    for span in content:
        for at in range(span.start, span.end):
            if parsed.text[at].isalnum():
                letters += 1
    for quotation in parsed.quotations:
        for span in content:
            start, end = max(span.start, quotation.span.start), min(span.end, quotation.span.end)
            inside += sum(c.isalnum() for c in parsed.text[start:end])
    if not inside:
        return Voice.INDIRECT
    return Voice.DIRECT if inside >= _DIRECT * letters else Voice.MIXED


def attach_quotations(parsed: ParsedArticle, readings: list[Reading]) -> list[Reading]:
    """Give every quotation that is speech to an attribution.

    A quotation that a content touches extends it. One that nothing claims goes to the cue of its
    sentence, else to the direct attribution before it in its paragraph (a quotation that its cue
    interrupts). One that stands alone in its paragraph is a statement of its own by the speaker
    introduced before it; a quotation that runs on over paragraphs stays one statement.
    """
    result = list(readings)
    starts = [paragraph.start for paragraph in parsed.paragraphs]

    def paragraph_of(offset: int) -> int:
        return bisect_right(starts, offset) - 1

    for quotation in parsed.quotations:
        span = quotation.span
        owner = next(
            (i for i, r in enumerate(result) if any(c.overlaps(span) for c in r.content)), None
        )
        if owner is not None:
            result[owner] = _extended(result, owner, span)
            continue
        if quotation.single or not is_speech(parsed, quotation):
            continue
        if any(s.overlaps(span) for r in result for s in (r.cue, r.source) if s):
            continue
        here = paragraph_of(span.start)
        owner = _nearest(parsed, result, span)
        if owner is None and quotation.continues and result:
            owner = _before(result, span)
        if owner is not None:
            result[owner] = _extended(result, owner, span)
            continue
        previous = _before(result, span)
        known = (
            previous is not None
            and 0 <= here - paragraph_of(result[previous].content[0].start) <= 2
        )
        source = result[previous].source if previous is not None and known else None
        result.append(Reading((span,), None, source, "quotation that stands alone"))
        result.sort(key=lambda r: r.content[0])
    return result


def _nearest(parsed: ParsedArticle, readings: list[Reading], span: Span) -> int | None:
    """The attribution that a quotation in the same sentence or paragraph belongs to."""
    sentence = parsed.sentence_at(span.start)
    if sentence is None:
        return None
    best: tuple[int, int] | None = None
    for index, reading in enumerate(readings):
        cue = reading.cue
        if cue is None:
            continue
        other = parsed.sentence_at(cue.start)
        if other is None or other.paragraph != sentence.paragraph:
            continue
        before = cue.start < span.start
        quotes = any(parsed.text[c.start : c.start + 1] in '"“«„' for c in reading.content)
        if other.index != sentence.index and not (before and quotes):
            continue
        distance = span.start - cue.end if before else cue.start - span.end
        if best is None or distance < best[0]:
            best = (distance, index)
    return best[1] if best else None


def _before(readings: list[Reading], span: Span) -> int | None:
    earlier = [i for i, r in enumerate(readings) if r.content[0].start < span.start]
    return max(earlier, key=lambda i: readings[i].content[-1].end) if earlier else None


def _extended(readings: list[Reading], index: int, span: Span) -> Reading:
    """The attribution with ``span`` added to its content, less what others' contents hold."""
    reading = readings[index]
    taken = [s for i, r in enumerate(readings) if i != index for s in r.content]
    taken += [s for r in readings for s in (r.cue, r.source) if s]
    for other in sorted(taken):
        if other.overlaps(span):
            if other.start > span.start:
                span = Span(span.start, other.start)
            else:
                span = Span(min(other.end, span.end), span.end)
    if span.end <= span.start:
        return reading
    return replace(reading, content=merged([*reading.content, span], _CONTENT_GAP))
