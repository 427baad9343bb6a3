"""Quotations and whose they are; what the layout of a text attributes (a name under a quotation,
the turns of a transcript, paragraphs that open with a name)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources.acts import is_spoken
from framing.analysers.sources.blocks import blocks
from framing.analysers.sources.reading import CoveredText, Reading, merged
from framing.analysers.sources.transcripts import is_own_turn, turns
from framing.analysers.sources.uncued import before, standing_alone
from framing.analysers.sources.voicing import voice_of
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle
    from framing.text.quotations import Quotation

# Words that announce a name, a term or a distancing mark, not speech: 'the so-called "peace"'.
_ANNOUNCES = frozenset(
    "so-called called titled entitled named dubbed nicknamed known labelled labeled term phrase "
    "word words film movie book novel song album play series show magazine programme program "
    "episode slogan headline motto".split()
)
_MIN_SPEECH_WORDS = 4
_TITLE_CASE = 0.7  # share of capitalised words from which a verbless quotation is a title
_CONTENT_GAP = 2  # a comma or space between two parts of one content


def holds_speech(parsed: ParsedArticle, quotation: Quotation) -> bool:
    """Whether a quotation that no cue claims is speech: a clause, no title and no scare quote."""
    tokens = [t for t in parsed.tokens(quotation.inner) if not t.is_punct and not t.is_space]
    if len(tokens) < _MIN_SPEECH_WORDS:
        return False
    if not any(t.pos_ in ("VERB", "AUX") for t in tokens):
        return False
    before = parsed.text[max(0, quotation.span.start - 24) : quotation.span.start]
    words = before.replace("-called", "called").lower().split()
    if words and words[-1].strip(",:") in _ANNOUNCES | {"socalled"}:
        return False
    content = [t for t in tokens if len(t.text) > 3]
    capitals = sum(t.text[:1].isupper() for t in content)
    ends = parsed.text[quotation.inner.end - 1 : quotation.inner.end]
    titled = len(content) > 1 and capitals >= _TITLE_CASE * len(content)
    return not (titled and ends not in ".,!?")


def attributions(parsed: ParsedArticle, readings: Iterable[Reading]) -> CoveredText:
    """What attributions of speech that have a cue cover: their contents and cues."""
    spoken = (
        r
        for r in readings
        if r.cue is not None and is_spoken(parsed, r, voice_of(parsed, r.content))[0]
    )
    return CoveredText(
        len(parsed.text), (span for r in spoken for span in (*r.content, r.cue) if span is not None)
    )


def attach_quotations(
    parsed: ParsedArticle, readings: list[Reading], whole_sentences: bool = False
) -> list[Reading]:
    """Give every quotation that is speech to an attribution.

    A quotation that a content touches extends it. One that nothing claims goes to the cue of its
    sentence, else to the direct attribution before it in its paragraph (a quotation that its cue
    interrupts). One that stands alone in its paragraph is a statement of its own by the speaker
    introduced before it; a quotation that runs on over paragraphs stays one statement.

    Args:
        whole_sentences: of the quotations that nothing claims, take only those that fill their
            sentences (a reader that weighs the words itself has passed over the others).
    """
    result = [r for r in readings if not _is_within_anothers(parsed, r, readings)]
    owners = _Owners(len(parsed.text), result)
    for at, quotation in enumerate(parsed.quotations):
        span = quotation.span
        owner = owners.of(span)
        if owner is None:
            alone = quotation.single and quotation.closed and not quotation.continues
            if (alone and not _is_paragraph(parsed, span)) or owners.attribution.touches(span):
                continue
            if not quotation.continues and not holds_speech(parsed, quotation):
                continue
            if whole_sentences and not _fills(parsed, span):
                continue
            owner = _nearest(parsed, result, span)
        if owner is None:
            owner = _of_the_next(parsed, result, owners, parsed.quotations[at : at + 2])
        if owner is None and quotation.continues:
            owner = before(result, span)
        if owner is None:
            owner = len(result)
            result.append(standing_alone(parsed, result, span))
        free = owners.free(span, owner)
        if free:
            content = merged([*result[owner].content, *free], _CONTENT_GAP)
            result[owner] = replace(result[owner], content=content)
            owners.add(owner, content)
    whole = _one_of_many_paragraphs(parsed, [r for r in result if r.content])
    return sorted(whole, key=lambda r: r.content[0])


def _is_within_anothers(
    parsed: ParsedArticle, reading: Reading, readings: Sequence[Reading]
) -> bool:
    """Whether somebody is only told of by whoever is quoted: source, cue and content stand in one
    quotation in single marks that fills its sentence and is in nobody else's content (in double
    marks the tagger has learned to tell)."""
    if reading.source is None or reading.cue is None:
        return False
    spans = (reading.source, reading.cue, *reading.content)
    marks = (q for q in parsed.quotations if q.single and q.closed)
    home = next((q.span for q in marks if all(map(q.span.contains, spans))), None)
    if home is None or not _fills(parsed, home):
        return False
    others = (c for r in readings if r is not reading for c in r.content)
    return not any(home.overlaps(c) for c in others)


def _of_the_next(
    parsed: ParsedArticle, readings: list[Reading], owners: _Owners, pair: Sequence[Quotation]
) -> int | None:
    """Whose the next paragraph is that goes on with a quotation: of two paragraphs that both open
    with a single mark, and of which the first is not closed, the cue stands in the second."""
    if len(pair) < 2:
        return None
    one, other = pair
    if not (one.single and other.single):
        return None
    first, second = (parsed.sentence_at(q.span.start) for q in pair)
    if first is None or second is None or second.paragraph != first.paragraph + 1:
        return None
    text, start = parsed.text, parsed.paragraphs[second.paragraph].start
    marks = sum(text[at] in "'‘" and text[at - 1].isspace() for at in range(*one.inner))
    open_still = not one.closed or marks > 0
    owner = owners.of(other.span) if open_still and other.span.start == start else None
    cue = readings[owner].cue if owner is not None else None
    return owner if cue is not None and cue.start >= other.span.end else None


def _is_paragraph(parsed: ParsedArticle, span: Span) -> bool:
    """Whether marks stand around a whole paragraph: single ones are then no apostrophes."""
    home = next((p for p in parsed.paragraphs if p.overlaps(span)), None)
    rest = parsed.text[home.start : span.start] + parsed.text[span.end : home.end] if home else "-"
    return not any(char.isalnum() for char in rest)


def _one_of_many_paragraphs(parsed: ParsedArticle, readings: list[Reading]) -> list[Reading]:
    """The readings, with a quotation that runs on over paragraphs given to one of them: the one
    whose cue stands beside it, else the first."""
    result: list[Reading | None] = list(readings)
    for chain in _chains(parsed.quotations):
        inside = [
            i
            for i, r in enumerate(result)
            if r is not None and any(c.overlaps(q.span) for c in r.content for q in chain)
        ]
        if len(inside) < 2:
            continue
        whole = Span(chain[0].span.start, chain[-1].span.end)
        cued = [i for i in inside if (r := result[i]) and r.cue and not whole.contains(r.cue)]
        keeper = cued[-1] if cued and chain[-1].closed else (cued or inside)[0]
        content: list[Span] = []
        for i in inside:
            reading = result[i]
            assert reading is not None
            if i == keeper or reading.cue is None or whole.contains(reading.cue):
                content += reading.content
                result[i] = None if i != keeper else reading
        kept = result[keeper]
        assert kept is not None
        result[keeper] = replace(kept, content=merged(content, _CONTENT_GAP))
    return [r for r in result if r is not None]


def _chains(quotations: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """Quotations that run on over paragraphs without being opened anew in each."""
    chain: list[Quotation] = []
    for quotation in quotations:
        goes_on = quotation.continues and quotation.inner.start == quotation.span.start
        if goes_on and chain:
            chain.append(quotation)
            continue
        if len(chain) > 1:
            yield chain
        chain = [quotation] if not quotation.closed else []
    if len(chain) > 1:
        yield chain


def _fills(parsed: ParsedArticle, span: Span) -> bool:
    """Whether no word stands beside the span in its sentences."""
    first, last = parsed.sentence_at(span.start), parsed.sentence_at(span.end - 1)
    if first is None or last is None:
        return False
    beside = parsed.text[first.span.start : span.start] + parsed.text[span.end : last.span.end]
    return not any(char.isalnum() for char in beside)


class _Owners:
    """Which attribution each character's content belongs to."""

    def __init__(self, length: int, readings: Sequence[Reading]) -> None:
        self._owner = array("i", [-1]) * length
        # Cues and sources belong to nobody's content.
        self.attribution = CoveredText(
            length, (s for r in readings for s in (r.cue, r.source) if s)
        )
        for index, reading in enumerate(readings):
            self.add(index, reading.content)

    def add(self, index: int, content: Iterable[Span]) -> None:
        for start, end in content:
            self._owner[start:end] = array("i", [index]) * (end - start)

    def of(self, span: Span) -> int | None:
        """The first attribution whose content the span touches."""
        return next((owner for owner in self._owner[span.start : span.end] if owner >= 0), None)

    def free(self, span: Span, index: int) -> list[Span]:
        """The stretches of the span that no other attribution has."""
        others = CoveredText(len(self._owner[span.start : span.end]))
        for at, owner in enumerate(self._owner[span.start : span.end]):
            if owner not in (-1, index):
                others.add(Span(at, at + 1))
        return [
            piece
            for start, end in others.free(Span(0, span.end - span.start))
            for piece in self.attribution.free(Span(start + span.start, end + span.start))
        ]


