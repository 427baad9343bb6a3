"""Whose a quotation is that no cue introduces: of whom the copy has asked, or who spoke last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.acts import is_spoken
from framing.analysers.sources.asked import who_answers
from framing.analysers.sources.reading import Reading
from framing.analysers.sources.voicing import voice_of
from framing.models import Span, Voice

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_REACH = 2  # paragraphs from a speaker to a quotation that stands alone
_ANSWER = "the answer of who is asked"


def standing_alone(parsed: ParsedArticle, readings: Sequence[Reading], span: Span) -> Reading:
    """A quotation that stands alone, by the speaker introduced at most two paragraphs before."""
    starts = [paragraph.start for paragraph in parsed.paragraphs]
    previous = _last_speaker(parsed, readings, span)
    source = None
    if previous is not None:
        here, there = (bisect_right(starts, at) for at in (span.start, previous.content[0].start))
        between = parsed.paragraphs[there : here - 1]
        if 0 <= here - there <= _REACH and not any(_introduces(parsed, each) for each in between):
            source = previous.source
    return Reading((), None, source, "quotation that stands alone")


def before(readings: Sequence[Reading], span: Span) -> int | None:
    """The reading whose content ends last of those that begin before the span."""
    earlier = [i for i, r in enumerate(readings) if r.content and r.content[0].start < span.start]
    return max(earlier, key=lambda i: readings[i].content[-1].end) if earlier else None


def with_whom_asked(parsed: ParsedArticle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, each quotation without a cue of its own by whom the sentence before it asks;
    else by who spoke last, where it was given to somebody who is named only behind it."""
    made: list[Reading] = []
    for reading in sorted(readings, key=lambda r: r.content[0]):
        changed = reading
        if _is_whole_quotation(parsed, reading) and not _reaches_back(parsed, reading, readings):
            answering = who_answers(parsed, reading.content[0])
            if answering is not None:
                changed = replace(reading, cue=None, source=answering, rule=_ANSWER)
            elif (
                _of_the_asked(parsed, made, reading)
                or _is_behind(reading)
                or _is_no_saying(parsed, reading)
            ):
                changed = _by_the_last(parsed, made, reading)
        made.append(changed)
    return made


def _is_whole_quotation(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether the content is quotations that fill their sentences, and its cue, if it has one,
    stands in another sentence."""
    content = reading.content
    first, last = parsed.sentence_at(content[0].start), parsed.sentence_at(content[-1].end - 1)
    if first is None or last is None:
        return False
    home = Span(first.span.start, last.span.end)
    if any(s is not None and home.overlaps(s) for s in (reading.cue, reading.source)):
        return False
    beside = parsed.text[home.start : content[0].start] + parsed.text[content[-1].end : home.end]
    fills = not any(char.isalnum() for char in beside)
    return fills and voice_of(parsed, content) is Voice.DIRECT


def _is_behind(reading: Reading) -> bool:
    return reading.source is not None and reading.source.start >= reading.content[-1].end


def _is_no_saying(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a cue in a paragraph before is none of saying: '… and expected to open soon.'"""
    if reading.cue is None or reading.cue.end > reading.content[0].start:
        return False
    if _paragraph(parsed, reading.cue.start) == _paragraph(parsed, reading.content[0].start):
        return False
    cues = lexicon.cues()
    said = cues.speech | cues.object | {"accord"}
    words = list(parsed.tokens(reading.cue))
    tells = any(t.lemma_.lower() in said for t in words)
    return not tells and any(t.pos_ in ("VERB", "AUX") for t in words)


def _reaches_back(parsed: ParsedArticle, reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a cue in the sentence behind tells nothing but who said this: '“It is over.” That is
    what the mayor said.'"""
    if reading.cue is None or reading.cue.start < reading.content[-1].end:
        return False
    sentence = parsed.sentence_at(reading.cue.start)
    says = any(t.lemma_.lower() in lexicon.cues().speech for t in parsed.tokens(reading.cue))
    return says and not any(
        sentence is not None and sentence.span.overlaps(c)
        for other in readings
        if other is not reading
        for c in other.content
    )


def _of_the_asked(parsed: ParsedArticle, made: Sequence[Reading], reading: Reading) -> bool:
    """Whether the quotation follows an answer in its own paragraph, and is no one's since."""
    last = made[-1] if made else None
    if last is None or last.rule != _ANSWER or reading.cue is not None:
        return False
    between = parsed.text[last.content[-1].end : reading.content[0].start]
    return not any(char.isalnum() for char in between)


def _by_the_last(parsed: ParsedArticle, made: Sequence[Reading], reading: Reading) -> Reading:
    """The reading by who spoke last, where that was in quotation marks or in its paragraph."""
    alone = standing_alone(parsed, made, reading.content[0])
    last = _last_speaker(parsed, made, reading.content[0])
    if alone.source is None or last is None:
        no = _is_no_saying(parsed, reading)
        return replace(reading, cue=None, source=None, rule=alone.rule) if no else reading
    near = _paragraph(parsed, last.content[-1].start) == _paragraph(
        parsed, reading.content[0].start
    )
    if not near and voice_of(parsed, last.content) is Voice.INDIRECT:
        return reading
    return replace(reading, cue=None, source=alone.source, rule=alone.rule)


def _paragraph(parsed: ParsedArticle, at: int) -> int:
    sentence = parsed.sentence_at(at)
    return sentence.paragraph if sentence is not None else -1


def _last_speaker(parsed: ParsedArticle, readings: Sequence[Reading], span: Span) -> Reading | None:
    """Who last spoke before the span, in the copy's own words."""
    at = before(readings, span)
    while at is not None and not (
        _spoke(parsed, readings[at]) and _is_the_copys(parsed, readings[at])
    ):
        at = before(readings, Span(*[readings[at].content[0].start] * 2))
    return readings[at] if at is not None else None


def _is_the_copys(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether the copy itself says who spoke, and no one whom it quotes: a bank that a minister
    speaks of has no word in the next paragraph."""
    spans = [s for s in (reading.cue, reading.source) if s]
    return not any(q.inner.overlaps(s) for s in spans for q in parsed.quoted(s))


def _introduces(parsed: ParsedArticle, paragraph: Span) -> bool:
    """Whether a paragraph brings in whose words follow ('One officer has seen it:')."""
    return paragraph.of(parsed.text).endswith(":")


def _spoke(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a quotation may go on from this: an act of speech, and no clause with 'who'."""
    if reading.source is None:
        return reading.cue is None
    if not is_spoken(parsed, reading, voice_of(parsed, reading.content))[0]:
        return False
    return all(t.tag_ not in ("WP", "WDT") for t in parsed.tokens(reading.source)[:1])