def _nearest(parsed: ParsedArticle, readings: list[Reading], span: Span) -> int | None:
    """The attribution that a quotation in the same sentence or paragraph belongs to."""
    sentence = parsed.sentence_at(span.start)
    if sentence is None:
        return None
    paragraph = parsed.paragraphs[sentence.paragraph]
    best: tuple[int, int] | None = None
    for index, reading in enumerate(readings):
        cue = reading.cue
        if cue is None or not paragraph.start <= cue.start < paragraph.end:
            continue
        other = parsed.sentence_at(cue.start)
        if other is None:
            continue
        before = cue.start < span.start
        quotes = any(parsed.text[c.start : c.start + 1] in '"“«„' for c in reading.content)
        if other.index != sentence.index and not (before and quotes):
            continue
        distance = span.start - cue.end if before else cue.start - span.end
        if best is None or distance < best[0]:
            best = (distance, index)
    return best[1] if best else None


_DASHES = "―—–-"
_SIGNED = re.compile(
    rf"^[^\S\n]*(?P<content>[\"“”„«][^\n]{{8,}}?[\"“”»])[^\S\n]*(?:\n[^\S\n]*)?(?P<cue>[{_DASHES}])"
    r"[^\S\n]*(?P<source>[A-Z][^\n.:;!?\"“”]{1,60}?)[^\S\n]*\.?[^\S\n]*$",
    re.M,
)
# 'Big news. — Eva Lund (@evalund) 3 May 2016': a post, set into the text as a line of its own or
# before the next.
_POST = re.compile(
    rf"(?:^|(?<=\n))[^\S\n]*+(?P<content>[^\n]{{7,319}}?\S)[^\S\n]*+"
    rf"(?:\n[^\S\n]*+)?(?P<cue>[{_DASHES}]|--)[^\S\n]*+"
    r"(?P<source>[^\n()@]{2,50} \(@\w+\))[^\S\n]*(?=(?:[A-Z][a-z]+ \d|\d{1,2} \w|$)"
    r"(?:[^\n]{0,20}$|[^\n]*\(@))",
    re.M,
)
# The same run into a paragraph: of what stands before the dash, the last sentence is the post's.
_POST_WITHIN = re.compile(
    r"(?<=[.!?…\d\"”'’] )(?P<content>(?:(?![.!?…][\"”'’]? +[A-Z\"“‘'])[^\n]){7,319}?\S)\s*"
    rf"(?P<cue>[{_DASHES}]|--)[^\S\n]*(?P<source>[^\n()@.!?{_DASHES}]{{2,50}} \(@\w+\))"
    r"[^\S\n]*(?=[A-Z][a-z]+ \d|\d{1,2} \w)"
)
# 'And from the chairwoman, Eva Lund:', with the quotation as the next paragraph
_FROM = re.compile(
    r"^[^\S\n]*(?:[A-Z][a-z]+\s+)?[Ff]rom\s+(?P<source>[^\n.:;!?\"“”]{3,70})(?P<cue>:)[^\S\n]*\n\s*"
    r"(?P<content>[\"“„«][^\n]{8,}?[\"“”»])[^\S\n]*$",
    re.M,
)
POST = "a post, signed with a handle"
_MAX_SOURCE_WORDS = 8


def laid_out(parsed: ParsedArticle) -> list[Reading]:
    """All attributions that the layout tells, in text order."""
    text = parsed.text
    found = [
        _reading(match, "a name under a quotation")
        for match in _SIGNED.finditer(text)
        if len(match.group("source").split()) <= _MAX_SOURCE_WORDS
        and not _is_parted(parsed, Span(*match.span("content")))
    ]
    found += [_reading(match, "a name above a quotation") for match in _FROM.finditer(text)]
    for pattern in (_POST, _POST_WITHIN) if "(@" in text else ():
        found += [
            _reading(match, POST)
            for match in pattern.finditer(text)
            if not any(Span(*match.span()).overlaps(r.content[0]) for r in found)
        ]
    for more in (turns(parsed), blocks(parsed)):
        found += [
            reading
            for reading in list(more)
            if not any(reading.content[0].overlaps(other.content[0]) for other in found)
        ]
    found = [reading for reading in found if not is_own_turn(parsed, reading)]
    return sorted(found, key=lambda r: r.content[0])


def _is_parted(parsed: ParsedArticle, span: Span) -> bool:
    """Whether words stand between two quotations: they tell who speaks, and what follows the dash
    explains the last of them ('“…,” said Ode. “It beat the Condor” — Orbex's old rocket.')."""
    inside = [q.span for q in parsed.quoted(span) if span.contains(q.span)]
    return any(
        re.search(r"\w", parsed.text[one.end : other.start]) for one, other in pairwise(inside)
    )


def _reading(match: re.Match[str], rule: str) -> Reading:
    content, cue, source = (Span(*match.span(role)) for role in ("content", "cue", "source"))
    return Reading((content,), cue, source, rule)


def overridden(readings: Sequence[Reading], layout: Sequence[Reading]) -> list[Reading]:
    """``readings`` with what ``layout`` tells put in its place; what overlaps it is taken out."""
    if not layout:
        return list(readings)
    taken = [s for r in layout for s in (*r.content, r.cue, r.source) if s]
    kept = []
    for reading in readings:
        content = tuple(s for s in reading.content if not any(s.overlaps(t) for t in taken))
        own = [s for s in (reading.cue,) if s]
        if content and not any(s.overlaps(t) for s in own for t in taken):
            kept.append(replace(reading, content=content))
    return sorted([*kept, *layout], key=lambda r: r.content[0])
